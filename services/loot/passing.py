"""Who moves past whom: the order before an act and after it, compared for a preview."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.epgp import Rates
from domain.guild import LOOT_SYSTEM
from domain.loot import System
from domain.points import Move, Pool
from services.desk import Desk
from services.loot.people import Person, people
from services.loot.standings import POOLS, key_of, rates_of
from storage import points, settings

SHOWN: Final = 10
"""How many of those who change places are told one by one."""

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody who moves past others, or whom others move past: `up` tells which.

    `before` is None for somebody who stood nowhere; `others` are some of those past whom, `more` how many besides.
    """

    member_id: int
    before: int | None
    after: int
    up: bool
    others: tuple[int, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Passing:
    """The first of those who change places, in the new order, and how many they are in all."""

    shifts: tuple[Shift, ...] = ()
    total: int = 0

    @property
    def named(self) -> set[int]:
        """Everybody whom it names."""
        return {one for shift in self.shifts for one in (shift.member_id, *shift.others)}


async def foreseen(desk: Desk, guild_id: int, moves: Sequence[Move]) -> tuple[Passing, Mapping[int, Person]]:
    """Who would move past whom in the guild's standings as they are now, and everybody to be named."""
    touched = {move.member_id for move in moves}
    current, rates, stands = await desk.db.read(
        lambda tx: (
            settings.some(tx, guild_id, LOOT_SYSTEM)[0],
            rates_of(tx, guild_id),
            points.balances(tx, guild_id, *Pool),
        )
    )
    system = felt_in(moves, System(str(current)))
    # Thousands of members are compared for a tenth of a second, in which others are answered.
    found = await asyncio.to_thread(compared, system, stands, rates, moves)
    return found, await desk.db.read(lambda tx: people(tx, touched | found.named))


def felt_in(moves: Iterable[Move], current: System) -> System:
    """In whose standings an act is felt: the guild's own, where they count what is moved."""
    pools = {move.pool for move in moves}
    if pools & {*POOLS[current]}:
        return current
    return System.DKP if Pool.DKP in pools else System.EPGP


def compared(system: System, stands: Mapping[int, Mapping[Pool, int]], rates: Rates, moves: Iterable[Move]) -> Passing:
    """Who moves past whom when that happens to those who stand like this.

    Each pair is told once: by the one who moves up where the act changes their points, else by the one who falls.
    """
    stands = {one: mine for one, mine in stands.items() if any(pool in mine for pool in POOLS[system])}
    changed = _changed(system, stands, moves)
    before = sorted(stands, key=lambda one: key_of(system, one, stands[one], rates))
    before += sorted(one for one in changed if one not in stands)
    held = {one: {**stands.get(one, {}), **changed.get(one, {})} for one in before}
    after = sorted(before, key=lambda one: key_of(system, one, held[one], rates))
    if after == before:
        return Passing()
    place = {member_id: number for number, member_id in enumerate(before)}
    found = _movers(after, place, changed.keys())
    shifts = tuple(_shift(index, up, after, place, stands, changed) for index, up in found[:SHOWN])
    return Passing(shifts, len(found))


def _changed(
    system: System, stands: Mapping[int, Mapping[Pool, int]], moves: Iterable[Move]
) -> dict[int, dict[Pool, int]]:
    """What those have afterwards whom the act touches; who was erased stands nowhere and is left out."""
    changed: dict[int, dict[Pool, int]] = {}
    for move in moves:
        if move.pool in POOLS[system] and (move.member_id in stands or not move.before):
            changed.setdefault(move.member_id, {})[move.pool] = move.after
    return changed


def _movers(after: list[int], place: Mapping[int, int], changed: Iterable[int]) -> list[tuple[int, bool]]:
    """Indexes into the new order of those to be told of, with whether they move up."""
    touched = set(changed)
    best_behind = [len(after)] * (len(after) + 1)
    for index in range(len(after) - 1, -1, -1):
        best_behind[index] = min(best_behind[index + 1], place[after[index]])
    found: list[tuple[int, bool]] = []
    worst_untouched = -1
    for index, member_id in enumerate(after):
        if member_id not in touched:
            worst_untouched = max(worst_untouched, place[member_id])
        elif best_behind[index + 1] < place[member_id]:
            found.append((index, True))
        elif worst_untouched > place[member_id]:
            found.append((index, False))
    return found


def _shift(
    index: int,
    up: bool,  # noqa: FBT001 - which of two lists it is about
    after: list[int],
    place: Mapping[int, int],
    stands: Mapping[int, object],
    changed: Mapping[int, object],
) -> Shift:
    mine = after[index]
    if up:
        others = [one for one in after[index + 1 :] if place[one] < place[mine]]
    else:
        others = [one for one in after[:index] if one not in changed and place[one] > place[mine]]
    before = place[mine] + 1 if mine in stands else None
    return Shift(mine, before, index + 1, up, tuple(others[:_NAMED]), len(others) - len(others[:_NAMED]))
