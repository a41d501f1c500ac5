"""Pots in lists: the lobby with its filters, pinned and alive, one's own pots, and the history with transcripts."""

import re

import discord
import pytest

from domain.pot_settings import PotState
from tests.bot.acting import at_once, buttons, card, in_spanish, me, options, said, select_id
from tests.bot.conftest import World
from tests.bot.potting import (
    NAME,
    buy,
    buy_behind,
    give,
    grant,
    newest,
    open_behind,
    opened,
    pressable,
    settle,
    with_credits,
    won,
)

OPENS = "pot:v1:open"
TELLS = "pot:v1:transcript"


async def three(world: World) -> None:
    """Pots of 1,000, 2,000 and 100 credits; the second is paused, the raider is in the third."""
    await give(world, 1000, world.raider)
    await open_behind(world, "Small", cost=10, max_tickets=100)
    await open_behind(world, "Large", cost=20, max_tickets=100)
    tiny = await open_behind(world, "Tiny", cost=1, max_tickets=100)
    await world.officer.slash(world.general, "pot pause", pot="Large", reason="A moment")
    await buy_behind(world, tiny.id, world.raider.id, 40)


# The lobby


async def test_the_lobby_shows_what_is_going_on_and_what_one_holds(world: World) -> None:
    await three(world)
    lobby = await world.raider.slash(world.general, "pot lobby")
    assert lobby.ephemeral
    assert said(lobby) == (
        "## 🪙 Pots\n3 pots\n"
        "**Tiny** · open, locks <t:1767232800:R>\n"
        "-# ▰▰▰▰▱▱▱▱▱▱ 40 % · 40 of 100 credits · ticket 1 · 1 player · you hold 40\n"
        "**Large** · paused, locks <t:1767232800:R>\n-# ▱▱▱▱▱▱▱▱▱▱ 0 % · 0 of 2,000 credits · ticket 20\n"
        "**Small** · open, locks <t:1767232800:R>\n-# ▱▱▱▱▱▱▱▱▱▱ 0 % · 0 of 1,000 credits · ticket 10\n"
        "-# Credits cannot be bought, cashed out or passed on."
    )
    assert "you hold" not in said(await world.leader.slash(world.general, "pot lobby"))


@pytest.mark.parametrize(
    ("filters", "found", "told"),
    [
        ({"min-value": 1000}, {"Large", "Small"}, "2 pots · from 1,000 credits"),
        ({"max-value": 1000}, {"Small", "Tiny"}, "2 pots · up to 1,000 credits"),
        ({"min-value": 1000, "max-value": 1000}, {"Small"}, "1 pot · from 1,000 credits · up to 1,000 credits"),
        ({"status": "open"}, {"Large", "Small", "Tiny"}, "3 pots · open"),
        ({"status": "settled"}, set[str](), "won"),
        ({"min-value": 5000, "max-value": 10}, set[str](), "from 5,000 credits · up to 10 credits"),
        ({"min-value": -5}, {"Large", "Small", "Tiny"}, "3 pots · from -5 credits"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
async def test_filters(world: World, filters: dict[str, object], found: set[str], told: str) -> None:
    await three(world)
    lobby = await world.raider.slash(world.general, "pot lobby", **filters)
    assert said(lobby).splitlines()[1] == told
    assert set(re.findall(r"^\*\*(\w+)\*\* ·", said(lobby), re.MULTILINE)) == found
    if not found:
        assert "No pot fits that now. `/pot lobby` without options shows all that are not over." in said(lobby)


async def test_a_pot_of_the_lobby_opens_privately_with_everything_to_join(world: World) -> None:
    panel = await with_credits(world)
    lobby = await world.raider.slash(world.general, "pot lobby")
    assert options(card(lobby), OPENS) == {NAME: "1"}
    shown = await world.raider.select(card(lobby), ["1"], custom_id=select_id(card(lobby), OPENS))
    assert shown.ephemeral
    assert said(shown) == said(panel)
    assert f"/{world.general.id}/{card(panel).id}" in str(card(shown).components)
    assert f"[card](https://discord.com/channels/{world.guild.id}/{world.general.id}/{card(panel).id})" in said(lobby)
    await buy(world.raider, card(shown), "3")
    assert (await newest(world)).sold == 3


async def test_a_long_lobby_turns_its_pages_with_its_filters_after_a_restart(world: World) -> None:
    for number in range(10):
        await open_behind(world, f"Pot {number}", cost=number + 1)
    lobby = await world.raider.slash(world.general, "pot lobby", status="open", **{"min-value": 200})
    assert said(lobby).splitlines()[1] == "9 pots · Page 1 of 2 · open · from 200 credits"
    assert list(buttons(card(lobby))) == ["▶️"]
    await world.restart()
    await world.raider.click(card(lobby), custom_id=buttons(card(lobby))["▶️"])
    assert said(lobby).splitlines()[1] == "9 pots · Page 2 of 2 · open · from 200 credits"
    assert options(card(lobby), OPENS) == {"Pot 1": "2"}
    await world.raider.click(card(lobby), custom_id=buttons(card(lobby))["◀️"])
    assert len(options(card(lobby), OPENS)) == 8


async def test_officers_pin_a_lobby_that_lives(world: World) -> None:
    refused = await world.raider.slash(world.general, "pot lobby", pin=True)
    assert said(refused).startswith("Only officers can do that.")
    pinned = await world.officer.slash(world.general, "pot lobby", pin=True, **{"min-value": 500})
    assert not pinned.ephemeral
    assert said(pinned) == (
        "## 🪙 Pots\nfrom 500 credits\n"
        "No pot fits that now. `/pot lobby` without options shows all that are not over.\n"
        "-# This list is kept up to date.\n-# Credits cannot be bought, cashed out or passed on."
    )
    panel = await with_credits(world)
    await open_behind(world, "Tiny", cost=1)
    await settle(world, 1)
    assert "1 pot · from 500 credits\n**Friday Pot** · open" in said(pinned)
    assert "Tiny" not in said(pinned)
    await world.restart()
    await buy(world.raider, card(panel), "5")
    await settle(world, 2)
    assert "▰▰▱▱▱▱▱▱▱▱ 25 % · 250 of 1,000 credits · ticket 50 · 1 player" in said(pinned)
    assert "you hold" not in said(pinned), "it says the same to everybody"
    mine = await world.raider.click(card(pinned), label="My pots")
    assert mine.ephemeral
    assert "**Friday Pot** · open" in said(mine)
    pick = select_id(card(pinned), OPENS)
    assert (await world.leader.select(card(pinned), ["1"], custom_id=pick)).ephemeral
    await world.officer.slash(world.general, "pot cancel", pot=NAME, reason="Done")
    await settle(world, 2)
    assert "No pot fits that now." in said(pinned)


async def test_a_long_pinned_lobby_is_looked_through_privately(world: World) -> None:
    for number in range(10):
        await open_behind(world, f"Pot {number}")
    pinned = await world.officer.slash(world.general, "pot lobby", pin=True, status="open")
    assert "10 pots · Page 1 of 2 · open" in said(pinned)
    assert pressable(card(pinned)) == {"My pots", "Look through"}
    browsed = await world.raider.click(card(pinned), label="Look through")
    assert browsed.ephemeral
    await world.raider.click(card(browsed), custom_id=buttons(card(browsed))["▶️"])
    assert "Page 2 of 2" in said(browsed)
    assert "Page 1 of 2" in said(pinned)


async def test_nothing_is_pinned_where_it_could_not_be_kept_up_to_date(world: World) -> None:
    deny = discord.PermissionOverwrite(view_channel=False)
    secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
    refused = await world.officer.slash(secret, "pot lobby", pin=True)
    assert refused.ephemeral
    assert said(refused).startswith("I cannot see this channel, so I could not keep the list up to date here.")


# One pot shown again


async def test_a_shown_panel_lives_like_the_first(world: World) -> None:
    panel = await with_credits(world)
    shown = await world.raider.slash(world.news, "pot show", pot=NAME)
    assert not shown.ephemeral
    assert said(shown) == said(panel)
    deny = discord.PermissionOverwrite(view_channel=False)
    secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
    assert (await world.raider.slash(secret, "pot show", pot=NAME)).ephemeral
    await world.restart()
    await buy(world.raider, card(shown), "5")
    await settle(world, 1)
    assert "1 player" in said(panel)
    assert said(shown) == said(panel)


async def test_pots_are_completed_by_name_and_state(world: World) -> None:
    await won(world)
    await open_behind(world, "Next Friday")
    for typed, names in (("fri", ["Next Friday · open", "Friday Pot · won"]), ("POT", ["Friday Pot · won"]), ("z", [])):
        choices = await world.raider.autocomplete(world.general, "pot show", "pot", typed)
        assert [choice["name"] for choice in choices] == [*names], typed
    choices = await world.raider.autocomplete(world.general, "pot join", "pot", "")
    assert [choice["name"] for choice in choices] == ["Next Friday · open"]
    for number in range(30):
        await open_behind(world, f"{'W' * 70} {number}")
    choices = await world.raider.autocomplete(world.general, "pot show", "pot", "")
    assert len(choices) == 25
    assert max(len(choice["name"]) for choice in choices) <= 100


async def test_pots_of_one_name_are_told_apart_by_when_they_opened(world: World) -> None:
    name = "W" * 80
    await open_behind(world, name)
    await world.env.advance_time(120)
    await open_behind(world, name)
    choices = await world.officer.autocomplete(world.general, "pot cancel", "pot", "")
    first, second = (choice["name"] for choice in choices)
    assert first.removesuffix("02 UTC") == second.removesuffix("00 UTC")
    assert first.startswith("W" * 69 + "… · open · 2026-01-01 ")
    assert len(first) == 100


# One's own


async def test_my_pots_with_tickets_and_chances(world: World) -> None:
    none = await world.raider.slash(world.general, "pot mine")
    assert said(none) == "## 🪙 My pots\nYou are in no pot right now. `/pot lobby` shows those that are open."
    await three(world)
    await give(world, 1000, world.leader)
    await buy_behind(world, 3, world.leader.id, 20)
    await buy_behind(world, 1, world.raider.id, 1)
    mine = await world.raider.slash(world.general, "pot mine")
    assert mine.ephemeral
    assert said(mine) == (
        "## 🪙 My pots\n2 pots\n"
        "**Small** · open, locks <t:1767232800:R>\n"
        "-# Nobody else is in it yet. If it stays so until it locks, you get everything back.\n"
        "**Tiny** · open, locks <t:1767232800:R>\n-# 40 of 60 tickets: 67 % as it stands"
    )
    opened_ = await world.raider.select(card(mine), ["3"], custom_id=select_id(card(mine), OPENS))
    assert said(opened_).startswith("## 🪙 Tiny\nOpen")


async def test_many_pots_of_one_person_turn_their_pages(world: World) -> None:
    await give(world, 1000, world.raider)
    await world.leader.slash(world.general, "settings set", name="pot.joins_per_minute", value="100")
    for number in range(9):
        pot = await open_behind(world, f"Pot {number}")
        await buy_behind(world, pot.id, world.raider.id, 1)
    mine = await world.raider.slash(world.general, "pot mine")
    assert said(mine).splitlines()[1] == "9 pots · Page 1 of 2"
    await world.raider.click(card(mine), custom_id=buttons(card(mine))["▶️"])
    assert said(mine).splitlines()[1:3] == ["9 pots · Page 2 of 2", "**Pot 8** · open, locks <t:1767232800:R>"]


# The history


async def test_the_history_tells_who_won_and_opens_the_transcript(world: World) -> None:
    empty = await world.raider.slash(world.general, "pot history")
    assert said(empty) == "## 🪙 Pots that are over\nNo pot is over yet."
    panel = await won(world)
    winner = (await world.bot.hall.pots.views.show(world.guild.id, 1)).winner
    await opened(world, name="Oops")
    await world.officer.slash(world.general, "pot cancel", pot="Oops", reason="Wrong price")
    history = await world.raider.slash(world.general, "pot history")
    assert history.ephemeral
    lines = said(history).splitlines()
    assert lines[:2] == ["## 🪙 Pots that are over", "2 pots"]
    assert lines[2].startswith("**Oops** · cancelled <t:")
    assert lines[3].startswith("-# Wrong price · [card](")
    assert lines[4].startswith(f"**Friday Pot** · <@{winner}> won 1,000 credits · <t:")
    assert lines[5].startswith("-# 20 tickets at 50 credits · 3 players · [card](")
    told = await world.raider.select(card(history), ["1"], custom_id=select_id(card(history), TELLS))
    assert told.ephemeral
    link = rf"\(https://discord\.com/channels/{world.guild.id}/{world.general.id}/\d+\) `[0-9a-f]{{8}}…[0-9a-f]{{8}}`"
    assert re.fullmatch(
        rf"## 🪙 Friday Pot\nWon by <@{winner}> · <t:\d+:R> \(<t:\d+:f>\)\n"
        rf"\*\*1 · Opened\*\* <t:\d+:f>\n\[Commitment\]{link}\n"
        rf"\*\*2 · Locked\*\* <t:\d+:f>\n20 tickets at 50 credits · 3 players\n\[Lock\]{link}\n"
        rf"\*\*3 · Called\*\* <t:\d+:f>\n\[Call\]{link} · Round [0-9,]+\n"
        rf"\*\*4 · Won\*\* by <@{winner}> <t:\d+:f>\n"
        rf"\*\*1,000 credits\*\* with ticket \d+ of 20\nResult `[0-9a-f]{{64}}`\n"
        r"-# commitment [0-9a-f]{4}…[0-9a-f]{4} · test beacon: whoever has its key can foresee the winner",
        said(told),
    ), said(told)
    assert pressable(card(told)) == {"Everybody", "How it is drawn", "Verify", "Proof file"}
    assert f"/{world.general.id}/{card(panel).id}" in str(card(told).components)
    cancelled = await world.raider.select(card(history), ["2"], custom_id=select_id(card(history), TELLS))
    assert "\n**Cancelled** <t:" in said(cancelled)
    assert "**2 · Locked**" not in said(cancelled)
    assert pressable(card(cancelled)) == {"How it is drawn"}


async def test_a_long_history_turns_its_pages(world: World) -> None:
    for number in range(9):
        pot = await open_behind(world, f"Pot {number}")
        await world.officer.slash(world.general, "pot cancel", pot=str(pot.id), reason="Practice")
    history = await world.raider.slash(world.general, "pot history")
    assert said(history).splitlines()[1] == "9 pots · Page 1 of 2"
    await world.restart()
    await world.raider.click(card(history), custom_id=buttons(card(history))["▶️"])
    assert "**Pot 0** · cancelled <t:" in said(history)
    lobby = await world.raider.slash(world.general, "pot lobby", status="cancelled")
    assert "9 pots · Page 1 of 2 · cancelled" in said(lobby)


# Many people


async def test_a_thousand_people_fit_into_the_panel_and_into_the_list_of_everybody(world: World) -> None:
    panel = await opened(world, name="**_`~|" * 13, cost=1, **{"max-tickets": 1_000_000, "max-per-user": 999_999})
    users = range(2**52, 2**52 + 1000)
    await grant(world, 5, users)
    bought = await at_once(*(buy_behind(world, 1, user, 5) for user in users))
    assert not [one for one in bought if isinstance(one, BaseException)]
    await settle(world, 2)
    assert "Ticket 1 · up to 999,999 each · 1,000 players\n" in said(panel)
    assert "· and 997 more\n" in said(panel)
    assert "<@" in said(panel)
    everybody = await world.officer.click(
        card(await world.officer.click(card(panel), label="My tickets")), label="Everybody"
    )
    assert "1,000 players · 5,000 tickets · Page 1 of 50" in said(everybody)
    assert "· 5 tickets · less than 1 %" in said(everybody)
    await world.officer.slash(world.general, "pot lock", pot="1")
    await settle(world, 1)
    await world.env.advance_time(30)
    await settle(world)
    assert "**5,000 credits** with ticket " in said(panel)
    assert (await newest(world)).state is PotState.SETTLED


async def test_the_lists_speak_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await three(world)
    in_spanish(monkeypatch)
    lobby = said(await world.raider.slash(world.general, "pot lobby"))
    assert lobby.startswith("## 🪙 Botes\n3 botes\n**Tiny** · abierto, se cierra <t:")
    assert "40 de 100 créditos · boleto 1 · 1 jugador · tienes 40" in lobby
    mine = said(await world.raider.slash(world.general, "pot mine"))
    assert "Aún no hay nadie más. Si sigue así hasta el cierre, lo recuperas todo." in mine
    await world.officer.slash(world.general, "pot cancel", pot="Tiny", reason="Prueba")
    history = said(await world.raider.slash(world.general, "pot history"))
    assert history.startswith("## 🪙 Botes terminados\n1 bote\n**Tiny** · cancelado el <t:")
