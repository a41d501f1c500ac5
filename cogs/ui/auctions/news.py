"""What is announced of auctions: each card tells the auction as it stands when it is delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.auctions.card import bid_row, check_link, check_row, frame_of, outcome_body, panel_link
from cogs.ui.auctions.how import HowItWorks
from cogs.ui.auctions.naming import bids_line, status_line, terms_line
from cogs.ui.cards import Accent, Card, Item
from cogs.ui.draws.naming import commitment_line
from cogs.ui.words import Words
from domain.auctions import AuctionState
from domain.notices import Notice
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.loot.auction_views import Shown


async def opened(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """There is something to bid on."""
    shown = await _shown(hall, notice)
    heading = say("auction.news.opened", item=shown.auction.terms.item)
    return Card(
        Accent.LOOT,
        heading,
        status=_status(say, shown),
        body=[terms_line(say, shown.auction)],
        rows=[_buttons(say, shown)],
        links=panel_link(say, shown),
    )


async def closing(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """It is about to end: what has to be beaten, or how many have bid."""
    shown = await _shown(hall, notice)
    auction = shown.auction
    told = [f"{bids_line(say, auction, shown.people)}\n{terms_line(say, auction)}"]
    return Card(
        Accent.LOOT,
        say("auction.news.closing", item=auction.terms.item),
        status=_status(say, shown),
        body=told if auction.state is AuctionState.OPEN else [],
        rows=[_buttons(say, shown)],
        links=panel_link(say, shown),
    )


async def closed(hall: Guildhall, notice: Notice, say: Words) -> Card:
    """Who won for how much and why that much; or why nobody did."""
    shown = await _shown(hall, notice)
    auction, frame = shown.auction, frame_of(hall)
    cancelled = auction.state is AuctionState.CANCELLED
    return Card(
        Accent.ALERT if cancelled else Accent.LOOT,
        say("auction.news.closed", item=auction.terms.item),
        status=status_line(say, auction, shown.people),
        body=[] if cancelled else outcome_body(say, shown),
        rows=[[_how(say, shown), *check_row(say, shown.draw, frame.public_url)]],
        links=[*check_link(say, shown.draw, frame.public_url), *panel_link(say, shown)],
        small=commitment_line(say, shown.draw) if shown.draw is not None else "",
    )


async def _shown(hall: Guildhall, notice: Notice) -> Shown:
    return await hall.loot.auctions.views.show(notice.guild_id, notice.facts["auction"])


def _status(say: Words, shown: Shown) -> str:
    """How it stands, in words that do not turn false in a post that nobody edits."""
    auction = shown.auction
    if auction.state is not AuctionState.OPEN:
        return status_line(say, auction, shown.people)
    return say("auction.news.ends", sale=say(f"auction.sale.{auction.terms.sale}"), at=auction.closes_at)


def _buttons(say: Words, shown: Shown) -> list[Item]:
    return bid_row(say, shown) if shown.auction.state is AuctionState.OPEN else [_how(say, shown)]


def _how(say: Words, shown: Shown) -> Item:
    return HowItWorks.button(shown.auction.id, label=say("auction.button.how"))
