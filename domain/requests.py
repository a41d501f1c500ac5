"""Requests for credits: what may be asked for, who may decide, and how a request ends.

A request is `pending` until it is approved, denied or withdrawn, or nobody decided in time. Whoever asked never
decides. Above a threshold two officers have to agree; each approval counts once. What is granted may be less than was
asked for, never more.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Conflict, Invalid
from domain.texts import check_line

REASON_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Rules:
    """What a guild set: caps in credits, cooldown after a denial, from how much on two have to approve, patience."""

    member_week: int
    guild_week: int
    cooldown: timedelta
    two_from: int
    expires: timedelta


@dataclass(frozen=True, slots=True)
class Record:
    """What was before, of one person and kind: granted to them and to all this week, pending, the last denial."""

    mine_this_week: int
    all_this_week: int
    pending: bool
    denied_at: datetime | None


def check_ask(rules: Rules, record: Record, amount: int, reason: str, now: datetime) -> str:
    """The reason, tidied; raises `Invalid` or `Conflict` with what is possible instead."""
    tidy = check_line(reason, REASON_LIMIT, "request.reason_length")
    if amount < 1:
        raise Invalid("request.amount")
    if record.pending:
        raise Conflict("request.pending")
    if record.denied_at is not None and now < record.denied_at + rules.cooldown:
        raise Conflict("request.cooldown", at=record.denied_at + rules.cooldown)
    left = rules.member_week - record.mine_this_week
    if amount > left:
        raise Invalid("request.member_cap", cap=rules.member_week, left=max(0, left))
    left = rules.guild_week - record.all_this_week
    if amount > left:
        raise Invalid("request.guild_cap", left=max(0, left))
    return tidy


def approvals_needed(rules: Rules, amount: int) -> int:
    """How many officers have to agree to so many credits."""
    return 2 if amount >= rules.two_from else 1


def check_decide(requester: int, officer: int, approved_by: Collection[int]) -> None:
    """Raise `Conflict` where this officer cannot approve: their own request, or approved by them already."""
    if officer == requester:
        raise Conflict("request.own")
    if officer in approved_by:
        raise Conflict("request.approved_already")


def check_lower(asked: int, amount: int) -> int:
    """What an officer grants instead; raises `Invalid` for none, or more than was asked for."""
    if not 1 <= amount <= asked:
        raise Invalid("request.lower", most=asked)
    return amount
