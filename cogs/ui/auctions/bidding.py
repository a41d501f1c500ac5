"""Bidding: the form behind *Bid…*, the command, and what the bidder is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.auctions.naming import dkp
from cogs.ui.door import Interaction, actor_of, answer, hall_of, words_for
from cogs.ui.press import Form, Press
from cogs.ui.words import Words
from domain.auctions import parse_bid
from domain.errors import Forbidden

if TYPE_CHECKING:
    from services.loot.auctioning import Placed

_LONGEST_NUMBER = 15


class AskBid(Press, key="auction:v1:bid", args=r"(?P<auction>\d{1,15})"):
    """Opens the form for a bid."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(BidForm(words_for(interaction), int(self.args["auction"])))


class BidForm(Form):
    """Asks how much; sending it is the confirmation, for a bid spends nothing before the end."""

    def __init__(self, say: Words, auction_id: int) -> None:
        super().__init__(title=say("auction.form.bid"))
        self._auction_id = auction_id
        self.amount: discord.ui.TextInput[Any] = discord.ui.TextInput(max_length=_LONGEST_NUMBER)
        self.add_item(
            discord.ui.Label(
                text=say("auction.form.label"), description=say("auction.form.help"), component=self.amount
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Bid, once however often this form is sent."""
        await place_bid(interaction, self._auction_id, parse_bid(self.amount.value), self.custom_id)


async def place_bid(interaction: Interaction, auction_id: int, points: int, key: str) -> None:
    """Bid so many points, and say what stands; raises `Forbidden` for a bot, and what the service raises."""
    if interaction.user.bot:
        raise Forbidden("auction.bots")
    placed = await hall_of(interaction).loot.auctions.acts.bid(actor_of(interaction), auction_id, points, key)
    await answer(interaction, told(words_for(interaction), placed))


def told(say: Words, placed: Placed) -> str:
    """The bid that stands, when it is decided, and what is left."""
    auction, amount = placed.auction, dkp(say, placed.amount)
    if placed.again:
        return say("auction.said.again", item=auction.terms.item, amount=amount)
    key = "auction.said.sealed" if auction.terms.sale.secret else "auction.said.leads"
    free = dkp(say, max(0, placed.purse.free - placed.amount))
    said = say(key, item=auction.terms.item, amount=amount, at=auction.closes_at, free=free)
    return f"{said} {say('auction.said.moved', at=auction.closes_at)}" if placed.moved else said
