"""Who keeps coming back: weeks in a row, submissions per week."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.challenge_boards import Handed, Round, Taking, in_a_row, midnight, moved, taking_part, weeks_of

MONDAY = datetime(2026, 11, 2, 18, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def rounds(count: int, *, gaps: tuple[int, ...] = ()) -> list[Round]:
    """A challenge a week that is open for five days, but for weeks without one."""
    starts = [MONDAY + number * WEEK for number in range(count) if number not in gaps]
    return [
        Round(number, (at.isocalendar().year, at.isocalendar().week), at, at + 5 * DAY)
        for number, at in enumerate(starts, 1)
    ]


def handed(*which: int, who: int = 1) -> list[Handed]:
    """Somebody handed in to these, an hour after the start."""
    return [Handed(number, who, MONDAY + (number - 1) * WEEK + timedelta(hours=1)) for number in which]


def streak(count: int, *which: int, now: datetime) -> int:
    """The row of somebody who handed in to these of so many weekly challenges."""
    found = taking_part(weeks_of(rounds(count), now), handed(*which), now)
    return found[1].streak if found else 0


@pytest.mark.parametrize(
    ("which", "weeks"),
    [((1, 2, 3, 4), 4), ((2, 3, 4), 3), ((1, 3, 4), 2), ((4,), 1), ((1, 2, 3), 0), ((), 0)],
)
def test_weeks_in_a_row_count_back_from_now(which: tuple[int, ...], weeks: int):
    assert streak(4, *which, now=MONDAY + 4 * WEEK - DAY) == weeks


def test_an_open_week_is_not_missed_yet():
    now = MONDAY + 3 * WEEK + DAY
    assert streak(4, 1, 2, 3, now=now) == 3
    assert streak(4, 1, 2, 3, 4, now=now) == 4
    assert streak(4, 1, 2, 3, now=MONDAY + 3 * WEEK + 5 * DAY) == 0


def test_a_week_without_a_challenge_breaks_nobodys_row():
    held = rounds(4, gaps=(2,))
    now = MONDAY + 4 * WEEK
    given_ = [Handed(one.id, 1, one.starts_at) for one in held]
    assert taking_part(weeks_of(held, now), given_, now)[1].streak == 3


def test_what_was_called_off_counts_for_nothing():
    first, second = rounds(2)
    called_off = Round(second.id, second.week, second.starts_at, second.closes_at, second.starts_at + DAY)
    now = MONDAY + 2 * WEEK
    found = taking_part(weeks_of([first, called_off], now), handed(1, 2), now)
    assert found == {1: Taking(1, 1, 1)}


def test_two_challenges_of_a_week_are_one_week():
    one = rounds(1)[0]
    other = Round(9, one.week, one.starts_at + DAY, one.closes_at + DAY)
    now = MONDAY + 3 * DAY
    found = taking_part(weeks_of([one, other], now), [*handed(1), Handed(9, 1, MONDAY + 2 * DAY)], now)
    assert found == {1: Taking(1, 2, 1)}


def test_submissions_per_week_count_from_somebodys_first_week():
    now = MONDAY + 4 * WEEK - DAY
    found = taking_part(weeks_of(rounds(4), now), [*handed(2, 2, 4), *handed(1, who=5)], now)
    assert found[1].per_week == Fraction(3, 3)
    assert found[5].per_week == Fraction(1, 4)


def test_what_does_not_stand_any_more_counts_up_to_then():
    gone = Handed(1, 1, MONDAY, gone_at=MONDAY + 2 * DAY)
    for now, there in ((MONDAY + DAY, True), (MONDAY + 2 * DAY, False), (MONDAY - DAY, False)):
        assert bool(taking_part(weeks_of(rounds(1), now), [gone], now)) is there


@given(st.sets(st.integers(1, 8)), st.integers(1, 8))
def test_a_row_is_the_longest_run_of_weeks_that_ends_now(which: set[int], count: int):
    now = MONDAY + count * WEEK - DAY
    weeks = weeks_of(rounds(count), now)
    mine = {weeks.of[one] for one in which if one in weeks.of}
    run = in_a_row(weeks, mine)
    assert set(weeks.weeks[len(weeks.weeks) - run :]) <= mine
    assert run == len(weeks.weeks) or weeks.weeks[-run - 1] not in mine


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40), st.integers(1, 9)), max_size=20))
def test_the_order_is_by_row_then_by_submissions_per_week(rows: list[tuple[int, int, int]]):
    found = [Taking(*one) for one in rows]
    by_key = sorted(found, key=lambda one: one.key)
    assert [(one.streak, one.per_week) for one in by_key] == sorted(
        ((one.streak, one.per_week) for one in found), reverse=True
    )


def test_a_day_begins_at_home():
    now = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    assert midnight(now, ZoneInfo("Asia/Tokyo")) == datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert midnight(now, ZoneInfo("Europe/Madrid")) == datetime(2026, 11, 19, 23, tzinfo=UTC)


def test_who_had_no_place_is_new():
    assert (moved(None, 3), moved(5, 3), moved(3, 3), moved(1, 3)) == (None, 2, 0, -2)
