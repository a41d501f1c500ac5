"""Draws as the house keeps them: where one stands, and what is told of each step."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from domain.notices import Audience, Event

PANEL: Final = "draw"
"""The kind of message that tells a draw step by step."""

SILENT_AFTER: Final = timedelta(hours=24)
"""How long after its round's time a draw without a signature is called unanswered."""

MISSING_AFTER: Final = timedelta(minutes=1)
"""How long after its round's time officers are told that the beacon does not answer."""

PASTE_AFTER: Final = timedelta(seconds=30)
"""How long after its round's time members are asked to paste the round."""

COMMITTED_POST: Final = Event("draw.committed")
LOCKED_POST: Final = Event("draw.locked")
CALLED_POST: Final = Event("draw.called")
KEYS_POST: Final = Event("draw.keys")
POSTS: Final = (COMMITTED_POST, LOCKED_POST, CALLED_POST, KEYS_POST)
"""What is posted in the channel of the draw itself, never edited and never switched off."""

SILENT: Final = Event("draw.beacon_silent")
"""The beacon said nothing for a day; told like any other event."""

MISSING: Final = Event("draw.beacon_missing", Audience.OFFICERS)
MISMATCH: Final = Event("draw.mismatch", Audience.OFFICERS)
"""What is kept of a draw does not fit what was published of it: it is not settled, and officers are told."""

EVENTS: Final = (SILENT, MISSING, MISMATCH)


class DrawState(StrEnum):
    """Where a draw stands: each step is final, and only a committed or locked one can be cancelled."""

    COMMITTED = "committed"
    LOCKED = "locked"
    CALLED = "called"
    SETTLED = "settled"
    CANCELLED = "cancelled"
