"""The gallery: what everybody sees a page at a time, what officers do there, and what they post for all."""

from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from domain.challenge_settings import Voting
from domain.challenges import Challenge
from tests.bot.acting import at_once, buttons, card, in_spanish, press_on, said, screen, tick
from tests.bot.conftest import World
from tests.bot.entering import TITLE, actor, fields, fill, hand_in, number_of, open_week, points, rows, until
from tests.services.paintings import opened, png


async def gallery(world: World, who: MemberActor, week: Challenge, sort: str = "newest") -> InteractionResult:
    return await who.slash(world.general, "challenge gallery", challenge=str(week.id), sort=sort)


async def three(world: World, **more: Any) -> tuple[Challenge, list[int]]:
    """A week with a cat of the raider, a dog of the leader and a fish of the officer, minutes apart."""
    week = await open_week(world, **more)
    numbers: list[int] = []
    for who, title in ((world.raider, "A cat"), (world.leader, "A dog"), (world.officer, "A fish")):
        numbers.append(number_of(await hand_in(world, who, week, title, ("it.png", png()))))
        await world.env.advance_time(60)
    return week, numbers


async def vote(world: World, number: int, *people: MemberActor) -> None:
    for one in people:
        await world.bot.hall.challenges.voting.vote(actor(world, one), number)


async def flip(who: MemberActor, page: InteractionResult, to: str) -> InteractionResult:
    """Turn the page."""
    return await who.click(card(page), custom_id=buttons(card(page))[to])


def heading(answer: Any) -> str:
    return said(answer).split("\n", maxsplit=1)[0]


async def test_one_submission_a_page_with_its_picture(world: World) -> None:
    week, numbers = await three(world)
    page = await gallery(world, world.raider, week)
    assert page.ephemeral
    assert said(page).startswith(f"## A fish\nby <@{world.officer.id}> · 🎨 {TITLE}\n0 votes\n")
    assert "-# Page 1 of 3\n" in said(page)
    assert f"-# Submission {numbers[2]} · handed in <t:" in said(page)
    (file,) = card(page).attachments
    assert opened(await file.read()).size == (64, 48)
    await flip(world.raider, page, "▶️")
    assert heading(page) == "## A dog"
    await flip(world.raider, page, "▶️")
    assert heading(page) == "## A cat"
    assert "*This one is yours.*" in said(page)
    assert {"Share", "Edit…", "Withdraw"} <= set(buttons(card(page)))
    assert "▶️" not in buttons(card(page))
    await flip(world.raider, page, "◀️")
    assert heading(page) == "## A dog"


async def test_it_works_after_a_restart_and_with_entries_gone(world: World) -> None:
    week, numbers = await three(world)
    page = await gallery(world, world.boss, week)
    await world.restart()
    await world.bot.hall.challenges.entries.withdraw(actor(world, world.leader), numbers[1])
    await flip(world.boss, page, "▶️")
    assert heading(page) == "## A cat"
    assert "Page 2 of 2" in said(page)
    for who, number in ((world.raider, numbers[0]), (world.officer, numbers[2])):
        await world.bot.hall.challenges.entries.withdraw(actor(world, who), number)
    empty = await flip(world.boss, page, "◀️")
    assert said(empty).startswith(f"Nothing was handed in to **{TITLE}** yet.")


async def test_a_shuffle_stays_while_somebody_looks(world: World) -> None:
    week = await open_week(world, most=10)
    for number in range(6):
        await hand_in(world, world.raider, week, f"Cat {number}")
    page = await gallery(world, world.boss, week, "random")
    there = [heading(page)]
    for _ in range(5):
        await flip(world.boss, page, "▶️")
        there.append(heading(page))
    assert len(set(there)) == 6
    back = [heading(page)]
    for _ in range(5):
        await flip(world.boss, page, "◀️")
        back.append(heading(page))
    assert back == there[::-1]
    again = await gallery(world, world.boss, week, "random")
    seeds = {buttons(card(one))["▶️"].split(":")[4] for one in (page, again)}
    assert len(seeds) == 2, "and is another one the next time"


async def test_voting_from_the_page(world: World) -> None:
    week, numbers = await three(world)
    page = await gallery(world, world.raider, week)
    assert "Vote" in buttons(card(page))
    await world.raider.click(card(page), label="Vote")
    assert "1 vote\n" in said(page)
    assert "Unvote" in buttons(card(page))
    await world.raider.click(card(page), label="Unvote")
    assert "0 votes\n" in said(page)
    await vote(world, numbers[0], world.boss)
    top = await gallery(world, world.leader, week, "votes")
    assert heading(top) == "## A cat"
    own = await gallery(world, world.officer, week)
    assert "Vote" not in buttons(card(own))
    await until(world, week, "voting_closes_at")
    late = await gallery(world, world.raider, week)
    assert not {"Vote", "Unvote"} & set(buttons(card(late)))


async def test_a_ballot_hides_votes_and_opens_when_submissions_close(world: World) -> None:
    week, _ = await three(world, voting=Voting.BALLOT)
    page = await gallery(world, world.raider, week, "votes")
    assert "*Nobody sees votes or places before the end, so this is shuffled.*" in said(page)
    assert "vote" not in said(page).replace("votes or places", "")
    assert "Your ballot" not in buttons(card(page))
    await until(world, week, "submissions_close_at")
    voting = await gallery(world, world.raider, week, "newest")
    assert "Nobody sees votes" not in said(voting)
    ballot = await world.raider.click(card(voting), label="Your ballot")
    assert ballot.ephemeral
    await until(world, week, "ends_at")
    await tick(world)
    over = await gallery(world, world.raider, week, "votes")
    assert "Nobody sees votes" not in said(over)
    assert "Your ballot" not in buttons(card(over))


async def test_the_past_can_be_looked_through(world: World) -> None:
    week, numbers = await three(world)
    await vote(world, numbers[1], world.boss, world.raider)
    await vote(world, numbers[0], world.boss)
    await until(world, week, "ends_at")
    await tick(world)
    page = await gallery(world, world.raider, week, "votes")
    assert said(page).startswith(f"## A dog\nby <@{world.leader.id}> · 🎨 {TITLE}\n🥇 Place 1 · 2 votes")


async def test_nothing_yet(world: World) -> None:
    week = await open_week(world)
    assert said(await gallery(world, world.raider, week)).startswith("Nothing was handed in to")


# Officers


async def test_officers_feature_from_the_page_and_with_the_command(world: World) -> None:
    week, numbers = await three(world)
    page = await gallery(world, world.officer, week, "newest")
    assert "Feature" not in buttons(card(page)), "nobody judges their own"
    await flip(world.officer, page, "▶️")
    seen = screen(world.officer, card(page))
    done = await press_on(world.officer, seen, "Feature")
    assert done.ephemeral
    assert f"⭐ **Featured**\nFeatured by <@{world.officer.id}>." in said(done)
    await press_on(world.officer, seen, "Feature")
    assert await points(world, world.leader) == 175
    back = await world.officer.slash(world.general, "challenge feature", submission=str(numbers[1]))
    assert "no longer features it" in said(back)
    assert await points(world, world.leader) == 75
    refused = await world.raider.slash(world.general, "challenge feature", submission=str(numbers[1]))
    assert "officer" in said(refused)
    own = await world.officer.slash(world.general, "challenge feature", submission=str(numbers[2]))
    assert said(own) == "This one is yours, and nobody judges their own work. Ask another officer."


async def test_disqualifying_says_who_and_why_and_can_be_undone(world: World) -> None:
    week, numbers = await three(world)
    await vote(world, numbers[0], world.leader)
    out = await world.officer.slash(
        world.general, "challenge disqualify", submission=str(numbers[0]), reason="traced **this**"
    )
    assert out.ephemeral
    assert "⛔ **Disqualified:** traced \\*\\*this\\*\\*\n" in said(out)
    assert f"<@{world.officer.id}> disqualified it: it stays visible with the reason" in said(out)
    assert (await points(world, world.raider), await points(world, world.leader)) == (0, 75)
    page = await gallery(world, world.leader, week)
    for _ in range(2):
        await flip(world.leader, page, "▶️")
    assert "0 votes\n" in said(page)
    assert "⛔ **Disqualified:** traced \\*\\*this\\*\\*\n" in said(page)
    assert not {"Vote", "Unvote"} & set(buttons(card(page)))
    await world.officer.click(card(out), label="Undo")
    assert f"<@{world.officer.id}> put it back into the ranking" in said(out)
    assert "Disqualified:" not in said(out)
    assert (await points(world, world.raider), await points(world, world.leader)) == (77, 80)
    log = await world.officer.slash(world.general, "audit list")
    assert "disqualified a submission" in said(log)
    assert "put a submission back into the ranking" in said(log)


async def test_disqualifying_from_the_page_asks_why(world: World) -> None:
    week, _ = await three(world)
    page = await gallery(world, world.boss, week)
    form, second = [await world.boss.click(card(page), label="Disqualify…") for _ in range(2)]
    assert list(fields(form)) == ["Why?"]
    await fill(world.boss, form, why="not a pet")
    late = await fill(world.boss, second, why="not a pet")
    assert said(late).startswith("**A fish** was disqualified")
    again = await gallery(world, world.raider, week)
    assert "⛔ **Disqualified:** not a pet" in said(again)
    assert "Vote" not in buttons(card(again))
    officer = await gallery(world, world.boss, week)
    assert {"Put back into the ranking", "Post the best"} <= set(buttons(card(officer)))


async def test_members_see_no_officers_buttons(world: World) -> None:
    week, _ = await three(world)
    page = await gallery(world, world.raider, week)
    assert set(buttons(card(page))) == {"▶️", "Vote"}


async def test_the_best_are_posted_once(world: World) -> None:
    week, numbers = await three(world)
    page = await gallery(world, world.boss, week)
    nothing = await world.boss.click(card(page), label="Post the best")
    assert said(nothing).startswith(f"Nothing of **{TITLE}** stands out yet")
    await vote(world, numbers[1], world.boss, world.raider)
    await vote(world, numbers[0], world.boss)
    before = len(world.general.history())
    seen = screen(world.boss, card(page))
    await at_once(*(press_on(world.boss, seen, "Post the best") for _ in range(2)))
    posted = world.general.history()[before:]
    public = [one for one in posted if not getattr(one.flags, "ephemeral", False)]
    assert [heading(one) for one in public] == ["## A dog", "## A cat"]
    assert "2 votes" in said(public[0])
    assert all(len(one.attachments) == 1 for one in public)
    refused = await press_on(world.boss, seen, "Post the best")
    assert refused.ephemeral
    assert said(refused) == "The best were posted here a moment ago. Wait a minute to post them again."


async def test_before_a_ballots_end_only_the_featured_are_posted(world: World) -> None:
    week, numbers = await three(world, voting=Voting.BALLOT)
    await world.officer.slash(world.general, "challenge feature", submission=str(numbers[0]))
    page = await gallery(world, world.boss, week)
    posted = await world.boss.click(card(page), label="Post the best")
    assert not posted.ephemeral
    assert said(posted).startswith(f"## A cat\nby <@{world.raider.id}> · 🎨 {TITLE}\n⭐ **Featured**")


async def test_somebody_erased_leaves_an_entry_without_name_and_words(world: World) -> None:
    week, numbers = await three(world)
    await vote(world, numbers[0], world.boss)
    await until(world, week, "ends_at")
    await tick(world)
    await world.bot.hall.privacy.erase(actor(world, world.raider))
    page = await gallery(world, world.boss, week, "votes")
    assert said(page).startswith("## Without a title\nby somebody who left")
    assert await rows(world, "submissions", "title") == [("",), ("A dog",), ("A fish",)]


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    week, numbers = await three(world)
    in_spanish(monkeypatch)
    page = await gallery(world, world.boss, week)
    assert "0 votos\n" in said(page)
    assert "-# Página 1 de 3\n-# Entrega" in said(page)
    assert {"Destacar", "Descalificar…", "Publicar lo mejor"} <= set(buttons(card(page)))
    out = await world.officer.slash(world.general, "challenge disqualify", submission=str(numbers[0]), reason="calcada")
    assert "⛔ **Descalificada:** calcada" in said(out)
    assert "Deshacer" in buttons(card(out))
