"""`/setup`: the guided start, which can be run again and shows what is set."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import setup as ui
from cogs.ui.door import Interaction, actor_of, show, words_for
from services.guildhall import Guildhall


class SetupCog(commands.Cog):
    """The guided start."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: Interaction) -> None:
        """Set up this server step by step: timezone, roles, channel, loot and draws."""
        values = await self.hall.settings.for_leader(actor_of(interaction))
        await show(interaction, ui.setup_card(words_for(interaction), values), private=True)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(SetupCog(bot.hall))
