"""How a board stood before: yesterday, for movement, and towards the window's start, for whom to watch."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Connection

from domain import leaderboards as rules
from domain.guild import TIMEZONE
from domain.leaderboards import Watched
from domain.localtime import first_instant
from domain.settings import zone
from domain.windows import Window
from services.leaderboards.ranks import Ranks
from services.leaderboards.reading import Of
from storage import settings, standing_days

_DAY: Final = timedelta(days=1)
_SPANS: Final = {Window.WEEK: timedelta(days=7), Window.THIRTY_DAYS: timedelta(days=30)}


@dataclass(frozen=True, slots=True)
class Past:
    """A board before: `until` is when today is over, `places` are those at the end of yesterday (None: not kept).

    `then` is what everybody had `days` days ago, empty where no day so old is kept; whoever is left out of places is
    in neither.
    """

    until: datetime
    left_out: frozenset[int]
    since: datetime
    places: Mapping[int, int] | None
    then: Mapping[int, int] = field(default_factory=dict[int, int])
    days: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to watch on a board as it stands, if anybody, against `past`."""

    ranks: Ranks
    past: Past
    who: Watched | None
    first: int | None


def read(tx: Connection, of: Of, left_out: frozenset[int], now: datetime) -> Past:
    """How a board stood before, with those left out who have no place today."""
    (timezone,) = settings.some(tx, of.guild_id, TIMEZONE)
    home = zone(str(timezone))
    today = now.astimezone(home).date()
    midnight, until = (first_instant(datetime.combine(day, time()), home) for day in (today, today + _DAY))
    kept = standing_days.days(tx, of.guild_id, of.board, of.window)
    places = None
    if today - _DAY in kept:
        places = rules.places(_counted(tx, of, today - _DAY, left_out))
    if (start := _towards(of.window, kept, today)) is None:
        return Past(until, left_out, midnight, places)
    return Past(until, left_out, midnight, places, _counted(tx, of, start, left_out), (today - start).days - 1)


def watch(ranks: Ranks, past: Past) -> Watch:
    """Who closed the largest part of the gap to the first since."""
    found = rules.to_watch(past.then, ranks.counted)
    first = next(iter(ranks.ladder.top(1)), None)
    return Watch(ranks, past, found, first)


def _towards(window: Window, kept: Sequence[date], today: date) -> date | None:
    """The kept day that ended nearest to the window's start, of those that ended a day ago or earlier."""
    start = today.replace(day=1) if window is Window.MONTH else today - _SPANS[window]
    # A month before counts other things: none of its days says anything of this one.
    found = [day for day in kept if day <= today - 2 * _DAY and (window is not Window.MONTH or day >= start)]
    return min(found, key=lambda day: abs(day + _DAY - start), default=None)


def _counted(tx: Connection, of: Of, day: date, left_out: Collection[int]) -> dict[int, int]:
    found = standing_days.values(tx, of.guild_id, of.board, of.window, day) or {}
    return {who: value for who, value in found.items() if who not in left_out}
