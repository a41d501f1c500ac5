"""`/link`, `/unlink` and `/me`: an account in the browser, and what members say about themselves."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import links as ui
from cogs.ui.door import Interaction
from services.guildhall import Guildhall


class LinkCog(commands.Cog):
    """Accounts and preferences."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def link(self, interaction: Interaction) -> None:
        """Get a private address where you show that this account is yours."""
        await ui.linking.offer_link(interaction)

    @app_commands.command()
    async def unlink(self, interaction: Interaction) -> None:
        """Forget your link, and what was kept with it."""
        await ui.linking.unlink(interaction)

    @app_commands.command()
    async def me(
        self,
        interaction: Interaction,
        region: str | None = None,
        team: str | None = None,
        digests: bool | None = None,  # noqa: FBT001 - an option of the command
    ) -> None:
        """Say where you play and with whom, and whether I may write to you.

        Args:
            region: Your region, such as EU; none takes it away
            team: Your team, such as Raid 1; none takes it away
            digests: May I send you direct messages, one an hour at most?
        """
        await ui.own.set_own(interaction, region, team, digests)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(LinkCog(bot.hall))
