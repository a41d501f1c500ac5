"""Who comes back, counted."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.retention import Share, retained, returned

DAY = date(2026, 11, 1)


def days(*numbers: int) -> list[date]:
    return [DAY + timedelta(days=number) for number in numbers]


def test_retention_counts_those_who_could_have_come_back():
    active = {1: days(0, 7), 2: days(0, 6), 3: days(0, 20), 4: days(18), 5: [], 6: days(-5, 9)}
    assert retained(active, 7, DAY, DAY + timedelta(days=20)) == Share(2, 3)
    assert Share(2, 3).percent == 67
    assert Share(0, 0).percent is None


def test_who_returns_to_the_next_challenge():
    assert returned([frozenset({1, 2}), frozenset({2, 3}), frozenset({3})]) == Share(2, 4)
    assert returned([frozenset({1})]) == Share(0, 0)


@given(st.dictionaries(st.integers(1, 9), st.lists(st.integers(0, 40), max_size=6).map(lambda found: days(*found))))
def test_a_part_is_never_more_than_the_whole(active):
    seven = retained(active, 7, DAY, DAY + timedelta(days=40))
    thirty = retained(active, 30, DAY, DAY + timedelta(days=40))
    assert 0 <= seven.part <= seven.whole
    assert thirty.part <= seven.part
