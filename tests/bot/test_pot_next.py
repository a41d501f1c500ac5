"""A pot that repeats: the next one opens on the same terms, and its panel comes by itself, once."""

import discord
from simcord.results import InteractionResult

from tests.bot.acting import at_work, card, said
from tests.bot.conftest import World
from tests.bot.potting import (
    buy,
    filled,
    headings,
    newest,
    posted,
    pressable,
    settle,
    won,
)


def next_panel(world: World, panel: InteractionResult) -> discord.Message:
    """The one panel in #general that nobody asked for, as it is now."""
    (fresh,) = [one for one in posted(world, "## 🪙 Friday Pot") if one.id != card(panel).id]
    return fresh


async def test_a_repeating_pot_opens_the_next_one_with_its_own_panel(world: World) -> None:
    panel = await won(world, repeat=True)
    assert said(panel).startswith("## 🪙 Friday Pot\nWon by <@")
    fresh = next_panel(world, panel)
    assert said(fresh).startswith("## 🪙 Friday Pot\nOpen · locks <t:")
    assert "0 of 1,000 credits\nTicket 50 · up to 8 each · nobody in it yet" in said(fresh)
    second = await newest(world)
    assert (second.id, second.previous_id) == (2, 1)
    rules = [said(one).partition("**The rules**")[2] for one in world.general.history() if "**The rules**" in said(one)]
    assert len(rules) == 2
    assert rules[0] == rules[1], "to the letter the same, so they name no time"
    assert headings(world)[-1] == "## 🪙 Friday Pot: the next pot is open"
    assert f"/{world.general.id}/{fresh.id}" in str(world.news.history()[-1].components)
    assert "Join the next pot" in pressable(card(panel))
    onward = await world.raider.click(card(panel), label="Join the next pot")
    assert onward.ephemeral
    assert said(onward).startswith("## 🪙 Friday Pot\nOpen")
    await buy(world.raider, card(onward), "1")
    await buy(world.leader, fresh, "1")
    await settle(world, 1)
    assert "100 of 1,000 credits\nTicket 50 · up to 8 each · 2 players" in said(next_panel(world, panel))
    await world.restart()
    await buy(world.leader, fresh, "1")
    await settle(world, 1)
    assert "150 of 1,000 credits" in said(next_panel(world, panel))
    await world.officer.slash(world.general, "pot cancel", pot="2", reason="Enough for today")
    none = await world.raider.click(card(panel), label="Join the next pot")
    assert said(none) == "No pot is open right now. `/pot lobby` shows what is going on."


async def test_the_next_panel_comes_once_however_the_bot_is_stopped(world: World) -> None:
    panel = await filled(world, repeat=True)
    await world.env.advance_time(30)
    await at_work(world, world.bot.hall.draws.due())
    assert (await newest(world)).id == 2
    await world.restart()
    await settle(world)
    await world.restart()
    await settle(world)
    await buy(world.raider, next_panel(world, panel), "1")
    await settle(world, 1)
    assert "1 player" in said(next_panel(world, panel))
    shown = await world.bot.hall.pots.views.show(world.guild.id, 2)
    assert shown.panel == (world.general.id, next_panel(world, panel).id)


async def test_the_next_panel_comes_where_the_pot_is_and_cannot_be_switched_off(world: World) -> None:
    await world.leader.slash(world.general, "notifications set", event="pot.opened", enabled=False)
    panel = await won(world, repeat=True)
    assert len(posted(world, "## 🪙 Friday Pot")) == 2
    assert not [line for line in headings(world) if "next pot" in line or "New pot" in line]
    names = await world.leader.autocomplete(world.general, "notifications set", "event", "pot.")
    assert "pot.panel" not in [choice["value"] for choice in names]
    assert "Join the next pot" in pressable(card(panel))


async def test_a_discord_that_is_down_delays_the_next_panel_and_loses_nothing(world: World) -> None:
    panel = await filled(world, repeat=True)
    await world.env.advance_time(30)
    world.env.inject_error("POST", f"/channels/{world.general.id}/messages", status=503, times=2)
    await settle(world, 1)
    await world.env.advance_time(120)
    await settle(world)
    assert "Open · locks" in said(next_panel(world, panel))
