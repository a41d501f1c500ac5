"""Costly commands: whoever draws pictures or has years counted again and again waits a little."""

from collections.abc import Mapping
from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

Interaction = discord.Interaction[Any]

_PICTURES: Final = (10, 60.0)
_FILES: Final = (3, 60.0)

COSTLY: Final[Mapping[str, tuple[int, float]]] = {
    "profile": _PICTURES,
    "stats": _PICTURES,
    "compare": _PICTURES,
    "leaderboard": _PICTURES,
    "insights": _PICTURES,
    "pot insights": _PICTURES,
    "clan stats": _PICTURES,
    "clan profile": _PICTURES,
    "clan snapshot": _PICTURES,
    "loot export": _FILES,
    "privacy export": _FILES,
    "raid import": _PICTURES,
}
"""How often one person may use each command in one server, within how many seconds."""


class Cooldowns:
    """Who used which costly command lately; one for each bot, forgotten when it stops."""

    def __init__(self) -> None:
        self._lately = {
            name: commands.CooldownMapping[Interaction].from_cooldown(times, seconds, _who)
            for name, (times, seconds) in COSTLY.items()
        }

    def check(self, interaction: Interaction) -> None:
        """Note a use; raises `CommandOnCooldown` where it is one too many. By Discord's clock, which made the id."""
        if interaction.type is not discord.InteractionType.application_command or interaction.command is None:
            return
        if (mapping := self._lately.get(interaction.command.qualified_name)) is None:
            return
        at = interaction.created_at.timestamp()
        bucket = mapping.get_bucket(interaction, at)
        assert bucket is not None  # every command of the table has a limit
        if wait := bucket.update_rate_limit(at):
            raise app_commands.CommandOnCooldown(bucket, wait)


def _who(interaction: Interaction) -> tuple[int | None, int]:
    return interaction.guild_id, interaction.user.id
