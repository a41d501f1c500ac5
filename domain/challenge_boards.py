"""Who keeps coming back: weeks in a row with a submission, submissions per week, and who moved since yesterday.

Only weeks in which a challenge started count, so that a pause of the guild breaks nobody's row; and a week in which
something can still be handed in is not missed yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

Week = tuple[int, int]
"""Year and week of ISO 8601."""

PER_WEEK_DIGITS: Final = 10**6
"""Submissions per week are compared to this part of one."""


@dataclass(frozen=True, slots=True)
class Round:
    """A challenge as far as taking part is concerned; `cancelled_at` is when it was called off."""

    id: int
    week: Week
    starts_at: datetime
    closes_at: datetime
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """Something handed in: in which challenge, by whom, when, and since when it does not stand any more."""

    challenge_id: int
    member_id: int
    at: datetime
    gone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks in which challenges started, the oldest first, and those in which nothing can be missed yet."""

    weeks: tuple[Week, ...]
    open: frozenset[Week]
    of: Mapping[int, Week]


@dataclass(frozen=True, slots=True)
class Taking:
    """How somebody takes part: weeks in a row up to now, submissions, and the weeks since their first one."""

    streak: int
    count: int
    weeks: int

    @property
    def per_week(self) -> Fraction:
        """Submissions per week."""
        return Fraction(self.count, self.weeks)

    @property
    def key(self) -> tuple[int, int]:
        """Sorts the longest row first, then who hands in most per week."""
        return -self.streak, -(self.count * PER_WEEK_DIGITS // self.weeks)


def weeks_of(rounds: Iterable[Round], now: datetime) -> Weeks:
    """The weeks that count at that moment; what was called off by then counts for nothing."""
    held = [one for one in rounds if one.starts_at <= now and (one.cancelled_at is None or one.cancelled_at > now)]
    return Weeks(
        tuple(sorted({one.week for one in held})),
        frozenset(one.week for one in held if now < one.closes_at),
        {one.id: one.week for one in held},
    )


def taking_part(weeks: Weeks, handed_in: Iterable[Handed], now: datetime) -> dict[int, Taking]:
    """How everybody takes part who handed in something that stands at that moment; by member."""
    counts: dict[int, int] = defaultdict(int)
    mine: dict[int, set[Week]] = defaultdict(set)
    for one in handed_in:
        week = weeks.of.get(one.challenge_id)
        if week is not None and one.at <= now and (one.gone_at is None or one.gone_at > now):
            counts[one.member_id] += 1
            mine[one.member_id].add(week)
    place = {week: number for number, week in enumerate(weeks.weeks)}
    total = len(weeks.weeks)
    return {
        who: Taking(in_a_row(weeks, theirs), counts[who], total - place[min(theirs)]) for who, theirs in mine.items()
    }


def in_a_row(weeks: Weeks, mine: set[Week]) -> int:
    """How many weeks up to now somebody took part in, one after the other."""
    streak = 0
    for week in reversed(weeks.weeks):
        if week in mine:
            streak += 1
        elif week not in weeks.open:
            break
    return streak


def midnight(now: datetime, timezone: ZoneInfo) -> datetime:
    """When the day began in that timezone."""
    return now.astimezone(timezone).replace(hour=0, minute=0, second=0, microsecond=0)


def moved(before: int | None, now: int) -> int | None:
    """By how many places somebody rose (fell when negative) since then; None for somebody who had none."""
    return None if before is None else before - now
