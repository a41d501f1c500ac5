from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.localtime import first_instant
from domain.windows import Window, baseline, window_start

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago",
        "Africa/Cairo", "Pacific/Apia", "America/Asuncion", "Asia/Beirut",
    )
]  # fmt: skip
FIRST, LAST = datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2036-12-30")
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
walls = st.datetimes(FIRST, LAST).map(lambda wall: wall.replace(microsecond=0))


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def test_days_are_exact_durations_even_when_clocks_change():
    now = utc(2026, 10, 26, 6, 0)
    assert window_start(Window.WEEK, now, BERLIN) == utc(2026, 10, 19, 6, 0)
    assert window_start(Window.THIRTY_DAYS, now, BERLIN) == utc(2026, 9, 26, 6, 0)
    assert window_start(Window("7d"), now.astimezone(BERLIN), BERLIN).tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "now", "start"),
    [
        ("UTC", utc(2026, 11, 20, 20), utc(2026, 11, 1)),
        ("Europe/Berlin", utc(2026, 11, 20, 20), utc(2026, 10, 31, 23)),
        ("Europe/Berlin", utc(2026, 10, 31, 23, 0), utc(2026, 10, 31, 23)),
        ("Europe/Berlin", utc(2026, 10, 31, 22, 59), utc(2026, 9, 30, 22)),
        ("America/New_York", utc(2026, 1, 1, 4, 59), utc(2025, 12, 1, 5)),
        ("Pacific/Auckland", utc(2026, 11, 30, 11, 0), utc(2026, 11, 30, 11)),
        # Clocks in Paraguay jumped from midnight to one o'clock on the first: the month began at one.
        ("America/Asuncion", utc(2017, 10, 5), utc(2017, 10, 1, 4)),
    ],
)
def test_the_month_is_that_of_the_guilds_calendar(zone: str, now: datetime, start: datetime):
    assert window_start(Window.MONTH, now, ZoneInfo(zone)) == start


@given(st.sampled_from(list(Window)), moments, st.sampled_from(ZONES))
def test_a_window_starts_before_now_and_in_utc(window: Window, now: datetime, tz: ZoneInfo):
    start = window_start(window, now, tz)
    assert start <= now
    assert start.tzinfo is UTC
    if window is Window.MONTH:
        assert start.astimezone(tz).month == now.astimezone(tz).month
        assert (start - timedelta(seconds=1)).astimezone(tz).month != now.astimezone(tz).month


@pytest.mark.parametrize(
    ("times", "start", "chosen"),
    [
        ([], 5, None), ([9], 5, 9), ([1, 4, 9], 5, 4), ([1, 5, 9], 5, 5), ([6, 9], 5, 6), ([1, 2], 5, 2), ([5], 5, 5),
    ],
)  # fmt: skip
def test_the_baseline_is_the_last_before_else_the_first_inside(times: list[int], start: int, chosen: int | None):
    found = baseline([utc(2026, 11, day) for day in times], utc(2026, 11, start))
    assert found == (None if chosen is None else utc(2026, 11, chosen))


@given(walls, st.sampled_from(ZONES))
def test_the_first_instant_shows_the_time_or_ends_a_gap(wall: datetime, tz: ZoneInfo):
    instant = first_instant(wall, tz)
    shown = instant.astimezone(tz)
    assert instant.tzinfo is UTC
    assert shown.fold == 0
    assert shown.replace(tzinfo=None) >= wall
    just_before = (instant - timedelta(seconds=1)).astimezone(tz).replace(tzinfo=None)
    assert just_before < wall


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Berlin", "2026-07-01T06:00", utc(2026, 7, 1, 4)),
        ("Europe/Berlin", "2026-03-29T02:30", utc(2026, 3, 29, 1)),
        ("Europe/Berlin", "2026-03-29T02:00", utc(2026, 3, 29, 1)),
        ("Europe/Berlin", "2026-03-29T03:00", utc(2026, 3, 29, 1)),
        ("Europe/Berlin", "2026-10-25T02:30", utc(2026, 10, 25, 0, 30)),
        ("Australia/Lord_Howe", "2026-10-04T02:15", utc(2026, 10, 3, 15, 30)),
        # Samoa skipped the thirtieth of December 2011 whole.
        ("Pacific/Apia", "2011-12-30T06:00", utc(2011, 12, 30, 10)),
    ],
)
def test_gaps_and_folds(zone: str, wall: str, instant: datetime):
    assert first_instant(datetime.fromisoformat(wall), ZoneInfo(zone)) == instant
