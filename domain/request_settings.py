"""Requests for credits: their kinds, where one can stand, what a guild can set, and what officers are told."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.credit import Credit
from domain.notices import Audience, Event
from domain.settings import Kind, Setting


class State(StrEnum):
    """Where a request stands; all but the first are final."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Terms:
    """The settings of one kind of credit: what it is called, and how much is granted in a week."""

    name: Setting
    member_week: Setting
    guild_week: Setting


def _terms(credit: Credit, called: str) -> Terms:
    return Terms(
        Setting(f"request.{credit.value}_name", Kind.TEXT, called, low=1, high=40),
        Setting(f"request.{credit.value}_member_week", Kind.NUMBER, 500, low=1, high=10**9),
        Setting(f"request.{credit.value}_guild_week", Kind.NUMBER, 5000, low=1, high=10**9),
    )


TERMS: Final = {Credit.AI: _terms(Credit.AI, "AI credits"), Credit.LEAD: _terms(Credit.LEAD, "Lead credits")}
TWO_FROM: Final = Setting("request.two_from", Kind.NUMBER, 1000, low=1, high=10**9)
COOLDOWN_HOURS: Final = Setting("request.cooldown_hours", Kind.NUMBER, 24, high=24 * 30)
EXPIRES_DAYS: Final = Setting("request.expires_days", Kind.NUMBER, 7, low=1, high=60)
SETTINGS: Final = (
    *(setting for terms in TERMS.values() for setting in (terms.name, terms.member_week, terms.guild_week)),
    TWO_FROM,
    COOLDOWN_HOURS,
    EXPIRES_DAYS,
)

ASKED: Final = Event("request.asked", Audience.OFFICERS)
REMINDER: Final = Event("request.reminder", Audience.OFFICERS)
DECIDED: Final = Event("request.decided", Audience.OFFICERS)
EVENTS: Final = (ASKED, REMINDER, DECIDED)

PANEL: Final = "request"
"""The kind of message on which officers decide a request."""
