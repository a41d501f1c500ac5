"""Opening a pot: what an officer types, what everybody sees, and what cannot be."""

import re

import discord
import pytest

from fairness.protocol import LARGEST
from tests.bot.acting import card, me, said
from tests.bot.conftest import World
from tests.bot.potting import (
    HOUR,
    NAME,
    headings,
    opened,
    posted,
    pressable,
    settle,
)

NUMBERS = {"1", "3", "5", "Other…"}
CREDITS = "Credits cannot be bought, cashed out or passed on."


async def test_an_officer_opens_a_pot_and_everybody_sees_it(world: World) -> None:
    panel = await opened(world)
    assert not panel.ephemeral
    assert re.fullmatch(
        r"## 🪙 Friday Pot\n"
        r"Open · locks <t:1767232800:R> \(<t:1767232800:f>\) or when full\n"
        "▱▱▱▱▱▱▱▱▱▱ 0 %\u20030 of 1,000 credits\n"
        r"Ticket 50 · up to 8 each · nobody in it yet\n"
        r"-# commitment [0-9a-f]{4}…[0-9a-f]{4} · test beacon: whoever has its key can foresee the winner\n"
        rf"-# {CREDITS}",
        said(panel),
    )
    assert pressable(card(panel)) == {*NUMBERS, "My tickets", "Leave", "How it is drawn"}
    (commitment,) = posted(world, "Draw 1: Friday Pot")
    text = said(commitment)
    assert re.search(rf"\*\*Commitment\*\*\n`{said(panel).partition('commitment ')[2][:4]}", text)
    assert "> A ticket costs 50 credits. There are 20 tickets, and one person holds 8 tickets at most." in text
    assert "> Credits cannot be bought, cashed out or passed on between members." in text
    assert headings(world) == ["## 🪙 New pot: Friday Pot"]
    news = world.news.history()[0]
    assert "Up to **1,000 credits** for one winner\nTicket 50 · up to 8 each\n" in said(news)
    assert f"/{world.general.id}/{card(panel).id}" in str(news.components)


async def test_only_officers_open_pots(world: World) -> None:
    refused = await world.raider.slash(
        world.general, "pot create", name=NAME, cost=1, **{"max-tickets": 5, "max-per-user": 2}
    )
    assert said(refused).startswith("Only officers can do that.")
    assert posted(world, "Draw 1") == []


BAD = {
    "a name of 300 letters": ({"name": "x" * 300}, "A pot's name has 1 to 80 characters that can be seen."),
    "no name": ({"name": " \u200b "}, "A pot's name has 1 to 80 characters that can be seen."),
    "free": ({"cost": 0}, "A ticket costs at least 1 credit."),
    "a negative price": ({"cost": -50}, "A ticket costs at least 1 credit."),
    "one ticket": ({"max-tickets": 1}, "A pot has 2 to 1,000,000 tickets."),
    "too many tickets": ({"max-tickets": 1_000_001}, "A pot has 2 to 1,000,000 tickets."),
    "nobody may hold one": ({"max-per-user": 0}, "In a pot of this size one person may hold at most 19 tickets"),
    "one may hold all": ({"max-per-user": 20}, "In a pot of this size one person may hold at most 19 tickets"),
    "beyond what can be counted": (
        {"cost": LARGEST, "max-tickets": 2, "max-per-user": 1},
        "Full, this pot would hold more than 9,007,199,254,740,991 credits",
    ),
    "no time": ({"closes": "when the moon is full"}, "I cannot read **when the moon is full** as a time"),
    "a time gone by": (
        {"closes": "2025-12-31 20:00"},
        "That closing time, <t:1767211200:f>, is too near or has passed.",
    ),
    "a year": ({"closes": "in 365 days"}, "A pot is open for at most 90 days."),
}


@pytest.mark.parametrize("bad", BAD)
async def test_a_pot_that_cannot_be_is_refused_in_a_sentence(world: World, bad: str) -> None:
    wrong, words = BAD[bad]
    asked = {"name": NAME, "cost": 50, "max-tickets": 20, "max-per-user": 8, "closes": "in 2 hours"}
    refused = await world.officer.slash(world.general, "pot create", **(asked | wrong))
    assert refused.ephemeral
    assert said(refused).startswith(words)
    await settle(world, 1)
    assert world.news.history() == []


async def test_nothing_is_opened_where_the_bot_could_not_post_the_draw(world: World) -> None:
    for denied in ({"view_channel": False}, {"send_messages": False}, {"attach_files": False}):
        deny = discord.PermissionOverwrite(**denied)
        secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
        refused = await world.officer.slash(
            secret, "pot create", name=NAME, cost=1, **{"max-tickets": 5, "max-per-user": 2}
        )
        assert said(refused).startswith("I cannot post in this channel, and a pot's draw is proven"), denied
        assert refused.ephemeral
    assert said(await world.raider.slash(world.general, "pot lobby")).startswith("## 🪙 Pots\nNo pot is open.")


async def test_it_is_open_as_long_as_the_server_has_set_when_nobody_says_how_long(world: World) -> None:
    await world.leader.slash(world.general, "settings set", name="pot.hours", value="6")
    panel = await opened(world, closes="")
    assert f"locks <t:{int(world.env.now().timestamp()) // HOUR * HOUR + 6 * HOUR}:R>" in said(panel)


@pytest.mark.parametrize(
    ("most", "offered"),
    [(1, {"1"}), (2, {"1", "Other…"}), (3, {"1", "3", "Other…"}), (4, {"1", "3", "Other…"}), (5, NUMBERS)],
)
async def test_numbers_that_nobody_could_ever_buy_have_no_button(world: World, most: int, offered: set[str]) -> None:
    panel = await opened(world, **{"max-per-user": most})
    assert pressable(card(panel)) == {*offered, "My tickets", "Leave", "How it is drawn"}
