"""One life of the bot: a process of its own, from its start to its end, with what it logged."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.load.town import TOKEN
from benchmarks.load.wire import Wire

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60.0


@dataclass(frozen=True)
class Setting:
    """Where the bot keeps its books, and what it is told besides: settings by their environment names."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict[str, str])
    clock: Path | None = None


class Life:
    """The process of `bot.py run`; `die` is the commit at which it ends itself, and on which side of it."""

    def __init__(self, wire: Wire, setting: Setting, name: str, *, die: tuple[int, str] | None = None) -> None:
        self.name = name
        self._wire = wire
        self._setting = setting
        self._log = setting.folder / f"{name}.log"
        self.lags = setting.folder / f"{name}.lags"
        self.folder = setting.folder
        self._die = die
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The process's number."""
        assert self._process is not None
        return self._process.pid

    @property
    def over(self) -> bool:
        """Whether the process has ended."""
        return self._process is None or self._process.returncode is not None

    async def start(self) -> None:
        """Begin; returns at once."""
        self._wire.ready.clear()
        self._process = await self._begin("run", die=self._die, lags=True)

    async def ready(self) -> bool:
        """Wait until it is on Discord; False when it ended before."""
        assert self._process is not None
        waits = [asyncio.create_task(self._wire.ready.wait()), asyncio.create_task(self._process.wait())]
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        return not self.over and self._wire.ready.is_set()

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """End it as an operator would; returns its exit code."""
        return await self._end(signal.SIGTERM)

    def bury(self) -> None:
        """It is over: whoever waited for an answer hears no more."""
        self._wire.town.abandon()

    async def command(self, *words: str) -> asyncio.subprocess.Process:
        """Run another command of `bot.py` beside it."""
        return await self._begin(*words, die=None, lags=False)

    async def _end(self, by: signal.Signals) -> int:
        process = self._process
        assert process is not None
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(by)
        async with asyncio.timeout(PATIENCE):
            code = await process.wait()
        self._wire.town.abandon()
        await self._wire.hang_up()
        return code

    async def _begin(self, *words: str, die: tuple[int, str] | None, lags: bool) -> asyncio.subprocess.Process:
        orders: dict[str, Any] = {"discord": self._wire.address}
        orders |= {"clock": str(self._setting.clock) if self._setting.clock else None}
        orders |= {"lags": str(self.lags) if lags else None, "die": die}
        environment = {"PYTHONPATH": str(ROOT), "DISCORD_TOKEN": TOKEN, "WEB_PORT": "0", "LOG_FORMAT": "json"}
        with self._log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "benchmarks.load.child", json.dumps(orders), *words),
                cwd=self._setting.folder,
                env={**os.environ, "DATA_DIR": str(self._setting.folder), **environment, **self._setting.environment},
                stdout=log,
                stderr=log,
            )

    def logged(self) -> Iterator[dict[str, Any]]:
        """What it logged, line by line; a line that is none of the log's is a `message` at level STRAY."""
        if not self._log.exists():
            return
        for line in self._log.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                yield {"level": "STRAY", "message": line}

    def resident(self) -> int:
        """KiB of memory that the process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))

    def busy(self) -> float:
        """Seconds of processor time that the process took."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def until(check: Any, seconds: float) -> bool:
    """Wait until `check()` holds, for so long at most."""
    end = time.monotonic() + seconds
    while not check():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.02)
    return True
