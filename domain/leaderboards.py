"""Leaderboards over all that is counted: movement since yesterday, tiers, whom to watch, the overall standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

FULL: Final = 1000
"""What the first of a board brings to the overall standing, before the board's weight."""

ELITE: Final = 10
"""The best so many percent are the elite."""


class Tier(StrEnum):
    """The badge that goes with a place."""

    CHAMPION = "champion"
    SILVER = "silver"
    BRONZE = "bronze"
    TOP_TEN = "top_ten"
    ELITE = "elite"


@dataclass(frozen=True, slots=True)
class Watched:
    """Who closed the largest part of the gap to the first: gaps at the window's start and now, in the board's unit."""

    member_id: int
    gap_before: int
    gap_now: int

    @property
    def closed(self) -> Fraction:
        """The part of the gap that was closed; above 0."""
        return Fraction(self.gap_before - self.gap_now, self.gap_before)


def places(values: Mapping[int, int]) -> dict[int, int]:
    """Places by member, the highest value first; equals share one and the next counts them (1, 2, 2, 4)."""
    order = sorted(values, key=lambda who: (-values[who], who))
    found: dict[int, int] = {}
    for number, who in enumerate(order, 1):
        before = order[number - 2] if number > 1 else None
        found[who] = found[before] if before is not None and values[before] == values[who] else number
    return found


def moved(place: int, before: int | None) -> int | None:
    """How many places somebody climbed (fell, when negative) since `before`; None for who was not there."""
    return None if before is None else before - place


def tier(place: int, count: int) -> Tier | None:
    """The badge of a place on a board of so many people; the elite begin after the top ten."""
    match place:
        case 1:
            return Tier.CHAMPION
        case 2:
            return Tier.SILVER
        case 3:
            return Tier.BRONZE
        case _ if place <= 10:
            return Tier.TOP_TEN
        case _ if place * 100 <= count * ELITE:
            return Tier.ELITE
        case _:
            return None


def to_watch(before: Mapping[int, int], now: Mapping[int, int]) -> Watched | None:
    """Whoever closed the largest part of the gap to the first; None when nobody came closer.

    The gap then is to who was first then, the gap now to who is first now. Whoever leads now, or was not there before,
    is not watched any more or not yet. Of equals, the one with the smaller gap, then the smaller id.
    """
    if not before or not now:
        return None
    first_then, first_now = max(before.values()), max(now.values())
    found: list[Watched] = []
    for who in sorted(now.keys() & before.keys()):
        one = Watched(who, first_then - before[who], first_now - now[who])
        if one.gap_before > 0 and 0 < one.gap_now < one.gap_before:
            found.append(one)
    return max(found, key=lambda one: (one.closed, -one.gap_now, -one.member_id), default=None)


def overall(boards: Mapping[str, Mapping[int, int]], weights: Mapping[str, int]) -> dict[int, int]:
    """The overall standing: for each board with a weight, up to 1,000 points in proportion to its first, times that.

    Everything is rounded down once, at the end; a board on which nobody is above 0 gives nothing.
    """
    sums: dict[int, Fraction] = {}
    for name, values in boards.items():
        weight, most = weights.get(name, 0), max(values.values(), default=0)
        if weight <= 0 or most <= 0:
            continue
        for who, value in values.items():
            if value > 0:
                sums[who] = sums.get(who, Fraction(0)) + Fraction(FULL * weight * value, most)
    return {who: int(score) for who, score in sums.items()}
