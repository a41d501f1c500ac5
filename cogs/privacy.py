"""`/privacy`: what is kept about the one who asks, a file of it, and its erasure."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import privacy as ui
from cogs.ui.door import Interaction
from services.guildhall import Guildhall


class PrivacyCog(commands.GroupCog, name="privacy"):
    """What this bot keeps about you, a file of it, and its erasure."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def show(self, interaction: Interaction) -> None:
        """Read what is kept about you here, why, and how long."""
        await ui.own.show_what_is_kept(interaction)

    @app_commands.command()
    async def export(self, interaction: Interaction) -> None:
        """Get a file with everything that is kept about you here, pictures too."""
        await ui.own.send_export(interaction)

    @app_commands.command()
    async def erase(self, interaction: Interaction) -> None:
        """Erase what is kept about you here, for good; you are asked first."""
        await ui.own.ask_to_erase(interaction)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(PrivacyCog(bot.hall))
