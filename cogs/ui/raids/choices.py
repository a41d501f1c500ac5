"""What can be picked while typing a command of raids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from cogs.ui.door import Interaction, guild_of, hall_of

if TYPE_CHECKING:
    from domain.raids import Raid

Choices = list[app_commands.Choice[str]]

# As in `domain.raids.Mark`, which a start does not wait for.
MARKS: Choices = [app_commands.Choice(name=one.capitalize(), value=one) for one in ("excused", "benched", "absent")]

_MOST, _LONGEST = 25, 100


def number(typed: str) -> int:
    """The number of a raid, picked or typed; 0, which no raid has, for what is none."""
    digits = typed.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 15 else 0


async def raids(interaction: Interaction, typed: str, *, reverted: bool) -> Choices:
    """The newest raids that match what is typed; their numbers are what the command gets."""
    found = await hall_of(interaction).loot.raids.views.choices(guild_of(interaction), reverted=reverted)
    labels = [(one.id, _label(one)) for one in found]
    wanted = typed.strip().casefold()
    return [
        app_commands.Choice(name=label, value=str(raid_id)) for raid_id, label in labels if wanted in label.casefold()
    ][:_MOST]


async def mains(interaction: Interaction, typed: str) -> Choices:
    """The characters of whoever it is about."""
    chosen = getattr(interaction.namespace, "member", None)
    user_id = getattr(chosen, "id", None) or interaction.user.id
    mine = await hall_of(interaction).loot.raids.characters.of(guild_of(interaction), user_id)
    names = [str(one.name)[:_LONGEST] for one in mine]
    wanted = typed.strip().casefold()
    return [app_commands.Choice(name=name, value=name) for name in names if wanted in name.casefold()][:_MOST]


def _label(raid: Raid) -> str:
    """Short enough for Discord; the title gives way."""
    day = f"{raid.started_at:%Y-%m-%d}"
    room = _LONGEST - len(f"#{raid.id} · {day} · ")
    title = raid.title if len(raid.title) <= room else raid.title[: room - 1] + "…"
    return f"#{raid.id} · {day} · {title}"
