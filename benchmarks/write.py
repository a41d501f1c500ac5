"""A durable write with 50 tasks waiting, beside the same statements on raw sqlite3, one transaction after the other.

The transaction is an ordinary one of this house: who is acting and may they, a setting, a row of the audit chain, a
notice in the outbox. Its statements and parameters are recorded through SQLAlchemy and replayed literally on a copy
of the same file, so both do the same work: WAL, `synchronous=FULL`, `BEGIN IMMEDIATE`, every row fetched.
"""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import Connection, event

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder, in_turns, middle_ratio, note_lags, percentile
from domain.guild import TIMEZONE
from domain.people import Actor, Rank
from services import access
from storage import audit, migrations, notices, settings
from storage.engine import Database, Work, writing

GUILD: Final = 772_000_000_000_000_001
NOW: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)

Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rounds, transactions a round, transactions before it that do not count, and tasks that wait."""

    rounds: int = 7
    writes: int = 1500
    warm: int = 200
    waiting: int = 50


@dataclass(frozen=True, slots=True)
class Round:
    """What one round through `Database.write` took: seconds in all, per write, and by which the loop was late."""

    seconds: float
    latencies: list[float]
    lags: list[float]


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        start = _prepared(place / "start.db")
        transactions = _recorded(_copy(start, "recorded"), plan.warm + plan.writes)

        def raw(number: int) -> float:
            return _replayed(_copy(start, f"raw{number}"), transactions, plan.warm)

        def ours(number: int) -> Round:
            return asyncio.run(_written(_copy(start, f"ours{number}"), plan))

        idle = asyncio.run(_idle())
        pairs = in_turns(plan.rounds, raw, ours)
        for name in ("raw0.db", "ours0.db"):
            _check(place / name, plan.warm + plan.writes)
    return _figures(plan, pairs, idle)


def _figures(plan: Plan, pairs: Sequence[tuple[float, Round]], idle: Sequence[float]) -> list[Figure]:
    rounds = [mine for _, mine in pairs]
    middle = f"median of {plan.rounds} rounds of {plan.writes} writes"
    p50 = median(percentile(one.latencies, 0.5) for one in rounds)
    return [
        Figure(
            f"durable write, {plan.waiting} waiting / raw sqlite3 serially",
            Amount(1 / middle_ratio([(theirs, mine.seconds) for theirs, mine in pairs])),
            Amount(plan.writes / median(theirs for theirs, _ in pairs), "/s"),
            "the same statements on raw sqlite3",
            Sense.AT_LEAST,
            0.40,
            f"{middle}, in turns with raw",
        ),
        Figure(
            "its latency, p99 / p50",
            Amount(median(percentile(one.latencies, 0.99) / percentile(one.latencies, 0.5) for one in rounds)),
            Amount(p50 * 1000, "ms"),
            "p50",
            Sense.AT_MOST,
            2,
            middle,
        ),
        Figure(
            "event loop's lag meanwhile, p99",
            Amount(median(percentile(one.lags, 0.99) for one in rounds) * 1000, "ms"),
            Amount(percentile(idle, 0.99) * 1000, "ms"),
            "p99 on an idle loop",
            Sense.AT_MOST,
            5,
            middle,
        ),
    ]


def _transaction(number: int) -> Work[None]:
    def work(tx: Connection) -> None:
        actor = Actor(GUILD, 100 + number % 50, frozenset({7}), manages_guild=True)
        member = access.enter(tx, actor, Rank.OFFICER, NOW)
        settings.put(tx, GUILD, TIMEZONE.name, f"Etc/{number}", by=member.id, at=NOW)
        facts = {"setting": TIMEZONE.name, "before": f"Etc/{number - 1}", "after": f"Etc/{number}"}
        audit.append(tx, GUILD, "settings.set", actor=member.id, at=NOW, facts=facts)
        notices.put(tx, GUILD, "clan.snapshot_complete", key=f"run:{number}", facts={"run": number}, now=NOW)

    return work


def _prepared(path: Path) -> Path:
    migrations.upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _copy(start: Path, name: str) -> Path:
    return Path(shutil.copy(start, start.with_name(f"{name}.db")))


def _recorded(path: Path, count: int) -> list[list[Statement]]:
    """What `count` transactions send to the driver, each from its BEGIN to its COMMIT."""
    engine = writing(path)
    seen: list[list[Statement]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        seen[-1].append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        for number in range(count):
            seen.append([])
            with connection.begin():
                _transaction(number)(connection)
            seen[-1].append(("COMMIT", ()))
    engine.dispose()
    return seen


def _replayed(path: Path, transactions: Sequence[Sequence[Statement]], warm: int) -> float:
    with closing(sqlite3.connect(path, isolation_level=None, cached_statements=512)) as raw:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            raw.execute(f"PRAGMA {pragma}")
        for statement, parameters in chain.from_iterable(transactions[:warm]):
            raw.execute(statement, parameters).fetchall()
        begun = time.perf_counter()
        for statement, parameters in chain.from_iterable(transactions[warm:]):
            raw.execute(statement, parameters).fetchall()
        return time.perf_counter() - begun


async def _written(path: Path, plan: Plan) -> Round:
    database = Database(f"sqlite:///{path}")
    await database.open()
    latencies: list[float] = []
    lags: list[float] = []

    async def worker(numbers: Iterator[int]) -> None:
        for number in numbers:
            begun = time.perf_counter()
            await database.write(_transaction(number))
            latencies.append(time.perf_counter() - begun)

    async def everybody(numbers: Iterator[int]) -> None:
        await asyncio.gather(*(worker(numbers) for _ in range(plan.waiting)))

    await everybody(iter(range(plan.warm)))
    latencies.clear()
    probe = asyncio.create_task(note_lags(lags))
    begun = time.perf_counter()
    await everybody(iter(range(plan.warm, plan.warm + plan.writes)))
    seconds = time.perf_counter() - begun
    probe.cancel()
    await database.close()
    return Round(seconds, latencies, lags)


async def _idle() -> list[float]:
    lags: list[float] = []
    probe = asyncio.create_task(note_lags(lags))
    await asyncio.sleep(0.3)
    probe.cancel()
    return lags


def _check(path: Path, count: int) -> None:
    """Every transaction is in the books, whole."""
    with closing(sqlite3.connect(path)) as connection:
        for table in ("audit", "outbox"):
            (found,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            if found != count:
                raise AssertionError(f"{path.name}: {found} rows in {table}, {count} were written")


FULL: Final = Plan()
TINY: Final = Plan(rounds=1, writes=100, warm=60)

BENCHMARK: Final = Benchmark(
    "write", "durable writes while others wait, beside raw sqlite3", partial(run, FULL), partial(run, TINY)
)
