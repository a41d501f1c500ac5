"""Rotation: the newest of each of the last days, weeks and months stays, and the newest of all whatever is set."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rotation import Keep, parse, superseded

START = datetime(2026, 1, 1, 6, tzinfo=UTC)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants them naive
times = st.lists(moments, max_size=60)
keeps = st.builds(Keep, st.integers(0, 9), st.integers(0, 6), st.integers(0, 8))


def daily(days: int) -> list[datetime]:
    return [START + timedelta(days=day) for day in range(days)]


def test_a_year_of_nights_leaves_a_week_of_days_a_month_of_weeks_and_half_a_year_of_months() -> None:
    made = daily(365)
    stays = sorted(set(made) - superseded(made, Keep(7, 4, 6)), reverse=True)
    assert [f"{at:%m-%d}" for at in stays] == [
        *("12-31", "12-30", "12-29", "12-28", "12-27", "12-26", "12-25"),
        *("12-20", "12-13"),
        *("11-30", "10-31", "09-30", "08-31", "07-31"),
    ]


def test_of_several_in_a_day_the_newest_stays() -> None:
    made = [START + timedelta(hours=hour) for hour in range(0, 48, 6)]
    assert set(made) - superseded(made, Keep(7, 0, 0)) == {made[2], made[6], made[7]}


def test_days_without_a_backup_do_not_count() -> None:
    made = [START, START + timedelta(days=100), START + timedelta(days=200)]
    assert superseded(made, Keep(3, 0, 0)) == set()
    assert superseded(made, Keep(2, 0, 0)) == {START}


@given(times, keeps)
def test_the_newest_is_never_deleted(made: list[datetime], keep: Keep) -> None:
    gone = superseded(made, keep)
    assert gone <= set(made)
    assert not made or max(made) not in gone


@given(times, keeps)
def test_what_is_kept_is_few_and_never_less_than_asked_for(made: list[datetime], keep: Keep) -> None:
    stays = set(made) - superseded(made, keep)
    assert len(stays) <= max(1, keep.days + keep.weeks + keep.months)
    days = sorted({at.date() for at in made}, reverse=True)
    for day in days[: keep.days]:
        assert max(at for at in made if at.date() == day) in stays
    months: list[date] = sorted({at.date().replace(day=1) for at in made}, reverse=True)
    for month in months[: keep.months]:
        assert max(at for at in made if at.date().replace(day=1) == month) in stays
    mondays = sorted({at.date() - timedelta(days=at.weekday()) for at in made}, reverse=True)
    for monday in mondays[: keep.weeks]:
        assert max(at for at in made if at.date() - timedelta(days=at.weekday()) == monday) in stays


@given(times, keeps)
def test_deleting_after_every_backup_keeps_the_same_as_deleting_once(made: list[datetime], keep: Keep) -> None:
    """Whoever was away for a while finds what those find who looked every day."""
    there: set[datetime] = set()
    for at in sorted(made):
        there.add(at)
        there -= superseded(there, keep)
    assert there == set(made) - superseded(made, keep)


def test_what_the_operator_writes() -> None:
    assert parse("7,4,6") == Keep(7, 4, 6)
    assert parse(" 0, 0 ,12 ") == Keep(0, 0, 12)
    for text in ("", "7", "7,4", "7,4,6,1", "-1,4,6", "a,b,c", "7.5,4,6", "7,4,1001", "٧,4,6"):
        with pytest.raises(ValueError, match="such as 7,4,6"):
            parse(text)
