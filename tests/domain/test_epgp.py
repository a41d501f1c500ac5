"""EPGP to the letter: priorities, the order of equals, what gear costs, what decay leaves."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.epgp import Formula, Ranked, Rates, Standing, part_of, price, ranking
from domain.points import MOST, WHOLE, Decay, Pool, decayed

POINTS = st.integers(-(10**9), 10**9)
WITH_BASE = Decay((Pool.EP, Pool.GP), 10_00, base_gp=100_00)
STANDINGS = st.lists(st.builds(Standing, st.integers(1, 10**6), POINTS, POINTS, st.integers(1, 10**6)), max_size=40)


def order(*standings: Standing, base: int = 100_00, minimum: int = 0) -> list[int]:
    """Member ids, the first first."""
    return [one.standing.member_id for one in ranking(standings, Rates(base, minimum))]


@pytest.mark.parametrize(
    ("formula", "ilvl", "slot", "points"),
    [
        (Formula(496, 26), 509, 75, 1061),
        (Formula(496, 26), 509, 125, 1768),
        (Formula(496, 26), 522, 200, 4000),
        (Formula(496, 26), 483, 100, 707),
        (Formula(200, 13), 213, 56, 1120),
        (Formula(200, 13), 226, 200, 8000),
        (Formula(200, 13), 219, 125, 3443),
    ],
)
def test_what_gear_costs_by_the_formula(formula: Formula, ilvl: int, slot: int, points: int):
    assert formula.points(ilvl, slot) == points * 100


@given(
    ilvl=st.integers(1, 1999), slot=st.integers(0, 300), standard=st.integers(1, 900), denominator=st.integers(1, 60)
)
def test_better_gear_never_costs_less(ilvl: int, slot: int, standard: int, denominator: int):
    if abs(ilvl - standard) <= 60 * denominator:
        formula = Formula(standard, denominator)
        assert formula.points(ilvl, slot) <= formula.points(ilvl + 1, slot)
        assert formula.points(ilvl, slot) <= formula.points(ilvl, slot + 1)
        assert formula.points(ilvl, slot) % 100 == 0


@pytest.mark.parametrize(("ilvl", "slot", "denominator"), [(0, 1, 26), (2001, 1, 26), (500, -1, 26), (500, 1, 0)])
def test_what_cannot_be_reckoned_is_refused(ilvl: int, slot: int, denominator: int):
    with pytest.raises(ValueError, match="item level"):
        Formula(496, denominator).points(ilvl, slot)


def test_a_table_is_read_by_quality_and_slot_and_then_by_slot_alone():
    table = {("", "weapon"): 100_00, ("epic", "weapon"): 120_00, ("", "other"): 60_00}
    assert price(table, "epic", "weapon") == 120_00
    assert price(table, "rare", "weapon") == 100_00
    assert price(table, "epic", "ring") is None


def test_priority_is_ep_over_gp_with_base():
    (before,) = ranking([Standing(1, 321_00, 436_00, 1)], Rates(100_00))
    assert before.priority == Fraction(321, 536)
    (after,) = ranking([Standing(1, 288_90, 392_40, 1)], Rates(100_00))
    assert after.priority == Fraction(28_890, 49_240)
    (nothing,) = ranking([Standing(1, 50_00, 0, 1)], Rates(0))
    assert nothing.priority == 50, "never divided by less than one point"
    (debt,) = ranking([Standing(1, 50_00, -500_00, 1)], Rates(100_00))
    assert debt.priority == 50


def test_who_is_under_the_minimum_comes_after_all_who_reach_it():
    rich, fresh = Standing(1, 1000_00, 1000_00, 1), Standing(2, 100_00, 0, 2)
    assert order(fresh, rich, minimum=200_00) == [1, 2]
    assert order(fresh, rich) == [2, 1]
    first, second = ranking([fresh, rich], Rates(100_00, 200_00))
    assert (first.priority, second.priority) == (Fraction(10, 11), 1), "it changes places, not priorities"


def test_equals_are_told_apart_by_more_ep_then_less_gp_then_who_was_there_first():
    assert order(Standing(1, 100_00, 100_00, 1), Standing(2, 200_00, 300_00, 2)) == [2, 1]
    assert order(Standing(1, 0, 50_00, 1), Standing(2, 0, 0, 2)) == [2, 1]
    assert order(Standing(1, 7_00, 0, 9), Standing(2, 7_00, 0, 3)) == [2, 1]


@given(STANDINGS, st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_ranking_is_the_same_whatever_the_order_it_is_made_from(standings: list[Standing], base: int, minimum: int):
    one = ranking(standings, Rates(base, minimum))
    other = ranking(standings[::-1], Rates(base, minimum))
    assert [ranked.order for ranked in one] == [ranked.order for ranked in other]


@given(one=st.integers(0, MOST), other=st.integers(0, MOST), gp=st.integers(0, MOST), percent=st.integers(0, WHOLE))
def test_decay_keeps_the_order_of_members_with_equal_gp(one: int, other: int, gp: int, percent: int):
    before = order(Standing(1, one, gp, 1), Standing(2, other, gp, 2))
    after = order(Standing(1, decayed(one, percent), decayed(gp, percent), 1),
                  Standing(2, decayed(other, percent), decayed(gp, percent), 2))  # fmt: skip
    if decayed(one, percent) != decayed(other, percent):
        assert after == before


def test_gp_decays_with_or_without_its_base():
    assert Decay((Pool.EP, Pool.GP), 10_00).left(Pool.GP, 436_00) == 392_40
    assert WITH_BASE.left(Pool.GP, 436_00) == 382_40
    assert WITH_BASE.left(Pool.GP, 5_00) == 0, "nobody is in credit by decay"
    assert WITH_BASE.left(Pool.GP, -50_00) == -50_00


def test_a_response_costs_its_part_of_the_price():
    assert part_of(100_00, 50_00) == 50_00
    assert part_of(33_33, 50_00) == 16_66


@given(
    st.lists(st.integers(0, 10**8), min_size=2, max_size=12),
    st.integers(0, 10**8),
    st.integers(0, WHOLE),
    st.sampled_from([None, 100_00, 1_00]),
)
def test_a_decay_turns_nobody_of_equal_gp_round(efforts: list[int], gp: int, percent: int, base: int | None):
    """Rounding can make equals of two; it never puts the one behind in front."""
    decay = Decay((Pool.EP, Pool.GP), percent, base)
    before = ranking((Standing(one, ep, gp, one) for one, ep in enumerate(efforts)), Rates())
    left = decay.left(Pool.GP, gp)
    after = [
        Ranked(Standing(one.standing.member_id, decay.left(Pool.EP, one.standing.ep), left, 0), Rates()).priority
        for one in before
    ]
    assert after == sorted(after, reverse=True)
