"""Auctions from their opening to the winner, as the people see them."""

from tests.bot.acting import buttons, card, said
from tests.bot.bidding import bid, with_dkp
from tests.bot.conftest import World
from tests.bot.potting import headings, settle


async def test_show(world: World) -> None:
    panel = await with_dkp(world)
    await settle(world, 1)
    print(said(panel))
    print(said(await bid(world.raider, panel, 20)))
    print(said(await bid(world.leader, panel, 60)))
    await settle(world, 1)
    print(said(panel), buttons(card(panel)))
    mine = await world.raider.click(card(panel), label="My bid")
    print(said(mine))
    print(said(await world.raider.click(card(panel), label="How it works")))
    print(said(await world.raider.slash(world.general, "auction list")))
    await world.env.advance_time(230)
    await settle(world, 1)
    await world.env.advance_time(60)
    await settle(world, 2)
    print(said(panel), buttons(card(panel)))
    for one in world.news.history():
        print("NEWS", said(one), buttons(one))
    panel = await with_dkp(world, "second_price")
    for who in (world.raider, world.leader):
        print(said(await bid(who, panel, 50)))
    print(said(panel))
    print(said(await world.officer.slash(world.general, "auction close", auction="2")))
    await settle(world, 2)
    print(said(panel), buttons(card(panel)))
    await world.env.advance_time(30)
    await settle(world, 4)
    print(said(panel), buttons(card(panel)))
    for one in world.general.history():
        print("GENERAL", said(one))
    print(headings(world))
    print(said(await world.officer.slash(world.general, "audit list")))
    assert 0
