"""Roles by rank: who is to hold which role by where they stand, and the steps from who holds it to who is to.

A rule gives a role to the top N of a board. Somebody gets it when they stand at N or above and loses it beyond N + 2 at
once, or after ten minutes below N: so that two who overtake each other all evening do not make the role flicker. Who
shares a place with the last one gets it too. A role that several rules name is for whoever one of them gives it to.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

SLACK: Final = 2
"""How many places below N a holder is not taken the role at once."""

PATIENCE: Final = timedelta(minutes=10)
"""How long a holder may stand below N."""


class Change(StrEnum):
    """What is done to a role of somebody."""

    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom a rule gives its role; `below_since` is when they fell below N, None while they stand in it."""

    member_id: int
    below_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One call to Discord."""

    change: Change
    role_id: int
    member_id: int


def holders(
    top: int, places: Mapping[int, int], before: Iterable[Holder], now: datetime, *, left_out: Collection[int] = ()
) -> tuple[Holder, ...]:
    """Whom a rule gives its role now, given whom it gave it before; `places` are shared by equals and count from 1.

    `left_out` never get it: staff who play for nothing. In the order of member ids.
    """
    below = {one.member_id: one.below_since for one in before}
    found: list[Holder] = []
    for member_id in sorted(places):
        place = places[member_id]
        if member_id in left_out:
            continue
        if place <= top:
            found.append(Holder(member_id))
        elif member_id in below and place <= top + SLACK:
            since = below[member_id] or now
            if now - since < PATIENCE:
                found.append(Holder(member_id, since))
    return tuple(found)


def next_look(found: Iterable[Holder]) -> datetime | None:
    """When somebody's patience ends; None when nobody stands below."""
    return min((one.below_since + PATIENCE for one in found if one.below_since is not None), default=None)


def plan(desired: Mapping[int, Collection[int]], actual: Mapping[int, Collection[int]]) -> list[Step]:
    """The steps from who holds the roles to who is to, additions first; both are members by role.

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
        (people.add if step.change is Change.ADD else people.discard)(step.member_id)
    return found


def _lacking(wanted: Mapping[int, Collection[int]], there: Mapping[int, Collection[int]], role_id: int) -> list[int]:
    return sorted(set(wanted.get(role_id, ())) - set(there.get(role_id, ())))
