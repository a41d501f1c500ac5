"""Requests for credits: caps, cooldown, who decides, the week they are counted in, and when officers are reminded."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Conflict, Forbidden, Invalid, Refusal
from domain.requests import (
    Record,
    Rules,
    Week,
    approvals_needed,
    check_amount,
    check_ask,
    check_caps,
    check_decide,
    check_word,
    cools_until,
    granted,
    left_to_ask,
    left_to_grant,
    remind_at,
    week_of,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WEEK = Week(NOW - timedelta(days=4), NOW + timedelta(days=3))
RULES = Rules(500, 5000, timedelta(hours=24), 1000, timedelta(days=7))
ZONES = ("UTC", "Europe/Madrid", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo")

counts = st.integers(0, 2000)
moments = st.integers(-7 * 525_600, 7 * 525_600).map(lambda minutes: NOW + timedelta(minutes=minutes))
rules = st.builds(
    Rules,
    member_week=st.integers(1, 1000),
    guild_week=st.integers(1, 5000),
    cooldown=st.timedeltas(timedelta(0), timedelta(days=30)),
    two_from=st.integers(1, 2000),
    expires=st.timedeltas(timedelta(days=1), timedelta(days=60)),
)
records = st.builds(
    Record,
    week=st.just(WEEK),
    mine=counts,
    everybodys=counts,
    waiting=counts,
    pending=st.booleans(),
    denied_at=st.none() | st.integers(0, 50 * 24).map(lambda hours: NOW - timedelta(hours=hours)),
)


def record(**known: object) -> Record:
    """Nothing was before, but for this."""
    blank: dict[str, object] = {"week": WEEK, "mine": 0, "everybodys": 0, "waiting": 0}
    return Record(**(blank | {"pending": False, "denied_at": None} | known))  # pyright: ignore[reportArgumentType]


def refusal(known: Record, amount: int, reason: str = "a guide") -> tuple[str, dict[str, object]]:
    """Why so many cannot be asked for."""
    with pytest.raises(Refusal) as refused:
        check_ask(RULES, known, amount, reason, NOW)
    return refused.value.code, dict(refused.value.facts)


def test_what_is_asked_for_has_a_reason_on_one_line():
    assert check_ask(RULES, record(), 500, "  for\n the guide ", NOW) == "for the guide"
    assert refusal(record(), 50, " \n ") == ("request.reason_length", {"limit": 300})
    assert refusal(record(), 50, "x" * 301)[0] == "request.reason_length"
    assert refusal(record(), 0) == ("request.amount", {})
    assert refusal(record(), -5)[0] == "request.amount"


def test_one_waits_at_a_time_and_a_denial_cools_down():
    assert refusal(record(pending=True), 50) == ("request.pending", {})
    denied = NOW - timedelta(hours=23)
    assert refusal(record(denied_at=denied), 50) == ("request.cooldown", {"at": denied + timedelta(hours=24)})
    assert check_ask(RULES, record(denied_at=NOW - timedelta(hours=24)), 50, "again", NOW) == "again"


def test_caps_say_what_is_left_and_until_when():
    assert refusal(record(mine=460), 41) == ("request.too_many", {"left": 40, "at": WEEK.ends})
    assert refusal(record(mine=500), 1) == ("request.member_full", {"at": WEEK.ends})
    assert refusal(record(everybodys=4000, waiting=970), 31) == ("request.too_many", {"left": 30, "at": WEEK.ends})
    assert refusal(record(everybodys=4000, waiting=1000), 1) == ("request.guild_full", {"at": WEEK.ends})


@given(rules, records, st.integers(-10, 6000))
def test_what_may_be_asked_for_is_what_is_said_to_be_left(rules: Rules, known: Record, amount: int):
    may = not known.pending and cools_until(rules, known, NOW) is None and 1 <= amount <= left_to_ask(rules, known)
    try:
        check_ask(rules, known, amount, "a guide", NOW)
    except (Invalid, Conflict):
        assert not may
    else:
        assert may
        assert known.mine + amount <= rules.member_week
        assert known.everybodys + known.waiting + amount <= rules.guild_week


@given(rules, records, st.integers(1, 6000))
def test_no_cap_is_passed_by_granting_what_is_left(rules: Rules, known: Record, amount: int):
    left = left_to_grant(rules, known)
    assert left_to_ask(rules, known) <= left, "what waits takes from those who ask, not from those who decide"
    if amount > left:
        with pytest.raises(Conflict, match=r"request\.cap_left" if left else r"request\.cap_full"):
            check_caps(rules, known, amount)
    else:
        check_caps(rules, known, amount)
        assert known.mine + amount <= rules.member_week
        assert known.everybodys + amount <= rules.guild_week


def test_two_have_to_agree_from_the_threshold_on():
    assert [approvals_needed(RULES, asked) for asked in (1, 999, 1000, 5000)] == [1, 1, 2, 2]


def test_nobody_decides_for_themselves_or_twice():
    with pytest.raises(Forbidden, match=r"request\.own"):
        check_decide(7, 7, ())
    with pytest.raises(Conflict, match=r"request\.approved_already"):
        check_decide(7, 8, [9, 8])
    check_decide(7, 8, [9])


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=3))
def test_everybody_who_agreed_agreed_to_what_is_granted(amounts: list[int]):
    assert all(granted(amounts) <= one for one in amounts)
    assert granted(amounts) in amounts


@given(st.integers(1, 1000), st.integers(-5, 1005))
def test_an_officer_agrees_to_no_more_than_was_asked_for(asked: int, amount: int):
    if 1 <= amount <= asked:
        assert check_amount(asked, amount) == amount
    else:
        with pytest.raises(Invalid, match=r"request\.lower"):
            check_amount(asked, amount)


def test_a_word_is_as_one_likes():
    assert check_word(" \n") == ""
    assert check_word("next\nweek") == "next week"
    with pytest.raises(Invalid, match=r"request\.word_length"):
        check_word("x" * 301)


@given(moments, st.sampled_from(ZONES))
def test_a_week_is_the_calendars_from_monday_on(now: datetime, name: str):
    tz = ZoneInfo(name)
    week = week_of(now, tz)
    assert week.starts <= now < week.ends
    assert week_of(week.starts, tz) == week
    assert week_of(week.ends, tz).starts == week.ends
    assert week_of(week.starts - timedelta(seconds=1), tz).ends == week.starts
    assert week.starts.astimezone(tz).weekday() == 0


@given(moments, st.integers(1, 60).map(lambda days: timedelta(days=days)))
def test_officers_are_reminded_a_day_before_or_at_half_time(asked_at: datetime, patience: timedelta):
    expires_at = asked_at + patience
    at = remind_at(asked_at, expires_at)
    assert asked_at < at < expires_at
    assert expires_at - at == min(timedelta(days=1), patience / 2)
