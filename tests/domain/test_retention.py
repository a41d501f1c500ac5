"""Who comes back, counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.retention import ENOUGH, Seen, Share, retained, returned

DAY = date(2026, 11, 1)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def seen(first: int, last: int) -> Seen:
    return Seen(day(first), day(last))


def test_retention_counts_those_who_could_have_come_back():
    back, gone, late = seen(0, 7), seen(0, 6), seen(3, 20)
    too_new, before = seen(14, 20), seen(-5, 9)
    assert retained([back, gone, late, too_new, before], 7, DAY, day(20)) == Share(2, 3)


def test_the_last_who_can_be_counted_began_exactly_so_long_ago():
    assert retained([seen(13, 20)], 7, DAY, day(20)) == Share(1, 1)
    assert retained([seen(13, 19)], 7, DAY, day(19)) == Share(0, 0)


def test_who_returns_to_the_next_challenge():
    assert returned([frozenset({1, 2}), frozenset({2, 3}), frozenset({3})]) == Share(2, 4)
    assert returned([frozenset({1})]) == Share(0, 0)
    assert returned([]) == Share(0, 0)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(2, 3, None), (0, 4, None), (0, 5, 0), (5, 5, 100), (2, 6, 33), (4, 6, 67), (1, 999, 1), (998, 999, 99)]
)  # fmt: skip
def test_a_share_of_few_is_a_count_and_only_all_is_a_hundred(part: int, whole: int, percent: int | None):
    assert Share(part, whole).percent == percent


@given(st.integers(0, 10**6), st.integers(ENOUGH, 10**6))
def test_a_percentage_is_within_one_of_the_truth(part: int, whole: int):
    share = Share(min(part, whole), whole)
    assert share.percent is not None
    assert abs(share.percent * whole - 100 * share.part) <= whole
    assert (share.percent == 100) == (share.part == whole)
    assert (share.percent == 0) == (share.part == 0)


PEOPLE = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda two: seen(min(two), max(two))))


@given(PEOPLE, st.integers(0, 40), st.integers(0, 40))
def test_who_stays_longer_was_there_before(people: list[Seen], days: int, more: int):
    short, long = retained(people, days, DAY, day(40)), retained(people, days + more, DAY, day(40))
    assert 0 <= short.part <= short.whole <= len(people)
    assert long.part <= short.part
    assert long.whole <= short.whole


CROWDS = st.lists(st.frozensets(st.integers(1, 9)))


@given(CROWDS)
def test_nobody_returns_more_often_than_they_took_part(crowds: list[frozenset[int]]):
    share = returned(crowds)
    assert share.whole == sum(map(len, crowds[:-1]))
    assert share.part <= share.whole
    assert returned([one for crowd in crowds for one in (crowd, crowd)]).part >= sum(map(len, crowds))
