"""The real bot in a process of its own, on a pretend Discord and, if told so, in a pretend time.

`life.py` runs `python -m benchmarks.load.child ORDERS WORD ...`. ORDERS is JSON with `discord`, its address; `clock`,
the file that holds the time, or null for the real time; `lags`, where to write by how much the event loop was late, or
null; `die`, [commit, "before" or "after"], the commit at which the process ends itself with SIGKILL, or null. The words
are those of `bot.py`.
"""

import asyncio
import json
import mmap
import os
import signal
import struct
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

LAYOUT: Final = struct.Struct("<ddd")
"""What the clock's file holds: a monotonic second of the machine, the pretend time at that second, and its pace."""

_LAG_EVERY: Final = 0.005


def main(orders: dict[str, Any], words: list[str]) -> int:
    """Do what `bot.py` does with these words; returns its exit code."""
    _talk_to(orders["discord"])
    if orders.get("clock"):
        _keep_time(Path(orders["clock"]))
    if orders.get("die"):
        _die_at(*orders["die"])
    import bot

    if orders.get("lags"):
        _note_lags(Path(orders["lags"]))
    return bot.main(words)


def time_of(file: mmap.mmap) -> Callable[[], datetime]:
    """The pretend time, as whoever has the file open wrote it last."""

    def now() -> datetime:
        anchor, began, pace = LAYOUT.unpack(file[: LAYOUT.size])
        return datetime.fromtimestamp(began + (time.monotonic() - anchor) * pace, UTC)

    return now


def _talk_to(address: str) -> None:
    import discord.gateway
    import discord.http
    import discord.state
    import yarl

    discord.http.Route.BASE = f"{address}/api"
    gateway = yarl.URL(address.replace("http", "ws", 1) + "/gateway")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway
    # All guilds are told at once here; nobody has to wait for one that may still come. It is an attribute that every
    # connection sets for itself, so only a property in its place can hold it.
    wait = property(lambda _: 0.05, lambda _, __: None)
    discord.state.ConnectionState.guild_ready_timeout = wait  # pyright: ignore[reportAttributeAccessIssue] - see above


def _keep_time(path: Path) -> None:
    import discord.utils

    with path.open("rb") as file:
        shared = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    discord.utils.utcnow = time_of(shared)


def _die_at(number: int, when: str) -> None:
    from storage import engine

    commit, passed = engine._commit, 0

    def committing(connection: Any, batch: Sequence[Any]) -> None:
        nonlocal passed
        passed += 1
        if passed == number and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        commit(connection, batch)
        if passed == number:
            os.kill(os.getpid(), signal.SIGKILL)

    engine._commit = committing


def _note_lags(path: Path) -> None:
    from console import running

    run = running.run

    async def probed(bot: Any, token: str) -> None:
        probe = asyncio.create_task(_probe(path))
        try:
            await run(bot, token)
        finally:
            probe.cancel()

    running.run = probed


async def _probe(path: Path) -> None:
    """One line a second: the lateness of each timer in it, in microseconds."""
    with path.open("w", encoding="ascii") as file:
        while True:
            lags: list[int] = []
            until = time.perf_counter() + 1
            while time.perf_counter() < until:
                due = time.perf_counter() + _LAG_EVERY
                await asyncio.sleep(_LAG_EVERY)
                lags.append(round((time.perf_counter() - due) * 1e6))
            print(*lags, file=file, flush=True)


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]), sys.argv[2:]))
