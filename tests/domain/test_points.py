"""Hundredths of points: decay rounds once and keeps the order, parts sum to the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.points import MOST, WHOLE, decayed, shared

AMOUNTS = st.integers(-MOST, MOST)
PERCENTS = st.integers(0, WHOLE)


@pytest.mark.parametrize(
    ("old", "percent", "left"),
    [
        (321_00, 10_00, 288_90),
        (436_00, 10_00, 392_40),
        (100_00, 7_00, 93_00),  # binary floating point gives 92.99 or 93.00, by the order of its steps
        (1, 10_00, 0),
        (-50_00, 10_00, -45_00),
        (-1, 10_00, -1),
        (500_00, 0, 500_00),
        (500_00, 100_00, 0),
        (333_33, 2_50, 324_99),
    ],
)
def test_what_a_decay_leaves(old: int, percent: int, left: int):
    assert decayed(old, percent) == left


@given(one=AMOUNTS, other=AMOUNTS, percent=PERCENTS)
def test_a_decay_never_moves_anybody_past_another(one: int, other: int, percent: int):
    if one <= other:
        assert decayed(one, percent) <= decayed(other, percent)


@given(old=AMOUNTS, percent=PERCENTS)
def test_a_decay_is_rounded_down_by_less_than_a_hundredth(old: int, percent: int):
    exact = old * (WHOLE - percent)
    assert decayed(old, percent) * WHOLE <= exact < (decayed(old, percent) + 1) * WHOLE
    assert min(old, 0) <= decayed(old, percent) <= max(old, 0)


@pytest.mark.parametrize("percent", [-500, WHOLE + 1, 100_000])
def test_no_decay_takes_less_than_nothing_or_more_than_everything(percent: int):
    with pytest.raises(ValueError, match="between nothing and everything"):
        decayed(100, percent)


def test_a_hundred_among_three():
    assert shared(100_00, 3) == (33_34, 33_33, 33_33)
    with pytest.raises(ValueError, match="somebody"):
        shared(100, 0)


@given(price=st.integers(0, MOST), people=st.integers(1, 500))
def test_a_price_is_shared_to_the_last_hundredth(price: int, people: int):
    parts = shared(price, people)
    assert sum(parts) == price
    assert len(parts) == people
    assert max(parts) - min(parts) <= 1
