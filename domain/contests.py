"""Contests: the rules that members enter by, and how a contest stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from domain.contest_settings import Phase, RuleType

GRACE: Final = timedelta(hours=2)
"""How late the last run may be and still count."""

FRESH: Final = timedelta(hours=24)
"""How old the newest complete run may be when the entries are locked."""

SOON: Final = (timedelta(hours=24), timedelta(hours=1))
"""How long before the end people are reminded."""

PATIENCE: Final = timedelta(minutes=30)
"""How long after the end officers hear what the lock waits for, where it may come by itself."""


class ContestState(StrEnum):
    """Where a contest stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    ENDED = "ended"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


class Wait(StrEnum):
    """What the lock of an ended contest waits for: the last run, a newer complete one, a leader's yes, a post."""

    RUN = "run"
    FRESH_RUN = "fresh_run"
    CONFIRMATION = "confirmation"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to earn an entry: gain `amount` (experience, levels, kills or clues) over the targets together.

    `targets` are slugs, in the catalogue's order; empty means all there are.
    """

    id: int
    type: RuleType
    amount: int
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest as it stands; `draw_id` is set once it is published, `ended_at` once its span is over.

    `ended_at` is the moment up to which snapshots count, but for the run that the end itself starts. `restored_at` is
    when the books were put back from a backup, where that called it off.
    """

    id: int
    guild_id: int
    name: str
    prize: str
    state: ContestState
    starts_at: datetime | None
    ends_at: datetime
    winners: int
    rules: tuple[Rule, ...]
    channel_id: int | None = None
    draw_id: int | None = None
    published_at: datetime | None = None
    ended_at: datetime | None = None
    reason: str = ""
    restored_at: datetime | None = None

    def phase(self, now: datetime) -> Phase:
        """How it is listed at that moment."""
        if self.state is ContestState.ACTIVE and self.starts_at is not None and now < self.starts_at:
            return Phase.UPCOMING
        return Phase(self.state.value)


@cache
def offered(kind: RuleType) -> tuple[str, ...]:
    """The slugs that a rule of this type can be limited to."""
    if kind is RuleType.TOTAL_XP:
        return ()
    from domain.metrics import CLUES_ALL, MetricKind, of_kind

    kinds = {
        RuleType.SKILL_XP: MetricKind.SKILL,
        RuleType.LEVELS: MetricKind.SKILL,
        RuleType.BOSS_KC: MetricKind.BOSS,
        RuleType.CLUES: MetricKind.CLUE,
    }
    return tuple(slug for slug in of_kind(kinds[kind]) if slug != CLUES_ALL)


def worth_telling(wait: Wait, ended_at: datetime, now: datetime) -> bool:
    """Whether officers must hear what the lock waits for: at once where nothing goes on without a leader."""
    return wait is Wait.CONFIRMATION or now - ended_at >= PATIENCE


def fresh(run_ended: datetime | None, now: datetime) -> bool:
    """Whether a complete run is new enough for the entries to be locked."""
    return run_ended is not None and now - run_ended <= FRESH
