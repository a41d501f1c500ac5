"""What can be picked while typing a command of decisions."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from discord import app_commands

from cogs.ui.door import Interaction, guild_of, hall_of, words_for
from cogs.ui.words import Words
from domain.errors import NotFound
from domain.loot import DecisionState, Transparency

if TYPE_CHECKING:
    from domain.decisions import Decision

Choices = list[app_commands.Choice[str]]

TRANSPARENCIES: Final[Choices] = [
    app_commands.Choice(name=name, value=value.value)
    for value, name in {
        Transparency.PUBLIC: "Everybody sees who voted what",
        Transparency.COUNTS: "Everybody sees how many",
        Transparency.COUNCIL: "Only officers see",
        Transparency.BLIND: "Officers see once they have voted",
    }.items()
]

OPEN: Final = (DecisionState.OPEN,)
AWARDED: Final = (DecisionState.AWARDED, DecisionState.OPEN)
_MOST, _LONGEST = 25, 100
"""As many as Discord takes, and as long."""


async def decisions(interaction: Interaction, typed: str, states: Collection[DecisionState] | None) -> Choices:
    """Decisions by item, state and opening; their numbers are what the command gets."""
    say = words_for(interaction)
    found = await hall_of(interaction).loot.council.views.names(guild_of(interaction), typed, states)
    return [app_commands.Choice(name=_label(say, one), value=str(one.id)) for one in found[:_MOST]]


def _label(say: Words, decision: Decision) -> str:
    """Its item, cut where the rest would not fit."""
    stands = f" · {say(f'council.state.{decision.state}')} · {decision.opened_at:%Y-%m-%d %H:%M} UTC"
    name, room = decision.drop.item, _LONGEST - len(stands)
    return f"{name if len(name) <= room else name[: room - 1] + '…'}{stands}"


async def chosen(interaction: Interaction, typed: str) -> int:
    """The number of the decision that was picked or typed; raises `NotFound`."""
    return await hall_of(interaction).loot.council.views.id_of(guild_of(interaction), typed)


async def raids(interaction: Interaction, typed: str) -> Choices:
    """Raids by title and night; their numbers are what the command gets."""
    found = await hall_of(interaction).loot.raids.views.choices(guild_of(interaction), reverted=False)
    labels = [(one.id, f"{one.title} · {one.started_at:%Y-%m-%d %H:%M} UTC"[:_LONGEST]) for one in found]
    part = typed.strip().casefold()
    return [app_commands.Choice(name=name, value=str(raid)) for raid, name in labels if part in name.casefold()][:_MOST]


def raid_number(typed: str) -> int | None:
    """The number of the raid that was picked, None where nothing was; raises `NotFound` for what is none."""
    digits = typed.strip().removeprefix("#")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 15):
        raise NotFound("loot.raid_unknown")
    return int(digits)
