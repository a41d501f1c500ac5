"""Auctions: the price that a sale asks, and who is tied."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.auctions import (
    LIVE,
    MOST_BID,
    Auction,
    AuctionState,
    Bid,
    Outcome,
    PassedOver,
    Purse,
    Sale,
    Scope,
    Terms,
    check_bid,
    check_open,
    decide,
    end_after_bid,
    outcome,
    parse_bid,
    warn_at,
)
from domain.errors import Conflict, Invalid, Refusal

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


def auction(sale: Sale = Sale.OPEN, *, highest: int | None = None, state: AuctionState = AuctionState.OPEN) -> Auction:
    """An auction from 10 DKP on, in steps of 5, which ends in five minutes and fifteen at the latest."""
    terms = Terms("Blade", sale, MINIMUM, 5_00, 30, Scope.ALL)
    ends = NOON + timedelta(minutes=5)
    return Auction(
        id=1,
        guild_id=7,
        terms=terms,
        state=state,
        channel_id=3,
        opened_by=None,
        opened_at=NOON,
        closes_at=ends,
        latest_at=ends + timedelta(minutes=10),
        warn_at=None,
        leader_id=None if highest is None else 1,
        highest=highest,
        bidders=0,
        ended_at=None,
        ended_by=None,
        ending=None,
        reason="",
        winner_id=None,
        price=None,
        draw_id=None,
        batch_id=None,
        shared=None,
    )


RICH = Purse(balance=MOST_BID * 100, held=0)


@pytest.mark.parametrize(
    ("highest", "points", "taken"),
    [(None, 10, True), (None, 9, False), (60_00, 65, True), (60_00, 64, False), (60_00, 60, False)],
)
def test_an_open_bid_beats_the_highest_by_the_increment(highest: int | None, points: int, taken: bool):
    opens = auction(highest=highest)
    if taken:
        assert check_bid(opens, points, RICH, NOON) == points * 100
    else:
        with pytest.raises(Invalid, match=r"auction\.too_low"):
            check_bid(opens, points, RICH, NOON)


def test_a_sealed_bid_may_be_lower_than_one_s_own_but_not_the_same():
    mine = replace(RICH, mine=60_00)
    assert check_bid(auction(Sale.SEALED), 20, mine, NOON) == 20_00
    with pytest.raises(Conflict, match=r"auction\.same_bid"):
        check_bid(auction(Sale.SEALED), 60, mine, NOON)


@given(st.integers(-(10**6), 10**6), st.integers(0, 10**6), st.integers(-(10**20), 10**20))
def test_no_bid_is_taken_that_is_not_covered(balance: int, held: int, points: int):
    try:
        amount = check_bid(auction(Sale.SEALED), points, Purse(balance, held), NOON)
    except Refusal:
        return
    assert 0 < amount <= balance - held


@pytest.mark.parametrize("state", [one for one in AuctionState if one is not AuctionState.OPEN])
def test_only_open_ones_take_bids(state: AuctionState):
    with pytest.raises(Conflict):
        check_bid(auction(state=state), 60, RICH, NOON)
    with pytest.raises(Conflict):
        check_open(auction(state=state))
    assert (state in LIVE) == (state is AuctionState.ROLLING)


@pytest.mark.parametrize("amount", [0, -1, MOST_BID + 1, 10**30])
def test_what_is_no_amount_is_refused(amount: int):
    with pytest.raises(Invalid, match=r"auction\.amount"):
        check_bid(auction(), amount, RICH, NOON)


@pytest.mark.parametrize(("typed", "points"), [("60", 60), (" 1,200 ", 1200), ("-5", -5), ("12 000", 12_000)])
def test_whole_points_are_read_as_people_type_them(typed: str, points: int):
    assert parse_bid(typed) == points


@pytest.mark.parametrize("typed", ["", "6.5", "1.200", "60,5", "sixty", "٣", "1e3", "0x10", "1_0", "9" * 19, "6 0"])
def test_what_is_not_whole_is_refused(typed: str):
    with pytest.raises(Invalid, match=r"auction\.amount_form"):
        parse_bid(typed)


@given(st.lists(st.integers(0, 299), min_size=1, max_size=60), st.integers(0, 600))
def test_the_end_only_moves_on_and_never_past_the_latest(waits: list[int], extend: int):
    """Whenever bids come while it is open, the end is at most `extend` after a bid that moved it."""
    stands = auction()
    stands = replace(stands, terms=replace(stands.terms, extend=extend))
    now = NOON
    for wait in waits:
        now += timedelta(seconds=wait)
        if now >= stands.closes_at:
            break
        after = end_after_bid(stands, now)
        assert stands.closes_at <= after <= stands.latest_at
        if after != stands.closes_at:
            assert stands.closes_at - now < timedelta(seconds=extend)
            assert after == min(now + timedelta(seconds=extend), stands.latest_at)
        stands = replace(stands, closes_at=after)


@pytest.mark.parametrize(("minutes", "before"), [(60, 60), (2, 60), (1, 30)])
def test_the_warning_comes_a_minute_before_the_end_or_at_half_time(minutes: int, before: int):
    ends = NOON + timedelta(minutes=minutes)
    assert ends - warn_at(NOON, ends) == timedelta(seconds=before)


def test_who_cannot_pay_is_as_if_they_had_never_bid():
    purses = {1: 70_00, 2: 70_00, 3: 100_00}
    decided = decide(Sale.SECOND_PRICE, bids(90, 80, 60), MINIMUM, lambda one, price: purses[one] >= price)
    assert decided.passed == (PassedOver(1, 80_00),)
    assert decided.outcome == Outcome((2,), 60_00)


@given(
    st.sampled_from(Sale),
    st.lists(st.integers(0, 12), max_size=8),
    st.lists(st.integers(0, 12), min_size=8, max_size=8),
)
def test_the_decision_is_the_outcome_among_those_left(sale: Sale, amounts: list[int], purses: list[int]):
    def can_pay(member: int, price: int) -> bool:
        return purses[member - 1] * 100 >= price

    made = bids(*amounts)
    decided = decide(sale, made, 3_00, can_pay)
    out = {one.member_id for one in decided.passed}
    left = [bid for bid in made if bid.member_id not in out]
    assert decided.outcome == outcome(sale, left, 3_00)
    assert len(out) == len(decided.passed), "nobody is passed over twice"
    assert not any(can_pay(one.member_id, one.price) for one in decided.passed)
    if decided.outcome:
        assert all(can_pay(one, decided.outcome.price) for one in decided.outcome.tied)
