"""Schedules: at which times of the guild's day something runs, and when that is next."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.errors import Invalid
from domain.localtime import first_instant

TIMES_LIMIT: Final = 2
OFF: Final = "off"

_TEXT_LIMIT: Final = 40
_MINUTES_APART: Final = 60
_DAY: Final = 24 * 60
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_HALF_DAY = re.compile(r"(0?[1-9]|1[0-2])(?::([0-5][0-9]))?([ap])m", re.ASCII | re.IGNORECASE)
_APART_FROM_ITS_HALF = re.compile(r"(?<=[0-9])\s+(?=[ap]m\b)", re.ASCII | re.IGNORECASE)


def parse_times(text: str) -> tuple[time, ...]:
    """The times that were typed, ascending: `06:00`, `06:00, 18:00` or `6pm, 6:30 am`; `off` is none.

    Raises:
        Invalid: `clan.schedule_invalid` with `text` (cut to 40 characters), `clan.schedule_too_many` with
            `limit`, `clan.schedule_twice` with `time` when it stands there twice, or `clan.schedule_too_close`
            when two are less than an hour apart, around midnight too.
    """
    tidy = _APART_FROM_ITS_HALF.sub("", text.strip())
    if tidy.casefold() == OFF:
        return ()
    times = [_parse_time(part, text) for part in re.split(r"\s*[,;]\s*|\s+", tidy)]
    if len(times) > TIMES_LIMIT:
        raise Invalid("clan.schedule_too_many", limit=TIMES_LIMIT)
    times.sort()
    if len(times) > 1 and times[0] == times[-1]:
        raise Invalid("clan.schedule_twice", time=format_times(times[:1]))
    if len(times) > 1 and _minutes_apart(times[0], times[-1]) < _MINUTES_APART:
        raise Invalid("clan.schedule_too_close")
    return tuple(times)


def format_times(times: Sequence[time]) -> str:
    """The times as they are typed and kept; `parse_times` reads them back."""
    return ", ".join(f"{each:%H:%M}" for each in times) or OFF


def next_run(times: Sequence[time], after: datetime, tz: ZoneInfo) -> datetime | None:
    """The first run, in UTC, strictly after the aware instant `after`; None without times.

    A time that clocks skip runs at the first instant after the gap; one that they show twice runs once, the
    first time.
    """
    today = after.astimezone(tz).date()
    # From yesterday, for the end of a gap can lie a day later; to the day after tomorrow, for it can be ours.
    days = [today + timedelta(days=offset) for offset in range(-1, 3)]
    runs = (first_instant(datetime.combine(day, each), tz) for day in days for each in times)
    return min((run for run in runs if run > after), default=None)


def _parse_time(part: str, text: str) -> time:
    if match := _TIME.fullmatch(part):
        return time(int(match[1]), int(match[2]))
    if match := _HALF_DAY.fullmatch(part):
        # Both halves of the day begin at twelve.
        return time(int(match[1]) % 12 + (12 if match[3] in "pP" else 0), int(match[2] or 0))
    raise Invalid("clan.schedule_invalid", text=text.strip()[:_TEXT_LIMIT])


def _minutes_apart(earlier: time, later: time) -> int:
    apart = (later.hour - earlier.hour) * 60 + later.minute - earlier.minute
    return min(apart, _DAY - apart)
