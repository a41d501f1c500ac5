"""The rules of pots: what one may cost and hold, who may stake how much, and what the refusals offer instead."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Conflict, Invalid, Refusal
from domain.ledger import LIMIT
from domain.pot_settings import PotState
from domain.pots import (
    LONGEST,
    SHORTEST,
    Ending,
    Pot,
    Purse,
    Terms,
    at_lock,
    check_closing,
    check_open,
    check_terms,
    next_closing,
    price,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TERMS = Terms("Friday Pot", cost=50, max_tickets=200, max_per_user=20, repeat=False)
POT = Pot(
    id=1,
    guild_id=77,
    terms=TERMS,
    state=PotState.OPEN,
    channel_id=5,
    draw_id=9,
    opened_at=NOON,
    closes_at=NOON + timedelta(hours=2),
    sold=124,
    players=17,
    paused=None,
    filled_at=None,
    locked_at=None,
    ended_at=None,
    ending=None,
    reason="",
    winner_id=None,
    payout=None,
    previous_id=None,
)
RICH = Purse(held=0, balance=10**9, joins=0, joins_per_minute=10)


def test_a_pot_knows_what_it_holds():
    assert (POT.value, POT.escrow, POT.room, POT.percent, POT.over) == (10_000, 6200, 76, 62, False)
    assert replace(POT, sold=199).percent == 99, "full only when it is"


@given(cost=st.integers(-5, 2**54), tickets=st.integers(-5, 2_000_000), each=st.integers(-5, 2_000_000))
def test_terms_that_pass_make_a_pot_that_can_be_drawn(cost: int, tickets: int, each: int):
    try:
        terms = check_terms(" Friday \n Pot", cost, tickets, each, repeat=True)
    except Invalid:
        assert cost < 1 or not 2 <= tickets <= 1_000_000 or not 1 <= each < tickets or cost * tickets > LIMIT
        return
    assert terms.name == "Friday Pot"
    assert 0 < terms.cost * terms.max_tickets <= 2**53 - 1
    assert terms.max_per_user < terms.max_tickets, "a full pot has two people at least"


def at(sold: int, paused: str | None) -> Pot:
    """The pot when so many tickets are sold."""
    return replace(POT, sold=sold, paused=paused)


def asked(pot: Pot, tickets: int, purse: Purse) -> int | Refusal:
    """What it costs, or why it cannot be."""
    try:
        return price(pot, tickets, purse, NOON)
    except Refusal as no:
        return no


@given(
    pot=st.builds(at, st.integers(0, 200), st.sampled_from([None, None, None, "books"])),
    purse=st.builds(Purse, st.integers(0, 20), st.integers(0, 2000), st.integers(0, 12), st.just(10)),
    tickets=st.integers(-2, 30),
)
def test_what_is_sold_is_within_every_limit_and_what_is_offered_instead_would_be_sold(
    pot: Pot, purse: Purse, tickets: int
):
    told = asked(pot, tickets, purse)
    if isinstance(told, Refusal):
        facts = cast("dict[str, int]", told.facts)
        if told.code in ("pot.too_many", "pot.few_left"):
            assert 0 < facts["left"] < tickets
        if told.code == "pot.too_dear_fewer":
            assert 0 < facts["tickets"] < tickets
            assert asked(pot, facts["tickets"], purse) == facts["cost"] <= purse.balance
        return
    assert tickets >= 1
    assert told == tickets * 50 <= purse.balance
    assert pot.sold + tickets <= 200
    assert purse.held + tickets <= 20
    assert purse.joins < 10
    assert pot.paused is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": PotState.LOCKED}, "pot.locked"),
        ({"state": PotState.SETTLING}, "pot.locked"),
        ({"state": PotState.SETTLED}, "pot.settled"),
        ({"state": PotState.CANCELLED}, "pot.cancelled"),
        ({"closes_at": NOON}, "pot.locked"),
        ({"paused": "books"}, "pot.paused"),
        ({"sold": 200}, "pot.full"),
    ],
)
def test_a_pot_that_takes_nothing_says_how_it_stands(change: dict[str, Any], code: str):
    with pytest.raises(Conflict) as no:
        price(replace(POT, **change), 1, RICH, NOON)
    assert no.value.code == code
    assert no.value.facts["name"] == "Friday Pot"


def test_an_entry_that_officers_gave_back_does_not_return():
    with pytest.raises(Conflict) as no:
        price(POT, 1, replace(RICH, held_up="one person, it seems"), NOON)
    assert (no.value.code, no.value.facts["reason"]) == ("pot.held_up", "one person, it seems")


def test_leaving_is_possible_while_paused_and_not_after_the_closing():
    check_open(replace(POT, paused="books"), NOON)
    with pytest.raises(Conflict, match=r"pot\.locked"):
        check_open(POT, POT.closes_at)


@pytest.mark.parametrize(("players", "ending"), [(0, Ending.EMPTY), (1, Ending.ALONE), (2, None), (900, None)])
def test_two_people_make_a_draw(players: int, ending: Ending | None):
    assert at_lock(players) is ending


def test_a_closing_time_is_within_a_minute_and_ninety_days_and_on_a_whole_second():
    assert check_closing(NOON + timedelta(minutes=5, microseconds=7), NOON) == NOON + timedelta(minutes=5)
    check_closing(NOON + SHORTEST, NOON)
    check_closing(NOON + LONGEST, NOON)
    with pytest.raises(Invalid, match=r"pot\.closes_soon"):
        check_closing(NOON + SHORTEST - timedelta(seconds=1), NOON)
    with pytest.raises(Invalid, match=r"pot\.closes_late"):
        check_closing(NOON + LONGEST + timedelta(seconds=1), NOON)


def test_the_next_pot_is_open_as_long_as_this_one_was_to_be():
    later = NOON + timedelta(days=3, microseconds=5)
    assert next_closing(replace(POT, filled_at=NOON + timedelta(minutes=1)), later) == NOON + timedelta(days=3, hours=2)
