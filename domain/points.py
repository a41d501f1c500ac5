"""Points: hundredths of EP, GP and DKP, and what is left of them.

Amounts are integers of hundredths everywhere. What is worked out is rounded once, down to a hundredth, and what the
ledger stores is the difference that really happened, so that sums never drift. Everything one act changes is a batch,
which is undone as one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.errors import Invalid
from domain.loot import Pool
from domain.texts import check_line

HUNDRED: Final = 100
"""Hundredths in a point."""

WHOLE: Final = 100 * HUNDRED
"""A percentage of everything, in hundredths of a percent."""

MOST: Final = 10**9 * HUNDRED
"""The most points that one act can move for one member, in hundredths."""

REASON_LIMIT: Final = 300


class Act(StrEnum):
    """What a batch was for."""

    AWARD = "award"
    CHARGE = "charge"
    DECAY = "decay"
    ITEM = "item"
    AUCTION = "auction"
    RAID = "raid"
    IMPORT = "import"
    SWITCH = "switch"
    MERGE = "merge"
    UNDO = "undo"


SPENDING: Final = frozenset({Act.CHARGE, Act.ITEM, Act.AUCTION})
"""Acts by which DKP are spent: what was given before them cannot be taken back where they used it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one member's pool, in hundredths; `reference` is what it is for, such as a fight of a raid."""

    member_id: int
    pool: Pool
    delta: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that one act changed; `by` is None for the clock, `decay` is what a decay took.

    `undone_by` is the batch that took it back, `reverses` the one that this takes back.
    """

    id: int
    guild_id: int
    act: Act
    by: int | None
    at: datetime
    reason: str
    decay: "Decay | None" = None
    reverses: int | None = None
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class Decay:
    """A percentage (in hundredths of a percent) off these pools; off GP together with `base_gp` where that is given."""

    pools: tuple[Pool, ...]
    percent: int
    base_gp: int | None = None

    def left(self, pool: Pool, old: int) -> int:
        """What is left of a balance."""
        if pool not in self.pools:
            return old
        if pool is Pool.GP and self.base_gp is not None:
            return max(min(old, 0), decayed(old + self.base_gp, self.percent) - self.base_gp)
        return decayed(old, self.percent)


Step = int | Decay
"""One thing that happened to a balance: a difference in hundredths, or a decay of whatever there was."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a batch does to one member's pool: `before` and `after` in hundredths."""

    member_id: int
    pool: Pool
    before: int
    after: int

    @property
    def delta(self) -> int:
        """The difference."""
        return self.after - self.before


def decayed(old: int, percent: int) -> int:
    """What is left of `old` when `percent` (hundredths of a percent, 0 to 10,000) is taken off, rounded down.

    Rounding down keeps everybody in the order they were in, those below zero too.
    """
    if not 0 <= percent <= WHOLE:
        raise ValueError("a decay takes between nothing and everything")
    return old * (WHOLE - percent) // WHOLE


def replayed(pool: Pool, steps: Iterable[Step]) -> int:
    """What a balance comes to when this happens to it, from nothing.

    Every balance is what its acts that were not undone come to; so undoing one takes what is left of it by now, and
    undoing all of them, in whatever order, leaves nothing.
    """
    balance = 0
    for step in steps:
        balance = step.left(pool, balance) if isinstance(step, Decay) else balance + step
    return balance


def shared(price: int, people: int) -> tuple[int, ...]:
    """A price in so many parts that differ by a hundredth at most and sum to it exactly; the larger ones first."""
    if people < 1:
        raise ValueError("somebody must be there to share with")
    each, rest = divmod(price, people)
    return (each + 1,) * rest + (each,) * (people - rest)


def check_points(amount: int) -> int:
    """An amount that can be given or charged, in hundredths; raises `Invalid`."""
    if not 0 < amount <= MOST:
        raise Invalid("points.amount", most=MOST // HUNDRED)
    return amount


def parse_points(text: str) -> int:
    """Points as somebody types them (`12`, `12.5`, `1,200.25`), as hundredths; raises `Invalid`."""
    from domain.settings import Kind, Setting

    amount = Setting("points", Kind.HUNDREDTHS, 0, low=-MOST, high=MOST)
    try:
        return check_points(_number(amount.parse(text)))
    except Invalid as refusal:
        raise Invalid("points.amount", most=MOST // HUNDRED) from refusal


def parse_price(text: str) -> int:
    """What an item costs, as somebody types it, as hundredths; nothing is a price too. Raises `Invalid`."""
    from domain.settings import Kind, Setting

    try:
        return _number(Setting("price", Kind.HUNDREDTHS, 0, high=MOST).parse(text))
    except Invalid as refusal:
        raise Invalid("points.price", most=MOST // HUNDRED) from refusal


def parse_percent(text: str) -> int:
    """A percentage as somebody types it (`10`, `7.5 %`), in hundredths of a percent; raises `Invalid`."""
    from domain.settings import Kind, Setting

    percent = Setting("percent", Kind.HUNDREDTHS, 0, low=1, high=WHOLE)
    try:
        return _number(percent.parse(text.strip().removesuffix("%").strip()))
    except Invalid as refusal:
        raise Invalid("points.percent") from refusal


def check_reason(text: str) -> str:
    """Why, as an officer typed it; raises `Invalid` when empty or too long."""
    return check_line(text, REASON_LIMIT, "points.reason")


def capped(balance: int, gift: int, cap: int) -> int:
    """How much of a gift fits under the cap (0: none), never less than nothing: who is over it keeps what they have."""
    return gift if cap == 0 else max(0, min(gift, cap - balance))


def net(moves: Iterable[Move]) -> tuple[Move, ...]:
    """What moves in a row come to, one for each member's pool that is not as it was."""
    ends: dict[tuple[int, Pool], tuple[int, int]] = {}
    for move in moves:
        before, _ = ends.get((move.member_id, move.pool), (move.before, move.after))
        ends[move.member_id, move.pool] = before, move.after
    return tuple(Move(*key, before, after) for key, (before, after) in ends.items() if before != after)


def totals(changes: Iterable[Change]) -> Mapping[tuple[int, Pool], int]:
    """What the changes come to for each member's pool."""
    sums: dict[tuple[int, Pool], int] = {}
    for change in changes:
        key = change.member_id, change.pool
        sums[key] = sums.get(key, 0) + change.delta
    return sums


def _number(value: object) -> int:
    assert isinstance(value, int)  # noqa: S101 - the setting is a number
    return value
