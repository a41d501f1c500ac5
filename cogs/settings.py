"""`/settings`: what a guild can set, feature by feature."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import blocking
from cogs.ui import settings as ui
from cogs.ui.door import Interaction, actor_of, answer, guild_of, show, words_for
from services.guildhall import Guildhall


class SettingsCog(commands.GroupCog, name="settings"):
    """What this server has set, and changing it."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def show(self, interaction: Interaction, area: str | None = None) -> None:
        """Show what is set, and what each setting does.

        Args:
            area: The feature whose settings to show
        """
        values = await self.hall.settings.show(guild_of(interaction))
        await show(interaction, ui.settings_card(words_for(interaction), values, area), private=True)

    @app_commands.command()
    async def set(self, interaction: Interaction, name: str, value: str) -> None:
        """Change a setting of this server.

        Args:
            name: Which setting
            value: Its new value; roles and channels by name or as mentions
        """
        text = await ui.with_mentions(interaction, name, value)
        change = await self.hall.settings.set(actor_of(interaction), name, text)
        await answer(interaction, ui.changed(words_for(interaction), change))

    @app_commands.command()
    async def reset(self, interaction: Interaction, name: str) -> None:
        """Put a setting back to its default.

        Args:
            name: Which setting
        """
        change = await self.hall.settings.reset(actor_of(interaction), name)
        await answer(interaction, ui.changed(words_for(interaction), change))

    @app_commands.command()
    async def block(self, interaction: Interaction, member: discord.User, reason: str) -> None:
        """Let a member only look: no entering, staking, bidding, voting or asking.

        Args:
            member: Who
            reason: Why; they read it, and it is kept in the log
        """
        await blocking.block(interaction, member, reason)

    @app_commands.command()
    async def unblock(self, interaction: Interaction, member: discord.User) -> None:
        """Let a member take part again.

        Args:
            member: Who
        """
        await blocking.unblock(interaction, member)

    @show.autocomplete("area")
    async def _areas(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return ui.area_choices(current)

    @set.autocomplete("name")
    @reset.autocomplete("name")
    async def _names(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return ui.name_choices(words_for(interaction), current)

    @set.autocomplete("value")
    async def _values(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return ui.value_choices(words_for(interaction), interaction.namespace.name, current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(SettingsCog(bot.hall))
