"""Digests wait out the night and come at most once an hour, whatever the clocks do."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.digests import PACE, Quiet, next_digest

HOME = ZoneInfo("Europe/Madrid")
NIGHT = Quiet(time(22), time(8))
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def test_nobody_is_written_to_at_night():
    evening = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)  # 23:30 in Madrid
    assert next_digest(evening, None, NIGHT, HOME) == datetime(2026, 11, 21, 7, tzinfo=UTC)
    early = datetime(2026, 11, 21, 5, tzinfo=UTC)
    assert next_digest(early, None, NIGHT, HOME) == datetime(2026, 11, 21, 7, tzinfo=UTC)
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert next_digest(noon, None, NIGHT, HOME) == noon


def test_one_an_hour():
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert next_digest(noon, noon - timedelta(minutes=10), NIGHT, HOME) == noon + timedelta(minutes=50)


def test_no_quiet_hours():
    midnight = datetime(2026, 11, 21, 0, tzinfo=UTC)
    assert next_digest(midnight, None, Quiet(time(0), time(0)), HOME) == midnight


def test_the_hour_that_comes_twice_is_quiet_twice():
    """In Madrid clocks went back from 3:00 to 2:00 on 25 October 2026, at 1:00 UTC."""
    quiet = Quiet(time(1), time(2, 30))
    ends = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the second 2:30
    assert next_digest(datetime(2026, 10, 25, 1, 10, tzinfo=UTC), None, quiet, HOME) == ends
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_digest(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), None, quiet, HOME) == first


def test_an_end_that_is_skipped_is_the_moment_after():
    """In Madrid clocks went from 2:00 to 3:00 on 29 March 2026, at 1:00 UTC."""
    at = next_digest(datetime(2026, 3, 28, 23, tzinfo=UTC), None, Quiet(time(22), time(2, 30)), HOME)
    assert at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@given(MOMENTS, st.none() | st.integers(0, 300), HOURS, HOURS)
def test_the_next_is_outside_the_quiet_hours_and_an_hour_after_the_last(
    now: datetime, ago: int | None, start: time, end: time
):
    quiet = Quiet(start, end)
    last = None if ago is None else now - timedelta(minutes=ago)
    at = next_digest(now, last, quiet, HOME)
    earliest = now if last is None else max(now, last + PACE)
    assert at >= earliest
    assert at - now <= timedelta(hours=26)
    assert (at == earliest) == (quiet.ends_after(earliest, HOME) is None), "it waits for nothing but the night"
    if quiet.ends_after(at, HOME) is not None:
        # Where clocks were put back, the end comes twice, and the first is as good as the second.
        assert at.astimezone(HOME).utcoffset() != (at - timedelta(hours=3)).astimezone(HOME).utcoffset() or (
            at.astimezone(HOME).utcoffset() != (at + timedelta(hours=3)).astimezone(HOME).utcoffset()
        )
