"""Roles by rank: the plan reaches its goal, applied twice does nothing, and close rivals do not make roles flicker."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.leaderboard_settings import Board
from domain.rank_roles import (
    PATIENCE,
    Change,
    Held,
    Holder,
    Rule,
    applied,
    goal,
    holders,
    inherited,
    next_look,
    noted,
    plan,
    ranked,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROLES = st.dictionaries(st.integers(1, 5), st.frozensets(st.integers(1, 20), max_size=12), max_size=5)
PLACES = st.lists(st.integers(1, 12), unique=True, max_size=12).map(
    lambda order: {who: place for place, who in enumerate(order, 1)}
)
ROLE, OTHER_ROLE = 71, 72


def ids(found: tuple[Holder, ...]) -> list[int]:
    return [one.member_id for one in found]


def rule(number: int, top: int = 2, role_id: int = ROLE, *, ended: bool = False) -> Rule:
    return Rule(number, 77, Board.STANDING, top, role_id, 1, NOW, NOW if ended else None)


# Who is to have it


def test_who_enters_stays_and_leaves():
    assert ids(holders(2, {1: 1, 2: 2, 3: 3}, (), NOW)) == [1, 2]
    below = holders(2, {1: 1, 3: 2, 2: 3}, (Holder(1), Holder(2)), NOW)
    assert below == (Holder(1), Holder(2, NOW), Holder(3))
    assert ids(holders(2, {1: 1, 3: 2, 2: 3}, below, NOW + PATIENCE)) == [1, 3]
    assert ids(holders(2, {1: 1, 3: 2, 2: 3}, below, NOW + PATIENCE - timedelta(seconds=1))) == [1, 2, 3]
    assert ids(holders(2, {1: 1, 3: 2, 2: 4}, below, NOW)) == [1, 2, 3], "N + 2 is not beyond it"
    assert ids(holders(2, {1: 1, 3: 2, 2: 5}, below, NOW)) == [1, 3], "beyond N + 2 it goes at once"
    assert holders(2, {1: 1, 2: 2, 3: 3}, below, NOW + PATIENCE)[1] == Holder(2), "back in time"
    assert next_look(below) == NOW + PATIENCE
    assert next_look([Holder(1)]) is None


def test_who_never_had_it_does_not_enter_below():
    assert ids(holders(2, {1: 1, 2: 2, 3: 3, 4: 4}, (Holder(1),), NOW)) == [1, 2]


def test_who_is_not_on_the_board_any_more_loses_it_at_once():
    assert ids(holders(2, {1: 1}, (Holder(1), Holder(2)), NOW)) == [1]


def test_who_shares_the_last_place_gets_it_too():
    assert ids(holders(2, {1: 1, 2: 2, 3: 2, 4: 4}, (), NOW)) == [1, 2, 3]
    assert ids(holders(1, {1: 1, 2: 1, 3: 3}, (), NOW)) == [1, 2], "two Champions"


def test_staff_are_left_out():
    assert ids(holders(2, {1: 1, 2: 2}, (), NOW, left_out={1})) == [2]


def test_rivals_do_not_make_roles_flicker():
    """A day of 300 members, of whom two overtake each other at the edge every 30 seconds."""
    dice = random.Random(7)
    scores = {who: 10_000 - 30 * who for who in range(300)}
    held: tuple[Holder, ...] = ()
    changes = crossings = 0
    before = True
    for tick in range(24 * 120):
        now = NOW + timedelta(seconds=30 * tick)
        for who in (9, 10):
            scores[who] = 10_000 - 285 + dice.randint(-20, 20)
        crossings += before is not (before := scores[9] > scores[10])
        order = sorted(scores, key=lambda who: (-scores[who], who))
        after = holders(10, {who: place for place, who in enumerate(order, 1)}, held, now)
        changes += len({*ids(after)} ^ {*ids(held)}) if held else 0
        held = after
    assert crossings > 1000, "they do overtake each other"
    assert changes <= 12


# The steps


@given(ROLES, ROLES)
def test_the_plan_reaches_the_goal_and_applied_again_does_nothing(
    desired: Mapping[int, frozenset[int]], actual: Mapping[int, frozenset[int]]
):
    steps = plan(desired, actual)
    after = applied(actual, steps)
    assert {role: after.get(role, set()) for role in desired} == {role: set(who) for role, who in desired.items()}
    assert plan(desired, after) == []
    assert applied(after, steps) == after
    assert {role: who for role, who in after.items() if role not in desired} == {
        role: set(who) for role, who in actual.items() if role not in desired
    }


@given(ROLES, ROLES, ROLES)
def test_random_drift_heals(
    desired: Mapping[int, frozenset[int]],
    actual: Mapping[int, frozenset[int]],
    drift: Mapping[int, frozenset[int]],
):
    settled = applied(actual, plan(desired, actual))
    drifted = {role: settled.get(role, set()) ^ set(drift.get(role, ())) for role in settled.keys() | drift.keys()}
    healed = applied(drifted, plan(desired, drifted))
    assert all(healed.get(role, set()) == set(who) for role, who in desired.items())


@given(ROLES, ROLES)
def test_additions_come_first(desired: Mapping[int, frozenset[int]], actual: Mapping[int, frozenset[int]]):
    changes = [step.change for step in plan(desired, actual)]
    assert changes == sorted(changes, key=lambda change: change is Change.REMOVE)


# What the books say


def test_who_lost_a_claim_is_kept_until_discord_took_the_role():
    asked = Held(1, 5, tried_at=NOW)
    given_ = Held(1, 6, given_at=NOW)
    never = Held(1, 7)
    after = ranked(rule(1), {1: 1, 2: 2}, [asked, given_, never], NOW)
    assert after == [Held(1, 1), Held(1, 2), replace(asked, lost_at=NOW), replace(given_, lost_at=NOW)]
    later = ranked(rule(1), {1: 1, 2: 2}, after, NOW + PATIENCE)
    assert [row.lost_at for row in later[2:]] == [NOW, NOW], "since when does not change"
    assert noted({1: rule(1)}, after) == {ROLE: {5, 6}}, "whoever was asked for may have it"
    assert goal({1: rule(1)}, after) == {ROLE: {1, 2}}


def test_who_lost_a_claim_has_no_patience_left():
    lost = Held(1, 3, given_at=NOW, lost_at=NOW)
    (_, _, row) = ranked(rule(1), {1: 1, 2: 2, 3: 3}, [lost], NOW)
    assert row == lost
    assert ranked(rule(1), {1: 1, 3: 2}, [lost], NOW)[1] == replace(lost, lost_at=None), "they climb back all the way"


def test_an_ended_rule_leaves_nobody_a_claim():
    rows = [Held(1, 1, given_at=NOW), Held(1, 2)]
    assert ranked(rule(1, ended=True), {1: 1, 2: 2}, rows, NOW) == [Held(1, 1, given_at=NOW, lost_at=NOW)]


def test_a_role_of_two_rules_stays_when_one_of_them_ends():
    rules = {1: rule(1, 1), 2: rule(2, 10), 3: rule(3, 10, OTHER_ROLE)}
    lost, wants, other = Held(1, 5, given_at=NOW, tried_at=NOW, lost_at=NOW), Held(2, 5), Held(3, 5)
    after = inherited(rules, [lost, wants, other])
    assert after == [Held(2, 5, tried_at=NOW, given_at=NOW), other]
    assert plan(goal(rules, after), noted(rules, after)) == plan({OTHER_ROLE: {5}}, {})
    assert inherited(rules, [lost, other]) == [lost, other], "nobody wants it any more"


def test_who_is_away_is_asked_for_nowhere():
    rows = [Held(1, 1, parked_at=NOW), Held(1, 2)]
    assert goal({1: rule(1)}, rows) == {ROLE: {2}}


@given(st.lists(PLACES, min_size=1, max_size=6), st.integers(1, 5), st.integers(1, 5), st.booleans())
def test_whatever_happens_discord_ends_up_as_the_rules_say(
    days: list[dict[int, int]], top: int, other: int, crashes: bool
):
    """Two rules of one role and one of another; the bot may crash after every call, before it notes anything."""
    rules = {1: rule(1, top), 2: rule(2, other), 3: rule(3, other, OTHER_ROLE)}
    rows: list[Held] = []
    discord: dict[int, set[int]] = {}
    for number, places in enumerate([*days, days[-1]]):
        now = NOW + number * PATIENCE
        rows = inherited(
            rules,
            [
                row
                for one in rules.values()
                for row in ranked(one, places, [row for row in rows if row.rule_id == one.id], now)
            ],
        )
        steps = plan(goal(rules, rows), noted(rules, rows))
        discord = applied(discord, steps)
        adding = {(step.role_id, step.who) for step in steps if step.change is Change.ADD}
        taking = {(step.role_id, step.who) for step in steps if step.change is Change.REMOVE}
        rows = [
            replace(row, tried_at=now, given_at=None if crashes else now) if key in adding else row
            for row in rows
            if (key := (rules[row.rule_id].role_id, row.member_id)) not in taking or crashes
        ]
        assert {role: discord.get(role, set()) for role in (ROLE, OTHER_ROLE)} == goal(rules, rows)
