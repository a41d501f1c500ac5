from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.schedules import format_times, next_run, parse_times

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo")]
FIRST, LAST = datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2036-12-01")
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
clock = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("06:00", (time(6),)), ("18:00, 06:00", (time(6), time(18))), (" 6:05,18:00 ", (time(6, 5), time(18))),
        ("06:00 18:00", (time(6), time(18))), ("06:00;18:00", (time(6), time(18))), ("off", ()), (" OFF ", ()),
        ("00:00, 23:00", (time(0), time(23))), ("23:59", (time(23, 59),)), ("10:00, 11:00", (time(10), time(11))),
        ("6pm", (time(18),)), ("6:30 pm", (time(18, 30),)), ("6PM 6 am", (time(6), time(18))),
        ("06 AM;12pm", (time(6), time(12))), ("12am", (time(0),)),
        ("12:15 Am, 3pm", (time(0, 15), time(15))), ("6 pm 06:00", (time(6), time(18))),
    ],
)  # fmt: skip
def test_times_are_read_and_sorted(text: str, times: tuple[time, ...]):
    assert parse_times(text) == times


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "25:00", "24:00", "6", "06:60", "13pm", "0am", "18:00 pm", "pm", "6 p",
        "6:3pm", "6pmpm", "am 6", "06:0", "06.00", "06:00:00", "006:00", "06:00,", ",", "on",
        "06:00, noon", "-6:00", "\u0660\u0666:\u0660\u0660", "@everyone", "🐉", "06:00\u200b", "6:00 " * 400 + "x",
        "off, 06:00", "x" * 2000,
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_a_short_quote(text: str):
    with pytest.raises(Invalid) as caught:
        parse_times(text)
    assert caught.value.code == "clan.schedule_invalid"
    assert caught.value.facts == {"text": text.strip()[:40]}


@pytest.mark.parametrize("text", ["06:00, 12:00, 18:00", "06:00, 06:00, 06:00", " ".join(["6:00"] * 400)])
def test_three_times_are_too_many(text: str):
    with pytest.raises(Invalid) as caught:
        parse_times(text)
    assert (caught.value.code, caught.value.facts) == ("clan.schedule_too_many", {"limit": 2})


@pytest.mark.parametrize("text", ["06:00, 06:59", "23:30, 00:15", "00:00, 23:01"])
def test_two_times_are_an_hour_apart_around_midnight_too(text: str):
    with pytest.raises(Invalid) as caught:
        parse_times(text)
    assert caught.value.code == "clan.schedule_too_close"


@pytest.mark.parametrize("text", ["06:00, 06:00", "6:00 06:00", "6am, 06:00"])
def test_the_same_time_twice_is_called_that(text: str):
    with pytest.raises(Invalid) as caught:
        parse_times(text)
    assert (caught.value.code, caught.value.facts) == ("clan.schedule_twice", {"time": "06:00"})


@given(clock, st.sampled_from(["", " ", "  "]), st.booleans())
def test_a_clock_of_twelve_hours_says_the_same(when: time, space: str, large: bool):
    half = f"{when:%I:%M}{space}{'pm' if when.hour >= 12 else 'am'}"
    assert parse_times(half.upper() if large else half) == (when,)
    if when.minute == 0:
        assert parse_times(half.replace(":00", "").lstrip("0")) == (when,)


@given(st.lists(clock, max_size=2))
def test_what_is_kept_is_read_back(times: list[time]):
    text = format_times(times)
    with suppress(Invalid):
        assert parse_times(text) == tuple(sorted(times))
        assert format_times(parse_times(text)) == format_times(sorted(times))


def test_how_times_are_kept():
    assert format_times(()) == "off"
    assert format_times((time(6), time(18, 5))) == "06:00, 18:05"


TWICE = (time(6), time(18))


@pytest.mark.parametrize(
    ("after", "run"),
    [
        (utc(11, 20, 4), utc(11, 20, 5)), (utc(11, 20, 5), utc(11, 20, 17)), (utc(11, 20, 17), utc(11, 21, 5)),
        (utc(11, 20, 4, 59), utc(11, 20, 5)), (utc(11, 30, 23), utc(12, 1, 5)),
    ],
)  # fmt: skip
def test_the_next_run_is_strictly_after(after: datetime, run: datetime):
    assert next_run(TWICE, after, BERLIN) == run
    assert next_run(TWICE, after.astimezone(ZoneInfo("Asia/Tokyo")), BERLIN) == run


def test_without_times_nothing_runs():
    assert next_run((), utc(11, 20, 4), BERLIN) is None


def test_a_skipped_time_runs_when_clocks_go_on():
    assert next_run((time(2, 30),), utc(3, 28, 12), BERLIN) == utc(3, 29, 1)
    assert next_run((time(2, 30),), utc(3, 29, 1), BERLIN) == utc(3, 30, 0, 30)
    assert next_run((time(2, 30), time(6)), utc(3, 29, 1), BERLIN) == utc(3, 29, 4)


def test_a_time_that_comes_twice_runs_once():
    assert next_run((time(2, 30),), utc(10, 24, 12), BERLIN) == utc(10, 25, 0, 30)
    assert next_run((time(2, 30),), utc(10, 25, 0, 30), BERLIN) == utc(10, 26, 1, 30)


def test_a_day_that_does_not_exist_runs_at_its_end():
    apia = ZoneInfo("Pacific/Apia")
    end = datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert next_run((time(6),), end - timedelta(hours=1), apia) == end
    assert next_run((time(6),), end, apia) == end + timedelta(hours=6)


@given(st.lists(clock, min_size=1, max_size=2), moments, st.sampled_from(ZONES))
def test_one_run_follows_the_other_about_a_day_later(times: list[time], after: datetime, tz: ZoneInfo):
    first = next_run(times[:1], after, tz)
    assert first is not None
    second = next_run(times[:1], first, tz)
    assert second is not None
    assert after < first <= after + timedelta(hours=25)
    assert timedelta(hours=22) <= second - first <= timedelta(hours=26)
    assert first.astimezone(tz).time() >= times[0]
    both = next_run(times, after, tz)
    assert both == min(run for run in (next_run([each], after, tz) for each in times) if run)


@given(clock, st.sampled_from(ZONES), st.integers(2000, 2035))
def test_a_year_of_one_time_has_one_run_a_day(when: time, tz: ZoneInfo, year: int):
    at = datetime(year, 1, 1, tzinfo=tz).astimezone(UTC) - timedelta(seconds=1)
    for _ in range(3):
        run = next_run([when], at, tz)
        assert run is not None
        # Nothing is skipped: asked from any moment in between, the answer is the same.
        assert next_run([when], at + (run - at) / 2, tz) == run
        at = run
