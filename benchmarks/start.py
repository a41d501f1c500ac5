"""From nothing to ready, beside importing what no bot of this kind can do without.

Every start is a fresh Python process; its clock runs from the moment the process is asked for until it says that it
is ready: the end of `setup_hook`, on a database that exists, with Discord's answers to the login stubbed. The floor
imports discord.py, SQLAlchemy and APScheduler, of each the parts that the bot uses. Both run from compiled bytecode.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder, in_turns

ROOT: Final = Path(__file__).resolve().parent.parent
USED: Final = (
    "discord",
    "discord.ext.commands",
    "sqlalchemy",
    "sqlalchemy.orm",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.dialects.sqlite",
    "apscheduler.schedulers.asyncio",
    "apscheduler.triggers.interval",
)
TOOK: Final = "import time; print(time.process_time())"
WEIGHS: Final = "print(next(x.split()[1] for x in open('/proc/self/status') if x.startswith('VmRSS:')))"
FLOOR: Final = f"import {', '.join(USED)}\nprint('ready', flush=True)\n{TOOK}\n{WEIGHS}"
OURS: Final = "from benchmarks.ready import main; main()"


@dataclass(frozen=True, slots=True)
class Plan:
    """How many starts of each."""

    starts: int = 12


@dataclass(frozen=True, slots=True)
class Start:
    """One process: seconds until it was ready, those of them on a CPU, and the MB that it held then."""

    seconds: float
    busy: float
    resident: float


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        environment = _environment(place / "bytecode")

        def floor(_: int) -> Start:
            return _started(FLOOR, environment, place)

        def ours(_: int) -> Start:
            return _started(OURS, environment, place)

        for warm in (floor, ours):
            warm(0)
        pairs = in_turns(plan.starts, floor, ours)
    imports = min(one.seconds for one, _ in pairs)
    cpu = min(one.busy for _, one in pairs) / min(one.busy for one, _ in pairs)
    best = f"best of {plan.starts} starts, in turns"
    return [
        Figure(
            "start to ready / importing discord.py, SQLAlchemy, APScheduler",
            Amount(min(one.seconds for _, one in pairs) / imports),
            Amount(imports * 1000, "ms"),
            "the imports alone, same parts",
            Sense.AT_MOST,
            1.25,
            f"{best}; fresh processes from compiled bytecode, existing database, login stubbed; by CPU time {cpu:.2f}",
        ),
        Figure(
            "resident memory once ready",
            Amount(max(one.resident for _, one in pairs), "MB"),
            Amount(max(one.resident for one, _ in pairs), "MB"),
            "after the imports alone",
            Sense.AT_MOST,
            110,
            f"VmRSS, most of {plan.starts} starts",
        ),
    ]


def _environment(bytecode: Path) -> Mapping[str, str]:
    """Ours, but with compiled bytecode kept in that folder, and no settings of an operator."""
    from config import Settings

    ignored = {"PYTHONDONTWRITEBYTECODE", *(name.upper() for name in Settings.model_fields)}
    kept = {name: value for name, value in os.environ.items() if name not in ignored}
    return kept | {"PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONPATH": str(ROOT)}


def _started(code: str, environment: Mapping[str, str], cwd: Path) -> Start:
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=cwd,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        seconds = time.perf_counter() - begun
        busy, resident = process.stdout.readline(), process.stdout.readline()
    if said != "ready\n":
        raise AssertionError(f"a start failed with exit code {process.returncode}")
    return Start(seconds, float(busy), int(resident) * 1024 / 1e6)


FULL: Final = Plan()
TINY: Final = Plan(starts=1)

BENCHMARK: Final = Benchmark(
    "start", "from nothing to ready, and what it weighs", partial(run, FULL), partial(run, TINY)
)
