"""Community pots: what one may cost and hold, who may stake how much, and how it ends.

A pot is `open` until it is locked: when every ticket is sold, when its time has come, or by an officer. At the lock
nobody in means cancelled, one person refunded, two or more drawn; the winner takes the whole escrow. Until then it can
be paused and cancelled; afterwards only the draw decides, or, where no beacon round came for a day, everybody is
refunded.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.errors import Conflict, Invalid
from domain.ledger import LIMIT
from domain.pot_settings import PotState
from domain.texts import check_line

NAME_LIMIT: Final = 80
REASON_LIMIT: Final = 300
TICKETS_LIMIT: Final = 1_000_000
SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(days=90)
MINUTE: Final = timedelta(minutes=1)

FILLING_PERCENT: Final = 80
"""From how full on people are told that a pot is filling."""

STUCK_AFTER: Final = timedelta(minutes=2)
"""How long after the lock officers are told that a pot is not settled."""

REFUND_AFTER: Final = timedelta(hours=24)
"""How long after a lock that could never be posted everybody is refunded; so it is when a beacon stays silent."""


class StakeState(StrEnum):
    """Where a stake stands: in the pot, given back, or in the draw that was settled."""

    LIVE = "live"
    RETURNED = "returned"
    PLAYED = "played"


class Ending(StrEnum):
    """Why a pot is over."""

    DRAWN = "drawn"
    EMPTY = "empty"
    ALONE = "alone"
    OFFICERS = "officers"
    SILENT = "silent"
    UNPOSTED = "unposted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a pot is opened on, and what never changes afterwards: credits a ticket, how many there are and a person."""

    name: str
    cost: int
    max_tickets: int
    max_per_user: int
    repeat: bool


@dataclass(frozen=True, slots=True)
class Pot:
    """One pot as it stands: `sold` tickets by `players` people.

    `paused` is the officers' reason while it is paused; `filled_at` is when the last ticket was sold; `reason` is what
    officers gave for cancelling; `winner_id` is a member's id, `payout` the credits they got.
    """

    id: int
    guild_id: int
    terms: Terms
    state: PotState
    channel_id: int
    draw_id: int
    opened_at: datetime
    closes_at: datetime
    sold: int
    players: int
    paused: str | None
    filled_at: datetime | None
    locked_at: datetime | None
    ended_at: datetime | None
    ending: Ending | None
    reason: str
    winner_id: int | None
    payout: int | None
    previous_id: int | None

    @property
    def value(self) -> int:
        """The credits in it when every ticket is sold."""
        return self.terms.cost * self.terms.max_tickets

    @property
    def escrow(self) -> int:
        """The credits committed so far."""
        return self.terms.cost * self.sold

    @property
    def room(self) -> int:
        """The tickets left."""
        return self.terms.max_tickets - self.sold

    @property
    def percent(self) -> int:
        """How full it is, in whole percent: 100 only when it is."""
        return 100 * self.sold // self.terms.max_tickets

    @property
    def over(self) -> bool:
        """Whether nothing about it can change any more."""
        return self.state in (PotState.SETTLED, PotState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Purse:
    """What decides whether somebody may stake: tickets held in the pot, credits, and joins in the last minute.

    `held_up` is the officers' reason when they gave this person's entry in the pot back.
    """

    held: int
    balance: int
    joins: int
    joins_per_minute: int
    held_up: str | None = None


def check_terms(name: str, cost: int, max_tickets: int, max_per_user: int, *, repeat: bool) -> Terms:
    """What an officer asked for, tidied; raises `Invalid` where a pot cannot be like that."""
    tidy = check_line(name, NAME_LIMIT, "pot.name_length")
    if cost < 1:
        raise Invalid("pot.cost")
    if not 2 <= max_tickets <= TICKETS_LIMIT:
        raise Invalid("pot.max_tickets", limit=TICKETS_LIMIT)
    if not 1 <= max_per_user < max_tickets:
        # Somebody who may hold them all could be alone in a pot that is full.
        raise Invalid("pot.max_per_user", most=max_tickets - 1)
    if cost * max_tickets > LIMIT:
        raise Invalid("pot.too_large", limit=LIMIT)
    return Terms(tidy, cost, max_tickets, max_per_user, repeat)


def check_closing(closes_at: datetime, now: datetime) -> datetime:
    """When it closes, on a whole second as the commitment has it; raises `Invalid` when too soon or too far off."""
    if closes_at - now < SHORTEST:
        raise Invalid("pot.closes_soon", at=closes_at)
    if closes_at - now > LONGEST:
        raise Invalid("pot.closes_late", days=LONGEST.days)
    return datetime.fromtimestamp(int(closes_at.timestamp()), UTC)


def check_reason(text: str) -> str:
    """Why officers paused, cancelled or gave back; raises `Invalid` when empty or too long."""
    return check_line(text, REASON_LIMIT, "pot.reason_length")


def check_open(pot: Pot, now: datetime) -> None:
    """Raise `Conflict` when a pot takes no entries any more, and gives none back, and say how it stands."""
    name = pot.terms.name
    match pot.state:
        case PotState.OPEN if now < pot.closes_at:
            return
        case PotState.OPEN | PotState.LOCKED | PotState.SETTLING:
            raise Conflict("pot.locked", name=name)
        case PotState.SETTLED:
            raise Conflict("pot.settled", name=name)
        case PotState.CANCELLED:
            raise Conflict("pot.cancelled", name=name)


def price(pot: Pot, tickets: int, purse: Purse, now: datetime) -> int:
    """What these tickets cost this person right now, in credits.

    Raises `Conflict` (locked, over, paused, full, given back) and `Invalid` (how many tickets, too many a person, too
    fast, too dear), each with what is possible instead.
    """
    check_open(pot, now)
    terms = pot.terms
    if pot.paused is not None:
        raise Conflict("pot.paused", name=terms.name, reason=pot.paused)
    if purse.held_up is not None:
        raise Conflict("pot.held_up", name=terms.name, reason=purse.held_up)
    if pot.room == 0:
        raise Conflict("pot.full", name=terms.name)
    if tickets < 1:
        raise Invalid("pot.tickets", most=terms.max_per_user)
    left = terms.max_per_user - purse.held
    if left == 0:
        raise Invalid("pot.all_yours", name=terms.name, held=purse.held)
    if tickets > left:
        raise Invalid("pot.too_many", name=terms.name, most=terms.max_per_user, held=purse.held, left=left)
    if tickets > pot.room:
        raise Invalid("pot.few_left", name=terms.name, left=pot.room)
    if purse.joins >= purse.joins_per_minute:
        raise Invalid("pot.too_fast", joins=purse.joins_per_minute)
    return _affordable(terms, tickets, purse.balance)


def _affordable(terms: Terms, tickets: int, balance: int) -> int:
    needed = terms.cost * tickets
    if needed <= balance:
        return needed
    if balance < terms.cost:
        raise Invalid("pot.too_dear", needed=needed, balance=balance)
    fewer = balance // terms.cost
    raise Invalid("pot.too_dear_fewer", needed=needed, balance=balance, tickets=fewer, cost=fewer * terms.cost)


def at_lock(players: int) -> Ending | None:
    """What becomes of a pot with that many people when it closes: None when it is drawn."""
    if players == 0:
        return Ending.EMPTY
    return Ending.ALONE if players == 1 else None


def next_closing(pot: Pot, now: datetime) -> datetime:
    """When the next pot on the same terms closes: as long after its opening as this one was to."""
    length = max(pot.closes_at - pot.opened_at, SHORTEST)
    return datetime.fromtimestamp(int((now + length).timestamp()), UTC)
