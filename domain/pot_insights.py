"""What officers learn from a guild's pots: how fast they fill, who comes back, how much is staked and flagged."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from domain.pot_flags import FlagKind, FlagState
from domain.pots import Ending
from domain.windows import Window

QUICK: Final = timedelta(seconds=90)
"""A pot that fills in less is a quick one."""

BOUNDS: Final = (
    timedelta(seconds=30),
    QUICK,
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""What times to fill are sorted by: each bucket ends before its bound, the last one has none."""


@dataclass(frozen=True, slots=True)
class Fills:
    """How long pots took to fill: `counts` by bucket, `middle` is the median, None where none filled."""

    counts: tuple[int, ...]
    quick: int
    middle: timedelta | None

    @property
    def total(self) -> int:
        """How many pots filled."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Stakes:
    """Credits within a window: put into pots, given back, and paid to winners."""

    staked: int
    returned: int
    paid: int


@dataclass(frozen=True, slots=True)
class Insights:
    """A guild's pots within a window, which began at `since`.

    `players` are those who entered a pot and stayed in it, `came_back` those among them who had entered another
    one before. `endings` are those of the pots that ended, `flags` those raised, by sign and by what officers did.
    """

    window: Window
    since: datetime
    until: datetime
    opened: int
    fills: Fills
    players: int
    came_back: int
    stakes: Stakes
    endings: Mapping[Ending, int] = field(default_factory=dict[Ending, int])
    flags: Mapping[tuple[FlagKind, FlagState], int] = field(default_factory=dict[tuple[FlagKind, FlagState], int])

    @property
    def settled(self) -> int:
        """The pots that were won."""
        return self.endings.get(Ending.DRAWN, 0)

    @property
    def cancelled(self) -> Mapping[Ending, int]:
        """The pots that ended without a winner, by why."""
        return {ending: count for ending, count in self.endings.items() if ending is not Ending.DRAWN}

    @property
    def nothing(self) -> bool:
        """Whether there was no pot in all that time."""
        return not (self.opened or self.endings or self.players or self.fills.total or self.flags)

    def flagged(self, *, kind: FlagKind | None = None, state: FlagState | None = None) -> int:
        """The flags of that sign about which that was done; all where neither is named."""
        return sum(count for (one, what), count in self.flags.items() if kind in (None, one) and state in (None, what))


def fills(times: Iterable[timedelta]) -> Fills:
    """Sort times to fill into buckets."""
    ordered = sorted(times)
    counts = [0] * (len(BOUNDS) + 1)
    for one in ordered:
        counts[bisect_right(BOUNDS, one)] += 1
    size = len(ordered)
    middle = (ordered[(size - 1) // 2] + ordered[size // 2]) / 2 if ordered else None
    return Fills(tuple(counts), sum(one < QUICK for one in ordered), middle)


def percent(part: int, whole: int) -> int:
    """A share in whole percent: 100 only where it is all, 0 only where it is nothing or there is nothing."""
    if part <= 0 or whole <= 0:
        return 0
    return max(1, 100 * part // whole)
