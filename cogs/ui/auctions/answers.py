"""What officers are answered: what became of the auction that they closed or cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.auctions.naming import dkp, why, winner_text
from cogs.ui.words import Words
from domain.auctions import Auction, AuctionState

if TYPE_CHECKING:
    from services.loot.auction_views import Shown


def closed(say: Words, shown: Shown) -> str:
    """Who has it, or what is going on instead."""
    auction = shown.auction
    item = auction.terms.item
    match auction.state:
        case AuctionState.ROLLING:
            return say("auction.said.rolling", item=item)
        case AuctionState.UNSOLD:
            return say("auction.said.unsold", item=item, why=why(say, auction))
        case _:
            who, price = winner_text(say, auction, shown.people), dkp(say, auction.price or 0)
            return say("auction.said.sold", item=item, who=who, price=price)


def cancelled(say: Words, auction: Auction) -> str:
    """What cancelling means."""
    if not auction.bidders:
        return say("auction.said.cancelled_empty", item=auction.terms.item)
    return say("auction.said.cancelled", item=auction.terms.item, people=auction.bidders)
