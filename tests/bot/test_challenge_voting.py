"""Votes in the gallery, private ballots, judges, signs and discards, as people press them."""

from collections.abc import Sequence
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from domain.challenge_settings import Voting
from domain.challenges import Challenge
from tests.bot import ending
from tests.bot.acting import at_once, buttons, card, in_spanish, options, press_on, said, screen, select_id
from tests.bot.challenging import officer_of
from tests.bot.conftest import World
from tests.bot.entering import actor, open_week, points, rows, until

LABELS = ("★1 Weak", "★2 Fair", "★3 Good", "★4 Great", "★5 Superb")


async def crowd(world: World, count: int) -> list[MemberActor]:
    """More people."""
    return [world.person(f"Person{number}") for number in range(count)]


async def voted_on(
    world: World, works: int, voting: Voting = Voting.BALLOT, **more: Any
) -> tuple[Challenge, list[MemberActor], list[int]]:
    """A challenge with works of as many people, in its voting phase where it has ballots."""
    week = await open_week(world, voting=voting, **more)
    makers = await crowd(world, works)
    handed_in = [await ending.hand_in(world, week, who, f"Work {number}") for number, who in enumerate(makers, 1)]
    if voting is Voting.BALLOT:
        await until(world, week, "submissions_close_at")
    return week, makers, handed_in


async def gallery(world: World, who: MemberActor, week: Challenge, sort: str = "newest") -> InteractionResult:
    """Somebody looks through what was handed in."""
    return await who.slash(world.general, "challenge gallery", challenge=str(week.id), sort=sort)


async def ballot(world: World, who: MemberActor, week: Challenge) -> InteractionResult:
    """Somebody opens their ballot from the landing card."""
    landing = await who.slash(world.general, "challenge show", challenge=str(week.id))
    return await who.click(card(landing), label="Vote")


def heading(answer: Any) -> str:
    """The first line."""
    return said(answer).split("\n", maxsplit=1)[0]


# Votes


async def test_voting_in_the_gallery_and_taking_it_back(world: World) -> None:
    week, (maker,), _ = await voted_on(world, 1, Voting.VOTES)
    page = await gallery(world, world.raider, week)
    assert page.ephemeral
    seen = screen(world.raider, card(page))
    await world.raider.click(card(page), label="Vote")
    assert "Unvote" in buttons(card(page))
    assert "Vote" not in buttons(card(page))
    assert "1 vote" in said(page)
    assert (await points(world, world.raider), await points(world, maker)) == (5, 77)
    twice = await press_on(world.raider, seen, "Vote")
    assert said(twice).endswith("You already voted for **Work 1**; your vote stands.")
    assert await points(world, world.raider) == 5
    await world.raider.click(card(page), label="Unvote")
    assert "Vote" in buttons(card(page))
    assert (await points(world, world.raider), await points(world, maker)) == (0, 75)


async def test_the_page_stays_on_what_was_voted_for_however_votes_sort_it(world: World) -> None:
    week, *_ = await voted_on(world, 3, Voting.VOTES)
    page = await gallery(world, world.raider, week, "votes")
    await turn_on(world.raider, page)
    await turn_on(world.raider, page)
    last = heading(page)
    await world.raider.click(card(page), label="Vote")
    assert heading(page) == last
    assert "Unvote" in buttons(card(page))
    assert "Page 1 of 3" in said(page), "it has most votes by now"


async def test_nobody_is_offered_a_vote_for_their_own(world: World) -> None:
    week, (maker,), _ = await voted_on(world, 1, Voting.VOTES)
    theirs = await gallery(world, world.raider, week)
    seen = screen(world.raider, card(theirs))
    mine = await gallery(world, maker, week)
    assert "Vote" not in buttons(card(mine))
    forged = await press_on(maker, seen, "Vote")
    assert said(forged) == "That is your own: nobody votes for their own work. Look at what the others made."
    assert await points(world, maker) == 75


async def test_a_press_at_the_very_deadline_is_too_late(world: World) -> None:
    week, *_ = await voted_on(world, 1, Voting.VOTES)
    page = await gallery(world, world.raider, week)
    seen = screen(world.raider, card(page))
    await until(world, week, "voting_closes_at")
    late = await press_on(world.raider, seen, "Vote")
    assert said(late).startswith("Voting in **Draw your pet** closed <t:")
    assert await rows(world, "challenge_votes") == []


async def test_many_people_vote_at_the_same_moment(world: World) -> None:
    week, *_ = await voted_on(world, 1, Voting.VOTES)
    people = await crowd(world, 12)
    pages = [screen(who, card(await gallery(world, who, week))) for who in people]
    acts = [press_on(who, page, "Vote") for who, page in zip(people, pages, strict=True) for _ in range(2)]
    done = await at_once(*acts)
    assert not [one for one in done if isinstance(one, BaseException)]
    assert len(await rows(world, "challenge_votes")) == 12
    assert [await points(world, who) for who in people] == [5] * 12


async def test_without_votes_there_is_nothing_to_press(world: World) -> None:
    week, _, (work,) = await voted_on(world, 1, Voting.NONE)
    page = await gallery(world, world.raider, week)
    assert not {"Vote", "Unvote"} & set(buttons(card(page)))
    landing = await world.raider.slash(world.general, "challenge show", challenge=str(week.id))
    assert "Vote" not in buttons(card(landing))
    with pytest.raises(Exception, match=r"challenge\.no_voting"):
        await world.bot.hall.challenges.voting.vote(actor(world, world.raider), work)


# Ballots


async def test_a_ballot_from_the_first_mark_to_the_last(world: World) -> None:
    week, *_ = await voted_on(world, 6)
    opened = await ballot(world, world.raider, week)
    assert opened.ephemeral
    assert set(buttons(card(opened))) == {*LABELS, "Skip", "My marks"}
    assert "0 of 6 marked; your ballot counts from 5 marks" in said(opened)
    seen = [heading(opened)]
    for label in LABELS:
        await world.raider.click(card(opened), label=label)
        seen.append(heading(opened))
    assert sorted(seen) == [f"## Work {number}" for number in range(1, 7)]
    assert "5 of 6 marked; your ballot counts from 5 marks (done ✅)" in said(opened)
    assert f"**{seen[4].removeprefix('## ')}** has ★★★★★ from you." in said(opened)
    await world.raider.click(card(opened), label="Skip")
    assert heading(opened) == "## 🎨 Draw your pet"
    assert "You have seen everything." in said(opened)
    assert "★★★★★ " + seen[4].removeprefix("## ") in said(opened)
    assert "no mark " + seen[5].removeprefix("## ") in said(opened)


async def test_marks_are_changed_from_the_summary(world: World) -> None:
    week, *_ = await voted_on(world, 2)
    opened = await ballot(world, world.raider, week)
    first = heading(opened).removeprefix("## ")
    await world.raider.click(card(opened), label="★2 Fair")
    await world.raider.click(card(opened), label="My marks")
    assert "What you decided so far." in said(opened)
    assert "Go on" in buttons(card(opened))
    value = options(card(opened), "challenge:v1:ballot-pick")[first]
    await world.raider.select(
        card(opened), values=[value], custom_id=select_id(card(opened), "challenge:v1:ballot-pick")
    )
    assert heading(opened) == f"## {first}"
    assert set(buttons(card(opened))) == {*LABELS, "Take the mark back", "My marks"}
    await world.raider.click(card(opened), label="★5 Superb")
    assert f"**{first}** has ★★★★★ from you now; it had ★★☆☆☆." in said(opened)
    assert "Go on" in buttons(card(opened)), "back where it was picked"
    assert len(await rows(world, "challenge_marks")) == 2, "what is next was shown when it was, not again"
    await world.raider.select(
        card(opened), values=[value], custom_id=select_id(card(opened), "challenge:v1:ballot-pick")
    )
    await world.raider.click(card(opened), label="Take the mark back")
    assert f"You took your mark for **{first}** back." in said(opened)
    assert "0 of 2 marked" in said(opened)
    await world.raider.click(card(opened), label="Go on")
    assert heading(opened) != f"## {first}"


async def test_a_restart_in_the_middle_of_a_ballot(world: World) -> None:
    week, *_ = await voted_on(world, 5)
    opened = await ballot(world, world.raider, week)
    await world.raider.click(card(opened), label="★4 Great")
    waiting = heading(opened)
    await world.restart()
    again = await ballot(world, world.raider, week)
    assert heading(again) == waiting
    await world.raider.click(card(opened), label="★1 Weak")  # the card from before the restart
    assert "2 of 5 marked" in said(opened)
    assert await rows(world, "challenge_marks", "count(*)") == [(3,)]


async def test_old_buttons_and_double_clicks_say_what_stands(world: World) -> None:
    week, makers, works = await voted_on(world, 3)
    opened = await ballot(world, world.raider, week)
    first = heading(opened).removeprefix("## ")
    seen = screen(world.raider, card(opened))
    await world.raider.click(card(opened), label="★4 Great")
    second = heading(opened)
    await press_on(world.raider, seen, "★4 Great")
    assert f"**{first}** has ★★★★☆ from you." in said(opened)
    assert heading(opened) == second
    assert "1 of 3 marked" in said(opened)
    await press_on(world.raider, seen, "Skip")
    assert f"**{first}** has ★★★★☆ from you." in said(opened)
    gone = second.removeprefix("## ")
    which = works[[f"Work {number}" for number in (1, 2, 3)].index(gone)]
    refereeing = world.bot.hall.challenges.refereeing
    await refereeing.disqualify(officer_of(world), which, "not a pet")
    await world.raider.click(card(opened), label="★5 Superb")
    assert f"**{gone}** was disqualified, so nobody can vote for it any more." in said(opened)
    assert heading(opened) not in (f"## {gone}", f"## {first}")
    own = await press_on(makers[int(first.removeprefix("Work ")) - 1], seen, "★5 Superb")
    assert said(own).startswith("That is your own")


async def test_when_voting_is_over_the_voter_reads_what_they_gave(world: World) -> None:
    week, *_ = await voted_on(world, 2, ends="in 9 days")
    landing = await world.raider.slash(world.general, "challenge show", challenge=str(week.id))
    before = screen(world.raider, card(landing))
    opened = await world.raider.click(card(landing), label="Vote")
    await world.raider.click(card(opened), label="★3 Good")
    waiting = screen(world.raider, card(opened))
    await world.raider.click(card(opened), label="★1 Weak")
    await until(world, week, "voting_closes_at")
    late = await press_on(world.raider, waiting, "★5 Superb")
    assert said(late).startswith("Voting in **Draw your pet** closed <t:")
    over = await press_on(world.raider, before, "Vote")
    assert "Voting is over. Your ballot has enough marks to count." in said(over)
    assert "★☆☆☆☆ Work" in said(over)
    assert "★★★☆☆ Work" in said(over)
    assert buttons(card(over)) == {}
    assert options(card(over), "challenge:v1:ballot-pick") == {}
    other = await press_on(world.officer, before, "Vote")
    assert said(other).startswith("Voting in **Draw your pet** closed <t:")


async def test_a_ballot_in_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    week, *_ = await voted_on(world, 2)
    in_spanish(monkeypatch)
    landing = await world.raider.slash(world.general, "challenge show", challenge=str(week.id))
    opened = await world.raider.click(card(landing), label="Votar")
    assert set(buttons(card(opened))) == {
        "★1 Floja", "★2 Regular", "★3 Buena", "★4 Muy buena", "★5 Genial", "Saltar", "Mis notas",
    }  # fmt: skip
    assert "0 de 2 con nota; tu papeleta cuenta a partir de 2 notas" in said(opened)
    await world.raider.click(card(opened), label="★4 Muy buena")
    assert "Le diste ★★★★☆ a **" in said(opened)
    await world.raider.click(card(opened), label="Saltar")
    assert "Ya lo viste todo." in said(opened)


async def turn_on(who: MemberActor, page: InteractionResult) -> None:
    """To the next page."""
    await who.click(card(page), custom_id=buttons(card(page))["▶️"])


async def everything(world: World, who: MemberActor, week: Challenge) -> set[str]:
    """All lines that somebody can read of a challenge, but for which page of a shuffled gallery one is on."""
    which = {"challenge": str(week.id)}
    texts = [
        said(await who.slash(world.general, f"challenge {name}", **which)) for name in ("show", "board", "results")
    ]
    texts += [said(await who.slash(world.general, f"challenge {name}")) for name in ("current", "list", "mine")]
    for sort in ("votes", "newest"):
        page = await gallery(world, who, week, sort)
        texts.append(said(page))
        while "▶️" in buttons(card(page)):
            await turn_on(who, page)
            texts.append(said(page))
    texts.append(said(await ballot(world, who, week)))
    texts += [said(one) for one in (*world.general.history(), *world.news.history())]
    return {line for one in texts for line in one.splitlines() if not line.startswith("-# Page ")}


async def test_nothing_tells_a_tally_before_the_end(world: World) -> None:
    """What anybody reads is the same whatever was given: all turned round, not a word changes."""
    week, _, works = await voted_on(world, 3, judge_weight=30)
    voters = await crowd(world, 4)
    hall = world.bot.hall.challenges

    async def give(stars: Sequence[int]) -> None:
        for who in voters:
            for work, given in zip(works, stars, strict=True):
                await hall.balloting.mark(actor(world, who), work, given)
        for work, given in zip(works, stars, strict=True):
            await hall.judging.judge(officer_of(world), work, 2 * given)

    await give((5, 3, 1))
    before = await everything(world, world.raider, week)
    await give((1, 3, 5))
    assert await everything(world, world.raider, week) == before
    assert any("4 ballots" in one for one in before), "turnout shows"


# Judges, signs and discards


async def test_judges_are_answered_with_how_many_scored_it(world: World) -> None:
    _, (maker,), (work,) = await voted_on(world, 1, judge_weight=20)
    refused = await world.raider.slash(world.general, "challenge judge", submission=str(work), score=10)
    assert "officer" in said(refused)
    given = await world.officer.slash(world.general, "challenge judge", submission=str(work), score=8)
    assert said(given) == "Your score for **Work 1**: 8 of 10. 1 judge has scored it by now."
    again = await world.officer.slash(world.general, "challenge judge", submission=str(work), score=9)
    assert said(again) == ("Your score for **Work 1** is 9 of 10 now; it was 8. 1 judge has scored it by now.")
    same = await world.officer.slash(world.general, "challenge judge", submission=str(work), score=9)
    assert said(same) == "Your score for **Work 1** was already 9 of 10. 1 judge has scored it by now."
    other = await world.leader.slash(world.general, "challenge judge", submission=str(work), score=9)
    assert said(other) == "Your score for **Work 1**: 9 of 10. 2 judges have scored it by now."
    assert "9 / 10" in said(await world.officer.slash(world.general, "audit list"))
    assert "9 / 10" not in said(await maker.slash(world.general, "audit list"))


async def test_where_judges_have_no_part_they_are_told_so(world: World) -> None:
    _, _, (work,) = await voted_on(world, 1)
    refused = await world.officer.slash(world.general, "challenge judge", submission=str(work), score=8)
    assert said(refused).startswith("Judges have no part in **Draw your pet**")
    assert await rows(world, "challenge_scores") == []


async def test_a_discard_is_taken_back_by_one_press(world: World) -> None:
    week, _, works = await voted_on(world, 2)
    for work in works:
        await world.bot.hall.challenges.balloting.mark(actor(world, world.raider), work, 5)
    asked = {"challenge": str(week.id), "member": world.raider, "reason": "three **accounts** of @everyone"}
    refused = await world.raider.slash(world.general, "challenge discard-ballot", **asked)
    assert "officer" in said(refused)
    done = await world.officer.slash(world.general, "challenge discard-ballot", **asked)
    assert done.ephemeral
    assert f"What <@{world.raider.id}> gave (2 votes or marks) does not count any more." in said(done)
    assert "@everyone" not in said(done)
    twice = await world.officer.slash(world.general, "challenge discard-ballot", **asked)
    assert said(twice) == "Their votes in **Draw your pet** were already discarded."
    theirs = await ballot(world, world.raider, week)
    assert "Officers do not count your ballot: three" in said(theirs)
    assert buttons(card(theirs)) == {}
    seen = screen(world.officer, card(done))
    await world.officer.click(card(done), label="Undo")
    assert f"What <@{world.raider.id}> gave (2 votes or marks) counts again." in said(done)
    assert buttons(card(done)) == {}
    again = await press_on(world.officer, seen, "Undo")
    assert said(again) == "Nothing of theirs is discarded in **Draw your pet**; it counts."
    assert await rows(world, "challenge_discards") == []
    kinds = {kind for (kind,) in await rows(world, "audit", "kind")}
    assert {"challenge.discarded", "challenge.restored"} <= kinds
    assert "2 of 2 marked" in said(await ballot(world, world.raider, week))


async def test_officers_see_signs_and_nobody_else_does(world: World) -> None:
    week, makers, works = await voted_on(world, 8)
    balloting = world.bot.hall.challenges.balloting
    for work in works[:5]:
        await balloting.mark(actor(world, world.raider), work, 4)
    await balloting.mark(actor(world, makers[0]), works[1], 5)
    plain = await world.raider.slash(world.general, "challenge show", challenge=str(week.id))
    assert "Signs" not in buttons(card(plain))
    landing = await world.officer.slash(world.general, "challenge show", challenge=str(week.id))
    shown = await world.officer.click(card(landing), label="Signs")
    assert shown.ephemeral
    assert f"<@{world.raider.id}> gave the same stars to all 5 that they marked" in said(shown)
    assert f"<@{makers[0].id}> marked **Work 2** and nothing else; a ballot counts from 5 marks" in said(shown)
    forged = await press_on(world.raider, screen(world.officer, card(landing)), "Signs")
    assert "officer" in said(forged)
    assert "stars" not in said(forged)
    asked = {"challenge": str(week.id), "member": world.raider, "reason": "the same stars"}
    await world.officer.slash(world.general, "challenge discard-ballot", **asked)
    shown = await world.officer.click(card(landing), label="Signs")
    assert "the same stars to all" not in said(shown)
    assert f"1. <@{world.raider.id}> · by <@{world.officer.id}>" in said(shown)
    await world.officer.click(card(shown), label="Undo 1")
    assert "counts again" in said(shown)


async def test_whoever_is_discarded_reads_why_and_everybody_how_many(world: World) -> None:
    week, *_ = await voted_on(world, 2, Voting.VOTES)
    page = await gallery(world, world.raider, week)
    await world.raider.click(card(page), label="Vote")
    mine = said(await world.raider.slash(world.general, "challenge mine"))
    assert "Officers do not count" not in mine
    asked = {"challenge": str(week.id), "member": world.raider, "reason": "an *alt*"}
    await world.officer.slash(world.general, "challenge discard-ballot", **asked)
    mine = said(await world.raider.slash(world.general, "challenge mine"))
    assert "⛔ Officers do not count what you gave here: an \\*alt\\*" in mine
    assert "Officers do not count" not in said(await world.leader.slash(world.general, "challenge mine"))
    await ending.complete(world, week)
    results = said(await world.leader.slash(world.general, "challenge results", challenge=str(week.id)))
    assert "Officers discarded the votes of 1 person; each time is in /audit list." in results
