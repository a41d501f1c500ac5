"""Who comes back: retention after so many days, and from one challenge to the next. Counts, never bare percentages.

Retention after n days is *unbounded* retention, as product analytics has it: of those who were first seen at least n
days ago, the ones who were active n days after that or later.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

ENOUGH: Final = 5
"""A share of fewer is told as a count: one person would be a fifth of it."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The part in whole percent, 100 only where it is all and 0 only where it is nothing; None of too few."""
        if self.whole < ENOUGH:
            return None
        nearest = (200 * self.part + self.whole) // (2 * self.whole)
        if 0 < self.part < self.whole:
            return min(max(nearest, 1), 99)
        return nearest


@dataclass(frozen=True, slots=True)
class Seen:
    """The first and the last day on which somebody was active."""

    first: date
    last: date


def retained(people: Iterable[Seen], days: int, since: date, today: date) -> Share:
    """How many of those first active from `since` on were active `days` later or after that.

    Whoever began fewer than `days` ago could not have come back yet, and is not counted.
    """
    wait = timedelta(days=days)
    begun = [one for one in people if since <= one.first <= today - wait]
    return Share(sum(one.last >= one.first + wait for one in begun), len(begun))


def returned(takers: Sequence[frozenset[int]]) -> Share:
    """Of all who took part in a challenge that another followed, how many took part in that too; oldest first."""
    pairs = list(pairwise(takers))
    return Share(sum(len(one & after) for one, after in pairs), sum(len(one) for one, _ in pairs))
