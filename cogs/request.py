"""`/request`: members ask for credits, officers decide."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import requests as ui
from cogs.ui.door import Interaction
from domain.credit import Credit
from services.guildhall import Guildhall


class RequestCog(commands.GroupCog, name="request"):
    """Ask for credits; officers decide."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command(name="ai-credit")
    async def ai_credit(self, interaction: Interaction, amount: int, reason: str) -> None:
        """Ask for AI credits.

        Args:
            amount: How many
            reason: What for; officers read it
        """
        await ui.asking.ask(interaction, Credit.AI, amount, reason)

    @app_commands.command(name="lead-credit")
    async def lead_credit(self, interaction: Interaction, amount: int, reason: str) -> None:
        """Ask for lead credits.

        Args:
            amount: How many
            reason: What for; officers read it
        """
        await ui.asking.ask(interaction, Credit.LEAD, amount, reason)

    @app_commands.command()
    async def status(self, interaction: Interaction) -> None:
        """See how your requests went, and what you may still ask for."""
        await ui.asking.show_status(interaction)

    @app_commands.command()
    async def withdraw(self, interaction: Interaction) -> None:
        """Take back a request of yours that nobody decided yet."""
        await ui.asking.withdraw(interaction)

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        """List what is waiting for a decision."""
        await ui.lists.show_waiting(interaction)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(RequestCog(bot.hall))
