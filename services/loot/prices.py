"""What gear costs under EPGP: officers set it by slot or for single items, and everybody reads the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from sqlalchemy import Connection

from domain.audit import Facts
from domain.errors import Invalid
from domain.loot import (
    DENOMINATOR,
    FACTOR_LARGE,
    FORMULA_BASE,
    NAME_LIMIT,
    PRICE_OTHER,
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
from domain.pages import turned_to
from domain.people import Actor, Rank
from domain.texts import one_line
from services import access
from services.desk import Desk
from services.loot.cost import DEFAULTS, FACTORS
from storage import audit, prices, settings

PAGE: Final = 15


@dataclass(frozen=True, slots=True)
class Formula:
    """What the formula reckons with: level, denominator, whole points, and each slot's factor in hundredths."""

    standard: int
    denominator: int
    base: int
    factors: Mapping[Slot, int]


@dataclass(frozen=True, slots=True)
class PriceList:
    """What everything costs, in hundredths of GP: each slot by the table, or by formula, and one page of single items.

    `slots` are prices by slot and quality (None: any), `shares` what a response pays, in percent.
    """

    slots: Mapping[Slot, Mapping[Quality | None, int]]
    formula: Formula | None
    shares: Mapping[Response, int]
    items: tuple[tuple[str, int], ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Priced:
    """A price that is set: of an item, or of a slot in a quality or any; `before` is what stood there."""

    gp: int
    before: int | None
    item: str
    slot: Slot | None
    quality: Quality | None
    by_formula: bool


class Prices:
    """Set and list prices."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def list(self, guild_id: int, page: int) -> PriceList:
        """What the guild set and what is by default; a page of items out of range is the nearest there is."""

        def work(tx: Connection) -> PriceList:
            single = prices.items(tx, guild_id)
            shown, pages = turned_to(page, len(single), PAGE)
            part = tuple(single[(shown - 1) * PAGE : shown * PAGE])
            shares = cast("tuple[int, ...]", settings.some(tx, guild_id, *_SHARES.values()))
            formula = _formula(tx, guild_id)
            slots = _slots(tx, guild_id)
            return PriceList(slots, formula, dict(zip(_SHARES, shares, strict=True)), part, shown, pages, len(single))

        return await self._desk.db.read(work)

    async def set(self, actor: Actor, gp: int, *, item: str, slot: Slot | None, quality: Quality | None) -> Priced:
        """An item by its name, or a slot in a quality or any, costs so much (hundredths, 0 too) from now on.

        Raises `Forbidden` and `Invalid` (neither or both are named, a quality without its slot, the name's length).
        """
        name = one_line(item, NAME_LIMIT) if item else ""
        if name is None:
            raise Invalid("points.item_name", limit=NAME_LIMIT)
        if name and (slot or quality):
            raise Invalid("points.price_of_one")
        if not name and slot is None:
            raise Invalid("points.price_of_nothing")
        now = self._desk.clock()

        def work(tx: Connection) -> Priced:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            before = _before(tx, actor.guild_id, name, slot, quality)
            if slot is None:
                prices.set_item(tx, actor.guild_id, name, gp, by=officer.id)
            else:
                prices.set_slot(tx, actor.guild_id, quality, slot, gp, by=officer.id)
            facts: Facts = {
                "gp": gp,
                "free": not gp,
                "slot": slot.value if slot else "",
                "quality": quality.value if quality else "",
            }
            salt = self._desk.entropy(16)
            audit.append(
                tx, actor.guild_id, "points.priced", actor=officer.id, at=now, facts=facts, note=name, salt=salt
            )
            return Priced(gp, before, name, slot, quality, _formula(tx, actor.guild_id) is not None)

        return await self._desk.db.write(work)


_SHARES: Final = {
    Response.BIS: SHARE_BIS,
    Response.UPGRADE: SHARE_UPGRADE,
    Response.MINOR: SHARE_MINOR,
    Response.OFFSPEC: SHARE_OFFSPEC,
}


def _before(tx: Connection, guild_id: int, item: str, slot: Slot | None, quality: Quality | None) -> int | None:
    if slot is None:
        return prices.of_item(tx, guild_id, item)
    return prices.slots(tx, guild_id).get((quality.value if quality else "", slot.value))


def _slots(tx: Connection, guild_id: int) -> Mapping[Slot, Mapping[Quality | None, int]]:
    """Every slot's price by default, and what the guild set over it."""
    defaults = [DEFAULTS.get(slot, PRICE_OTHER) for slot in Slot]
    usual = cast("tuple[int, ...]", settings.some(tx, guild_id, *defaults))
    found: dict[Slot, dict[Quality | None, int]] = {slot: {None: gp} for slot, gp in zip(Slot, usual, strict=True)}
    for (quality, slot), gp in prices.slots(tx, guild_id).items():
        found[Slot(slot)][Quality(quality) if quality else None] = gp
    return found


def _formula(tx: Connection, guild_id: int) -> Formula | None:
    """What the guild's formula reckons with, where prices are by formula."""
    (pricing,) = settings.some(tx, guild_id, PRICING)
    if pricing != "formula":
        return None
    asked = (STANDARD_LEVEL, DENOMINATOR, FORMULA_BASE, *(FACTORS.get(slot, FACTOR_LARGE) for slot in Slot))
    standard, denominator, base, *factors = cast("tuple[int, ...]", settings.some(tx, guild_id, *asked))
    return Formula(standard, denominator, base, dict(zip(Slot, factors, strict=True)))
