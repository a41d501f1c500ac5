"""`/epgp`: effort and gear points, who has priority, and what gear costs."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import points as ui
from cogs.ui.door import Interaction
from cogs.ui.points.choices import QUALITIES, SLOTS, Voice
from domain.loot import Pool, System
from services.guildhall import Guildhall


class EpgpCog(commands.GroupCog, name="epgp"):
    """Effort points over gear points: who comes first, and what gear costs."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def standings(self, interaction: Interaction) -> None:
        """Show everybody's priority, with EP and GP."""
        await ui.board.show_standings(interaction, System.EPGP)

    @app_commands.command()
    async def history(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Explain somebody's EP and GP line by line.

        Args:
            member: Whose points; empty means yours
        """
        await ui.history.show_history(interaction, System.EPGP, member.id if member else None)

    @app_commands.command()
    async def items(self, interaction: Interaction) -> None:
        """Show what gear costs: by slot or by formula, and single items."""
        await ui.prices.show_prices(interaction)

    @app_commands.command()
    async def award(
        self,
        interaction: Interaction,
        ep: str,
        reason: str,
        members: str = "",
        role: discord.Role | None = None,
        voice: Voice | None = None,
    ) -> None:
        """Give EP to many at once; you see who moves before anything is given.

        Args:
            ep: How many EP for each, such as 50 or 12.5
            reason: Why; everybody reads it
            members: Who gets them: mentions, one after the other
            role: Everybody who has this role
            voice: Everybody who is in this voice channel now
        """
        await ui.previews.ask_to_award(interaction, Pool.EP, ep, reason, members, role, voice)

    @app_commands.command()
    async def charge(self, interaction: Interaction, member: discord.User, gp: str, reason: str) -> None:
        """Charge GP to a member; you see what it does before it is done.

        Args:
            member: Whose points
            gp: How many GP, such as 60 or 12.5
            reason: Why; everybody reads it
        """
        await ui.previews.ask_to_charge(interaction, Pool.GP, gp, member, reason)

    @app_commands.command()
    async def decay(self, interaction: Interaction, percent: str = "") -> None:
        """Take a percentage off everybody's EP and GP; you see what is left first.

        Args:
            percent: How much, such as 10 or 7.5; empty means as this server has set
        """
        await ui.previews.ask_to_decay(interaction, System.EPGP, percent)

    @app_commands.command(name="item-set")
    @app_commands.choices(quality=QUALITIES, slot=SLOTS)
    async def item_set(
        self,
        interaction: Interaction,
        gp: str,
        quality: str | None = None,
        slot: str | None = None,
        item: str = "",
    ) -> None:
        """Set what a slot or a single item costs.

        Args:
            gp: How many GP, such as 80 or 12.5; 0 means it is free
            quality: Only items of this quality in the slot
            slot: Where it is worn
            item: The name of a single item, instead of a slot
        """
        await ui.prices.set_price(interaction, gp, quality, slot, item)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(EpgpCog(bot.hall))
