"""Auctions: what may be bid, when the end moves, who wins and what they pay.

Open ones ascend, sealed ones pay their own bid, second-price ones the highest other bid (the minimum when alone; the
tied amount in a tie), which is Vickrey's rule with a reserve. Bids are whole points; amounts are hundredths of DKP.

An auction is `open` until its end or until officers close it; a tie is `rolling` until the provable roll is out; then
it is `sold` or `unsold`. Cancelled ones charge nobody; a sold one whose act is taken back is `undone`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.errors import Conflict, Invalid
from domain.loot import NAME_LIMIT, REASON_LIMIT, AuctionState, Sale
from domain.points import HUNDRED
from domain.texts import check_line

MOST_BID: Final = 10**7
"""The most points that a minimum or a bid can name."""

MOST_INCREMENT: Final = 100_000
MOST_EXTEND: Final = 600
MOST_MINUTES: Final = 7 * 24 * 60
WARNING: Final = timedelta(minutes=1)
"""How long before the end it is told that an auction is closing; short ones tell it at half time."""

_WHOLE: Final = re.compile(r"[+-]?(?:\d{1,18}|\d{1,3}(?:[,_ ]\d{3})+)", re.ASCII)

GIVE_UP_AFTER: Final = timedelta(hours=24)
"""How long after the end a roll is given up that could not be called; after twice that, one that was not settled."""


class Scope(StrEnum):
    """What the guild has auctions for, as it stood when one was opened."""

    ALL = "all"
    BOE = "boe"
    OFFSPEC = "offspec"


LIVE: Final = (AuctionState.OPEN, AuctionState.ROLLING)
"""While an auction stands like this, its bids are reserved."""


class Ending(StrEnum):
    """Why an auction sold nothing."""

    NO_BIDS = "no_bids"
    NO_PAYERS = "no_payers"
    SILENT = "silent"
    UNPOSTED = "unposted"
    BROKEN = "broken"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Terms:
    """What an auction is opened on, and what never changes: hundredths, and `extend` in seconds."""

    item: str
    sale: Sale
    minimum: int
    increment: int
    extend: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class Auction:
    """One auction as it stands; `leader_id` and `highest` (hundredths) are those of open ones, None without a bid.

    `closes_at` moves up to `latest_at`; `bidders` counts people. `draw_id` is the roll of a tie, `batch_id` the act
    that charged the winner; `shared` is how many people had the price split among them, None without a zero sum.
    """

    id: int
    guild_id: int
    terms: Terms
    state: AuctionState
    channel_id: int
    opened_by: int | None
    opened_at: datetime
    closes_at: datetime
    latest_at: datetime
    warn_at: datetime | None
    leader_id: int | None
    highest: int | None
    bidders: int
    ended_at: datetime | None
    ended_by: int | None
    ending: Ending | None
    reason: str
    winner_id: int | None
    price: int | None
    draw_id: int | None
    batch_id: int | None
    shared: int | None

    @property
    def live(self) -> bool:
        """Whether its bids are reserved."""
        return self.state in LIVE

    @property
    def least(self) -> int:
        """The least that can be bid right now, in hundredths."""
        terms = self.terms
        return terms.minimum if self.highest is None else self.highest + terms.increment


@dataclass(frozen=True, slots=True)
class Bid:
    """Somebody's bid, in hundredths; of an auction the newest one of each member."""

    member_id: int
    amount: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who pays what; more than one member is a tie, which a provable roll decides."""

    tied: tuple[int, ...]
    price: int


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A winner who could no longer pay, and what they would have paid, in hundredths."""

    member_id: int
    price: int


@dataclass(frozen=True, slots=True)
class Decided:
    """Who wins among those who can pay, None: nobody; and who was passed over before them, in order."""

    outcome: Outcome | None
    passed: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True)
class Purse:
    """What decides how much somebody may bid here, in hundredths.

    `balance` is all that they have, `held` what their bids in other live auctions hold of it, `mine` their bid here.
    """

    balance: int
    held: int
    mine: int | None = None

    @property
    def free(self) -> int:
        """What is left to bid with here."""
        return max(0, self.balance - self.held)


def check_terms(item: str, sale: Sale, minimum: int, increment: int, extend: int, scope: Scope) -> Terms:
    """What an officer asked for, in whole points and seconds; raises `Invalid` where no auction can be like that."""
    tidy = check_line(item, NAME_LIMIT, "auction.item_length")
    if not 1 <= minimum <= MOST_BID:
        raise Invalid("auction.min_bid", most=MOST_BID)
    if not 1 <= increment <= MOST_INCREMENT:
        raise Invalid("auction.increment", most=MOST_INCREMENT)
    if not 0 <= extend <= MOST_EXTEND:
        raise Invalid("auction.extend", most=MOST_EXTEND)
    return Terms(tidy, sale, minimum * HUNDRED, increment * HUNDRED, extend, scope)


def check_minutes(minutes: int) -> timedelta:
    """How long it is open; raises `Invalid` when too short or too long."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("auction.minutes", most=MOST_MINUTES)
    return timedelta(minutes=minutes)


def check_reason(text: str) -> str:
    """Why officers cancelled; raises `Invalid` when empty or too long."""
    return check_line(text, REASON_LIMIT, "auction.reason_length")


def parse_bid(text: str) -> int:
    """Whole points as somebody types them (`60`, `1,200`), possible as a bid or not; raises `Invalid`."""
    typed = text.strip()
    if not _WHOLE.fullmatch(typed):
        raise Invalid("auction.amount_form", text=text)
    return int(re.sub("[,_ ]", "", typed))


def check_open(auction: Auction) -> None:
    """Raise `Conflict` when an auction is not open any more, and say how it stands."""
    item = auction.terms.item
    match auction.state:
        case AuctionState.OPEN:
            return
        case AuctionState.CANCELLED:
            raise Conflict("auction.cancelled", item=item)
        case AuctionState.ROLLING:
            raise Conflict("auction.rolling", item=item)
        case AuctionState.SOLD | AuctionState.UNSOLD | AuctionState.UNDONE:
            raise Conflict("auction.over", item=item)


def check_bid(auction: Auction, points: int, purse: Purse, now: datetime) -> int:
    """A bid of so many whole points as it can be taken right now, in hundredths.

    Sealed bids may be raised and lowered until the end; in an open auction a bid beats the highest by the increment.
    Raises `Conflict` (over, that is your bid already) and `Invalid` (not a possible amount, too low, too dear).
    """
    check_open(auction)
    item = auction.terms.item
    if now >= auction.closes_at:
        raise Conflict("auction.over", item=item)
    if not 1 <= points <= MOST_BID:
        raise Invalid("auction.amount", most=MOST_BID)
    amount = points * HUNDRED
    if auction.terms.sale.secret and amount == purse.mine:
        raise Conflict("auction.same_bid", item=item, amount=points)
    if amount < auction.least:
        raise Invalid("auction.too_low", item=item, least=auction.least // HUNDRED)
    if amount > purse.free:
        free, held = purse.free // HUNDRED, -(-purse.held // HUNDRED)
        raise Invalid("auction.too_dear", needed=points, free=free, held=held)
    return amount


def end_after_bid(auction: Auction, now: datetime) -> datetime:
    """When it ends after a valid bid: a late one moves the end to `extend` seconds from now, up to the latest."""
    return max(auction.closes_at, min(now + timedelta(seconds=auction.terms.extend), auction.latest_at))


def warn_at(opened_at: datetime, closes_at: datetime) -> datetime:
    """When it is told that an auction is closing: a minute before the end, or at half time if that is later."""
    return closes_at - min(WARNING, (closes_at - opened_at) / 2)


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


def decide(sale: Sale, bids: Sequence[Bid], minimum: int, can_pay: Callable[[int, int], bool]) -> Decided:
    """Who wins among those who can pay; `can_pay` is asked with a member and the price they would pay.

    Whoever cannot is passed over, and the next one wins by the same rules, as if that bid had never been.
    """
    left = list(bids)
    passed: list[PassedOver] = []
    while (found := outcome(sale, left, minimum)) is not None:
        short = [member_id for member_id in found.tied if not can_pay(member_id, found.price)]
        if not short:
            break
        passed += [PassedOver(member_id, found.price) for member_id in short]
        left = [bid for bid in left if bid.member_id not in short]
    return Decided(found, tuple(passed))
