"""Requests for credits: what may be asked for, who may decide, and how a request ends.

A request is `pending` until it is approved, denied or withdrawn, or nobody decided in time. Whoever asked never
decides. Above a threshold two officers have to agree; each approval counts once. What is granted may be less than was
asked for, never more.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.errors import Conflict, Forbidden, Invalid
from domain.localtime import first_instant
from domain.texts import check_line

REASON_LIMIT: Final = 300

LONGEST_NOTICE: Final = timedelta(days=1)
"""How long before a request expires officers are reminded, at most."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a guild set: caps in credits, cooldown after a denial, from how much on two have to approve, patience."""

    member_week: int
    guild_week: int
    cooldown: timedelta
    two_from: int
    expires: timedelta


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week of a guild: from its first instant to that of the next one."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What was before, of one person and kind: granted to them and to all this week, what waits, the last denial.

    `waiting` are the credits that everybody's pending requests ask for, `pending` whether one of them is theirs.
    """

    week: Week
    mine: int
    everybodys: int
    waiting: int
    pending: bool
    denied_at: datetime | None


def week_of(now: datetime, tz: ZoneInfo) -> Week:
    """The calendar week, from Monday on, that it is at `now` in a timezone."""
    today = now.astimezone(tz).date()
    monday = today - timedelta(days=today.weekday())
    starts, ends = (first_instant(datetime.combine(day, time()), tz) for day in (monday, monday + timedelta(days=7)))
    return Week(starts, ends)


def left_to_ask(rules: Rules, record: Record) -> int:
    """How many credits this person may still ask for this week.

    What waits counts with what was granted: it may be granted any minute, and nobody is to ask for what others who
    came before will have. It does not count when officers decide: which of those that wait comes first is up to them.
    """
    mine = rules.member_week - record.mine
    everybodys = rules.guild_week - record.everybodys - record.waiting
    return max(0, min(mine, everybodys))


def left_to_grant(rules: Rules, record: Record) -> int:
    """How many credits may still be granted to this person this week."""
    return max(0, min(rules.member_week - record.mine, rules.guild_week - record.everybodys))


def cools_until(rules: Rules, record: Record, now: datetime) -> datetime | None:
    """When this person may ask again after a denial; None when they may now."""
    if record.denied_at is None or now >= record.denied_at + rules.cooldown:
        return None
    return record.denied_at + rules.cooldown


def check_ask(rules: Rules, record: Record, amount: int, reason: str, now: datetime) -> str:
    """The reason, tidied; raises `Invalid` or `Conflict` with what is possible instead."""
    tidy = check_reason(reason)
    if amount < 1:
        raise Invalid("request.amount")
    if record.pending:
        raise Conflict("request.pending")
    if (until := cools_until(rules, record, now)) is not None:
        raise Conflict("request.cooldown", at=until)
    left = left_to_ask(rules, record)
    if not left:
        full = record.mine >= rules.member_week
        raise (_member_full if full else _guild_full)(record.week.ends)
    if amount > left:
        raise Invalid("request.too_many", left=left, at=record.week.ends)
    return tidy


def check_reason(text: str) -> str:
    """Why credits are asked for or denied, on one line; raises `Invalid` when empty or too long."""
    return check_line(text, REASON_LIMIT, "request.reason_length")


def check_word(text: str) -> str:
    """What an officer adds of their own accord, on one line; raises `Invalid` when too long."""
    return check_line(text, REASON_LIMIT, "request.word_length") if text.strip() else ""


def approvals_needed(rules: Rules, asked: int) -> int:
    """How many officers have to agree where so many credits were asked for, to however many they then agree."""
    return 2 if asked >= rules.two_from else 1


def check_decide(requester: int, officer: int, approved_by: Collection[int]) -> None:
    """Raise where this officer cannot decide: `Forbidden` about their own request, `Conflict` if they approved it."""
    if officer == requester:
        raise Forbidden("request.own")
    if officer in approved_by:
        raise Conflict("request.approved_already")


def check_amount(asked: int, amount: int) -> int:
    """What an officer agrees to; raises `Invalid` for none, or more than was asked for."""
    if not 1 <= amount <= asked:
        raise Invalid("request.lower", most=asked)
    return amount


def check_caps(rules: Rules, record: Record, amount: int) -> None:
    """Raise `Conflict` where so many credits cannot be granted this week, with how many can."""
    left = left_to_grant(rules, record)
    if amount > left > 0:
        raise Conflict("request.cap_left", left=left, at=record.week.ends)
    if amount > left:
        raise Conflict("request.cap_full", at=record.week.ends)


def granted(amounts: Iterable[int]) -> int:
    """What is granted where officers agreed to these amounts: all of them agreed to the smallest."""
    return min(amounts)


def remind_at(asked_at: datetime, expires_at: datetime) -> datetime:
    """When officers are reminded: a day before it expires, or at half of the time where that is later."""
    return max(expires_at - LONGEST_NOTICE, asked_at + (expires_at - asked_at) / 2)


def _member_full(at: datetime) -> Conflict:
    return Conflict("request.member_full", at=at)


def _guild_full(at: datetime) -> Conflict:
    return Conflict("request.guild_full", at=at)
