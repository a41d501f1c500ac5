"""`/loot`: decisions of the council, what was handed out, the guild's system, and the way back."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui.door import Interaction, guild_of, words_for
from cogs.ui.moving.files import ask_to_import, send_export
from cogs.ui.moving.system import CONVERTS, SYSTEMS, ask_to_switch, show_system
from cogs.ui.points import choices
from cogs.ui.points.board import tell_priority
from cogs.ui.points.done import ask_to_undo
from services.guildhall import Guildhall


class LootCog(commands.GroupCog, group_name="loot", group_description="Who gets what drops, and why."):
    """What drops, and who gets it."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    system = app_commands.Group(name="system", description="How this server hands out what drops.")

    @system.command(name="show")
    async def system_show(self, interaction: Interaction) -> None:
        """Show which loot system this server uses, and how it works."""
        await show_system(interaction)

    @system.command(name="set")
    @app_commands.choices(system=SYSTEMS, convert=CONVERTS)
    async def system_set(self, interaction: Interaction, system: str, convert: str | None = None) -> None:
        """Switch the loot system; you see who would stand where before anything is done.

        Args:
            system: The new one
            convert: What becomes of everybody's points; empty keeps them
        """
        await ask_to_switch(interaction, system, convert)

    @app_commands.command(name="import")
    async def import_(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Bring in loot or standings of another tool; you see what would change before anything does.

        Args:
            file: An export of RCLootCouncil, Gargul, That's My BIS, CEPGP or this bot
        """
        await ask_to_import(interaction, file)

    @app_commands.command()
    @app_commands.choices(format=[app_commands.Choice(name=one, value=one) for one in ("csv", "json")])
    async def export(self, interaction: Interaction, format: str) -> None:  # noqa: A002 - an option of the command
        """Get this server's loot books as a file that can be imported again.

        Args:
            format: A table for spreadsheets, or JSON
        """
        await send_export(interaction, format)

    @app_commands.command()
    async def undo(self, interaction: Interaction, batch: str, reason: str) -> None:
        """Take back what one act changed; you see what is left of it before anything is done.

        Args:
            batch: Which act, by its number
            reason: Why; everybody reads it
        """
        await ask_to_undo(interaction, choices.number(batch), reason)

    @app_commands.command()
    async def priority(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show where somebody stands under this server's loot system.

        Args:
            member: Who; empty means you
        """
        await tell_priority(interaction, member.id if member else None)

    @undo.autocomplete("batch")
    async def _batches(self, interaction: Interaction, current: str) -> choices.Choices:
        recent = await self.hall.loot.acts.recent(guild_of(interaction))
        return choices.batches(words_for(interaction), recent, current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(LootCog(bot.hall))
