"""Who stands where, by priority or by DKP: ladders in memory that follow the books and are rebuilt from them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, cast

from sqlalchemy import Connection

from domain.epgp import Ranked, Rates, Standing
from domain.loot import BASE_GP, MINIMUM_EP, System
from domain.points import HUNDRED, Pool
from services.desk import Desk
from services.ranking import Key, Ladder
from storage import points, settings

POOLS: Final[Mapping[System, tuple[Pool, ...]]] = {
    System.EPGP: (Pool.EP, Pool.GP),
    System.DKP: (Pool.DKP,),
    System.COUNCIL: (),
}
"""What each system counts."""

_FINE: Final = 10**30
"""Fractions of amounts as large as the books can hold differ by more than one part of this, or not at all."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in a guild, counted from 1, and the hundredths that they have; `ranked` under EPGP."""

    member_id: int
    place: int
    points: Mapping[Pool, int]
    ranked: Ranked | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Part of a guild's standings, from place `offset` + 1 on, the asker's own place, and how many there are."""

    system: System
    places: tuple[Place, ...]
    mine: Place | None
    total: int
    offset: int
    rates: Rates


@dataclass
class _Kept:
    """One guild's ladder; `stale` are those who may have changed since it was read, None: everybody."""

    ladder: Ladder = field(default_factory=lambda: Ladder({}))
    points: dict[int, dict[Pool, int]] = field(default_factory=dict[int, dict[Pool, int]])
    rates: Rates = field(default_factory=Rates)
    stale: set[int] | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Standings:
    """The ladders of every guild, one for each system that counts something."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: dict[tuple[int, System], _Kept] = {}

    def changed(self, guild_id: int, touched: frozenset[int] | None) -> None:
        """What these members have (None: everybody), or what the guild set, may not be what it was."""
        for system in (System.EPGP, System.DKP):
            if (kept := self._kept.get((guild_id, system))) is not None:
                kept.stale = None if touched is None or kept.stale is None else kept.stale | touched

    async def table(self, guild_id: int, system: System, *, offset: int, count: int, viewer: int | None) -> Table:
        """Part of the standings; `viewer` is the member id of whoever asks."""
        kept = await self._current(guild_id, system)
        shown = kept.ladder.top(count, offset)
        places = tuple(_place(kept, system, one, offset + number) for number, one in enumerate(shown, 1))
        own = kept.ladder.place(viewer) if viewer is not None else None
        mine = _place(kept, system, viewer, own) if viewer is not None and own is not None else None
        return Table(system, places, mine, len(kept.ladder), offset, kept.rates)

    async def places(self, guild_id: int, system: System, member_ids: Sequence[int]) -> dict[int, Place]:
        """Where these members stand, those left out who have nothing."""
        kept = await self._current(guild_id, system)
        found = ((one, kept.ladder.place(one)) for one in member_ids)
        return {one: _place(kept, system, one, place) for one, place in found if place is not None}

    async def _current(self, guild_id: int, system: System) -> _Kept:
        """The ladder as it stands, with all that was on disk when this was asked."""
        kept = self._kept.setdefault((guild_id, system), _Kept())
        if kept.stale is not None and not kept.stale:
            return kept
        async with kept.lock:
            stale, kept.stale = kept.stale, set()
            try:
                rates, found = await self._desk.db.read(lambda tx: _read(tx, guild_id, system, kept, stale))
                if stale is None:
                    kept.ladder = await asyncio.to_thread(_built, system, found, rates)
                    kept.points, kept.rates = found, rates
                else:
                    for member_id in stale:
                        _follow(kept, system, member_id, found.get(member_id))
            except BaseException:
                kept.stale = None
                raise
        return kept


def _read(
    tx: Connection, guild_id: int, system: System, kept: _Kept, stale: set[int] | None
) -> tuple[Rates, dict[int, dict[Pool, int]]]:
    """What may have changed; rates that did make everything stale."""
    rates = rates_of(tx, guild_id) if stale is None else kept.rates
    return rates, points.balances(tx, guild_id, *POOLS[system], of=stale)


def rates_of(tx: Connection, guild_id: int) -> Rates:
    """What the guild set of EPGP."""
    base, minimum = cast("tuple[int, int]", settings.some(tx, guild_id, BASE_GP, MINIMUM_EP))
    return Rates(base, minimum)


def ranked(member_id: int, points_: Mapping[Pool, int], rates: Rates) -> Ranked:
    """Somebody under EPGP; who was known first stands first among equals."""
    return Ranked(Standing(member_id, points_.get(Pool.EP, 0), points_.get(Pool.GP, 0), member_id), rates)


def key_of(system: System, member_id: int, points_: Mapping[Pool, int], rates: Rates) -> Key:
    """Sorts as `Ranked.order` does, with whole numbers, which compare many times faster than fractions."""
    if system is System.DKP:
        return 0, -points_.get(Pool.DKP, 0), 0, 0, member_id
    ep, gp = points_.get(Pool.EP, 0), points_.get(Pool.GP, 0)
    exact = ep * _FINE // max(HUNDRED, gp + rates.base_gp)
    return int(ep < rates.minimum_ep), -exact, -ep, gp, member_id


def _built(system: System, found: Mapping[int, Mapping[Pool, int]], rates: Rates) -> Ladder:
    return Ladder({member_id: key_of(system, member_id, mine, rates) for member_id, mine in found.items()})


def _follow(kept: _Kept, system: System, member_id: int, found: dict[Pool, int] | None) -> None:
    if found is None:
        kept.ladder.drop(member_id)
        kept.points.pop(member_id, None)
    else:
        kept.points[member_id] = found
        kept.ladder.put(member_id, key_of(system, member_id, found, kept.rates))


def _place(kept: _Kept, system: System, member_id: int, place: int) -> Place:
    mine = kept.points[member_id]
    return Place(member_id, place, mine, ranked(member_id, mine, kept.rates) if system is System.EPGP else None)
