"""The orders of a gallery: everything once, nothing by votes that are hidden, and no jumping while people look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.challenge_settings import State, Voting
from domain.galleries import Order, Sort, by_place, by_votes, order, shuffled, sort_for, turned_to

IDS = st.lists(st.integers(1, 10**6), unique=True, max_size=30)


def test_most_votes_first_and_equals_by_age():
    assert by_votes([1, 2, 3, 4], {2: 1, 4: 3, 3: 1}) == [4, 2, 3, 1]


def test_best_place_first_then_what_has_none():
    assert by_place([1, 2, 3, 4, 5], {5: 1, 2: 2, 3: 2}) == [5, 2, 3, 1, 4]
    assert by_place([2, 1], {}) == [2, 1]


@given(IDS, st.integers(0, 2**32), st.data())
def test_a_shuffle_is_an_order_of_its_own_that_outlives_those_who_leave(ids: list[int], seed: int, data: st.DataObject):
    whole = shuffled(ids, seed)
    assert sorted(whole) == sorted(ids)
    assert shuffled(ids[::-1], seed) == whole
    left = set(data.draw(st.lists(st.sampled_from(ids)))) if ids else set[int]()
    assert shuffled([one for one in ids if one not in left], seed) == [one for one in whole if one not in left]


def test_other_seeds_are_other_orders_and_nothing_is_first_for_everybody():
    first = [shuffled(range(20), seed)[0] for seed in range(400)]
    assert len(set(first)) == 20
    assert max(first.count(one) for one in set(first)) < 50


@pytest.mark.parametrize(("position", "shown"), [(-3, 1), (0, 1), (1, 1), (4, 4), (5, 4), (10**6, 4)])
def test_a_position_past_the_end_is_the_nearest(position: int, shown: int):
    assert turned_to(position, 4) == shown


@pytest.mark.parametrize("voting", Voting)
@pytest.mark.parametrize("state", State)
def test_nothing_is_sorted_by_votes_that_are_hidden(voting: Voting, state: State):
    open_ = voting is Voting.VOTES or state is State.COMPLETED
    assert sort_for(Sort.VOTES, voting, state) is (Sort.VOTES if open_ else Sort.RANDOM)
    assert sort_for(Sort.NEWEST, voting, state) is Sort.NEWEST


@given(st.sampled_from(Sort), st.integers(0, 2**32))
def test_an_order_is_read_from_the_button_it_was_written_on(sort: Sort, seed: int):
    assert order(sort.value) == Order(sort)
    written = Order(Sort.RANDOM, seed)
    assert order(str(written)) == written
    assert len(str(written)) <= 30


@pytest.mark.parametrize("text", ["", "best", "random-", "random-x", "random-٣", "-x"])
def test_what_is_no_order_is_shuffled_by_the_askers_own_seed(text: str):
    assert order(text) == Order(Sort.RANDOM)


def test_a_seed_means_nothing_where_nothing_is_shuffled():
    assert order("newest-5") == Order(Sort.NEWEST)
