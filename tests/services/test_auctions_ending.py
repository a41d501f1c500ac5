"""The end of an auction: ties that are rolled, winners who cannot pay, prices that are shared; and nothing is lost."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from domain.auctions import AuctionState, Ending
from domain.errors import Conflict
from domain.guild import DRAWS_MODE
from domain.loot import ZERO_SUM
from domain.people import Actor
from domain.raids import Report
from fairness.verify import Outcome
from playground.loopback import broken
from services.desk import Desk
from services.draws import Mismatch
from storage import members, raids
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import AWAY, LOCAL, new_hall, signature
from tests.services.selling import BRAM, MARA, OFFICER, OPEN, SEALED, SECOND, TOM, YLVA, Sales, open_sales


@pytest.fixture
async def sales(desk: Desk, clock: Clock) -> AsyncGenerator[Sales]:
    """Three members with 100 DKP each; whatever a test does, the books add up in the end."""
    async with open_sales(desk, clock) as one:
        yield one


async def test_a_tie_is_rolled_provably_and_pays_what_was_tied(sales: Sales):
    auction = await sales.open(SECOND)
    for who, amount in ((MARA, 80), (TOM, 80), (YLVA, 60)):
        await sales.bid(who, auction, amount)
    await sales.tick(minutes=5)
    rolling = await sales.auction(auction)
    assert (rolling.state, rolling.batch_id) == (AuctionState.ROLLING, None)
    assert [await sales.reserved(one) for one in (MARA, TOM, YLVA)] == [80, 80, 60], "held until it is decided"
    with pytest.raises(Conflict, match=r"auction\.rolling"):
        await sales.close(auction)
    with pytest.raises(Conflict, match=r"auction\.rolling"):
        await sales.loot.auctions.acts.cancel(OFFICER, auction.id, "why")
    await sales.settle()
    shown = await sales.shown(auction)
    assert (shown.auction.state, shown.auction.price) == (AuctionState.SOLD, 80_00)
    assert shown.draw is not None
    proof = await sales.house.proof(shown.draw.record)
    assert (proof["draw"]["kind"], proof["draw"]["rules"]) == ("tie", shown.draw.record.draw.rules)
    assert {entry["who"] for entry in proof["entries"]} == {f"discord:{one.user_id}" for one in (MARA, TOM)}
    drawn = shown.draw.winners[0].who
    assert drawn == f"discord:{await sales.winner(auction)}"
    assert sorted([await sales.dkp(one) for one in (MARA, TOM, YLVA)]) == [20, 100, 100]


async def test_who_can_no_longer_pay_is_passed_over_and_the_next_wins_by_the_same_rules(sales: Sales):
    auction = await sales.open(SECOND)
    for who, amount in ((MARA, 90), (TOM, 80), (YLVA, 60)):
        await sales.bid(who, auction, amount)
    await sales.give(-30, MARA)
    await sales.give(-30, TOM)
    await sales.tick(minutes=5)
    shown = await sales.shown(auction)
    passed = [(shown.people[one.member_id].user_id, one.price) for one in shown.passed]
    assert passed == [(MARA.user_id, 80_00)], "80 of 70 cannot be paid"
    assert await sales.winner(auction) == TOM.user_id
    assert (await sales.dkp(MARA), await sales.dkp(TOM)) == (70, 10), "60, with 70 left"
    assert "auction.passed_over" in await sales.house.log()


async def test_where_nobody_can_pay_nothing_is_sold(sales: Sales):
    auction = await sales.open(SEALED)
    await sales.bid(MARA, auction, 90)
    await sales.give(-50, MARA)
    await sales.tick(minutes=5)
    over = await sales.auction(auction)
    assert (over.state, over.ending, over.batch_id) == (AuctionState.UNSOLD, Ending.NO_PAYERS, None)
    assert (await sales.dkp(MARA), await sales.items()) == (50, [])


async def test_who_was_outbid_does_not_pay_with_what_they_bid_elsewhere_since(sales: Sales):
    auction, other = await sales.open(OPEN), await sales.open(replace(SEALED, minutes=60))
    await sales.bid(TOM, auction, 80)
    await sales.bid(MARA, auction, 90)
    await sales.bid(TOM, other, 70)
    await sales.give(-50, MARA)
    await sales.tick(minutes=5)
    assert (await sales.auction(auction)).state is AuctionState.UNSOLD
    assert (await sales.reserved(TOM), await sales.dkp(TOM)) == (70, 100)


async def test_a_roll_s_winner_who_can_no_longer_pay_is_voided_and_the_next_position_steps_up(sales: Sales):
    auction = await sales.open(SECOND)
    await sales.give(100, BRAM)
    for who, amount in ((MARA, 80), (TOM, 80), (YLVA, 80), (BRAM, 60)):
        await sales.bid(who, auction, amount)
    await sales.tick(minutes=5)
    await sales.tick()
    await sales.give(-50, MARA, TOM)
    await sales.settle()
    shown = await sales.shown(auction)
    assert shown.draw is not None
    assert await sales.winner(auction) == YLVA.user_id
    order = [one.who for one in shown.draw.places]
    before = order.index(f"discord:{YLVA.user_id}")
    assert shown.draw.voids == before == len(shown.passed), "those drawn before"
    assert shown.auction.price == (60_00 if before == 2 else 80_00), "alone among the rest one pays the next bid"
    proof = await sales.house.hall.draws.proof_at(shown.draw.record.address)
    assert (await sales.house.hall.draws.check(proof)).outcome is Outcome.VERIFIED
    assert await sales.dkp(MARA) == 50


async def test_when_all_that_were_tied_cannot_pay_the_next_bid_wins(sales: Sales):
    auction = await sales.open(SEALED)
    for who, amount in ((MARA, 80), (TOM, 80), (YLVA, 60)):
        await sales.bid(who, auction, amount)
    await sales.tick(minutes=5)
    await sales.give(-50, MARA, TOM)
    await sales.settle()
    over = await sales.auction(auction)
    assert (over.state, over.price, await sales.winner(auction)) == (AuctionState.SOLD, 60_00, YLVA.user_id)
    assert len((await sales.shown(auction)).passed) == 2


async def test_a_silent_beacon_sells_nothing_and_frees_every_bid(sales: Sales):
    auction = await sales.open(SEALED)
    await sales.bid(MARA, auction, 80)
    await sales.bid(TOM, auction, 80)
    await sales.tick(minutes=5)
    await sales.tick()
    sales.house.beacon.for_everyone = broken(503)
    await sales.tick(hours=25)
    over = await sales.auction(auction)
    assert (over.state, over.ending) == (AuctionState.UNSOLD, Ending.SILENT)
    assert (await sales.reserved(MARA), await sales.dkp(MARA)) == (0, 100)
    shown = await sales.shown(auction)
    assert shown.draw is not None
    await sales.house.hall.draws.paste(MARA, shown.draw.record.id, signature(shown.draw.record))
    assert (await sales.auction(auction)).state is AuctionState.UNSOLD, "a round found later shows what would have been"
    assert await sales.items() == []


async def test_a_roll_that_cannot_be_posted_for_a_day_is_given_up(sales: Sales):
    auction = await sales.open(SEALED)
    await sales.bid(MARA, auction, 80)
    await sales.bid(TOM, auction, 80)
    sales.house.office.trouble = AWAY
    await sales.tick(minutes=5)
    await sales.tick(hours=23)
    assert (await sales.auction(auction)).state is AuctionState.ROLLING
    await sales.tick(hours=2)
    over = await sales.auction(auction)
    assert (over.state, over.ending) == (AuctionState.UNSOLD, Ending.UNPOSTED)
    assert await sales.reserved(TOM) == 0


async def test_a_roll_that_cannot_be_decided_holds_no_bid_for_ever(sales: Sales, monkeypatch: pytest.MonkeyPatch):
    def broken_proof(*_: object) -> None:
        raise Mismatch("somebody has been at the books")

    auction = await sales.open(SEALED)
    for who in (MARA, TOM):
        await sales.bid(who, auction, 80)
    await sales.close(auction)
    monkeypatch.setattr(sales.house.hall.draws, "verify", broken_proof)
    for _ in range(5):  # on a busy machine the beacon's answer may need another try
        await sales.tick(seconds=5)
    await sales.tick(hours=47)
    assert (await sales.auction(auction)).state is AuctionState.ROLLING
    await sales.tick(hours=1)
    over = await sales.auction(auction)
    assert (over.state, over.ending) == (AuctionState.UNSOLD, Ending.BROKEN)
    assert [await sales.reserved(one) for one in (MARA, TOM)] == [0, 0]
    assert [await sales.dkp(one) for one in (MARA, TOM)] == [100, 100]


async def test_a_tie_in_a_guild_that_draws_sealed_is_decided_too(sales: Sales):
    await sales.choose(DRAWS_MODE.name, "sealed")
    auction = await sales.open(SEALED)
    for who in (MARA, TOM):
        await sales.bid(who, auction, 80)
    await sales.close(auction)
    await sales.settle()
    over = await sales.shown(auction)
    assert over.auction.state is AuctionState.SOLD
    assert over.draw is not None
    assert over.draw.sealed


async def test_a_restart_in_the_middle_needs_nothing(sales: Sales):
    auction = await sales.open(SEALED)
    await sales.bid(MARA, auction, 60)
    await sales.bid(TOM, auction, 60)
    fresh = new_hall(sales.house.desk, LOCAL.chain, sales.house.beacon)
    fresh.notices.courier = sales.house.office
    sales.house.hall = fresh
    await sales.tick(minutes=50)
    sales.house.hall = new_hall(sales.house.desk, LOCAL.chain, sales.house.beacon)
    sales.house.hall.notices.courier = sales.house.office
    await sales.settle()
    assert (await sales.auction(auction)).state is AuctionState.SOLD
    await fresh.close()


async def test_nobody_is_erased_while_a_roll_is_about_them(sales: Sales):
    auction = await sales.open(SEALED)
    for who, amount in ((MARA, 60), (TOM, 60), (YLVA, 50)):
        await sales.bid(who, auction, amount)
    await sales.tick(minutes=5)
    with pytest.raises(Conflict, match=r"draw\.erase_later"):
        await sales.house.hall.privacy.erase(MARA)
    assert await sales.house.hall.privacy.erase(YLVA), "who is not in it can go"
    await sales.settle()
    assert (await sales.auction(auction)).state is AuctionState.SOLD


async def attend(sales: Sales, *people: Actor, hours: float = 1) -> None:
    """A raid with these people ended so many hours ago."""
    now = sales.house.clock() - timedelta(hours=hours)
    report = Report("abcd1234", "Tuesday", "The Vault", now - timedelta(hours=3), now, (), {})

    def work(tx: Connection) -> None:
        there = {members.ensure(tx, GUILD, one.user_id, now).id: 600 for one in people}
        raid = raids.begin(tx, GUILD, report, by=next(iter(there)), now=now)
        raids.note_attendance(tx, raid, there)

    await sales.house.desk.db.write(work)


async def test_under_a_zero_sum_the_raid_shares_the_price_to_the_hundredth(sales: Sales):
    await sales.choose(ZERO_SUM.name, True)
    await sales.give(100, BRAM)
    await attend(sales, MARA, TOM, YLVA, BRAM)
    auction = await sales.open()
    await sales.bid(MARA, auction, 100)
    await sales.close(auction)
    assert [await sales.dkp(one) for one in (MARA, TOM, YLVA, BRAM)] == [0, 133.34, 133.33, 133.33]
    assert (await sales.auction(auction)).shared == 3
    await sales.undo(auction)
    assert [await sales.dkp(one) for one in (MARA, TOM, YLVA, BRAM)] == [100, 100, 100, 100]


async def test_without_a_raid_of_the_last_day_nothing_is_shared_and_that_is_told(sales: Sales):
    await sales.choose(ZERO_SUM.name, True)
    await attend(sales, MARA, TOM, hours=25)
    auction = await sales.open()
    await sales.bid(MARA, auction, 60)
    await sales.close(auction)
    assert [await sales.dkp(one) for one in (MARA, TOM)] == [40, 100]
    assert (await sales.auction(auction)).shared == 0
