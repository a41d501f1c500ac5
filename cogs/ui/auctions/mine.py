"""One's own bid in an auction, and what there is to bid with; nobody else sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.auctions.bidding import AskBid
from cogs.ui.auctions.naming import dkp
from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, actor_of, hall_of, show, words_for
from cogs.ui.press import Press, Style
from cogs.ui.words import Words
from domain.auctions import AuctionState

if TYPE_CHECKING:
    from services.loot.auction_views import Mine


class ShowMyBid(Press, key="auction:v1:mine", args=r"(?P<auction>\d{1,15})"):
    """One's own bid."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        views = hall_of(interaction).loot.auctions.views
        mine = await views.mine(actor_of(interaction), int(self.args["auction"]))
        await show(interaction, mine_card(words_for(interaction), mine), private=True)


def mine_card(say: Words, mine: Mine) -> Card:
    """The bid, and as long as one can bid what there is to bid with."""
    auction, purse = mine.auction, mine.purse
    rows: list[list[Item]] = []
    body: list[str] = []
    if auction.state is AuctionState.OPEN:
        rows = [[AskBid.button(auction.id, label=say("auction.button.bid"), style=Style.primary)]]
        had = {"balance": dkp(say, purse.balance), "held": dkp(say, purse.held), "free": dkp(say, purse.free)}
        body = [say("auction.mine.purse", **had)]
    heading = say("auction.heading", item=auction.terms.item)
    return Card(Accent.LOOT, heading, status=_stands(say, mine), body=body, rows=rows)


def _stands(say: Words, mine: Mine) -> str:
    if mine.purse.mine is None:
        return say("auction.mine.none")
    price, auction = dkp(say, mine.purse.mine), mine.auction
    if auction.terms.sale.secret:
        key = "auction.mine.sealed" if auction.state is AuctionState.OPEN else "auction.mine.bid"
        return say(key, price=price)
    if auction.state is not AuctionState.OPEN:
        return say("auction.mine.bid", price=price)
    return say("auction.mine.leads" if mine.leads else "auction.mine.outbid", price=price)
