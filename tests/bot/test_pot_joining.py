"""Joining a pot: what members press and read, and what the books say afterwards."""

import copy
import re
from typing import Any

import pytest
from simcord.components import walk_components
from simcord.results import InteractionResult, ResponseMessage

from tests.bot.acting import at_once, buttons, card, in_spanish, press_on, said, screen
from tests.bot.conftest import World
from tests.bot.potting import (
    NAME,
    adds_up,
    balance,
    buy,
    buy_behind,
    buy_other,
    give,
    locked_by_officer,
    newest,
    opened,
    posted,
    pressable,
    settle,
    type_in,
    with_credits,
)

NUMBERS = {"1", "3", "5", "Other…"}
CREDITS = "Credits cannot be bought, cashed out or passed on."


async def test_the_price_is_shown_first_and_a_press_on_buy_buys(world: World) -> None:
    panel = await with_credits(world)
    prompt = await world.raider.click(card(panel), label="3")
    assert prompt.ephemeral
    assert said(prompt) == (
        "## 🪙 Friday Pot\n**3 tickets** for **150 credits**\nYou will hold 3 of 8, and have 850 credits left.\n"
        f"-# Nothing is bought yet. You can leave until the pot is locked.\n-# {CREDITS}"
    )
    assert await balance(world, world.raider) == 1000
    assert buttons(card(prompt)) == {"Buy": buttons(card(prompt))["Buy"]}
    await world.raider.click(card(prompt), label="Buy")
    stands = "3 tickets in **Friday Pot** for 150 credits. You hold 3 of 8; 850 credits left."
    assert said(prompt) == f"## 🪙 Friday Pot\n{stands}"
    assert buttons(card(prompt)) == {}
    assert await balance(world, world.raider) == 850
    await buy(world.leader, card(panel), "5")
    await settle(world, 1)
    assert "▰▰▰▰▱▱▱▱▱▱ 40 %\u2003400 of 1,000 credits\nTicket 50 · up to 8 each · 2 players\n" in said(panel)
    assert f"<@{world.leader.id}> 5 · <@{world.raider.id}> 3\n" in said(panel)
    await adds_up(world)


async def test_pressing_buy_twice_buys_once_and_shows_what_stands(world: World) -> None:
    panel = await with_credits(world)
    prompt = await world.raider.click(card(panel), label="3")
    seen = screen(world.raider, card(prompt))
    await at_once(press_on(world.raider, seen, "Buy"), press_on(world.raider, seen, "Buy"))
    await world.restart()
    await press_on(world.raider, seen, "Buy")
    assert said(prompt).endswith("3 tickets in **Friday Pot** for 150 credits. You hold 3 of 8; 850 credits left.")
    assert (await newest(world)).sold == 3
    assert await balance(world, world.raider) == 850
    await adds_up(world)


async def test_two_prompts_are_two_purchases(world: World) -> None:
    panel = await with_credits(world)
    first, second = [await world.raider.click(card(panel), label="3") for _ in range(2)]
    await world.raider.click(card(first), label="Buy")
    asked = await world.raider.click(card(panel), label="1")
    assert "You will hold 4 of 8, and have 800 credits left." in said(asked)
    await world.raider.click(card(second), label="Buy")
    assert said(second).endswith("You hold 6 of 8; 700 credits left.")
    third = await world.raider.click(card(panel), label="3")
    assert said(third) == "One person may hold up to 8 tickets of **Friday Pot**, and you hold 6. Take 2 or fewer."


async def test_any_other_number_is_typed(world: World) -> None:
    panel = await with_credits(world)
    form = await world.raider.click(card(panel), label="Other…")
    assert form.modal is not None
    assert form.modal["title"] == "Join the pot"
    prompt = await type_in(world.raider, form, " 7 ")
    assert "**7 tickets** for **350 credits**" in said(prompt)
    await world.raider.click(card(prompt), label="Buy")
    last = await buy_other(world.raider, card(panel), 1)
    assert said(last).endswith("1 ticket in **Friday Pot** for 50 credits. You hold 8 of 8; 600 credits left.")
    more = await world.raider.click(card(panel), label="1")
    assert said(more) == "You hold 8 tickets of **Friday Pot**, as many as one person may."


NUMBER = {
    "0": "Take 1 to 8 tickets.",
    "-3": "Take 1 to 8 tickets.",
    "9": "One person may hold up to 8 tickets of **Friday Pot**, and you hold 0. Take 8 or fewer.",
    "999999999999": "One person may hold up to 8 tickets of **Friday Pot**, and you hold 0. Take 8 or fewer.",
    "2.5": "I cannot read **2.5** as a number of tickets. Type a whole number, such as 7.",
    "all": "I cannot read **all** as a number of tickets. Type a whole number, such as 7.",
    "٣": "I cannot read **٣** as a number of tickets. Type a whole number, such as 7.",
    "2-": "I cannot read **2-** as a number of tickets. Type a whole number, such as 7.",
}


@pytest.mark.parametrize("text", NUMBER)
async def test_a_number_that_is_none_is_refused_in_a_sentence(world: World, text: str) -> None:
    panel = await with_credits(world)
    answer = await type_in(world.raider, await world.raider.click(card(panel), label="Other…"), text)
    assert answer.ephemeral
    assert said(answer) == NUMBER[text]
    assert await balance(world, world.raider) == 1000


async def test_the_command_asks_as_the_buttons_do(world: World) -> None:
    await with_credits(world)
    choices = await world.raider.autocomplete(world.general, "pot join", "pot", "fri")
    assert [choice["name"] for choice in choices] == ["Friday Pot · open"]
    prompt = await world.raider.slash(world.general, "pot join", pot=choices[0]["value"], tickets=4)
    assert prompt.ephemeral
    await world.raider.click(card(prompt), label="Buy")
    assert said(prompt).endswith("4 tickets in **Friday Pot** for 200 credits. You hold 4 of 8; 800 credits left.")
    for tickets, words in ((0, "Take 1 to 8 tickets."), (-1, "Take 1 to 8 tickets."), (2**53 - 1, "One person may")):
        refused = await world.raider.slash(world.general, "pot join", pot="friday pot", tickets=tickets)
        assert said(refused).startswith(words)
    unknown = await world.raider.slash(world.general, "pot join", pot="Nope", tickets=1)
    assert said(unknown) == "There is no such pot here. Pick one of the suggestions, or look at `/pot lobby`."


async def test_what_is_too_dear_says_what_can_be_had(world: World) -> None:
    await give(world, 90, world.raider)
    panel = await opened(world)
    dear = await world.raider.click(card(panel), label="3")
    assert said(dear) == ("That needs 150 credits and you have 90. Ask a leader for credits, or take 1 ticket (50).")
    poor = await world.boss.click(card(panel), label="1")
    assert said(poor) == "That needs 50 credits and you have 0. Ask a leader for credits."


async def test_who_joins_too_often_waits_a_minute(world: World) -> None:
    await world.leader.slash(world.general, "settings set", name="pot.joins_per_minute", value="1")
    panel = await with_credits(world)
    kept = await world.raider.click(card(panel), label="1")
    await buy(world.raider, card(panel), "1")
    await world.raider.click(card(kept), label="Buy")
    assert said(kept).startswith("## Nothing was bought\nYou joined 1 time within a minute, which is as often as")
    await world.env.advance_time(61)
    await buy(world.raider, card(panel), "1")
    assert (await newest(world)).sold == 2


async def test_the_last_tickets_are_said_to_be_few_and_then_gone(world: World) -> None:
    panel = await with_credits(world, **{"max-tickets": 6, "max-per-user": 5})
    kept = await world.officer.click(card(panel), label="3")
    await buy(world.raider, card(panel), "5")
    few = await world.leader.click(card(panel), label="3")
    assert said(few) == "Only 1 ticket is left in **Friday Pot**. Take that many or fewer."
    await settle(world, 1)
    assert NUMBERS & pressable(card(panel)) == {"1", "Other…"}, "what cannot be bought any more is greyed"
    last = await buy(world.leader, card(panel), "1")
    assert "🔒 That was the last ticket: the pot is locked, and the draw follows now." in said(last)
    await world.officer.click(card(kept), label="Buy")
    assert said(kept) == (
        "## Nothing was bought\n"
        "**Friday Pot** is locked: nobody can join or leave any more, and the draw follows by itself."
    )
    assert buttons(card(kept)) == {}
    assert await balance(world, world.officer) == 1000


async def test_an_old_prompt_is_answered_with_how_the_pot_stands(world: World) -> None:
    panel = await with_credits(world)
    prompts = [await world.leader.click(card(panel), label="1") for _ in range(2)]
    await world.officer.slash(world.general, "pot cancel", pot=NAME, reason="Wrong price")
    await world.restart()
    await world.leader.click(card(prompts[0]), label="Buy")
    assert said(prompts[0]).startswith("## Nothing was bought\n**Friday Pot** was cancelled, and everybody has their")
    assert buttons(card(prompts[0])) == {}
    assert await balance(world, world.leader) == 1000


async def test_bots_cannot_join(world: World) -> None:
    panel = await with_credits(world)
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await give(world, 1000, robot)
    for answer in (
        await robot.click(card(panel), label="1"),
        await robot.slash(world.general, "pot join", pot=NAME, tickets=1),
    ):
        assert said(answer) == "Bots cannot join a pot: credits are for the people of this server."
    assert (await newest(world)).sold == 0


async def test_forged_buttons_and_pots_of_other_servers_are_refused(world: World) -> None:
    panel = await with_credits(world)
    seen = screen(world.raider, card(panel))
    for label, forged in (
        ("3", "pot:v1:join:99:1"), ("My tickets", "pot:v1:mine:99"), ("Leave", "pot:v1:leave:99"),
        ("How it is drawn", "pot:v1:how:99"), ("1", "pot:v1:crowd:99"), ("5", "pot:v1:next:99"),
    ):  # fmt: skip
        refused = await press_on(world.raider, with_id(seen, label, forged), label)
        assert said(refused) == "There is no such pot here. Pick one of the suggestions, or look at `/pot lobby`."
    assert said(await press_on(world.raider, with_id(seen, "1", "pot:v1:join:1:0"), "1")) == "Take 1 to 8 tickets."
    prompt = await world.raider.click(card(panel), label="3")
    dearer = with_id(screen(world.raider, card(prompt)), "Buy", f"pot:v1:buy:1:9:{'0' * 16}")
    await press_on(world.raider, dearer, "Buy")
    assert "One person may hold up to 8 tickets of **Friday Pot**" in said(prompt)
    assert (await newest(world)).sold == 0
    for custom_id in ("pot:v0:join:1:1", "pot:v1:join:1", "pot:v1:buy:1:1:short", "pot:v1:join:1:-1"):
        old = await press_on(world.raider, with_id(seen, "1", custom_id), "1")
        assert said(old).startswith("This button no longer works"), custom_id
    other = world.env.create_guild("Other Guild")
    there = other.create_text_channel("general")
    stranger = other.add_member(world.env.create_user("stranger"), roles=[])
    for command, options in (
        ("pot show", {}), ("pot join", {"tickets": 1}), ("pot leave", {}),
    ):  # fmt: skip
        refused = await stranger.slash(there, command, pot="1", **options)
        assert said(refused).startswith("There is no such pot here."), command
    assert await stranger.autocomplete(there, "pot show", "pot", "") == []


# One's own, and everybody


async def test_my_tickets_and_everybody(world: World) -> None:
    panel = await with_credits(world)
    none = await world.raider.click(card(panel), label="My tickets")
    assert none.ephemeral
    assert said(none) == ("## Friday Pot: my tickets\nYou hold no tickets of this pot\n1,000 credits in your wallet")
    assert pressable(card(none)) == set(), "who is in it is shown to those who are, and to officers"
    assert "Nobody is in it." in said(await world.officer.click(await _mine(world, panel), label="Everybody"))
    await buy(world.raider, card(panel), "5")
    alone = await world.raider.click(card(panel), label="My tickets")
    assert "Nobody else is in it yet. If it stays so until it locks, you get everything back." in said(alone)
    await buy(world.leader, card(panel), "3")
    mine = await world.raider.click(card(panel), label="My tickets")
    assert said(mine) == (
        "## Friday Pot: my tickets\nYou hold 5 tickets for 250 credits · up to 8 each\n"
        "5 of 8 tickets: 63 % as it stands\n750 credits in your wallet"
    )
    assert pressable(card(mine)) == {"Everybody", "Leave"}
    everybody = await world.raider.click(card(mine), label="Everybody")
    assert everybody.ephemeral
    assert said(everybody) == (
        "## Friday Pot: everybody\n2 players · 8 tickets\n"
        f"`1` <@{world.raider.id}> · 5 tickets · 63 %\n`2` <@{world.leader.id}> · 3 tickets · 38 %\n"
        "-# In the order of entering."
    )


async def test_everybody_turns_pages(world: World) -> None:
    panel = await with_credits(world, **{"max-tickets": 100})
    people = [world.person(f"Player {number}") for number in range(21)]
    await give(world, 50, *people)
    for person in people:
        await buy_behind(world, 1, person.id, 1)
    page = await world.officer.click(await _mine(world, panel), label="Everybody")
    assert "21 players · 21 tickets · Page 1 of 2" in said(page)
    assert "`20` " in said(page)
    assert "`21` " not in said(page)
    await world.officer.click(card(page), custom_id=buttons(card(page))["▶️"])
    assert "Page 2 of 2" in said(page)
    assert f"`21` <@{people[-1].id}> · 1 ticket · 5 %" in said(page)
    assert set(buttons(card(page))) == {"◀️"}


async def _mine(world: World, panel: InteractionResult) -> ResponseMessage:
    return card(await world.officer.click(card(panel), label="My tickets"))


def with_id(seen: dict[str, Any], label: str, custom_id: str) -> dict[str, Any]:
    """A screen on which a button carries an id that we never gave it."""
    forged = copy.deepcopy(seen)
    (button,) = [part for part in walk_components(forged["components"]) if part.get("label") == label]
    button["custom_id"] = custom_id
    return forged


async def test_the_buttons_of_a_locked_pot_refuse_what_an_old_screen_still_shows(world: World) -> None:
    panel = await with_credits(world)
    seen = screen(world.raider, card(panel))
    await buy(world.raider, card(panel), "1")
    await buy(world.leader, card(panel), "1")
    await world.officer.slash(world.general, "pot lock", pot=NAME)
    for label in ("1", "3", "5", "Leave"):
        assert said(await press_on(world.raider, seen, label)).startswith("**Friday Pot** is locked"), label
    form = await press_on(world.raider, seen, "Other…")
    assert said(await type_in(world.raider, form, "2")).startswith("**Friday Pot** is locked")


async def test_a_form_opened_before_a_restart_is_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = await with_credits(world)
    form = await world.raider.click(card(panel), label="Other…")
    monkeypatch.setattr("cogs.ui.press._BOOT", "another")
    await world.restart()
    answer = await type_in(world.raider, form, "3")
    assert said(answer) == "This form was opened before the bot restarted. Open it again; nothing was saved."


async def test_how_it_is_drawn_comes_with_the_rules_to_the_letter(world: World) -> None:
    panel = await with_credits(world)
    how = await world.raider.click(card(panel), label="How it is drawn")
    assert how.ephemeral
    text = said(how)
    assert [line[:2] for line in text.splitlines() if re.match(r"\d\.", line)] == [f"{one}." for one in range(1, 7)]
    assert "Its owner gets every credit in the pot in the same moment." in text
    assert f"-# {CREDITS}" in text
    for contests_only in ("contest", "leader presses", "evidence", "honest play", "steps up"):
        assert contests_only not in text
    (rules,) = card(how).attachments
    told = (await rules.read()).decode()
    assert told.startswith("Friday Pot\nA ticket costs 50 credits. There are 20 tickets")
    assert "No winner can be passed over" in told


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    in_spanish(monkeypatch)
    panel = await with_credits(world)
    assert said(panel).startswith("## 🪙 Friday Pot\nAbierto · se cierra <t:1767232800:R>")
    assert "Boleto 50 · hasta 8 por persona · aún no hay nadie" in said(panel)
    prompt = await world.raider.click(card(panel), label="3")
    assert "**3 boletos** por **150 créditos**\nTendrás 3 de 8, y 850 créditos en tu cartera." in said(prompt)
    await world.raider.click(card(prompt), label="Comprar")
    assert said(prompt).endswith(
        "3 boletos en **Friday Pot** por 150 créditos. Tienes 3 de 8; 850 créditos en tu cartera."
    )
    mine = await world.raider.click(card(panel), label="Mis boletos")
    assert "Tienes 3 boletos por 150 créditos · hasta 8 por persona" in said(mine)
    leave = await world.raider.click(card(panel), label="Salir")
    assert "¿Salir y devolver 3 boletos? Recuperas 150 créditos al momento." in said(leave)
    (commitment,) = posted(world, "Sorteo 1: Friday Pot")
    assert "> Un boleto cuesta 50 créditos. Hay 20 boletos, y una persona tiene como mucho 8 boletos." in said(
        commitment
    )


async def test_locked_by_an_officer_with_two_people(world: World) -> None:
    panel = await locked_by_officer(world)
    await settle(world, 1)
    assert said(panel).startswith("## 🪙 Friday Pot\n🔒 Locked <t:")
    mine = await world.raider.click(card(panel), label="My tickets")
    assert "3 of 4 tickets: 75 %\n" in said(mine)
    assert pressable(card(mine)) == {"Everybody"}
    stranger = await world.boss.click(card(panel), label="Everybody")
    assert said(stranger).startswith("## Friday Pot: everybody\n2 players · 4 tickets")
