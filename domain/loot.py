"""Loot: the systems a guild can choose, what it can set about each, and what is told of them."""

from enum import StrEnum
from typing import Final

from domain.notices import Audience, Event
from domain.settings import Kind, Setting

MOST_POINTS: Final = 10**7 * 100
"""The most points that a setting can name, in hundredths."""

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class System(StrEnum):
    """How a guild hands out what drops."""

    DKP = "dkp"
    EPGP = "epgp"
    COUNCIL = "loot_council"


class Transparency(StrEnum):
    """Who sees the council's votes before the award; frozen when a decision is opened.

    `public`: everybody, with names; `counts`: everybody, as numbers; `council`: officers; `blind`: officers who have
    voted themselves, as numbers.
    """

    PUBLIC = "public"
    COUNTS = "counts"
    COUNCIL = "council"
    BLIND = "blind"


class Response(StrEnum):
    """What a raider says to an item, the strongest wish first."""

    BIS = "bis"
    UPGRADE = "upgrade"
    MINOR = "minor"
    OFFSPEC = "offspec"
    PASS = "pass"  # noqa: S105 - what raiders say


class Quality(StrEnum):
    """How rare an item is."""

    UNCOMMON = "uncommon"
    RARE = "rare"
    EPIC = "epic"
    LEGENDARY = "legendary"


class Slot(StrEnum):
    """Where an item is worn, and tier tokens, which become one of several."""

    HEAD = "head"
    NECK = "neck"
    SHOULDER = "shoulder"
    BACK = "back"
    CHEST = "chest"
    WRIST = "wrist"
    HANDS = "hands"
    WAIST = "waist"
    LEGS = "legs"
    FEET = "feet"
    FINGER = "finger"
    TRINKET = "trinket"
    ONE_HAND = "one_hand"
    TWO_HAND = "two_hand"
    OFF_HAND = "off_hand"
    RANGED = "ranged"
    TIER = "tier"
    OTHER = "other"


class Sale(StrEnum):
    """How an auction sells."""

    OPEN = "open"
    SEALED = "sealed"
    SECOND_PRICE = "second_price"

    @property
    def secret(self) -> bool:
        """Whether nobody sees the others' bids before the end."""
        return self is not Sale.OPEN


class AuctionState(StrEnum):
    """Where an auction stands; the last four are final, but for a sold one that is undone."""

    OPEN = "open"
    ROLLING = "rolling"
    SOLD = "sold"
    UNSOLD = "unsold"
    CANCELLED = "cancelled"
    UNDONE = "undone"


class DecisionState(StrEnum):
    """Where a decision stands; an award that is taken back opens it again, a cancelled one stays so."""

    OPEN = "open"
    ROLLING = "rolling"
    AWARDED = "awarded"
    CANCELLED = "cancelled"


class Pool(StrEnum):
    """What a guild counts: effort and gear of EPGP, or the one currency of DKP."""

    EP = "ep"
    GP = "gp"
    DKP = "dkp"


class Convert(StrEnum):
    """What becomes of what members have."""

    KEEP = "keep"
    FRESH = "fresh"
    HISTORY = "history"


def _points(name: str, default: int) -> Setting:
    return Setting(name, Kind.HUNDREDTHS, default * 100, high=MOST_POINTS)


def _percent(name: str, default: int, high: int = 100) -> Setting:
    return Setting(name, Kind.PERCENT, default, high=high)


SECONDARY: Final = Setting("loot.secondary", Kind.CHOICE, "none", choices=("none", "auction"))
SECONDARY_FOR: Final = Setting("loot.secondary_for", Kind.CHOICE, "all", choices=("all", "boe", "offspec"))
RAIDER_ROLES: Final = Setting("loot.raider_roles", Kind.ROLES, (), high=10)
ANSWER_MINUTES: Final = Setting("loot.answer_minutes", Kind.NUMBER, 5, low=1, high=7 * 24 * 60)
TRANSPARENCY: Final = Setting("loot.transparency", Kind.CHOICE, "public", choices=tuple(Transparency))
SELF_VOTE: Final = Setting("loot.self_vote", Kind.YES_NO, default=False)
QUORUM: Final = Setting("loot.quorum", Kind.NUMBER, 0, high=50)
RECENT_DAYS: Final = Setting("loot.recent_days", Kind.NUMBER, 30, low=1, high=365)
DECAY_DAY: Final = Setting("loot.decay_day", Kind.CHOICE, "monday", choices=DAYS)
DECAY_HOUR: Final = Setting("loot.decay_hour", Kind.NUMBER, 6, high=23)

BASE_GP: Final = _points("epgp.base_gp", 100)
MINIMUM_EP: Final = _points("epgp.minimum_ep", 0)
EPGP_DECAY: Final = Setting("epgp.decay_percent", Kind.HUNDREDTHS, 10_00, high=100_00)
DECAY_WITH_BASE: Final = Setting("epgp.decay_with_base", Kind.YES_NO, default=False)
PRICING: Final = Setting("epgp.pricing", Kind.CHOICE, "table", choices=("table", "formula"))
PRICE_WEAPON: Final = _points("epgp.price_weapon", 100)
PRICE_TIER: Final = _points("epgp.price_tier", 80)
PRICE_TRINKET: Final = _points("epgp.price_trinket", 75)
PRICE_OTHER: Final = _points("epgp.price_other", 60)
STANDARD_LEVEL: Final = Setting("epgp.standard_level", Kind.NUMBER, 496, low=1, high=2000)
DENOMINATOR: Final = Setting("epgp.denominator", Kind.NUMBER, 26, low=1, high=1000)
FORMULA_BASE: Final = Setting("epgp.formula_base", Kind.NUMBER, 1000, low=1, high=100_000)
FACTOR_LARGE: Final = Setting("epgp.factor_large", Kind.HUNDREDTHS, 100, high=100_00)
FACTOR_MEDIUM: Final = Setting("epgp.factor_medium", Kind.HUNDREDTHS, 75, high=100_00)
FACTOR_SMALL: Final = Setting("epgp.factor_small", Kind.HUNDREDTHS, 56, high=100_00)
FACTOR_TRINKET: Final = Setting("epgp.factor_trinket", Kind.HUNDREDTHS, 125, high=100_00)
FACTOR_TWO_HAND: Final = Setting("epgp.factor_two_hand", Kind.HUNDREDTHS, 200, high=100_00)
SHARE_BIS: Final = _percent("epgp.share_bis", 100, 200)
SHARE_UPGRADE: Final = _percent("epgp.share_upgrade", 100, 200)
SHARE_MINOR: Final = _percent("epgp.share_minor", 75, 200)
SHARE_OFFSPEC: Final = _percent("epgp.share_offspec", 50, 200)
EP_PER_KILL: Final = _points("epgp.per_kill", 10)
EP_PER_RAID: Final = _points("epgp.per_raid", 50)
EP_PER_QUARTER: Final = _points("epgp.per_quarter", 0)
EP_STANDBY: Final = _percent("epgp.standby_percent", 50)

DKP_DECAY: Final = Setting("dkp.decay_percent", Kind.HUNDREDTHS, 10_00, high=100_00)
DKP_CAP: Final = _points("dkp.cap", 0)
ZERO_SUM: Final = Setting("dkp.zero_sum", Kind.YES_NO, default=False)
DKP_PER_KILL: Final = _points("dkp.per_kill", 10)
DKP_PER_RAID: Final = _points("dkp.per_raid", 50)
DKP_PER_QUARTER: Final = _points("dkp.per_quarter", 0)
DKP_STANDBY: Final = _percent("dkp.standby_percent", 50)

INCREMENT: Final = Setting("auction.increment", Kind.NUMBER, 1, low=1, high=100_000)
EXTEND_SECONDS: Final = Setting("auction.extend_seconds", Kind.NUMBER, 30, high=600)
MOST_EXTENSION: Final = Setting("auction.most_extension_minutes", Kind.NUMBER, 10, high=240)

SETTINGS: Final = (
    SECONDARY, SECONDARY_FOR, RAIDER_ROLES, ANSWER_MINUTES, TRANSPARENCY, SELF_VOTE, QUORUM, RECENT_DAYS,
    DECAY_DAY, DECAY_HOUR,
    BASE_GP, MINIMUM_EP, EPGP_DECAY, DECAY_WITH_BASE,
    PRICING, PRICE_WEAPON, PRICE_TIER, PRICE_TRINKET, PRICE_OTHER,
    STANDARD_LEVEL, DENOMINATOR, FORMULA_BASE,
    FACTOR_LARGE, FACTOR_MEDIUM, FACTOR_SMALL, FACTOR_TRINKET, FACTOR_TWO_HAND,
    SHARE_BIS, SHARE_UPGRADE, SHARE_MINOR, SHARE_OFFSPEC,
    EP_PER_KILL, EP_PER_RAID, EP_PER_QUARTER, EP_STANDBY,
    DKP_DECAY, DKP_CAP, ZERO_SUM, DKP_PER_KILL, DKP_PER_RAID, DKP_PER_QUARTER, DKP_STANDBY,
    INCREMENT, EXTEND_SECONDS, MOST_EXTENSION,
)  # fmt: skip

DECISION_OPENED: Final = Event("loot.opened")
ALL_ANSWERED: Final = Event("loot.answered", Audience.OFFICERS)
AWARDED: Final = Event("loot.awarded")
DECAYED: Final = Event("loot.decayed")
UNDONE: Final = Event("loot.undone")
SWITCHED: Final = Event("loot.switched")
AUCTION_OPENED: Final = Event("auction.opened")
AUCTION_CLOSING: Final = Event("auction.closing")
AUCTION_CLOSED: Final = Event("auction.closed")
RAID_APPLIED: Final = Event("raid.applied")
EVENTS: Final = (
    DECISION_OPENED, ALL_ANSWERED, AWARDED, DECAYED, UNDONE, SWITCHED,
    AUCTION_OPENED, AUCTION_CLOSING, AUCTION_CLOSED, RAID_APPLIED,
)  # fmt: skip

DECISION_PANEL: Final = "loot.decision"
AUCTION_PANEL: Final = "loot.auction"
"""The kinds of message that show a decision and an auction."""

NAME_LIMIT: Final = 100
NOTE_LIMIT: Final = 200
REASON_LIMIT: Final = 300
