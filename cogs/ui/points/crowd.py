"""Who is meant: people by mention, by role and by the voice channel that they sit in, and no bots."""

from __future__ import annotations

import asyncio
import re
from typing import Final

import discord

from cogs.ui.door import Interaction, guild_of, hall_of
from cogs.ui.points.choices import Voice
from domain.errors import Conflict, Invalid, Unavailable

_MENTION: Final = re.compile(r"<@!?(\d{1,20})>", re.ASCII)
_BETWEEN: Final = frozenset({"and", "y", "e", "&"})
_A_PAGE: Final = 1000
_SHOWN: Final = 60


async def people_meant(
    interaction: Interaction, members: str, role: discord.Role | None, voice: Voice | None
) -> list[int]:
    """Discord's ids of everybody named, of the role and in the channel; somebody meant twice is in it twice.

    Raises `Invalid` (what is typed are no mentions, or of somebody who is not here), `Unavailable` (Discord does not
    answer, or does not tell who has a role) and `Conflict` (nobody is left).
    """
    found = await _named(interaction, members) if members.strip() else []
    if role is not None:
        found += await _with_role(interaction, role)
    if voice is not None:
        found += _in_voice(voice)
    if not found:
        raise Conflict("points.nobody")
    return found


async def _named(interaction: Interaction, members: str) -> list[int]:
    ids = [int(found) for found in _MENTION.findall(members)]
    rest = [word for word in _MENTION.sub(" ", members).replace(",", " ").split() if word not in _BETWEEN]
    if rest or any(one >= 2**63 for one in ids):
        raise Invalid("points.members_text", text=" ".join(rest)[:_SHOWN] or members[:_SHOWN])
    # Whoever is in the books acted here before, which bots never do.
    strangers = await hall_of(interaction).loot.giving.strangers(guild_of(interaction), ids)
    looked_up = await asyncio.gather(*(_person(interaction, one) for one in strangers))
    if gone := [one for one, person in zip(strangers, looked_up, strict=True) if person is None]:
        raise Invalid("points.not_here", who=" ".join(f"<@{one}>" for one in gone[:5]))
    bots = {person.id for person in looked_up if person is not None and person.bot}
    return [one for one in ids if one not in bots]


async def _person(interaction: Interaction, user_id: int) -> discord.Member | None:
    guild = interaction.guild
    assert guild is not None
    if (known := guild.get_member(user_id)) is not None:
        return known
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        return None
    except (discord.HTTPException, OSError) as problem:
        raise Unavailable("points.members_unreachable") from problem


async def _with_role(interaction: Interaction, role: discord.Role) -> list[int]:
    """Everybody with the role, by Discord's list of members.

    `Guild.fetch_members` insists on the events of the intent, which we do not take; the list itself needs only that
    the intent is switched on.
    """
    found: list[int] = []
    after: int | None = None
    while True:
        try:
            page = await interaction.client.http.get_members(role.guild.id, _A_PAGE, after)
        except discord.Forbidden as refused:
            raise Unavailable("points.members_intent") from refused
        except (discord.HTTPException, OSError) as problem:
            raise Unavailable("points.members_unreachable") from problem
        people = [one for one in page if not one["user"].get("bot")]
        mine = [one for one in people if role.is_default() or str(role.id) in map(str, one["roles"])]
        found += [int(one["user"]["id"]) for one in mine]
        if len(page) < _A_PAGE:
            return found
        after = int(page[-1]["user"]["id"])


def _in_voice(voice: Voice) -> list[int]:
    members = {member.id: member for member in voice.members}
    return [one for one in voice.voice_states if one not in members or not members[one].bot]


def no_bot(user: discord.User | discord.Member) -> int:
    """Whose points are meant; raises `Invalid` for a bot, which has none."""
    if user.bot or user.system:
        raise Invalid("points.bot")
    return user.id
