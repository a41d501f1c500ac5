"""Opening the posts that a proof names: whether they are there, ours, unedited, and hold the hashes they should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.door import Interaction, guild_of
from cogs.ui.draws.naming import message_url

if TYPE_CHECKING:
    from fairness.proof import Proof

_READABLE: Final = (discord.abc.Messageable,)
_HASH: Final = re.compile("[0-9a-f]{64}")


class Found(StrEnum):
    """What a post turned out to be."""

    SOUND = "sound"
    OTHER_HASH = "other_hash"
    EDITED = "edited"
    FOREIGN = "foreign"
    GONE = "gone"
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"
    UNREACHABLE = "unreachable"


FAILED: Final = frozenset({Found.OTHER_HASH, Found.EDITED, Found.FOREIGN})
"""What speaks against a proof; where a post could not be opened, nothing is known."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One post of a proof: of which step, where, and what it turned out to be."""

    step: str
    url: str
    found: Found


async def open_posts(interaction: Interaction, proof: Proof) -> list[Opened]:
    """The three posts, opened in this server; those of another one are not looked for."""
    posts, guild_id = proof.posts, proof.draw.guild_id
    if posts is None:
        return []
    steps = (
        ("commitment", posts.commitment, proof.commitment),
        ("lock", posts.lock, proof.lock),
        ("call", posts.call, proof.call.hash),
    )
    channel = await _channel(interaction, posts.channel_id) if guild_id == guild_of(interaction) else Found.ELSEWHERE
    opened: list[Opened] = []
    for step, message_id, value in steps:
        found = channel if isinstance(channel, Found) else await _post(interaction, channel, message_id, value)
        opened.append(Opened(step, message_url(guild_id, posts.channel_id, message_id), found))
    return opened


async def _channel(interaction: Interaction, channel_id: int) -> discord.abc.Messageable | Found:
    """The channel, if it is one of this server that we may read."""
    guild = interaction.guild
    channel: Any = guild.get_channel_or_thread(channel_id) if guild else None
    if channel is None:  # a thread that was archived, or a channel that we do not see
        try:
            channel = await interaction.client.fetch_channel(channel_id)
        except discord.HTTPException as problem:
            return _why(problem, absent=Found.CLOSED)
        except (discord.InvalidData, TimeoutError, OSError):
            return Found.UNREACHABLE
    of_guild = getattr(channel, "guild", None)
    if of_guild is None or of_guild.id != guild_of(interaction) or not isinstance(channel, _READABLE):
        return Found.ELSEWHERE
    return channel


async def _post(interaction: Interaction, channel: discord.abc.Messageable, message_id: int, value: bytes) -> Found:
    try:
        message = await channel.fetch_message(message_id)
    except discord.HTTPException as problem:
        return _why(problem, absent=Found.GONE)
    except (TimeoutError, OSError):
        return Found.UNREACHABLE
    ours = interaction.client.user
    if ours is None or message.author.id != ours.id:
        return Found.FOREIGN
    if message.edited_at is not None:
        return Found.EDITED
    return Found.SOUND if value.hex() in _hashes(message) else Found.OTHER_HASH


def _why(problem: discord.HTTPException, *, absent: Found) -> Found:
    if isinstance(problem, discord.NotFound):
        return absent
    return Found.CLOSED if isinstance(problem, discord.Forbidden) else Found.UNREACHABLE


def _hashes(message: discord.Message) -> set[str]:
    """Every hash that a post shows, in full."""
    texts = [message.content, *(text for part in message.components for text in _texts(part))]
    return {found for text in texts for found in _HASH.findall(text)}


def _texts(part: Any) -> Iterator[str]:
    if isinstance(text := getattr(part, "content", None), str):
        yield text
    for child in getattr(part, "children", ()):
        yield from _texts(child)
