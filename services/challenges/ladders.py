"""The ladders behind the boards: kept in memory, followed from what changed, rebuilt from the books off the loop.

An act only notes whose points may have changed; the next look reads those and puts them in their place. Every ladder
has a second one beside it, of the guild's last midnight, which is built once a day. Ladders that nobody looks at are
let go.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from domain.challenge_boards import Taking, Weeks, midnight, taking_part, weeks_of
from domain.guild import TIMEZONE
from domain.settings import zone
from services.desk import Desk
from services.ranking import Key, Ladder
from storage import challenge_points, settings, taking

KEPT: Final = 60
"""As many ladders as are kept; the one that was looked at longest ago goes first."""

_ALONE: Final = 500
"""When more members than these may have changed, everybody is read."""


class Which(StrEnum):
    """What a board ranks: points in one challenge, in all of a guild, or taking part."""

    CHALLENGE = "challenge"
    ALL = "all"
    TAKING = "taking"


@dataclass(frozen=True, slots=True)
class Of:
    """Which ladder: that of a challenge, or one of the guild's, where the challenge is 0."""

    which: Which
    guild_id: int
    challenge_id: int = 0


@dataclass
class Kept:
    """One ladder with what everybody on it has, and that of last midnight.

    `stale` are those who may have changed since it was read, None: everybody. `until` is when the day is over.
    """

    ladder: Ladder = field(default_factory=lambda: Ladder({}))
    before: Ladder = field(default_factory=lambda: Ladder({}))
    points: dict[int, int] = field(default_factory=dict[int, int])
    taking: dict[int, Taking] = field(default_factory=dict[int, Taking])
    weeks: Weeks | None = None
    until: datetime | None = None
    stale: set[int] | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the books say: of everybody, with what they had at midnight, or `of` those who may have changed."""

    of: Collection[int] | None
    points: dict[int, int]
    before: dict[int, int]
    taking: dict[int, Taking]
    taking_before: dict[int, Taking]
    weeks: Weeks | None
    until: datetime | None


class Ladders:
    """The ladders of every guild that somebody looked at lately."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[Of, Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def changed(self, of: Of, members: Collection[int]) -> None:
        """What these members have may not be what it was."""
        if (kept := self._kept.get(of)) is not None and kept.stale is not None:
            kept.stale.update(members)

    async def current(self, of: Of) -> Kept:
        """The ladder as it stands, with all that was on disk when this was asked."""
        kept = self._kept.setdefault(of, Kept())
        self._kept.move_to_end(of)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        async with kept.lock:
            now = self._desk.clock()
            if kept.until is None or now >= kept.until:
                kept.stale = None
            if kept.stale is None or kept.stale or of.which is Which.TAKING:
                await self._follow(of, kept, now)
        return kept

    async def _follow(self, of: Of, kept: Kept, now: datetime) -> None:
        stale, kept.stale = kept.stale, set()
        if stale is not None and len(stale) > _ALONE:
            stale = None
        try:
            found = await self._desk.db.read(lambda tx: _read(tx, of, stale, kept.weeks, now))
            if found.of is None:
                kept.ladder, kept.before = await asyncio.to_thread(_built, of, found)
                kept.points, kept.taking, kept.weeks, kept.until = found.points, found.taking, found.weeks, found.until
            else:
                _move(kept, of, found)
        except BaseException:
            kept.stale = None
            raise


def _read(tx: Connection, of: Of, stale: Collection[int] | None, weeks: Weeks | None, now: datetime) -> _Read:
    if of.which is Which.TAKING:
        return _read_taking(tx, of, stale, weeks, now)
    if of.which is Which.CHALLENGE:
        points = challenge_points.totals(tx, of.challenge_id, stale)
    else:
        points = challenge_points.all_time(tx, of.guild_id, stale)
    if stale is not None:
        return _Read(stale, points, {}, {}, {}, None, None)
    today, until = _day(tx, of.guild_id, now)
    since = challenge_points.since(tx, today, of.guild_id, of.challenge_id or None)
    before = {one: had for one, sum_ in points.items() if (had := sum_ - since.get(one, 0))}
    return _Read(None, points, before, {}, {}, None, until)


def _read_taking(tx: Connection, of: Of, stale: Collection[int] | None, weeks: Weeks | None, now: datetime) -> _Read:
    """Who takes part; a week that begins or ends may concern everybody."""
    rounds = taking.rounds(tx, of.guild_id)
    current = weeks_of(rounds, now)
    if current != weeks:
        stale = None
    handed_in = taking.handed_in(tx, of.guild_id, stale) if stale is None or stale else []
    found = taking_part(current, handed_in, now)
    if stale is not None:
        return _Read(stale, {}, {}, found, {}, current, None)
    today, until = _day(tx, of.guild_id, now)
    eve = today - timedelta.resolution
    return _Read(None, {}, {}, found, taking_part(weeks_of(rounds, eve), handed_in, eve), current, until)


def _day(tx: Connection, guild_id: int, now: datetime) -> tuple[datetime, datetime]:
    """When the guild's day began and when it is over."""
    (timezone,) = settings.some(tx, guild_id, TIMEZONE)
    home = zone(str(timezone))
    today = midnight(now, home)
    return today, midnight(today + timedelta(hours=36), home)


def _built(of: Of, found: _Read) -> tuple[Ladder, Ladder]:
    """The ladder, and that of midnight."""
    return Ladder(_keys(of, found.points, found.taking)), Ladder(_keys(of, found.before, found.taking_before))


def _keys(of: Of, points: dict[int, int], taking_: dict[int, Taking]) -> dict[int, Key]:
    if of.which is Which.TAKING:
        return {one: (*how.key, one) for one, how in taking_.items()}
    return {one: (-sum_, one) for one, sum_ in points.items() if sum_}


def _move(kept: Kept, of: Of, found: _Read) -> None:
    """Put those who may have changed in their place."""
    keys = _keys(of, found.points, found.taking)
    for one in found.of or ():
        kept.points.pop(one, None)
        kept.taking.pop(one, None)
        if one in keys:
            kept.ladder.put(one, keys[one])
        else:
            kept.ladder.drop(one)
    kept.points |= found.points
    kept.taking |= found.taking
