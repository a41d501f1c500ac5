"""From the lock to the payout: what everybody sees of it, that a stranger can check it, and what comes next."""

import json
import re

import pytest
from simcord.results import InteractionResult, ResponseMessage

from domain.people import Actor
from domain.pot_settings import PotState
from fairness.verify import Outcome, verify
from tests.bot.acting import at_work, buttons, card, press_on, said, screen
from tests.bot.conftest import World
from tests.bot.potting import (
    HOUR,
    NAME,
    adds_up,
    balance,
    buy,
    buy_other,
    filled,
    headings,
    locked_by_officer,
    newest,
    posted,
    pressable,
    settle,
    type_in,
    with_credits,
    won,
)

WON = re.compile(r"Won by <@(\d+)> · <t:\d+:R> \(<t:\d+:f>\)\n\*\*1,000 credits\*\* with ticket (\d+) of 20\n")
LOOKS = {"My tickets", "Everybody", "How it is drawn"}


async def proof_of(message: ResponseMessage) -> bytes:
    """The proof that goes with a message."""
    (file,) = message.attachments
    return await file.read()


async def test_the_whole_path_from_the_opening_to_a_proof_that_a_stranger_checks(world: World) -> None:
    panel = await with_credits(world)
    for person, tickets in ((world.raider, 8), (world.leader, 8)):
        await buy_other(person, card(panel), tickets)
    await settle(world, 1)
    assert headings(world) == ["## 🪙 New pot: Friday Pot", "## 🪙 Friday Pot is filling up"]
    await buy_other(world.officer, card(panel), 4)
    await settle(world, 1)
    text = said(panel)
    assert text.startswith("## 🪙 Friday Pot\n🔒 Locked <t:")
    assert "▰▰▰▰▰▰▰▰▰▰ 100 %\u20031,000 of 1,000 credits\n20 tickets at 50 credits · 3 players\n" in text
    assert re.search(r"⏳ \*\*The secret is out\.\*\* Beacon round \*\*[0-9,]+\*\* will be published <t:\d+:R>\.", text)
    assert pressable(card(panel)) == LOOKS
    (entry_list,) = posted(world, "the entries are locked")
    assert "3 entries · 20 tickets · 3 people" in said(entry_list)
    (called,) = posted(world, "the secret is out")
    await world.env.advance_time(30)
    await settle(world)
    told = WON.search(said(panel))
    assert told is not None
    winner, ticket = int(told.group(1)), int(told.group(2))
    before = {world.raider.id: 600, world.leader.id: 600, world.officer.id: 800}
    people = {one.id: one for one in (world.raider, world.leader, world.officer)}
    for person in people.values():
        won_ = 1000 if person.id == winner else 0
        assert await balance(world, person) == before[person.id] + won_
    place = world.general.id
    for name, message in (
        ("Commitment", posted(world, "Draw 1: Friday Pot")[0]),
        ("Lock", entry_list),
        ("Call", called),
    ):
        url = f"https://discord.com/channels/{world.guild.id}/{place}/{message.id}"
        assert re.search(rf"\[{name}\]\({url}\) `[0-9a-f]{{8}}…[0-9a-f]{{8}}`", said(panel)), name
    assert re.search(r"Result `[0-9a-f]{64}`", said(panel))
    found = verify(await proof_of(card(panel)), world.bot.hall.draws.trust)
    assert found.outcome is Outcome.VERIFIED
    assert found.proof is not None
    assert found.proof.draw.kind == "pot"
    assert found.proof.draw.rules.startswith("Friday Pot\nA ticket costs 50 credits.")
    first, second, third = found.proof.entries
    assert [entry.who for entry in found.proof.entries] == [f"discord:{one}" for one in people]
    assert [(entry.first_ticket, entry.tickets) for entry in (first, second, third)] == [(0, 8), (8, 8), (16, 4)]
    assert found.proof.winners[0].pick.ticket == ticket
    assert [people[winner]] == [one for one, e in zip(people.values(), found.proof.entries, strict=True)
                                if e.first_ticket <= ticket < e.first_ticket + e.tickets]  # fmt: skip
    verdict = await world.raider.click(card(panel), label="Verify")
    assert said(verdict).startswith("## ✅ Verified\nFriday Pot · draw 1 · pot\n")
    assert headings(world)[-2:] == ["## 🪙 Friday Pot is locked", "## 🪙 Friday Pot: the winner"]
    news = said(world.news.history()[-1])
    assert news.startswith(f"## 🪙 Friday Pot: the winner\nWon by <@{winner}>")
    assert f"**1,000 credits** with ticket {ticket} of 20\n20 tickets at 50 credits · 3 players" in news
    mine = await people[winner].click(card(panel), label="My tickets")
    assert "You held " in said(mine)
    assert "contest" not in "\n".join(map(said, world.general.history())).lower()
    await adds_up(world)


async def test_everybody_finds_their_own_line_in_the_entry_list(world: World) -> None:
    await filled(world)
    (entry_list,) = posted(world, "the entries are locked")
    mine = await world.leader.click(entry_list, label="My lines")
    assert said(mine).splitlines()[:2] == ["Your lines in `entries-1.txt`:", "line 2 · tickets 8 to 15"]
    none = await world.boss.click(entry_list, label="My lines")
    assert said(none) == ("You have no line in the list of draw 1: you held no tickets when the pot was locked.")


async def test_a_pot_locks_itself_when_its_time_comes(world: World) -> None:
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    await buy(world.leader, card(panel), "1")
    await world.env.advance_time(2 * HOUR)
    late = await world.officer.click(card(panel), label="1")
    assert said(late).startswith("**Friday Pot** is locked"), "the clock decides, not the tick"
    await settle(world, 2)
    await world.env.advance_time(30)
    await settle(world)
    assert "**200 credits** with ticket " in said(panel)
    assert (await newest(world)).state is PotState.SETTLED


async def test_alone_or_empty_it_is_cancelled_and_refunded(world: World) -> None:
    panel = await with_credits(world)
    await buy(world.raider, card(panel), "3")
    await world.env.advance_time(2 * HOUR)
    await settle(world, 2)
    assert said(panel).startswith("## 🪙 Friday Pot\nCancelled <t:")
    assert ": only one person was in it\n150 credits went back to 1 person.\n" in said(panel)
    assert pressable(card(panel)) == {"How it is drawn"}
    assert await balance(world, world.raider) == 1000
    assert headings(world)[-1] == "## 🪙 Friday Pot is cancelled"
    again = await with_credits(world, name="Nobody's pot")
    await world.env.advance_time(2 * HOUR)
    await settle(world, 2)
    assert ": nobody was in it\n-# commitment" in said(again)
    assert "went back" not in said(again)
    await adds_up(world)


MOMENTS = ("opened", "joined", "asked", "locked", "called", "won")


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_restart_in_every_state_changes_nothing(world: World, moment: str) -> None:
    panel = await with_credits(world)
    seen = screen(world.raider, card(panel))
    if moment == "opened":
        await world.restart()
    await buy_other(world.raider, card(panel), 8)
    await buy_other(world.leader, card(panel), 8)
    if moment == "joined":
        await world.restart()
    prompt = await type_in(world.officer, await world.officer.click(card(panel), label="Other…"), "4")
    if moment == "asked":
        await world.restart()
    await world.officer.click(card(prompt), label="Buy")
    if moment == "locked":
        await world.restart()
    await settle(world, 1)
    if moment == "called":
        await world.restart()
    await world.env.advance_time(30)
    await settle(world)
    if moment == "won":
        await world.restart()
        await settle(world)
    assert WON.search(said(panel)), said(panel)
    assert len(posted(world, "the secret is out")) == len(posted(world, "the entries are locked")) == 1
    assert headings(world).count("## 🪙 Friday Pot: the winner") == 1
    assert said(await press_on(world.raider, seen, "3")).startswith("**Friday Pot** is already won.")
    everybody = await world.boss.click(card(panel), label="Everybody")
    assert f"`1` <@{world.raider.id}> · 8 tickets · 40 %" in said(everybody)
    assert verify(await proof_of(card(panel)), world.bot.hall.draws.trust).outcome is Outcome.VERIFIED
    await adds_up(world)


async def test_the_panel_is_edited_at_most_every_two_seconds(world: World) -> None:
    panel = await with_credits(world)
    await at_work(world, world.bot.hall.panels.repaint())

    def edits() -> int:
        paths = [sent.path for sent in world.env.http_requests if sent.method == "PATCH"]
        return sum(str(card(panel).id) in path for path in paths)

    before = edits()
    for person in (world.raider, world.leader, world.officer):
        await buy(person, card(panel), "1")
        await world.env.advance_time(0.6)
        await at_work(world, world.bot.hall.panels.repaint())
    assert edits() == before
    await world.env.advance_time(1)
    for _ in range(3):
        await at_work(world, world.bot.hall.panels.repaint())
    assert edits() == before + 1
    assert "3 players" in said(panel)


async def test_a_sealed_draw_says_whom_one_trusts(world: World) -> None:
    await world.leader.slash(world.general, "settings set", name="draws.mode", value="sealed")
    panel = await with_credits(world)
    how = said(await world.raider.click(card(panel), label="How it is drawn"))
    assert "the host could know it all along: you trust the host" in how
    await locked_by_officer_again(world, panel)
    await settle(world)
    for text in (said(panel), how, *map(said, world.general.history())):
        assert "nobody can" not in text
        assert "fair" not in text
    assert "· Sealed (you trust the host)" in said(panel)
    assert "Won by <@" in said(panel)


async def locked_by_officer_again(world: World, panel: InteractionResult) -> None:
    """Two join, and an officer locks."""
    await buy(world.raider, card(panel), "3")
    await buy(world.leader, card(panel), "1")
    await world.officer.slash(world.general, "pot lock", pot=NAME)


# Big wins


async def test_a_big_win_is_shown_to_everybody_in_its_own_channel(world: World) -> None:
    await world.leader.slash(world.general, "settings set", name="pot.big_win", value="1000")
    drops = world.guild.create_text_channel("live-drops")
    await world.leader.slash(world.general, "notifications set", event="pot.big_win", channel=drops)
    panel = await won(world)
    (drop,) = drops.history()
    told = WON.search(said(panel))
    assert told is not None
    tickets = 4 if int(told.group(1)) == world.officer.id else 8
    assert said(drop).startswith(
        "## 🪙 🪙 🪙 Big win in Friday Pot\n"
        f"# <@{told.group(1)}> wins 1,000 credits\n"
        f"A chance of {tickets * 5} %: {tickets} tickets for {tickets * 50} credits.\n"
        f"Ticket {told.group(2)} of 20, drawn <t:"
    )
    assert pressable(drop) == {"How it is drawn", "Verify", "Proof file"}
    assert not [line for line in headings(world) if "Big win" in line]


async def test_a_small_win_is_no_big_one(world: World) -> None:
    await won(world)
    assert not [line for line in headings(world) if "Big win" in line]


# A year later


async def test_erased_winners_are_nobody_and_the_proof_still_verifies(world: World) -> None:
    panel = await won(world)
    told = WON.search(said(panel))
    assert told is not None
    winner = int(told.group(1))
    await world.bot.hall.privacy.erase(Actor(world.guild.id, winner, frozenset(), manages_guild=False))
    await settle(world)
    assert f"<@{winner}>" not in said(panel)
    assert "Won by somebody erased · " in said(panel)
    proof = await proof_of(card(panel))
    assert str(winner).encode() not in proof
    assert verify(proof, world.bot.hall.draws.trust).outcome is Outcome.VERIFIED
    history = said(await world.boss.slash(world.general, "pot history"))
    assert f"<@{winner}>" not in history
    assert "somebody erased won 1,000 credits" in history


async def test_the_proof_can_be_had_where_the_file_is_too_large(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cogs.ui.draws.files.LARGEST", 100)
    panel = await won(world)
    assert card(panel).attachments == []
    assert "Proof file" in pressable(card(panel))
    monkeypatch.setattr(world.bot.hall, "public_url", "https://guild.example")
    shown = await world.raider.slash(world.general, "pot show", pot=NAME)
    assert "https://guild.example/verify?proof=/proofs/" in json.dumps(card(shown).components)
    assert "Verify" not in buttons(card(shown)), "it is a link now"


async def test_the_log_words_every_step(world: World) -> None:
    panel = await won(world)
    await buy_nothing(world, panel)
    log = said(await world.officer.slash(world.general, "audit list", kind="pot"))
    for line in (
        "**paid a pot out**\n-# 1,000 credits · draw 1 · ",
        "**locked a pot**\n-# 3 people · pot 1 · 20 tickets",
    ):
        assert line in log
    assert "**joined a pot**\n-# 400 credits · pot 1 · 8 tickets" in log
    first = said(await world.officer.slash(world.general, "audit list", kind="pot.opened"))
    assert "**opened a pot**\n-# 50 credits a ticket · draw 1 · pot 1 · 20 tickets" in first


async def buy_nothing(world: World, panel: InteractionResult) -> None:
    """A look does not write anything into the log."""
    rows = (await world.bot.hall.log.verify(world.guild.id)).verdict.rows
    for label in LOOKS:
        await world.raider.click(card(panel), label=label)
    assert (await world.bot.hall.log.verify(world.guild.id)).verdict.rows == rows


async def test_an_officer_locks_and_the_draw_follows_by_itself(world: World) -> None:
    panel = await locked_by_officer(world)
    await settle(world, 1)
    await world.env.advance_time(30)
    await settle(world)
    assert "**200 credits** with ticket " in said(panel)
    assert (await newest(world)).payout == 200
