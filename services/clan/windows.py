"""Where the clan's windows start, and between which snapshots their gains really are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from domain.guild import TIMEZONE
from domain.settings import zone
from domain.windows import Window, window_start
from storage import characters, runs, settings

_AHEAD = timedelta(hours=1)
"""How far a window of days looks ahead at its start.

A run takes some minutes. When today's ends, exactly seven days earlier lies in the middle of the run of that day, whose
snapshots are thus partly too late to count from: the gain would be that of eight days, and in the afternoon that of
seven. An hour later than that, the run of a week ago is over in either case and everybody is counted from it.
"""


@dataclass(frozen=True, slots=True)
class Span:
    """A window as it was really looked at: `start` is its own, `first` and `last` are the snapshots compared.

    `first` is the end of the last run by `start`, else the first look at anybody, else `start`; `last` is the end of
    the newest run, None before there is one.
    """

    start: datetime
    first: datetime
    last: datetime | None


def starts_at(window: Window, now: datetime, tz: ZoneInfo) -> datetime:
    """From when on a window counts that ends now: a calendar month from its first instant, days see `_AHEAD`."""
    start = window_start(window, now, tz)
    return start if window is Window.MONTH else start + _AHEAD


def start_in(tx: Connection, guild_id: int, window: Window, now: datetime) -> datetime:
    """The same in the guild's timezone."""
    # Only the month follows the guild's calendar.
    timezone = settings.some(tx, guild_id, TIMEZONE)[0] if window is Window.MONTH else "UTC"
    return starts_at(window, now, zone(str(timezone)))


def span(tx: Connection, guild_id: int, start: datetime, now: datetime) -> Span:
    """The snapshots that a window with that start compares."""
    first = runs.last_reading(tx, guild_id, start)
    if first is None:
        seen = characters.first_seen(tx, guild_id)
        # What is older than the window and of no run is somebody's fetched past: everybody has another first.
        first = seen if seen is not None and seen > start else start
    return Span(start, first, runs.last_reading(tx, guild_id, now))
