"""What people are told of a contest in time: reminders, and panels that time alone changes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from domain.contest_settings import PANEL, WAITING
from domain.guild import ANNOUNCEMENTS, OFFICERS_CHANNEL
from services.desk import Desk
from storage import panels, settings
from tests.services.conftest import GUILD, Clock
from tests.services.contesting import LEADER, Clan
from tests.services.drawing import CHANNEL, open_house

DEN = 404
NEVER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
async def clan(desk: Desk, clock: Clock) -> AsyncIterator[Clan]:
    """A clan without characters yet, with a channel for its news and one for its officers."""
    await desk.db.write(lambda tx: settings.put(tx, GUILD, ANNOUNCEMENTS.name, CHANNEL, by=None, at=clock()))
    await desk.db.write(lambda tx: settings.put(tx, GUILD, OFFICERS_CHANNEL.name, DEN, by=None, at=clock()))
    async with open_house(desk, clock) as house:
        yield Clan(house)


def told(clan: Clan) -> list[str]:
    """What was announced of contests, in order."""
    return [event for event in clan.house.office.events() if event.startswith("contest.")]


async def test_the_end_is_announced_a_day_and_an_hour_before_once_each(clan: Clan):
    contest_id = await clan.running(ends="in 3 days")
    ends = (await clan.contest(contest_id)).ends_at
    counts: list[int] = []
    for before in (timedelta(hours=25), timedelta(hours=24), timedelta(hours=20), timedelta(minutes=60), timedelta(0)):
        clan.house.clock.now = ends - before
        await clan.tick()
        await clan.tick()
        counts.append(told(clan).count("contest.ending_soon"))
    assert counts == [0, 1, 1, 2, 2]
    hours = [facts["hours"] for event, facts in clan.house.office.posted if event == "contest.ending_soon"]
    assert hours == [24, 1]


async def test_after_a_long_sleep_only_the_nearest_reminder_is_told(clan: Clan):
    contest_id = await clan.running(ends="in 3 days")
    clan.house.clock.now = (await clan.contest(contest_id)).ends_at - timedelta(minutes=30)
    await clan.tick()
    assert told(clan) == ["contest.created", "contest.ending_soon"]


async def test_a_short_contest_is_not_said_to_end_in_a_day(clan: Clan):
    contest_id = await clan.running(ends="in 3 hours")
    assert told(clan) == ["contest.created"]
    clan.house.clock.now = (await clan.contest(contest_id)).ends_at - timedelta(minutes=59)
    await clan.tick()
    assert told(clan) == ["contest.created", "contest.ending_soon"]


async def test_every_turn_of_a_contest_is_told_once(clan: Clan):
    contest_id = await clan.drawn()
    await clan.tick()
    await clan.contests.closing.redraw(LEADER, contest_id, 1, "left the clan")
    await clan.tick()
    assert told(clan) == ["contest.created", "contest.ended", "contest.drawn", "contest.redrawn"]


async def test_that_nobody_entered_and_that_it_is_called_off_is_told(clan: Clan):
    contest_id = await clan.running()
    await clan.end(contest_id)
    await clan.finish()
    await clan.tick()
    await clan.tick()
    assert told(clan) == ["contest.created", "contest.ended", "contest.ended"]
    assert clan.house.office.posted[-1][1] == {"contest": contest_id, "empty": True}
    other = await clan.draft()
    await clan.publish(other)
    await clan.contests.making.cancel(LEADER, other, "no time")
    await clan.tick()
    await clan.tick()
    assert told(clan)[3:] == ["contest.created", "contest.cancelled"]


async def test_officers_hear_at_once_and_once_that_a_leader_must_decide(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    assert clan.house.office.told(WAITING.name) == [], "the last snapshot is being taken"
    await clan.finish(unread=["Bram"])
    await clan.tick()
    await clan.tick()
    asked = [({"contest": contest_id, "wait": "confirmation"}, DEN)]
    assert clan.house.office.told(WAITING.name) == asked
    await clan.contests.closing.run_again(LEADER, contest_id)
    await clan.finish(unread=["Bram", "Tom"])
    await clan.tick()
    assert clan.house.office.told(WAITING.name) == asked, "they know"


async def test_officers_hear_of_a_last_snapshot_that_does_not_come_after_half_an_hour(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    ended_at = (await clan.contest(contest_id)).ended_at
    assert ended_at is not None
    await clan.finish(failed=True)
    clan.house.clock.now = ended_at + timedelta(minutes=29)
    await clan.tick()
    assert clan.house.office.told(WAITING.name) == []
    clan.house.clock.advance(minutes=1)
    await clan.tick()
    clan.house.clock.advance(minutes=20)
    await clan.tick()
    assert clan.house.office.told(WAITING.name) == [({"contest": contest_id, "wait": "run"}, DEN)]


async def test_officers_hear_that_the_entries_have_become_too_old_to_be_locked(clan: Clan):
    contest_id = await clan.running()
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    await clan.finish(unread=["Bram"])
    await clan.tick()
    clan.house.clock.advance(days=2)
    for _ in range(2):
        await clan.tick()
    reasons = [facts["wait"] for facts, _ in clan.house.office.told(WAITING.name)]
    assert reasons == ["confirmation", "fresh_run"]


async def test_officers_hear_nothing_of_a_contest_that_is_locked_in_time(clan: Clan):
    contest_id = await clan.locked()
    await clan.tick()
    clan.house.clock.advance(hours=3)
    await clan.tick()
    assert (await clan.shown(contest_id)).wait is None
    assert clan.house.office.told(WAITING.name) == []


async def test_a_panel_is_repainted_when_time_or_a_post_alone_changes_it(clan: Clan):
    contest_id = await clan.running(starts="in 1 day", ends="in 3 days")
    now = clan.house.clock()
    await clan.house.desk.db.write(
        lambda tx: panels.hang(tx, GUILD, PANEL, contest_id, channel_id=1, message_id=2, now=now)
    )
    assert await _repainted(clan)
    await clan.tick()
    assert not await _repainted(clan)
    clan.house.clock.advance(days=1)
    await clan.tick()
    assert await _repainted(clan), "it has begun"
    await clan.finish()
    clan.gains("Mara", zulrah=60)
    await clan.end(contest_id)
    await clan.finish()
    await clan.contests.closing.due()
    assert await _repainted(clan), "it is locked"
    await clan.contests.closing.due()
    assert not await _repainted(clan)
    await clan.house.hall.notices.deliver()
    await clan.contests.closing.due()
    assert await _repainted(clan), "its list is posted, so that it can be drawn"


async def _repainted(clan: Clan) -> bool:
    """Whether the panel waited for a repaint, which it has had now."""
    now = clan.house.clock()

    def paint(tx: Connection) -> bool:
        found = panels.stale(tx, NEVER, limit=9)
        for panel in found:
            panels.painted(tx, panel, again_at=now)
        return bool(found)

    return await clan.house.desk.db.write(paint)
