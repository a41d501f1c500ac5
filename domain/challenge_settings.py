"""Challenges: where one can stand, how places come about, what a guild can set, and what is told of them."""

from enum import StrEnum
from typing import Final

from domain.notices import Audience, Event
from domain.settings import Kind, Setting

MOST: Final = Setting("challenge.submissions", Kind.NUMBER, 3, low=1, high=10)
IMAGE_MB: Final = Setting("challenge.image_mb", Kind.NUMBER, 8, low=1, high=25)
VOTER_VOTES: Final = Setting("challenge.voter_votes", Kind.NUMBER, 10, low=1, high=1000)
YOUNG_DAYS: Final = Setting("challenge.young_account_days", Kind.NUMBER, 30, high=3650)
SETTINGS: Final = (MOST, IMAGE_MB, VOTER_VOTES, YOUNG_DAYS)

OPENED: Final = Event("challenge.opened")
CLOSING: Final = Event("challenge.closing")
VOTING: Final = Event("challenge.voting")
VOTING_CLOSING: Final = Event("challenge.voting_closing")
COMPLETED: Final = Event("challenge.completed")
CHANGED: Final = Event("challenge.changed")
CANCELLED: Final = Event("challenge.cancelled")
TO_SEND: Final = Event("challenge.to_send", Audience.OFFICERS)
EVENTS: Final = (OPENED, CLOSING, VOTING, VOTING_CLOSING, COMPLETED, CHANGED, CANCELLED, TO_SEND)

PANEL: Final = "challenge"
"""The kind of message that shows a challenge."""


class State(StrEnum):
    """Where a challenge stands."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    ACTIVE = "active"
    VOTING = "voting"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Voting(StrEnum):
    """How places come about: one vote a person and submission, private stars, or judges alone."""

    VOTES = "votes"
    BALLOT = "ballot"
    NONE = "none"
