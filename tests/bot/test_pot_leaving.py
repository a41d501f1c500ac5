"""Leaving a pot: asked first, refunded at once, and only while it is open."""

from domain.pot_settings import PotState
from tests.bot.acting import buttons, card, press_on, said, screen
from tests.bot.conftest import World
from tests.bot.potting import (
    NAME,
    adds_up,
    balance,
    buy,
    newest,
    with_credits,
)


async def test_leaving_is_asked_first_and_refunds(world: World) -> None:
    panel = await with_credits(world)
    nothing = await world.raider.click(card(panel), label="Leave")
    assert said(nothing) == "You hold no tickets of **Friday Pot**, so there is nothing to give back."
    await buy(world.raider, card(panel), "5")
    await buy(world.raider, card(panel), "3")
    asked = await world.raider.click(card(panel), label="Leave")
    assert asked.ephemeral
    assert said(asked) == "## 🪙 Friday Pot\nLeave and give back 8 tickets? You get 400 credits back at once."
    assert (await newest(world)).sold == 8
    seen = screen(world.raider, card(asked))
    await world.raider.click(card(asked), label="Leave")
    left = "You left **Friday Pot**: 400 credits came back for 8 tickets. You have 1,000 credits now."
    assert said(asked) == f"## 🪙 Friday Pot\n{left}"
    assert buttons(card(asked)) == {}
    twice = await press_on(world.raider, seen, "Leave")
    assert said(twice).endswith("so there is nothing to give back.")
    assert left in said(asked), "what stands stays on the screen"
    assert (await newest(world)).players == 0
    await adds_up(world)
    await buy(world.raider, card(panel), "1")
    again = await world.raider.slash(world.general, "pot leave", pot=NAME)
    await world.raider.click(card(again), label="Leave")
    assert "50 credits came back for 1 ticket." in said(again)


async def test_nobody_leaves_a_locked_pot(world: World) -> None:
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    await buy(world.leader, card(panel), "1")
    asked = await world.raider.click(card(panel), label="Leave")
    await world.officer.slash(world.general, "pot lock", pot=NAME)
    await world.raider.click(card(asked), label="Leave")
    assert said(asked) == (
        "## Nothing changed\n"
        "**Friday Pot** is locked: nobody can join or leave any more, and the draw follows by itself."
    )
    assert buttons(card(asked)) == {}
    refused = await world.raider.slash(world.general, "pot leave", pot=NAME)
    assert said(refused).startswith("**Friday Pot** is locked")
    assert await balance(world, world.raider) == 850
    assert (await newest(world)).state is not PotState.OPEN
