"""From the end of a contest to its lock: the last run, those it missed, and what must not be locked."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from domain.contests import ContestState, Wait
from domain.draws import MISMATCH, DrawState
from services.contests import counting
from services.contests.waiting import waiting
from services.desk import Desk
from storage import draws, notices
from tests.services.conftest import GUILD, Clock
from tests.services.contesting import BRAM, LEADER, MARA, OFFICER, RAIDER, TOM, Clan, refused
from tests.services.drawing import GONE, open_house, tampered


@pytest.fixture
async def clan(desk: Desk, clock: Clock) -> AsyncIterator[Clan]:
    """A clan without characters yet."""
    async with open_house(desk, clock) as house:
        yield Clan(house)


async def test_the_clock_ends_a_contest_at_its_end_and_locks_it_after_the_last_run(clan: Clan):
    contest_id = await clan.running()
    ends = (await clan.contest(contest_id)).ends_at
    clan.gains("Mara", zulrah=60)
    clan.house.clock.now = ends + timedelta(minutes=7)
    await clan.tick()
    contest = await clan.contest(contest_id)
    assert (contest.state, contest.ended_at) == (ContestState.ENDED, ends), "a late tick ends it when it ended"
    assert (await clan.shown(contest_id)).wait is Wait.RUN
    await clan.finish()
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert shown.draw is not None
    assert (shown.wait, shown.draw.record.state, shown.entries, shown.people) == (None, DrawState.LOCKED, 1, 1)
    assert [one["why"] for one in await clan.log("contest.recounted")][-1] == "end"


async def test_the_last_run_waits_for_the_one_under_way(clan: Clan):
    contest_id = await clan.running()
    under_way = await clan.begin()
    await clan.end(contest_id)
    assert (await clan.shown(contest_id)).wait is Wait.RUN
    await clan.finish()
    await clan.tick()
    last = await clan.under_way()
    assert last is not None
    assert last.id != under_way.id
    assert (await clan.shown(contest_id)).wait is Wait.RUN


async def test_a_last_run_that_failed_is_repeated_while_it_still_counts(clan: Clan):
    contest_id = await clan.running()
    await clan.run()
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    await clan.finish(failed=True)
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert (shown.wait, await clan.under_way()) == (Wait.RUN, None), "an earlier run must not decide yet"
    clan.house.clock.advance(minutes=14)
    await clan.tick()
    assert await clan.under_way() is None
    clan.house.clock.advance(minutes=1)
    await clan.tick()
    await clan.finish()
    await clan.tick()
    assert await clan.entries(contest_id) == [(MARA, "Mara", 60)]
    assert (await clan.shown(contest_id)).wait is None


async def test_after_two_hours_the_newest_complete_run_decides(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.run()
    await clan.tick()
    await clan.end(contest_id)
    await clan.finish(failed=True)
    clan.house.clock.advance(hours=2)
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert shown.draw is not None
    assert (shown.draw.record.state, await clan.under_way()) == (DrawState.LOCKED, None)
    assert await clan.entries(contest_id) == [(MARA, "Mara", 60)]


async def test_a_run_that_hangs_beyond_two_hours_is_not_waited_for(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.run()
    await clan.tick()
    await clan.end(contest_id)
    clan.house.clock.advance(hours=2, minutes=1)
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert shown.draw is not None
    assert shown.draw.record.state is DrawState.LOCKED


async def test_what_is_read_more_than_two_hours_late_does_not_count(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Tom", zulrah=60)
    await clan.run()
    await clan.tick()
    clan.gains("Mara", zulrah=60)
    clan.house.clock.advance(hours=1)
    await clan.contests.closing.end(LEADER, contest_id)
    clan.house.clock.advance(hours=2)
    await clan.finish(unread=["Bram"])
    await clan.tick()
    assert await clan.entries(contest_id) == [(TOM, "Tom", 60)]


async def test_a_bot_that_slept_over_the_end_counts_nothing_that_was_read_too_late(clan: Clan):
    contest_id = await clan.running()
    ends = (await clan.contest(contest_id)).ends_at
    clan.gains("Tom", zulrah=60)
    clan.house.clock.now = ends - timedelta(hours=1)
    await clan.run()
    await clan.tick()
    await clan.begin()
    clan.gains("Mara", zulrah=60)
    clan.house.clock.now = ends + timedelta(hours=2)
    await clan.finish()
    await clan.tick()
    assert await clan.entries(contest_id) == [(TOM, "Tom", 60)]
    assert all(one["added"] == 0 for one in (await clan.log("contest.recounted"))[2:]), "not even for a moment"


async def test_those_who_could_not_be_read_must_be_confirmed(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    clan.gains("Bram", zulrah=60)
    await clan.end(contest_id)
    run = await clan.finish(unread=["Bram"])
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert (shown.wait, [one.name for one in shown.unread]) == (Wait.CONFIRMATION, ["Bram"])
    closing = clan.contests.closing
    assert await refused(closing.draw(LEADER, contest_id)) == "contest.waits_confirmation"
    assert await refused(closing.confirm(OFFICER, contest_id, run.id)) == "access.leader"
    assert await refused(closing.confirm(LEADER, contest_id, run.id - 1)) == "contest.nothing_to_confirm"
    await closing.confirm(LEADER, contest_id, run.id)
    assert await clan.entries(contest_id) == [(MARA, "Mara", 60)]
    assert (await clan.shown(contest_id)).wait is None
    assert await refused(closing.confirm(LEADER, contest_id, run.id)) == "contest.nothing_to_confirm"
    (told,) = await clan.log("contest.unread_confirmed")
    assert told == {"contest": contest_id, "run": run.id, "unread": 1}


async def test_running_again_reads_those_who_were_missed_and_needs_a_fresh_yes(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Bram", zulrah=60)
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    first = await clan.finish(unread=["Bram"])
    await clan.tick()
    closing = clan.contests.closing
    assert await refused(closing.run_again(OFFICER, contest_id)) == "access.leader"
    again = await closing.run_again(LEADER, contest_id)
    assert (await closing.run_again(LEADER, contest_id)).id == again.id, "pressed twice, it is one run"
    assert await refused(closing.confirm(LEADER, contest_id, first.id)) == "contest.nothing_to_confirm"
    await clan.finish(unread=["Tom"])
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert [one.name for one in shown.unread] == ["Tom"]
    assert await refused(closing.confirm(LEADER, contest_id, first.id)) == "contest.nothing_to_confirm"
    await closing.confirm(LEADER, contest_id, again.id)
    assert sorted(await clan.entries(contest_id)) == [(MARA, "Mara", 60), (BRAM, "Bram", 60)]
    assert await refused(closing.run_again(LEADER, contest_id)) == "contest.nothing_to_confirm"


async def test_a_yes_that_comes_a_day_later_needs_a_fresh_run(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    run = await clan.finish(unread=["Bram"])
    clan.house.clock.advance(hours=24, seconds=1)
    await clan.tick()
    closing = clan.contests.closing
    assert (await clan.shown(contest_id)).wait is Wait.FRESH_RUN
    assert await refused(closing.draw(LEADER, contest_id)) == "contest.waits_fresh_run"
    assert await refused(closing.confirm(LEADER, contest_id, run.id)) == "contest.nothing_to_confirm"
    await closing.run_again(LEADER, contest_id)
    assert (await clan.shown(contest_id)).wait is Wait.RUN, "a leader wants this one, late as it is"
    await clan.finish()
    await clan.tick()
    assert (await clan.shown(contest_id)).wait is None
    assert await clan.entries(contest_id) == [(MARA, "Mara", 60)]


async def test_running_again_may_take_the_scheduled_run_that_is_under_way(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    await clan.finish(unread=["Bram"])
    clan.house.clock.advance(hours=3)
    scheduled = await clan.begin()
    assert (await clan.contests.closing.run_again(LEADER, contest_id)).id == scheduled.id
    assert (await clan.shown(contest_id)).wait is Wait.RUN
    await clan.finish()
    await clan.tick()
    assert (await clan.shown(contest_id)).wait is None
    assert await clan.entries(contest_id) == [(MARA, "Mara", 60)]


async def test_a_later_run_does_not_make_good_for_those_the_last_one_missed(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    closing = await clan.finish(unread=["Bram"])
    clan.house.clock.advance(hours=3)
    await clan.run()
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert (shown.wait, [one.name for one in shown.unread]) == (Wait.CONFIRMATION, ["Bram"])
    assert shown.run is not None
    assert shown.run.id == closing.id


async def test_a_yes_to_one_run_is_none_to_the_next(clan: Clan):
    for name in ("Mara", "Bram", "Tom"):
        await clan.join(name)
    contest_id = await clan.draft()
    clan.house.office.trouble = GONE
    await clan.publish(contest_id)
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    first = await clan.finish(unread=["Bram"])
    await clan.tick()
    closing = clan.contests.closing
    await closing.confirm(LEADER, contest_id, first.id)
    assert (await clan.shown(contest_id)).wait is Wait.POST
    await closing.run_again(LEADER, contest_id)
    await clan.finish(unread=["Tom"])
    await clan.tick()
    assert (await clan.shown(contest_id)).wait is Wait.CONFIRMATION


async def test_nothing_is_locked_before_its_commitment_is_posted(clan: Clan):
    for name in ("Mara", "Tom"):
        await clan.join(name, RAIDER.user_id)
    contest_id = await clan.draft()
    clan.house.office.trouble = GONE
    await clan.publish(contest_id)
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    await clan.finish()
    await clan.tick()
    assert (await clan.shown(contest_id)).wait is Wait.POST
    assert await refused(clan.contests.closing.draw(LEADER, contest_id)) == "contest.waits_post"
    clan.house.office.trouble = None
    clan.house.clock.advance(hours=1)
    await clan.house.hall.draws.due()
    await clan.tick()
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert shown.draw is not None
    assert shown.draw.record.state is DrawState.LOCKED


async def test_without_entries_it_ends_without_a_draw_and_says_so(clan: Clan):
    contest_id = await clan.running()
    await clan.end(contest_id)
    await clan.finish()
    await clan.tick()
    await clan.tick()
    shown = await clan.shown(contest_id)
    assert shown.draw is not None
    assert (shown.contest.state, shown.draw.record.state) == (ContestState.ENDED, DrawState.CANCELLED)
    closing = clan.contests.closing
    assert await refused(closing.draw(LEADER, contest_id)) == "contest.no_entries"
    assert await refused(clan.contests.making.cancel(LEADER, contest_id, "why not")) == "contest.over"
    assert await refused(closing.recount(OFFICER, contest_id)) == "contest.not_counting"


async def test_one_contest_that_stumbles_does_not_hold_up_the_others(clan: Clan, monkeypatch: pytest.MonkeyPatch):
    first, second = await clan.running(), await clan.draft()
    await clan.publish(second)
    count = counting.count_again

    def stumble(tx: Connection, contest: object, *args: object, **more: object) -> object:
        if getattr(contest, "id", 0) == first:
            raise RuntimeError("broken")
        return count(tx, contest, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("services.contests.closing.count_again", stumble)
    clan.gains("Mara", zulrah=60)
    await clan.run()
    await clan.tick()
    assert await clan.entries(first) == []
    assert await clan.entries(second) == [(MARA, "Mara", 60)]
    monkeypatch.undo()
    await clan.tick()
    assert await clan.entries(first) == [(MARA, "Mara", 60)]


async def test_waiting_is_over_once_it_is_locked(clan: Clan):
    contest_id = await clan.locked()
    contest = await clan.contest(contest_id)

    def look(tx: Connection) -> Wait | None:
        assert contest.draw_id is not None
        return waiting(tx, contest, draws.by_id(tx, contest.draw_id), clan.house.clock() + timedelta(days=9)).wait

    assert await clan.house.desk.db.read(look) is None


async def test_a_secret_that_was_changed_draws_nobody_and_officers_are_told_once(clan: Clan):
    contest_id = await clan.locked()
    change = "UPDATE draws SET secret = zeroblob(32)"
    await clan.house.desk.db.write(lambda tx: tampered(tx, change))
    for _ in range(2):
        assert await refused(clan.contests.closing.draw(LEADER, contest_id)) == "draw.broken"
    pending = await clan.house.desk.db.read(lambda tx: notices.newest(tx, GUILD, MISMATCH.name, key_start="mismatch:"))
    assert pending == {"draw": 1}
    assert await clan.log(MISMATCH.name) == [{"draw": 1}]
    assert (await clan.contest(contest_id)).state is ContestState.ENDED
    shown = await clan.shown(contest_id)
    assert shown.draw is not None
    assert shown.draw.record.state is DrawState.LOCKED, "and the secret stays where it is"
