"""`/profile`, `/stats` and `/compare`: members on a card, line by line, and side by side."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import profiles as ui
from cogs.ui.door import Interaction
from services.guildhall import Guildhall


class ProfileCog(commands.Cog):
    """Who somebody is in the guild."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def profile(self, interaction: Interaction, member: discord.Member | None = None) -> None:
        """Show a member's card: rank, credits, points, gains, wins and characters.

        Args:
            member: Whose card; empty: yours
        """
        await ui.card.show_profile(interaction, member)

    @app_commands.command()
    async def stats(self, interaction: Interaction) -> None:
        """Read your numbers line by line: where each comes from, and what brings the next place."""
        await ui.lines.show_stats(interaction)

    @app_commands.command()
    async def compare(self, interaction: Interaction, member: discord.Member) -> None:
        """See yourself and a member side by side.

        Args:
            member: Who to compare with
        """
        await ui.versus.show_comparison(interaction, member)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(ProfileCog(bot.hall))
