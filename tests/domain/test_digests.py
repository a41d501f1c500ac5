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


@given(MOMENTS, st.none() | st.integers(0, 300), HOURS, HOURS)
def test_the_next_is_outside_the_quiet_hours_and_an_hour_after_the_last(now, ago, start, end):
    quiet = Quiet(start, end)
    last = None if ago is None else now - timedelta(minutes=ago)
    at = next_digest(now, last, quiet, HOME)
    assert at >= now
    assert last is None or at >= last + PACE
    assert at - now <= timedelta(hours=26)
    assert quiet.ends_after(at, HOME) is None or (at.astimezone(HOME).utcoffset() != now.astimezone(HOME).utcoffset())
