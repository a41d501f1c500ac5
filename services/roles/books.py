"""What the books say of roles by rank: the rules, who has what by them, and the steps that are still to be done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from domain.guild import LEADER_ROLES, OFFICER_ROLES
from domain.leaderboard_settings import LEFT_OUT, Board
from domain.rank_roles import Held, Obstacle, Rule, Step, goal, inherited, noted, plan, ranked
from services.roles.hands import View
from storage import board_pins, members, rank_rules, settings

Places = Mapping[Board, Mapping[int, int]]


@dataclass(frozen=True, slots=True)
class Books:
    """A guild's rules and how they stand to whom, as of one moment; `users` are Discord's by member id."""

    rules: Mapping[int, Rule]
    rows: tuple[Held, ...]
    users: Mapping[int, int]
    members: Mapping[int, int]
    of_rank: frozenset[int] = frozenset()
    staff_roles: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()

    @property
    def boards(self) -> list[Board]:
        """The boards that rules look at."""
        return sorted({rule.board for rule in self.rules.values() if rule.live})

    @property
    def roles(self) -> list[int]:
        """The roles that rules name."""
        return sorted({rule.role_id for rule in self.rules.values()})

    @property
    def closed(self) -> set[int]:
        """The roles that nothing can be done about until something changes."""
        return {rule.role_id for rule in self.rules.values() if rule.blocked}

    def by_user(self, people: Mapping[int, Collection[int]]) -> dict[int, set[int]]:
        """The same people by role, as Discord knows them."""
        known = self.users
        return {role: {known[one] for one in who if one in known} for role, who in people.items()}

    def steps(self, actual: Mapping[int, Collection[int]] | None = None) -> list[Step]:
        """What is to be done, by Discord's users; `actual` is who has each role, if Discord said so."""
        wanted = self.by_user(goal(self.rules, self.rows))
        there = self.by_user(noted(self.rules, self.rows)) if actual is None else actual
        closed = self.closed
        return plan({role: who for role, who in wanted.items() if role not in closed}, there)

    def blocked_by(self, found: Mapping[int, Obstacle | None]) -> "Books":
        """The same books with these rules blocked."""
        return replace(self, rules={rule.id: replace(rule, blocked=found[rule.id]) for rule in self.rules.values()})

    def behind(self, places: Places, now: datetime) -> bool:
        """Whether they are to be written anew now that people stand like that."""
        ended = {rule.id for rule in self.rules.values() if not rule.live}
        after = reckoned(self.rules, self.rows, places, now)
        return set(after) != set(self.rows) or not ended <= {row.rule_id for row in self.rows}

    def rows_of(self, member_id: int | None) -> list[Held]:
        """How the rules stand to one member."""
        return [row for row in self.rows if row.member_id == member_id]

    def causes(self) -> dict[tuple[int, int], Rule]:
        """The rule behind everybody's role, the oldest of several, by role and user."""
        found: dict[tuple[int, int], Rule] = {}
        for row in self.rows:
            if (user_id := self.users.get(row.member_id)) is not None:
                rule = self.rules[row.rule_id]
                found.setdefault((rule.role_id, user_id), rule)
        return found


def read(tx: Connection, guild_id: int) -> Books:
    """The books as they are."""
    rules, rows = rank_rules.of_guild(tx, guild_id), rank_rules.held(tx, guild_id)
    return _books(tx, guild_id, rules, rows)


def read_ranked(tx: Connection, guild_id: int, places: Places, now: datetime) -> Books:
    """The books as they would be with these places; nothing is written."""
    rules, _, after = _reckon(tx, guild_id, places, now)
    return _books(tx, guild_id, rules, after)


def rank(tx: Connection, guild_id: int, places: Places, now: datetime) -> None:
    """Note who has a claim by these places; who lost one and never had the role is forgotten."""
    _, before, after = _reckon(tx, guild_id, places, now)
    old, new = {_key(row): row for row in before}, {_key(row): row for row in after}
    rank_rules.drop(tx, [row for key, row in old.items() if key not in new])
    rank_rules.save(tx, [row for key, row in new.items() if old.get(key) != row])
    rank_rules.forget_ended(tx, guild_id)


def reckoned(rules: Mapping[int, Rule], rows: Iterable[Held], places: Places, now: datetime) -> list[Held]:
    """The rows as they are to be with these places; a rule whose board is not among them stays as it is."""
    by_rule: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        by_rule[row.rule_id].append(row)
    found: list[Held] = []
    gone: dict[int, datetime] = {
        row.member_id: row.parked_at for own in by_rule.values() for row in own if row.parked_at
    }
    for rule in rules.values():
        own = by_rule[rule.id]
        if rule.live and rule.board not in places:
            found += own
        else:
            found += ranked(rule, places.get(rule.board, {}), own, now)
    # Who left the server has left it for every rule, those that they come to by now too.
    for at, row in enumerate(found):
        if row.parked_at is None and row.member_id in gone:
            found[at] = replace(row, parked_at=gone[row.member_id])
    return inherited(rules, found)


def note_looks(tx: Connection, books: Books, seen: Mapping[int, Collection[int]], now: datetime) -> None:
    """Put right in the books who has which roles: `seen` are the roles of users, as Discord said."""
    closed = books.closed
    changed: list[Held] = []
    for row in books.rows:
        role_id, user_id = books.rules[row.rule_id].role_id, books.users.get(row.member_id)
        if user_id is None or user_id not in seen or role_id in closed:
            continue
        if role_id in seen[user_id]:
            put_right = replace(row, tried_at=row.tried_at or now, given_at=row.given_at or now)
        else:
            put_right = replace(row, tried_at=None, given_at=None)
        if put_right != row:
            changed.append(put_right)
    rank_rules.save(tx, changed)


def note_staff(tx: Connection, books: Books, user_id: int, roles: Collection[int], now: datetime) -> bool:
    """Whether these roles leave a user out of prizes; whoever was thought otherwise is noted."""
    member_id = books.members.get(user_id)
    staff = not books.staff_roles.isdisjoint(roles)
    if member_id is not None and staff != (member_id in books.left_out):
        board_pins.set_left_out(tx, member_id, staff, now)
    return staff


def obstacles(books: Books, views: Mapping[int, View], tried: Mapping[int, View]) -> dict[int, Obstacle | None]:
    """What keeps each rule from working now, by rule.

    `tried` is how the bot and a role stood when Discord refused what looked as if it could be done: as long as that is
    how they stand, the rule stays blocked.
    """
    found: dict[int, Obstacle | None] = {}
    for rule in books.rules.values():
        view = views[rule.role_id]
        of_rank = Obstacle.OF_RANK if rule.live and rule.role_id in books.of_rank else None
        seen = (view.obstacle if rule.live else view.obstacle_to_taking) or of_rank
        found[rule.id] = seen or (rule.blocked if tried.get(rule.role_id) == view else None)
    return found


def _reckon(
    tx: Connection, guild_id: int, places: Places, now: datetime
) -> tuple[dict[int, Rule], list[Held], list[Held]]:
    """The rules, their rows, and these as they are to be; who was erased is nobody's holder."""
    rules, before = rank_rules.of_guild(tx, guild_id), rank_rules.held(tx, guild_id)
    after = reckoned(rules, before, places, now)
    users = members.users(tx, {row.member_id for row in after})
    return rules, before, [row for row in after if users.get(row.member_id) is not None]


def _books(tx: Connection, guild_id: int, rules: Mapping[int, Rule], rows: Iterable[Held]) -> Books:
    rows = tuple(rows)
    users = {who: user for who, user in members.users(tx, {row.member_id for row in rows}).items() if user is not None}
    chosen = settings.some(tx, guild_id, LEADER_ROLES, OFFICER_ROLES, LEFT_OUT)
    leaders, officers, staff = (frozenset(cast("tuple[int, ...]", one)) for one in chosen)
    left_out = frozenset(board_pins.left_out(tx, guild_id)) if staff else frozenset[int]()
    by_user = {user: who for who, user in users.items()}
    return Books(rules, rows, users, by_user, leaders | officers, staff, left_out)


def _key(row: Held) -> tuple[int, int]:
    return row.rule_id, row.member_id
