"""What auctions refuse, in a sentence that says what to do; nothing half done."""

import json

import discord
import pytest

from domain.auctions import MOST_BID
from tests.bot.acting import buttons, card, me, press_on, said, screen
from tests.bot.bidding import BLADE, bid, dkp, give_dkp, newest, offered, with_dkp
from tests.bot.conftest import World
from tests.bot.potting import headings, settle, type_in

TYPED = {
    "0": f"A bid is a whole number of DKP from 1 to {MOST_BID:,}.",
    "-5": f"A bid is a whole number of DKP from 1 to {MOST_BID:,}.",
    "999999999999999": f"A bid is a whole number of DKP from 1 to {MOST_BID:,}.",
    "9": f"That is too low: right now **{BLADE}** takes bids from 10 DKP up.",
    "101": "That needs 101 DKP and you can bid up to 100 here; your other bids hold 0.",
    "12.5": "I cannot read **12.5** as a bid. Type a whole number of DKP, such as 60.",
    "all of it": "I cannot read **all of it** as a bid. Type a whole number of DKP, such as 60.",
    "٣٠": "I cannot read **٣٠** as a bid. Type a whole number of DKP, such as 60.",
}


@pytest.mark.parametrize("typed", TYPED)
async def test_what_is_no_possible_bid_is_refused_in_a_sentence(world: World, typed: str) -> None:
    panel = await with_dkp(world)
    answer = await bid(world.raider, panel, typed)
    assert answer.ephemeral
    assert said(answer) == TYPED[typed]
    assert (await newest(world)).bidders == 0


@pytest.mark.parametrize("amount", [0, -5, 2**53 - 1])
async def test_the_command_refuses_as_the_form_does(world: World, amount: int) -> None:
    await with_dkp(world)
    answer = await world.raider.slash(world.general, "auction bid", auction=BLADE, amount=amount)
    assert said(answer) == f"A bid is a whole number of DKP from 1 to {MOST_BID:,}."


async def test_the_command_bids_as_the_form_does(world: World) -> None:
    await with_dkp(world)
    choices = await world.raider.autocomplete(world.general, "auction bid", "auction", "blade")
    assert [choice["name"].split(" · ")[:2] for choice in choices] == [[BLADE, "open"]]
    answer = await world.raider.slash(world.general, "auction bid", auction=choices[0]["value"], amount=30)
    assert said(answer).startswith(f"You lead **{BLADE}** with 30 DKP")


OPENED = {
    "min-bid 0": ({"min-bid": 0}, "The minimum is a whole number of DKP from 1 to 10,000,000."),
    "min-bid below": ({"min-bid": -10}, "The minimum is a whole number of DKP from 1 to 10,000,000."),
    "min-bid beyond": ({"min-bid": MOST_BID + 1}, "The minimum is a whole number of DKP from 1 to 10,000,000."),
    "0 minutes": ({"minutes": 0}, "An auction is open for 1 to 10,080 minutes. Choose a number in between."),
    "10 million minutes": (
        {"minutes": 10_000_000},
        "An auction is open for 1 to 10,080 minutes. Choose a number in between.",
    ),
    "300 characters": (
        {"item": "x" * 300},
        "An item's name has 1 to 100 characters that can be seen. Choose a shorter one.",
    ),
    "increment 0": ({"increment": 0}, "The increment is a whole number of DKP from 1 to 100,000."),
    "extend beyond": ({"extend": 601}, "Late bids can move the end by 0 to 600 seconds."),
    "increment where bids are secret": (
        {"type": "sealed", "increment": 5},
        "Only open auctions have an increment: where bids are secret nobody outbids anybody. Leave it empty.",
    ),
}


@pytest.mark.parametrize("name", OPENED)
async def test_what_no_auction_can_be_is_refused_in_a_sentence(world: World, name: str) -> None:
    more, sentence = OPENED[name]
    answer = await world.officer.slash(
        world.general, "auction open", **({"item": BLADE, "type": "open", "min-bid": 10, "minutes": 5} | more)
    )
    assert answer.ephemeral
    assert said(answer) == sentence
    await settle(world, 1)
    assert headings(world) == []


async def test_beside_another_system_leaders_are_told_how_to_switch_auctions_on(world: World) -> None:
    await world.leader.slash(world.general, "settings set", name="loot.system", value="epgp")
    answer = await offered(world)
    assert answer.ephemeral
    assert said(answer) == (
        "This server hands out loot without auctions. A leader can allow them beside its system: "
        "`/settings set`, name `loot.secondary`, value `auction`."
    )
    await world.leader.slash(world.general, "settings set", name="loot.secondary", value="auction")
    await world.leader.slash(world.general, "settings set", name="loot.secondary_for", value="boe")
    panel = await with_dkp(world)
    assert "· for BoE items" in said(panel)
    assert said(await bid(world.raider, panel, 20)).startswith("You lead"), "paid in DKP all the same"


async def test_nobody_bids_on_what_is_over_or_cancelled(world: World) -> None:
    panel = await with_dkp(world)
    form = await world.raider.click(card(panel), label="Bid…")
    stale = buttons(card(panel))["Bid…"]
    await world.officer.slash(world.general, "auction cancel", auction=BLADE, reason="not ours")
    answer = await type_in(world.raider, form, "20")
    assert said(answer).startswith(f"The auction of **{BLADE}** was cancelled, and every bid is free.")
    await settle(world, 1)
    assert stale not in buttons(card(panel)).values()
    over = await offered(world, item="Ring")
    form = await world.raider.click(card(over), label="Bid…")
    await world.env.advance_time(301)
    answer = await type_in(world.raider, form, "20")
    assert said(answer) == "The auction of **Ring** is over. `/auction list` shows what is going on."
    assert await dkp(world, world.raider) == 100


@pytest.mark.parametrize(("label", "verb"), [("My bid", "mine"), ("How it works", "how"), ("Bid…", "bid")])
async def test_a_forged_button_finds_nothing(world: World, label: str, verb: str) -> None:
    panel = await with_dkp(world)
    seen = screen(world.raider, card(panel))
    for number in ("999", str(10**14)):
        forged = json.loads(json.dumps(seen).replace(f"auction:v1:{verb}:1", f"auction:v1:{verb}:{number}"))
        answer = await press_on(world.raider, forged, label)
        if verb == "bid":
            answer = await type_in(world.raider, answer, "20")
        assert said(answer).startswith("There is no such auction here.")


async def test_what_is_typed_as_an_auction_and_is_none_is_said(world: World) -> None:
    for typed in ("nonsense", "12345", "٣", "-1"):
        answer = await world.raider.slash(world.general, "auction show", auction=typed)
        assert said(answer).startswith("There is no such auction here. Pick one of the suggestions")


async def test_an_item_s_name_mentions_nobody_and_formats_nothing(world: World) -> None:
    await give_dkp(world, 100, world.raider)
    panel = await offered(world, item=f"**Blade** @everyone `x` {world.raider.mention}")
    assert "\\*\\*Blade\\*\\*" in said(panel)
    assert "@everyone" not in said(panel)
    assert world.raider.mention not in said(await bid(world.raider, panel, 10))


async def test_nothing_is_opened_where_the_bot_could_not_post_a_roll(world: World) -> None:
    for denied in ({"view_channel": False}, {"send_messages": False}, {"attach_files": False}):
        deny = discord.PermissionOverwrite(**denied)
        secret = world.guild.create_text_channel("secret", overwrites={me(world): deny})
        asked = {"item": BLADE, "type": "open", "min-bid": 10, "minutes": 5}
        refused = await world.officer.slash(secret, "auction open", **asked)
        assert said(refused).startswith("I cannot post in this channel, and a tie is proven by what I post."), denied
        assert refused.ephemeral
    assert "No auctions yet." in said(await world.raider.slash(world.general, "auction list"))
