"""Milestones: round numbers that somebody reached for the first time, as seen between two known values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.experience import TOP_LEVEL, xp_at
from domain.metrics import CLUES_ALL, OVERALL, TOTAL_LEVEL, MetricKind, metric

MILLION: Final = 10**6
SHOWN: Final = 10
"""So many are told one by one; of the others only how many there are."""


class What(StrEnum):
    """What was reached, the rarest first."""

    MAXED = "maxed"
    XP = "xp"
    SKILL = "skill"
    LEVELS = "levels"
    BOSS = "boss"
    CLUES = "clues"
    POINTS = "points"
    CREDITS = "credits"


STEPS: Final[Mapping[What, tuple[int, ...]]] = {
    What.XP: tuple(MILLION * millions for millions in (100, 200, 500, 1000, 2000, 3000, 4000)),
    What.SKILL: (xp_at(TOP_LEVEL),),
    What.LEVELS: (1_500, 2_000),
    What.BOSS: (1_000, 5_000, 10_000),
    What.CLUES: (100, 500, 1_000),
    What.POINTS: (1_000, 10_000),
    What.CREDITS: (10_000, 100_000, MILLION),
}
"""What is worth telling: of skills their experience at 99, of the others the number itself."""

_RANKS: Final = {what: place for place, what in enumerate(What)}


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody reached `step`: a character by `name`, a member, or both; `metric` tells which skill or boss.

    `first` marks the guild's very first.
    """

    what: What
    step: int
    metric: str = ""
    name: str = ""
    member: int | None = None
    first: bool = False


def counted_by(slug: str) -> What | None:
    """What a metric of the hiscores is a milestone of, if of anything."""
    if slug in (OVERALL, TOTAL_LEVEL, CLUES_ALL):
        return {OVERALL: What.XP, TOTAL_LEVEL: What.LEVELS, CLUES_ALL: What.CLUES}[slug]
    return {MetricKind.SKILL: What.SKILL, MetricKind.BOSS: What.BOSS}.get(metric(slug).kind)


def crossed(what: What, before: int | None, after: int | None) -> tuple[int, ...]:
    """The steps between two values, the lowest first; none where either is not known."""
    if before is None or after is None:
        return ()
    return tuple(step for step in STEPS.get(what, ()) if before < step <= after)


def gathered(reached: Iterable[Reached]) -> tuple[list[Reached], int]:
    """What to tell of all that was reached at once, the rarest first, and how many more there are."""
    ordered = sorted(reached, key=lambda one: (_RANKS[one.what], not one.first, -one.step, one.metric, one.name))
    return ordered[:SHOWN], len(ordered[SHOWN:])
