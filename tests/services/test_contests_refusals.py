"""What contests refuse, and that a refusal leaves nothing half done."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.contest_settings import Phase, RuleType
from domain.contests import ContestState
from domain.draws import DrawState
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from services.desk import Desk
from storage import draws
from tests.services.conftest import GUILD, Clock
from tests.services.contesting import BRAM, LEADER, MARA, OFFICER, RAIDER, RULES, Clan, refused
from tests.services.drawing import CHANNEL, open_house


@pytest.fixture
async def clan(desk: Desk, clock: Clock) -> AsyncIterator[Clan]:
    """A clan without characters yet."""
    async with open_house(desk, clock) as house:
        yield Clan(house)


async def test_only_leaders_make_publish_end_draw_and_call_off(clan: Clan):
    contest_id = await clan.running()
    making, closing = clan.contests.making, clan.contests.closing
    for actor in (RAIDER, OFFICER):
        for act in (
            making.add_rule(actor, contest_id, *RULES[0]),
            making.remove_rule(actor, contest_id, 1),
            making.publish(actor, contest_id, CHANNEL, lambda _: ""),
            making.cancel(actor, contest_id, "no"),
            closing.end(actor, contest_id),
            closing.draw(actor, contest_id),
            closing.redraw(actor, contest_id, 1, "no"),
        ):
            with pytest.raises(Forbidden):
                await act


async def test_a_draft_is_nobody_elses_and_a_cancelled_draft_stays_so(clan: Clan):
    contest_id = await clan.draft()
    views = clan.contests.views
    for actor in (RAIDER, OFFICER):
        for look in (views.show(actor, contest_id), views.entries(actor, contest_id, 1), views.mine(actor, contest_id)):
            with pytest.raises(NotFound):
                await look
        assert (await views.listed(actor, None, 1)).total == 0
        assert await views.names(actor, "") == []
    await clan.contests.making.cancel(LEADER, contest_id, "changed our minds")
    assert (await views.listed(RAIDER, None, 1)).total == 0
    assert (await views.listed(LEADER, Phase.CANCELLED, 1)).total == 1
    assert [one.id for one, _ in await views.names(LEADER, "", (Phase.CANCELLED,))] == [contest_id]
    assert await views.names(LEADER, "", (Phase.DRAFT,)) == []
    with pytest.raises(NotFound):
        await views.show(RAIDER, contest_id)


async def test_rules_are_for_drafts_and_publishing_needs_one_and_somebody(clan: Clan):
    making = clan.contests.making
    contest_id = await clan.draft()
    publish = making.publish(LEADER, contest_id, CHANNEL, lambda contest: contest.name)
    assert await refused(publish) == "contest.nobody"
    await clan.join("Mara", RAIDER.user_id)
    contest = (await clan.contests.views.show(LEADER, contest_id)).contest
    for rule in contest.rules:
        await making.remove_rule(LEADER, contest_id, rule.id)
    assert await refused(making.remove_rule(LEADER, contest_id, contest.rules[0].id)) == "contest.rule_unknown"
    assert await refused(making.publish(LEADER, contest_id, CHANNEL, lambda one: one.name)) == "contest.no_rules"
    for amount in range(1, 11):
        await making.add_rule(LEADER, contest_id, RuleType.BOSS_KC, amount, "zulrah")
    assert await refused(making.add_rule(LEADER, contest_id, *RULES[0])) == "contest.too_many_rules"
    await making.remove_rule(LEADER, contest_id, (await clan.contest(contest_id)).rules[0].id)
    assert await refused(making.add_rule(LEADER, contest_id, RuleType.BOSS_KC, 2, "Zulrah")) == "contest.same_rule"
    await clan.publish(contest_id)
    for act in (
        making.add_rule(LEADER, contest_id, *RULES[0]),
        making.remove_rule(LEADER, contest_id, contest.rules[0].id),
        making.publish(LEADER, contest_id, CHANNEL, lambda one: one.name),
    ):
        assert await refused(act) == "contest.published"


async def test_a_draft_that_waited_past_its_start_begins_when_published_and_past_its_end_never(clan: Clan):
    await clan.join("Mara", RAIDER.user_id)
    waited = await clan.draft(starts="in 1 hour", ends="in 5 hours")
    clan.house.clock.advance(hours=2)
    begun = clan.house.clock().replace(microsecond=0)
    await clan.publish(waited)
    contest = await clan.contest(waited)
    assert contest.starts_at == begun
    too_late = await clan.draft(ends="in 1 hour")
    clan.house.clock.advance(hours=1)
    act = clan.contests.making.publish(LEADER, too_late, CHANNEL, lambda one: one.name)
    assert await refused(act) == "contest.ends_past"
    assert (await clan.contest(too_late)).state is ContestState.DRAFT
    numbers = await clan.house.desk.db.read(lambda tx: draws.count(tx, GUILD))
    assert numbers == 1, "what was refused has committed to nothing"


@pytest.mark.parametrize("winners", [0, -1, 26])
async def test_how_many_win_has_bounds(clan: Clan, winners: int):
    with pytest.raises(Invalid):
        await clan.draft(winners=winners)


async def test_ending_and_drawing_say_what_is_in_the_way(clan: Clan):
    closing = clan.contests.closing
    await clan.join("Mara", RAIDER.user_id)
    draft = await clan.draft()
    assert await refused(closing.end(LEADER, draft)) == "contest.end_draft"
    assert await refused(closing.draw(LEADER, draft)) == "contest.draw_draft"
    assert await refused(closing.redraw(LEADER, draft, 1, "no")) == "contest.not_drawn"
    later = await clan.draft(starts="in 1 day", ends="in 2 days")
    await clan.publish(later)
    assert await refused(closing.end(LEADER, later)) == "contest.end_upcoming"
    assert await refused(closing.draw(LEADER, later)) == "contest.draw_running"
    assert await refused(closing.recount(OFFICER, later)) == "contest.not_counting"
    await clan.publish(draft)
    assert await refused(closing.draw(LEADER, draft)) == "contest.draw_running"
    clan.gains("Mara", zulrah=60)
    await clan.end(draft)
    assert await refused(closing.end(LEADER, draft)) == "contest.end_over"
    assert await refused(closing.draw(LEADER, draft)) == "contest.waits_run"
    await clan.contests.making.cancel(LEADER, later, "no time")
    assert await refused(closing.draw(LEADER, later)) == "contest.draw_cancelled"
    for unknown in (0, 999, 2**40):
        assert await refused(closing.draw(LEADER, unknown)) == "contest.unknown"


async def test_called_off_until_the_call_and_never_after(clan: Clan):
    contest_id = await clan.locked()
    making, closing = clan.contests.making, clan.contests.closing
    await closing.draw(LEADER, contest_id)
    assert await refused(making.cancel(LEADER, contest_id, "I dislike it")) == "contest.called"
    assert (await clan.contest(contest_id)).state is ContestState.ENDED
    clan.house.clock.advance(seconds=20)
    await clan.house.hall.draws.due()
    assert (await clan.contest(contest_id)).state is ContestState.DRAWN
    assert await refused(making.cancel(LEADER, contest_id, "I dislike it")) == "contest.over"
    assert await refused(closing.draw(LEADER, contest_id)) == "contest.draw_drawn"


@pytest.mark.parametrize("stage", ["upcoming", "active", "ended", "locked"])
async def test_calling_off_ends_the_draw_too(clan: Clan, stage: str):
    if stage == "locked":
        contest_id = await clan.locked()
    else:
        contest_id = await clan.running(starts="in 1 day" if stage == "upcoming" else "")
        if stage == "ended":
            await clan.end(contest_id)
    contest = await clan.contests.making.cancel(LEADER, contest_id, "  no   time ")
    assert (contest.state, contest.reason) == (ContestState.CANCELLED, "no time")
    shown = await clan.shown(contest_id)
    assert shown.draw is not None
    assert shown.draw.record.state is DrawState.CANCELLED
    assert await refused(clan.contests.making.cancel(LEADER, contest_id, "again")) == "contest.over"
    clan.house.clock.advance(days=9)
    await clan.tick()
    assert (await clan.contest(contest_id)).state is ContestState.CANCELLED


async def test_ending_and_calling_off_at_once_leave_it_called_off(clan: Clan):
    contest_id = await clan.running()
    making, closing = clan.contests.making, clan.contests.closing
    await asyncio.gather(
        closing.end(LEADER, contest_id), making.cancel(LEADER, contest_id, "no time"), return_exceptions=True
    )
    assert (await clan.contest(contest_id)).state is ContestState.CANCELLED
    assert await refused(closing.end(LEADER, contest_id)) == "contest.end_over"


async def test_two_leaders_draw_once(clan: Clan):
    contest_id = await clan.locked()
    results = await asyncio.gather(
        *(clan.contests.closing.draw(LEADER, contest_id) for _ in range(5)), return_exceptions=True
    )
    assert sum(not isinstance(one, BaseException) for one in results) == 1
    assert {one.code for one in results if isinstance(one, Conflict)} == {"draw.called_before"}
    assert clan.house.office.events().count("draw.called") == 1


async def test_a_redraw_takes_the_next_position_of_the_same_order(clan: Clan):
    contest_id = await clan.drawn()
    closing = clan.contests.closing
    before = await clan.shown(contest_id)
    assert before.draw is not None
    assert await refused(closing.redraw(LEADER, contest_id, 1, "  ")) == "contest.reason_length"
    assert await refused(closing.redraw(LEADER, contest_id, 2, "no")) == "draw.no_winner_there"
    await closing.redraw(LEADER, contest_id, 1, "left the clan")
    assert await refused(closing.redraw(LEADER, contest_id, 1, "again")) == "draw.voided_before"
    after = await clan.shown(contest_id)
    assert after.draw is not None
    assert [place.void for place in after.draw.places] == ["left the clan", None]
    assert {place.who for place in after.draw.places} == {MARA, BRAM}
    assert after.draw.places[0].pick == before.draw.places[0].pick
