"""Auctions: who wins and what they pay, what may be bid, and when the end moves.

Open ones ascend, sealed ones pay their own bid, second-price ones the highest other bid (the minimum when alone; the
tied amount in a tie), which is Vickrey's rule with a reserve. Amounts are hundredths of DKP.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sale(StrEnum):
    """How an auction sells."""

    OPEN = "open"
    SEALED = "sealed"
    SECOND_PRICE = "second_price"


@dataclass(frozen=True, slots=True)
class Bid:
    """Somebody's bid, in hundredths; of a sealed auction the newest one of each member."""

    member_id: int
    amount: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who pays what; more than one member is a tie, which a provable roll decides."""

    tied: tuple[int, ...]
    price: int


def outcome(sale: Sale, bids: Sequence[Bid], minimum: int) -> Outcome | None:
    """Who wins among the bids at or above the minimum, and the price; None when there are none.

    In an open auction an equal bid is never taken, so the first of the highest wins alone.
    """
    valid = [bid for bid in bids if bid.amount >= minimum]
    if not valid:
        return None
    highest = max(bid.amount for bid in valid)
    best = [bid.member_id for bid in valid if bid.amount == highest]
    if sale is Sale.OPEN:
        return Outcome((best[0],), highest)
    if sale is Sale.SEALED or len(best) > 1:
        return Outcome(tuple(best), highest)
    others = [bid.amount for bid in valid if bid.member_id != best[0]]
    return Outcome((best[0],), max(others, default=minimum))
