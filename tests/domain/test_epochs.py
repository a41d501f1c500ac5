"""Numbers of draws after a restore: past any that could have been used."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.epochs import Epoch, first_draw

SAVED = datetime(2026, 11, 20, 6, tzinfo=UTC)
MINUTES = st.integers(0, 500_000)


def test_a_thousand_and_one_for_every_minute_are_left_out():
    assert first_draw(5, SAVED, SAVED) == 1006
    assert first_draw(5, SAVED, SAVED + timedelta(days=1)) == 1006 + 1440
    assert first_draw(0, SAVED, SAVED + timedelta(seconds=1)) == 1002


def test_a_clock_that_went_back_leaves_out_no_less_than_a_thousand():
    assert first_draw(5, SAVED, SAVED - timedelta(days=3)) == 1006


@given(st.integers(0, 10**6), MINUTES, MINUTES, st.data())
def test_restoring_the_same_backup_twice_never_meets_the_numbers_of_the_first_time(
    highest: int, first: int, between: int, data: st.DataObject
):
    """Nothing is known of the epoch between, in which the guild drew at most once a minute."""
    start = first_draw(highest, SAVED, SAVED + timedelta(minutes=first))
    used = data.draw(st.integers(0, between))
    again = first_draw(highest, SAVED, SAVED + timedelta(minutes=first + between))
    assert start + used - 1 < again


def test_the_numbers_between_are_counted():
    assert Epoch(2, 5, 1006, SAVED, SAVED).skipped == 1000
