"""Auctions: bids are reserved, the end is decided once, and who wins pays what the rules say."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.auctions import AuctionState, Ending, Sale, Scope
from domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from domain.guild import LOOT_SYSTEM
from domain.loot import MOST_EXTENSION, SECONDARY, SECONDARY_FOR
from domain.people import Actor
from domain.points import Pool
from services.desk import Desk
from services.loot.auctioning import Asked
from storage import auctions, notices
from storage.loot_items import Source
from tests.services.conftest import GUILD, Clock
from tests.services.selling import BLADE, MARA, OFFICER, OPEN, SEALED, SECOND, TOM, YLVA, Sales, open_sales


@pytest.fixture
async def sales(desk: Desk, clock: Clock) -> AsyncGenerator[Sales]:
    """Three members with 100 DKP each; whatever a test does, the books add up in the end."""
    async with open_sales(desk, clock) as one:
        yield one


GOLDEN = {
    "100, 60 and 40 pay 60": ((100, 60, 40), MARA, 60),
    "a single 100 pays 10": ((100,), MARA, 10),
    "40, 100 and 60 pay 60": ((40, 100, 60), TOM, 60),
}


@pytest.mark.parametrize("name", GOLDEN)
async def test_second_price_pays_the_highest_other_bid(sales: Sales, name: str):
    amounts, winner, price = GOLDEN[name]
    auction = await sales.open(SECOND)
    for who, amount in zip((MARA, TOM, YLVA), amounts, strict=False):
        await sales.bid(who, auction, amount)
    await sales.tick(minutes=5)
    over = await sales.auction(auction)
    assert (over.state, over.price) == (AuctionState.SOLD, price * 100)
    assert await sales.winner(auction) == winner.user_id
    assert await sales.dkp(winner) == 100 - price
    (item,) = await sales.items()
    assert (item.item, item.source, item.pool, item.paid) == (BLADE, Source.AUCTION, Pool.DKP, price * 100)
    assert (item.batch_id, item.auction_id, item.member_id) == (over.batch_id, auction.id, over.winner_id)
    assert sales.house.office.events("auction.opened", "auction.closed") == ["auction.opened", "auction.closed"]


async def test_a_sealed_bid_may_be_raised_and_lowered_and_is_nowhere_to_be_read(
    sales: Sales, caplog: pytest.LogCaptureFixture
):
    auction = await sales.open(SEALED)
    for amount in (77, 93, 41):
        await sales.bid(MARA, auction, amount)
    await sales.bid(TOM, auction, 40)
    shown = await sales.shown(auction)
    assert (shown.bids, shown.auction.highest, shown.auction.bidders) == ((), None, 2)
    assert "auction.bid" not in await sales.house.log()
    await sales.house.hall.notices.deliver()
    told = str([*sales.house.office.posted, *(vars(record) for record in caplog.records if "auction" in vars(record))])
    assert not any(f"{amount}" in told for amount in (77, 93, 41, 4100))
    with pytest.raises(Conflict, match=r"auction\.same_bid"):
        await sales.bid(MARA, auction, 41)
    await sales.tick(minutes=5)
    assert [bid.amount for bid in (await sales.shown(auction)).bids] == [41_00, 40_00], "told at the end"
    assert await sales.dkp(MARA) == 59


async def test_open_bids_ascend_by_the_increment(sales: Sales):
    auction = await sales.open(OPEN)
    with pytest.raises(Invalid) as low:
        await sales.bid(MARA, auction, 9)
    assert low.value.facts["least"] == 10
    await sales.bid(MARA, auction, 10)
    with pytest.raises(Invalid, match=r"auction\.too_low"):
        await sales.bid(TOM, auction, 14)
    await sales.bid(TOM, auction, 15)
    assert [await sales.reserved(one) for one in (MARA, TOM)] == [0, 15], "who is outbid is free again"
    await sales.bid(TOM, auction, 90)
    assert await sales.reserved(TOM) == 90, "one's own bid is replaced, not added"
    shown = await sales.shown(auction)
    assert [(shown.people[bid.member_id].user_id, bid.amount) for bid in shown.bids] == [
        (TOM.user_id, 90_00),
        (MARA.user_id, 10_00),
    ]
    await sales.tick(minutes=5)
    assert await sales.dkp(TOM) == 10


async def test_what_is_bid_is_reserved_over_all_live_auctions(sales: Sales):
    first, second, third = [await sales.open(one) for one in (SEALED, SECOND, OPEN)]
    await sales.bid(MARA, first, 50)
    await sales.bid(MARA, second, 30)
    with pytest.raises(Invalid) as dear:
        await sales.bid(MARA, third, 21)
    assert dear.value.facts == {"needed": 21, "free": 20, "held": 80}
    await sales.bid(MARA, third, 20)
    assert await sales.reserved(MARA) == 100
    await sales.bid(MARA, first, 40)
    assert await sales.reserved(MARA) == 90
    await sales.loot.auctions.acts.cancel(OFFICER, second.id, "not ours to sell")
    assert await sales.reserved(MARA) == 60, "cancelling frees"
    await sales.tick(minutes=5)
    assert (await sales.reserved(MARA), await sales.dkp(MARA)) == (0, 40)


async def test_the_same_form_sent_twice_bids_once(sales: Sales):
    auction = await sales.open(OPEN)
    first, second = await asyncio.gather(*(sales.bid(MARA, auction, 50, "one form") for _ in range(2)))
    assert [one.again for one in (first, second)] == [False, True]
    assert second.amount == 50_00
    assert not (await sales.bid(TOM, auction, 60, "one form")).again, "a key is its owner's"
    assert (await sales.bid(MARA, auction, 99, "one form")).amount == 50_00, "what stands is shown"


async def test_a_late_bid_moves_the_end_and_an_invalid_one_never_does(sales: Sales):
    auction = await sales.open(OPEN)
    sales.house.clock.advance(minutes=4, seconds=30)
    at_thirty = await sales.bid(MARA, auction, 10)
    assert (at_thirty.moved, at_thirty.auction.closes_at) == (False, auction.closes_at)
    sales.house.clock.advance(seconds=20)
    for amount in (11, 0, -5, 10**8, 101):
        with pytest.raises(Refusal):
            await sales.bid(TOM, auction, amount)
    assert (await sales.auction(auction)).closes_at == auction.closes_at
    moved = await sales.bid(TOM, auction, 20)
    assert moved.moved
    assert moved.auction.closes_at == sales.house.clock() + timedelta(seconds=30)
    await sales.tick(seconds=29)
    assert (await sales.auction(auction)).state is AuctionState.OPEN
    await sales.tick(seconds=1)
    assert (await sales.auction(auction)).state is AuctionState.SOLD


async def test_the_end_moves_no_further_than_the_guild_allows(sales: Sales):
    await sales.choose(MOST_EXTENSION.name, 1)
    auction = await sales.open(OPEN)
    sales.house.clock.advance(minutes=5, seconds=-1)
    for amount in (10, 15, 20):
        await sales.bid(MARA, auction, amount)
        sales.house.clock.advance(seconds=29)
    assert (await sales.auction(auction)).closes_at == auction.closes_at + timedelta(minutes=1)
    with pytest.raises(Conflict, match=r"auction\.over"):
        await sales.bid(TOM, auction, 25)


async def test_what_comes_at_the_instant_of_the_end_is_too_late(sales: Sales):
    auction = await sales.open(OPEN)
    sales.house.clock.advance(minutes=5)
    with pytest.raises(Conflict, match=r"auction\.over"):
        await sales.bid(MARA, auction, 10)
    await sales.tick()
    over = await sales.auction(auction)
    assert (over.state, over.ending) == (AuctionState.UNSOLD, Ending.NO_BIDS)


async def test_timer_and_officers_closing_together_close_and_charge_once(sales: Sales):
    auction = await sales.open(SEALED)
    await sales.bid(MARA, auction, 60)
    sales.house.clock.advance(minutes=5)
    acts = sales.loot.auctions.acts
    closings = [*(acts.close(OFFICER, auction.id) for _ in range(25)), *(acts.due() for _ in range(25))]
    told = await asyncio.gather(*closings, return_exceptions=True)
    refused = [one for one in told if isinstance(one, BaseException)]
    assert all(isinstance(one, Conflict) and one.code == "auction.over" for one in refused)
    assert len(refused) >= 24
    assert (await sales.dkp(MARA), len(await sales.items())) == (40, 1)
    assert (await sales.house.log()).count("auction.sold") == 1
    await sales.house.hall.notices.deliver()
    assert sales.house.office.events("auction.closed") == ["auction.closed"]


async def test_fifty_people_bid_at_once_and_one_leads(sales: Sales):
    crowd = [Actor(GUILD, 20_000 + number, frozenset(), manages_guild=False) for number in range(50)]
    await sales.give(1000, *crowd)
    auction = await sales.open(OPEN)
    bids = [sales.bid(one, auction, 10 + 5 * number) for number, one in enumerate(crowd)]
    told = await asyncio.gather(*bids, return_exceptions=True)
    taken = [one for one in told if not isinstance(one, BaseException)]
    shown = await sales.shown(auction)
    assert shown.auction.bidders == len(taken) == len(shown.bids)
    assert shown.bids[0].amount == shown.auction.highest == 255_00
    assert all(high.amount - low.amount >= 5_00 for high, low in zip(shown.bids, shown.bids[1:], strict=False))
    assert sum([await sales.reserved(one) for one in crowd]) == 255


async def test_somebody_who_bids_everywhere_at_once_is_covered_everywhere(sales: Sales):
    everything = [await sales.open(SEALED if number % 2 else SECOND) for number in range(10)]
    bids = [sales.bid(MARA, one, 30) for one in everything for _ in range(5)]
    told = await asyncio.gather(*bids, return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in told) == 3
    assert await sales.reserved(MARA) == 90


async def test_undoing_gives_points_and_item_back_and_the_auction_says_so(sales: Sales):
    auction = await sales.open(SEALED)
    await sales.bid(MARA, auction, 60)
    await sales.close(auction)
    await sales.undo(auction)
    over = await sales.auction(auction)
    assert over.state is AuctionState.UNDONE
    assert await sales.dkp(MARA) == 100
    assert [item.undone_at for item in await sales.items()] == [sales.house.clock()]
    with pytest.raises(Conflict, match=r"points\.undone_before"):
        await sales.undo(auction)


async def test_it_is_told_once_that_it_is_closing(sales: Sales):
    await sales.open(SEALED)
    await sales.open(replace(SEALED, minutes=1))
    await sales.tick(seconds=29)
    assert sales.house.office.told("auction.closing") == []
    await sales.tick(seconds=1)
    assert [facts["auction"] for facts, _ in sales.house.office.told("auction.closing")] == [2], "at half time"
    now = sales.house.clock()
    assert await sales.house.desk.db.read(lambda tx: auctions.due(tx, now, now)) == [], "then there is nothing to do"
    await sales.tick(minutes=3, seconds=30)
    await sales.tick(seconds=1)
    assert [facts["auction"] for facts, _ in sales.house.office.told("auction.closing")] == [2, 1]


BAD: dict[str, tuple[Asked, str]] = {
    "minimum 0": (replace(SEALED, minimum=0), "auction.min_bid"),
    "minimum below": (replace(SEALED, minimum=-5), "auction.min_bid"),
    "minimum beyond": (replace(SEALED, minimum=10**7 + 1), "auction.min_bid"),
    "0 minutes": (replace(SEALED, minutes=0), "auction.minutes"),
    "10 million minutes": (replace(SEALED, minutes=10**7), "auction.minutes"),
    "300 characters": (replace(SEALED, item="x" * 300), "auction.item_length"),
    "nothing to be seen": (replace(SEALED, item=" \u200b\n "), "auction.item_length"),
    "increment 0": (replace(OPEN, increment=0), "auction.increment"),
    "increment where nobody outbids": (replace(SEALED, increment=5), "auction.increment_open"),
    "extend below": (replace(OPEN, extend=-1), "auction.extend"),
    "extend beyond": (replace(OPEN, extend=601), "auction.extend"),
}


@pytest.mark.parametrize("name", BAD)
async def test_what_no_auction_can_be_is_refused(sales: Sales, name: str):
    asked, code = BAD[name]
    with pytest.raises(Invalid) as no:
        await sales.open(asked)
    assert no.value.code == code
    assert (await sales.loot.auctions.views.listed(GUILD, 1)).total == 0


async def test_beside_other_systems_auctions_are_a_setting(sales: Sales):
    for system in ("epgp", "loot_council"):
        await sales.choose(LOOT_SYSTEM.name, system)
        await sales.choose(SECONDARY.name, "none")
        with pytest.raises(Conflict, match=r"auction\.switched_off"):
            await sales.open()
        await sales.choose(SECONDARY.name, "auction")
        await sales.choose(SECONDARY_FOR.name, "boe")
        assert (await sales.open()).terms.scope is Scope.BOE
    await sales.choose(LOOT_SYSTEM.name, "dkp")
    await sales.choose(SECONDARY.name, "none")
    assert (await sales.open()).terms.scope is Scope.ALL


async def test_only_officers_open_close_and_cancel(sales: Sales):
    auction = await sales.open()
    acts = sales.loot.auctions.acts
    for act in (sales.open(who=MARA), acts.close(MARA, auction.id), acts.cancel(MARA, auction.id, "why")):
        with pytest.raises(Forbidden):
            await act


async def test_nobody_bids_where_there_is_nothing_to_bid_on(sales: Sales):
    auction = await sales.open()
    elsewhere = Actor(1, MARA.user_id, frozenset(), manages_guild=True)
    await sales.give(500, elsewhere)
    with pytest.raises(NotFound):
        await sales.bid(elsewhere, auction, 10)
    with pytest.raises(NotFound):
        await sales.loot.auctions.views.show(1, auction.id)
    await sales.loot.auctions.acts.cancel(OFFICER, auction.id, "not ours")
    for act in (sales.bid(MARA, auction, 10), sales.close(auction)):
        with pytest.raises(Conflict, match=r"auction\.cancelled"):
            await act
    assert (await sales.shown(auction)).auction.reason == "not ours"
    with pytest.raises(Invalid, match=r"auction\.reason_length"):
        await sales.loot.auctions.acts.cancel(OFFICER, auction.id, " ")


async def test_what_was_sealed_stays_secret_when_it_is_cancelled(sales: Sales):
    auction = await sales.open()
    await sales.bid(MARA, auction, 60)
    await sales.loot.auctions.acts.cancel(OFFICER, auction.id, "again next week")
    assert (await sales.shown(auction)).bids == ()
    assert sales.house.office.events("auction.closed") == ["auction.closed"]


async def test_erasing_somebody_takes_their_bids_out(sales: Sales):
    opens, sealed = await sales.open(OPEN), await sales.open(SEALED)
    await sales.bid(TOM, opens, 20)
    await sales.bid(MARA, opens, 30)
    await sales.bid(MARA, sealed, 60)
    kept = await sales.house.hall.privacy.export(MARA)
    assert [(one["item"], one["amount"]) for one in kept["auction_bids"]] == [(BLADE, 30_00), (BLADE, 60_00)]
    assert await sales.house.hall.privacy.erase(MARA)
    shown = await sales.shown(opens)
    assert (shown.auction.highest, shown.auction.bidders, len(shown.bids)) == (20_00, 1, 1)
    assert (await sales.auction(sealed)).bidders == 0
    await sales.tick(minutes=5)
    assert await sales.winner(opens) == TOM.user_id
    assert (await sales.auction(sealed)).state is AuctionState.UNSOLD


TAMPERING = (
    "UPDATE auctions SET minimum = 1",
    "UPDATE auctions SET closes_at = closes_at - 1",
    "UPDATE auctions SET state = 'undone'",
    "DELETE FROM auctions",
    "UPDATE auction_bids SET amount = amount + 1",
    "DELETE FROM auction_bids",
    "INSERT INTO auction_bids (auction_id, member_id, key, amount, at) VALUES (2, 1, 'k', 5, 0)",
    "UPDATE auctions SET price = 1 WHERE id = 2",
)


@pytest.mark.parametrize("change", TAMPERING)
async def test_the_database_itself_refuses_to_change_what_was_bid(sales: Sales, change: str):
    live, over = await sales.open(), await sales.open(replace(SEALED, sale=Sale.SECOND_PRICE))
    await sales.bid(MARA, live, 20)
    await sales.bid(TOM, over, 20)
    await sales.close(over)
    with pytest.raises(DBAPIError):
        await sales.house.desk.db.write(lambda tx: tx.execute(text(change)))


async def test_nothing_is_told_twice_by_the_outbox(sales: Sales):
    auction = await sales.open()
    await sales.tick(minutes=6)
    await sales.tick(minutes=6)
    now = sales.house.clock()
    again = await sales.house.desk.db.write(
        lambda tx: notices.put(tx, GUILD, "auction.closed", key=f"auction:{auction.id}:closed", facts={}, now=now)
    )
    assert not again
