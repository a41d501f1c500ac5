"""Insights: days, medians, shares, and which challenges tell who came back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.insights import Challenges, Requests, every_day, first_day, middle, worth_comparing
from domain.request_settings import State
from domain.retention import Share
from domain.windows import Window, window_start

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("window", "zone", "first"),
    [
        (Window.WEEK, "UTC", date(2026, 11, 14)), (Window.THIRTY_DAYS, "UTC", date(2026, 10, 22)),
        (Window.MONTH, "UTC", date(2026, 11, 1)), (Window.MONTH, "America/New_York", date(2026, 11, 1)),
        (Window.WEEK, "Pacific/Auckland", date(2026, 11, 15)),
    ],
)  # fmt: skip
def test_a_window_begins_with_its_first_whole_day(window: Window, zone: str, first: date):
    tz = ZoneInfo(zone)
    assert first_day(window_start(window, NOW, tz), tz) == first


@given(st.dictionaries(st.integers(-5, 40), st.integers(1, 99)), st.integers(0, 35))
def test_every_day_is_there_once_and_in_order(counts: dict[int, int], days: int):
    first = date(2026, 10, 22)
    by_day = {first + number * DAY: count for number, count in counts.items()}
    found = every_day(by_day, first, first + days * DAY)
    assert [day for day, _ in found] == [first + number * DAY for number in range(days + 1)]
    assert [count for _, count in found] == [counts.get(number, 0) for number in range(days + 1)]


def test_half_take_longer_than_the_middle():
    assert middle([]) is None
    assert middle([3 * DAY]) == 3 * DAY
    assert middle([9 * DAY, DAY, 2 * DAY]) == 2 * DAY
    assert middle([4 * DAY, DAY, 2 * DAY, 9 * DAY]) == 3 * DAY


def test_only_what_somebody_decided_counts_for_the_rate():
    ended = {State.APPROVED: 9, State.DENIED: 3, State.WITHDRAWN: 5, State.EXPIRED: 4}
    assert Requests(30, ended).approved == Share(9, 12)
    assert Requests(2, {}).approved == Share(0, 0)


def test_nothing_means_nothing_at_all():
    assert Requests(0).nothing
    assert not Requests(1).nothing
    assert not Requests(0, waiting=1).nothing
    assert not Requests(0, {State.EXPIRED: 1}).nothing


@pytest.mark.parametrize(("votes", "voters", "tenths"), [(34, 12, 28), (0, 0, 0), (5, 5, 10), (1, 3, 3), (5, 3, 17)])
def test_votes_per_voter_in_tenths(votes: int, voters: int, tenths: int):
    assert Challenges((), 0, 0, voters, votes, Share(0, 0)).votes_per_voter == tenths


def ran(*closed: int) -> list[tuple[datetime, datetime, int]]:
    """Challenges whose submissions closed so many days ago, a week after their start; ids from 1."""
    return [(NOW - (ago + 7) * DAY, NOW - ago * DAY, number) for number, ago in enumerate(closed, 1)]


def test_who_returned_is_told_by_those_that_closed_and_the_one_before_them():
    since = NOW - 20 * DAY
    assert worth_comparing(ran(40, 33, 19, 12, -2), since, NOW) == [2, 3, 4]
    assert worth_comparing(ran(19, 12), since, NOW) == [1, 2]
    assert worth_comparing(ran(40, 33), since, NOW) == []
    assert worth_comparing(ran(40, -1), since, NOW) == [], "the next one is still open"
    assert worth_comparing([], since, NOW) == []
