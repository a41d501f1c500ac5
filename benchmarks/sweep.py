"""A run over a whole clan, every snapshot saved, beside the time that the hiscores' slowness alone must take.

The hiscores are the playground's, on loopback in a process of their own: each answer takes 200 ms, 5 % are a 503. The
run is the real one, from an officer's `start` to its end in the books: first snapshots of 118 metrics each, the panel
touched, the highlights reckoned.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder
from clients.beacon import Relays
from clients.hiscores import Hiscores
from clients.outside import Outside
from clients.wise_old_man import WiseOldMan
from domain.characters import AccountType, parse_name
from domain.clan import Run, RunState
from domain.people import Actor
from fairness.beacon import QUICKNET
from services.desk import Desk
from services.guildhall import Guildhall
from storage import characters, migrations
from storage.engine import Database

GUILD: Final = 772_000_000_000_000_002
SLOTS: Final = 5
OFFICER: Final = Actor(GUILD, 1, frozenset(), manages_guild=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many characters, and how slow (seconds) and how ill (share of 503) the hiscores are."""

    characters: int = 500
    latency: float = 0.2
    failing: float = 0.05


@dataclass(slots=True)
class Server:
    """The hiscores in another process: where, and, once they ended, how many requests they saw."""

    url: str
    asked: int = 0


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        with _hiscores(plan) as server:
            seconds = asyncio.run(_swept(place, server.url, plan.characters))
        least = server.asked * plan.latency / SLOTS
    return [
        Figure(
            f"sweep of {plan.characters} characters, all saved / requests × latency / {SLOTS}",
            Amount(seconds / least),
            Amount(least, "s"),
            f"{server.asked} requests × {plan.latency:g} s / {SLOTS}",
            Sense.AT_MOST,
            1.05,
            f"one run of {seconds:.1f} s: {plan.latency * 1000:g} ms latency, {plan.failing:.0%} 503, no rate limit",
        )
    ]


async def _swept(place: Path, url: str, count: int) -> float:
    address = f"sqlite:///{place / 'sweep.db'}"
    migrations.upgrade(address)
    db = Database(address)
    await db.open()
    hall = Guildhall(
        Desk(db, _now, os.urandom),
        Outside(
            lambda: Hiscores(url, None, "Guildhall benchmark", clock=_now),
            lambda: WiseOldMan(url, "", "Guildhall benchmark", clock=_now),
            lambda: Relays([url], QUICKNET, "Guildhall benchmark", clock=_now),
        ),
        lambda: b"benchmark",
    )
    await db.write(lambda tx: _enlist(tx, count))
    begun = time.perf_counter()
    started, _ = await hall.clan.runs.start(OFFICER)
    await hall.clan.runs.quiet()
    seconds = time.perf_counter() - begun
    ended = (await hall.clan.runs.report(GUILD, started.id)).run
    await hall.close()
    await db.close()
    _check(ended, count)
    return seconds


def _check(ended: Run, count: int) -> None:
    if (ended.state, ended.read) != (RunState.COMPLETE, count):
        raise AssertionError(f"the run did not read everybody: {ended}")


def _enlist(tx: Connection, count: int) -> None:
    for number in range(count):
        characters.add(tx, GUILD, parse_name(f"Raider {number}"), AccountType.REGULAR, owner=None, now=_now())


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _hiscores(plan: Plan) -> Generator[Server]:
    words = [sys.executable, "-m", "benchmarks.outside", str(plan.latency), str(plan.failing)]
    root = Path(__file__).resolve().parent.parent
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        server = Server(process.stdout.readline().strip())
        try:
            yield server
            process.stdin.close()
            server.asked = int(process.stdout.readline())
        finally:
            process.kill()


FULL: Final = Plan()
TINY: Final = Plan(characters=20, latency=0.02)

BENCHMARK: Final = Benchmark(
    "sweep", "a run over a whole clan against slow hiscores", partial(run, FULL), partial(run, TINY)
)
