"""The command tree: one door for errors, a reference per interaction, Spanish metadata, and a sync only when needed."""

import asyncio
import hashlib
import json
import logging
from typing import Any

import discord
from discord import app_commands

from cogs.ui import door
from cogs.ui.cooldowns import Cooldowns
from cogs.ui.metering import settle_command
from cogs.ui.words import COMMANDS
from services import trace

log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[Any]):
    """discord.py's tree with this house's manners."""

    def __init__(self, client: discord.Client, **options: Any) -> None:
        super().__init__(client, **options)
        self._cooldowns = Cooldowns()

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """From here on the log knows which interaction it is about; a costly command may have to wait."""
        trace.follow(trace.reference(interaction.id))
        if interaction.type is discord.InteractionType.autocomplete and (task := asyncio.current_task()):
            # discord.py tells nobody what came of a suggestion.
            task.add_done_callback(lambda _: settle_command(interaction))
        self._cooldowns.check(interaction)
        return True

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """The one door for errors."""
        await door.answer_error(interaction, error)
        settle_command(interaction)

    def fingerprint(self) -> str:
        """A hash of all that Discord would be told about the commands: in English, and what that is in Spanish."""
        payload = [command.to_dict(self) for command in self._get_all_commands()]
        payload.sort(key=lambda command: (command["type"], command["name"]))
        # To have each text translated into each of Discord's languages takes ten times as long, at every start.
        text = json.dumps([self.client.application_id, payload, COMMANDS], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


class Spanish(app_commands.Translator):
    """Descriptions and choices in Spanish; names stay as they are, so that everybody can help everybody."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The Spanish for an English description, or None to leave it."""
        if locale not in (discord.Locale.spain_spanish, discord.Locale.latin_american_spanish):
            return None
        places = app_commands.TranslationContextLocation
        if context.location in (places.command_name, places.group_name, places.parameter_name):
            return None
        return COMMANDS.get(string.message)
