"""The crowd: the others of the demo guild, who join a pot that somebody is in, and do more when they are let loose."""

import asyncio
import contextlib
import random
from collections import deque
from collections.abc import Sequence
from typing import Final

from playground.crowd_acts import Act, Acts, visited
from playground.world import World

MOST_ACTS: Final = 40
"""After so many acts a crowd that was let loose goes home."""

_PAUSE: Final = (1.2, 2.6)
"""Seconds between two of them, at least and at most."""

_LOOSE_PAUSE: Final = (0.5, 1.0)
"""The same while they are loose: never more than two acts a second."""

_SAID: Final = 6


class Crowd:
    """The members whom nobody plays right now; `said` is what they did last, the newest at the end."""

    def __init__(self, world: World, seed: int) -> None:
        self._world = world
        self._dice = random.Random(f"crowd:{seed}")
        self._acts = Acts(world, self._dice)
        self._since = world.clock.now()
        self._plan: tuple[Act, ...] = ()
        self._left = 0
        self._called = asyncio.Event()
        self.said: deque[str] = deque(maxlen=_SAID)

    @property
    def loose(self) -> bool:
        """Whether they are about."""
        return self._left > 0

    def let_loose(self, acts: Sequence[Act], *, most: int = MOST_ACTS) -> None:
        """From now on they do one of these after the other, at most so often, until there is nothing left to do."""
        self._plan, self._left = tuple(acts), most
        self.said.clear()
        self._called.set()

    def call_back(self) -> None:
        """They stop."""
        self._left = 0

    async def run(self) -> None:
        """Join in for as long as the playground is open."""
        while True:
            pause = self._dice.uniform(*(_LOOSE_PAUSE if self.loose else _PAUSE))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), pause)
            self._called.clear()
            await (self.act() if self.loose else self.join_in())

    async def act(self) -> bool:
        """One of them does the next thing that can be done; whether anybody did. When nobody can, they go home."""
        if not self.loose:
            return False
        me = self._world.doings.last
        spared = next((key for key, person in self._world.people.items() if person.id == me), None)
        for _ in self._plan:
            act, self._plan = self._plan[0], (*self._plan[1:], self._plan[0])
            if said := await self._acts.once(act, spared):
                self.said.append(said)
                self._left = max(0, self._left - 1)
                return True
        self._left = 0
        return False

    async def join_in(self) -> bool:
        """One of them buys a few tickets of a pot that a visitor is in; whether anybody did."""
        for pot, visitors in await visited(self._world, self._since):
            if said := await self._acts.joins(pot, visitors):
                self.said.append(said)
                return True
        return False
