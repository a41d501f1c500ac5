"""Roles by rank: the plan reaches its goal, applied twice does nothing, and close rivals do not make roles flicker."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.rank_roles import PATIENCE, Change, Holder, applied, holders, next_look, plan

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROLES = st.dictionaries(st.integers(1, 5), st.frozensets(st.integers(1, 20), max_size=12), max_size=5)


def ids(found: tuple[Holder, ...]) -> list[int]:
    return [one.member_id for one in found]


@given(ROLES, ROLES)
def test_the_plan_reaches_the_goal_and_applied_again_does_nothing(desired, actual):
    steps = plan(desired, actual)
    after = applied(actual, steps)
    assert {role: after.get(role, set()) for role in desired} == {role: set(who) for role, who in desired.items()}
    assert plan(desired, after) == []
    assert {role: who for role, who in after.items() if role not in desired} == {
        role: set(who) for role, who in actual.items() if role not in desired
    }


@given(ROLES, ROLES, ROLES)
def test_random_drift_heals(desired, actual, drift):
    settled = applied(actual, plan(desired, actual))
    drifted = {role: settled.get(role, set()) ^ set(drift.get(role, ())) for role in settled.keys() | drift.keys()}
    healed = applied(drifted, plan(desired, drifted))
    assert all(healed.get(role, set()) == set(who) for role, who in desired.items())


@given(ROLES, ROLES)
def test_additions_come_first(desired, actual):
    changes = [step.change for step in plan(desired, actual)]
    assert changes == sorted(changes, key=lambda change: change is Change.REMOVE)


def test_who_enters_stays_and_leaves():
    assert ids(holders(2, {1: 1, 2: 2, 3: 3}, (), NOW)) == [1, 2]
    below = holders(2, {1: 1, 3: 2, 2: 3}, (Holder(1), Holder(2)), NOW)
    assert below == (Holder(1), Holder(2, NOW), Holder(3))
    assert ids(holders(2, {1: 1, 3: 2, 2: 3}, below, NOW + PATIENCE)) == [1, 3]
    assert ids(holders(2, {1: 1, 3: 2, 2: 5}, below, NOW)) == [1, 3], "beyond N + 2 it goes at once"
    assert holders(2, {1: 1, 2: 2, 3: 3}, below, NOW + PATIENCE)[1] == Holder(2), "back in time"
    assert next_look(below) == NOW + PATIENCE


def test_who_shares_the_last_place_gets_it_too():
    assert ids(holders(2, {1: 1, 2: 2, 3: 2, 4: 4}, (), NOW)) == [1, 2, 3]


def test_staff_are_left_out():
    assert ids(holders(2, {1: 1, 2: 2}, (), NOW, left_out={1})) == [2]


def test_rivals_do_not_make_roles_flicker():
    """A day of 300 members, of whom two overtake each other at the edge every 30 seconds."""
    dice = random.Random(7)
    scores = {who: 10_000 - 30 * who for who in range(300)}
    held: tuple[Holder, ...] = ()
    changes = 0
    for tick in range(24 * 120):
        now = NOW + timedelta(seconds=30 * tick)
        for who in (9, 10):
            scores[who] = 10_000 - 285 + dice.randint(-20, 20)
        order = sorted(scores, key=lambda who: (-scores[who], who))
        after = holders(10, {who: place for place, who in enumerate(order, 1)}, held, now)
        changes += len({*ids(after)} ^ {*ids(held)}) if held else 0
        held = after
    assert changes <= 12
