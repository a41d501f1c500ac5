"""Awarding what a council decided, with its card of 40 candidates, beside the same statements on raw sqlite3.

An award is the real service call: who is acting, the proposal that was shown, everything that speaks for every
candidate, the guarded change of state, points, audit chain, item, frozen card, announcement and panels. Its statements
are recorded and replayed literally on a copy of the same file.
"""

import asyncio
import json
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Connection

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder, in_turns, middle_ratio, percentile
from benchmarks.replaying import Round, Statement, carried_out, copied, prepared, recording, replayed
from domain.decisions import Answer, Decision, Drop, Rules, Vote
from domain.guild import LOOT_SYSTEM
from domain.loot import DECISION_PANEL, Response, Slot, System, Transparency
from domain.people import Actor
from domain.points import Act, Change, Pool
from services.desk import Desk
from services.draws import Draws
from services.loot.books import Books
from services.loot.council.awarding import Awarding, Wish
from services.loot.rolls import Rolls
from services.telling import Telling
from storage import ballots, decisions, members, panels, settings
from storage.ballots import Part
from storage.engine import Database, writing

GUILD: Final = 772_000_000_000_000_012
CHANNEL: Final = GUILD + 1
FIRST: Final = 300_000_000_000_000_000
NOW: Final = datetime(2026, 11, 20, 20, tzinfo=UTC)
LEADER: Final = Actor(GUILD, FIRST, frozenset(), manages_guild=True)
_VOTED_ON: Final = 5
"""How many candidates each officer votes on: the likely ones."""

_WISHES: Final = (Response.BIS, Response.UPGRADE, Response.MINOR, Response.OFFSPEC)


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds; awards a round, and before it that do not count; candidates and officers of each; tasks that wait."""

    rounds: int = 5
    awards: int = 150
    warm: int = 30
    candidates: int = 40
    officers: int = 5
    waiting: int = 50


def run(plan: Plan) -> list[Figure]:
    logging.getLogger("services").setLevel(logging.WARNING)
    with folder() as place:
        start = prepared(place / "start.db")
        drafts = asyncio.run(_furnished(start, plan))
        statements = asyncio.run(_recorded(copied(start, "recorded"), drafts))

        def raw(number: int) -> float:
            return replayed(copied(start, f"raw{number}"), statements, plan.warm)

        def ours(number: int) -> Round:
            return asyncio.run(_awarded(copied(start, f"ours{number}"), drafts, plan))

        pairs = in_turns(plan.rounds, raw, ours)
        for name in ("raw0.db", "ours0.db"):
            _check(place / name, plan)
    return _figures(plan, pairs)


def _figures(plan: Plan, pairs: Sequence[tuple[float, Round]]) -> list[Figure]:
    middle = f"median of {len(pairs)} rounds of {plan.awards}, {plan.waiting} waiting"
    slowest = max(percentile(one.latencies, 0.5) for _, one in pairs)
    return [
        Figure(
            f"an award with its card of {plan.candidates} candidates / raw statements",
            Amount(1 / middle_ratio([(theirs, mine.seconds) for theirs, mine in pairs])),
            Amount(plan.awards / max(theirs for theirs, _ in pairs), "/s"),
            "the same statements on raw sqlite3",
            Sense.AT_LEAST,
            0.40,
            f"{middle}, in turns with raw; p50 {slowest * 1000:.1f} ms",
        )
    ]


def _awarding(database: Any) -> Awarding:
    numbers = iter(range(1, 10**9))
    desk = Desk(cast("Database", database), lambda: NOW, lambda size: next(numbers).to_bytes(size, "big"))
    books = Books(desk.entropy, _told_nobody)
    return Awarding(desk, books, Rolls(desk, cast("Draws", _NoDraws())), Telling(_nothing))


class _NoDraws:
    """Nothing is rolled here."""

    def when_settled(self, kind: object, follow: object) -> None:
        """Nothing follows."""

    def when_silent(self, kind: object, follow: object) -> None:
        """Nothing follows."""


def _told_nobody(_guild_id: int, _touched: frozenset[int] | None) -> None:
    """Nobody keeps standings here."""


async def _nothing() -> None:
    """Nothing is delivered."""


def _rules(decision: Decision, people: int) -> str:
    raise AssertionError(f"{decision.id} is not rolled among {people}")


async def _furnished(path: Path, plan: Plan) -> list[int]:
    """Decisions with answers and votes, and the proposal of an award of each; returns the proposals' numbers."""
    database = Database(f"sqlite:///{path}")
    await database.open()
    numbers = await database.write(lambda tx: _decisions(tx, plan))
    awarding, found = _awarding(database), list[int]()
    for decision_id, winner in numbers:
        proposal = await awarding.propose(LEADER, decision_id, Wish("last piece", None, winner))
        assert proposal.draft is not None
        found.append(proposal.draft)
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return found


def _decisions(tx: Connection, plan: Plan) -> list[tuple[int, int]]:
    settings.put(tx, GUILD, LOOT_SYSTEM.name, System.EPGP.value, by=None, at=NOW)
    people = [members.ensure(tx, GUILD, FIRST + one, NOW).id for one in range(plan.candidates + plan.officers)]
    raiders, officers = people[: plan.candidates], people[plan.candidates :]
    changes = [Change(one, pool, (100 + one) * 100) for one in raiders for pool in (Pool.EP, Pool.GP)]
    books = Books(bytes, _told_nobody)
    books.enter(tx, GUILD, Act.AWARD, changes, key="gift", at=NOW, by=None)
    rules = Rules(
        NOW + timedelta(minutes=5), System.EPGP, Transparency.COUNCIL, self_vote=False, quorum=3, recent_days=30
    )
    return [_decision(tx, number, rules, raiders, officers) for number in range(plan.warm + plan.awards)]


def _decision(
    tx: Connection, number: int, rules: Rules, raiders: Sequence[int], officers: Sequence[int]
) -> tuple[int, int]:
    drop = Drop(f"Blade {number}", slot=Slot.ONE_HAND, boss="Vexie")
    decision_id = decisions.open_decision(
        tx, GUILD, drop, rules, anyone=False, raid_id=None, channel_id=CHANNEL, by=raiders[0], now=NOW
    )
    ballots.ask(tx, decision_id, Part.RAIDER, raiders)
    ballots.ask(tx, decision_id, Part.COUNCIL, officers)
    for place, one in enumerate(raiders):
        note = "the last piece of my set, and two raids without anything"
        ballots.answer(tx, decision_id, Answer(one, _WISHES[place % 4], note, NOW, late=False))
    winner, *others = [raiders[(number + place) % len(raiders)] for place in range(_VOTED_ON)]
    for officer in officers:
        ballots.vote(tx, decision_id, Vote(officer, winner, approve=True), NOW)
        for one in others:
            ballots.vote(tx, decision_id, Vote(officer, one, approve=officer == officers[0]), NOW)
    panels.hang(tx, GUILD, DECISION_PANEL, decision_id, channel_id=CHANNEL, message_id=FIRST + number, now=NOW)
    return decision_id, winner


class Recorder:
    """Stands in for the database: carries out each transaction alone, on a connection that is listened to."""

    def __init__(self, path: Path) -> None:
        self.engine = writing(path)

    async def write(self, work: Any) -> Any:
        with self.engine.connect() as connection, connection.begin():
            return work(connection)


async def _recorded(path: Path, drafts: Sequence[int]) -> list[list[Statement]]:
    recorder = Recorder(path)
    awarding = _awarding(recorder)
    with recording(recorder.engine) as seen:
        for draft in drafts:
            await awarding.award(LEADER, draft, _rules)
    recorder.engine.dispose()
    return seen


async def _awarded(path: Path, drafts: Sequence[int], plan: Plan) -> Round:
    database = Database(f"sqlite:///{path}")
    await database.open()
    awarding = _awarding(database)

    async def award(number: int) -> None:
        await awarding.award(LEADER, drafts[number], _rules)

    done = await carried_out(award, warm=plan.warm, count=plan.awards, waiting=plan.waiting)
    await database.close()
    return done


def _check(path: Path, plan: Plan) -> None:
    """Every award is in the books, with everybody on its card."""
    with closing(sqlite3.connect(path)) as connection:
        cards = [json.loads(row[0]) for row in connection.execute("SELECT card FROM decision_awards")]
        (handed,) = connection.execute("SELECT count(*) FROM loot_items").fetchone()
    count = plan.warm + plan.awards
    if (len(cards), handed) != (count, count) or {len(one["answers"]) for one in cards} != {plan.candidates}:
        raise AssertionError(f"{path.name}: {len(cards)} cards and {handed} items of {count} awards")


FULL: Final = Plan()
TINY: Final = Plan(rounds=1, awards=20, warm=5, candidates=5, officers=2, waiting=5)

BENCHMARK: Final = Benchmark(
    "council",
    "an award with its frozen card, beside raw sqlite3",
    partial(run, FULL),
    partial(run, TINY),
)
