import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cogs.ui.words import SENTENCES
from domain.errors import Invalid
from domain.localtime import first_instant
from domain.moments import parse_moment

BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo",
        "Pacific/Apia", "America/Asuncion", "America/St_Johns", "Pacific/Kiritimati",
    )
]  # fmt: skip
FIRST, LAST = datetime.fromisoformat("2000-01-03"), datetime.fromisoformat("2036-12-01")
nows = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
walls = st.datetimes(FIRST, LAST).map(lambda wall: wall.replace(microsecond=0))
clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
zones = st.sampled_from(ZONES)
WEEKDAYS = (
    ("monday", "lunes"), ("tue", "martes"), ("wednesday", "miércoles"), ("thu", "jueves"), ("friday", "vie"),
    ("sat", "sábado"), ("sunday", "domingo"),
)  # fmt: skip


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


FRIDAY = utc("2026-11-20T18:30:15")
"""19:30:15 on a Friday in Berlin."""


def wall_of(text: str, now: datetime = FRIDAY, tz: ZoneInfo = BERLIN) -> str:
    """What clocks show at the moment that was typed."""
    return f"{parse_moment(text, now, tz).astimezone(tz):%Y-%m-%d %H:%M:%S}"


def code_of(text: str, now: datetime = FRIDAY, tz: ZoneInfo = BERLIN) -> str:
    with pytest.raises(Invalid) as caught:
        parse_moment(text, now, tz)
    assert caught.value.facts == {"text": text.strip()[:40]}
    return caught.value.code


# What can be typed


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 20:00", "2026-12-01T20:00", "2026-12-01t20:00:00", "2026-12-1 20:00", " 2026-12-01   20:00 ",
        "2026/12/01 20:00", "2026.12.01 20:00", "2026-12-01, 20:00", "2026-12-01 at 20:00", "On 2026-12-01 at 20:00",
        "el 2026-12-01 a las 20:00", "2026-12-01\u00a020:00",
    ],
)  # fmt: skip
def test_a_day_with_a_time(text: str):
    assert parse_moment(text, FRIDAY, BERLIN) == utc("2026-12-01T19:00")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.12.2026 20:00", "2026-12-31"), ("12/31/2026 20:00", "2026-12-31"), ("31-12-2026 20:00", "2026-12-31"),
        ("13/1/2027 20:00", "2027-01-13"), ("05/05/2027 20:00", "2027-05-05"), ("29.2.2028 20:00", "2028-02-29"),
    ],
)  # fmt: skip
def test_the_year_may_stand_last_where_only_one_order_makes_a_date(text: str, day: str):
    assert wall_of(text) == f"{day} 20:00:00"


@pytest.mark.parametrize(
    "text",
    ["01.12.2026 20:00", "12/01/2026 20:00", "1-12-2026 20:00", "12.11.2026 20:00", "01.12.26 20:00", "01.12. 20:00"],
)
def test_the_order_of_day_and_month_is_never_guessed(text: str):
    assert code_of(text) == "moment.invalid"


@pytest.mark.parametrize(
    "text", ["2026-12-01", "31.12.2026", "today", "tomorrow", "mañana", "friday", "viernes", "2026-12-01 20"]
)
def test_a_day_without_a_time_is_refused(text: str):
    assert code_of(text) == "moment.invalid"


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("in 2 hours 30 minutes", timedelta(hours=2, minutes=30)), ("2h30m", timedelta(hours=2, minutes=30)),
        ("2 hours and 30 minutes", timedelta(hours=2, minutes=30)), ("45m", timedelta(minutes=45)),
        ("en 2 horas y 30 minutos", timedelta(hours=2, minutes=30)), ("in 90 sec", timedelta(seconds=90)),
        ("30 min, 2 hr", timedelta(hours=2, minutes=30)), ("in an hour", timedelta(hours=1)),
        ("en una hora", timedelta(hours=1)), ("in 1w", timedelta(weeks=1)), ("3d", timedelta(days=3)),
        ("in 3 days", timedelta(days=3)), ("en 3 días", timedelta(days=3)), ("EN 3 DIAS", timedelta(days=3)),
        ("en 3 di\u0301as", timedelta(days=3)), ("dentro de una semana", timedelta(weeks=1)),
        ("1w 2d 3h 4m 5s", timedelta(weeks=1, days=2, hours=3, minutes=4, seconds=5)),
        ("1 week, 2 days, 3 hours, 4 minutes and 5 seconds", timedelta(9, 5, hours=3, minutes=4)),
        ("1 semana 2 días 3 horas 4 minutos 5 segundos", timedelta(9, 5, hours=3, minutes=4)),
        ("in 0 days 5 minutes", timedelta(minutes=5)), ("in 123456 minutes", timedelta(minutes=123456)),
    ],
)  # fmt: skip
def test_so_much_later(text: str, later: timedelta):
    assert parse_moment(text, FRIDAY, BERLIN) == FRIDAY + later


@pytest.mark.parametrize(
    "text",
    [
        "in 0 days", "0m", "0h 0m", "2h 3 hours", "1d 1d", "in 3", "3", "in", "in days", "in -3 days", "-3d", "+3d",
        "in 1.5 hours", "1,5 horas", "3 days ago", "in 3 months", "1y", "3dd", "3 d a y s", "in 3 daysx", "1ma day",
        "2h and", "and 2h", "2h,", "in in 3 days", "1000000 seconds", "\u0663d", "３d",
    ],
)  # fmt: skip
def test_what_is_no_clear_duration_is_refused(text: str):
    assert code_of(text) == "moment.invalid"


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("today 20:00", "2026-11-20 20:00:00"), ("hoy 9:05", "2026-11-20 09:05:00"),
        ("tomorrow 20:00", "2026-11-21 20:00:00"), ("Tomorrow at 20:00", "2026-11-21 20:00:00"),
        ("mañana 20:00", "2026-11-21 20:00:00"), ("man\u0303ana a las 20:00", "2026-11-21 20:00:00"),
        ("manana 20:00", "2026-11-21 20:00:00"), ("pasado mañana 20:00", "2026-11-22 20:00:00"),
        ("day after tomorrow 20:00", "2026-11-22 20:00:00"), ("20:00", "2026-11-20 20:00:00"),
        ("19:30", "2026-11-21 19:30:00"), ("at 20:00", "2026-11-20 20:00:00"), ("a la 1:00", "2026-11-21 01:00:00"),
        ("friday 20:00", "2026-11-20 20:00:00"), ("friday 19:30", "2026-11-27 19:30:00"),
        ("viernes 20:00", "2026-11-20 20:00:00"), ("el viernes a las 19:00", "2026-11-27 19:00:00"),
        ("on saturday at 0:00", "2026-11-21 00:00:00"), ("jueves 23:59:59", "2026-11-26 23:59:59"),
    ],
)  # fmt: skip
def test_days_and_times_are_those_of_the_guilds_calendar(text: str, wall: str):
    assert wall_of(text) == wall
    assert wall_of(text, FRIDAY.astimezone(ZoneInfo("Asia/Tokyo"))) == wall


def test_it_is_already_tomorrow_where_the_guild_is():
    assert wall_of("tomorrow 20:00", tz=ZoneInfo("Asia/Tokyo")) == "2026-11-22 20:00:00"
    assert wall_of("friday 20:00", tz=ZoneInfo("Asia/Tokyo")) == "2026-11-27 20:00:00"


@pytest.mark.parametrize(
    "text", ["next friday 20:00", "próximo viernes 20:00", "fridayt20:00", "noon", "someday 20:00"]
)
def test_days_that_people_mean_differently_are_refused(text: str):
    assert code_of(text) == "moment.invalid"


@pytest.mark.parametrize(("number", "names"), list(enumerate(WEEKDAYS)))
def test_every_weekday_is_known_in_both_languages(number: int, names: tuple[str, str]):
    for name in names:
        found = parse_moment(f"{name} 12:00", FRIDAY, BERLIN).astimezone(BERLIN)
        assert (found.weekday(), found.hour) == (number, 12)
        assert FRIDAY < found <= FRIDAY + timedelta(days=7)


@pytest.mark.parametrize("text", ["now", "ahora", " NOW "])
def test_now_is_never_in_the_future(text: str):
    assert parse_moment(text, FRIDAY + timedelta(microseconds=999_999), BERLIN) == FRIDAY


def test_what_is_counted_from_now_is_never_sooner_than_was_typed():
    now = FRIDAY + timedelta(microseconds=1)
    for text in ("in 10 minutes", "in 1 day"):
        assert parse_moment(text, now, BERLIN) == parse_moment(text, FRIDAY, BERLIN) + timedelta(seconds=1)


@pytest.mark.parametrize("form", ["<t:1764612000>", "<t:1764612000:R>", "<t:1764612000:f>", " <t:1764612000:T> "])
def test_discords_own_timestamps(form: str):
    assert parse_moment(form, FRIDAY, BERLIN) == utc("2025-12-01T18:00")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2000-01-01 00:00", "2000-01-01"), ("2100-12-31 23:59:59", "2100-12-31T23:59:59"),
        ("<t:946684800>", "2000-01-01"), ("<t:4133980799>", "2100-12-31T23:59:59"),
        ("in 3867 weeks", "2100-12-31T18:30:15"),
    ],
)  # fmt: skip
def test_this_century_is_accepted_to_its_edges(text: str, at: str):
    assert parse_moment(text, FRIDAY, ZoneInfo("UTC")) == utc(at)


@pytest.mark.parametrize(
    "text",
    [
        "1999-12-31 23:59:59", "2101-01-01 00:00", "<t:946684799>", "<t:4133980800>", "in 3868 weeks",
        "in 999999 weeks", "999999w 999999d", "9999-12-31 23:59", "0001-01-01 00:00", "0000-01-01 00:00",
        "<t:999999999999>", "<t:9999999999999>", "<t:-1>", "<t:0>",
    ],
)  # fmt: skip
def test_other_centuries_are_refused(text: str):
    assert code_of(text, tz=ZoneInfo("UTC")) == "moment.invalid"
    assert code_of(text.replace("1999", "1998"), tz=ZoneInfo("America/New_York")) == "moment.invalid"


@pytest.mark.parametrize("edge", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)], ids=str)
@pytest.mark.parametrize("text", ["now", "20:00", "friday 20:00", "tomorrow 20:00", "today 20:00", "in 3 days", "1s"])
@pytest.mark.parametrize("tz", [ZoneInfo("Pacific/Kiritimati"), ZoneInfo("America/New_York")], ids=str)
def test_a_clock_at_the_end_of_time_is_refused_too(edge: datetime, text: str, tz: ZoneInfo):
    assert code_of(text, edge, tz) == "moment.invalid"


# Where clocks jump


def test_days_keep_the_time_on_the_clock_and_hours_are_exact():
    before = utc("2026-10-24T18:00")
    assert wall_of("in 1 day", before) == "2026-10-25 20:00:00"
    assert parse_moment("in 1 day", before, BERLIN) == before + timedelta(hours=25)
    assert parse_moment("in 24 hours", before, BERLIN) == before + timedelta(hours=24)
    assert parse_moment("in 5 hours 1 day", before, BERLIN) == before + timedelta(hours=30)


@pytest.mark.parametrize(
    ("text", "now", "at"),
    [
        ("2026-03-29 02:30", "2026-01-01", "2026-03-29T01:00"), ("2026-10-25 02:30", "2026-01-01", "2026-10-25T00:30"),
        ("02:30", "2026-03-28T12:00", "2026-03-29T01:00"), ("sunday 02:30", "2026-03-28T12:00", "2026-03-29T01:00"),
        ("tomorrow 02:30", "2026-03-28T12:00", "2026-03-29T01:00"),
        ("in 1 day", "2026-03-28T01:30", "2026-03-29T01:00"),
        ("02:30", "2026-10-25T00:30", "2026-10-26T01:30"), ("sunday 02:30", "2026-10-25T00:30", "2026-11-01T01:30"),
        # Asked in the hour that comes a second time, minutes are minutes all the same.
        ("in 5 minutes", "2026-10-25T01:10", "2026-10-25T01:15"), ("in 1 day", "2026-10-25T01:10", "2026-10-26T01:10"),
    ],
)  # fmt: skip
def test_skipped_times_end_the_gap_and_repeated_ones_come_first(text: str, now: str, at: str):
    assert parse_moment(text, utc(now), BERLIN) == utc(at)


def test_a_friday_that_never_was_is_the_one_after():
    # Samoa had no 30 December 2011.
    now = utc("2011-12-30T01:00")
    assert wall_of("friday 12:00", now, APIA) == "2012-01-06 12:00:00"
    assert wall_of("2011-12-30 12:00", now, APIA) == wall_of("tomorrow 12:00", now, APIA) == "2011-12-31 00:00:00"


# Properties


@given(walls, nows, zones, st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d, %H:%M:%S"]))
@example(datetime.fromisoformat("2026-03-29T02:30"), FRIDAY, BERLIN, "%Y-%m-%d %H:%M:%S")
@example(datetime.fromisoformat("2011-12-30T06:00"), FRIDAY, APIA, "%Y-%m-%dT%H:%M:%S")
def test_a_wall_time_is_read_as_it_was_written(wall: datetime, now: datetime, tz: ZoneInfo, form: str):
    found = parse_moment(f"{wall:{form}}", now, tz)
    assert found.tzinfo is UTC
    assert found == first_instant(wall, tz)
    shown = found.astimezone(tz)
    assert shown.replace(tzinfo=None) >= wall
    # Shown to people and typed again, it is the same instant.
    assert parse_moment(f"{shown:{form}}", now, tz) == found


@given(walls, zones)
def test_with_the_year_last_it_is_that_date_or_refused(wall: datetime, tz: ZoneInfo):
    for form in ("%d.%m.%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S"):
        if wall.day > 12 or wall.day == wall.month:
            assert parse_moment(f"{wall:{form}}", FRIDAY, tz) == first_instant(wall, tz)
        else:
            assert code_of(f"{wall:{form}}") == "moment.invalid"


@given(st.integers(946_684_800, 4_133_980_799), st.sampled_from(["", *(f":{style}" for style in "tTdDfFsSR")]), zones)
def test_any_timestamp_of_discord_is_that_instant(stamp: int, style: str, tz: ZoneInfo):
    found = parse_moment(f"<t:{stamp}{style}>", FRIDAY, tz)
    assert (found.timestamp(), found.tzinfo, found.microsecond) == (stamp, UTC, 0)


@given(nows, zones, st.integers(1, 5000), st.integers(1, 5000))
def test_more_is_later(now: datetime, tz: ZoneInfo, some: int, more: int):
    for unit in ("s", " minutes", "h"):
        found = [parse_moment(f"in {amount}{unit}", now, tz) for amount in (some, some + more)]
        assert now < found[0] < found[1]
    for unit in (" days", "w"):
        found = [parse_moment(f"in {amount}{unit}", now, tz) for amount in (some // 50 + 1, (some + more) // 50 + 1)]
        assert now < found[0] <= found[1]


@given(nows, zones, st.integers(0, 400), st.integers(0, 9999))
def test_days_show_the_same_time_or_the_end_of_a_gap(now: datetime, tz: ZoneInfo, days: int, minutes: int):
    now = now.replace(microsecond=0)
    wall = now.astimezone(tz).replace(tzinfo=None) + timedelta(days=days)
    begins = first_instant(wall, tz) if days else now
    if days or minutes:
        found = parse_moment(f"in {days} days {minutes} minutes", now, tz)
        assert found == begins + timedelta(minutes=minutes)


@given(nows, nows, clocks, zones, st.sampled_from(WEEKDAYS))
@example(utc("2010-11-07T02:45"), utc("2010-11-07T03:00"), time(0), ZoneInfo("America/St_Johns"), WEEKDAYS[6])
def test_the_next_time_is_ahead_and_never_comes_sooner_when_asked_later(
    now: datetime, later: datetime, clock: time, tz: ZoneInfo, names: tuple[str, str]
):
    now, later = sorted((now, later))
    for text, most in ((f"{clock:%H:%M:%S}", 2), (f"{names[0]} {clock:%H:%M:%S}", 15)):
        found = parse_moment(text, now, tz)
        assert now < found <= now + timedelta(days=most)
        assert found.astimezone(tz).time() >= clock or found.astimezone(tz).time() == time(0)
        assert found <= parse_moment(text, later, tz)
        # Nothing is skipped: asked from any moment in between, the answer is the same.
        assert parse_moment(text, now + (found - now) / 2, tz) == found
    assert parse_moment(f"{names[1]} {clock:%H:%M:%S}", now, tz).astimezone(tz).weekday() == WEEKDAYS.index(names)


fragments = st.sampled_from(
    ["in ", "en ", "3", "20:00", "friday", " ", "d", "h", "día", "2026-12-01", "t", "<t:", "1764612000", ":R>", "now",
     "and ", "at ", "el ", "-", ".", "/", "99999999", "a ", "🐉", "\u202e", "\u200f", "\ud800", "\u0661", "ñ", "\u0301"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(fragments, max_size=12).map("".join)), nows, zones)
def test_whatever_is_typed_is_an_instant_or_refused(text: str, now: datetime, tz: ZoneInfo):
    try:
        found = parse_moment(text, now, tz)
    except Invalid:
        assert code_of(text, now, tz) == "moment.invalid"
        return
    assert (found.tzinfo, found.microsecond) == (UTC, 0)
    assert 2000 <= found.year <= 2100


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "soon", "🐉", "@everyone", "\u202e00:02", "20:00\u200f", "الساعة 20:00", "\u0662\u0660:\u0660\u0660",
        "20:00\u200b", "24:00", "20:60", "6pm", "20.00", "20:00 CET", "20:00:", "2026-13-01 20:00", "2026-02-30 20:00",
        "31.11.2026 20:00", "2026-12/01 20:00", "31.12/2026 20:00", "2026-12-01T20:00Z",
        "12026-12-01 20:00", "<t:>", "<t:1764612000:X>",
        "<@1764612000>", "1764612000", "<t:1764612000", "tomorrow 20:00 <t:1764612000>", "x" * 2000, "1" * 2000,
        "1d " * 600, "in " + "9" * 2000 + " days", "-" * 2000 + "20:00", "friday" + " " * 2000 + "20:00",
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_a_short_quote(text: str):
    assert code_of(text) == "moment.invalid"


# What people are told


@pytest.mark.parametrize("sentence", SENTENCES["moment.invalid"])
def test_whatever_the_refusal_suggests_is_understood(sentence: str):
    examples = re.findall("`([^`]+)`", sentence)
    assert len(examples) >= 4
    for typed in examples:
        assert parse_moment(typed, FRIDAY, BERLIN) > FRIDAY
