"""Milestones: what is between two values, and what of it is told first."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.experience import xp_at
from domain.milestones import SHOWN, STEPS, Reached, What, counted_by, crossed, gathered

NINETY_NINE = xp_at(99)
VALUES = st.integers(0, 5 * 10**9)
STEPPED = st.sampled_from([*STEPS])


@pytest.mark.parametrize(
    ("what", "before", "after", "steps"),
    [
        (What.BOSS, 999, 1000, (1000,)), (What.BOSS, 1000, 1001, ()), (What.BOSS, 0, 999, ()),
        (What.BOSS, 10, 6000, (1000, 5000)), (What.SKILL, NINETY_NINE - 1, NINETY_NINE, (NINETY_NINE,)),
        (What.LEVELS, 1999, 2000, (2000,)), (What.CLUES, 99, 500, (100, 500)), (What.POINTS, 0, 1000, (1000,)),
        (What.CREDITS, 99_999, 1_000_000, (100_000, 1_000_000)), (What.XP, 99_999_999, 10**8, (10**8,)),
        (What.MAXED, 0, 10**9, ()), (What.BOSS, None, 5000, ()), (What.BOSS, 5000, None, ()),
    ],
)  # fmt: skip
def test_a_step_is_reached_between_two_values_that_are_known(
    what: What, before: int | None, after: int | None, steps: tuple[int, ...]
):
    assert crossed(what, before, after) == steps


@given(STEPPED, st.lists(VALUES, min_size=2))
def test_on_the_way_each_step_is_reached_once_however_often_one_looks(what: What, values: list[int]):
    way = sorted(values)
    steps = [step for before, after in pairwise(way) for step in crossed(what, before, after)]
    assert steps == list(crossed(what, way[0], way[-1]))
    assert steps == sorted(set(steps))


@given(STEPPED, VALUES, VALUES)
def test_who_loses_reaches_nothing(what: What, one: int, other: int):
    assert crossed(what, max(one, other), min(one, other)) == ()


@pytest.mark.parametrize(
    ("slug", "what"),
    [
        ("overall", What.XP), ("total_level", What.LEVELS), ("clue_scrolls_all", What.CLUES), ("slayer", What.SKILL),
        ("skill_warding", What.SKILL), ("zulrah", What.BOSS), ("clue_scrolls_hard", None), ("league_points", None),
    ],
)  # fmt: skip
def test_what_the_hiscores_count_is_a_milestone_of(slug: str, what: What | None):
    assert counted_by(slug) is what


MANY = st.lists(st.builds(Reached, st.sampled_from(What), st.integers(1, 10**9), st.text(max_size=3), st.text("ab")))


@given(MANY)
def test_of_many_the_rarest_are_told_and_the_rest_is_counted(found: list[Reached]):
    shown, more = gathered(found)
    assert len(shown) == min(len(found), SHOWN)
    assert len(shown) + more == len(found)
    kinds = [*What]
    told, everything = [kinds.index(one.what) for one in shown], sorted(kinds.index(one.what) for one in found)
    assert told == everything[:SHOWN]
    assert gathered(reversed(found)) == (shown, more), "in whatever order they are found"


def test_the_guild_s_first_and_the_larger_come_first():
    late, first = Reached(What.SKILL, 1, "attack", "Tom"), Reached(What.SKILL, 1, "slayer", "Ylva", first=True)
    small, large = Reached(What.BOSS, 1000, "zulrah", "Bram"), Reached(What.BOSS, 5000, "zulrah", "Tom")
    maxed = Reached(What.MAXED, 24, name="Mara")
    assert gathered([small, late, large, first, maxed]) == ([maxed, first, late, large, small], 0)
