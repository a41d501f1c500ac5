"""What officers do to a pot: pausing, resuming, cancelling, locking, and what they decide about flags."""

from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from domain.pot_settings import PotState
from tests.bot.acting import at_once, buttons, card, in_spanish, press_on, said, screen
from tests.bot.conftest import World
from tests.bot.potting import (
    NAME,
    adds_up,
    balance,
    buy,
    buy_behind,
    give,
    headings,
    newest,
    opened,
    posted,
    pressable,
    settle,
    type_in,
    with_credits,
)

WHY = "We look into something odd."
OFFICERS = "Only officers can do that."
JOINS = {"1", "3", "5", "Other…"}


async def act(world: World, command: str, who: MemberActor | None = None, /, **more: Any) -> InteractionResult:
    """An officer, or somebody else, uses a command on the pot."""
    return await (who or world.officer).slash(world.general, f"pot {command}", pot=NAME, **more)


async def test_a_paused_pot_takes_no_entries_and_says_why(world: World) -> None:
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    prompt = await world.leader.click(card(panel), label="1")
    seen = screen(world.leader, card(panel))
    paused = await act(world, "pause", reason=WHY)
    assert paused.ephemeral
    assert said(paused) == (
        "**Friday Pot** takes no entries now, and its card says why. "
        "It still locks <t:1767232800:R> (<t:1767232800:f>); `/pot resume` lets it go on."
    )
    await settle(world, 1)
    assert said(panel).startswith(f"## 🪙 Friday Pot\nPaused: {WHY}\n")
    assert "It still locks <t:1767232800:R> (<t:1767232800:f>).\n" in said(panel)
    assert pressable(card(panel)) == {"My tickets", "Leave", "How it is drawn"}
    refusal = (
        f"**Friday Pot** takes no entries for now (“{WHY}”). Try again when it goes on; what you hold stays yours."
    )
    assert said(await press_on(world.leader, seen, "3")) == refusal
    await world.leader.click(card(prompt), label="Buy")
    assert said(prompt) == f"## Nothing was bought\n{refusal}"
    twice = await act(world, "pause", reason="Again")
    assert said(twice).startswith("**Friday Pot** is already paused; nothing changed.")
    leave = await world.raider.click(card(panel), label="Leave")
    await world.raider.click(card(leave), label="Leave")
    assert await balance(world, world.raider) == 1000, "nobody is held in a paused pot"
    assert [choice["name"] for choice in await world.officer.autocomplete(world.general, "pot resume", "pot", "")] == [
        "Friday Pot · paused"
    ]
    await world.restart()
    resumed = await act(world, "resume")
    assert said(resumed) == "**Friday Pot** takes entries again. It locks <t:1767232800:R> (<t:1767232800:f>)."
    await settle(world, 1)
    assert said(panel).startswith("## 🪙 Friday Pot\nOpen · locks")
    assert pressable(card(panel)) >= JOINS
    assert said(await act(world, "resume")) == "**Friday Pot** is not paused; nothing changed."
    log = said(await world.raider.slash(world.general, "audit list", kind="pot"))
    assert f"**paused a pot**\n-# pot 1 · “{WHY}”" in log
    assert "**resumed a pot**\n-# pot 1" in log


async def test_cancelling_refunds_everybody_and_tells_everybody_why(world: World) -> None:
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    await buy(world.leader, card(panel), "5")
    done = await act(world, "cancel", reason="Wrong *price*.")
    assert said(done) == ("**Friday Pot** is cancelled, and everybody is told why. 400 credits went back to 2 people.")
    await settle(world, 1)
    assert "Cancelled <t:1767225" in said(panel)
    assert ": Wrong \\*price\\*.\n400 credits went back to 2 people.\n" in said(panel)
    assert pressable(card(panel)) == {"How it is drawn"}
    news = said(world.news.history()[-1])
    assert news.startswith("## 🪙 Friday Pot is cancelled\nCancelled <t:")
    assert "400 credits went back to 2 people." in news
    assert await balance(world, world.raider) == await balance(world, world.leader) == 1000
    for command, more in (("cancel", {"reason": "x"}), ("lock", {}), ("pause", {"reason": "x"}), ("resume", {})):
        assert said(await act(world, command, **more)).startswith("**Friday Pot** was cancelled"), command
    listed = said(await world.raider.slash(world.general, "verify"))
    assert "cancelled <t:" in listed
    log = said(await world.raider.slash(world.general, "audit list", kind="pot.cancelled"))
    assert "**ended a pot without a winner**\n-# 400 credits · 2 people · pot 1 · cancelled" in log
    log = said(await world.raider.slash(world.general, "audit list", kind="draw.cancelled"))
    assert "-# draw 1 · with its pot" in log
    await adds_up(world)


async def test_an_empty_pot_is_cancelled_without_refunds(world: World) -> None:
    panel = await opened(world)
    assert said(await act(world, "cancel", reason="No.")).endswith("everybody is told why. Nobody was in it.")
    await settle(world, 1)
    assert "went back" not in said(panel)


async def test_locking_an_empty_pot_or_one_of_one_person_ends_it(world: World) -> None:
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "1")
    assert said(await act(world, "lock")) == (
        "Only one person was in **Friday Pot**, so it is cancelled, and they have their credits back."
    )
    assert await balance(world, world.raider) == 1000
    await opened(world)
    assert said(await act(world, "lock")) == (
        "Nobody was in **Friday Pot**, so it is cancelled, and everybody is told."
    )


async def test_locking_says_what_follows_and_is_final(world: World) -> None:
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "1")
    await buy(world.leader, card(panel), "1")
    locked = await act(world, "lock")
    assert locked.ephemeral
    assert said(locked) == "**Friday Pot** is locked. Its entry list is being posted, and the draw follows by itself."
    assert len(posted(world, "the entries are locked")) == len(posted(world, "the secret is out")) == 1
    for command, more in (("lock", {}), ("cancel", {"reason": "I dislike it"}), ("pause", {"reason": "x"})):
        refused = await act(world, command, **more)
        assert said(refused).startswith("**Friday Pot** is locked: nobody can join or leave any more"), command
    assert await world.officer.autocomplete(world.general, "pot cancel", "pot", "") == []


async def test_two_officers_and_a_buyer_at_the_same_instant(world: World) -> None:
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    await buy(world.leader, card(panel), "1")
    prompt = await world.officer.click(card(panel), label="5")
    await at_once(
        act(world, "lock"),
        act(world, "cancel", world.boss, reason="at once"),
        world.officer.click(card(prompt), label="Buy"),
    )
    await settle(world, 1)
    await world.env.advance_time(30)
    await settle(world)
    assert (await newest(world)).over
    held = [await balance(world, one) for one in (world.raider, world.leader, world.officer)]
    assert sum(held) == 3000
    await adds_up(world)


@pytest.mark.parametrize(
    ("command", "more"),
    [("lock", {}), ("pause", {"reason": WHY}), ("resume", {}), ("cancel", {"reason": WHY})],
    ids=["lock", "pause", "resume", "cancel"],
)
async def test_members_do_none_of_it(world: World, command: str, more: dict[str, str]) -> None:
    await with_credits(world)
    assert said(await act(world, command, world.raider, **more)).startswith(OFFICERS)
    other = world.env.create_guild("Other Guild")
    there = other.create_text_channel("general")
    boss = other.add_member(world.env.create_user("founder"), roles=[])
    stranger = await boss.slash(there, f"pot {command}", pot="1", **more)
    assert said(stranger).startswith((OFFICERS, "There is no such pot here."))
    assert (await newest(world)).state is PotState.OPEN


@pytest.mark.parametrize("reason", ["", " \u200b", "x" * 301])
async def test_a_reason_is_plain_and_short(world: World, reason: str) -> None:
    await with_credits(world)
    for command in ("pause", "cancel"):
        refused = await act(world, command, reason=reason or "\u2060")
        assert said(refused).startswith("The reason takes 1 to 300 characters."), command
    assert (await newest(world)).paused is None


# Flags


async def flagged(world: World) -> tuple[ChannelHandle, InteractionResult]:
    """A pot into which two fresh accounts came: the officers' channel, and the pot's panel."""
    officers = world.guild.create_text_channel("officers")
    for name, value in (
        ("guild.officers_channel", officers.mention), ("pot.flags_alert", "2"), ("pot.young_account_days", "3000"),
    ):  # fmt: skip
        await world.leader.slash(world.general, "settings set", name=name, value=value)
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    await buy(world.leader, card(panel), "1")
    await settle(world, 1)
    return officers, panel


async def test_officers_are_told_and_see_each_flag_in_plain_words(world: World) -> None:
    officers, _ = await flagged(world)
    (told,) = officers.history()
    assert said(told).startswith("## ❗ Friday Pot: entries to look at\nLocks when full, <t:")
    assert "A flag by itself stops nobody" in said(told)
    assert not [line for line in headings(world) if "entries to look at" in line]
    page = await world.officer.click(told, label="Look at the flags")
    assert page.ephemeral
    assert said(page) == said(await world.officer.slash(world.general, "pot flags"))
    lines = said(page).splitlines()
    assert lines[:2] == ["## 🪙 Flags", "2 flags wait for a decision"]
    young = "account made less than a day before joining"
    assert lines[2] == f"`1` <@{world.leader.id}> · {young}"
    assert lines[3].startswith("-# Friday Pot (open) · 1 ticket · <t:")
    assert lines[4] == f"`2` <@{world.raider.id}> · {young}"
    assert pressable(card(page)) == {"Clear 1", "Hold entry 1…", "Clear 2", "Hold entry 2…"}
    refused = await world.raider.slash(world.general, "pot flags")
    assert said(refused).startswith(OFFICERS)
    seen = await world.raider.slash(world.general, "audit list")
    assert "flagged an entry" not in said(seen), "members see only a hash"
    assert "**flagged an entry**" in said(await world.officer.slash(world.general, "audit list"))
    await settle(world, 2)
    assert len(officers.history()) == 1


async def test_a_cleared_flag_is_decided_for_good(world: World) -> None:
    await flagged(world)
    page = await world.officer.slash(world.general, "pot flags")
    seen = screen(world.officer, card(page))
    await world.officer.click(card(page), label="Clear 2")
    assert "1 flag waits for a decision" in said(page)
    assert f"`2` <@{world.raider.id}> · account made" in said(page)
    assert " · ✅ cleared <t:" in said(page)
    assert pressable(card(page)) == {"Clear 1", "Hold entry 1…"}
    twice = await press_on(world.officer, seen, "Clear 2")
    assert said(twice).endswith("An officer already decided about this flag; nothing changed. `/pot flags` shows what.")
    assert await balance(world, world.raider) == 850
    await world.officer.click(card(page), label="Clear 1")
    assert "Nothing waits for a decision" in said(page)
    log = said(await world.officer.slash(world.general, "audit list", kind="pot.flag_cleared"))
    assert "**cleared a flag**\n-# young account · " in log


async def test_a_held_entry_is_given_back_and_cannot_return(world: World) -> None:
    _, panel = await flagged(world)
    page = await world.officer.slash(world.general, "pot flags")
    seen = screen(world.officer, card(page))
    form = await world.officer.click(card(page), label="Hold entry 2…")
    assert form.modal is not None
    assert form.modal["title"] == "Hold an entry"
    done = await type_in(world.officer, form, "Second account of *Tom*")
    assert said(done).endswith(
        f"The entry of <@{world.raider.id}> in **Friday Pot** is given back. They cannot join that pot again."
    )
    assert "entry given back <t:" in said(page)
    assert ": Second account of \\*Tom\\*" in said(page)
    assert await balance(world, world.raider) == 1000
    await settle(world, 1)
    assert "1 player" in said(panel)
    back = await world.raider.click(card(panel), label="1")
    assert said(back) == (
        "Officers gave your entry in **Friday Pot** back (“Second account of \\*Tom\\*”), so you cannot join it again. "
        "Ask an officer if that is a mistake."
    )
    again = await press_on(world.officer, seen, "Hold entry 2…")
    refused = await type_in(world.officer, again, "Once more")
    assert said(refused).endswith(
        "An officer already decided about this flag; nothing changed. `/pot flags` shows what."
    )
    log = said(await world.officer.slash(world.general, "audit list", kind="pot.flag_held"))
    assert "**gave a flagged entry back**\n-# 150 credits · young account · " in log
    assert " · pot 1 · 3 tickets · “Second account of \\*Tom\\*”" in log
    await adds_up(world)


async def test_after_the_lock_nothing_is_given_back(world: World) -> None:
    officers, _ = await flagged(world)
    page = await world.officer.slash(world.general, "pot flags")
    seen = screen(world.officer, card(page))
    await act(world, "lock")
    late = await type_in(world.officer, await press_on(world.officer, seen, "Hold entry 1…"), "Too late")
    assert said(late).startswith("**Friday Pot** is locked")
    fresh = await world.officer.slash(world.general, "pot flags")
    assert "Nothing waits for a decision" in said(fresh)
    assert pressable(card(fresh)) == {"Clear 1", "Clear 2"}, "what is cleared stands for later pots"
    assert "(being drawn)" in said(fresh)
    await world.officer.click(card(fresh), label="Clear 1")
    assert "✅ cleared" in said(fresh)
    assert await balance(world, world.leader) == 950
    assert len(officers.history()) == 1


async def test_an_officer_who_lost_the_role_decides_nothing_more(world: World) -> None:
    await flagged(world)
    page = await world.officer.slash(world.general, "pot flags")
    form = await world.officer.click(card(page), label="Hold entry 1…")
    await world.leader.slash(world.general, "settings set", name="guild.officer_roles", value="none")
    assert said(await type_in(world.officer, form, "Hm")).startswith(OFFICERS)
    assert said(await world.officer.click(card(page), label="Clear 1")).startswith(OFFICERS)


async def test_many_flags_turn_their_pages_after_a_restart(world: World) -> None:
    await flagged(world)
    people = [world.person(f"Player {number}") for number in range(5)]
    await give(world, 50, *people)
    for person in people:
        await buy_behind(world, 1, person.id, 1)
    await settle(world, 1)
    page = await world.officer.slash(world.general, "pot flags")
    assert "Page 1 of " in said(page)
    await world.restart()
    await world.officer.click(card(page), custom_id=buttons(card(page))["▶️"])
    assert "Page 2 of " in said(page)
    assert "`6` <@" in said(page)
    await world.officer.click(card(page), label="Clear 6")
    assert "Page 2 of " in said(page), "a decision stays on its page"


async def test_without_flags_the_page_says_so(world: World) -> None:
    assert said(await world.officer.slash(world.general, "pot flags")) == (
        "## 🪙 Flags\nNothing unusual was noticed in any pot."
    )


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    officers, _ = await flagged(world)
    in_spanish(monkeypatch)
    page = await world.officer.slash(world.general, "pot flags")
    assert "2 señales esperan una decisión" in said(page)
    assert "cuenta creada menos de un día antes de entrar" in said(page)
    form = await world.officer.click(card(page), label="Devolver entrada 1…")
    done = await type_in(world.officer, form, "Cuenta doble")
    assert "No puede volver a entrar en ese bote." in said(done)
    paused = await act(world, "pause", reason="Un momento")
    assert said(paused).startswith("**Friday Pot** no admite entradas ahora, y su tarjeta dice por qué.")
    assert officers.history()
