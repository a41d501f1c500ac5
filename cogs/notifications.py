"""`/notifications`: which events are told, and where."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.ui import notifications as ui
from cogs.ui.door import Interaction, actor_of, answer, show, words_for
from services.guildhall import Guildhall


class NotificationsCog(commands.GroupCog, name="notifications"):
    """Which events are announced, and where."""

    def __init__(self, hall: Guildhall) -> None:
        self.hall = hall

    @app_commands.command()
    async def show(self, interaction: Interaction) -> None:
        """Show every event, where it goes and how its last delivery went."""
        routes = await self.hall.notices.routes(actor_of(interaction))
        await show(interaction, ui.routes_card(words_for(interaction), routes), private=True)

    @app_commands.command()
    async def set(
        self,
        interaction: Interaction,
        event: str,
        channel: discord.TextChannel | discord.Thread | None = None,
        webhook: str | None = None,
        enabled: bool | None = None,  # noqa: FBT001 - an option of the command
    ) -> None:
        """Choose a channel or a webhook for an event, or turn it off.

        Args:
            event: Which event
            channel: Post it in this channel
            webhook: Or send it to this Discord webhook address
            enabled: Announce it?
        """
        route, changed = await self.hall.notices.set_route(
            actor_of(interaction),
            event,
            channel_id=channel.id if channel else None,
            webhook_url=ui.webhook_address(webhook),
            enabled=enabled,
        )
        say = words_for(interaction)
        await answer(interaction, ui.routed(say, route, enabled) if changed else ui.as_before(say, route))

    @app_commands.command()
    async def test(self, interaction: Interaction, event: str) -> None:
        """Send a sample of an event the way it would really go.

        Args:
            event: Which event
        """
        await interaction.response.defer(ephemeral=True)
        sample = await self.hall.notices.test(actor_of(interaction), event, request=interaction.id)
        await answer(interaction, ui.tested(words_for(interaction), sample))

    @set.autocomplete("event")
    @test.autocomplete("event")
    async def _events(self, interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return ui.event_choices(words_for(interaction), current)


async def setup(bot: Any) -> None:
    """Called by discord.py when the extension is loaded."""
    await bot.add_cog(NotificationsCog(bot.hall))
