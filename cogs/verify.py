"""`/verify`: anybody checks a draw, check by check."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import draws as ui
from cogs.ui.door import Interaction
from services.guildhall import Guildhall


class VerifyCog(commands.Cog):
    """Checking draws."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    @app_commands.rename(number="draw")
    async def verify(
        self,
        interaction: Interaction,
        number: app_commands.Range[int, 1, 2**31 - 1] | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Check a draw step by step: by its number, by its proof file, or see them all.

        Args:
            number: The number of a draw of this server
            file: A proof.json, from here or from anywhere
        """
        await ui.verify.verify(interaction, number, file)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(VerifyCog(bot.hall))
