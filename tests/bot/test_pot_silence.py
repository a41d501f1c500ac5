"""When a pot is kept waiting: a beacon that does not answer, a channel that is closed, books that were touched."""

import re

from simcord.results import InteractionResult
from sqlalchemy import Connection

from domain.pot_settings import PotState
from playground.beacon import DemoBeacon
from playground.loopback import broken
from tests.bot.acting import card, said
from tests.bot.conftest import World
from tests.bot.potting import (
    DAY,
    HOUR,
    NAME,
    adds_up,
    balance,
    buy,
    filled,
    newest,
    pressable,
    settle,
    type_in,
    with_credits,
)

WON = re.compile(r"Won by <@(\d+)> · <t:\d+:R> \(<t:\d+:f>\)\n\*\*1,000 credits\*\* with ticket (\d+) of 20\n")
LOOKS = {"My tickets", "Everybody", "How it is drawn"}


async def test_a_missing_round_is_told_and_anybody_ends_the_wait_on_the_panel(world: World, beacon: DemoBeacon) -> None:
    officers = world.guild.create_text_channel("officers")
    await world.leader.slash(world.general, "settings set", name="guild.officers_channel", value=officers.mention)
    beacon.for_everyone = broken(503)
    panel = await filled(world)
    for _ in range(5):
        await world.env.advance_time(30)
        await settle(world, 1)
    told = [said(one) for one in officers.history()]
    missing = next(text for text in told if text.startswith("## ⏳ Draw 1 is waiting for its round\n"))
    assert "Nothing is lost, and nobody can change the draw" in missing
    stuck = next(text for text in told if "has been locked for 2 minutes and is not settled" in text)
    assert "After 24 hours everybody gets their credits back." in stuck
    assert "no relay has given it yet" in said(panel)
    assert pressable(card(panel)) == {*LOOKS, "Paste round…"}
    beacon.for_everyone = None
    call = (await world.bot.hall.pots.views.show(world.guild.id, 1)).draw.record.call
    assert call is not None
    beacon.for_everyone = broken(503)
    form = await world.boss.click(card(panel), label="Paste round…")
    done = await type_in(world.boss, form, beacon.local.sign(call.round).hex())
    assert said(done) == "That is the beacon's signature: draw 1 is drawn. Thank you."
    await settle(world)
    assert WON.search(said(panel))
    await adds_up(world)


async def test_without_a_round_for_a_day_everybody_is_refunded(world: World, beacon: DemoBeacon) -> None:
    beacon.for_everyone = broken(503)
    panel = await filled(world, repeat=True)
    await world.env.advance_time(DAY + HOUR)
    await settle(world)
    assert ": no beacon round came for a day\n1,000 credits went back to 3 people.\n" in said(panel)
    assert "and the draw was given up <t:" in said(panel)
    for person in (world.raider, world.leader, world.officer):
        assert await balance(world, person) == 1000
    assert "Paste round…" in pressable(card(panel))
    silent = next(one for one in map(said, world.news.history()) if one.startswith("## ⏳ Draw 1 is given up"))
    assert "the pot is cancelled and everybody has their credits back" in silent
    listed = said(await world.raider.slash(world.general, "verify"))
    assert "⏳ given up <t:" in listed
    call = (await world.bot.hall.pots.views.show(world.guild.id, 1)).draw.record.call
    assert call is not None
    form = await world.boss.click(card(panel), label="Paste round…")
    await type_in(world.boss, form, beacon.local.sign(call.round).hex())
    await settle(world)
    for person in (world.raider, world.leader, world.officer):
        assert await balance(world, person) == 1000, "what it would have been changes nothing any more"
    assert (await newest(world)).id == 1, "and no next pot opens"
    await adds_up(world)


async def test_a_damaged_draw_is_never_paid_out_and_officers_hear_of_it(world: World) -> None:
    panel = await filled(world)
    await world.bot.db.write(_tamper)
    await world.env.advance_time(30)
    await settle(world)
    told = [text for text in map(said, world.news.history()) if text.startswith("## ❌ Draw 1 does not match")]
    assert len(told) == 1
    assert "nobody wins by it and nothing is paid out" in told[0]
    assert "🔒 Locked" in said(panel)
    assert (await newest(world)).state is PotState.SETTLING
    log = said(await world.raider.slash(world.general, "audit list", kind="draw.mismatch"))
    assert "**found a draw that does not match what was published**\n-# draw 1" in log


def _tamper(tx: Connection) -> None:
    """Somebody gives an entry one ticket more, in the database itself."""
    triggers = tx.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in triggers:
        if name.startswith("draw_entries"):
            tx.exec_driver_sql(f"DROP TRIGGER {name}")
    assert tx.exec_driver_sql("UPDATE draw_entries SET tickets = tickets + 1 WHERE first_ticket = 16").rowcount == 1


async def test_a_channel_that_was_closed_is_told_and_the_pot_goes_on_when_it_opens(world: World) -> None:
    panel = await locked_in_silence(world)
    assert f"⏳ The entry list is being posted in <#{world.general.id}>" in said(panel)
    await world.env.advance_time(130)
    await settle(world)
    stuck = next(text for text in map(said, world.news.history()) if "is not settled" in text)
    assert f"*View Channel*, *Send Messages* and *Attach Files* in <#{world.general.id}>" in stuck
    await world.env.advance_time(HOUR)
    await settle(world)
    await world.env.advance_time(30)
    await settle(world)
    assert "Won by <@" in said(panel)


async def locked_in_silence(world: World) -> InteractionResult:
    """Locked by an officer while Discord lets nobody post in #general."""
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    await buy(world.leader, card(panel), "1")
    world.env.inject_error("POST", f"/channels/{world.general.id}/messages", status=403, code=50013, times=1)
    await world.officer.slash(world.general, "pot lock", pot=NAME)
    await settle(world, 1)
    return panel
