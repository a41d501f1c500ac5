"""Where the clan's windows start: the announcement of a run and the board of the afternoon say the same."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from domain.characters import AccountType, parse_name
from domain.clan import Run, RunState, Trigger
from domain.clan_settings import SNAPSHOT_COMPLETE
from domain.hiscores import parse
from domain.people import Actor
from domain.windows import Window, window_start
from services.clan import highlights
from services.clan.gains import Gains
from services.clan.windows import span, starts_at
from services.desk import Desk
from storage import characters, notices, runs, snapshots
from tests.services.conftest import GUILD, Clock

NAMES = ("Mara", "Tom", "Ylva")
TABLE = "hiscore_oldschool"
FIRST = datetime(2026, 11, 1, 6, tzinfo=UTC)
DAYS = 40
MINUTES = 6
"""How long a run of these tests takes: a character every two minutes."""


def sheet(day: int) -> Any:
    """The numbers of everybody on that day: a thousand more every day."""
    skill = {"id": 0, "name": "Overall", "rank": 5, "level": 9, "xp": 1_000 * (day + 1)}
    return parse({"skills": [skill], "activities": []})


def run_of(tx: Connection, day: int) -> Run:
    """The run of that day, character by character, to its end."""
    began = FIRST + timedelta(days=day)
    everyone = [one.id for one in characters.roster(tx, GUILD)]
    run = runs.start(tx, GUILD, Trigger.SCHEDULE, asked_by=None, subjects=everyone, now=began)
    for number, character_id in enumerate(everyone):
        at = began + timedelta(minutes=2 * number, seconds=30)
        assert snapshots.save(tx, character_id, run.id, sheet(day), table=TABLE, at=at)
        characters.seen(tx, character_id, table=TABLE, at=at)
        runs.note_read(tx, run.id, character_id)
    ended = runs.end(tx, run.id, RunState.COMPLETE, now=began + timedelta(minutes=MINUTES))
    assert ended is not None
    return ended


@pytest.fixture
async def told(desk: Desk, clock: Clock) -> dict[str, Any]:
    """What the run of the last day told, after a run every day."""

    def live(tx: Connection) -> None:
        for name in NAMES:
            kind = AccountType.REGULAR
            characters.add(tx, GUILD, parse_name(name), kind, owner=None, now=FIRST - timedelta(days=60))
        ended = [run_of(tx, day) for day in range(DAYS)][-1]
        assert ended.ended_at is not None
        highlights.tell(tx, ended, ended.ended_at)

    await desk.db.write(live)
    clock.now = FIRST + timedelta(days=DAYS - 1, minutes=MINUTES)
    facts = await desk.db.read(lambda tx: notices.newest(tx, GUILD, SNAPSHOT_COMPLETE.name, key_start="run:"))
    assert facts is not None
    return facts


@pytest.mark.parametrize("minutes", [0, 1, 45, 9 * 60, 22 * 60])
async def test_the_announcement_the_board_the_statistics_and_the_profile_agree(
    told: dict[str, Any], desk: Desk, clock: Clock, raider: Actor, minutes: int
) -> None:
    clock.advance(minutes=minutes)
    gains = Gains(desk)
    assert [row["value"] for row in told["highlights"]["overall"]] == [7_000] * 3
    for window, days in ((Window.WEEK, 7), (Window.THIRTY_DAYS, 30)):
        board = await gains.board(GUILD, "overall", window, 1)
        assert [row.value for row in board.page.rows] == [1_000 * days] * 3
        stats = await gains.stats(GUILD, window)
        assert stats.gained["total_xp"] == 3_000 * days
        for name in NAMES:
            profile = await gains.profile(raider, name, window)
            assert profile.gained["overall"].gained == 1_000 * days
        first, last = (FIRST + timedelta(days=DAYS - 1 - back, minutes=MINUTES) for back in (days, 0))
        assert (board.span.first, board.span.last) == (stats.span.first, stats.span.last) == (first, last)
        assert stats.course[0] == (first, 0)


async def test_the_month_is_looked_at_from_its_first_instant(told: dict[str, Any], desk: Desk) -> None:
    def look(tx: Connection) -> tuple[datetime, datetime | None]:
        found = span(tx, GUILD, datetime(2026, 12, 1, tzinfo=UTC), FIRST + timedelta(days=DAYS))
        return found.first, found.last

    assert told["window"] == "7d"
    ends = (FIRST + timedelta(days=29, minutes=MINUTES), FIRST + timedelta(days=DAYS - 1, minutes=MINUTES))
    assert await desk.db.read(look) == ends


async def test_before_any_run_it_is_the_first_look_and_with_a_fetched_past_the_start(desk: Desk) -> None:
    now = FIRST + timedelta(days=3)
    start = starts_at(Window.WEEK, now, ZoneInfo("UTC"))

    def look(tx: Connection, first_at: datetime | None) -> datetime:
        if first_at is not None:
            one = characters.add(tx, GUILD, parse_name(f"C{first_at:%d%m}"), AccountType.AUTO, owner=None, now=first_at)
            characters.began(tx, one.id, first_at)
        return span(tx, GUILD, start, now).first

    assert await desk.db.write(lambda tx: look(tx, None)) == start
    assert await desk.db.write(lambda tx: look(tx, FIRST)) == FIRST
    assert await desk.db.write(lambda tx: look(tx, FIRST - timedelta(days=30))) == start


moments = st.datetimes(datetime(2000, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - `timezones`


@given(
    moments,
    st.timedeltas(timedelta(), timedelta(hours=1)),
    st.timedeltas(timedelta(), timedelta(hours=22)),
    st.sampled_from([(Window.WEEK, 7), (Window.THIRTY_DAYS, 30)]),
)
def test_the_run_of_that_day_counts_as_long_as_todays_is_the_newest(
    began: datetime, lasted: timedelta, later: timedelta, window: tuple[Window, int]
) -> None:
    kind, days = window
    start = starts_at(kind, began + lasted + later, ZoneInfo("Europe/Berlin"))
    then = began - timedelta(days=days)
    # Today's run took as long as it liked: that of then is over when it lasted no more than an hour longer.
    assert then + lasted + timedelta(hours=1) <= start
    assert start <= then + timedelta(days=1)


@given(moments)
def test_a_month_starts_with_the_calendars(now: datetime) -> None:
    zone = ZoneInfo("Europe/Berlin")
    assert starts_at(Window.MONTH, now, zone) == window_start(Window.MONTH, now, zone)
