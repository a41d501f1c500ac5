"""A board over a clan's year: how long it takes, and how large the file is.

The board is the fullest there is, total experience over thirty days: everybody gained some. Its transaction is timed
by itself on the writer's connection, as a synchronous function, and as people wait for it, `await gains.board(…)`
through the reader; the floor is its own statements on raw sqlite3. The pages are warm.
"""

import asyncio
import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final, cast

from sqlalchemy import Connection, event

from benchmarks import year
from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder
from domain.windows import Window
from services.clan.gains import Board, Gains
from services.desk import Desk
from storage import migrations
from storage.engine import Database, T, Work, writing

METRIC: Final = "total_xp"
WINDOW: Final = 30  # days


@dataclass(frozen=True, slots=True)
class Plan:
    """The clan and its history, how much of it is written as a row per metric, turns and readings in each."""

    characters: int = 500
    days: int = 365
    sample: int = 20
    turns: int = 20
    readings: int = 10


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the fastest reading of one turn."""

    raw: float
    work: float
    whole: float


class Straight:
    """A database whose reads run here and now on one connection, as a transaction on the writer does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def read(self, work: Work[T]) -> T:
        """What `work` returns."""
        with self._connection.begin():
            return work(self._connection)


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        clan = year.write(place / "clan.db", plan.characters, plan.days)
        times = asyncio.run(_timed(plan, clan))
        return [*_speed(plan, times), _size(place, plan, clan)]


def _speed(plan: Plan, times: list[Times]) -> list[Figure]:
    what = f"board of one metric, {WINDOW} d, {plan.characters} characters, {plan.days} days"
    raw = Amount(median(one.raw for one in times) * 1000, "ms")
    how = f"median of {plan.turns} turns, of each the best of {plan.readings}, pages warm"
    return [
        Figure(
            f"{what}: its transaction",
            Amount(median(one.work for one in times) * 1000, "ms"),
            raw,
            "its statements on raw sqlite3",
            Sense.AT_MOST,
            2,
            f"{how}, the synchronous function on the writer's connection",
        ),
        Figure(
            f"{what}: await gains.board(…)",
            Amount(median(one.whole for one in times) * 1000, "ms"),
            raw,
            "its statements on raw sqlite3",
            Sense.AT_MOST,
            2,
            f"{how}, through the reader and the event loop",
        ),
    ]


def _size(place: Path, plan: Plan, clan: year.Year) -> Figure:
    migrations.upgrade(f"sqlite:///{place / 'empty.db'}")
    empty = (place / "empty.db").stat().st_size
    sample = year.write(place / "every.db", plan.sample, plan.days, every=True)
    whole = empty + (sample.size - empty) * plan.characters / plan.sample
    a_day = clan.changes / plan.characters / (plan.days - 1)
    return Figure(
        f"size of {plan.days} days of {plan.characters} characters / a row per metric",
        Amount(clan.size / whole),
        Amount(whole / 1e6, "MB"),
        "a row per metric and day",
        Sense.AT_MOST,
        0.1,
        f"one file of {clan.size / 1e6:.1f} MB with {a_day:.1f} changed values a character and day; the floor has the "
        f"same tables with every value every day, {plan.sample} characters of it written and scaled up",
    )


async def _timed(plan: Plan, clan: year.Year) -> list[Times]:
    engine = writing(clan.path)
    db = Database(f"sqlite:///{clan.path}")
    await db.open()
    with engine.connect() as connection, closing(sqlite3.connect(clan.path)) as raw:
        raw.execute("PRAGMA cache_size=-16000")
        straight = Gains(Desk(cast(Database, Straight(connection)), lambda: year.NOW, os.urandom))
        whole = Gains(Desk(db, lambda: year.NOW, os.urandom))
        statements = await _recorded(connection, straight)
        for one in (straight, whole):
            _check(await _board(one), clan)
        times = [
            Times(
                raw=min(_clocked(raw, statements) for _ in range(plan.readings)),
                work=min([await _waited(straight) for _ in range(plan.readings)]),
                whole=min([await _waited(whole) for _ in range(plan.readings)]),
            )
            for _ in range(plan.turns)
        ]
    engine.dispose()
    await db.close()
    return times


async def _board(gains: Gains) -> Board:
    return await gains.board(year.GUILD, METRIC, Window.THIRTY_DAYS, 1)


async def _recorded(connection: Connection, gains: Gains) -> list[tuple[str, Any]]:
    """What one board asks the driver, without its BEGIN."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        seen.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    await _board(gains)
    event.remove(connection, "before_cursor_execute", note)
    return [one for one in seen if one[0].startswith("SELECT")]


def _check(board: Board, clan: year.Year) -> None:
    """The board says what was written."""
    start = -1 - WINDOW if len(clan.overall[0]) > WINDOW else 0
    gained = sorted((days[-1] - days[start] for days in clan.overall), reverse=True)
    shown = [row.value for row in board.page.rows]
    if shown != gained[: len(shown)] or board.total != sum(map(bool, gained)):
        raise AssertionError(f"the board shows {shown}, written was {gained[:10]}")


def _clocked(raw: sqlite3.Connection, statements: Sequence[tuple[str, Any]]) -> float:
    begun = time.perf_counter()
    for statement, parameters in statements:
        raw.execute(statement, parameters).fetchall()
    return time.perf_counter() - begun


async def _waited(gains: Gains) -> float:
    begun = time.perf_counter()
    await _board(gains)
    return time.perf_counter() - begun


FULL: Final = Plan()
TINY: Final = Plan(characters=20, days=40, sample=5, turns=2, readings=2)

BENCHMARK: Final = Benchmark(
    "board", "a board over a clan's year, and the year's size", partial(run, FULL), partial(run, TINY)
)
