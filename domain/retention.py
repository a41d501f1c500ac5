"""Who comes back: retention after so many days, and from one challenge to the next. Counts, never bare percentages.

Retention after n days is *unbounded* retention, as product analytics has it: of those who were first seen at least n
days ago, the ones who were active n days after that or later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Share:
    """So many `of` so many; `percent` is rounded to the nearest, None of none."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The part in whole percent."""
        return None if self.whole == 0 else (200 * self.part + self.whole) // (2 * self.whole)


def retained(active: Mapping[int, Iterable[date]], days: int, since: date, today: date) -> Share:
    """How many of those first active from `since` on, `days` ago or longer, were active that much later."""
    part = whole = 0
    for seen in active.values():
        found = sorted(seen)
        if not found or not since <= found[0] <= today - timedelta(days=days):
            continue
        whole += 1
        part += found[-1] >= found[0] + timedelta(days=days)
    return Share(part, whole)


def returned(takers: Sequence[frozenset[int]]) -> Share:
    """Of all who took part in a challenge that another followed, how many took part in that too; oldest first."""
    pairs = list(pairwise(takers))
    return Share(sum(len(one & after) for one, after in pairs), sum(len(one) for one, _ in pairs))
