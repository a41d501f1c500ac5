"""Roles by rank: who is to hold which role by where they stand, and the steps from who holds it to who is to.

A rule gives a role to the top N of a board. Somebody gets it when they stand at N or above and loses it beyond N + 2 at
once, or after ten minutes below N: so that two who overtake each other all evening do not make the role flicker. Who
shares a place with the last one gets it too. A role that several rules name is for whoever one of them gives it to.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.leaderboard_settings import Board

SLACK: Final = 2
"""How many places below N a holder is not taken the role at once."""

PATIENCE: Final = timedelta(minutes=10)
"""How long a holder may stand below N."""

MOST_RULES: Final = 25
"""How many rules a guild can have."""

MOST_PLACES: Final = 100
"""How far down a board a rule can reach."""


class Change(StrEnum):
    """What is done to a role of somebody."""

    ADD = "add"
    REMOVE = "remove"


class Obstacle(StrEnum):
    """What keeps a rule from working until somebody changes something in Discord or in the settings."""

    GONE = "gone"
    ABOVE = "above"
    NO_PERMISSION = "no_permission"
    MANAGED = "managed"
    EVERYBODY = "everybody"
    POWERFUL = "powerful"
    OF_RANK = "of_rank"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Rule:
    """The top so many of a board get a role; `removed_at` is when a leader ended it."""

    id: int
    guild_id: int
    board: Board
    top: int
    role_id: int
    added_by: int
    added_at: datetime
    removed_at: datetime | None = None
    blocked: Obstacle | None = None
    blocked_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether it gives its role; one that was ended only takes it back."""
        return self.removed_at is None


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom a rule gives its role; `below_since` is when they fell below N, None while they stand in it."""

    member_id: int
    below_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """How a rule stands to a member.

    `lost_at` is when they lost their claim, `tried_at` when Discord was first asked to give them the role, `given_at`
    when it had, `parked_at` when they had left the server.
    """

    rule_id: int
    member_id: int
    below_since: datetime | None = None
    lost_at: datetime | None = None
    tried_at: datetime | None = None
    given_at: datetime | None = None
    parked_at: datetime | None = None

    @property
    def wanted(self) -> bool:
        """Whether the rule wants them to have the role, and they are there to have it."""
        return self.lost_at is None and self.parked_at is None

    @property
    def may_have(self) -> bool:
        """Whether the role may have come to them through the rule: between asking and noting we may have crashed."""
        return self.tried_at is not None or self.given_at is not None


@dataclass(frozen=True, slots=True)
class Step:
    """One call to Discord."""

    change: Change
    role_id: int
    who: int


def holders(
    top: int, places: Mapping[int, int], before: Iterable[Holder], now: datetime, *, left_out: Collection[int] = ()
) -> tuple[Holder, ...]:
    """Whom a rule gives its role now, given whom it gave it before; `places` are shared by equals and count from 1.

    `left_out` never get it: staff who play for nothing. In the order of member ids.
    """
    below = {one.member_id: one.below_since for one in before}
    furthest = top + SLACK
    found: list[Holder] = []
    for member_id in sorted(member_id for member_id, place in places.items() if place <= furthest):
        if member_id in left_out:
            continue
        if places[member_id] <= top:
            found.append(Holder(member_id))
        elif member_id in below:
            since = below[member_id] or now
            if now - since < PATIENCE:
                found.append(Holder(member_id, since))
    return tuple(found)


def ranked(rule: Rule, places: Mapping[int, int], rows: Iterable[Held], now: datetime) -> list[Held]:
    """The rows of a rule as they are now that its board stands like that: who entered, who stays, who lost their claim.

    Who lost it before Discord was ever asked is not in them any more; an ended rule leaves nobody a claim.
    """
    before = {row.member_id: row for row in rows}
    claims = (Holder(row.member_id, row.below_since) for row in before.values() if row.lost_at is None)
    now_in = {one.member_id: one for one in holders(rule.top, places, claims, now)} if rule.live else {}
    found: list[Held] = []
    for member_id in sorted(before.keys() | now_in.keys()):
        row = before.get(member_id) or Held(rule.id, member_id)
        if holder := now_in.get(member_id):
            as_before = row.lost_at is None and row.below_since == holder.below_since
            found.append(row if as_before else replace(row, below_since=holder.below_since, lost_at=None))
        elif row.may_have:
            found.append(replace(row, below_since=None, lost_at=row.lost_at or now))
    return found


def inherited(rules: Mapping[int, Rule], rows: Iterable[Held]) -> list[Held]:
    """The same rows where several rules name one role: who lost it by one rule and has it by another keeps it.

    Nothing is asked of Discord for that: the row that wants the role takes over what was noted in the one that does
    not, which is gone.
    """
    by_whom: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for row in rows:
        by_whom[rules[row.rule_id].role_id, row.member_id].append(row)
    found: list[Held] = []
    for same in by_whom.values():
        if len(same) == 1 or not any(row.wanted for row in same):
            found += same
            continue
        tried = min((row.tried_at for row in same if row.tried_at), default=None)
        given = min((row.given_at for row in same if row.given_at), default=None)
        found += [replace(row, tried_at=tried, given_at=given) for row in same if row.lost_at is None]
    return found


def next_look(found: Iterable[Holder | Held]) -> datetime | None:
    """When somebody's patience ends; None when nobody stands below."""
    return min((one.below_since + PATIENCE for one in found if one.below_since is not None), default=None)


def goal(rules: Mapping[int, Rule], rows: Iterable[Held]) -> dict[int, set[int]]:
    """Who is to hold each role that a rule names, by role."""
    found: dict[int, set[int]] = {rule.role_id: set() for rule in rules.values()}
    for row in rows:
        if row.wanted:
            found[rules[row.rule_id].role_id].add(row.member_id)
    return found


def noted(rules: Mapping[int, Rule], rows: Iterable[Held]) -> dict[int, set[int]]:
    """Who holds each role as far as the books know, by role.

    Whoever is to lose one that we once asked Discord for may hold it; whoever is to get it is asked for again.
    """
    found: dict[int, set[int]] = {rule.role_id: set() for rule in rules.values()}
    for row in rows:
        if row.given_at is not None or (row.lost_at is not None and row.may_have):
            found[rules[row.rule_id].role_id].add(row.member_id)
    return found


def plan(desired: Mapping[int, Collection[int]], actual: Mapping[int, Collection[int]]) -> list[Step]:
    """The steps from who holds the roles to who is to, additions first; both are people by role.

    A role that `desired` does not name is nobody's business; a member whom `actual` cannot know of (who left) is the
    caller's to leave out.
    """
    adding = [
        Step(Change.ADD, role_id, who) for role_id in sorted(desired) for who in _lacking(desired, actual, role_id)
    ]
    removing = [
        Step(Change.REMOVE, role_id, who) for role_id in sorted(desired) for who in _lacking(actual, desired, role_id)
    ]
    return [*adding, *removing]


def applied(actual: Mapping[int, Collection[int]], steps: Sequence[Step]) -> dict[int, set[int]]:
    """Who holds the roles after these steps."""
    found = {role_id: set(people) for role_id, people in actual.items()}
    for step in steps:
        people = found.setdefault(step.role_id, set())
        (people.add if step.change is Change.ADD else people.discard)(step.who)
    return found


def _lacking(wanted: Mapping[int, Collection[int]], there: Mapping[int, Collection[int]], role_id: int) -> list[int]:
    return sorted(set(wanted.get(role_id, ())) - set(there.get(role_id, ())))
