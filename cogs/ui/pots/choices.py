"""What can be picked while typing a command of pots."""

from __future__ import annotations

from collections.abc import Collection

from discord import app_commands

from cogs.ui.door import Interaction, guild_of, hall_of, words_for
from cogs.ui.pots.naming import state_words
from domain.pots import PotState

Choices = list[app_commands.Choice[str]]

STATUSES: Choices = [app_commands.Choice(name=state.value.capitalize(), value=state.value) for state in PotState]

OPEN = (PotState.OPEN,)

_MOST = 25
"""As many as Discord takes."""


async def pots(interaction: Interaction, typed: str, states: Collection[PotState] | None) -> Choices:
    """Pots by name and state; their numbers are what the command gets."""
    say = words_for(interaction)
    found = await hall_of(interaction).pots.views.names(guild_of(interaction), typed, states)
    return [
        app_commands.Choice(name=f"{pot.terms.name} · {state_words(say, pot)}", value=str(pot.id))
        for pot in found[:_MOST]
    ]


async def chosen(interaction: Interaction, typed: str) -> int:
    """The number of the pot that was picked or typed; raises `NotFound`."""
    return await hall_of(interaction).pots.views.id_of(guild_of(interaction), typed)
