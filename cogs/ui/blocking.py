"""Blocking members, and letting them take part again."""

from __future__ import annotations

import discord

from cogs.ui.door import Interaction, actor_of, answer, guild_of, hall_of, words_for
from domain.errors import Invalid
from domain.people import Actor


async def block(interaction: Interaction, member: discord.User | discord.Member, reason: str) -> None:
    """Let somebody only look, and say what that means for what they have; they may have left the server."""
    if member.bot or member.system:
        raise Invalid("block.no_person")
    say = words_for(interaction)
    blocked = await hall_of(interaction).blocks.block(actor_of(interaction), _target(interaction, member), reason)
    key = "block.again" if blocked.again else "block.done"
    await answer(interaction, say(key, user=blocked.user_id, reason=blocked.reason))


async def unblock(interaction: Interaction, member: discord.User | discord.Member) -> None:
    """Let somebody take part again; raises `Conflict` for one who may."""
    await hall_of(interaction).blocks.unblock(actor_of(interaction), member.id)
    await answer(interaction, words_for(interaction)("block.lifted", user=member.id))


def _target(interaction: Interaction, member: discord.User | discord.Member) -> Actor:
    """The person who is meant, as Discord describes them in this very interaction."""
    if not isinstance(member, discord.Member):
        return Actor(guild_of(interaction), member.id, frozenset(), manages_guild=False)
    allowed = member.resolved_permissions or member.guild_permissions
    manages = allowed.manage_guild or allowed.administrator or member.guild.owner_id == member.id
    return Actor(guild_of(interaction), member.id, frozenset(role.id for role in member.roles), manages)
