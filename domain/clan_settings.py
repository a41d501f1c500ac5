"""The clan: what a guild can set about it, what is told of it, and which messages show it."""

from domain.notices import Audience, Event
from domain.settings import Kind, Setting

NAME = Setting("clan.name", Kind.TEXT, "", high=40)
SCHEDULE = Setting("clan.schedule", Kind.TIMES, "06:00")
HIGHLIGHTS = Setting("clan.highlights", Kind.NUMBER, 3, low=0, high=10)
BACKFILL = Setting("clan.backfill", Kind.YES_NO, default=True)
SETTINGS = (NAME, SCHEDULE, HIGHLIGHTS, BACKFILL)

SNAPSHOT_COMPLETE = Event("clan.snapshot_complete")
SNAPSHOT_FAILED = Event("clan.snapshot_failed", Audience.OFFICERS)
LEADERBOARD = Event("clan.leaderboard")
EVENTS = (SNAPSHOT_COMPLETE, SNAPSHOT_FAILED, LEADERBOARD)

RUN_PANEL = "clan.run"
"""The kind of message that shows a run."""

OVERVIEW_PANEL = "clan.overview"
"""The kind of message that shows the clan at a glance."""

OVERVIEW = 0
"""What such a message shows; a guild has only the one clan."""
