"""`/insights`: how the guild uses the bot."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import insights as ui
from cogs.ui.clan.choices import WINDOWS
from cogs.ui.door import Interaction
from domain.windows import Window
from services.guildhall import Guildhall


class InsightsCog(commands.Cog):
    """Figures for officers."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    @app_commands.choices(window=WINDOWS)
    async def insights(self, interaction: Interaction, window: str) -> None:
        """See how this server uses me: who takes part, what is asked for, and who comes back.

        Args:
            window: The last 7 or 30 days, or this month
        """
        await ui.report.show_insights(interaction, Window(window))


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(InsightsCog(bot.hall))
