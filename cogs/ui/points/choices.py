"""What can be picked while typing: the newest acts by number, qualities, slots, and voice channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.ui.words import Words
from domain.errors import NotFound
from domain.loot import Quality, Slot

if TYPE_CHECKING:
    from domain.points import Batch

Choices = list[app_commands.Choice[str]]
Voice = discord.VoiceChannel | discord.StageChannel

QUALITIES: Choices = [
    app_commands.Choice(name=name, value=quality.value)
    for name, quality in (
        ("Uncommon", Quality.UNCOMMON),
        ("Rare", Quality.RARE),
        ("Epic", Quality.EPIC),
        ("Legendary", Quality.LEGENDARY),
    )
]
SLOTS: Choices = [
    app_commands.Choice(name=name, value=slot.value)
    for name, slot in (
        ("Head", Slot.HEAD),
        ("Neck", Slot.NECK),
        ("Shoulder", Slot.SHOULDER),
        ("Back", Slot.BACK),
        ("Chest", Slot.CHEST),
        ("Wrist", Slot.WRIST),
        ("Hands", Slot.HANDS),
        ("Waist", Slot.WAIST),
        ("Legs", Slot.LEGS),
        ("Feet", Slot.FEET),
        ("Finger", Slot.FINGER),
        ("Trinket", Slot.TRINKET),
        ("One-hand", Slot.ONE_HAND),
        ("Two-hand", Slot.TWO_HAND),
        ("Off-hand", Slot.OFF_HAND),
        ("Ranged", Slot.RANGED),
        ("Tier piece", Slot.TIER),
        ("Other slot", Slot.OTHER),
    )
]

_LONGEST = 100
_MOST = 25


def number(typed: str) -> int:
    """The number of a batch, picked or typed; raises `NotFound` for what is none."""
    digits = typed.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 15):
        raise NotFound("points.batch_unknown")
    return int(digits)


def batches(say: Words, recent: Sequence[tuple[Batch, int]], current: str) -> Choices:
    """The newest acts that can be taken back and match what is typed, with what they were, for how many and when."""
    from domain.points import Act

    labels = [(one.id, _label(say, one, count)) for one, count in recent if one.act is not Act.MERGE]
    wanted = current.strip().casefold()
    found = [(batch_id, label) for batch_id, label in labels if wanted in label.casefold()]
    return [app_commands.Choice(name=label, value=str(batch_id)) for batch_id, label in found[:_MOST]]


def _label(say: Words, batch: Batch, count: int) -> str:
    """Short enough for Discord; the reason gives way."""
    from cogs.ui.points.naming import act_text

    about = f"{batch.id} · {act_text(say, batch)} · {say('points.people', count=count)} · {batch.at:%Y-%m-%d %H:%M} UTC"
    reason = f" · {batch.reason}" if batch.reason else ""
    whole = about + reason
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"
