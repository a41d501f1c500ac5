"""Every board of every guild: who stands where, how they moved since yesterday, and whom to watch."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from domain import leaderboards as rules
from domain.errors import NotFound
from domain.leaderboard_settings import PANEL, Asked, Board
from domain.leaderboards import Tier
from domain.loot import System
from domain.pages import turned_to
from domain.people import Actor
from domain.windows import Window
from services.clan import windows
from services.clan.windows import Span
from services.desk import Desk
from services.leaderboards import past
from services.leaderboards.kept import Kept, KeptBoards
from services.leaderboards.past import Past, Watch
from services.leaderboards.ranks import Ranks, ranked
from services.leaderboards.reading import GAINED, Of, board_of
from storage import board_pins, members, panels, preferences

_ANYTHING: Final = "-"


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody's place on a board of `total` people, and what the next better place is and has.

    `moved` counts places climbed since yesterday; None where no yesterday is kept, or they were not there (`new`).
    """

    place: int
    value: int
    moved: int | None
    tier: Tier | None
    total: int
    next_place: int | None
    next_value: int | None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a board; who has no `place` is left out of prizes and tiers. `user_id` is None once erased."""

    member_id: int
    user_id: int | None
    place: int | None
    value: int
    moved: int | None = None
    new: bool = False
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class Watching:
    """Whom to watch: they closed so many percent of the gap to the first in so many days."""

    user_id: int | None
    first: int | None
    percent: int
    days: int


@dataclass(frozen=True, slots=True)
class View:
    """One page of a board. `total` people have a place, `people` are on it at all.

    `start` is that of the window, `span` the snapshots that a board of gains compares, `yesterday` the end of the day
    that movement is against (None: none is kept), `system` what the guild counts on the board of loot.
    """

    asked: Asked
    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int
    people: int
    start: datetime | None
    span: Span | None = None
    yesterday: datetime | None = None
    watching: Watching | None = None
    system: System | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """Where somebody stands themselves; without a `stand` they may still have a `value`, being left out of places."""

    asked: Asked
    stand: Stand | None
    value: int | None
    system: System | None = None


class Boards:
    """Who stands where."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._when_ranked: list[Callable[[int, Board], None]] = []
        self.kept = KeptBoards(desk)

    def when_ranked(self, callback: Callable[[int, Board], None]) -> None:
        """Called after a refresh for each guild and board on which somebody's value changed."""
        self._when_ranked.append(callback)

    def keep(self, guild_id: int, board: Board) -> None:
        """From now on refreshed even when nobody looks."""
        self.kept.named.add(board_of(guild_id, board, Window.THIRTY_DAYS))

    def anew(self, guild_id: int) -> None:
        """What the guild's boards count, or whom, may be something else now."""
        self.kept.anew(guild_id)

    def day_over(self, guild_id: int) -> None:
        """Another day is kept to move against."""
        self.kept.day_over(guild_id)

    async def refresh(self) -> None:
        """Follow what changed in the books since the last time, on every board that somebody looks at."""
        pins = await self._desk.db.read(board_pins.hung)
        shown = [(pin, board_of(pin.guild_id, pin.asked.board, pin.asked.window)) for pin in pins]
        self.kept.pinned = {of for _, of in shown}
        changed = await self.kept.refresh()
        if stale := [pin for pin, of in shown if of in changed]:
            await self._desk.db.write(lambda tx: _touch(tx, stale))
        for guild_id, board in sorted({(of.guild_id, of.board) for of in changed}):
            for callback in self._when_ranked:
                callback(guild_id, board)

    async def values(self, guild_id: int, board: Board, window: Window = Window.THIRTY_DAYS) -> Mapping[int, int]:
        """What everybody on the board has, by member id."""
        return (await self.kept.current(board_of(guild_id, board, window))).ranks.values

    async def places(self, guild_id: int, board: Board, window: Window = Window.THIRTY_DAYS) -> Mapping[int, int]:
        """Shared places by member id; those who are left out of prizes and tiers have none."""
        ranks = (await self.kept.current(board_of(guild_id, board, window))).ranks
        return await asyncio.to_thread(lambda: ranks.places)

    async def first(self, guild_id: int, board: Board, count: int) -> list[int]:
        """The members on the first places, the first first; who is left out has none."""
        return (await self.kept.current(board_of(guild_id, board, Window.THIRTY_DAYS))).ranks.ladder.top(count)

    async def stand(
        self, guild_id: int, board: Board, member_id: int, window: Window = Window.THIRTY_DAYS
    ) -> Stand | None:
        """Where somebody stands; None for who is not on the board or left out of places."""
        of = board_of(guild_id, board, window)
        kept = await self.kept.current(of)
        return _stand(kept.ranks, await self._past(of, kept), member_id)

    async def look(self, guild_id: int, asked: Asked, page: int = 1) -> View:
        """One page of a board, with as many places as are asked for; a page out of range is the nearest there is."""
        of = board_of(guild_id, asked.board, asked.window)
        kept = await self.kept.current(of)
        start, system = kept.start, kept.system
        if asked.region or asked.team:
            ranks, before, watched = await self._among(guild_id, asked, kept), None, None
        else:
            ranks, before = kept.ranks, await self._past(of, kept)
            watched = await self._watch(kept, before)
        people = len(ranks.everybody)
        at, pages = turned_to(page, people, asked.top)
        shown = ranks.everybody.top(asked.top, (at - 1) * asked.top)
        named = {*shown, *_named(watched)}
        users, span = await self._desk.db.read(partial(self._told, of=of, start=start, named=named))
        rows = tuple(_row(ranks, before, one, users.get(one), whole=before is not None) for one in shown)
        since = before.since if before is not None and before.places is not None else None
        view = View(asked, rows, at, pages, len(ranks.ladder), people, start, span, since, system=system)
        return replace(view, watching=_watching(watched, users))

    async def own(self, actor: Actor, asked: Asked) -> Own:
        """Where the actor stands on what was asked for."""
        of = board_of(actor.guild_id, asked.board, asked.window)
        kept = await self.kept.current(of)
        member = await self._desk.db.read(lambda tx: members.find(tx, actor.guild_id, actor.user_id))
        if member is None:
            return Own(asked, None, None, kept.system)
        if asked.region or asked.team:
            ranks = await self._among(actor.guild_id, asked, kept)
            stand = _stand(ranks, None, member.id)
        else:
            ranks = kept.ranks
            stand = _stand(ranks, await self._past(of, kept), member.id)
        return Own(asked, stand, ranks.values.get(member.id), kept.system)

    async def filters(self, guild_id: int, region: str, team: str) -> tuple[str, str]:
        """Region and team that these tags of `tag_of` stand for, as somebody wrote them; raises `NotFound`."""
        if region == team == _ANYTHING:
            return "", ""
        said = await self._desk.db.read(lambda tx: preferences.regions_and_teams(tx, guild_id))
        return _meant(region, (one for one, _ in said.values())), _meant(team, (one for _, one in said.values()))

    async def _past(self, of: Of, kept: Kept) -> Past:
        now = self._desk.clock()
        if kept.past is None or now >= kept.past.until or kept.past.left_out != kept.left_out:
            kept.past = await self._desk.db.read_aside(partial(past.read, of=of, left_out=kept.left_out, now=now))
        return kept.past

    async def _watch(self, kept: Kept, before: Past) -> Watch | None:
        if not before.then:
            return None
        found = kept.watch
        if found is None or found.ranks is not kept.ranks or found.past is not before:
            found = kept.watch = await asyncio.to_thread(past.watch, kept.ranks, before)
        return found

    async def _among(self, guild_id: int, asked: Asked, kept: Kept) -> Ranks:
        """The board of those alone who are of the region and the team."""
        said = await self._desk.db.read(lambda tx: preferences.regions_and_teams(tx, guild_id))
        region, team = _plain(asked.region), _plain(asked.team)
        those = [
            who
            for who, (of_region, of_team) in said.items()
            if (not region or _plain(of_region) == region) and (not team or _plain(of_team) == team)
        ]
        held = kept.ranks.values
        return await asyncio.to_thread(ranked, {who: held[who] for who in those if who in held}, kept.left_out)

    def _told(
        self, tx: Connection, of: Of, start: datetime | None, named: set[int]
    ) -> tuple[dict[int, int | None], Span | None]:
        users = members.users(tx, named)
        if of.board not in GAINED or start is None:
            return users, None
        return users, windows.span(tx, of.guild_id, start, self._desk.clock())


def tag_of(text: str) -> str:
    """What stands for a region or team in the id of a button, where no text of people's own belongs."""
    plain = _plain(text)
    return hashlib.blake2s(plain.encode(), digest_size=4).hexdigest() if plain else _ANYTHING


def _meant(tag: str, said: Iterable[str]) -> str:
    if tag == _ANYTHING:
        return ""
    found = next((one for one in said if one and tag_of(one) == tag), None)
    if found is None:
        raise NotFound("leaderboard.filter_gone")
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _touch(tx: Connection, pins: Sequence[board_pins.Pin]) -> None:
    for pin in pins:
        panels.touch(tx, pin.guild_id, PANEL, pin.id)


def _stand(ranks: Ranks, before: Past | None, member_id: int) -> Stand | None:
    row = _row(ranks, before, member_id, None, whole=before is not None)
    if row.place is None:
        return None
    next_place, next_value = ranks.better(row.place) or (None, None)
    return Stand(row.place, row.value, row.moved, row.tier, len(ranks.ladder), next_place, next_value, row.new)


def _row(ranks: Ranks, before: Past | None, who: int, user_id: int | None, *, whole: bool) -> Row:
    """One line; tiers and movement are of the `whole` board only."""
    place, value = ranks.ladder.shared(who), ranks.values.get(who, 0)
    if place is None or not whole:
        return Row(who, user_id, place, value)
    tier = rules.tier(place, len(ranks.ladder))
    if before is None or before.places is None:
        return Row(who, user_id, place, value, tier=tier)
    moved = rules.moved(place, before.places.get(who))
    return Row(who, user_id, place, value, moved, moved is None, tier)


def _named(watch: Watch | None) -> set[int]:
    if watch is None or watch.who is None or watch.first is None:
        return set()
    return {watch.who.member_id, watch.first}


def _watching(watch: Watch | None, users: Mapping[int, int | None]) -> Watching | None:
    if watch is None or watch.who is None or watch.first is None:
        return None
    percent = int(watch.who.closed * 100)
    if not percent:
        return None
    return Watching(users.get(watch.who.member_id), users.get(watch.first), percent, watch.past.days)
