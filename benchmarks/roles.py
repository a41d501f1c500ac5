"""The plan of roles by rank in a large guild: who is to get and to lose which role, for every rule.

It is what `/roles check` shows, through the service: the books, every board's places, who has which role in Discord (a
tenth of it wrong), and the steps by rule. Its figure is processor time. The floor compares who is to have each role
with who has it, as bare sets.
"""

import asyncio
import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from sqlalchemy import Connection, insert

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import folder
from benchmarks.replaying import prepared
from domain.leaderboard_settings import Board
from domain.people import Actor
from domain.rank_roles import Held, Rule
from services.desk import Desk
from services.roles import Giving, Rules
from services.roles.hands import View
from storage import rank_rules
from storage.engine import Database
from storage.members import MemberRow

GUILD: Final = 772_000_000_000_000_021
FIRST: Final = 300_000_000_000_000_000
ROLE: Final = 500_000_000_000_000_000
NOW: Final = datetime(2026, 11, 20, 20, tzinfo=UTC)
LEADER: Final = Actor(GUILD, FIRST, frozenset(), manages_guild=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the guild is, how many rules it has with how many places each, and how often the plan is made."""

    members: int = 10_000
    rules: int = 24
    top: int = 100
    turns: int = 20


@dataclass(frozen=True, slots=True)
class Boards:
    """Everybody on every board."""

    standing: Mapping[Board, Mapping[int, int]]

    def when_ranked(self, callback: Callable[[int, Board], None]) -> None:
        """Nothing changes."""

    def keep(self, guild_id: int, board: Board) -> None:
        """It does not change."""

    async def places(self, guild_id: int, board: Board) -> Mapping[int, int]:
        return self.standing[board]


class Discord:
    """Who has which role."""

    def __init__(self, people: Mapping[int, frozenset[int]]) -> None:
        self.people = people

    def view(self, guild_id: int, role_id: int) -> View:
        return View("a role")

    async def holders(self, guild_id: int, role_ids: Collection[int]) -> Mapping[int, Collection[int]] | None:
        return {role: [user for user, roles in self.people.items() if role in roles] for role in role_ids}

    async def roles_of(self, guild_id: int, user_id: int) -> Collection[int]:
        return self.people[user_id]

    async def add(self, guild_id: int, user_id: int, role_id: int, rule: Rule | None) -> None:
        raise AssertionError("a plan changes nothing")

    async def remove(self, guild_id: int, user_id: int, role_id: int, rule: Rule | None) -> None:
        raise AssertionError("a plan changes nothing")


def run(plan: Plan) -> list[Figure]:
    with folder() as place:
        took, floor = asyncio.run(_planned(prepared(place / "guild.db"), plan))
    return [
        Figure(
            f"role plan for {plan.members:,} members, {plan.rules} rules of the top {plan.top}: processor time",
            Amount(took * 1000, "ms"),
            Amount(floor * 1000, "ms"),
            "the same sets compared bare",
            Sense.AT_MOST,
            100,
            f"median of {plan.turns} turns of await rules.check(…), with the reading of the books",
        )
    ]


async def _planned(path: Path, plan: Plan) -> tuple[float, float]:
    database = Database(f"sqlite:///{path}")
    await database.open()
    dice = random.Random(5)
    people = range(1, plan.members + 1)
    boards = Boards({board: dict(zip(dice.sample(people, plan.members), people, strict=True)) for board in Board})
    wanted = await database.write(lambda tx: _furnish(tx, plan, boards))
    discord = Discord(_drifted(wanted, plan, dice))
    desk = Desk(database, lambda: NOW, bytes)
    giving = Giving(desk, boards)
    giving.hands = discord
    rules = Rules(desk, boards, giving)
    took = [await _timed(rules, wanted, discord) for _ in range(plan.turns)]
    floor = [_bare(wanted, discord) for _ in range(plan.turns)]
    await database.close()
    return median(took), median(floor)


def _furnish(tx: Connection, plan: Plan, boards: Boards) -> dict[int, set[int]]:
    """The members, the rules and what they gave; returns who is to have each role."""
    row = {"guild_id": GUILD, "first_seen_at": NOW}
    tx.execute(insert(MemberRow), [row | {"user_id": FIRST + number} for number in range(1, plan.members + 1)])
    wanted: dict[int, set[int]] = {}
    listed = [*Board]
    for number in range(plan.rules):
        board = listed[number % len(listed)]
        rule_id, _ = rank_rules.add(tx, GUILD, board, plan.top, ROLE + number, by=1, now=NOW)
        who = [member for member, place in boards.standing[board].items() if place <= plan.top]
        rank_rules.save(tx, [Held(rule_id, member, tried_at=NOW, given_at=NOW) for member in who])
        wanted[ROLE + number] = {FIRST + member for member in who}
    return wanted


def _drifted(wanted: Mapping[int, set[int]], plan: Plan, dice: random.Random) -> dict[int, frozenset[int]]:
    """Everybody's roles; a tenth of those that are to have one lack it, and as many have it who are not to."""
    people: dict[int, set[int]] = {FIRST + number: set() for number in range(1, plan.members + 1)}
    for role, users in wanted.items():
        for user in users:
            wrong = dice.random() < 0.1
            people[dice.choice([*people]) if wrong else user].add(role)
    return {user: frozenset(roles) for user, roles in people.items()}


async def _timed(rules: Rules, wanted: Mapping[int, set[int]], discord: Discord) -> float:
    begun = time.process_time()
    planned = await rules.check(LEADER)
    took = time.process_time() - begun
    steps = sum(len(one.adding) + len(one.removing) for one in planned)
    if steps != _difference(wanted, discord) or not steps:
        raise AssertionError(f"{steps} steps are planned")
    return took


def _bare(wanted: Mapping[int, set[int]], discord: Discord) -> float:
    begun = time.process_time()
    _difference(wanted, discord)
    return time.process_time() - begun


def _difference(wanted: Mapping[int, set[int]], discord: Discord) -> int:
    found = 0
    for role, users in wanted.items():
        found += len(users ^ {user for user, roles in discord.people.items() if role in roles})
    return found


FULL: Final = Plan()
TINY: Final = Plan(members=200, rules=4, top=10, turns=2)

BENCHMARK: Final = Benchmark("roles", "the plan of roles by rank", partial(run, FULL), partial(run, TINY))
