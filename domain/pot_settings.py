"""Pots: where one can stand, what a guild can set about them, and what is told of them."""

from enum import StrEnum
from typing import Final

from domain.notices import Audience, Event
from domain.settings import Kind, Setting

JOINS_PER_MINUTE: Final = Setting("pot.joins_per_minute", Kind.NUMBER, 10, low=1, high=100)
HOURS: Final = Setting("pot.hours", Kind.NUMBER, 24, low=1, high=24 * 90)
BIG_WIN: Final = Setting("pot.big_win", Kind.NUMBER, 10_000)
YOUNG_DAYS: Final = Setting("pot.young_account_days", Kind.NUMBER, 30, high=3650)
FAST_JOINS: Final = Setting("pot.fast_joins", Kind.NUMBER, 4, low=2, high=100)
CROWD_PERCENT: Final = Setting("pot.crowd_percent", Kind.PERCENT, 20, low=1, high=100)
FLAGS_ALERT: Final = Setting("pot.flags_alert", Kind.NUMBER, 3, low=1, high=1000)
SETTINGS: Final = (HOURS, JOINS_PER_MINUTE, BIG_WIN, YOUNG_DAYS, FAST_JOINS, CROWD_PERCENT, FLAGS_ALERT)

OPENED: Final = Event("pot.opened")
FILLING: Final = Event("pot.filling")
LOCKED: Final = Event("pot.locked")
SETTLED: Final = Event("pot.settled")
CANCELLED: Final = Event("pot.cancelled")
WON_BIG: Final = Event("pot.big_win")
FLAGGED: Final = Event("pot.flagged", Audience.OFFICERS)
STUCK: Final = Event("pot.stuck", Audience.OFFICERS)
EVENTS: Final = (OPENED, FILLING, LOCKED, SETTLED, CANCELLED, WON_BIG, FLAGGED, STUCK)

PANEL: Final = "pot"
"""The kind of message that shows a pot."""

PANEL_POST: Final = Event("pot.panel")
POSTS: Final = (PANEL_POST,)
"""What is posted in the channel of the pot itself and never switched off: the panel of one that opened by itself."""

LOBBY_PANEL: Final = "pot.lobby"
"""The kind of message that shows the guild's pots, as an officer pinned it."""


class PotState(StrEnum):
    """Where a pot stands; the last two are final."""

    OPEN = "open"
    LOCKED = "locked"
    SETTLING = "settling"
    SETTLED = "settled"
    CANCELLED = "cancelled"
