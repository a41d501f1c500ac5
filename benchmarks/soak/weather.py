"""What goes wrong around the bot: Discord, the beacon, the hiscores, the machine's clock and its disk."""

import asyncio
import contextlib
import random
import resource
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from aiohttp import web

from benchmarks.load.life import Life
from benchmarks.load.wire import Wire, answered
from benchmarks.soak.clock import Clock
from playground.beacon import SILENT, DemoBeacon
from playground.hiscores import DemoHiscores
from playground.loopback import WEB_PAGE, broken

CALM: Final = 0.35
"""The share of lives in which nothing goes wrong but their end."""

_SPELL: Final = (0.5, 2.0)
_HANGS: Final = 20.0


class Weather:
    """Everything that can be made to fail, and how often it did."""

    def __init__(
        self, wire: Wire, beacon: DemoBeacon, hiscores: DemoHiscores, clock: Clock, dice: random.Random
    ) -> None:
        self.spells: Counter[str] = Counter()
        self._wire, self._beacon, self._hiscores = wire, beacon, hiscores
        self._clock, self._dice = clock, dice
        self._share = 0.0
        self._kinds: dict[str, Callable[[Life], Awaitable[None]]] = {
            "Discord answers with errors": self._discord_fails,
            "Discord hangs up": self._discord_hangs_up,
            "Discord cannot be reached": self._discord_is_away,
            "the beacon is silent or broken": self._beacon_fails,
            "the hiscores are broken": self._hiscores_fail,
            "the machine's clock is behind": self._clock_behind,
            "the machine's clock is ahead": self._clock_ahead,
            "the disk is full": self._disk_full,
        }

    async def spoil(self, life: Life) -> None:
        """Let something go wrong for a while, or nothing."""
        await asyncio.sleep(self._dice.uniform(0, 1))
        if self._dice.random() < CALM or life.over:
            return
        kind = self._dice.choice(list(self._kinds))
        self.spells[kind] += 1
        await self._kinds[kind](life)

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self._share = 0.0
        self._wire.refuse_gateway = False
        self._beacon.for_everyone = self._hiscores.for_everyone = None
        self._clock.be_wrong(0)

    async def trouble(self, _method: str, path: str) -> web.StreamResponse | None:
        """What Discord answers instead of the truth, if it does; the start is left alone, or nothing would happen."""
        if path.startswith(("/users/@me", "/oauth2")) and "channels" not in path:
            return None
        if self._dice.random() >= self._share:
            return None
        match self._dice.randrange(4):
            case 0:
                headers = {"Via": "1.1 google", "Retry-After": "1"}
                says = {"message": "You are being rate limited.", "retry_after": 0.5, "global": False}
                return answered(429, says, headers)
            case 1:
                await asyncio.sleep(_HANGS)
                return answered(504, {"message": "Gateway Timeout"})
            case _:
                return answered(self._dice.choice((500, 502, 503)), {"message": "Server Error", "code": 0})

    async def _spell(self) -> None:
        await asyncio.sleep(self._dice.uniform(*_SPELL))

    async def _discord_fails(self, _: Life) -> None:
        self._share = 0.5
        await self._spell()
        self._share = 0.0

    async def _discord_hangs_up(self, _: Life) -> None:
        await self._wire.hang_up(self._dice.choice((1000, 4000, 4009)))

    async def _discord_is_away(self, _: Life) -> None:
        self._wire.refuse_gateway, self._share = True, 1.0
        await self._wire.hang_up(4000)
        await self._spell()
        self._wire.refuse_gateway, self._share = False, 0.0

    async def _beacon_fails(self, _: Life) -> None:
        self._beacon.for_everyone = self._dice.choice((SILENT, broken(503), WEB_PAGE))
        await self._spell()
        self._beacon.for_everyone = None

    async def _hiscores_fail(self, _: Life) -> None:
        self._hiscores.for_everyone = self._dice.choice((broken(503), broken(429, retry_after="2"), WEB_PAGE))
        await self._spell()
        self._hiscores.for_everyone = None

    async def _clock_behind(self, _: Life) -> None:
        self._clock.be_wrong(-self._dice.uniform(60, 600))
        await self._spell()
        self._clock.be_wrong(0)

    async def _clock_ahead(self, _: Life) -> None:
        self._clock.be_wrong(self._dice.uniform(20, 300))
        await self._spell()
        self._clock.be_wrong(0)

    async def _disk_full(self, life: Life) -> None:
        """No file of the process can grow beyond what its journal is now."""
        journal = life.folder / "guildhall.db-wal"
        size = _size(journal)
        if not size or life.over:
            return
        async with _no_larger_than(life, size):
            await self._spell()


@asynccontextmanager
async def _no_larger_than(life: Life, size: int) -> AsyncGenerator[None]:
    _, hard = resource.prlimit(life.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(life.pid, resource.RLIMIT_FSIZE, (hard, hard))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
