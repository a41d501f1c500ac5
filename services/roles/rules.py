"""The rules leaders make: which board's top gets which role."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection

from domain.errors import Conflict, Invalid, NotFound, Unavailable
from domain.guild import LEADER_ROLES, OFFICER_ROLES
from domain.leaderboard_settings import Board
from domain.people import Actor, Rank
from domain.rank_roles import MOST_PLACES, MOST_RULES, Change, Obstacle, Rule, holders
from services import access
from services.desk import Desk
from services.roles.books import Books, read
from services.roles.giving import Giving
from services.roles.hands import Ranking, Slipped, View
from storage import audit, rank_rules, settings


@dataclass(frozen=True, slots=True)
class Added:
    """A rule that a leader made, and how many stand high enough for its role now."""

    rule: Rule
    getting: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A rule that a leader ended, and how many will lose its role."""

    rule: Rule
    losing: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule as it stands: how many have its role by it, are still to get it, and left the server with a claim."""

    rule: Rule
    having: int
    waiting: int
    parked: int


@dataclass(frozen=True, slots=True)
class Planned:
    """What a rule would have done now: Discord's users who would get and lose its role, and who is away."""

    rule: Rule
    adding: tuple[int, ...]
    removing: tuple[int, ...]
    parked: tuple[int, ...]


class Rules:
    """Add, list, check and end rules."""

    def __init__(self, desk: Desk, ranking: Ranking, giving: Giving) -> None:
        self._desk = desk
        self._ranking = ranking
        self._giving = giving

    async def add(self, actor: Actor, board: Board, top: int, role_id: int) -> Added:
        """Give the top of a board a role from now on.

        Raises `Forbidden`, `Invalid` (places, or a role that is nobody's to win), `NotFound`, `Unavailable`, and
        `Conflict` (the bot cannot give it, there is such a rule, or too many).
        """
        await self._desk.db.read(lambda tx: access.require(tx, actor, Rank.LEADER))
        if not 1 <= top <= MOST_PLACES:
            raise Invalid("roles.top", most=MOST_PLACES)
        view = self._view(actor.guild_id, role_id)
        places = await self._ranking.places(actor.guild_id, board)
        now = self._desk.clock()

        def work(tx: Connection) -> Rule:
            member = access.enter(tx, actor, Rank.LEADER, now)
            _check_role(tx, actor.guild_id, role_id, view)
            rule_id, fresh = rank_rules.add(tx, actor.guild_id, board, top, role_id, by=member.id, now=now)
            if not fresh:
                raise Conflict("roles.there_already")
            if rank_rules.count(tx, actor.guild_id) > MOST_RULES:
                raise Conflict("roles.too_many", most=MOST_RULES)
            facts = {"board": board.value, "top": top, "role": str(role_id)}
            audit.append(tx, actor.guild_id, "roles.rule_added", actor=member.id, at=now, facts=facts)
            return rank_rules.of_guild(tx, actor.guild_id)[rule_id]

        rule = await self._desk.db.write(work)
        self._giving.begin(actor.guild_id)
        return Added(rule, len(holders(top, places, (), now)))

    async def remove(self, actor: Actor, rule_id: int) -> Removed:
        """End a rule; whoever has its role from it loses it, unless another rule gives it. Raises `NotFound`."""
        now = self._desk.clock()

        def work(tx: Connection) -> Removed:
            member = access.enter(tx, actor, Rank.LEADER, now)
            rule = rank_rules.find(tx, actor.guild_id, rule_id)
            if rule is None:
                raise NotFound("roles.unknown")
            losing = _losing(read(tx, actor.guild_id), rule)
            rank_rules.end(tx, rule_id, now)
            facts = {"board": rule.board.value, "top": rule.top, "role": str(rule.role_id)}
            audit.append(tx, actor.guild_id, "roles.rule_removed", actor=member.id, at=now, facts=facts)
            return Removed(rule, losing)

        removed = await self._desk.db.write(work)
        self._giving.begin(actor.guild_id)
        return removed

    async def all(self, actor: Actor) -> list[Listed]:
        """Every rule of the guild, with those that were ended and still have roles to take back; leaders only."""

        def work(tx: Connection) -> list[Listed]:
            access.require(tx, actor, Rank.LEADER)
            books = read(tx, actor.guild_id)
            having = Counter(row.rule_id for row in books.rows if row.given_at)
            waiting = Counter(row.rule_id for row in books.rows if row.wanted and not row.given_at)
            parked = Counter(row.rule_id for row in books.rows if row.parked_at)
            return [Listed(rule, having[one], waiting[one], parked[one]) for one, rule in books.rules.items()]

        return await self._desk.db.read(work)

    async def named(self, guild_id: int) -> list[Rule]:
        """The rules that can be ended."""
        rules = await self._desk.db.read(lambda tx: rank_rules.of_guild(tx, guild_id))
        return [rule for rule in rules.values() if rule.live]

    async def check(self, actor: Actor) -> list[Planned]:
        """What would be done now, by rule, without doing it; rules that Discord refused are tried again from now on.

        Leaders only; raises `Unavailable` when Discord cannot be reached.
        """
        await self._desk.db.read(lambda tx: access.require(tx, actor, Rank.LEADER))
        try:
            books, actual = await self._giving.foresee(actor.guild_id)
        except Slipped:
            raise Unavailable("roles.unreachable") from None
        return _by_rule(books, actual)

    def _view(self, guild_id: int, role_id: int) -> View:
        try:
            return self._giving.hands_now().view(guild_id, role_id)
        except Slipped:
            raise Unavailable("roles.unreachable") from None


def _check_role(tx: Connection, guild_id: int, role_id: int, view: View) -> None:
    """Raise what a leader has to know of a role that the bot cannot or must not give."""
    leaders, officers = (
        cast("tuple[int, ...]", one) for one in settings.some(tx, guild_id, LEADER_ROLES, OFFICER_ROLES)
    )
    if role_id in (*leaders, *officers):
        raise Invalid("roles.of_rank")
    match view.obstacle:
        case None:
            return
        case Obstacle.EVERYBODY:
            raise Invalid("roles.everybody")
        case Obstacle.MANAGED:
            raise Invalid("roles.managed", role=view.name)
        case Obstacle.POWERFUL:
            raise Invalid("roles.powerful", role=view.name, powers=view.powers)
        case Obstacle.NO_PERMISSION:
            raise Conflict("roles.no_permission")
        case Obstacle.ABOVE:
            raise Conflict("roles.above", role=view.name)
        case _:
            raise NotFound("roles.role_gone")


def _losing(books: Books, rule: Rule) -> int:
    """How many have the role by this rule alone."""
    others = {
        row.member_id
        for row in books.rows
        if row.wanted and row.rule_id != rule.id and books.rules[row.rule_id].role_id == rule.role_id
    }
    return sum(row.rule_id == rule.id and row.may_have and row.member_id not in others for row in books.rows)


def _by_rule(books: Books, actual: dict[int, set[int]] | None) -> list[Planned]:
    """The steps by the rule that they come from; who has a role from none stands with the oldest rule that names it."""
    adding: dict[int, list[int]] = defaultdict(list)
    removing: dict[int, list[int]] = defaultdict(list)
    oldest = {rule.role_id: rule for rule in sorted(books.rules.values(), key=lambda rule: rule.id, reverse=True)}
    causes = books.causes()
    for step in books.steps(actual):
        rule = causes.get((step.role_id, step.who)) or oldest[step.role_id]
        (adding if step.change is Change.ADD else removing)[rule.id].append(step.who)
    parked: dict[int, list[int]] = defaultdict(list)
    for row in books.rows:
        if row.parked_at is not None and row.lost_at is None and row.member_id in books.users:
            parked[row.rule_id].append(books.users[row.member_id])
    return [
        Planned(rule, tuple(adding[one]), tuple(removing[one]), tuple(parked[one])) for one, rule in books.rules.items()
    ]
