"""Pots: joining one while others wait, beside the same statements on raw sqlite3, and settling a large one.

A join is the real service call: who is acting, what the guild set, every check of the rules, the stake, the ledger, the
audit chain, the outbox and the panels. Its statements are recorded and replayed literally on a copy of the same file.
A settling is the tick of the draws from the moment the round is out, with the beacon in this process: the entries are
read, the proof is made and verified, and once more in the transaction that pays.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeVar, cast

from sqlalchemy import Connection

from benchmarks.figures import Amount, Benchmark, Figure, Sense
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
from clients.outside import Outside
from domain.credit import Credit
from domain.guild import ANNOUNCEMENTS
from domain.ledger import MINT, Act, move, wallet
from domain.notices import Notice
from domain.people import Actor
from domain.pot_settings import PotState
from domain.pots import Pot, Terms
from fairness.checks import DISCORD_EPOCH
from fairness.local_beacon import LocalBeacon
from services.desk import Desk
from services.guildhall import Guildhall
from services.notices import Posted
from services.pots.making import Asked
from storage import ledger, members, pots, settings
from storage.engine import Database, writing

GUILD: Final = 772_000_000_000_000_009
CHANNEL: Final = GUILD + 1
FIRST: Final = 300_000_000_000_000_000
NOW: Final = datetime(2026, 11, 20, 6, tzinfo=UTC)
BEACON: Final = LocalBeacon.started(b"benchmarks", genesis=int(NOW.timestamp()) - 3000)
LEADER: Final = Actor(GUILD, FIRST, frozenset(), manages_guild=True)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds; joins a round, joins before it that do not count, people and tasks that wait; and how large a pot."""

    rounds: int = 5
    joins: int = 1500
    warm: int = 200
    people: int = 1000
    waiting: int = 50
    settlings: int = 5
    entrants: int = 1000
    tickets: int = 100


def run(plan: Plan) -> list[Figure]:
    logging.getLogger("services").setLevel(logging.WARNING)
    with folder() as place:
        start = prepared(place / "start.db")
        pot = asyncio.run(_furnished(start, plan))
        _flushed(start)
        joins = asyncio.run(_recorded(copied(start, "recorded"), pot, plan))

        def raw(number: int) -> float:
            return replayed(copied(start, f"raw{number}"), joins, plan.warm)

        def ours(number: int) -> Round:
            return asyncio.run(_joined(copied(start, f"ours{number}"), pot, plan))

        idle = asyncio.run(idle_lags())
        pairs = in_turns(plan.rounds, raw, ours)
        for name in ("raw0.db", "ours0.db"):
            _check(place / name, plan.warm + plan.joins)
        settled = asyncio.run(_settled(copied(prepared(place / "empty.db"), "settling"), plan))
    joining = figures("joining a pot", pairs, idle, count=plan.joins, waiting=plan.waiting, lag=10)
    return [*joining, _settling(plan, settled)]


def _settling(plan: Plan, settled: Sequence[tuple[float, float]]) -> Figure:
    return Figure(
        f"settling a pot of {plan.entrants} people and {plan.entrants * plan.tickets} tickets",
        Amount(median(seconds for seconds, _ in settled), "s"),
        Amount(median(floor for _, floor in settled) * 1000, "ms"),
        "reading its entries and one commit",
        Sense.AT_MOST,
        0.5,
        f"median of {plan.settlings}, from the round on",
    )


class Now:
    """What time it is."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Relays:
    """The beacon, in this process."""

    chain = BEACON.chain
    urls = ()

    async def signature(self, round_: int) -> bytes:
        return BEACON.sign(round_)

    async def close(self) -> None:
        """Nothing to let go of."""


class PostOffice:
    """Takes every post; its ids carry the clock's time."""

    def __init__(self, clock: Now) -> None:
        self._clock = clock
        self._count = 0

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        self._count += 1
        return Posted(channel_id, ((int(self._clock().timestamp() * 1000) - DISCORD_EPOCH) << 22) + self._count)

    async def hook(self, notice: Notice, url: str) -> Posted:
        raise AssertionError(url)


def _hall(database: Any, clock: Now) -> Guildhall:
    numbers = iter(range(1, 10**9))
    desk = Desk(cast("Database", database), clock, lambda size: next(numbers).to_bytes(size, "big"))
    hall = Guildhall(desk, Outside(_nobody, _nobody, lambda: cast(Any, Relays())), lambda: b"benchmarks")
    hall.notices.courier = PostOffice(clock)
    return hall


def _nobody() -> Any:
    raise AssertionError("nobody else is asked")


def _member(number: int) -> Actor:
    return Actor(GUILD, FIRST + 1 + number, frozenset({5, 6, 7}), manages_guild=False)


async def _furnished(path: Path, plan: Plan) -> Pot:
    """People with credits, and a pot that has room for all of them; returns the pot."""
    database = Database(f"sqlite:///{path}")
    await database.open()
    hall = _hall(database, Now())

    def furnish(tx: Connection) -> None:
        settings.put(tx, GUILD, ANNOUNCEMENTS.name, CHANNEL, by=None, at=NOW)
        settings.put(tx, GUILD, "pot.joins_per_minute", 100, by=None, at=NOW)
        _enrich(tx, plan.people)

    await database.write(furnish)
    asked = Asked("The large one", 1, 1_000_000, 500_000, "in 3 days", repeat=False)
    pot = await hall.pots.making.create(LEADER, asked, CHANNEL, _rules)
    await hall.notices.deliver()
    await hall.panels.hang(GUILD, "pot", pot.id, channel_id=CHANNEL, message_id=1)
    await database.close()
    return pot


def _enrich(tx: Connection, people: int) -> None:
    for number in range(people):
        member = members.ensure(tx, GUILD, _member(number).user_id, NOW)
        gift = move(Act.GRANT, Credit.CREDIT, 10**6, source=MINT, target=wallet(member.id))
        ledger.post(tx, GUILD, gift, key=f"gift:{number}", at=NOW)


def _rules(terms: Terms) -> str:
    return terms.name


def _flushed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Recorder:
    """Stands in for the database: carries out each transaction alone, on a connection that is listened to."""

    def __init__(self, path: Path) -> None:
        self.engine = writing(path)

    async def write(self, work: Any) -> Any:
        with self.engine.connect() as connection, connection.begin():
            return work(connection)


async def _recorded(path: Path, pot: Pot, plan: Plan) -> list[list[Statement]]:
    recorder = Recorder(path)
    hall = _hall(recorder, Now())
    with recording(recorder.engine) as seen:
        for number in range(plan.warm + plan.joins):
            await _join(hall, pot, number, plan)
    recorder.engine.dispose()
    return seen


async def _join(hall: Guildhall, pot: Pot, number: int, plan: Plan) -> None:
    await hall.pots.joining.buy(_member(number * 7 % plan.people), pot.id, 1 + number % 5, f"key{number}")


async def _joined(path: Path, pot: Pot, plan: Plan) -> Round:
    database = Database(f"sqlite:///{path}")
    await database.open()
    hall = _hall(database, Now())
    done = await carried_out(
        lambda number: _join(hall, pot, number, plan), warm=plan.warm, count=plan.joins, waiting=plan.waiting
    )
    await hall.close()
    await database.close()
    return done


async def _settled(path: Path, plan: Plan) -> list[tuple[float, float]]:
    """Seconds for settling, and for what no settling can do without, one pair a pot."""
    database = Database(f"sqlite:///{path}")
    await database.open()
    clock = Now()
    hall = _hall(database, clock)
    await database.write(lambda tx: _enrich(tx, plan.entrants))
    pairs = [await _settle_one(database, hall, clock, plan) for _ in range(plan.settlings + 1)]
    await hall.close()
    await database.close()
    return pairs[1:]  # what is built once and kept is not part of it


async def _settle_one(database: Database, hall: Guildhall, clock: Now, plan: Plan) -> tuple[float, float]:
    total = plan.entrants * plan.tickets
    asked = Asked("The large one", 1, total, plan.tickets, "in 3 days", repeat=False)
    pot = await hall.pots.making.create(LEADER, asked, CHANNEL, _rules)
    buying = (hall.pots.joining.buy(_member(one), pot.id, plan.tickets, "key") for one in range(plan.entrants))
    await asyncio.gather(*buying)
    await hall.pots.closing.post()
    clock.now += timedelta(minutes=2)
    begun = time.perf_counter()
    await hall.draws.due()
    seconds = time.perf_counter() - begun
    stands = await database.read(lambda tx: pots.find(tx, GUILD, pot.id))
    if stands is None or stands.state is not PotState.SETTLED or stands.payout != total:
        raise AssertionError(f"the pot is not settled: {stands}")
    begun = time.perf_counter()
    await hall.draws.entry_list(GUILD, pot.draw_id)
    await database.write(lambda tx: members.ensure(tx, GUILD, FIRST, clock.now))
    return seconds, time.perf_counter() - begun


def _check(path: Path, count: int) -> None:
    """Every join is in the books, whole."""
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM pot_stakes").fetchone()
        (sold,) = connection.execute("SELECT sum(tickets) - (SELECT max(sold) FROM pots) FROM pot_stakes").fetchone()
    if found != count or sold:
        raise AssertionError(f"{path.name}: {found} stakes, {count} were bought; {sold} tickets differ")


FULL: Final = Plan()
TINY: Final = Plan(rounds=1, joins=100, warm=60, people=100, settlings=1, entrants=20, tickets=5)

BENCHMARK: Final = Benchmark(
    "pot",
    "joining a pot while others wait, beside raw sqlite3; settling a large one",
    partial(run, FULL),
    partial(run, TINY),
)
