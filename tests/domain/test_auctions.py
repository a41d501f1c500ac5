"""Auctions: the price that a sale asks, and who is tied."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.auctions import Bid, Outcome, Sale, outcome

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINIMUM = 10_00


def bids(*amounts: int) -> list[Bid]:
    """Bids of members 1, 2, 3 … in the order in which they came."""
    return [Bid(number, amount * 100, NOON) for number, amount in enumerate(amounts, 1)]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((100, 60, 40), Outcome((1,), 60_00)),
        ((40, 100, 60), Outcome((2,), 60_00)),
        ((100,), Outcome((1,), 10_00)),
        ((80, 80), Outcome((1, 2), 80_00)),
        ((80, 30, 80), Outcome((1, 3), 80_00)),
        ((100, 5), Outcome((1,), 10_00)),
        ((5, 9), None),
        ((), None),
    ],
)
def test_second_price_asks_for_the_highest_other_bid(amounts: tuple[int, ...], expected: Outcome | None):
    assert outcome(Sale.SECOND_PRICE, bids(*amounts), MINIMUM) == expected


def test_sealed_and_open_ones_pay_what_was_bid():
    assert outcome(Sale.SEALED, bids(100, 60), MINIMUM) == Outcome((1,), 100_00)
    assert outcome(Sale.SEALED, bids(60, 60), MINIMUM) == Outcome((1, 2), 60_00)
    assert outcome(Sale.OPEN, bids(60, 100), MINIMUM) == Outcome((2,), 100_00)


@given(st.lists(st.integers(0, 200), max_size=12), st.sampled_from(Sale))
def test_nobody_pays_more_than_they_bid_or_less_than_the_minimum(amounts: list[int], sale: Sale):
    made = bids(*amounts)
    found = outcome(sale, made, MINIMUM)
    valid = [bid for bid in made if bid.amount >= MINIMUM]
    assert (found is None) == (not valid)
    if found:
        theirs = {bid.member_id: bid.amount for bid in valid}
        assert all(theirs[member] == max(theirs.values()) for member in found.tied)
        assert MINIMUM <= found.price <= max(theirs.values())


@given(st.lists(st.integers(10, 200), min_size=1, max_size=8), st.integers(10, 200))
def test_bidding_what_it_is_worth_is_never_worse_than_another_bid(others: list[int], worth: int):
    """Vickrey (1961): in a second-price auction the truth is a dominant strategy; a tie gives at worst nothing."""

    def gain(bid: int) -> int:
        found = outcome(Sale.SECOND_PRICE, [Bid(0, bid * 100, NOON), *bids(*others)], MINIMUM)
        return worth * 100 - found.price if found and found.tied == (0,) else 0

    assert all(gain(worth) >= gain(bid) for bid in range(1, 220, 7))
