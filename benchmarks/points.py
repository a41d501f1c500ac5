"""Points of a large guild: its weekly decay beside the bare statements, and who stands where.

The decay is the clock's job from asking what is due to the commit: every balance, a line in the ledger for each, the
batch, the audit chain and the announcement. Its statements that change points are recorded and replayed literally on a
copy of the same file. Standings are asked for as `/epgp standings` does, between acts that move somebody.
"""

import asyncio
import logging
import random
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final, cast

from sqlalchemy import Connection

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder, in_turns, middle_ratio, percentile
from benchmarks.replaying import Statement, copied, prepared, recording, replayed
from domain.guild import LOOT_SYSTEM
from domain.loot import System
from domain.points import Act, Change, Pool
from services.desk import Desk
from services.loot.books import Books
from services.loot.decaying import Decaying
from services.loot.standings import Standings
from storage import members, points, settings
from storage.engine import Database, writing

GUILD: Final = 772_000_000_000_000_011
FIRST: Final = 300_000_000_000_000_000
NOW: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)
_CHANGES = ("INSERT INTO point_", "UPDATE point_")


@dataclass(frozen=True, slots=True)
class Plan:
    """How many members have points, how often they decay, and how often who stands where is asked."""

    members: int = 10_000
    decays: int = 15
    asked: int = 2000


def run(plan: Plan) -> list[Figure]:
    logging.getLogger("services").setLevel(logging.WARNING)
    with folder() as place:
        start = prepared(place / "start.db")
        _furnish(start, plan)
        statements = asyncio.run(_recorded(copied(start, "recorded")))

        def raw(number: int) -> float:
            return replayed(copied(start, f"raw{number}"), statements, 0)

        def ours(number: int) -> float:
            path = copied(start, f"ours{number}")
            seconds = asyncio.run(_decayed(path))
            _check(path, plan)
            return seconds

        pairs = in_turns(plan.decays, raw, ours)
        asked = asyncio.run(_asked(copied(start, "asked"), plan))
        floor = _by_sql(start, plan)
    return [_decay_figure(plan, pairs), _standings_figure(plan, asked, floor)]


def _decay_figure(plan: Plan, pairs: Sequence[tuple[float, float]]) -> Figure:
    return Figure(
        f"decay of {plan.members:,} members (EP and GP), ours / bare statements",
        Amount(middle_ratio(pairs)),
        Amount(median(bare for bare, _ in pairs) * 1000, "ms"),
        "its statements on points, on raw sqlite3",
        Sense.AT_MOST,
        1.3,
        f"median of {plan.decays} turns with raw, the clock's job with ledger lines, log and announcement",
    )


def _standings_figure(plan: Plan, asked: Sequence[float], floor: Sequence[float]) -> Figure:
    return Figure(
        f"top 10 and own place among {plan.members:,} under EPGP",
        Amount(percentile(asked, 0.95) * 1000, "ms"),
        Amount(median(floor) * 1000, "ms"),
        "the same of DKP by SQL and its index",
        Sense.AT_MOST,
        1,
        f"95th percentile of {plan.asked}, a tenth of them right after somebody's points moved",
    )


class Now:
    """What time it is."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Recorder:
    """Stands in for the database: carries everything out on one connection that is listened to."""

    def __init__(self, path: Path) -> None:
        self.engine = writing(path)

    async def write(self, work: Any) -> Any:
        with self.engine.connect() as connection, connection.begin():
            return work(connection)

    read = write


def _desk(database: Any, clock: Now) -> Desk:
    numbers = iter(range(1, 10**9))
    return Desk(cast("Database", database), clock, lambda size: next(numbers).to_bytes(size, "big"))


def _furnish(path: Path, plan: Plan) -> None:
    """A guild under EPGP whose members were paid and charged before the week ended."""
    engine, dice = writing(path), random.Random(7)
    with engine.begin() as tx:
        members.enter_guild(tx, GUILD, NOW)
        settings.put(tx, GUILD, LOOT_SYSTEM.name, System.EPGP.value, by=None, at=NOW)
        ids = [members.ensure(tx, GUILD, FIRST + number, NOW).id for number in range(plan.members)]
        for pool in Pool:
            changes = [Change(one, pool, dice.randint(1, 10**7)) for one in ids]
            _enter(tx, f"paid:{pool}", changes)
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _enter(tx: Connection, key: str, changes: Sequence[Change]) -> None:
    batch = points.enter(tx, GUILD, Act.IMPORT, key=key, at=NOW, by=None)
    if batch is None:
        raise AssertionError(f"{key} was entered before")
    points.change(tx, GUILD, batch, changes)


async def _recorded(path: Path) -> list[list[Statement]]:
    """The statements of the decay's transaction that change points."""
    recorder = Recorder(path)
    with recording(recorder.engine) as seen:
        await _decaying(_desk(recorder, _later())).due()
    recorder.engine.dispose()
    kept = [[one for one in whole if one[0].startswith(("BEGIN", "COMMIT", *_CHANGES))] for whole in seen]
    found = [whole for whole in kept if len(whole) > 2]
    if [len(whole) for whole in found] != [2 + 1 + 2 * 2]:
        raise AssertionError(f"a decay is a batch and two statements a pool, not {found}")
    return found


def _later() -> Now:
    clock = Now()
    clock.now += timedelta(days=7)
    return clock


def _decaying(desk: Desk) -> Decaying:
    return Decaying(desk, Books(desk.entropy, Standings(desk).changed))


async def _decayed(path: Path) -> float:
    database = Database(f"sqlite:///{path}")
    await database.open()
    await database.read(members.present_guilds)
    job = _decaying(_desk(database, _later()))
    begun = time.perf_counter()
    await job.due()
    seconds = time.perf_counter() - begun
    await database.close()
    return seconds


def _check(path: Path, plan: Plan) -> None:
    """Everybody's EP and GP decayed, with a line each, and the books add up."""
    engine = writing(path)
    with engine.begin() as tx:
        (newest,) = points.recent(tx, GUILD, 1)
        lines = len(points.changes_of(tx, newest.id))
        faults = points.check(tx)
    engine.dispose()
    if newest.decay is None or lines != 2 * plan.members or faults:
        raise AssertionError(f"the decay left {lines} lines and {faults[:3]}")


async def _asked(path: Path, plan: Plan) -> list[float]:
    """Seconds for each look at the standings."""
    database = Database(f"sqlite:///{path}")
    await database.open()
    desk = _desk(database, Now())
    standings = Standings(desk)
    books, dice = Books(desk.entropy, standings.changed), random.Random(8)
    ids = await database.read(lambda tx: sorted(points.balances(tx, GUILD, Pool.EP)))
    await standings.table(GUILD, System.EPGP, offset=0, count=10, viewer=ids[0])
    seconds: list[float] = []
    for number in range(plan.asked):
        if number % 10 == 0:
            change = Change(dice.choice(ids), Pool.EP, dice.randint(1, 1000))
            key = f"asked:{number}"
            await database.write(
                lambda tx, key=key, change=change: books.enter(tx, GUILD, Act.AWARD, [change], key=key, at=NOW, by=None)
            )
        begun = time.perf_counter()
        table = await standings.table(GUILD, System.EPGP, offset=0, count=10, viewer=dice.choice(ids))
        seconds.append(time.perf_counter() - begun)
        if len(table.places) != 10 or table.mine is None or table.total != plan.members:
            raise AssertionError(f"the standings are {table}")
    await database.close()
    return seconds


def _by_sql(path: Path, plan: Plan) -> list[float]:
    """What two statements take that have an index made for them."""
    mine = f"guild_id = {GUILD} AND pool = 'dkp'"
    seconds: list[float] = []
    with closing(sqlite3.connect(path)) as raw:
        ids = [row[0] for row in raw.execute(f"SELECT member_id FROM point_balances WHERE {mine}")]
        for number in range(min(plan.asked, 200)):
            begun = time.perf_counter()
            raw.execute(f"SELECT * FROM point_balances WHERE {mine} ORDER BY balance DESC LIMIT 10").fetchall()
            own = "SELECT balance FROM point_balances WHERE pool = 'dkp' AND member_id = ?"
            raw.execute(
                f"SELECT count(*) FROM point_balances WHERE {mine} AND balance > ({own})", [ids[number * 37 % len(ids)]]
            ).fetchall()
            seconds.append(time.perf_counter() - begun)
    return seconds


FULL: Final = Plan()
TINY: Final = Plan(members=60, decays=1, asked=20)

BENCHMARK: Final = Benchmark(
    "points", "a large guild's decay, and who stands where", partial(run, FULL), partial(run, TINY)
)
