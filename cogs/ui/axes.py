"""Where the marks of an axis go: round steps for values, date labels that never touch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cogs.ui.canvas import Box, Point

_INTERVALS = 4
_MOST_DATES = 5.5
"""A date label has at least this part of the axis to itself, which leaves four to six of an even series."""


def ticks(low: int, high: int) -> list[int]:
    """Two to six whole values with a step of 1, 2 or 5 times a power of ten, from at most `low` to at least `high`.

    A flat series gets a fiftieth of its value as room above and below, and never a value under 0.
    """
    if low == high:
        room = max(1, low // 50)
        low, high = max(0, low - room), high + room
    step = power = 1
    while (high - low) > step * _INTERVALS:
        step, power = _next(step, power)
    return list(range(low // step * step, -(-high // step) * step + 1, step))


def _next(step: int, power: int) -> tuple[int, int]:
    if step == 5 * power:
        return 10 * power, 10 * power
    return (2 * power if step == power else 5 * power), power


def tick_labels(marks: Sequence[int], short: Callable[[int], str], exact: Callable[[int], str]) -> list[str]:
    """Short labels, or exact ones where two marks would read the same."""
    labels = [short(mark) for mark in marks]
    return labels if len(set(labels)) == len(labels) else [exact(mark) for mark in marks]


@dataclass(frozen=True, slots=True)
class Frame:
    """Maps moments and values into a box: `low` to `high` from its floor to its top."""

    box: Box
    start: datetime
    end: datetime
    low: int
    high: int

    def x(self, at: datetime) -> float:
        """The place of a moment; the middle when there is only one."""
        span = (self.end - self.start).total_seconds()
        return self.box.x + self.box.width * ((at - self.start).total_seconds() / span if span else 0.5)

    def y(self, value: int) -> float:
        """The place of a value."""
        return self.box.bottom - self.box.height * ((value - self.low) / (self.high - self.low))

    def at(self, moment: datetime, value: int) -> Point:
        """The point of a value at a moment."""
        return self.x(moment), self.y(value)


@dataclass(frozen=True, slots=True)
class DateMark:
    """A date label: `x` is the moment it names, `middle` the middle of its words."""

    x: float
    middle: float
    label: str


def dates(
    stops: Sequence[tuple[float, str]], measure: Callable[[str], float], left: float, right: float
) -> list[DateMark]:
    """The labels to show of `stops` (places and labels in reading order), from left to right, 20 pixels apart.

    The last is always kept; labels stay between the edges, and one that names several stops stands at the first.
    """
    first = {label: x for x, label in reversed(stops)}
    apart = (stops[-1][0] - stops[0][0]) / _MOST_DATES if stops else 0
    kept: list[DateMark] = []
    free = float("inf")
    for label, x in sorted(first.items(), key=lambda stop: stop[1], reverse=True):
        if kept and kept[-1].x - x < apart:
            continue
        half = measure(label) / 2
        middle = min(max(x, left + half), right - half)
        if middle + half > free:
            continue
        kept.append(DateMark(x, middle, label))
        free = middle - half - 20
    return kept[::-1]
