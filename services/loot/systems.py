"""The loot systems behind one small interface: what an award costs, who stands where, what decays and is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy import Connection

from domain.guild import LOOT_SYSTEM
from domain.loot import Response, System
from domain.points import Change, Pool
from services.loot import cost
from services.loot.standings import POOLS, Place, Standings, Table
from storage import settings


@dataclass(frozen=True, slots=True)
class Cost:
    """What an award does to the winner's points: hundredths of a pool, and the change; nothing where it is free."""

    paid: int = 0
    pool: Pool | None = None
    changes: tuple[Change, ...] = ()


class LootSystem(Protocol):
    """What every system answers."""

    @property
    def name(self) -> System:
        """Which one it is."""
        ...

    @property
    def pools(self) -> tuple[Pool, ...]:
        """What it counts, and so what decays and what its history shows."""
        ...

    def cost(self, tx: Connection, guild_id: int, winner: int, price: int | None, response: Response | None) -> Cost:
        """What an award costs a member, of an item of that full price (hundredths)."""
        ...

    async def priority(self, standings: Standings, guild_id: int, member_ids: list[int]) -> Mapping[int, Place]:
        """Where these members stand."""
        ...

    async def leaderboard(
        self, standings: Standings, guild_id: int, *, offset: int, count: int, viewer: int | None
    ) -> Table:
        """Part of the standings."""
        ...


@dataclass(frozen=True, slots=True)
class _Counted:
    """What systems with points have in common."""

    name: System

    @property
    def pools(self) -> tuple[Pool, ...]:
        return POOLS[self.name]

    async def priority(self, standings: Standings, guild_id: int, member_ids: list[int]) -> Mapping[int, Place]:
        return await standings.places(guild_id, self.name, member_ids) if self.pools else {}

    async def leaderboard(
        self, standings: Standings, guild_id: int, *, offset: int, count: int, viewer: int | None
    ) -> Table:
        return await standings.table(guild_id, self.name, offset=offset, count=count, viewer=viewer)

    def cost(self, tx: Connection, guild_id: int, winner: int, price: int | None, response: Response | None) -> Cost:
        """The council's word costs nothing."""
        return Cost()


class _Epgp(_Counted):
    """Gear costs GP, in part by what the winner wanted it for."""

    def cost(self, tx: Connection, guild_id: int, winner: int, price: int | None, response: Response | None) -> Cost:
        gp = cost.price_for(tx, guild_id, price or 0, response)
        return Cost(gp, Pool.GP, (Change(winner, Pool.GP, gp),))


class _Dkp(_Counted):
    """Gear costs the DKP that were named when it was offered, if any."""

    def cost(self, tx: Connection, guild_id: int, winner: int, price: int | None, response: Response | None) -> Cost:
        return Cost(price, Pool.DKP, (Change(winner, Pool.DKP, -price),)) if price else Cost()


SYSTEMS: Final[Mapping[System, LootSystem]] = {
    System.DKP: _Dkp(System.DKP),
    System.EPGP: _Epgp(System.EPGP),
    System.COUNCIL: _Counted(System.COUNCIL),
}


def system_of(tx: Connection, guild_id: int) -> LootSystem:
    """The system that the guild chose."""
    (chosen,) = settings.some(tx, guild_id, LOOT_SYSTEM)
    return SYSTEMS[System(str(chosen))]
