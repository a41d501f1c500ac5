"""EPGP: effort points over gear points decide who comes first; what gear costs; what decay takes.

    PR = EP / max(1, GP + base GP)                                                          priority
    GP = ⌊ 0.5 + base · 2^((ilvl − standard) / denominator) · slot ⌋                         by formula

The formula and its rounding are those of the EPGP family of addons (epgp-classic, CEPGP and their successors); base GP
is added when a priority is read and never stored. Amounts are hundredths of a point.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from typing import Final

from domain.points import HUNDRED, WHOLE

_DIGITS: Final = 60
_LEVELS: Final = 2000
"""The highest item level that the formula is asked for; no game comes near it."""


@dataclass(frozen=True)
class Standing:
    """What a member has: `ep` and `gp` (without base) in hundredths, `since` orders those who are equal."""

    member_id: int
    ep: int
    gp: int
    since: int


@dataclass(frozen=True)
class Rates:
    """What a guild sets of EPGP, in hundredths of a point."""

    base_gp: int = 100 * HUNDRED
    minimum_ep: int = 0


@dataclass(frozen=True)
class Ranked:
    """A member's place: `reached` is whether they have the minimum EP; those who have not come after all who do."""

    standing: Standing
    rates: Rates

    @cached_property
    def priority(self) -> Fraction:
        """PR, exactly."""
        return Fraction(self.standing.ep, max(HUNDRED, self.standing.gp + self.rates.base_gp))

    @property
    def reached(self) -> bool:
        """Whether the minimum EP is reached."""
        return self.standing.ep >= self.rates.minimum_ep

    @property
    def order(self) -> tuple[bool, Fraction, int, int, int]:
        """Sorts the first first: the minimum, priority, more EP, less GP, the older member."""
        one = self.standing
        return not self.reached, -self.priority, -one.ep, one.gp, one.since


def ranking(standings: Iterable[Standing], rates: Rates) -> list[Ranked]:
    """Everybody in the order in which gear is offered."""
    return sorted((Ranked(one, rates) for one in standings), key=lambda one: one.order)


@dataclass(frozen=True, slots=True)
class Formula:
    """Gear points by item level: `standard` is the level at which an item costs `base` whole points a slot."""

    standard: int
    denominator: int
    base: int = 1000

    def points(self, ilvl: int, slot: int) -> int:
        """Hundredths that an item costs: always whole points. `slot` is its factor in hundredths (75 is 0.75).

        Raises `ValueError` outside of what can be reckoned.
        """
        if not 0 < ilvl <= _LEVELS or slot < 0 or self.denominator < 1:
            raise ValueError("an item level from 1, a factor from 0 and a denominator from 1")
        with localcontext() as exact:
            exact.prec = _DIGITS  # binary fractions round the other way at some levels
            power = Decimal(2) ** (Decimal(ilvl - self.standard) / self.denominator)
            cost = Decimal("0.5") + self.base * power * slot / HUNDRED
            return int(cost.to_integral_value(ROUND_FLOOR)) * HUNDRED


def price(table: Mapping[tuple[str, str], int], quality: str, slot: str) -> int | None:
    """What an item of that quality and slot costs by a guild's table, in hundredths; None where it says nothing."""
    return table.get((quality, slot), table.get(("", slot)))


def part_of(gp: int, percent: int) -> int:
    """What a response costs at so many hundredths of a percent of an item's price, rounded down to a hundredth."""
    return gp * percent // WHOLE
