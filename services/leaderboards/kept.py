"""Boards in memory: read when somebody looks, followed from what changed, sorted beside the event loop.

All that is kept of a board is over the window of one full hour, so that what was followed is what reading everything
gives; when the hour turned everything is read anew. Boards that nobody looks at are let go, those that hang somewhere
or give roles are not.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from domain.leaderboard_settings import Board
from domain.loot import System
from services.desk import Desk
from services.leaderboards.past import Past, Watch
from services.leaderboards.ranks import Ranks, followed, ranked, weighed, weighed_anew
from services.leaderboards.reading import GAINED, Of, board_of, hour_of, start_of, system_of, values, weights
from storage import board_changes, board_pins, runs
from storage.board_changes import Changes, Marks

KEPT: Final = 60
"""As many boards as are kept of those that were only looked at; the one looked at longest ago goes first."""

NOBODY: Final = ranked({}, ())


@dataclass
class Kept:
    """One board as it stood at `marks` of the books; `system` is what the guild counts on the board of loot.

    `waiting` is whether snapshots came that are not on it yet; `weights` and `parts` are what a standing is made of.
    """

    ranks: Ranks = NOBODY
    hour: datetime | None = None
    start: datetime | None = None
    marks: Marks = field(default_factory=Marks)
    roster: int = 0
    left_out: frozenset[int] = frozenset()
    system: System | None = None
    waiting: bool = False
    weights: Mapping[Board, int] = field(default_factory=dict[Board, int])
    parts: Mapping[Board, Ranks] = field(default_factory=dict[Board, Ranks])
    past: Past | None = None
    watch: Watch | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Everything of a board, as one view of the books has it."""

    ranks: Ranks
    start: datetime
    marks: Marks
    roster: int
    left_out: frozenset[int]
    system: System | None


@dataclass(frozen=True, slots=True)
class _News:
    """What happened in the books: changes, rosters by guild, who is left out, and whose run is under way."""

    changes: Changes
    rosters: Mapping[int, int]
    left_out: Mapping[int, frozenset[int]]
    running: frozenset[int]


class KeptBoards:
    """The boards that somebody looks at, and those that are named to be kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[Of, Kept] = OrderedDict()
        self._changed: set[Of] = set()
        self._snapshots: dict[int, int] = {}
        self._following = asyncio.Lock()
        self.named: set[Of] = set()
        self.pinned: set[Of] = set()

    def __len__(self) -> int:
        return len(self._kept)

    def anew(self, guild_id: int) -> None:
        """What the guild's boards are made of, or count, may be something else now."""
        for of, kept in self._kept.items():
            if of.guild_id == guild_id:
                kept.hour = None

    def day_over(self, guild_id: int) -> None:
        """There is another yesterday."""
        for of, kept in self._kept.items():
            if of.guild_id == guild_id:
                kept.past = kept.watch = None

    async def current(self, of: Of) -> Kept:
        """A board as it stood at the last refresh, read now when it was not kept."""
        kept = self._kept.setdefault(of, Kept())
        self._kept.move_to_end(of)
        self._let_go()
        hour = hour_of(self._desk.clock())
        async with kept.lock:
            if of.board is Board.STANDING:
                await self._stand(of, kept, hour)
            elif kept.hour != hour:
                await self._read(of, kept, hour)
        return kept

    async def refresh(self) -> set[Of]:
        """Follow the books on every board that is kept; returns those on which something changed since the last."""
        async with self._following:
            hour = hour_of(self._desk.clock())
            self._drop_before(hour)
            if any(of.board is not Board.STANDING for of in self._kept):
                await self._follow(hour)
            for of in (self.named | self.pinned) | {of for of in self._kept if of.board is Board.STANDING}:
                await self.current(of)
            changed, self._changed = self._changed, set()
            return changed

    async def _follow(self, hour: datetime) -> None:
        """Bring the boards of this hour up to date, but the standings, which are made of them."""
        boards = {of: kept for of, kept in self._kept.items() if of.board is not Board.STANDING and kept.hour == hour}
        if not boards:
            return
        seen = _least(kept.marks for kept in boards.values())
        guilds = {of.guild_id for of in boards}
        news = await self._desk.db.read_aside(partial(_news, seen=seen, guilds=guilds))
        newest, self._snapshots = self._snapshots, {**self._snapshots, **news.changes.snapshots}
        for of, kept in boards.items():
            async with kept.lock:
                if kept.hour == hour:
                    arriving = news.changes.snapshots.get(of.guild_id, 0) > newest.get(of.guild_id, 0)
                    await self._bring_up(of, kept, hour, news, arriving=arriving and of.guild_id in news.running)

    async def _bring_up(self, of: Of, kept: Kept, hour: datetime, news: _News, *, arriving: bool) -> None:
        """Put on one board what happened; `arriving` is whether a run is just bringing more."""
        guild, changes = of.guild_id, news.changes
        if of.board in GAINED and changes.snapshots.get(guild, 0) > kept.marks.snapshots:
            kept.waiting = True
        if news.rosters.get(guild, 0) != kept.roster or (kept.waiting and not arriving):
            await self._read(of, kept, hour)
            return
        members, left_out = changes.members.get((guild, of.board), ()), news.left_out.get(guild, frozenset())
        if members or left_out != kept.left_out:
            after = partial(_followed, of=of, hour=hour, ranks=kept.ranks, members=members, left_out=left_out)
            ranks = await self._desk.db.read_aside(after)
            kept.left_out = left_out
            self._put(of, kept, ranks)
        kept.marks = changes.marks

    async def _read(self, of: Of, kept: Kept, hour: datetime) -> None:
        kept.hour, kept.waiting = hour, False  # before it is read: what changes meanwhile makes it stale again
        try:
            whole = await self._desk.db.read_aside(partial(_whole, of=of, hour=hour))
        except BaseException:
            kept.hour = None
            raise
        kept.start, kept.marks, kept.roster = whole.start, whole.marks, whole.roster
        kept.left_out, kept.system = whole.left_out, whole.system
        self._put(of, kept, whole.ranks)

    async def _stand(self, of: Of, kept: Kept, hour: datetime) -> None:
        """The overall standing, if it is not what its parts make of it already."""
        fresh = kept.hour != hour
        if fresh:
            kept.hour = hour
            try:
                read = partial(_made_of, of=of, hour=hour)
                kept.weights, kept.start, kept.left_out = await self._desk.db.read(read)
            except BaseException:
                kept.hour = None
                raise
        boards = {board: await self.current(board_of(of.guild_id, board, of.window)) for board in kept.weights}
        parts = {board: part.ranks for board, part in boards.items()}
        left_out = next((part.left_out for part in boards.values()), kept.left_out)
        if fresh or parts.keys() != kept.parts.keys():
            made = await asyncio.to_thread(weighed, parts, kept.weights, left_out)
        elif left_out != kept.left_out or any(part is not kept.parts[board] for board, part in parts.items()):
            made = await asyncio.to_thread(weighed_anew, kept.ranks, kept.parts, parts, kept.weights, left_out)
        else:
            return
        kept.parts, kept.left_out = parts, left_out
        self._put(of, kept, made)

    def _put(self, of: Of, kept: Kept, ranks: Ranks) -> None:
        if ranks.values != kept.ranks.values or ranks.left_out != kept.ranks.left_out:
            self._changed.add(of)
        kept.ranks = ranks
        kept.watch = None

    def _drop_before(self, hour: datetime) -> None:
        """Let go of what nobody asked for since the hour turned."""
        for of in [of for of, kept in self._kept.items() if kept.hour != hour and not self._wanted(of)]:
            del self._kept[of]

    def _let_go(self) -> None:
        if len(self._kept) > KEPT:
            spare = [of for of in self._kept if not self._wanted(of)]
            for of in spare[:-KEPT]:
                del self._kept[of]

    def _wanted(self, of: Of) -> bool:
        """Whether a board is named, or part of a standing that is."""
        standing = Of(of.guild_id, Board.STANDING, of.window)
        if of in self.named or of in self.pinned:
            return True
        whole = self._kept.get(standing) if standing in self.named or standing in self.pinned else None
        return whole is not None and of.board in whole.weights


def _least(many: Iterator[Marks]) -> Marks:
    first = next(many)
    for one in many:
        first = first.least(one)
    return first


def _whole(tx: Connection, of: Of, hour: datetime) -> _Whole:
    left_out = frozenset(board_pins.left_out(tx, of.guild_id))
    return _Whole(
        ranks=ranked(values(tx, of, hour), left_out),
        start=start_of(tx, of, hour),
        marks=board_changes.marks(tx),
        roster=board_changes.roster(tx, of.guild_id),
        left_out=left_out,
        system=system_of(tx, of.guild_id) if of.board is Board.LOOT else None,
    )


def _news(tx: Connection, seen: Marks, guilds: Collection[int]) -> _News:
    return _News(
        board_changes.since(tx, seen),
        {guild_id: board_changes.roster(tx, guild_id) for guild_id in guilds},
        board_pins.everybody_left_out(tx),
        frozenset(run.guild_id for run in runs.all_running(tx)),
    )


def _followed(
    tx: Connection, of: Of, hour: datetime, ranks: Ranks, members: Collection[int], left_out: Collection[int]
) -> Ranks:
    now = values(tx, of, hour, members) if members else {}
    return followed(ranks, members, now, left_out)


def _made_of(tx: Connection, of: Of, hour: datetime) -> tuple[dict[Board, int], datetime, frozenset[int]]:
    left_out = frozenset(board_pins.left_out(tx, of.guild_id))
    return weights(tx, of.guild_id), start_of(tx, of, hour), left_out
