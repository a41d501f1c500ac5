"""The end of a large challenge, its boards, and its podium, each beside a floor.

Completing is the clock's own call: everything that stands is read, people are ranked, points and prizes are brought to
what is owed, in one transaction on the writer's thread while the event loop goes on. Its statements are recorded and
replayed literally on a copy of the same file. Boards are asked as `/challenge board` does, and rebuilt from the books
as after a start.
"""

import asyncio
import logging
import random
import time
from bisect import bisect_left
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from sqlite3 import connect
from statistics import median
from typing import Any, Final, cast

from sqlalchemy import Connection, insert

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder, in_turns, note_lags, percentile
from benchmarks.replaying import Statement, copied, idle_lags, prepared, recording, replayed
from cogs.ui.canvas import Canvas
from cogs.ui.challenges.podium import Podium, Step, podium_picture
from domain.challenge_points import Rates
from domain.challenge_prizes import parse_prizes
from domain.challenge_settings import Voting
from domain.challenges import Challenge, Dates, Terms
from services.challenges.boards import Boards
from services.challenges.completing import Completing
from services.challenges.ladders import Kept, Ladders, Of, Which
from services.challenges.paying import Paying, Stands
from services.desk import Desk
from services.ranking import Ladder
from storage import challenge_points, challenge_results, challenge_votes, challenges, ledger_check, members, submissions
from storage.challenge_points import TotalRow
from storage.challenge_votes import VoteRow
from storage.engine import Database, writing
from storage.members import MemberRow
from storage.submissions import SubmissionRow

GUILD: Final = 772_000_000_000_000_013
FIRST: Final = 300_000_000_000_000_000
START: Final = datetime(2026, 11, 13, 18, tzinfo=UTC)
END: Final = START + timedelta(days=7)
PRIZES: Final = "1: 100 USD\n2: 500,000\n3: 250,000\neveryone: 10,000\nvoters: 1,000"
_PODIUM: Final = Podium(
    "Draw your pet as a robot",
    "5,000 people in the ranking",
    (
        Step(1, "Robot cat 9000", "Mara", "41 votes"),
        Step(2, "A goldfish that swims through wires and sings", "Tom of the Hollow Hills", "38 votes"),
        Step(3, "龍之介のロボット", "龍之介", "35 votes", "and 2 more"),
    ),
    "",
    0xE66A8B,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """People, submissions of each and votes that each gives; people on the large board; how often each is done."""

    people: int = 5000
    each: int = 2
    votes: int = 20
    completions: int = 3
    board: int = 100_000
    rebuilds: int = 5
    asked: int = 2000
    pictures: int = 15


def run(plan: Plan) -> list[Figure]:
    logging.getLogger("services").setLevel(logging.WARNING)
    with folder() as place:
        start = prepared(place / "start.db")
        challenge = _furnish(start, plan)
        statements = _recorded(copied(start, "recorded"), challenge)
        lags: list[float] = []

        def raw(number: int) -> float:
            return replayed(copied(start, f"raw{number}"), statements, 0)

        def ours(number: int) -> float:
            path = copied(start, f"ours{number}")
            seconds = asyncio.run(_completed(path, challenge, lags))
            _check(path, challenge, plan)
            return seconds

        pairs = in_turns(plan.completions, raw, ours)
        large = prepared(place / "large.db")
        _fill_board(large, plan)
        rebuilt, kept = asyncio.run(_rebuilt(large, plan))
    idle = asyncio.run(idle_lags())
    completing = _completing_figures(plan, pairs, lags, idle)
    return [*completing, _asked_figure(plan, kept), _rebuilt_figure(plan, kept, rebuilt), _podium_figure(plan)]


def _completing_figures(
    plan: Plan, pairs: Sequence[tuple[float, float]], lags: Sequence[float], idle: Sequence[float]
) -> list[Figure]:
    what = f"completing {plan.people * plan.each:,} submissions with {plan.people * plan.votes:,} votes"
    how = f"median of {plan.completions} turns with raw: places, points and {plan.people * 2:,} prizes of credits"
    return [
        Figure(
            what,
            Amount(median(mine for _, mine in pairs), "s"),
            Amount(median(theirs for theirs, _ in pairs), "s"),
            "its statements on raw sqlite3",
            Sense.AT_MOST,
            5,
            how,
        ),
        Figure(
            "event loop's lag meanwhile, p99",
            Amount(percentile(lags, 0.99) * 1000, "ms"),
            Amount(percentile(idle, 0.99) * 1000, "ms"),
            "p99 on an idle loop",
            Sense.AT_MOST,
            50,
            "a timer every millisecond while the writer's thread completes",
        ),
    ]


def _asked_figure(plan: Plan, kept: Kept) -> Figure:
    """Rank and top 10 in the index, beside bisecting and slicing a bare list of the same points."""
    ladder, dice = kept.ladder, random.Random(8)
    points = sorted(-one for one in kept.points.values())
    ids = [*kept.points]
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(plan.asked):
        who = dice.choice(ids)
        begun = time.perf_counter()
        place, top = ladder.shared(who), ladder.top(10)
        ours.append(time.perf_counter() - begun)
        theirs = -kept.points[who]
        begun = time.perf_counter()
        found, _ = bisect_left(points, theirs) + 1, points[:10]
        bare.append(time.perf_counter() - begun)
        if place != found or len(top) != 10:
            raise AssertionError(f"{who} stands {found}, not {place}")
    return Figure(
        f"rank and top 10 among {plan.board:,}",
        Amount(percentile(ours, 0.95) * 1_000_000, "µs"),
        Amount(median(bare) * 1_000_000, "µs"),
        "bisecting and slicing a bare list",
        Sense.AT_MOST,
        20,
        f"95th percentile of {plan.asked}; equals share a place",
    )


def _rebuilt_figure(plan: Plan, kept: Kept, rebuilt: Sequence[float]) -> Figure:
    keys = {one: (-points, one) for one, points in kept.points.items()}
    bare: list[float] = []
    index: list[float] = []
    for _ in range(plan.rebuilds):
        begun = time.perf_counter()
        sorted((key, one) for one, key in keys.items())
        bare.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        Ladder(keys)
        index.append(time.perf_counter() - begun)
    whole = median(rebuilt) * 1000
    return Figure(
        f"rebuilding the index of {plan.board:,}",
        Amount(median(index) * 1000, "ms"),
        Amount(median(bare) * 1000, "ms"),
        "sorting its keys",
        Sense.AT_MOST,
        500,
        f"median of {plan.rebuilds}; with reading the books and the ladder of last midnight {whole:,.0f} ms",
    )


def _podium_figure(plan: Plan) -> Figure:
    ours: list[float] = []
    bare: list[float] = []
    picture = podium_picture(_PODIUM)
    for _ in range(plan.pictures):
        begun = time.perf_counter()
        picture = podium_picture(_PODIUM)
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        Canvas(800, 444).png()
        bare.append(time.perf_counter() - begun)
    return Figure(
        "rendering a podium",
        Amount(median(ours) * 1000, "ms"),
        Amount(median(bare) * 1000, "ms"),
        "an empty card of that size",
        Sense.AT_MOST,
        50,
        f"median of {plan.pictures} once fonts are loaded, in a thread of its own; {len(picture.png) / 1024:.0f} KiB",
    )


class Recorder:
    """Stands in for the database: one connection that is listened to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = writing(path)


def _desk(database: Any) -> Desk:
    return Desk(cast("Database", database), lambda: END, bytes)


def _completing(desk: Desk) -> Completing:
    return Completing(desk, Paying(Boards(desk)))


def _furnish(path: Path, plan: Plan) -> Challenge:
    """A challenge whose week is over: everybody handed in and voted, and what that brings was paid as it came."""
    engine, dice = writing(path), random.Random(7)
    with engine.begin() as tx:
        members.enter_guild(tx, GUILD, START)
        people = _people(tx, plan.people)
        challenge = _challenge(tx, people[0])
        entries = _entries(tx, challenge, people, plan.each)
        _votes(tx, challenge, people, entries, plan.votes, dice)
        stands = Stands(
            submissions.of_challenge(tx, challenge.id, standing=True), challenge_votes.standing(tx, challenge.id)
        )
        Paying(Boards(_desk(None))).for_everything(tx, challenge, stands, ballots={}, places={}, now=START)
    engine.dispose()
    _flush(path)
    return challenge


def _people(tx: Connection, count: int) -> list[int]:
    rows = [{"guild_id": GUILD, "user_id": FIRST + one, "first_seen_at": START} for one in range(count)]
    tx.execute(insert(MemberRow), rows)
    return sorted(members.first_seen(tx, {*range(1, count + 1)}))


def _challenge(tx: Connection, by: int) -> Challenge:
    close = END - timedelta(days=2)
    terms = Terms("Draw your pet", "Draw it", "", Voting.VOTES, 3, False, 0, None, Rates())  # noqa: FBT003 - as it stands
    which = challenges.create(
        tx, GUILD, terms, Dates(START, close, END, END), slug="pet", week=46, year=2026, by=by, now=START
    )
    challenges.put_prizes(tx, which, parse_prizes(PRIZES))
    challenges.publish(tx, which, GUILD + 1, START)
    found = challenges.find(tx, GUILD, which)
    if found is None:
        raise AssertionError("the challenge is not there")
    return found


def _entries(tx: Connection, challenge: Challenge, people: Sequence[int], each: int) -> dict[int, int]:
    """Whose each submission is."""
    rows = [
        {
            "challenge_id": challenge.id,
            "member_id": one,
            "title": f"Work {number} of {one}",
            "description": "",
            "reason": "",
            "at": START + timedelta(minutes=one + number),
        }
        for one in people
        for number in range(each)
    ]
    tx.execute(insert(SubmissionRow), rows)
    return {one.id: one.member_id for one in submissions.of_challenge(tx, challenge.id)}


def _votes(
    tx: Connection,
    challenge: Challenge,
    people: Sequence[int],
    entries: dict[int, int],
    each: int,
    dice: random.Random,
) -> None:
    listed = [*entries]
    rows: list[dict[str, Any]] = []
    for voter in people:
        fair = [one for one in dice.sample(listed, min(len(listed), each + 10)) if entries[one] != voter]
        same = {"voter_id": voter, "challenge_id": challenge.id, "at": START + timedelta(days=1, seconds=voter)}
        rows += [same | {"submission_id": one} for one in fair[:each]]
    tx.execute(insert(VoteRow), rows)


def _fill_board(path: Path, plan: Plan) -> None:
    """Totals of as many people as the large board has, a tenth of them equal to somebody else's."""
    engine, dice = writing(path), random.Random(9)
    with engine.begin() as tx:
        members.enter_guild(tx, GUILD, START)
        rows = [{"guild_id": GUILD, "user_id": FIRST + one, "first_seen_at": START} for one in range(plan.board)]
        tx.execute(insert(MemberRow), rows)
        challenge = _challenge(tx, 1)
        totals = [
            {"challenge_id": challenge.id, "member_id": one, "points": dice.randint(1, plan.board * 10)}
            for one in range(1, plan.board + 1)
        ]
        tx.execute(insert(TotalRow), totals)
    engine.dispose()
    _flush(path)


def _flush(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _recorded(path: Path, challenge: Challenge) -> list[list[Statement]]:
    recorder = Recorder(path)
    with recording(recorder.engine) as seen, recorder.engine.connect() as tx, tx.begin():
        _completing(_desk(recorder)).complete(tx, challenge, END)
    recorder.engine.dispose()
    return seen


async def _completed(path: Path, challenge: Challenge, lags: list[float]) -> float:
    database = Database(f"sqlite:///{path}")
    await database.open()
    completing = _completing(_desk(database))
    await database.read(members.present_guilds)
    probe = asyncio.create_task(note_lags(lags))
    begun = time.perf_counter()
    await database.write(lambda tx: completing.complete(tx, challenge, END))
    seconds = time.perf_counter() - begun
    probe.cancel()
    await database.close()
    return seconds


def _check(path: Path, challenge: Challenge, plan: Plan) -> None:
    """Everybody has a place and their prizes, and all books add up."""
    engine = writing(path)
    with engine.begin() as tx:
        placed = challenge_results.count(tx, challenge.id)
        given = challenge_results.rewards(tx, challenge.id)
        faults = [*challenge_points.check(tx), *ledger_check.check(tx)]
    engine.dispose()
    if placed != plan.people or len(given) < plan.people or faults:
        raise AssertionError(f"{placed} places, {len(given)} prizes, {faults[:3]}")


async def _rebuilt(path: Path, plan: Plan) -> tuple[list[float], Kept]:
    """Seconds until a board can be asked whose ladder is not there, as after a start."""
    database = Database(f"sqlite:///{path}")
    await database.open()
    seconds: list[float] = []
    kept = Kept()
    for _ in range(plan.rebuilds):
        ladders = Ladders(_desk(database))
        begun = time.perf_counter()
        kept = await ladders.current(Of(Which.CHALLENGE, GUILD, 1))
        seconds.append(time.perf_counter() - begun)
    await database.close()
    if len(kept.ladder) != plan.board:
        raise AssertionError(f"the board has {len(kept.ladder)} people")
    return seconds, kept


FULL: Final = Plan()
TINY: Final = Plan(people=40, each=2, votes=12, completions=1, board=300, rebuilds=1, asked=20, pictures=1)

BENCHMARK: Final = Benchmark(
    "challenges", "a large challenge's end, boards and podium", partial(run, FULL), partial(run, TINY)
)
