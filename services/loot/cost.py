"""What an item costs under EPGP, as the guild set it: its own price, else by table or by formula."""

from collections.abc import Mapping
from typing import Final, cast

from sqlalchemy import Connection

from domain.epgp import Formula, part_of
from domain.loot import (
    DENOMINATOR,
    FACTOR_LARGE,
    FACTOR_MEDIUM,
    FACTOR_SMALL,
    FACTOR_TRINKET,
    FACTOR_TWO_HAND,
    FORMULA_BASE,
    PRICE_OTHER,
    PRICE_TIER,
    PRICE_TRINKET,
    PRICE_WEAPON,
    PRICING,
    SHARE_BIS,
    SHARE_MINOR,
    SHARE_OFFSPEC,
    SHARE_UPGRADE,
    STANDARD_LEVEL,
    Quality,
    Response,
    Slot,
)
from domain.points import HUNDRED
from domain.settings import Setting
from storage import prices, settings

DEFAULTS: Final[Mapping[Slot, Setting]] = {
    Slot.ONE_HAND: PRICE_WEAPON,
    Slot.TWO_HAND: PRICE_WEAPON,
    Slot.OFF_HAND: PRICE_WEAPON,
    Slot.RANGED: PRICE_WEAPON,
    Slot.TIER: PRICE_TIER,
    Slot.TRINKET: PRICE_TRINKET,
}
"""What a slot costs where the guild set no price for it; any other slot costs `PRICE_OTHER`."""

FACTORS: Final[Mapping[Slot, Setting]] = {
    Slot.SHOULDER: FACTOR_MEDIUM,
    Slot.HANDS: FACTOR_MEDIUM,
    Slot.WAIST: FACTOR_MEDIUM,
    Slot.FEET: FACTOR_MEDIUM,
    Slot.NECK: FACTOR_SMALL,
    Slot.BACK: FACTOR_SMALL,
    Slot.WRIST: FACTOR_SMALL,
    Slot.FINGER: FACTOR_SMALL,
    Slot.OFF_HAND: FACTOR_SMALL,
    Slot.RANGED: FACTOR_SMALL,
    Slot.TRINKET: FACTOR_TRINKET,
    Slot.TWO_HAND: FACTOR_TWO_HAND,
}
"""The formula's factor of a slot; head, chest, legs, tier, one-handed and the rest take `FACTOR_LARGE`."""

SHARES: Final[Mapping[Response, Setting]] = {
    Response.BIS: SHARE_BIS,
    Response.UPGRADE: SHARE_UPGRADE,
    Response.MINOR: SHARE_MINOR,
    Response.OFFSPEC: SHARE_OFFSPEC,
}


def full_price(
    tx: Connection, guild_id: int, item: str, quality: Quality | None, slot: Slot | None, ilvl: int | None
) -> int | None:
    """Hundredths of GP that an item costs; None where neither its name, nor slot and level, say it."""
    if (own := prices.of_item(tx, guild_id, item)) is not None:
        return own
    if slot is None:
        return None
    (pricing,) = settings.some(tx, guild_id, PRICING)
    if pricing == "formula":
        return _by_formula(tx, guild_id, slot, ilvl)
    table = prices.slots(tx, guild_id)
    for key in ((quality.value if quality else "", slot.value), ("", slot.value)):
        if key in table:
            return table[key]
    (default,) = cast("tuple[int]", settings.some(tx, guild_id, DEFAULTS.get(slot, PRICE_OTHER)))
    return default


def price_for(tx: Connection, guild_id: int, full: int, response: Response | None) -> int:
    """What somebody who gave that response pays of a full price; all of it where they gave none that has a share."""
    share = SHARES.get(response) if response else None
    if share is None:
        return full
    (percent,) = cast("tuple[int]", settings.some(tx, guild_id, share))
    return part_of(full, percent * HUNDRED)


def _by_formula(tx: Connection, guild_id: int, slot: Slot, ilvl: int | None) -> int | None:
    if ilvl is None:
        return None
    factor = FACTORS.get(slot, FACTOR_LARGE)
    asked = (STANDARD_LEVEL, DENOMINATOR, FORMULA_BASE, factor)
    standard, denominator, base, times = cast("tuple[int, int, int, int]", settings.some(tx, guild_id, *asked))
    return Formula(standard, denominator, base).points(ilvl, times)
