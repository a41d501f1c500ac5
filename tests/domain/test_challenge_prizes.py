"""Prizes of a challenge: nobody gets more than there is, equals share, and what is typed is what is written."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.challenge_prizes import (
    HIGHEST,
    LAST_PLACE,
    MOST,
    Kind,
    Merit,
    Prize,
    Reward,
    parse_prizes,
    rewards,
    written_prizes,
)
from domain.errors import Invalid

AMOUNTS = st.integers(1, HIGHEST)
PLACED = st.integers(1, LAST_PLACE)
THINGS = st.from_regex(r"[a-z][a-z ]{0,20}[a-z]", fullmatch=True).map(lambda text: " ".join(text.split()))


def a_thing(place: int, thing: str) -> Prize:
    """A thing for a place."""
    return Prize(Merit.PLACE, place, Kind.THING, thing=thing)


PRIZES = st.lists(
    st.one_of(
        st.builds(Prize, st.just(Merit.PLACE), PLACED, st.just(Kind.CREDITS), AMOUNTS),
        st.builds(
            Prize,
            st.just(Merit.PLACE),
            PLACED,
            st.just(Kind.CASH),
            AMOUNTS,
            st.sampled_from(["USD", "EUR", "€", "£"]),
        ),
        st.builds(a_thing, PLACED, THINGS),
        st.builds(
            Prize, st.sampled_from([Merit.PARTICIPATION, Merit.VOTING]), st.just(0), st.just(Kind.CREDITS), AMOUNTS
        ),
    ),
    unique_by=lambda one: (one.merit, one.place, one.kind, one.currency, one.thing),
    max_size=MOST,
)


def places(sizes: list[int]) -> dict[int, int]:
    """Members by place, so many sharing each: 1, 2, 2, 4."""
    found: dict[int, int] = {}
    for size in sizes:
        place = len(found) + 1
        found |= {len(found) + number + 1: place for number in range(size)}
    return found


PLACES = st.lists(st.integers(1, 4), max_size=8).map(places)
PEOPLE = st.frozensets(st.integers(1, 12), max_size=8)


@given(PRIZES)
def test_prizes_can_be_typed_as_they_are_written(prizes: list[Prize]):
    parsed = parse_prizes(written_prizes(prizes))
    assert Counter(parsed) == Counter(prizes)
    assert parse_prizes(written_prizes(parsed)) == parsed


@given(PRIZES, PLACES, PEOPLE, PEOPLE)
def test_nobody_gets_more_than_there_is(
    prizes: list[Prize], ranked: dict[int, int], participants: frozenset[int], voters: frozenset[int]
):
    given_ = rewards(prizes, ranked, participants, voters)
    there: Counter[tuple[Kind, str]] = Counter()
    for one in prizes:
        if one.merit is Merit.PLACE:
            there[one.kind, one.currency] += one.amount
    for one in given_:
        if one.merit is Merit.PLACE:
            there[one.kind, one.currency] -= one.amount
    assert all(left >= 0 for left in there.values())


@given(PRIZES, PLACES)
def test_of_every_prize_that_is_won_less_than_one_a_head_is_left(prizes: list[Prize], ranked: dict[int, int]):
    last = len(ranked)
    won = sum(one.amount for one in prizes if one.kind is Kind.CREDITS and 0 < one.place <= last)
    paid = sum(one.amount for one in rewards(prizes, ranked, (), ()) if one.kind is Kind.CREDITS)
    assert 0 <= won - paid <= len(ranked)


@given(PRIZES, PLACES)
def test_those_who_share_a_place_get_the_same(prizes: list[Prize], ranked: dict[int, int]):
    by_member: dict[int, list[tuple[object, ...]]] = {}
    for one in rewards(prizes, ranked, (), ()):
        by_member.setdefault(one.member_id, []).append((one.kind, one.amount, one.currency, one.thing, one.shared))
    for first, place in ranked.items():
        for second in (who for who, its in ranked.items() if its == place):
            assert by_member.get(first) == by_member.get(second)


@given(PRIZES, PLACES, PEOPLE, PEOPLE)
def test_a_reward_has_a_key_of_its_own_whatever_the_order(
    prizes: list[Prize], ranked: dict[int, int], participants: frozenset[int], voters: frozenset[int]
):
    given_ = rewards(prizes, ranked, participants, voters)
    assert len({one.key for one in given_}) == len(given_)
    again = rewards([*reversed(prizes)], dict(reversed(ranked.items())), sorted(participants), [*voters, *voters])
    assert Counter(given_) == Counter(again)


def test_equals_share_the_prizes_of_the_places_that_they_take_up():
    prizes = parse_prizes("1: 100 USD\n1: a cape\n2: 501\n3: 250\n4: 7")
    assert rewards(prizes, {1: 1, 2: 1, 3: 3, 4: 4}, (), ()) == [
        Reward(1, Merit.PLACE, 1, Kind.CASH, 50_00, "USD", shared=1),
        Reward(1, Merit.PLACE, 1, Kind.CREDITS, 250, shared=1),
        Reward(1, Merit.PLACE, 1, Kind.THING, thing="a cape", shared=1),
        Reward(2, Merit.PLACE, 1, Kind.CASH, 50_00, "USD", shared=1),
        Reward(2, Merit.PLACE, 1, Kind.CREDITS, 250, shared=1),
        Reward(2, Merit.PLACE, 1, Kind.THING, thing="a cape", shared=1),
        Reward(3, Merit.PLACE, 3, Kind.CREDITS, 250),
        Reward(4, Merit.PLACE, 4, Kind.CREDITS, 7),
    ]


def test_everybody_who_took_part_and_who_voted_gets_theirs():
    prizes = parse_prizes("everyone: 10,000\nvoters: 1,000")
    assert [(one.member_id, one.merit, one.amount) for one in rewards(prizes, {}, {2, 1}, {3})] == [
        (1, Merit.PARTICIPATION, 10_000),
        (2, Merit.PARTICIPATION, 10_000),
        (3, Merit.VOTING, 1000),
    ]


@pytest.mark.parametrize(
    ("typed", "prize"),
    [
        ("1: 100 USD", Prize(Merit.PLACE, 1, Kind.CASH, 100_00, "USD")),
        ("1st: $99.5", Prize(Merit.PLACE, 1, Kind.CASH, 99_50, "$")),
        ("1: 1.000,50 EUR", Prize(Merit.PLACE, 1, Kind.CASH, 1000_50, "EUR")),
        ("1: 1,5 €", Prize(Merit.PLACE, 1, Kind.CASH, 1_50, "€")),
        ("1: 1,000 USD", Prize(Merit.PLACE, 1, Kind.CASH, 1000_00, "USD")),
        ("#2: 500,000", Prize(Merit.PLACE, 2, Kind.CREDITS, 500_000)),
        ("place 3: 250 000 credits", Prize(Merit.PLACE, 3, Kind.CREDITS, 250_000)),
        ("puesto 3: 250.000 créditos", Prize(Merit.PLACE, 3, Kind.CREDITS, 250_000)),
        ("3: the cape: red", Prize(Merit.PLACE, 3, Kind.THING, thing="the cape: red")),
        ("Everyone: 10_000", Prize(Merit.PARTICIPATION, 0, Kind.CREDITS, 10_000)),
        ("todos: 5", Prize(Merit.PARTICIPATION, 0, Kind.CREDITS, 5)),
        ("votantes: 5", Prize(Merit.VOTING, 0, Kind.CREDITS, 5)),
    ],
)
def test_prizes_are_typed_in_many_ways(typed: str, prize: Prize):
    assert parse_prizes(typed) == (prize,)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("100 USD", "challenge.prize_line"),
        ("1:", "challenge.prize_line"),
        ("0: 5", "challenge.prize_line"),
        ("101: 5", "challenge.prize_line"),
        ("nobody: 5", "challenge.prize_line"),
        (f"1: {'x' * 101}", "challenge.prize_line"),
        ("everyone: 5 USD", "challenge.prize_credits_only"),
        ("voters: a cape", "challenge.prize_credits_only"),
        ("1: 5\n1: 6", "challenge.prize_twice"),
        ("1: 0", "challenge.prize_amount"),
        ("1: 10.50", "challenge.prize_line"),
        ("1: -5", "challenge.prize_line"),
        (f"1: {HIGHEST + 1}", "challenge.prize_amount"),
        ("\n".join(f"{number}: 5" for number in range(1, MOST + 2)), "challenge.prizes_many"),
    ],
)
def test_what_is_no_prize_is_refused(typed: str, code: str):
    with pytest.raises(Invalid) as refusal:
        parse_prizes(typed)
    assert refusal.value.code == code
