"""Leaderboards of a large guild: what looking at one costs, and what following the books does.

A look is `/leaderboard` of the overall standing as it is asked for most: the service, with movement and the one to
watch, the asker's own place with what the next needs, and the card down to what is sent. Its figure is processor time.
A refresh follows changes of two boards, and the standing that is made of them and of gains.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy import Connection

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder
from benchmarks.replaying import copied, prepared
from cogs.ui.leaderboards.board import turning_card
from cogs.ui.leaderboards.card import own_text
from cogs.ui.words import WORDS
from domain.challenge_points import Cause, Owed, Rates
from domain.challenge_settings import Voting
from domain.challenges import Dates, Terms
from domain.characters import AccountType, parse_name
from domain.hiscores import Sheet, parse
from domain.leaderboard_settings import Asked, Board
from domain.people import Actor
from domain.points import Act, Change, Pool
from domain.windows import Window
from services.desk import Desk
from services.leaderboards import Boards, open_leaderboards
from storage import challenge_points, challenges, characters, members, points, snapshots, standing_days
from storage.engine import Database, writing

GUILD: Final = 772_000_000_000_000_013
FIRST: Final = 300_000_000_000_000_000
NOW: Final = datetime(2026, 11, 20, 6, 10, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the guild is, how often somebody looks, and what changes before each refresh."""

    members: int = 10_000
    characters: int = 1_000
    rows: int = 5
    looks: int = 300
    refreshes: int = 20
    changes: int = 1_000


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        start = prepared(place / "start.db")
        challenge = _furnish(start, plan)
        looks = asyncio.run(_looked(copied(start, "looked"), plan))
        refreshed = asyncio.run(_refreshed(copied(start, "refreshed"), plan, challenge))
        return [
            _look_figure(plan, looks, _board_by_sql(start)),
            _refresh_figure(plan, refreshed, _some_by_sql(start, plan)),
        ]


def _look_figure(plan: Plan, looks: float, floor: float) -> Figure:
    return Figure(
        f"/leaderboard of {plan.members:,} members with own rank: processor time",
        Amount(looks * 1000, "ms"),
        Amount(floor * 1000, "ms"),
        "one of its boards and a place by SQL",
        Sense.AT_MOST,
        5,
        f"mean of {plan.looks}, service and card, movement and the one to watch told",
    )


def _refresh_figure(plan: Plan, seconds: Sequence[float], floor: float) -> Figure:
    return Figure(
        f"refresh of {plan.members:,} members after {plan.changes:,} changes",
        Amount(median(seconds) * 1000, "ms"),
        Amount(floor * 1000, "ms"),
        "the sums of those who changed by SQL",
        Sense.AT_MOST,
        50,
        f"median of {plan.refreshes}, half challenge points and half DKP, with the overall standing",
    )


def _furnish(path: Path, plan: Plan) -> int:
    """Members with points of challenges and loot, some with characters that gained, and days that were kept."""
    engine, dice = writing(path), random.Random(7)
    began = NOW - 40 * _DAY
    with engine.begin() as tx:
        members.enter_guild(tx, GUILD, began)
        ids = [members.ensure(tx, GUILD, FIRST + number, began).id for number in range(plan.members)]
        challenge = _challenge(tx, ids[0], began)
        for _ in range(plan.rows):
            _earn(tx, challenge, {who: dice.randint(1, 500) for who in ids}, NOW - 5 * _DAY)
        _award(tx, {who: dice.randint(1, 10**6) for who in ids}, NOW - 5 * _DAY)
        for number, who in enumerate(ids[: plan.characters]):
            one = characters.add(tx, GUILD, parse_name(f"P {number}"), AccountType.REGULAR, owner=who, now=began)
            for days, xp in ((35, 10**6), (1, 10**6 + dice.randint(1, 10**7))):
                at = NOW - days * _DAY
                snapshots.save(tx, one.id, None, _sheet(xp), table="hiscore_oldschool", at=at)
                characters.seen(tx, one.id, table="hiscore_oldschool", at=at)
        for days in (1, 30):
            had = {who: dice.randint(1, 4_000) for who in ids}
            standing_days.keep(tx, GUILD, Board.STANDING, Window.THIRTY_DAYS, NOW.date() - days * _DAY, had)
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return challenge


def _challenge(tx: Connection, by: int, now: datetime) -> int:
    dates = Dates(now, now + 50 * _DAY, now + 51 * _DAY, now + 51 * _DAY)
    terms = Terms(
        "Draw your pet", "Draw it", "", Voting.NONE, 3, link_required=False, judge_weight=0, colour=None, rates=Rates()
    )
    return challenges.create(tx, GUILD, terms, dates, slug="pet", week=1, year=2026, by=by, now=now)


def _earn(tx: Connection, challenge: int, amounts: dict[int, int], at: datetime) -> None:
    rows = [Owed(f"gift:{next(_NUMBERS)}", who, Cause.PLACE, amount) for who, amount in amounts.items()]
    challenge_points.enter(tx, challenge, rows, challenge_points.Paid({}, {}), at)


def _award(tx: Connection, amounts: dict[int, int], at: datetime) -> None:
    batch = points.enter(tx, GUILD, Act.AWARD, key=f"award:{next(_NUMBERS)}", at=at, by=None)
    if batch is None:
        raise AssertionError("that award was entered before")
    points.change(tx, GUILD, batch, [Change(who, Pool.DKP, amount) for who, amount in amounts.items()])


def _sheet(xp: int) -> Sheet:
    return parse({"skills": [{"id": 0, "name": "Overall", "rank": 5, "level": 9, "xp": xp}], "activities": []})


async def _looked(path: Path, plan: Plan) -> float:
    """Seconds of processor time for each look."""
    database = Database(f"sqlite:///{path}")
    await database.open()
    boards = open_leaderboards(Desk(database, lambda: NOW, random.randbytes)).boards
    await _look(boards, 0)
    begun = time.process_time()
    for number in range(plan.looks):
        await _look(boards, number * 7 % plan.members)
    seconds = time.process_time() - begun
    await database.close()
    return seconds / plan.looks


async def _look(boards: Boards, number: int) -> None:
    say, asked = WORDS["en"], Asked()
    view = await boards.look(GUILD, asked)
    own = await boards.own(Actor(GUILD, FIRST + number, frozenset(), manages_guild=False), asked)
    sent = turning_card(say, view).view().to_components()
    told = own_text(say, own)
    if len(view.rows) != asked.top or own.stand is None or view.watching is None or not sent or not told:
        raise AssertionError(f"the board is {view}, and the asker stands at {own}")


async def _refreshed(path: Path, plan: Plan, challenge: int) -> list[float]:
    """Seconds of each refresh after as many changes."""
    database, dice = Database(f"sqlite:///{path}"), random.Random(8)
    await database.open()
    boards = open_leaderboards(Desk(database, lambda: NOW, random.randbytes)).boards
    boards.keep(GUILD, Board.STANDING)
    await boards.refresh()
    ids = sorted(await boards.values(GUILD, Board.CHALLENGES))
    seconds: list[float] = []
    for _ in range(plan.refreshes):
        half = plan.changes // 2
        some = {who: dice.randint(1, 50) for who in dice.sample(ids, half)}
        others = {who: dice.randint(1, 500) for who in dice.sample(ids, half)}
        before = dict(await boards.values(GUILD, Board.CHALLENGES))
        await database.write(lambda tx, some=some: _earn(tx, challenge, some, NOW))
        await database.write(lambda tx, others=others: _award(tx, others, NOW))
        begun = time.perf_counter()
        await boards.refresh()
        seconds.append(time.perf_counter() - begun)
        after = await boards.values(GUILD, Board.CHALLENGES)
        if any(after[who] != before[who] + gained for who, gained in some.items()):
            raise AssertionError("the refresh missed somebody's points")
    await database.close()
    return seconds


def _board_by_sql(path: Path) -> float:
    """Seconds for the first ten of the challenges' board and one place, summed up from the rows."""
    sums = "SELECT member_id, sum(points) AS has FROM challenge_points WHERE at > ? GROUP BY member_id"
    first, place = f"{sums} ORDER BY has DESC LIMIT 10", f"SELECT count(*) FROM ({sums}) WHERE has > 900"
    return _fastest(path, [first, place], [0])


def _some_by_sql(path: Path, plan: Plan) -> float:
    """Seconds for what as many members have, summed up from the rows and read from the balances."""
    half = ",".join(str(one) for one in range(1, plan.changes // 2 + 1))
    sums = f"SELECT member_id, sum(points) FROM challenge_points WHERE at > ? AND member_id IN ({half}) GROUP BY 1"
    held = f"SELECT member_id, balance FROM point_balances WHERE pool = 'dkp' AND balance > ? AND member_id IN ({half})"
    return _fastest(path, [sums, held], [0])


def _fastest(path: Path, statements: Sequence[str], values: Sequence[int]) -> float:
    seconds: list[float] = []
    with closing(sqlite3.connect(path)) as raw:
        for _ in range(20):
            begun = time.perf_counter()
            for statement in statements:
                raw.execute(statement, values).fetchall()
            seconds.append(time.perf_counter() - begun)
    return median(seconds)


FULL: Final = Plan()
TINY: Final = Plan(members=60, characters=10, rows=2, looks=5, refreshes=2, changes=20)

BENCHMARK: Final = Benchmark(
    "leaderboards",
    "looking at a large guild's leaderboard, and following what changed",
    partial(run, FULL),
    partial(run, TINY),
)
