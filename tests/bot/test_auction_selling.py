"""Auctions from their opening to the winner, as the people see them."""

import re

import pytest

from domain.errors import Refusal
from domain.people import Actor
from tests.bot.acting import at_once, buttons, card, in_spanish, press_on, said, screen
from tests.bot.bidding import BLADE, adds_up, bid, dkp, give_dkp, newest, offered, send_twice, with_dkp
from tests.bot.conftest import World
from tests.bot.potting import headings, posted, settle, type_in

OPEN = {"Bid…", "My bid", "How it works"}


def body(panel: object) -> str:
    """What a card says, with every moment as `<t>`."""
    return re.sub(r"<t:\d+:\w>", "<t>", said(panel))


async def test_an_open_auction_from_the_first_bid_to_the_winner(world: World) -> None:
    panel = await with_dkp(world)
    assert set(buttons(card(panel))) == OPEN
    assert body(panel) == (
        f"## 🎁 {BLADE}\nOpen auction · ends <t> (<t>)\nNo bids yet\n"
        "Bids from **10 DKP** · raise by 1 or more · for any item\n"
        "-# Paid in DKP · what you bid is held until you are outbid or it is over\n"
        "-# A bid in the last 30 seconds moves the end by as much, to <t> at the latest."
    )
    first = await bid(world.raider, panel, 20)
    assert first.ephemeral
    assert body(first) == f"You lead **{BLADE}** with 20 DKP; it ends <t>. 80 DKP left to bid with elsewhere."
    await bid(world.leader, panel, "60")
    await settle(world, 1)
    assert f"Highest bid **60 DKP** by {world.leader.mention}\nBids from **61 DKP**" in body(panel)
    low = await bid(world.raider, panel, 60)
    assert said(low) == f"That is too low: right now **{BLADE}** takes bids from 61 DKP up."
    await world.env.advance_time(300)
    await settle(world, 1)
    assert body(panel) == (
        f"## 🎁 {BLADE}\nSold to {world.leader.mention} for **60 DKP** · <t> (<t>)\n"
        f"🥇 {world.leader.mention} 60 DKP\n🥈 {world.raider.mention} 20 DKP\n"
        "The highest bid wins and is paid.\n-# Batch 2 · officers can take it back with /loot undo"
    )
    assert set(buttons(card(panel))) == {"How it works"}
    assert headings(world) == [f"## 🎁 Up for auction: {BLADE}", f"## 🎁 Auction over: {BLADE}"]
    assert (await dkp(world, world.leader), await dkp(world, world.raider)) == (40, 100)
    await adds_up(world)


async def test_what_is_sealed_is_nowhere_before_the_end(world: World) -> None:
    panel = await with_dkp(world, "sealed")
    for who, amount in ((world.raider, 77), (world.leader, 93), (world.raider, 41)):
        answer = await bid(who, panel, amount)
        assert answer.ephemeral
    assert body(answer) == (
        f"Your bid on **{BLADE}** is 41 DKP. Nobody else sees it before the end, <t>, and until then you can change "
        "it. 59 DKP left to bid with elsewhere."
    )
    await world.env.advance_time(245)
    await settle(world, 1)
    assert "2 people have bid; how much is shown at the end\nMinimum **10 DKP**" in body(panel)
    seen = [said(one) for channel in (world.general, world.news) for one in channel.history()]
    shown = await world.officer.slash(world.general, "auction show", auction=BLADE)
    listed = await world.leader.slash(world.general, "auction list")
    log = await world.officer.slash(world.general, "audit list")
    told = "\n".join([*seen, said(shown), said(listed), said(log)])
    assert f"## ⏳ Last bids: {BLADE}" in told
    assert not re.search(r"\b(77|93|41) ?(DKP|\*)", told)
    assert world.raider.mention not in told
    mine = await world.raider.click(card(panel), label="My bid")
    assert mine.ephemeral
    assert "You bid **41 DKP**. Only you see this.\nYou have 100 DKP; your other bids hold 0 DKP" in said(mine)
    await world.env.advance_time(60)
    await settle(world, 1)
    assert f"🥇 {world.leader.mention} 93 DKP\n🥈 {world.raider.mention} 41 DKP" in said(panel)


async def test_a_tie_is_rolled_and_whoever_asks_can_check_it(world: World) -> None:
    panel = await with_dkp(world, "second_price")
    for who in (world.raider, world.leader):
        await bid(who, panel, 80)
    await bid(world.officer, panel, 30)
    said_ = await world.officer.slash(world.general, "auction close", auction=BLADE)
    assert said(said_).endswith("There is a tie, and a provable roll decides it now.")
    await settle(world, 2)
    assert "a tie is being rolled\n" in said(panel)
    assert "2 people are tied at **80 DKP**.\n⏳ **The secret is out.**" in said(panel)
    assert set(buttons(card(panel))) == {"My bid", "How it works"}
    late = await world.raider.slash(world.general, "auction bid", auction=BLADE, amount=90)
    assert said(late) == f"**{BLADE}** takes no bids any more: a tie is being rolled, and only the roll decides."
    await world.env.advance_time(30)
    await settle(world, 4)
    text = said(panel)
    assert re.search(r"Sold to <@\d+> for \*\*80 DKP\*\*", text)
    assert "2 people were tied at 80 DKP: a provable roll decided, and what was tied is paid." in text
    assert set(buttons(card(panel))) == {"How it works", "Verify", "Proof file"}
    check = await world.raider.click(card(panel), label="Verify")
    assert said(check).startswith(f"## ✅ Verified\n{BLADE} · draw 1 · tie-break")
    (rules,) = posted(world, "Draw 1: Blade")
    assert "Somebody who can no longer pay is passed over, and the next position steps up." in said(rules)
    assert sorted([await dkp(world, one) for one in (world.raider, world.leader)]) == [20, 100]


async def test_second_price_says_how_the_price_came_about(world: World) -> None:
    panel = await with_dkp(world, "second_price")
    await bid(world.raider, panel, 100)
    await bid(world.leader, panel, 60)
    await world.officer.slash(world.general, "auction close", auction=BLADE)
    await settle(world, 1)
    assert "for **60 DKP**" in said(panel)
    assert "The highest bid wins, and the highest other bid is paid." in said(panel)
    alone = await offered(world, "second_price", item="Ring")
    await bid(world.officer, alone, 50)
    answer = await world.officer.slash(world.general, "auction close", auction="Ring")
    assert said(answer) == f"**Ring** is sold to {world.officer.mention} for 10 DKP."
    await settle(world, 1)
    assert "Nobody else bid, so the minimum is paid." in said(alone)


async def test_who_can_no_longer_pay_is_passed_over_for_everybody_to_see(world: World) -> None:
    panel = await with_dkp(world, "sealed")
    await bid(world.raider, panel, 90)
    await bid(world.leader, panel, 50)
    await give_dkp(world, -20, world.raider)
    await world.env.advance_time(310)
    await settle(world, 1)
    line = f"{world.raider.mention} was passed over: they could no longer pay 90 DKP."
    assert f"Sold to {world.leader.mention} for **50 DKP**" in said(panel)
    assert line in said(panel)
    assert line in said(world.news.history()[-1])
    nobody = await offered(world, "sealed", item="Ring")
    await bid(world.raider, nobody, 80)
    await give_dkp(world, -80, world.raider)
    answer = await world.officer.slash(world.general, "auction close", auction="Ring")
    assert said(answer) == "**Ring** is not sold: nobody who bid can still pay."


async def test_a_restart_in_the_middle_loses_nothing(world: World) -> None:
    panel = await with_dkp(world)
    await bid(world.raider, panel, 20)
    old = await world.leader.click(card(panel), label="Bid…")
    await world.restart()
    await type_in(world.leader, old, "30")
    assert (await newest(world)).highest == 20_00, "a form of before the restart does nothing"
    await bid(world.leader, panel, 35)
    await world.restart()
    await world.env.advance_time(310)
    await settle(world, 1)
    assert f"Sold to {world.leader.mention} for **35 DKP**" in said(panel)
    assert await dkp(world, world.leader) == 65


async def test_a_restart_between_the_tie_and_its_roll_loses_nothing(world: World) -> None:
    panel = await with_dkp(world, "sealed")
    for who in (world.raider, world.leader):
        await bid(who, panel, 80)
    await world.officer.slash(world.general, "auction close", auction=BLADE)
    await world.restart()
    await settle(world, 2)
    await world.restart()
    await world.env.advance_time(30)
    await settle(world, 4)
    assert re.search(r"Sold to <@\d+> for \*\*80 DKP\*\*", said(panel))
    await adds_up(world)


async def test_a_late_bid_moves_the_end_and_says_so(world: World) -> None:
    panel = await with_dkp(world, extend=60)
    await world.env.advance_time(270)
    answer = await bid(world.raider, panel, 20)
    assert body(answer).endswith("left to bid with elsewhere. Your bid moved the end to <t>.")
    await world.env.advance_time(45)
    await settle(world, 1)
    assert "Open auction" in said(panel)
    await world.env.advance_time(30)
    await settle(world, 1)
    assert "Sold to" in said(panel)


async def test_undoing_is_seen_on_the_panel(world: World) -> None:
    panel = await with_dkp(world)
    await bid(world.raider, panel, 20)
    await world.officer.slash(world.general, "auction close", auction=BLADE)
    batch = (await newest(world)).batch_id
    assert batch is not None
    prompt = await world.officer.slash(world.general, "loot undo", batch=str(batch), reason="by mistake")
    await world.officer.click(card(prompt), label=next(iter(buttons(card(prompt)))))
    await settle(world, 1)
    assert f"Undone: the charge of **20 DKP** to {world.raider.mention} is taken back" in said(panel)
    assert await dkp(world, world.raider) == 100


async def test_cancelling_frees_and_is_told(world: World) -> None:
    panel = await with_dkp(world, "sealed")
    await bid(world.raider, panel, 90)
    answer = await world.officer.slash(world.general, "auction cancel", auction=BLADE, reason="it is *not* ours")
    assert said(answer) == f"The auction of **{BLADE}** is cancelled. 1 person has what they bid free again."
    await settle(world, 1)
    assert body(panel) == f"## 🎁 {BLADE}\nCancelled <t>: it is \\*not\\* ours"
    assert headings(world)[-1] == f"## 🎁 Auction over: {BLADE}"
    assert "90" not in said(world.news.history()[-1])
    again = await offered(world)
    assert "10 DKP left" in said(await bid(world.raider, again, 90))


async def test_two_officers_and_the_clock_at_once(world: World) -> None:
    panel = await with_dkp(world)
    await bid(world.raider, panel, 20)
    await world.env.advance_time(301)
    acts = world.bot.hall.loot.auctions.acts
    officers = [Actor(world.guild.id, one.id, frozenset(), manages_guild=True) for one in (world.officer, world.boss)]
    told = await at_once(*(acts.close(one, 1) for one in officers), acts.due())
    refused = [one for one in told if isinstance(one, Refusal)]
    assert [one.code for one in refused] == ["auction.over"]
    late = await world.officer.slash(world.general, "auction close", auction="1")
    assert said(late) == f"The auction of **{BLADE}** is over. `/auction list` shows what is going on."
    await settle(world, 1)
    assert await dkp(world, world.raider) == 80


async def test_the_form_of_somebody_else_s_screen_bids_for_whoever_sends_it(world: World) -> None:
    panel = await with_dkp(world)
    seen = screen(world.raider, card(panel))
    form = await press_on(world.leader, seen, "Bid…")
    assert body(await type_in(world.leader, form, "15")).startswith("You lead")
    await settle(world, 1)
    assert world.leader.mention in said(panel)


async def test_a_form_that_is_sent_twice_bids_once_and_says_so(world: World) -> None:
    panel = await with_dkp(world)
    form = await world.raider.click(card(panel), label="Bid…")
    first, second = sorted([body(one) for one in await send_twice(world, world.raider, form, "20")])
    assert first == f"You already bid 20 DKP on **{BLADE}** with this form; nothing changed."
    assert second == f"You lead **{BLADE}** with 20 DKP; it ends <t>. 80 DKP left to bid with elsewhere."


@pytest.mark.parametrize("sale", ["open", "sealed", "second_price"])
async def test_it_is_explained_in_both_languages(world: World, monkeypatch: pytest.MonkeyPatch, sale: str) -> None:
    panel = await with_dkp(world, sale)
    how = said(await world.raider.click(card(panel), label="How it works"))
    assert "is passed over publicly" in how
    assert ("provable roll" in how) == (sale != "open"), "nobody can tie in the open"
    in_spanish(monkeypatch)
    how = said(await world.raider.click(card(panel), label="How it works"))
    assert how.startswith("## Cómo funciona esta subasta")
    assert "se le descarta en público" in how
