"""Leaderboards over all that is counted: movement since yesterday, tiers, whom to watch, the overall standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import prod
from typing import Final, TypeVar

Name = TypeVar("Name", bound=str)

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

    def outdoes(self, other: "Watched") -> bool:
        """Whether this one closed a larger part; of equals, the one with the smaller gap, then the smaller id."""
        # Crosswise: fractions of their own for ten thousand people take longer than all the rest.
        mine = (self.gap_before - self.gap_now) * other.gap_before
        theirs = (other.gap_before - other.gap_now) * self.gap_before
        return (mine, -self.gap_now, -self.member_id) > (theirs, -other.gap_now, -other.member_id)


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
    is not watched any more or not yet.
    """
    if not before or not now:
        return None
    first_then, first_now = max(before.values()), max(now.values())
    found: Watched | None = None
    for who in now.keys() & before.keys():
        one = Watched(who, first_then - before[who], first_now - now[who])
        if one.gap_before > 0 and 0 < one.gap_now < one.gap_before and (found is None or one.outdoes(found)):
            found = one
    return found


def overall(boards: Mapping[Name, Mapping[int, int]], weights: Mapping[Name, int]) -> dict[int, int]:
    """The overall standing: for each board with a weight, up to 1,000 points in proportion to its first, times that.

    Everything is rounded down once, at the end; a board on which nobody is above 0 gives nothing.
    """
    most = {name: max(values.values(), default=0) for name, values in boards.items()}
    counted = [name for name in boards if weights.get(name, 0) > 0 and most[name] > 0]
    whole = prod(most[name] for name in counted)  # one denominator for all: sums stay whole numbers
    sums: dict[int, int] = {}
    for name in counted:
        share = FULL * weights[name] * (whole // most[name])
        for who, value in boards[name].items():
            if value > 0:
                sums[who] = sums.get(who, 0) + share * value
    return {who: score // whole for who, score in sums.items()}
