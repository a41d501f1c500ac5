"""`/audit`: the guild's log, and a check that nobody touched it."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from cogs.ui import log as ui
from cogs.ui.door import Interaction, actor_of, answer, guild_of, show, words_for
from services.guildhall import Guildhall


class AuditCog(commands.GroupCog, name="audit"):
    """Who did what in this server, in a log that cannot be edited."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction, kind: str | None = None) -> None:
        """Show the log, newest first.

        Args:
            kind: Only this kind of act
        """
        page = await self.hall.log.page(actor_of(interaction), kind=kind, page=1)
        await show(interaction, ui.log_card(words_for(interaction), page, kind), private=True)

    @app_commands.command()
    async def verify(self, interaction: Interaction) -> None:
        """Walk the log's chain of hashes again, from its first row."""
        checked = await self.hall.log.verify(guild_of(interaction))
        await answer(interaction, ui.verdict(words_for(interaction), checked))

    @list_.autocomplete("kind")
    async def _kinds(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return ui.kind_choices(await self.hall.log.kinds(actor_of(interaction)), current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(AuditCog(bot.hall))
