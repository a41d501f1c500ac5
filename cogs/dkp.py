"""`/dkp`: points that are earned by raiding and spent on what drops."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import points as ui
from cogs.ui.door import Interaction
from cogs.ui.points.choices import Voice
from domain.loot import Pool, System
from services.guildhall import Guildhall


class DkpCog(commands.GroupCog, name="dkp"):
    """Points earned by raiding and spent on what drops."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def standings(self, interaction: Interaction) -> None:
        """Show how many DKP everybody has."""
        await ui.board.show_standings(interaction, System.DKP)

    @app_commands.command()
    async def history(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Explain somebody's DKP line by line.

        Args:
            member: Whose points; empty means yours
        """
        await ui.history.show_history(interaction, System.DKP, member.id if member else None)

    @app_commands.command()
    async def award(
        self,
        interaction: Interaction,
        points: str,
        reason: str,
        members: str = "",
        role: discord.Role | None = None,
        voice: Voice | None = None,
    ) -> None:
        """Give DKP to many at once; you see who moves before anything is given.

        Args:
            points: How many DKP for each, such as 50 or 12.5
            reason: Why; everybody reads it
            members: Who gets them: mentions, one after the other
            role: Everybody who has this role
            voice: Everybody who is in this voice channel now
        """
        await ui.previews.ask_to_award(interaction, Pool.DKP, points, reason, members, role, voice)

    @app_commands.command()
    async def charge(self, interaction: Interaction, member: discord.User, points: str, reason: str) -> None:
        """Charge DKP to a member; you see what it does before it is done.

        Args:
            member: Whose points
            points: How many DKP, such as 60 or 12.5
            reason: Why; everybody reads it
        """
        await ui.previews.ask_to_charge(interaction, Pool.DKP, points, member, reason)

    @app_commands.command()
    async def decay(self, interaction: Interaction, percent: str = "") -> None:
        """Take a percentage off everybody's DKP; you see what is left first.

        Args:
            percent: How much, such as 10 or 7.5; empty means as this server has set
        """
        await ui.previews.ask_to_decay(interaction, System.DKP, percent)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(DkpCog(bot.hall))
