"""Windows: the span that gains are counted over, and the snapshot it is counted from."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.localtime import first_instant


class Window(StrEnum):
    """Seven days, thirty days, or the calendar month to date."""

    WEEK = "7d"
    THIRTY_DAYS = "30d"
    MONTH = "month"


_DURATIONS = {Window.WEEK: timedelta(days=7), Window.THIRTY_DAYS: timedelta(days=30)}


def window_start(window: Window, now: datetime, tz: ZoneInfo) -> datetime:
    """Where a window that ends at the aware instant `now` starts, in UTC.

    Days are exact durations of 24 hours; the month is that of the calendar in `tz`.
    """
    duration = _DURATIONS.get(window)
    if duration is not None:
        return now.astimezone(UTC) - duration
    first = now.astimezone(tz).date().replace(day=1)
    return first_instant(datetime.combine(first, time()), tz)


def baseline(times: Sequence[datetime], start: datetime) -> datetime | None:
    """The snapshot to count from: the last at or before `start`, else the first after it, else None.

    `times` are those of one character's snapshots up to the window's end, ascending.
    """
    if not times:
        return None
    return times[max(bisect_right(times, start) - 1, 0)]
