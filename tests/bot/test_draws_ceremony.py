"""The small ceremony: one message from the lock to the winner, which can be read a year later."""

import gzip
import json
import re
from typing import Any

import discord
import pytest

import bot as root
from cogs.ui.door import Interaction
from cogs.ui.draws import files
from cogs.ui.draws.ceremony import show_ceremony
from cogs.ui.draws.verify import PickDraw
from domain.draws import DrawState
from domain.people import Actor
from fairness.protocol import Kind
from playground.beacon import DemoBeacon
from playground.loopback import broken
from tests.bot.acting import at_work, buttons, card, in_spanish, me, parts, said
from tests.bot.conftest import World
from tests.bot.drawing import call, called, cancel, ceremony, commit, current, draw, lock, post, void, wait
from tests.bot.test_draws_posts import paste

YEAR = 365 * 86400
LINK = 5


def links(message: Any) -> dict[str, str]:
    """Where the buttons that lead elsewhere lead."""
    return {part["label"]: part["url"] for part in parts(message) if part["type"] == 2 and part.get("style") == LINK}


async def test_one_message_tells_it_step_by_step(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = await lock(world, await commit(world))
    shown = await ceremony(world, record, monkeypatch)
    assert not shown.ephemeral
    assert record.lock is not None
    first = said(shown)
    assert first.startswith(
        "## 🔒 Entries are locked\nSlayer \\_September\\_ · draw 1\n4 entries · 4 tickets · 3 people"
    )
    assert f"Root `{record.lock.root.hex()}`" in first
    assert buttons(card(shown)) == {}

    record = await call(world, record)
    await wait(world, 3)
    assert record.call is not None
    out = world.bot.hall.draws.chain.time(record.call.round)
    assert said(shown).startswith("## ⏳ The secret is out\n")
    assert f"Beacon round **{record.call.round:,}** will be published <t:{out}:R>." in said(shown)

    await wait(world, 20)
    record = await current(world, record)
    assert record.result is not None
    text = said(shown)
    place = (await world.bot.hall.draws.seen_by_id(world.guild.id, record.id)).places[0]
    assert place.who is not None
    winner = "**Zezima\\_II**" if place.who == "osrs:Zezima_II" else f"<@{place.who.removeprefix('discord:')}>"
    assert text.startswith(f"## 🏆 {winner} wins with ticket {place.pick.ticket} of 4\n")
    assert f"Result `{record.result.hex()}`" in text
    assert "· drawn <t:" in text
    assert set(buttons(card(shown))) == {"Verify", "Proof file"}


async def test_it_ends_as_a_card_that_can_be_read_a_year_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = await called(world)
    shown = await ceremony(world, record, monkeypatch)
    await wait(world, 20)
    record = await current(world, record)
    assert record.lock is not None
    assert record.call is not None
    await world.restart()
    await wait(world, YEAR)
    text = said(shown)
    for name, value, message in (
        ("Commitment", record.commitment, record.commitment_post),
        ("Lock", record.lock.hash, record.lock_post),
        ("Call", record.call.hash, record.call_post),
    ):
        url = f"https://discord.com/channels/{world.guild.id}/{world.news.id}/{message}"
        assert f"[{name}]({url}) `{value.hex()[:8]}…{value.hex()[-8:]}`" in text
    assert f"Round {record.call.round:,}" in text
    assert "<t:1767225" in text
    assert ":R>" not in text, "a year later `a year ago` says nothing"
    file = await world.raider.click(card(shown), label="Proof file")
    assert file.ephemeral
    (attached,) = card(file).attachments
    assert (attached.filename, await attached.read()) == (
        "proof-1.json",
        await world.bot.hall.draws.proof_of(world.guild.id, 1),
    )
    verdict = await world.raider.click(card(shown), label="Verify")
    assert verdict.ephemeral
    assert said(verdict).startswith("## ✅ Verified")


async def test_the_last_card_carries_the_proof(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = await ceremony(world, await called(world), monkeypatch)
    assert card(shown).attachments == []
    await wait(world, 20)
    (attached,) = card(shown).attachments
    assert attached.filename == "proof-1.json"
    assert json.loads(await attached.read())["protocol"] == "guildhall/1"


async def test_a_proof_that_discord_would_not_take_is_not_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    record = await draw(world)
    shown = await ceremony(world, record, monkeypatch)
    assert card(shown).attachments == []
    answer = said(await world.raider.click(card(shown), label="Proof file"))
    assert answer.startswith("The proof of draw 1 is too large for Discord. Whoever runs the bot can offer it")
    monkeypatch.setattr(world.bot.hall, "public_url", "https://guild.example")
    answer = said(await world.raider.click(card(shown), label="Proof file"))
    assert answer.endswith(f"too large for Discord; it is at https://guild.example/proofs/{record.address}.json")


async def test_an_entry_list_that_discord_would_not_take_comes_packed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    record = await lock(world, await commit(world))
    (attached,) = post(world, record.lock_post).attachments
    assert attached.filename == "entries-1.txt.gz"
    assert b"osrs:Zezima_II" in gzip.decompress(await attached.read())


async def test_where_there_is_a_page_it_leads_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.bot.hall, "public_url", "https://guild.example")
    record = await called(world)
    shown = await ceremony(world, record, monkeypatch)
    assert links(card(shown)) == {}, "there is nothing to verify yet"
    await wait(world, 20)
    assert links(card(shown)) == {"Verify": f"https://guild.example/verify?proof=/proofs/{record.address}.json"}
    assert set(buttons(card(shown))) == {"Proof file"}


# Waiting


async def test_when_no_relay_answers_members_are_asked_for_the_round(
    world: World, monkeypatch: pytest.MonkeyPatch, beacon: DemoBeacon
) -> None:
    beacon.for_everyone = broken(503)
    record = await called(world)
    assert record.call is not None
    shown = await ceremony(world, record, monkeypatch)
    await wait(world, 19)
    assert f"Beacon round **{record.call.round:,}** was published <t:" in said(shown)
    assert "its relays are being asked" in said(shown)
    assert buttons(card(shown)) == {}
    for _ in range(8):
        await wait(world, 5)
    where = f"{beacon.url}/{beacon.local.chain.hash.hex()}/public/{record.call.round}"
    assert f"open the round at [relay 1]({where})" in said(shown)
    assert set(buttons(card(shown))) == {"Paste round…"}

    form = await world.raider.click(card(shown), label="Paste round…")
    assert form.modal is not None
    assert form.modal["title"] == "Paste round…"
    wrong = await paste(world, form, beacon.local.sign(record.call.round + 1).hex())
    assert said(wrong).startswith(f"That is not the beacon's signature on round {record.call.round:,}.")
    form = await world.raider.click(card(shown), label="Paste round…")
    nonsense = await paste(world, form, "this is my favourite number " * 4)
    assert said(nonsense).startswith("I see no signature in that: it is 96 digits")
    assert (await current(world, record)).state is DrawState.CALLED

    form, second = [await world.raider.click(card(shown), label="Paste round…") for _ in range(2)]
    answer = await paste(world, form, beacon.local.sign(record.call.round).hex())
    assert said(answer) == "That is the beacon's signature: draw 1 is drawn. Thank you."
    await wait(world, 3)
    assert " wins with ticket " in said(shown)
    late = await paste(world, second, beacon.local.sign(record.call.round).hex())
    assert said(late).startswith("Draw 1 is not waiting for a round")


async def test_a_beacon_that_is_late_only_keeps_people_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch, beacon: DemoBeacon
) -> None:
    beacon.late = 10
    record = await called(world)
    shown = await ceremony(world, record, monkeypatch)
    await wait(world, 18)
    assert "being asked" in said(shown)
    for _ in range(12):
        await wait(world, 1)
    await wait(world, 3)
    assert " wins with ticket " in said(shown)


async def test_a_restart_in_every_state_goes_on_with_the_same_message(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = await lock(world, await commit(world))
    shown = await ceremony(world, record, monkeypatch)
    await world.restart()
    record = await call(world, record)
    await wait(world, 3)
    assert "The secret is out" in said(shown)
    await world.restart()
    await wait(world, 20)
    assert " wins with ticket " in said(shown)
    await world.restart()
    await void(world, record, 0, "no claim in 7 days")
    assert said(shown).startswith("## 1 winner passed over by the host: not proven")


async def test_the_bot_was_down_when_the_round_came_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = await called(world)
    shown = await ceremony(world, record, monkeypatch)
    settings = world.bot.settings
    await world.bot.close()
    await world.env.advance_time(3600)
    await world.env.restart_bot(root.build(settings))
    await wait(world, 1)
    assert " wins with ticket " in said(shown)
    assert "Called late" not in said(shown), "the call was posted in time"


# What must be said of it


async def test_a_call_that_was_posted_late_is_said_to_be(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = await call(world, await lock(world, await commit(world)), post=False)
    shown = await ceremony(world, record, monkeypatch)
    await wait(world, 20)
    await wait(world, 3)
    assert "**Called late**: the round was out when the call was posted." in said(shown)
    assert " wins with ticket " in said(shown), "the result stands"


async def test_sealed_is_called_what_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = await called(world, sealed=True)
    shown = await ceremony(world, record, monkeypatch)
    assert "The result is being worked out." in said(shown)
    await wait(world, 1)
    await wait(world, 3)
    text = said(shown)
    assert " wins with ticket " in text
    assert "**Sealed (you trust the host)**: the host could know, choose and veto the result." in text
    assert "provably fair" not in text.lower()
    assert "Round" not in text
    assert "Beacon" not in text


async def test_who_was_passed_over_stays_on_the_card_with_the_reason(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = await called(world, winners=2)
    shown = await ceremony(world, record, monkeypatch)
    await wait(world, 20)
    assert said(shown).startswith("## 🏆 2 winners\n")
    assert re.search(
        r"\n\*\*1\.\*\* \S+ wins · ticket \d of 4\n\*\*2\.\*\* \S+ wins · ticket \d of [23]\n", said(shown)
    )
    await void(world, record, 0, "no **claim** in @everyone's 7 days")
    text = said(shown)
    assert text.startswith("## 1 winner passed over by the host: not proven\n")
    assert re.search(r"\*\*1\.\*\* ~~\S+~~ · ticket \d of 4 · passed over: no \\\*\\\*claim\\\*\\\* in @", text)
    assert "@everyone" not in text
    assert re.search(r"\n\*\*3\.\*\* \S+ wins · ticket", text), "the next of the same order stepped up"
    await void(world, record, 1, "away")
    await void(world, record, 2, "gone")
    assert said(shown).startswith("## 3 winners passed over by the host: not proven\n")
    assert "Nobody has won: every winner was passed over." in said(shown)


async def test_what_is_called_off_ends_as_that(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = await lock(world, await commit(world))
    shown = await ceremony(world, record, monkeypatch)
    await wait(world, 60)
    await cancel(world, record)
    text = said(shown)
    assert text.startswith("## Draw 1 was cancelled\n")
    assert "before its secret was out. Nobody was drawn." in text
    assert buttons(card(shown)) == {}


async def test_somebody_who_was_erased_is_named_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = await commit(world)
    await lock(world, record, [f"discord:{world.raider.id}"])
    record = await call(world, await current(world, record))
    shown = await ceremony(world, record, monkeypatch)
    await wait(world, 20)
    assert f"## 🏆 <@{world.raider.id}> wins with ticket" in said(shown)
    await world.bot.hall.privacy.erase(Actor(world.guild.id, world.raider.id, frozenset[int](), manages_guild=False))
    await wait(world, 3)
    assert str(world.raider.id) not in said(shown)
    assert "## 🏆 somebody erased (not checkable) wins with ticket" in said(shown)
    (attached,) = card(shown).attachments
    assert str(world.raider.id).encode() not in await attached.read()
    assert said(await world.raider.click(card(shown), label="Verify")).startswith("## ✅ Verified")


async def test_pots_have_their_own_sign(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = await ceremony(world, await draw(world, kind=Kind.POT), monkeypatch)
    assert said(shown).startswith("## 🪙 ")


async def test_where_the_bot_sees_nothing_the_message_says_that_it_will_not_change(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = await lock(world, await commit(world))
    deny = discord.PermissionOverwrite(view_channel=False)
    secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
    listed = await world.officer.slash(secret, "verify")

    async def pick(_: PickDraw, interaction: Interaction) -> None:
        await show_ceremony(interaction, record.id)

    with monkeypatch.context() as patched:
        patched.setattr(PickDraw, "pick", pick)
        shown = await world.officer.select(card(listed), ["1"])
    assert "I cannot see this channel, so this message will not change." in said(shown)
    await call(world, record)
    await wait(world, 20)
    assert "Entries are locked" in said(shown)


async def test_the_server_s_language_is_spoken(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    record = await called(world)
    shown = await ceremony(world, record, monkeypatch)
    assert "El secreto se ha revelado" in said(shown)
    await wait(world, 20)
    assert " gana con el boleto " in said(shown)
    in_spanish(monkeypatch)
    assert "La prueba del sorteo 1." in said(await world.raider.click(card(shown), label="Archivo de prueba"))


async def test_a_message_that_was_deleted_ends_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = await called(world)
    shown = await ceremony(world, record, monkeypatch)
    moderators = world.guild.create_role("Moderator", permissions=discord.Permissions(manage_messages=True))
    await world.person("Moira", moderators).delete(card(shown))
    await wait(world, 20)
    await at_work(world, world.bot.hall.panels.repaint())
    assert (await current(world, record)).state is DrawState.SETTLED
