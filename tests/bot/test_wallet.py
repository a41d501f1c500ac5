"""Wallets in Discord: what members see of theirs, what leaders grant and take, and when officers are warned."""

import re
import sqlite3
from contextlib import closing
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from tests.bot.acting import buttons, card, in_spanish, said, tick
from tests.bot.conftest import World
from tests.bot.granting import SMALL, grant, lived, take, wallet
from tests.bot.test_permissions import books


@pytest.fixture
def uther(world: World) -> MemberActor:
    """A second leader."""
    return world.person("Uther", world.leader_role)


# One's own wallet


async def test_an_empty_wallet_says_how_credits_come(world: World):
    for command in ("show", "history"):
        shown = await world.raider.slash(world.general, f"wallet {command}")
        assert shown.ephemeral
        assert not buttons(card(shown))
        assert "There is nothing in your wallet yet. Leaders grant credits, and whoever wins a pot" in said(shown)
        assert said(shown).endswith(SMALL)


async def test_a_wallet_shows_its_balances_and_what_moved_last(world: World):
    await lived(world)
    assert await wallet(world, world.raider) == (
        "## 🪙 Your wallet\n850 credits to spend\n"
        "```\nCredits     850\nIn pots     150\nAI credits   20\n```\n"
        "**Latest moves**\n"
        "**−150** · 3 tickets in **Friday \\*Pot\\*** · <t:1795176000:R>\n"
        "**+20 AI credits** · granted · <t:1795176000:R>\n"
        "**+200** · won **Monday Pot** · <t:1795176000:R>\n"
        "**−200** · 4 tickets in **Monday Pot** · <t:1795176000:R>\n"
        "**+50** · refund of 1 ticket in **Monday Pot** · <t:1795176000:R>\n" + SMALL
    )


async def test_one_balance_needs_no_table(world: World):
    await grant(world, world.raider, 1)
    assert await wallet(world, world.raider) == (
        "## 🪙 Your wallet\n1 credit to spend\n**Latest moves**\n"
        f"**+1** · granted by <@{world.leader.id}>: “raid night” · <t:1767225600:R>\n{SMALL}"
    )


async def test_the_history_explains_the_balance_line_by_line(world: World):
    await lived(world)
    shown = await world.raider.slash(world.general, "wallet history")
    assert shown.ephemeral
    then = "<t:1795176000:d> <t:1795176000:t>"
    assert said(shown) == (
        "## 🪙 Your credits, line by line\n850 credits · 7 lines\n"
        f"**−150** · 3 tickets in **Friday \\*Pot\\***\n-# balance 850 credits · {then}\n"
        f"**+20 AI credits** · granted\n-# balance 20 AI credits · {then}\n"
        f"**+200** · won **Monday Pot**\n-# balance 1,000 credits · {then}\n"
        f"**−200** · 4 tickets in **Monday Pot**\n-# balance 800 credits · {then}\n"
        f"**+50** · refund of 1 ticket in **Monday Pot**\n-# balance 1,000 credits · {then}\n"
        f"**−50** · 1 ticket in **Monday Pot**\n-# balance 950 credits · {then}\n"
        f"**+1,000** · granted by <@{world.leader.id}>: “raid night”\n"
        "-# balance 1,000 credits · <t:1767225600:d> <t:1767225600:t>\n"
        "-# Newest first. Each line says what was in the wallet after it; nothing is ever edited."
    )
    assert set(buttons(card(shown))) == {"Wallet"}


async def test_pages_turn_and_the_card_turns_over_also_after_a_restart(world: World):
    for number in range(1, 24):
        await grant(world, world.raider, number)
    shown = await world.raider.slash(world.general, "wallet show")
    await world.restart()
    await world.raider.click(card(shown), label="History")
    assert "276 credits · 23 lines · Page 1 of 3\n**+23** · granted by" in said(shown)
    assert set(buttons(card(shown))) == {"▶️", "Wallet"}
    await world.raider.click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert "Page 2 of 3\n**+13** · granted by" in said(shown)
    assert set(buttons(card(shown))) == {"◀️", "▶️", "Wallet"}
    await world.raider.click(card(shown), custom_id=buttons(card(shown))["▶️"])
    assert "Page 3 of 3\n**+3** · granted by" in said(shown)
    assert set(buttons(card(shown))) == {"◀️", "Wallet"}
    await world.raider.click(card(shown), custom_id=buttons(card(shown))["◀️"])
    await world.raider.click(card(shown), label="Wallet")
    assert said(shown).startswith("## 🪙 Your wallet\n276 credits to spend\n**Latest moves**\n**+23** ·")


async def test_a_page_of_the_longest_lines_is_shown_whole(world: World):
    for number in range(10):
        await grant(world, world.raider, 2**49 + number, reason="*" * 300)
    shown = said(await world.raider.slash(world.general, "wallet history"))
    assert shown.count("-# balance") == 10
    assert "⋯" not in shown
    assert len(shown) <= 4000


# Granting and taking


async def test_a_grant_is_read_by_everybody_with_the_new_balance(world: World):
    first = await grant(world, world.raider, 1000, "  For the   raid night ")
    assert not first.ephemeral
    assert said(first) == (
        f"## 🪙 Credits granted\n<@{world.leader.id}> granted **1,000 credits** to <@{world.raider.id}>.\n"
        f"**Why** For the raid night\n**New balance** 1,000 credits\n{SMALL}"
    )
    taken = await take(world, world.raider, 1)
    assert not taken.ephemeral
    assert said(taken) == (
        f"## 🪙 Credits taken\n<@{world.leader.id}> took **1 credit** from <@{world.raider.id}>.\n"
        f"**Why** by mistake\n**New balance** 999 credits\n{SMALL}"
    )
    await tick(world)
    assert world.news.history() == [], "it is posted once, where it was done"
    log = said(await world.raider.slash(world.general, "audit list"))
    assert (
        f"<@{world.leader.id}> · **took credits**\n-# 1 credit · wallet of <@{world.raider.id}> · “by mistake”" in log
    )
    assert f"**granted credits**\n-# 1,000 credits · wallet of <@{world.raider.id}> · “For the raid night”" in log


async def test_whoever_reads_it_opens_their_own_wallet(world: World):
    posted = await grant(world, world.raider, 1000)
    for person, shown in ((world.raider, "1,000 credits to spend"), (world.officer, "nothing in your wallet yet")):
        mine = await person.click(card(posted), label="My wallet")
        assert mine.ephemeral
        assert shown in said(mine)
    assert "Credits granted" in said(posted), "and the post stays what it is"


async def test_two_grants_are_two_and_a_member_never_seen_is_entered(world: World):
    newcomer = world.person("Anduin")
    await grant(world, newcomer, 30)
    assert "**New balance** 60 credits" in said(await grant(world, newcomer, 30))


@pytest.mark.parametrize(
    ("command", "amount", "reason", "told"),
    [
        ("grant", 0, "x", "Type a whole number of credits, from 1 to 9,007,199,254,740,991."),
        ("take", -5, "x", "Type a whole number of credits, from 1 to 9,007,199,254,740,991."),
        ("grant", 5, "\u200b", "The reason takes 1 to 300 characters. Everybody will read it: say it plainly."),
        ("take", 5, "x" * 301, "The reason takes 1 to 300 characters. Everybody will read it: say it plainly."),
        ("take", 91, "x", "That wallet holds 90 credits, so 91 cannot be taken. What is staked in a pot stays there"),
        (
            "grant",
            2**53 - 1,
            "x",
            "This server can hold only 9,007,199,254,740,901 more credits. Grant at most",
        ),
    ],
)
async def test_what_cannot_be_is_refused_in_words(world: World, command: str, amount: int, reason: str, told: str):
    await grant(world, world.raider, 90)
    before = books(world)
    options = {"member": world.raider, "amount": amount, "reason": reason}
    refused = await world.leader.slash(world.general, f"wallet {command}", **options)
    assert refused.ephemeral
    assert said(refused).startswith(told)
    assert books(world) == before


async def test_nothing_is_taken_out_of_nothing(world: World):
    before = books(world)
    assert said(await take(world, world.raider, 1)).startswith("There is nothing in that wallet, so nothing can be")
    assert books(world) == before


async def test_bots_have_no_wallet(world: World):
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    before = books(world)
    for refused in (await grant(world, robot, 5), await take(world, robot, 5)):
        assert refused.ephemeral
        assert said(refused) == "Bots have no wallet. Pick a person."
    assert books(world) == before


async def test_credits_of_somebody_who_left_can_be_taken(world: World):
    await grant(world, world.raider, 50)
    world.guild.remove_member(world.raider)
    assert "**New balance** 20 credits" in said(await take(world, world.raider.user, 30))


async def test_what_a_leader_writes_is_shown_harmlessly(world: World):
    nasty = "@everyone <@&12345678901234567> [a](http://b) `x`"
    posted = await grant(world, world.raider, 5, nasty)
    history = await world.raider.slash(world.general, "wallet history")
    for text in (said(posted), said(history), await wallet(world, world.raider)):
        assert "@everyone" not in text
        assert "<@&1" not in text
        assert not re.search(r"(?<!\\)\[a\]|(?<!\\)`x`", text)
    (message,) = world.general.history()
    assert not message.mention_everyone
    assert not message.role_mentions


# Everybody else's language


async def test_a_spanish_reader_reads_spanish(world: World, uther: MemberActor, monkeypatch: pytest.MonkeyPatch):
    await world.leader.slash(world.general, "settings set", name="guild.language", value="es")
    in_spanish(monkeypatch)
    assert "Todavía no hay nada en tu cartera." in await wallet(world, world.raider)
    await lived(world)
    assert await wallet(world, world.raider) == (
        "## 🪙 Tu cartera\n850 créditos para usar\n"
        "```\nCréditos        850\nEn botes        150\nCréditos de IA   20\n```\n"
        "**Últimos movimientos**\n"
        "**−150** · 3 boletos en **Friday \\*Pot\\*** · <t:1795176000:R>\n"
        "**+20 créditos de IA** · concesión · <t:1795176000:R>\n"
        "**+200** · premio de **Monday Pot** · <t:1795176000:R>\n"
        "**−200** · 4 boletos en **Monday Pot** · <t:1795176000:R>\n"
        "**+50** · devolución de 1 boleto en **Monday Pot** · <t:1795176000:R>\n"
        "-# Los créditos no se compran, no se cambian por dinero ni se pasan entre miembros."
    )
    history = said(await world.raider.slash(world.general, "wallet history"))
    assert f"**+1.000** · concesión de <@{world.leader.id}>: «raid night»\n-# saldo 1.000 créditos" in history
    granted = said(await grant(world, world.officer, 5))
    assert f"<@{world.leader.id}> concedió **5 créditos** a <@{world.officer.id}>." in granted
    assert "**Motivo** raid night\n**Nuevo saldo** 5 créditos" in granted
    assert said(await take(world, world.officer, 6)).startswith("En esa cartera hay 5 créditos, así que no se pueden")
    asked = await grant(world, world.leader, 500)
    assert f"<@{world.leader.id}> pide **500 créditos** para su propia cartera." in said(asked)
    assert said(await world.leader.click(card(asked), label="Aprobar")).startswith("Sobre tu propia cartera no decides")
    await uther.click(card(asked), label="Aprobar")
    assert f"✅ <@{uther.id}> lo aprobó: **500 créditos** para <@{world.leader.id}>." in said(asked)
    log = said(await world.raider.slash(world.general, "audit list"))
    assert "**concedió créditos**" in log
    assert "**pidió un cambio en su propia cartera**\n-# por conceder · solicitud 1 · 500 créditos" in log


async def test_what_everybody_reads_is_in_the_server_s_language(
    world: World, uther: MemberActor, monkeypatch: pytest.MonkeyPatch
):
    in_spanish(monkeypatch)
    await world.leader.slash(world.general, "settings set", name="guild.language", value="en")
    assert "## 🪙 Credits granted" in said(await grant(world, world.raider, 5))
    asked = await grant(world, world.leader, 500)
    await uther.click(card(asked), label="Approve")
    assert f"✅ <@{uther.id}> approved" in said(asked)
    seen = await uther.slash(world.general, "wallet show")
    assert said(seen).startswith("## 🪙 Tu cartera")


# The books


def tamper(world: World, statement: str) -> None:
    with closing(sqlite3.connect(world.bot.db.path)) as connection, connection:
        assert connection.execute(statement).rowcount > 0


async def test_officers_hear_of_books_that_do_not_add_up_and_of_no_others(world: World):
    officers = world.guild.create_text_channel("officers")
    await world.leader.slash(world.general, "settings set", name="guild.officers_channel", value=officers.mention)
    await lived(world)
    await tick(world)
    assert officers.history() == []
    tamper(world, "UPDATE accounts SET balance = balance + 1 WHERE kind IN ('wallet', 'escrow')")
    await tick(world)
    assert officers.history() == [], "they were added up today"
    await world.env.advance_time(86400)
    await tick(world)
    (told,) = officers.history()
    assert said(told) == (
        "## ⚠️ The books of credits do not add up\nAdded up <t:1767312000:R>, as every day\n"
        "• 4 balances are not the sum of their lines\n"
        "• 2 kinds of credit do not circulate as they were made\n"
        "• 2 pots do not hold what is staked in them\n"
        "**What to do** Do not grant, take or stake credits for now. Ask whoever runs the bot for "
        "`uv run bot.py check`: it names every place. A backup has what was there before; the developers want to know."
    )
    assert discord.Colour(0xD9534F) == accent(told)
    assert world.news.history() == []
    await world.restart()
    await tick(world)
    assert len(officers.history()) == 1


def accent(message: Any) -> discord.Colour:
    """The colour of a card."""
    colour = message.components[0].to_dict()["accent_color"]
    return discord.Colour(colour)
