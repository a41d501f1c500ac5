"""The clan as the rules know it: characters, who owns them, and the runs that snapshot them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.characters import AccountType

HIGHLIGHT_BOARDS = ("overall", "all_bosses", "all_clues")
"""What a run's highlights and the month's leaders are told of."""

STATISTICS = ("total_xp", "levels", "all_bosses", "all_clues")
"""What the clan's statistics count."""


CHARACTER_LIMIT = 2000
"""Characters in one clan; the game's own clans end at 500."""

STALE_AFTER = timedelta(days=3)
"""A character without a snapshot for so long is marked in the roster."""


class Trigger(StrEnum):
    """What started a run."""

    SCHEDULE = "schedule"
    MANUAL = "manual"
    CONTEST = "contest"


class RunState(StrEnum):
    """Where a run stands. `complete`: every character was asked, though some may not have been readable."""

    RUNNING = "running"
    COMPLETE = "complete"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Character:
    """A game account in a clan; `owner` is the member who claimed it, `table` the hiscores table that lists it.

    `first_at` and `last_at` are the times of its first and newest snapshot, `left_at` is set while it is not on the
    roster, `missing_since` while the hiscores believably do not list it.
    """

    id: int
    guild_id: int
    name: str
    key: str
    type: AccountType
    table: str | None
    owner: int | None
    joined_at: datetime
    left_at: datetime | None
    first_at: datetime | None
    last_at: datetime | None
    missing_since: datetime | None


@dataclass(frozen=True, slots=True)
class Run:
    """One round of snapshots over a clan's roster; `error` is the code of why a failed one failed."""

    id: int
    guild_id: int
    trigger: Trigger
    state: RunState
    asked_by: int | None
    started_at: datetime
    ended_at: datetime | None
    total: int
    read: int
    failed: int
    error: str | None

    @property
    def asked(self) -> int:
        """How many characters have an outcome."""
        return self.read + self.failed


@dataclass(frozen=True, slots=True)
class RunError:
    """A character that a run could not read, and the code of why."""

    character_id: int
    name: str
    code: str
