"""Cards of auctions that are hard to come by: a crowd of bidders, shared prices, pages of auctions, both languages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cogs.ui.auctions.card import Frame, auction_card
from cogs.ui.auctions.choices import label
from cogs.ui.auctions.how import how_card
from cogs.ui.auctions.mine import mine_card
from cogs.ui.auctions.terms import roll_text
from cogs.ui.words import WORDS
from domain.auctions import Auction, AuctionState, Bid, Ending, PassedOver, Purse, Sale, Scope, Terms
from services.loot.auction_views import Mine, Shown
from services.loot.people import Person
from tests.bot.acting import buttons, card, said
from tests.bot.bidding import BLADE, bid, give_dkp, offered
from tests.bot.conftest import World

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FRAME = Frame(NOON)
EN = WORDS["en"]


def auction(state: AuctionState = AuctionState.SOLD, sale: Sale = Sale.SEALED) -> Auction:
    """An auction of five minutes that Mara (1) won for 60 DKP, if anybody did."""
    won = state in (AuctionState.SOLD, AuctionState.UNDONE)
    ends = NOON + timedelta(minutes=5)
    return Auction(
        id=7,
        guild_id=5,
        terms=Terms(BLADE, sale, 10_00, 1_00, 30, Scope.OFFSPEC),
        state=state,
        channel_id=3,
        opened_by=9,
        opened_at=NOON,
        closes_at=ends,
        latest_at=ends + timedelta(minutes=10),
        warn_at=None,
        leader_id=None,
        highest=None,
        bidders=2,
        ended_at=None if state is AuctionState.OPEN else ends,
        ended_by=None,
        ending=Ending.NO_PAYERS if state is AuctionState.UNSOLD else None,
        reason="why" if state is AuctionState.CANCELLED else "",
        winner_id=1 if won else None,
        price=60_00 if won else None,
        draw_id=None,
        batch_id=4 if won else None,
        shared=None,
    )


def shown(of: Auction, *amounts: int, passed: tuple[PassedOver, ...] = ()) -> Shown:
    """That auction with these bids of members 1, 2, 3 …, the highest first."""
    bids = tuple(Bid(number, amount * 100, NOON) for number, amount in enumerate(amounts, 1))
    people = {number: Person(number, 9000 + number) for number in range(1, 40)}
    return Shown(of, bids, passed, people, None, None)


def text_of(found: Shown) -> str:
    """All that its card says in English."""
    head, blocks, small = auction_card(EN, found, FRAME).texts()
    return "\n".join([head, *blocks, small])


def test_of_many_bids_ten_are_shown_and_the_others_counted():
    told = text_of(shown(auction(), *range(60, 30, -1)))
    assert "10. <@9010> 51 DKP\nand 20 more" in told
    assert "<@9011>" not in told


def test_equal_bids_share_a_place():
    told = text_of(shown(auction(), 60, 50, 50, 40))
    assert "🥈 <@9002> 50 DKP\n🥈 <@9003> 50 DKP\n4. <@9004> 40 DKP" in told


@pytest.mark.parametrize(
    ("people", "line"),
    [
        (3, "The price was shared among 3 other people of the raid."),
        (1, "The price was shared among 1 other person of the raid."),
        (0, "The price was shared with nobody: no raid was recorded in the last 24 hours."),
    ],
)
def test_under_a_zero_sum_it_is_told_who_got_the_price(people: int, line: str):
    assert line in text_of(shown(replace(auction(), shared=people), 60))
    assert line not in text_of(shown(auction(), 60))


def test_the_story_leaves_out_who_was_passed_over():
    second = auction(sale=Sale.SECOND_PRICE)
    told = text_of(shown(second, 60, 90, passed=(PassedOver(2, 60_00),)))
    assert "Nobody else bid, so the minimum is paid." in told
    assert "<@9002> was passed over: they could no longer pay 60 DKP." in told


def test_somebody_erased_is_named_by_nothing():
    found = shown(auction(), 60)
    found.people[1] = Person(1, None)
    assert "Sold to somebody who left for **60 DKP**" in text_of(found)


@pytest.mark.parametrize("language", list(WORDS))
@pytest.mark.parametrize("sale", list(Sale))
@pytest.mark.parametrize("state", list(AuctionState))
def test_every_state_of_every_sale_can_be_shown(language: str, sale: Sale, state: AuctionState):
    say, one = WORDS[language], auction(state, sale)
    assert auction_card(say, shown(one, 60, 40), FRAME).texts()[0]
    assert how_card(say, one).texts()[1]
    assert BLADE in label(say, one)
    for mine in (None, 60_00):
        assert mine_card(say, Mine(one, Purse(100_00, 0, mine), leads=False)).texts()[0]
    roll = roll_text(say, one.terms)
    assert roll.grounds in roll.rules


def test_a_label_is_never_longer_than_discord_takes():
    long = replace(auction(), terms=replace(auction().terms, item="ñ" * 100))
    assert all(len(label(say, long)) <= 100 for say in WORDS.values())


async def test_the_list_pages_and_opens_what_is_picked(world: World) -> None:
    assert "No auctions yet." in said(await world.raider.slash(world.general, "auction list"))
    await give_dkp(world, 100, world.raider)
    panels = [await offered(world, item=f"Ring {number}") for number in range(9)]
    await bid(world.raider, panels[-1], 20)
    listed = await world.raider.slash(world.general, "auction list")
    assert listed.ephemeral
    assert said(listed).startswith("## 🎁 Auctions\n9 auctions · Page 1 of 2\n**Ring 8**\n-# ends <t:")
    assert f"Highest bid **20 DKP** by {world.raider.mention}" in said(listed)
    await world.raider.click(card(listed), custom_id=buttons(card(listed))["▶️"])
    assert "Page 2 of 2\n**Ring 0**" in said(listed)
