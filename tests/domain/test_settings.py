"""Typed settings: what leaders type is understood or refused with what to type instead."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid, NotFound
from domain.settings import Kind, Registry, Setting, Value, nearest_timezones, parse_timezone, zone


def setting(kind: Kind, **other: Any) -> Setting:
    """A setting of that kind."""
    return Setting("house.thing", kind, None, **other)


YES_NO = setting(Kind.YES_NO)
NUMBER = setting(Kind.NUMBER, low=-5, high=2_000_000)
PERCENT = setting(Kind.PERCENT, low=0, high=100)
POINTS = setting(Kind.HUNDREDTHS, low=-100_00, high=5000_00)
TEXT = setting(Kind.TEXT, low=1, high=10)
CHOICE = setting(Kind.CHOICE, choices=("dkp", "epgp"))
ROLES = setting(Kind.ROLES, low=0, high=2)
CHANNEL = setting(Kind.CHANNEL)
TIMES = setting(Kind.TIMES)
ZONE = setting(Kind.TIMEZONE)


@pytest.mark.parametrize(
    ("one", "text", "value"),
    [
        (YES_NO, "yes", True), (YES_NO, " SÍ ", True), (YES_NO, "1", True), (YES_NO, "Off", False),
        (YES_NO, "no", False),
        (NUMBER, "12", 12), (NUMBER, " -5 ", -5), (NUMBER, "+7", 7), (NUMBER, "1,234,567", 1_234_567),
        (NUMBER, "1_000", 1000), (NUMBER, "1 000 000", 1_000_000), (NUMBER, "2000000", 2_000_000), (NUMBER, "007", 7),
        (PERCENT, "50", 50), (PERCENT, "50%", 50), (PERCENT, "50 %", 50), (PERCENT, "0", 0), (PERCENT, "100", 100),
        (POINTS, "12", 1200), (POINTS, "12.5", 1250), (POINTS, "12.50", 1250), (POINTS, "12,50", 1250),
        (POINTS, "12,5", 1250), (POINTS, "1,234", 123400), (POINTS, "1,234.56", 123456), (POINTS, "-0.01", -1),
        (POINTS, "-100", -10000), (POINTS, "0", 0),
        (TEXT, " hello ", "hello"), (TEXT, "🐉" * 10, "🐉" * 10),
        (CHOICE, "EPGP", "epgp"), (CHOICE, " dkp ", "dkp"),
        (ROLES, "<@&1> <@&2>", (1, 2)), (ROLES, "<@&1>,<@&1>", (1,)), (ROLES, "NONE", ()), (ROLES, "<@&7>", (7,)),
        (CHANNEL, "<#9>", 9), (CHANNEL, "none", None), (CHANNEL, " <#9> ", 9),
        (TIMES, "18:00,6:00", "06:00, 18:00"), (TIMES, "OFF", "off"),
        (ZONE, "europe/madrid", "Europe/Madrid"), (ZONE, " America/New York ", "America/New_York"),
        (ZONE, "utc", "UTC"),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(one: Setting, text: str, value: Value):
    assert one.parse(text) == value


@pytest.mark.parametrize(
    ("one", "texts", "code", "facts"),
    [
        (YES_NO, ["", "maybe", "yes please", "2"], "settings.yes_no", {}),
        (
            NUMBER,
            ["", "x", "1.5", "1,5", "12,50", "1,23,456", "-6", "2000001", "٣", "1e3", "9" * 19, "0x10", "+-1", "½"],
            "settings.number",
            {"low": -5, "high": 2_000_000},
        ),
        (PERCENT, ["101", "-1", "%", "50%%", "5.5", "5,5 %"], "settings.number", {"low": 0, "high": 100}),
        (
            POINTS,
            ["", "x", "1.234", "1.2.3", "5000.01", "-100.01", "1,2345", ",5", ".5", "1e2", "٣", "9" * 16, "--1"],
            "settings.hundredths",
            {"low": -100, "high": 5000},
        ),
        (TEXT, ["", "   ", "x" * 11, "y" * 2000], "settings.text", {"low": 1, "high": 10}),
        (CHOICE, ["", "council", "dkp epgp"], "settings.choice", {"choices": ("dkp", "epgp")}),
        (
            ROLES,
            ["", "@Officer", "<@1>", "<@&1> x", "<@&1><@&2><@&3>", "<@&0>", f"<@&{2**63}>", "<@&٣>", "<@&1> none"],
            "settings.roles",
            {"high": 2},
        ),
        (CHANNEL, ["", "#general", "<#1> <#2>", "<@&1>", "<#0>", "<#99999999999999999999>"], "settings.channel", {}),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_it_takes(
    one: Setting, texts: list[str], code: str, facts: dict[str, Any]
):
    for text in texts:
        with pytest.raises(Invalid) as refused:
            one.parse(text)
        assert (refused.value.code, refused.value.facts) == (code, {"name": "house.thing"} | facts), text


@pytest.mark.parametrize("text", ["25:00", "noon", "06:00, 07:00, 08:00"])
def test_times_are_those_of_the_schedule(text: str):
    with pytest.raises(Invalid, match=r"clan\.schedule"):
        TIMES.parse(text)


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("Europe/Madrit", "Europe/Madrid"), ("madrid", "Europe/Madrid"), ("new york", "America/New_York"),
        ("Amercia/New_York", "America/New_York"), ("Berlin", "Europe/Berlin"), ("Asia/Tokio", "Asia/Tokyo"),
        ("sydney", "Australia/Sydney"), ("Kolkatta", "Asia/Kolkata"),
    ],
)  # fmt: skip
def test_a_typo_names_the_nearest_zones(typo: str, meant: str):
    with pytest.raises(Invalid) as refused:
        parse_timezone(typo)
    near = refused.value.facts["near"]
    assert isinstance(near, tuple)
    assert meant in near
    assert refused.value.facts["text"] == typo


@pytest.mark.parametrize("text", ["", "   ", "🐉", "@everyone", "x" * 2000, "../../etc/passwd", "Factory", "localtime"])
def test_whatever_else_is_typed_for_a_zone_is_refused_shortly(text: str):
    with pytest.raises(Invalid) as refused:
        ZONE.parse(text)
    assert refused.value.code == "settings.timezone"
    assert len(str(refused.value.facts["text"])) <= 40
    assert refused.value.facts["near"]


@given(st.text(max_size=30), st.integers(1, 10))
def test_there_is_always_a_suggestion_and_each_is_a_zone(text: str, limit: int):
    near = nearest_timezones(text, limit)
    assert 1 <= len(near) <= limit
    assert [zone(parse_timezone(name)).key for name in near] == list(near)


@given(st.sampled_from(list(Kind)), st.text(max_size=40))
def test_whatever_is_typed_is_a_value_or_a_refusal(kind: Kind, text: str):
    one = Setting("house.thing", kind, None, low=0, high=100, choices=("a",))
    try:
        value = one.parse(text)
    except Invalid:
        return
    assert one.parse(text) == value


@given(st.integers(-100_00, 5000_00))
def test_hundredths_read_back_as_they_are_written(value: int):
    sign, whole, part = "-" if value < 0 else "", abs(value) // 100, abs(value) % 100
    for point in ".,":
        assert POINTS.parse(f"{sign}{whole}{point}{part:02d}") == value
    assert POINTS.parse(f"{sign}{whole:,}.{part:02d}") == value


@given(st.integers(-5, 2_000_000))
def test_numbers_read_back_as_they_are_written(value: int):
    assert NUMBER.parse(str(value)) == NUMBER.parse(f"{value:,}") == NUMBER.parse(f"{value:_}") == value


def test_the_registry_finds_by_name_and_keeps_the_order():
    one, other = Setting("b.one", Kind.TEXT, ""), Setting("a.two", Kind.TEXT, "")
    registry = Registry((one, other, Setting("b.three", Kind.TEXT, "")))
    assert list(registry) == ["b.one", "a.two", "b.three"]
    assert registry.areas() == ("b", "a")
    assert registry.find(" A.Two ") is other
    assert registry["b.one"] is one
    assert len(registry) == 3


@pytest.mark.parametrize("name", ["", "b", "b.two", "x" * 2000])
def test_an_unknown_name_is_refused_shortly(name: str):
    with pytest.raises(NotFound) as refused:
        Registry((Setting("b.one", Kind.TEXT, ""),)).find(name)
    assert (refused.value.code, refused.value.facts) == ("settings.unknown", {"name": name[:60]})


def test_the_same_name_twice_is_a_mistake():
    with pytest.raises(ValueError, match="twice"):
        Registry((Setting("b.one", Kind.TEXT, ""), Setting("b.one", Kind.NUMBER, 1)))
