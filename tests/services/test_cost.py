"""What gear costs under EPGP: an item's own price first, then its slot by the table or by the formula."""

from typing import Any

import pytest
from sqlalchemy import Connection

from domain.loot import (
    DENOMINATOR,
    FACTOR_TRINKET,
    PRICING,
    SHARE_OFFSPEC,
    STANDARD_LEVEL,
    Quality,
    Response,
    Slot,
)
from services.desk import Desk
from services.loot import cost
from tests.services.conftest import GUILD
from tests.services.pointing import OFFICER, Table


@pytest.fixture
def table(desk: Desk) -> Table:
    """A guild that set nothing."""
    return Table(desk)


async def price(
    table: Table,
    item: str = "Blade",
    *,
    quality: Quality | None = None,
    slot: Slot | None = None,
    ilvl: int | None = None,
) -> int | None:
    """The full price, in hundredths."""
    return await table.desk.db.read(lambda tx: cost.full_price(tx, GUILD, item, quality, slot, ilvl))


async def test_each_slot_has_its_default(table: Table):
    found = {slot: await price(table, slot=slot) for slot in Slot}
    weapons = {Slot.ONE_HAND, Slot.TWO_HAND, Slot.OFF_HAND, Slot.RANGED}
    named = {Slot.TIER: 80_00, Slot.TRINKET: 75_00, **dict.fromkeys(weapons, 100_00)}
    assert found == {slot: named.get(slot, 60_00) for slot in Slot}


async def test_an_item_of_no_slot_and_no_price_of_its_own_has_to_be_asked_for(table: Table):
    assert await price(table) is None
    await table.prices.set(OFFICER, 5_00, item="Blade", slot=None, quality=None)
    assert await price(table, "bLADE") == 5_00


async def test_a_slot_s_price_goes_by_quality_first_and_the_item_s_own_before_all(table: Table):
    await table.prices.set(OFFICER, 10_00, item="", slot=Slot.HEAD, quality=None)
    await table.prices.set(OFFICER, 99_50, item="", slot=Slot.HEAD, quality=Quality.EPIC)
    assert await price(table, slot=Slot.HEAD, quality=Quality.EPIC) == 99_50
    assert await price(table, slot=Slot.HEAD, quality=Quality.RARE) == 10_00
    assert await price(table, slot=Slot.HEAD) == 10_00
    await table.prices.set(OFFICER, 0, item="Blade", slot=None, quality=None)
    assert await price(table, slot=Slot.HEAD, quality=Quality.EPIC) == 0, "free is a price"


@pytest.mark.parametrize(
    ("slot", "ilvl", "gp"),
    [
        (Slot.SHOULDER, 509, 1061_00),
        (Slot.TRINKET, 509, 1768_00),
        (Slot.TWO_HAND, 522, 4000_00),
        (Slot.HEAD, 483, 707_00),
        (Slot.HEAD, None, None),
    ],
)
async def test_by_the_formula(table: Table, slot: Slot, ilvl: int | None, gp: int | None):
    await table.set(PRICING, "formula")
    assert await price(table, slot=slot, ilvl=ilvl) == gp
    await table.prices.set(OFFICER, 7_00, item="Blade", slot=None, quality=None)
    assert await price(table, slot=slot, ilvl=ilvl) == 7_00


async def test_the_formula_s_numbers_are_settings(table: Table):
    settings: dict[Any, Any] = {PRICING: "formula", STANDARD_LEVEL: 200, DENOMINATOR: 13, FACTOR_TRINKET: 1_25}
    for setting, value in settings.items():
        await table.set(setting, value)
    assert await price(table, slot=Slot.TRINKET, ilvl=219) == 3443_00


async def test_a_response_pays_its_share_rounded_down(table: Table):
    await table.set(SHARE_OFFSPEC, 33)

    def work(tx: Connection) -> dict[Response | None, int]:
        return {one: cost.price_for(tx, GUILD, 100_01, one) for one in (*Response, None)}

    assert await table.desk.db.read(work) == {
        Response.BIS: 100_01,
        Response.UPGRADE: 100_01,
        Response.MINOR: 75_00,
        Response.OFFSPEC: 33_00,
        Response.PASS: 100_01,
        None: 100_01,
    }
