"""A contest over a large clan: how long a recount takes, and how long people wait from the lock to the winner.

The recount judges every character by five rules of five types over thirty days of a clan's year, and keeps each entry
with today's evidence; it is timed on the writer's connection, as one transaction without its commit, beside its own
statements on raw sqlite3. The draw runs through the house's own services with a beacon on this machine; its clock is
the machine's, in the small size a faster one.
"""

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import Connection, event

from benchmarks import year
from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder
from clients.beacon import Relays
from clients.outside import Outside
from domain.contest_settings import RuleType
from domain.contests import Contest, ContestState
from domain.draws import DrawState
from domain.notices import Notice
from fairness.local_beacon import LocalBeacon
from fairness.protocol import Claim, Kind
from playground.beacon import DemoBeacon
from services.contests import counting
from services.desk import Desk
from services.draws import Plan as DrawPlan
from services.guildhall import Guildhall
from services.notices import Posted
from storage import characters, contests, draws, members, migrations
from storage.engine import Database, writing

RULES: Final = (
    (RuleType.TOTAL_XP, 1_220_000, ()),
    (RuleType.SKILL_XP, 390_000, ("slayer", "agility")),
    (RuleType.LEVELS, 3, ()),
    (RuleType.BOSS_KC, 5_700_000, ()),
    (RuleType.CLUES, 360_000, ("hard", "elite")),
)
"""Amounts that one in five reaches in a year made up of random numbers: about as many entries as characters."""

_CHANNEL: Final = 5
_DISCORD: Final = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """The clan and its history, how often it is counted, and how many times faster than the machine's the clock is."""

    characters: int = 500
    days: int = 365
    span: int = 30
    least: int = 400
    turns: int = 20
    faster: float = 1.0


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        return [_recount(place, plan), asyncio.run(_ceremony(place, plan))]


def _recount(place: Path, plan: Plan) -> Figure:
    clan = year.write(place / "clan.db", plan.characters, plan.days)
    engine = writing(clan.path)
    with engine.connect() as connection, closing(sqlite3.connect(clan.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size=-16000")
        with connection.begin():
            contest = _contest(connection, plan)
            changes = _count(connection, contest)
        if len(changes.added) < plan.least:
            raise AssertionError(f"only {len(changes.added)} entries were earned: the recount would prove nothing")
        statements = _recorded(connection, contest)
        pairs = [(_clocked(raw, statements), _waited(connection, contest)) for _ in range(plan.turns)]
    engine.dispose()
    return Figure(
        f"recount of {len(RULES)} rules over {plan.characters} characters, {plan.span} d",
        Amount(median(ours for _, ours in pairs) * 1000, "ms"),
        Amount(median(floor for floor, _ in pairs) * 1000, "ms"),
        "its statements on raw sqlite3",
        Sense.AT_MOST,
        50,
        f"median of {plan.turns} turns with {len(changes.added)} entries kept, {plan.days} days of data, pages warm",
    )


def _contest(tx: Connection, plan: Plan) -> Contest:
    members.enter_guild(tx, year.GUILD, year.NOW)
    leader = members.ensure(tx, year.GUILD, 1, year.NOW)
    begins = year.NOW - timedelta(days=plan.span)
    ends = year.NOW + timedelta(days=1)
    draft = Contest(0, year.GUILD, "A month", "Glory", ContestState.DRAFT, begins, ends, 1, ())
    contest_id = contests.create(tx, draft, by=leader.id, now=begins)
    for kind, amount, targets in RULES:
        slugs = [f"clue_scrolls_{one}" for one in targets] if kind is RuleType.CLUES else targets
        contests.add_rule(tx, contest_id, kind, amount, slugs)
    counting.enlist(tx, contest_id, characters.roster(tx, year.GUILD), late=False)
    contest = contests.by_id(tx, year.GUILD, contest_id)
    assert contest is not None
    return contest


def _count(tx: Connection, contest: Contest) -> Any:
    return counting.count_again(tx, contest, year.NOW, by=None, why="benchmark")


def _waited(connection: Connection, contest: Contest) -> float:
    with connection.begin() as transaction:
        begun = time.perf_counter()
        _count(connection, contest)
        seconds = time.perf_counter() - begun
        transaction.rollback()
    return seconds


def _recorded(connection: Connection, contest: Contest) -> list[tuple[str, Any, bool]]:
    """What one recount asks the driver, without its BEGIN."""
    seen: list[tuple[str, Any, bool]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, _: object, many: bool) -> None:  # noqa: FBT001 - as SQLAlchemy calls it
        seen.append((statement, parameters, many))

    event.listen(connection, "before_cursor_execute", note)
    _waited(connection, contest)
    event.remove(connection, "before_cursor_execute", note)
    return [one for one in seen if not one[0].startswith("BEGIN")]


def _clocked(raw: sqlite3.Connection, statements: Sequence[tuple[str, Any, bool]]) -> float:
    raw.execute("BEGIN IMMEDIATE")
    begun = time.perf_counter()
    for statement, parameters, many in statements:
        if many:
            raw.executemany(statement, parameters)
        else:
            raw.execute(statement, parameters).fetchall()
    seconds = time.perf_counter() - begun
    raw.execute("ROLLBACK")
    return seconds


class _Courier:
    """A Discord that takes every post at once."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        milliseconds = int((self._clock() - _DISCORD).total_seconds() * 1000)
        return Posted(channel_id, (milliseconds << 22) + notice.id)

    async def hook(self, notice: Notice, url: str) -> Posted:
        raise AssertionError("nothing goes to a webhook here")


async def _ceremony(place: Path, plan: Plan) -> Figure:
    address = f"sqlite:///{place / 'draw.db'}"
    migrations.upgrade(address)
    db = Database(address)
    await db.open()
    begun = datetime.now(UTC)

    def clock() -> datetime:
        return begun + (datetime.now(UTC) - begun) * plan.faster

    local = LocalBeacon.started(b"benchmark", int(begun.timestamp()) - 86_400)
    async with DemoBeacon(local, clock=clock) as beacon:
        outside = Outside(_nobody, _nobody, lambda: Relays([beacon.url], local.chain, "benchmark", clock=clock))
        hall = Guildhall(Desk(db, clock, os.urandom), outside, lambda: b"benchmark")
        hall.notices.courier = _Courier(clock)
        seconds, least = await _drawn(hall, plan)
        await hall.close()
    await db.close()
    return Figure(
        "lock to result, with the beacon",
        Amount(seconds, "s"),
        Amount(least, "s"),
        "what the protocol itself waits for its round",
        Sense.AT_MOST,
        45,
        "one draw among 500 entries, called at once after the lock; the clock's ticks as in the scheduler",
    )


def _nobody() -> Any:
    raise AssertionError("the draw asked for more than the beacon")


async def _drawn(hall: Guildhall, plan: Plan) -> tuple[float, float]:
    """Seconds from the lock to the result, and of these the round's own."""
    db, now = hall.desk.db, hall.desk.clock
    ask = DrawPlan(Kind.CONTEST, "A month", now(), 1, "rules", _CHANNEL)
    record = await db.write(lambda tx: hall.draws.steps.commit(tx, year.GUILD, ask, by=None, now=now()))
    await hall.notices.deliver()
    locked_at = now()
    claims = [Claim(f"discord:{100 + one}", 1, "evidence") for one in range(500)]
    await db.write(lambda tx: hall.draws.steps.lock(tx, record.id, claims, {}, now()))
    await hall.notices.deliver()
    called = await db.write(lambda tx: hall.draws.steps.call(tx, record.id, by=None, now=now()))
    await hall.notices.deliver()
    assert called.call is not None
    while (await db.read(lambda tx: draws.by_id(tx, record.id))).state is not DrawState.SETTLED:
        await asyncio.sleep(1 / plan.faster)
        await hall.draws.due()
    least = hall.draws.chain.time(called.call.round) - called.call.called_at / 1000
    return (now() - locked_at).total_seconds(), least


FULL: Final = Plan()
TINY: Final = Plan(characters=20, days=40, least=1, turns=2, faster=20.0)

BENCHMARK: Final = Benchmark(
    "contest", "a recount over a large clan, and the wait for a winner", partial(run, FULL), partial(run, TINY)
)
