"""Leaderboards: shared places, badges, the one to watch, and an overall standing that a small board cannot swamp."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.leaderboards import Tier, Watched, moved, overall, places, tier, to_watch

VALUES = st.dictionaries(st.integers(1, 30), st.integers(0, 50), max_size=25)


@given(VALUES)
def test_a_place_counts_who_is_better(values: dict[int, int]):
    for who, place in places(values).items():
        assert place == 1 + sum(other > values[who] for other in values.values())


@given(VALUES, st.randoms())
def test_places_do_not_depend_on_the_order_in_which_people_come(values: dict[int, int], chance: Random):
    mixed = list(values.items())
    chance.shuffle(mixed)
    assert places(dict(mixed)) == places(values)


@pytest.mark.parametrize(
    ("place", "count", "badge"),
    [
        (1, 1, Tier.CHAMPION),
        (2, 5, Tier.SILVER),
        (3, 5, Tier.BRONZE),
        (10, 20, Tier.TOP_TEN),
        (11, 100, None),
        (11, 110, Tier.ELITE),
        (20, 200, Tier.ELITE),
        (21, 200, None),
    ],
)
def test_badges(place: int, count: int, badge: Tier | None):
    assert tier(place, count) is badge


def test_movement():
    assert (moved(3, 5), moved(5, 3), moved(2, 2), moved(1, None)) == (2, -2, 0, None)


def test_who_closes_most_of_the_gap_is_watched():
    found = to_watch({1: 100, 2: 50, 3: 90}, {1: 120, 2: 110, 3: 105})
    assert found == Watched(2, 50, 10)


def test_nobody_comes_closer():
    assert to_watch({1: 100, 2: 50}, {1: 200, 2: 60}) is None
    assert to_watch({}, {1: 5}) is None
    assert to_watch({1: 10, 2: 5}, {1: 10, 2: 20}) is None, "the new first is not watched, nor who was overtaken"


@given(VALUES, VALUES)
def test_the_watched_one_closed_the_largest_part(before: dict[int, int], now: dict[int, int]):
    gaps = {
        who: (max(before.values()) - before[who], max(now.values()) - now[who]) for who in before.keys() & now.keys()
    }
    closer = {who: Fraction(then - left, then) for who, (then, left) in gaps.items() if 0 < left < then}
    found = to_watch(before, now)
    if found is None:
        assert not closer
        return
    assert found.closed == closer[found.member_id] == max(closer.values())
    equals = [(gaps[who][1], who) for who, part in closer.items() if part == found.closed]
    assert (found.gap_now, found.member_id) == min(equals)


def test_the_overall_standing_weighs_boards_by_their_first():
    boards = {"xp": {1: 2_000_000, 2: 1_000_000}, "clues": {2: 10, 3: 5}}
    assert overall(boards, {"xp": 1, "clues": 1}) == {1: 1000, 2: 1500, 3: 500}
    assert overall(boards, {"xp": 2}) == {1: 2000, 2: 1000}
    assert overall({"xp": {1: 0}}, {"xp": 5}) == {}


@given(
    st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=4),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), max_size=4),
)
def test_the_overall_standing_is_rounded_once_at_the_end(boards: dict[str, dict[int, int]], weights: dict[str, int]):
    exact: dict[int, Fraction] = {}
    for name, values in boards.items():
        for who, value in values.items():
            if value and weights.get(name):
                exact[who] = exact.get(who, Fraction(0)) + Fraction(1000 * weights[name] * value, max(values.values()))
    assert overall(boards, weights) == {who: int(score) for who, score in exact.items()}
