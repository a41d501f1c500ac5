"""Hundredths of points: decay rounds once and keeps the order, parts sum to the whole."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.points import (
    MOST,
    WHOLE,
    Decay,
    Pool,
    Step,
    capped,
    check_reason,
    decayed,
    parse_percent,
    parse_points,
    parse_price,
    replayed,
    shared,
)

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


# What is typed


@pytest.mark.parametrize(
    ("typed", "points"),
    [("12", 12_00), ("12.5", 12_50), ("12,50", 12_50), ("1,200.25", 1200_25), (" 0.01 ", 1), ("+7", 7_00)],
)
def test_points_as_people_type_them(typed: str, points: int):
    assert parse_points(typed) == points


@pytest.mark.parametrize(
    "typed", ["", "0", "-5", "12.345", "many", "1e3", "∞", "١٢", "1000000001", "1.2.3", "NaN", "5 EP"]
)
def test_what_are_no_points_is_refused(typed: str):
    with pytest.raises(Invalid, match=r"points\.amount"):
        parse_points(typed)


def test_a_price_can_be_nothing_and_never_less():
    assert (parse_price("0"), parse_price("80"), parse_price("7,5")) == (0, 80_00, 7_50)
    for typed in ("-1", "free", "", "1000000001"):
        with pytest.raises(Invalid, match=r"points\.price"):
            parse_price(typed)


@pytest.mark.parametrize(("typed", "percent"), [("10", 10_00), ("7.5 %", 7_50), ("100%", 100_00), ("0.01", 1)])
def test_percentages_as_people_type_them(typed: str, percent: int):
    assert parse_percent(typed) == percent


@pytest.mark.parametrize("typed", ["0", "100.01", "-5", "1000", "ten", "", "%"])
def test_what_is_no_percentage_is_refused(typed: str):
    with pytest.raises(Invalid, match=r"points\.percent"):
        parse_percent(typed)


def test_a_reason_is_one_line_that_can_be_seen():
    assert check_reason("  raid\n night ") == "raid night"
    for typed in ("", " \u200b ", "x" * 301):
        with pytest.raises(Invalid, match=r"points\.reason"):
            check_reason(typed)


@given(balance=AMOUNTS, gift=st.integers(0, MOST), cap=st.integers(1, MOST))
def test_a_gift_fills_up_to_the_cap_and_takes_nothing(balance: int, gift: int, cap: int):
    given_ = capped(balance, gift, cap)
    assert 0 <= given_ <= gift
    assert balance + given_ <= max(balance, cap)
    assert given_ == gift or balance + given_ >= cap
    assert capped(balance, gift, 0) == gift


# What a balance comes to

STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.integers(-(10**8), 10**8),
        st.builds(Decay, st.just((Pool.EP, Pool.GP)), PERCENTS, st.one_of(st.none(), st.integers(0, 10**6))),
    ),
    max_size=12,
)
POOLS = st.sampled_from([Pool.EP, Pool.GP])


@given(steps=STEPS, pool=POOLS, order=st.randoms(use_true_random=False))
def test_undoing_every_act_in_any_order_leaves_nothing(steps: list[Step], pool: Pool, order: Random):
    """As the books do it: each undoing enters the difference to what is left without it."""
    entered = replayed(pool, steps)
    left = list(range(len(steps)))
    order.shuffle(left)
    while left:
        left.pop()
        entered += replayed(pool, [steps[number] for number in sorted(left)]) - entered
    assert entered == 0


@given(steps=STEPS, pool=POOLS)
def test_undoing_in_reverse_goes_back_through_every_balance(steps: list[Step], pool: Pool):
    seen = [0]
    for step in steps:
        seen.append(step.left(pool, seen[-1]) if isinstance(step, Decay) else seen[-1] + step)
    for number in range(len(steps), -1, -1):
        assert replayed(pool, steps[:number]) == seen[number]


@given(old=AMOUNTS, percent=PERCENTS, base=st.integers(0, 10**8))
def test_a_decay_with_base_never_gives_anything_nor_puts_anybody_in_credit(old: int, percent: int, base: int):
    left = Decay((Pool.GP,), percent, base).left(Pool.GP, old)
    assert min(old, 0) <= left <= max(old, 0)
    assert Decay((Pool.EP,), percent, base).left(Pool.GP, old) == old
