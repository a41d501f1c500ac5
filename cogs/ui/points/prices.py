"""What gear costs under EPGP: by slot, by formula, and single items; and the price that was just set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card, table
from cogs.ui.door import Interaction, actor_of, card_words, guild_of, guild_words, hall_of, show, turn
from cogs.ui.points.naming import points_text
from cogs.ui.press import Press, turners
from cogs.ui.words import Words
from domain.loot import Quality, Slot
from domain.points import parse_price

if TYPE_CHECKING:
    from services.loot.prices import Priced, PriceList

"""How rare an item is, and where it is worn, to choose from."""


class TurnPrices(Press, key="points:v1:prices", args=r"(?P<page>\d{1,6})"):
    """Another page of single items."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        found = await hall_of(interaction).loot.prices.list(guild_of(interaction), int(self.args["page"]))
        await turn(interaction, prices_card(await card_words(interaction), found))


async def show_prices(interaction: Interaction) -> None:
    """Post what everything costs."""
    found = await hall_of(interaction).loot.prices.list(guild_of(interaction), 1)
    await show(interaction, prices_card(await guild_words(interaction), found))


async def set_price(interaction: Interaction, gp: str, quality: str | None, slot: str | None, item: str) -> None:
    """Set a price, and tell everybody here."""
    hall, actor = hall_of(interaction), actor_of(interaction)
    await hall.loot.giving.for_officer(actor)
    priced = await hall.loot.prices.set(
        actor,
        parse_price(gp),
        item=item,
        slot=Slot(slot) if slot else None,
        quality=Quality(quality) if quality else None,
    )
    await show(interaction, priced_card(await guild_words(interaction), priced))


def prices_card(say: Words, found: PriceList) -> Card:
    """The list: each slot with what it costs or its factor, what a response pays, and single items."""
    shares = " · ".join(
        say("points.price.share", response=say(f"points.response.{response}"), percent=percent)
        for response, percent in found.shares.items()
    )
    pages = say("word.page", page=found.page, pages=found.pages) if found.pages > 1 else ""
    return Card(
        Accent.LOOT,
        say("points.price.heading"),
        status=_formula(say, found) or say("points.price.by_table"),
        body=[_slots(say, found), _single(say, found)],
        rows=[turners(TurnPrices, found.page, found.pages)],
        small="\n".join(filter(None, (shares, pages))),
    )


def priced_card(say: Words, priced: Priced) -> Card:
    """What costs how much now, and what it cost before."""
    if priced.slot is None:
        what = say("points.price.item", item=priced.item)
    elif priced.quality is None:
        what = say("points.price.slot", slot=say(f"points.slot.{priced.slot}"))
    else:
        about = {"slot": say(f"points.slot.{priced.slot}"), "quality": say(f"points.quality.{priced.quality}")}
        what = say("points.price.slot_quality", **about)
    now = say("points.price.now", what=what, gp=points_text(say, priced.gp))
    before = say("points.price.before", gp=points_text(say, priced.before)) if priced.before is not None else ""
    sleeping = priced.by_formula and priced.slot is not None
    return Card(
        Accent.LOOT,
        say("points.price.set"),
        body=["\n".join(filter(None, (now, before))), say("points.price.sleeping") if sleeping else ""],
        small=say("points.price.small"),
    )


def _formula(say: Words, found: PriceList) -> str:
    one = found.formula
    if one is None:
        return ""
    return say("points.price.by_formula", base=one.base, standard=one.standard, denominator=one.denominator)


def _slots(say: Words, found: PriceList) -> str:
    if found.formula is not None:
        factors = found.formula.factors.items()
        return table([(say(f"points.slot.{slot}"), f"× {points_text(say, factor)}") for slot, factor in factors])
    qualities = [one for one in Quality if any(one in prices for prices in found.slots.values())]
    rows = [
        (
            say(f"points.slot.{slot}"),
            points_text(say, prices.get(None, 0)),
            *(points_text(say, prices[one]) if one in prices else "" for one in qualities),
        )
        for slot, prices in found.slots.items()
    ]
    if qualities:
        rows.insert(0, ("", say("points.price.any"), *(say(f"points.quality.{one}") for one in qualities)))
    return table(rows)


def _single(say: Words, found: PriceList) -> str:
    if not found.items:
        return say("points.price.no_items")
    lines = [say("points.price.row", item=item, gp=points_text(say, gp)) for item, gp in found.items]
    return "\n".join([say("points.price.items", count=found.total), *lines])
