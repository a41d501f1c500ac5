"""The crowd: once somebody who looks on has joined a pot, the others of the demo guild fill it before their eyes."""

import asyncio
import random
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from domain.errors import Refusal
from domain.people import Actor
from domain.pot_settings import PotState
from domain.pots import Pot, StakeState
from playground.world import World
from storage import pots
from storage.members import MemberRow
from storage.pots import StakeRow

_MARK: Final = "c0de"
"""What the keys of the crowd's purchases begin with; those of prompts that people click hardly ever do."""

_PAUSE: Final = (1.2, 2.6)
"""Seconds between two of them, at least and at most."""


class Crowd:
    """The members whom nobody plays right now, and how they buy."""

    def __init__(self, world: World, seed: int) -> None:
        self._world = world
        self._dice = random.Random(f"crowd:{seed}")
        self._since = world.clock.now()

    async def run(self) -> None:
        """Join in for as long as the playground is open."""
        while True:
            await asyncio.sleep(self._dice.uniform(*_PAUSE))
            await self.join_in()

    async def join_in(self) -> bool:
        """One of them buys a few tickets of a pot that a visitor is in; whether anybody did."""
        for pot, visitors in await visited(self._world, self._since):
            others = [key for key, member in self._world.people.items() if member.id not in visitors]
            self._dice.shuffle(others)
            for key in others:
                if await self._buys(key, pot, min(self._dice.randint(2, 4), pot.room)):
                    return True
        return False

    async def _buys(self, key: str, pot: Pot, tickets: int) -> bool:
        """So many, or as many as may be."""
        for fewer in range(tickets, 0, -1):
            try:
                await buy(self._world, key, pot, fewer, _MARK + self._dice.randbytes(6).hex())
            except Refusal:
                continue
            return True
        return False


async def buy(world: World, key: str, pot: Pot, tickets: int, prompt: str) -> None:
    """The person of that key confirms a purchase; raises what the pot's rules say against it."""
    who = Actor(pot.guild_id, world.people[key].id, frozenset(), manages_guild=False)
    await world.bot.hall.pots.joining.buy(who, pot.id, tickets, prompt)


async def visited(world: World, since: datetime) -> list[tuple[Pot, set[int]]]:
    """The open pots that people clicked into since then, with who they are (Discord's ids)."""

    def work(tx: Connection) -> list[tuple[Pot, set[int]]]:
        query = select(StakeRow.pot_id, MemberRow.user_id).join(MemberRow, MemberRow.id == StakeRow.member_id)
        query = query.where(StakeRow.state == StakeState.LIVE, StakeRow.at > since, ~StakeRow.key.startswith(_MARK))
        clicked: dict[int, set[int]] = {}
        for pot_id, user_id in tx.execute(query.where(MemberRow.user_id.is_not(None))):
            clicked.setdefault(pot_id, set()).add(user_id or 0)
        return [(pot, clicked[pot.id]) for pot in pots.live(tx) if pot.id in clicked and pot.state is PotState.OPEN]

    return await world.bot.db.read(work)
