"""Leaderboards: shared places, badges, the one to watch, and an overall standing that a small board cannot swamp."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.leaderboards import Tier, Watched, moved, overall, places, tier, to_watch

VALUES = st.dictionaries(st.integers(1, 30), st.integers(0, 50), max_size=25)


@given(VALUES)
def test_a_place_counts_who_is_better(values):
    for who, place in places(values).items():
        assert place == 1 + sum(other > values[who] for other in values.values())


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
def test_badges(place, count, badge):
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
def test_the_watched_one_closed_the_largest_part(before, now):
    found = to_watch(before, now)
    if found is not None:
        assert 0 < found.closed < 1
        assert now[found.member_id] < max(now.values())


def test_the_overall_standing_weighs_boards_by_their_first():
    boards = {"xp": {1: 2_000_000, 2: 1_000_000}, "clues": {2: 10, 3: 5}}
    assert overall(boards, {"xp": 1, "clues": 1}) == {1: 1000, 2: 1500, 3: 500}
    assert overall(boards, {"xp": 2}) == {1: 2000, 2: 1000}
    assert overall({"xp": {1: 0}}, {"xp": 5}) == {}
