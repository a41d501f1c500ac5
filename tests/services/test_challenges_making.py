"""Making and changing challenges: what is kept, what is refused, and what is told."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.challenge_settings import State, Voting
from domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from services.challenges.changing import Options
from services.challenges.making import Texts, Typed
from services.desk import Desk
from storage import audit, challenges, settings
from tests.services.challenging import CHANNEL, MARA, OFFICER, PRIZES, PROMPT, TITLE, WEEK, Arena, arena_of
from tests.services.conftest import GUILD, Clock


@pytest.fixture
async def arena(desk: Desk, clock: Clock) -> AsyncIterator[Arena]:
    """Where challenges are held; what is announced goes to a channel."""
    async with arena_of(desk, clock) as arena:
        await desk.db.write(lambda tx: settings.put(tx, GUILD, "guild.announcements", 303, by=None, at=clock()))
        yield arena


async def refusal(act: object) -> str:
    """Why that is refused."""
    with pytest.raises(Refusal) as refused:
        await act  # pyright: ignore[reportGeneralTypeIssues, reportUnknownVariableType]
    return refused.value.code


async def test_a_draft_keeps_everything_and_tells_nobody(arena: Arena) -> None:
    draft = await arena.draft(voting=Voting.BALLOT, most=2, link_required=True, judge_weight=20, colour="#123")
    assert (draft.slug, draft.week, draft.year) == ("draw-your-pet", 47, 2026)
    assert (draft.terms.voting, draft.terms.most, draft.terms.judge_weight) == (Voting.BALLOT, 2, 20)
    assert draft.terms.colour == 0x112233
    assert draft.dates.voting_closes_at == draft.dates.ends_at == arena.clock() + timedelta(days=7)
    assert len(await arena.desk.db.read(lambda tx: challenges.prizes(tx, draft.id))) == 5
    await arena.tick(days=30)
    assert arena.office.posted == []
    assert await arena.state(draft) is State.DRAFT


async def test_what_judges_decide_ends_with_the_submissions_unless_told_otherwise(arena: Arena) -> None:
    draft = await arena.draft(voting=Voting.NONE)
    assert draft.dates.submissions_close_at == draft.dates.voting_closes_at == draft.dates.ends_at
    draft = await arena.draft(voting=Voting.NONE, voting_closes="in 6 days", ends="in 9 days")
    assert draft.dates.submissions_close_at == draft.dates.voting_closes_at
    assert draft.dates.ends_at == arena.clock() + timedelta(days=9)


async def test_titles_may_repeat_and_addresses_do_not(arena: Arena) -> None:
    slugs = [(await arena.draft()).slug for _ in range(3)]
    assert slugs == ["draw-your-pet", "draw-your-pet-2", "draw-your-pet-3"]


async def test_how_many_one_may_hand_in_is_the_guilds_setting_by_default(arena: Arena) -> None:
    now = arena.clock()
    await arena.desk.db.write(lambda tx: settings.put(tx, GUILD, "challenge.submissions", 7, by=None, at=now))
    assert (await arena.draft()).terms.most == 7


async def test_what_is_refused_keeps_nothing(arena: Arena) -> None:
    making = arena.challenges.making
    plan = await making.plan(OFFICER, WEEK)
    picture = await arena.picture()
    for texts, code in (
        (Texts("", PROMPT), "challenge.title_length"),
        (Texts(TITLE, PROMPT, prizes="1: "), "challenge.prize_line"),
        (Texts(TITLE, PROMPT, points="wins: 5"), "challenge.rate_line"),
    ):
        assert await refusal(making.draft(OFFICER, plan, texts, picture)) == code
    assert await refusal(making.draft(MARA, plan, Texts(TITLE, PROMPT), None)) == "access.officer"
    assert await arena.desk.db.read(lambda tx: challenges.listed(tx, GUILD)) == []
    assert await arena.desk.db.read(lambda tx: audit.count(tx, GUILD)) == 0


async def test_what_was_typed_becomes_one_draft(arena: Arena) -> None:
    making = arena.challenges.making
    typed = Typed(await making.plan(OFFICER, WEEK), Texts(TITLE, PROMPT, "d", "?", "p"), await arena.picture())
    number = await making.keep_typed(OFFICER, typed)
    arena.restart()
    making = arena.challenges.making
    assert await making.typed(OFFICER, number) == typed
    assert await refusal(making.typed(MARA, number)) == "access.officer"
    good = Texts(TITLE, PROMPT)
    await making.draft(OFFICER, typed.plan, good, typed.picture, number)
    assert await refusal(making.draft(OFFICER, typed.plan, good, typed.picture, number)) == "challenge.typed_gone"
    assert await refusal(making.typed(OFFICER, number)) == "challenge.typed_gone"


async def test_publishing_moves_a_start_that_has_passed_to_that_moment(arena: Arena) -> None:
    draft = await arena.draft()
    arena.clock.advance(hours=30)
    public = await arena.publish(draft)
    assert public.dates.starts_at == arena.clock(), "nobody could have been early before"
    assert public.dates.submissions_close_at == draft.dates.submissions_close_at
    assert public.channel_id == CHANNEL
    assert await refusal(arena.publish(draft)) == "challenge.not_draft"
    late = await arena.draft()
    arena.clock.advance(days=5)
    assert await refusal(arena.publish(late)) == "challenge.dates_over"
    other = await arena.draft()
    arena.clock.advance(days=5, minutes=-5)
    assert await refusal(arena.publish(other)) == "challenge.dates_short"
    with pytest.raises(NotFound):
        await arena.challenges.making.publish(replace(OFFICER, guild_id=78, manages_guild=True), draft.id, CHANNEL)


async def test_everything_that_changes_is_in_the_log_and_nothing_else(arena: Arena) -> None:
    one = await arena.open(starts="in 1 hour", closes="in 5 days")
    changing = arena.challenges.changing
    before = await arena.desk.db.read(lambda tx: audit.count(tx, GUILD))
    await changing.retext(OFFICER, one.id, one.terms.title, one.terms.prompt, "")
    await changing.reprize(OFFICER, one.id, PRIZES, "")
    assert await arena.desk.db.read(lambda tx: audit.count(tx, GUILD)) == before, "what stays is no change"
    await changing.retext(OFFICER, one.id, "Other", one.terms.prompt, "")
    await changing.reprize(OFFICER, one.id, "1: a cape", "")
    rows = await arena.desk.db.read(lambda tx: audit.page(tx, GUILD, kind="challenge.edited", limit=9, offset=0))
    assert [row.facts["what"] for row in rows] == ["prizes", "texts"]
    assert rows[0].note == "1: a cape"
    await arena.tick()
    assert arena.office.events() == ["challenge.changed"], "texts are not worth a word"


async def test_dates_that_come_back_are_told_again(arena: Arena) -> None:
    one = await arena.open(starts="in 1 hour", closes="in 5 days")
    changing = arena.challenges.changing
    for closes in ("in 6 days", "in 5 days", "in 6 days"):
        await changing.redate(OFFICER, one.id, ("in 1 hour", closes, "", ""), Voting.VOTES)
    await arena.tick()
    assert arena.office.events() == ["challenge.changed"] * 3


async def test_dates_as_they_are_shown_leave_them_as_they_are(arena: Arena) -> None:
    arena.clock.advance(seconds=7)
    one = await arena.open()
    shown = [
        f"{at:%Y-%m-%d %H:%M}"
        for at in (
            one.dates.starts_at,
            one.dates.submissions_close_at,
            one.dates.voting_closes_at,
            one.dates.ends_at,
        )
    ]
    later = (shown[0], shown[1], shown[2], f"{one.dates.ends_at + timedelta(days=1):%Y-%m-%d %H:%M}")
    changed = await arena.challenges.changing.redate(OFFICER, one.id, later, Voting.VOTES)
    assert changed.dates.starts_at == one.dates.starts_at, "the seconds of a start that was are not an edit of it"
    assert changed.dates.voting_closes_at == one.dates.voting_closes_at
    assert changed.dates.ends_at > one.dates.ends_at


async def test_prizes_stand_once_they_were_given(arena: Arena) -> None:
    one = await arena.open()
    await arena.challenges.changing.reprize(OFFICER, one.id, "1: 5", "")
    await arena.until(one, State.COMPLETED)
    assert await refusal(arena.challenges.changing.reprize(OFFICER, one.id, "1: 6", "")) == "challenge.prizes_stand"
    assert await refusal(arena.challenges.changing.cancel(OFFICER, one.id, "late")) == "challenge.completed"


async def test_closing_knows_which_phase_was_meant(arena: Arena) -> None:
    one = await arena.open()
    arena.clock.advance(hours=1)
    changing = arena.challenges.changing
    deadline = one.dates.submissions_close_at
    closed = await changing.close(OFFICER, one.id, deadline)
    assert closed.dates.submissions_close_at == arena.clock()
    assert closed.dates.voting_closes_at == one.dates.voting_closes_at
    with pytest.raises(Conflict) as refused:
        await changing.close(OFFICER, one.id, deadline)
    assert refused.value.code == "challenge.phase_over"
    with pytest.raises(Forbidden):
        await changing.close(MARA, one.id, closed.dates.voting_closes_at)
    await changing.close(OFFICER, one.id, closed.dates.voting_closes_at)
    await arena.tick()
    assert await arena.state(one) is State.COMPLETED


async def test_calling_off_is_final_and_told_once(arena: Arena) -> None:
    one, draft = await arena.open(), await arena.draft()
    changing = arena.challenges.changing
    with pytest.raises(Invalid):
        await changing.cancel(OFFICER, one.id, " ")
    await changing.cancel(OFFICER, draft.id, "no")
    await changing.cancel(OFFICER, one.id, "rain")
    assert await refusal(changing.cancel(OFFICER, one.id, "rain")) == "challenge.cancelled"
    assert await refusal(changing.retext(OFFICER, one.id, "Other", PROMPT, "")) == "challenge.cancelled"
    assert await refusal(arena.publish(draft)) == "challenge.not_draft"
    await arena.tick(days=30)
    assert arena.office.events() == ["challenge.cancelled"]
    assert (await arena.now(one)).reason == "rain"


async def test_options_are_checked_as_a_whole(arena: Arena) -> None:
    one = await arena.open(starts="in 1 hour", closes="in 5 days")
    changing = arena.challenges.changing
    good = Options(most=2, link_required=True, judge_weight=10, colour="", featured=True)
    changed = await changing.reoption(OFFICER, one.id, good)
    assert (changed.terms.most, changed.featured) == (2, True)
    assert await refusal(changing.reoption(OFFICER, one.id, replace(good, most=11))) == "challenge.most_range"
    assert await refusal(changing.reoption(OFFICER, one.id, replace(good, colour="x"))) == "challenge.colour"
    await arena.until(one, State.ACTIVE)
    assert await refusal(changing.reoption(OFFICER, one.id, replace(good, most=1))) == "challenge.rules_stand"
    changed = await changing.reoption(OFFICER, one.id, replace(good, most=5, featured=False))
    assert (changed.terms.most, changed.featured) == (5, False)
