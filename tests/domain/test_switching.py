"""Switching systems: what members have becomes what they have under the other one, and nothing gets lost on the way."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.epgp import Rates, Standing, ranking
from domain.errors import Conflict
from domain.loot import System
from domain.points import Change, Pool
from domain.switching import Convert, Purse, converted

AMOUNTS = st.integers(-(10**9), 10**9)


def purse(held: Mapping[Pool, int], earned: Mapping[Pool, int] | None = None, spent: Mapping[Pool, int] | None = None):
    """What somebody has, and ever earned and spent."""
    return Purse(held, earned or {}, spent or {})


def after(purses: Mapping[int, Purse], changes: Sequence[Change]) -> dict[int, dict[Pool, int]]:
    """What everybody has once that happened."""
    found = {member_id: {pool: one.held.get(pool, 0) for pool in Pool} for member_id, one in purses.items()}
    for change in changes:
        found[change.member_id][change.pool] += change.delta
    return found


def test_the_golden_example():
    balances = {1: 500_00, 2: 200_00, 3: 0, 4: -50_00}
    purses = {member_id: purse({Pool.DKP: balance}) for member_id, balance in balances.items()}
    found = after(purses, converted(System.DKP, System.EPGP, Convert.FRESH, purses))
    assert [(one[Pool.EP], one[Pool.GP]) for one in found.values()] == [(500_00, 0), (200_00, 0), (0, 0), (0, 50_00)]
    assert all(one[Pool.DKP] == 0 for one in found.values())
    order = ranking([Standing(key, one[Pool.EP], one[Pool.GP], key) for key, one in found.items()], Rates(100_00))
    assert [one.standing.member_id for one in order] == [1, 2, 3, 4]


def test_history_makes_effort_of_what_was_earned_and_gear_of_what_was_spent():
    mine = purse({Pool.DKP: 300_00}, {Pool.DKP: 900_00}, {Pool.DKP: 400_00})
    found = after({1: mine}, converted(System.DKP, System.EPGP, Convert.HISTORY, {1: mine}))
    assert found[1] == {Pool.EP: 900_00, Pool.GP: 400_00, Pool.DKP: 0}
    theirs = purse({Pool.EP: 500_00, Pool.GP: 90_00}, {Pool.EP: 700_00, Pool.GP: 120_00}, {Pool.EP: 10_00})
    found = after({1: theirs}, converted(System.EPGP, System.DKP, Convert.HISTORY, {1: theirs}))
    assert found[1] == {Pool.EP: 0, Pool.GP: 0, Pool.DKP: 570_00}


@given(st.dictionaries(st.integers(1, 99), AMOUNTS, max_size=20))
def test_there_and_back_again_is_where_everybody_was(balances: dict[int, int]):
    purses = {key: purse({Pool.DKP: balance}) for key, balance in balances.items()}
    there = after(purses, converted(System.DKP, System.EPGP, Convert.FRESH, purses))
    assert all(one[Pool.EP] >= 0 and one[Pool.GP] >= 0 for one in there.values())
    back = {key: purse(one) for key, one in there.items()}
    home = after(back, converted(System.EPGP, System.DKP, Convert.FRESH, back))
    assert {key: one[Pool.DKP] for key, one in home.items()} == balances


@given(st.dictionaries(st.integers(1, 99), AMOUNTS, max_size=20))
def test_fresh_keeps_the_order_of_different_balances(balances: dict[int, int]):
    purses = {key: purse({Pool.DKP: balance}) for key, balance in balances.items()}
    found = after(purses, converted(System.DKP, System.EPGP, Convert.FRESH, purses))
    order = ranking([Standing(key, one[Pool.EP], one[Pool.GP], key) for key, one in found.items()], Rates(100_00))
    had = [balances[one.standing.member_id] for one in order]
    assert had == sorted(had, reverse=True)


@pytest.mark.parametrize(("old", "new"), [(one, other) for one in System for other in System if one is not other])
def test_keep_changes_nothing(old: System, new: System):
    assert converted(old, new, Convert.KEEP, {1: purse({Pool.EP: 1, Pool.GP: 2, Pool.DKP: 3})}) == []


@pytest.mark.parametrize(
    ("old", "new", "convert", "code"),
    [
        (System.DKP, System.DKP, Convert.KEEP, "loot.system_same"),
        (System.COUNCIL, System.EPGP, Convert.HISTORY, "loot.no_history"),
        (System.DKP, System.COUNCIL, Convert.HISTORY, "loot.no_history"),
    ],
)
def test_what_cannot_be_switched(old: System, new: System, convert: Convert, code: str):
    with pytest.raises(Conflict) as refused:
        converted(old, new, convert, {})
    assert refused.value.code == code


@pytest.mark.parametrize("new", [System.DKP, System.EPGP])
def test_fresh_from_the_council_lets_everybody_begin_anew(new: System):
    purses = {1: purse({Pool.EP: 5, Pool.GP: 6, Pool.DKP: 7})}
    found = after(purses, converted(System.COUNCIL, new, Convert.FRESH, purses))
    assert found[1] == {Pool.EP: 0, Pool.GP: 0, Pool.DKP: 0}
