"""Contests: what one can ask for, where it stands for those who look, and what is told of it."""

from enum import StrEnum
from typing import Final

from domain.notices import Audience, Event

WINNERS_LIMIT: Final = 25

PANEL: Final = "contest"
"""The kind of message that shows a contest."""

CREATED: Final = Event("contest.created")
ENDING_SOON: Final = Event("contest.ending_soon")
ENDED: Final = Event("contest.ended")
DRAWN: Final = Event("contest.drawn")
REDRAWN: Final = Event("contest.redrawn")
CANCELLED: Final = Event("contest.cancelled")
WAITING: Final = Event("contest.waiting", Audience.OFFICERS)
EVENTS: Final = (CREATED, ENDING_SOON, ENDED, WAITING, DRAWN, REDRAWN, CANCELLED)


class RuleType(StrEnum):
    """What a rule counts."""

    SKILL_XP = "skill_xp"
    LEVELS = "levels"
    BOSS_KC = "boss_kc"
    CLUES = "clues"
    TOTAL_XP = "total_xp"


class Phase(StrEnum):
    """How a contest is listed: its state, where a published one that has not begun is `upcoming`."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    ACTIVE = "active"
    ENDED = "ended"
    DRAWN = "drawn"
    CANCELLED = "cancelled"
