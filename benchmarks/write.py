"""A durable write with 50 tasks waiting, beside the same statements on raw sqlite3, one transaction after the other.

The transaction is an ordinary one of this house: who is acting and may they, a setting, a row of the audit chain, a
notice in the outbox. Its statements and parameters are recorded through SQLAlchemy and replayed literally on a copy
of the same file, so both do the same work: WAL, `synchronous=FULL`, `BEGIN IMMEDIATE`, every row fetched.
"""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from benchmarks.figures import Benchmark, Figure
from benchmarks.measuring import folder, in_turns
from benchmarks.replaying import (
    Round,
    Statement,
    carried_out,
    copied,
    figures,
    idle_lags,
    prepared,
    recording,
    replayed,
)
from domain.guild import TIMEZONE
from domain.people import Actor, Rank
from services import access
from storage import audit, notices, settings
from storage.engine import Database, Work, writing

GUILD: Final = 772_000_000_000_000_001
NOW: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rounds, transactions a round, transactions before it that do not count, and tasks that wait."""

    rounds: int = 7
    writes: int = 1500
    warm: int = 200
    waiting: int = 50


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        start = prepared(place / "start.db")
        transactions = _recorded(copied(start, "recorded"), plan.warm + plan.writes)

        def raw(number: int) -> float:
            return replayed(copied(start, f"raw{number}"), transactions, plan.warm)

        def ours(number: int) -> Round:
            return asyncio.run(_written(copied(start, f"ours{number}"), plan))

        idle = asyncio.run(idle_lags())
        pairs = in_turns(plan.rounds, raw, ours)
        for name in ("raw0.db", "ours0.db"):
            _check(place / name, plan.warm + plan.writes)
    return figures("durable write", pairs, idle, count=plan.writes, waiting=plan.waiting, lag=5)


def _transaction(number: int) -> Work[None]:
    def work(tx: Connection) -> None:
        actor = Actor(GUILD, 100 + number % 50, frozenset({7}), manages_guild=True)
        member = access.enter(tx, actor, Rank.OFFICER, NOW)
        settings.put(tx, GUILD, TIMEZONE.name, f"Etc/{number}", by=member.id, at=NOW)
        facts = {"setting": TIMEZONE.name, "before": f"Etc/{number - 1}", "after": f"Etc/{number}"}
        audit.append(tx, GUILD, "settings.set", actor=member.id, at=NOW, facts=facts)
        notices.put(tx, GUILD, "clan.snapshot_complete", key=f"run:{number}", facts={"run": number}, now=NOW)

    return work


def _recorded(path: Path, count: int) -> list[list[Statement]]:
    engine = writing(path)
    with recording(engine) as seen, engine.connect() as connection:
        for number in range(count):
            with connection.begin():
                _transaction(number)(connection)
    engine.dispose()
    return seen


async def _written(path: Path, plan: Plan) -> Round:
    database = Database(f"sqlite:///{path}")
    await database.open()
    done = await carried_out(
        lambda number: database.write(_transaction(number)), warm=plan.warm, count=plan.writes, waiting=plan.waiting
    )
    await database.close()
    return done


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
