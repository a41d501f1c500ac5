"""What is counted of an interaction: who it was and which command, and nothing that was typed."""

import discord

from cogs.ui.door import Interaction, actor_of
from services.guildhall import Guildhall

_COUNTED = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)


def note_use(hall: Guildhall, interaction: Interaction) -> None:
    """Count a command by its name; a button, a select or a form only tells that somebody was there."""
    if interaction.guild_id is None or interaction.type not in _COUNTED:
        return
    command = interaction.command if interaction.type is discord.InteractionType.application_command else None
    hall.usage.note(actor_of(interaction), command.qualified_name if command else None)
