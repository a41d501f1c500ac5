"""A Discord that does what it is told, boards that stand as they are told, and a guild with rules on both."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.leaderboard_settings import Board
from domain.people import Actor
from domain.rank_roles import Held, Rule
from services.desk import Desk
from services.roles import Giving, Rules
from services.roles.hands import Slip, Slipped, View
from storage import members, rank_rules
from storage.rank_rules import Taking
from tests.services.conftest import GUILD, LEADERS, Clock

CHAMPION, ELITE, STAFF = 701, 702, 703
LEADER = Actor(GUILD, 9001, frozenset({LEADERS}), manages_guild=False)


class Discord:
    """Who is in the guild with which roles, what the bot may do, and every call that it made."""

    def __init__(self, *, shows_members: bool = False) -> None:
        self.shows_members = shows_members
        self.people: dict[int, set[int]] = {}
        self.views: dict[int, View] = {role: View(f"Role {role}") for role in (CHAMPION, ELITE, STAFF)}
        self.slips: dict[str, Slip | Exception] = {}
        self.after: Callable[[], None] | None = None
        self.calls: list[tuple[Any, ...]] = []
        self.out_of_reach = False

    @property
    def changes(self) -> list[tuple[Any, ...]]:
        """Every role given and taken."""
        return [call for call in self.calls if call[0] in ("add", "remove")]

    def who(self, role_id: int) -> list[int]:
        """Who has the role."""
        return sorted(user for user, roles in self.people.items() if role_id in roles)

    def view(self, guild_id: int, role_id: int) -> View:
        assert guild_id == GUILD
        if self.out_of_reach:
            raise Slipped(Slip.UNREACHABLE)
        return self.views.get(role_id, View(exists=False))

    async def holders(self, guild_id: int, role_ids: Collection[int]) -> Mapping[int, Collection[int]] | None:
        return {role: self.who(role) for role in role_ids} if self.shows_members else None

    async def roles_of(self, guild_id: int, user_id: int) -> Collection[int]:
        self.calls.append(("look", user_id))
        self._slip("look")
        return frozenset(self._roles(user_id))

    async def add(self, guild_id: int, user_id: int, role_id: int, rule: Rule | None) -> None:
        self.calls.append(("add", user_id, role_id))
        self._slip("add")
        self._roles(user_id).add(role_id)
        self._afterwards()

    async def remove(self, guild_id: int, user_id: int, role_id: int, rule: Rule | None) -> None:
        self.calls.append(("remove", user_id, role_id))
        self._slip("remove")
        self._roles(user_id).discard(role_id)
        self._afterwards()

    def _roles(self, user_id: int) -> set[int]:
        if user_id not in self.people:
            raise Slipped(Slip.MEMBER_GONE)
        return self.people[user_id]

    def _slip(self, call: str) -> None:
        slip = self.slips.get(call)
        if self.out_of_reach:
            raise Slipped(Slip.UNREACHABLE)
        if isinstance(slip, Slip):
            raise Slipped(slip)
        if slip is not None:
            raise slip

    def _afterwards(self) -> None:
        if self.after is not None:
            self.after()


@dataclass
class Boards:
    """Boards that stand as a test says: users from the first place on, those in one list share theirs."""

    standing: dict[Board, dict[int, int]] = field(default_factory=lambda: defaultdict(dict[int, int]))
    kept: set[Board] = field(default_factory=set[Board])
    told: list[Callable[[int, Board], None]] = field(default_factory=list[Callable[[int, Board], None]])

    def when_ranked(self, callback: Callable[[int, Board], None]) -> None:
        self.told.append(callback)

    def keep(self, guild_id: int, board: Board) -> None:
        self.kept.add(board)

    async def places(self, guild_id: int, board: Board) -> Mapping[int, int]:
        return self.standing[board]


@dataclass
class Court:
    """A guild in which roles go by rank."""

    desk: Desk
    clock: Clock
    discord: Discord
    boards: Boards
    giving: Giving
    rules: Rules
    numbers: dict[int, int] = field(default_factory=dict[int, int])

    async def stand(self, *users: int | list[int], board: Board = Board.STANDING) -> None:
        """From now on they stand on a board in this order; the bot is told of it."""
        places: dict[int, int] = {}
        next_place = 1
        for one in users:
            same = one if isinstance(one, list) else [one]
            for user in same:
                places[await self.number(user)] = next_place
            next_place += len(same)
        self.boards.standing[board] = places
        for callback in self.boards.told:
            callback(GUILD, board)

    async def number(self, user_id: int) -> int:
        """Somebody's number in the books; they are in the guild unless they left it."""
        if user_id not in self.numbers:
            member = await self.desk.db.write(lambda tx: members.ensure(tx, GUILD, user_id, self.clock()))
            self.numbers[user_id] = member.id
        return self.numbers[user_id]

    async def rule(self, top: int = 2, role_id: int = CHAMPION, board: Board = Board.STANDING) -> Rule:
        """A leader makes a rule."""
        return (await self.rules.add(LEADER, board, top, role_id)).rule

    async def tick(self, **by: float) -> None:
        """Time passes, and the clock ticks."""
        self.clock.advance(**by)
        await self.giving.due()

    async def restart(self) -> None:
        """The bot starts anew on the same books."""
        self.giving = Giving(self.desk, self.boards)
        self.boards.told = [self.giving._ranked]
        self.giving.hands = self.discord
        self.rules = Rules(self.desk, self.boards, self.giving)

    async def rows(self) -> list[Held]:
        """How the rules stand to whom."""
        return await self.desk.db.read(lambda tx: rank_rules.held(tx, GUILD))

    async def row(self, user_id: int) -> Held | None:
        """How the first rule that has to do with them stands to somebody."""
        number = await self.number(user_id)
        return next((row for row in await self.rows() if row.member_id == number), None)

    async def all_rules(self) -> list[Rule]:
        """The rules as the books have them."""
        return list((await self.desk.db.read(lambda tx: rank_rules.of_guild(tx, GUILD))).values())

    async def takings(self) -> list[Taking]:
        """What is to be taken from people who were erased."""
        return await self.desk.db.read(lambda tx: rank_rules.takings(tx, GUILD))

    def see(self, role_id: int, **changed: Any) -> None:
        """From now on a role and the bot stand like that, and Discord tells so."""
        self.discord.views[role_id] = replace(self.discord.views[role_id], **changed)
        self.giving.look_again(GUILD)


async def open_court(desk: Desk, clock: Clock, *, shows_members: bool = False) -> Court:
    """The guild, with forty people in it, and the clock already ticking."""
    discord, boards = Discord(shows_members=shows_members), Boards()
    discord.people = {user: set() for user in range(1, 41)}
    giving = Giving(desk, boards)
    giving.hands = discord
    await giving.due()
    return Court(desk, clock, discord, boards, giving, Rules(desk, boards, giving))
