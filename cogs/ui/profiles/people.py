"""Who people are on Discord: what they are called here, and a small picture of them that nobody waits for long."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import discord

from cogs.ui.door import Interaction

log = logging.getLogger(__name__)

PATIENCE: Final = 1.5
"""Seconds that Discord has to tell who somebody is, and again to hand out their picture."""

KEPT: Final = 256
"""As many small pictures as are kept."""

LARGEST: Final = 256 * 1024
_SIZE: Final = 128
_COLOURS: Final = (0x5B8DEF, 0x3FB27F, 0xE0A030, 0xA66BD6, 0xE66A8B, 0xD9734F)

_kept: OrderedDict[str, bytes] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody as the server sees them: their name (empty: not known), their picture, a colour of their own."""

    user_id: int
    name: str
    portrait: bytes | None
    colour: int


async def seen(interaction: Interaction, user_id: int, member: discord.Member | discord.User | None = None) -> Seen:
    """Who that is; `member` where the interaction brought them along."""
    found = member or await _found(interaction, user_id)
    colour = _COLOURS[(user_id >> 22) % len(_COLOURS)]
    if found is None:
        return Seen(user_id, "", None, colour)
    return Seen(user_id, found.display_name, await _portrait(found), colour)


async def _found(interaction: Interaction, user_id: int) -> discord.Member | discord.User | None:
    """Whoever asks, or somebody the bot saw before, or somebody Discord is asked about; None for who left."""
    if interaction.user.id == user_id:
        return interaction.user
    guild = interaction.guild
    if guild is None:
        return None
    if (known := guild.get_member(user_id)) is not None:
        return known
    try:
        async with asyncio.timeout(PATIENCE):
            return await guild.fetch_member(user_id)
    except discord.NotFound:
        return interaction.client.get_user(user_id)
    except (discord.HTTPException, TimeoutError) as problem:
        log.warning("Discord did not tell who somebody is", extra={"reason": str(problem) or "no answer in time"})
        return None


async def _portrait(user: discord.Member | discord.User) -> bytes | None:
    """Their own picture, where they have one and it comes in time."""
    asset = (user.guild_avatar if isinstance(user, discord.Member) else None) or user.avatar
    if asset is None:  # Discord's stand-ins look all alike: a letter on their colour tells more
        return None
    if (kept := _kept.get(asset.key)) is not None:
        _kept.move_to_end(asset.key)
        return kept
    try:
        async with asyncio.timeout(PATIENCE):
            data = await asset.with_size(_SIZE).with_static_format("png").read()
    except Exception as problem:  # noqa: BLE001 - whatever it was, there is a letter instead
        log.info("a portrait did not come", extra={"reason": str(problem) or "no answer in time"})
        return None
    if len(data) > LARGEST:
        return None
    _kept[asset.key] = data
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return data
