"""A figure: what was reached, beside a floor measured in the same run and the target."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Sense(StrEnum):
    """On which side of its target a figure has to be."""

    AT_LEAST = "≥"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit; a ratio has none."""

    value: float
    unit: str = ""

    def __str__(self) -> str:
        size = abs(self.value)
        digits = 3 if size < 0.1 else 2 if size < 10 else 1 if size < 100 else 0
        return f"{self.value:,.{digits}f} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    `floor` is what the same machine did at best in the same run and `beside` says of what, `target` has the unit of
    `reached`, `how` says what was repeated and which of the repetitions counts.
    """

    what: str
    reached: Amount
    floor: Amount
    beside: str
    sense: Sense
    target: float
    how: str

    @property
    def met(self) -> bool:
        """Whether the figure is on the right side of its target."""
        if self.sense is Sense.AT_LEAST:
            return self.reached.value >= self.target
        return self.reached.value <= self.target


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Something to measure: `full` gives figures that count, `tiny` the same code in a second or two, for the tests."""

    name: str
    what: str
    full: Callable[[], Sequence[Figure]]
    tiny: Callable[[], Sequence[Figure]]
