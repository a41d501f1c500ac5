"""What can be picked while typing a command of pots."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from discord import app_commands

from cogs.ui.door import Interaction, guild_of, hall_of, words_for
from domain.pot_settings import PotState

if TYPE_CHECKING:
    from domain.pots import Pot

Choices = list[app_commands.Choice[str]]

STATUSES: Choices = [app_commands.Choice(name=state.value.capitalize(), value=state.value) for state in PotState]

OPEN = (PotState.OPEN,)

_MOST, _LONGEST = 25, 100
"""As many as Discord takes, and as long."""


async def pots(interaction: Interaction, typed: str, states: Collection[PotState] | None) -> Choices:
    """Pots by name and state; their numbers are what the command gets."""
    from cogs.ui.pots.naming import told_apart

    say = words_for(interaction)
    found = await hall_of(interaction).pots.views.names(guild_of(interaction), typed, states)
    offered = found[:_MOST]
    return [
        app_commands.Choice(name=_label(pot, stands), value=str(pot.id))
        for pot, stands in zip(offered, told_apart(say, offered), strict=True)
    ]


def _label(pot: Pot, stands: str) -> str:
    """Its name, cut where the rest would not fit."""
    name, room = pot.terms.name, _LONGEST - len(f" · {stands}")
    return f"{name if len(name) <= room else name[: room - 1] + '…'} · {stands}"


async def chosen(interaction: Interaction, typed: str) -> int:
    """The number of the pot that was picked or typed; raises `NotFound`."""
    return await hall_of(interaction).pots.views.id_of(guild_of(interaction), typed)
