"""`/wallet`: what a member has and how it came to be, and leaders who grant and take credits."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import wallet as ui
from cogs.ui.door import Interaction, actor_of, show, words_for
from services.guildhall import Guildhall


class WalletCog(commands.GroupCog, name="wallet"):
    """Credits for pots and prizes. They cannot be bought, cashed out or passed between members."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command(name="show")
    async def show_(self, interaction: Interaction) -> None:
        """Show what is in your wallet, and what moved last."""
        wallet = await self.hall.wallets.show(actor_of(interaction))
        await show(interaction, ui.card.wallet_card(words_for(interaction), wallet), private=True)

    @app_commands.command()
    async def history(self, interaction: Interaction) -> None:
        """Explain your credits line by line, from the first to the last."""
        page = await self.hall.wallets.history(actor_of(interaction), 1)
        await show(interaction, ui.card.history_card(words_for(interaction), page), private=True)

    @app_commands.command()
    async def grant(self, interaction: Interaction, member: discord.Member, amount: int, reason: str) -> None:
        """Grant credits to a member; everybody here sees it.

        Args:
            member: Whose wallet
            amount: How many credits
            reason: Why; everybody reads it
        """
        await ui.changes.grant_credits(interaction, member, amount, reason)

    @app_commands.command()
    async def take(self, interaction: Interaction, member: discord.User, amount: int, reason: str) -> None:
        """Take credits from a member; everybody here sees it.

        Args:
            member: Whose wallet
            amount: How many credits
            reason: Why; everybody reads it
        """
        await ui.changes.take_credits(interaction, member, amount, reason)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(WalletCog(bot.hall))
