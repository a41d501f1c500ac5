"""Transactions beside raw sqlite3: their statements recorded, and replayed literally on a copy of the same file."""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import Awaitable, Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any, cast

from sqlalchemy import Engine, event

from benchmarks.figures import Amount, Figure, Sense
from benchmarks.measuring import middle_ratio, note_lags, percentile
from storage import migrations

Statement = tuple[str, Any]


def prepared(path: Path) -> Path:
    """A fresh database, all of it in one file."""
    migrations.upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def copied(start: Path, name: str) -> Path:
    """A copy of that file beside it."""
    return Path(shutil.copy(start, start.with_name(f"{name}.db")))


@contextmanager
def recording(engine: Engine) -> Generator[list[list[Statement]]]:
    """What goes to the driver, each transaction from its BEGIN to its COMMIT."""
    seen: list[list[Statement]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("BEGIN"):
            seen.append([])
        seen[-1].append((statement, parameters))

    def end(_connection: object) -> None:
        seen[-1].append(("COMMIT", ()))

    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "commit", end)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
    event.remove(engine, "commit", end)


def replayed(path: Path, transactions: Sequence[Sequence[Statement]], warm: int) -> float:
    """Seconds on raw sqlite3, one transaction after the other; the first `warm` do not count."""
    with closing(sqlite3.connect(path, isolation_level=None, cached_statements=512)) as raw:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            raw.execute(f"PRAGMA {pragma}")
        for statement, parameters in chain.from_iterable(transactions[:warm]):
            _carry_out(raw, statement, parameters)
        begun = time.perf_counter()
        for statement, parameters in chain.from_iterable(transactions[warm:]):
            _carry_out(raw, statement, parameters)
        return time.perf_counter() - begun


def _carry_out(raw: sqlite3.Connection, statement: str, parameters: Any) -> None:
    if isinstance(parameters, list):  # several rows at once
        raw.executemany(statement, cast("list[Any]", parameters))
    else:
        raw.execute(statement, parameters).fetchall()


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of ours took: seconds in all, per act, and by which the loop was late."""

    seconds: float
    latencies: list[float]
    lags: list[float]


async def carried_out(act: Callable[[int], Awaitable[object]], *, warm: int, count: int, waiting: int) -> Round:
    """Carry out so many acts by number with so many tasks that wait; the first `warm` do not count."""
    latencies: list[float] = []
    lags: list[float] = []

    async def worker(numbers: Iterator[int]) -> None:
        for number in numbers:
            begun = time.perf_counter()
            await act(number)
            latencies.append(time.perf_counter() - begun)

    async def everybody(numbers: Iterator[int]) -> None:
        await asyncio.gather(*(worker(numbers) for _ in range(waiting)))

    await everybody(iter(range(warm)))
    latencies.clear()
    probe = asyncio.create_task(note_lags(lags))
    begun = time.perf_counter()
    await everybody(iter(range(warm, warm + count)))
    seconds = time.perf_counter() - begun
    probe.cancel()
    return Round(seconds, latencies, lags)


def figures(
    what: str, pairs: Sequence[tuple[float, Round]], idle: Sequence[float], *, count: int, waiting: int, lag: float
) -> list[Figure]:
    """Ours beside raw sqlite3, its latency, and the loop's lag meanwhile, of which `lag` ms are allowed."""
    rounds = [mine for _, mine in pairs]
    middle = f"median of {len(pairs)} rounds of {count}"
    p50 = median(percentile(one.latencies, 0.5) for one in rounds)
    return [
        Figure(
            f"{what}, {waiting} waiting / raw sqlite3 serially",
            Amount(1 / middle_ratio([(theirs, mine.seconds) for theirs, mine in pairs])),
            Amount(count / median(theirs for theirs, _ in pairs), "/s"),
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
            lag,
            middle,
        ),
    ]


async def idle_lags() -> list[float]:
    """By how late an event loop is that has nothing to do."""
    lags: list[float] = []
    probe = asyncio.create_task(note_lags(lags))
    await asyncio.sleep(0.3)
    probe.cancel()
    return lags
