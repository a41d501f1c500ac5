"""`/auction`: what drops is sold for DKP, to the highest bid or at the second price."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import auctions as ui
from cogs.ui.auctions import choices
from cogs.ui.door import Interaction, actor_of, answer, guild_of, words_for
from services.guildhall import Guildhall


class AuctionCog(commands.GroupCog, name="auction"):
    """Auctions: what drops is sold for DKP; bids are held, ties are rolled provably."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    @app_commands.rename(type_="type", min_bid="min-bid")
    @app_commands.choices(type_=choices.SALES)
    async def open(
        self,
        interaction: Interaction,
        item: str,
        type_: str,
        min_bid: int,
        minutes: int,
        increment: int | None = None,
        extend: int | None = None,
    ) -> None:
        """Auction an item off in this channel, paid in DKP.

        Args:
            item: What is sold
            type_: How it is sold
            min_bid: The least that can be bid, in whole DKP
            minutes: For how many minutes it is open
            increment: By how many DKP a bid beats the highest, in open auctions; empty: as this server has set
            extend: Seconds: a bid this close to the end moves it by as much; empty: as this server has set
        """
        await ui.posting.open_auction(interaction, item, type_, min_bid, minutes, increment, extend)

    @app_commands.command()
    async def close(self, interaction: Interaction, auction: str) -> None:
        """Close an auction now: the winner pays at once.

        Args:
            auction: Which auction
        """
        auction_id, auctions = await choices.chosen(interaction, auction), self.hall.loot.auctions
        await auctions.acts.close(actor_of(interaction), auction_id)
        shown = await auctions.views.show(guild_of(interaction), auction_id)
        await answer(interaction, ui.answers.closed(words_for(interaction), shown))

    @app_commands.command()
    async def cancel(self, interaction: Interaction, auction: str, reason: str) -> None:
        """Cancel an open auction, publicly: nobody pays, and every bid is free.

        Args:
            auction: Which auction
            reason: Why; everybody reads it
        """
        auction_id = await choices.chosen(interaction, auction)
        cancelled = await self.hall.loot.auctions.acts.cancel(actor_of(interaction), auction_id, reason)
        await answer(interaction, ui.answers.cancelled(words_for(interaction), cancelled))

    @app_commands.command()
    async def bid(self, interaction: Interaction, auction: str, amount: int) -> None:
        """Bid on an item; what you bid is held of your DKP until it is decided.

        Args:
            auction: Which auction
            amount: How many DKP, a whole number
        """
        auction_id = await choices.chosen(interaction, auction)
        await ui.bidding.place_bid(interaction, auction_id, amount, str(interaction.id))

    @app_commands.command()
    async def show(self, interaction: Interaction, auction: str) -> None:
        """Show an auction: time left, bids, and at the end how the price came about.

        Args:
            auction: Which auction
        """
        await ui.posting.show_auction(interaction, await choices.chosen(interaction, auction))

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        """List this server's auctions, those that go on first."""
        await ui.lists.show_list(interaction)

    @show.autocomplete("auction")
    async def _any(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.auctions(interaction, current, None)

    @close.autocomplete("auction")
    @cancel.autocomplete("auction")
    @bid.autocomplete("auction")
    async def _open(self, interaction: Interaction, current: str) -> choices.Choices:
        return await choices.auctions(interaction, current, choices.OPEN)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(AuctionCog(bot.hall))
