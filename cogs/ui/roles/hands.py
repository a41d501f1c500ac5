"""Discord as roles by rank see it: who has which role, what the bot may do about it, and doing it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection, Mapping
from typing import Final, TypeVar

import aiohttp
import discord

from cogs.ui.leaderboards.naming import board_name
from cogs.ui.words import words
from domain.rank_roles import Obstacle, Rule
from services.roles.hands import Slip, Slipped, View

T = TypeVar("T")

_UNKNOWN_MEMBER: Final = (10007, 10013)
_UNKNOWN_ROLE: Final = 10011
_MEMBERS_COME_IN: Final = 120.0  # seconds
_POWERS: Final = tuple(
    name
    for name, _ in discord.Permissions()
    if name.startswith("manage_") or name in ("administrator", "kick_members", "ban_members", "moderate_members")
)
"""What nobody gets for a place on a board."""


class DiscordHands:
    """The hands that `services.roles` asks for."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def view(self, guild_id: int, role_id: int) -> View:
        """How the role stands to the bot, by what the gateway told."""
        guild = self._guild(guild_id)
        role, own = guild.get_role(role_id), guild.me
        if role is None:
            return View(exists=False)
        return View(
            role.name,
            allowed=own.guild_permissions.manage_roles,
            below=role < own.top_role,
            positions=(role.position, own.top_role.position),
            managed=role.managed,
            everybody=role.is_default(),
            powers=powers_of(role),
            strict=guild.mfa_level is discord.MFALevel.require_2fa,
        )

    async def holders(self, guild_id: int, role_ids: Collection[int]) -> Mapping[int, Collection[int]] | None:
        """Every user with each of these roles; None without the members intent."""
        if not self._client.intents.members:
            return None
        guild = self._guild(guild_id)
        if not guild.chunked:
            try:
                async with asyncio.timeout(_MEMBERS_COME_IN):
                    await guild.chunk()
            except (TimeoutError, discord.ClientException, OSError) as problem:
                raise Slipped(Slip.UNREACHABLE) from problem
        found: dict[int, list[int]] = {}
        for role_id in role_ids:
            role = guild.get_role(role_id)
            found[role_id] = [member.id for member in role.members] if role else []
            await asyncio.sleep(0)  # a large guild's members are walked once a role
        return found

    async def roles_of(self, guild_id: int, user_id: int) -> Collection[int]:
        """The roles of a user: as the gateway keeps us told with the members intent, else as Discord answers."""
        guild = self._guild(guild_id)
        member = guild.get_member(user_id) if self._client.intents.members else None
        if member is None:
            if self._client.intents.members and guild.chunked:
                raise Slipped(Slip.MEMBER_GONE)
            member = await self._ask(guild.fetch_member(user_id))
        return frozenset(role.id for role in member.roles)

    async def add(self, guild_id: int, user_id: int, role_id: int, rule: Rule | None) -> None:
        """Give a user a role; Discord's own log says why."""
        reason = self._reason(guild_id, rule)
        await self._ask(self._client.http.add_role(guild_id, user_id, role_id, reason=reason), (guild_id, role_id))

    async def remove(self, guild_id: int, user_id: int, role_id: int, rule: Rule | None) -> None:
        """Take a role from a user; Discord's own log says why."""
        reason = self._reason(guild_id, rule)
        await self._ask(self._client.http.remove_role(guild_id, user_id, role_id, reason=reason), (guild_id, role_id))

    def _guild(self, guild_id: int) -> discord.Guild:
        guild = self._client.get_guild(guild_id)
        # Between being told of a guild and of its members there is a moment in which we are none of them.
        if guild is None or guild.unavailable or guild.get_member(self._own_id) is None:
            raise Slipped(Slip.UNREACHABLE)
        return guild

    @property
    def _own_id(self) -> int:
        return self._client.user.id if self._client.user else 0

    def _reason(self, guild_id: int, rule: Rule | None) -> str:
        say = words(self._guild(guild_id).preferred_locale)
        if rule is None:
            return say("roles.reason.none")
        return say("roles.reason.rule", board=board_name(say, rule.board), top=rule.top)

    async def _ask(self, call: Awaitable[T], about: tuple[int, int] | None = None) -> T:
        """What Discord answers; `about` names guild and role of a change."""
        try:
            return await call
        except discord.HTTPException as problem:
            raise Slipped(self._slip(problem, about)) from problem
        except (TimeoutError, OSError, aiohttp.ClientError) as problem:
            raise Slipped(Slip.UNREACHABLE) from problem

    def _slip(self, problem: discord.HTTPException, about: tuple[int, int] | None) -> Slip:
        if problem.code in _UNKNOWN_MEMBER:
            return Slip.MEMBER_GONE
        if problem.code == _UNKNOWN_ROLE:
            return Slip.ROLE_GONE
        if about is None or problem.status in (404, 429) or problem.status >= 500:
            return Slip.UNREACHABLE
        match self.view(*about).obstacle:
            case Obstacle.NO_PERMISSION:
                return Slip.NO_PERMISSION
            case Obstacle.ABOVE:
                return Slip.ROLE_ABOVE
            case Obstacle.GONE:
                return Slip.ROLE_GONE
            case _:
                return Slip.REFUSED


def powers_of(role: discord.Role) -> tuple[str, ...]:
    """What the role lets people do that nobody is to win, by the names that Discord shows."""
    return tuple(name.replace("_", " ").title() for name in _POWERS if getattr(role.permissions, name))
