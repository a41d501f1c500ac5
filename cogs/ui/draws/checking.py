"""Checking a draw for the one who asks: by its number in the books, or by a file, against the posts and the books."""

from __future__ import annotations

from typing import Final

import discord

from cogs.ui.door import Interaction, guild_of, hall_of, show, words_for
from cogs.ui.draws.opening import open_posts
from cogs.ui.draws.story import Shown, draw_card
from cogs.ui.draws.verdict import Held, contradictions, verdict_card
from domain.draws import DrawState
from domain.errors import Invalid, NotFound, Unavailable

_MIB: Final = 2**20
_LARGEST: Final = 16
"""MiB: what no proof exceeds; nothing larger is even fetched."""


async def check_number(interaction: Interaction, number: int) -> None:
    """Check a draw of this server with the proof that the books have, or show how far it has come."""
    draws, guild_id = hall_of(interaction).draws, guild_of(interaction)
    seen = await draws.seen(guild_id, number)
    await interaction.response.defer(ephemeral=True, thinking=True)
    say = words_for(interaction)
    if seen.record.state is not DrawState.SETTLED:
        now = hall_of(interaction).desk.clock()
        await show(interaction, draw_card(say, seen, Shown(now, draws.relays)), private=True)
        return
    found = await draws.check(await draws.proof_of(guild_id, number))
    posts = await open_posts(interaction, found.proof) if found.proof else []
    await show(interaction, verdict_card(say, Held(found, posts)), private=True)


async def check_file(interaction: Interaction, file: discord.Attachment) -> None:
    """Check a file that somebody brings; raises `Invalid` (too large) and `Unavailable` (Discord keeps it)."""
    if file.size > _LARGEST * _MIB:
        raise Invalid("draw.file_too_large", limit=_LARGEST)
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        data = await file.read()
    except (discord.HTTPException, OSError, TimeoutError) as problem:
        raise Unavailable("draw.file_unreachable") from problem
    held = await _hold(interaction, data)
    await show(interaction, verdict_card(words_for(interaction), held), private=True)


async def _hold(interaction: Interaction, data: bytes) -> Held:
    """A file against its own words, and against the posts and the books of this server where it is of this server."""
    draws, guild_id = hall_of(interaction).draws, guild_of(interaction)
    found = await draws.check(data)
    if found.proof is None:
        return Held(found)
    posts = await open_posts(interaction, found.proof)
    if found.proof.draw.guild_id != guild_id:
        return Held(found, posts, at_home=False)
    try:
        seen = await draws.seen(guild_id, found.proof.draw.number)
    except NotFound:
        seen = None
    return Held(found, posts, contradictions(found.proof, seen))
