"""Votes in a challenge while others wait, beside the same statements on raw sqlite3.

A vote is the real service call: who is acting, the submission with its challenge, every check of the rules, the vote,
the points of the voter and the maker, the panels, and the board of points that follows the commit. Its statements are
recorded and replayed literally on a copy of the same file.
"""

import asyncio
import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Connection, insert

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
from domain.challenge_points import Rates
from domain.challenge_settings import PANEL
from domain.challenge_settings import Voting as Mode
from domain.challenges import Dates, Terms
from domain.people import Actor
from services.challenges.boards import Boards
from services.challenges.paying import Paying
from services.challenges.voting import Voting
from services.desk import Desk
from storage import challenges, members, panels
from storage.engine import Database, writing
from storage.submissions import SubmissionRow

GUILD: Final = 772_000_000_000_000_016
CHANNEL: Final = GUILD + 1
FIRST: Final = 300_000_000_000_000_000
NOW: Final = datetime(2026, 11, 20, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds; votes a round, and before it that do not count; people, submissions, and tasks that wait."""

    rounds: int = 5
    votes: int = 1500
    warm: int = 200
    people: int = 1000
    submissions: int = 100
    waiting: int = 50


def run(plan: Plan) -> list[Figure]:
    logging.getLogger("services").setLevel(logging.WARNING)
    with folder() as place:
        start = prepared(place / "start.db")
        handed_in = asyncio.run(_furnished(start, plan))
        votes = asyncio.run(_recorded(copied(start, "recorded"), handed_in, plan))

        def raw(number: int) -> float:
            return replayed(copied(start, f"raw{number}"), votes, plan.warm)

        def ours(number: int) -> Round:
            return asyncio.run(_voted(copied(start, f"ours{number}"), handed_in, plan))

        idle = asyncio.run(idle_lags())
        pairs = in_turns(plan.rounds, raw, ours)
        for name in ("raw0.db", "ours0.db"):
            _check(place / name, plan)
    return figures("a vote in a challenge", pairs, idle, count=plan.votes, waiting=plan.waiting, lag=10)


def _voting(database: Any) -> Voting:
    desk = Desk(cast("Database", database), lambda: NOW, bytes)
    return Voting(desk, Paying(Boards(desk)))


def _member(number: int) -> Actor:
    return Actor(GUILD, FIRST + 1 + number, frozenset({5, 6, 7}), manages_guild=False)


async def _furnished(path: Path, plan: Plan) -> list[int]:
    """People, and a challenge that is on with what some of them handed in; returns the submissions."""
    database = Database(f"sqlite:///{path}")
    await database.open()
    dates = Dates(NOW - timedelta(days=1), *(NOW + timedelta(days=day) for day in (2, 4, 5)))
    terms = Terms("Draw your pet", "Draw it", "", Mode.VOTES, 3, False, 0, None, Rates())  # noqa: FBT003 - as it stands

    def furnish(tx: Connection) -> list[int]:
        people = [members.ensure(tx, GUILD, _member(number).user_id, NOW).id for number in range(plan.people)]
        names: Any = {"slug": "pet", "week": 47, "year": 2026, "by": people[0]}
        which = challenges.create(tx, GUILD, terms, dates, **names, now=NOW)
        challenges.publish(tx, which, CHANNEL, NOW - timedelta(days=1))
        panels.hang(tx, GUILD, PANEL, which, channel_id=CHANNEL, message_id=1, now=NOW)
        row = {"challenge_id": which, "at": NOW, "description": "", "reason": ""}
        works = [row | {"member_id": one, "title": f"Pet of {one}"} for one in people[-plan.submissions :]]
        return list(tx.execute(insert(SubmissionRow).returning(SubmissionRow.id), works).scalars())

    handed_in = await database.write(furnish)
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return handed_in


class Recorder:
    """Stands in for the database: carries out each transaction alone, on a connection that is listened to."""

    def __init__(self, path: Path) -> None:
        self.engine = writing(path)

    async def write(self, work: Any) -> Any:
        with self.engine.connect() as connection, connection.begin():
            return work(connection)


async def _recorded(path: Path, handed_in: list[int], plan: Plan) -> list[list[Statement]]:
    recorder = Recorder(path)
    voting = _voting(recorder)
    with recording(recorder.engine) as seen:
        for number in range(plan.warm + plan.votes):
            await _vote(voting, handed_in, number, plan)
    recorder.engine.dispose()
    return seen


async def _vote(voting: Voting, handed_in: list[int], number: int, plan: Plan) -> None:
    """Everybody who handed in nothing votes for one submission after the other."""
    round_, who = divmod(number, plan.people - plan.submissions)
    await voting.vote(_member(who), handed_in[(7 * who + round_) % len(handed_in)])


async def _voted(path: Path, handed_in: list[int], plan: Plan) -> Round:
    database = Database(f"sqlite:///{path}")
    await database.open()
    voting = _voting(database)
    done = await carried_out(
        lambda number: _vote(voting, handed_in, number, plan), warm=plan.warm, count=plan.votes, waiting=plan.waiting
    )
    await database.close()
    return done


def _check(path: Path, plan: Plan) -> None:
    """Every vote is in the books, and so is what it brought."""
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM challenge_votes").fetchone()
        (points,) = connection.execute("SELECT sum(points) FROM challenge_totals").fetchone()
    count = plan.warm + plan.votes
    if found != count or points != 7 * count:
        raise AssertionError(f"{path.name}: {found} votes for {points} points, {count} were cast")


FULL: Final = Plan()
TINY: Final = Plan(rounds=1, votes=100, warm=60, people=100, submissions=20)

BENCHMARK: Final = Benchmark(
    "challenge_votes",
    "voting in a challenge while others wait, beside raw sqlite3",
    partial(run, FULL),
    partial(run, TINY),
)
