"""Who is asked and who votes, by Discord's list of members and the roles that the server has set."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from cogs.ui.door import Interaction, guild_of, hall_of
from domain.guild import LEADER_ROLES, OFFICER_ROLES
from domain.loot import RAIDER_ROLES

if TYPE_CHECKING:
    from services.loot.council.opening import Called

log = logging.getLogger(__name__)

_A_PAGE: Final = 1000
_MOST_PAGES: Final = 20


async def called_in(interaction: Interaction, *, raiders: bool) -> Called:
    """The officers, and where asked for those with a raider's role; nobody where Discord does not tell.

    `Guild.fetch_members` insists on the events of the intent, which we do not take; the list itself needs only that
    the intent is switched on.
    """
    from services.loot.council.opening import Called

    guild_id = guild_of(interaction)
    found = await hall_of(interaction).settings.get(guild_id, RAIDER_ROLES, OFFICER_ROLES, LEADER_ROLES)
    raid, officers, leaders = (frozenset(cast("tuple[int, ...]", one)) for one in found)
    wanted = raid if raiders else frozenset[int]()
    council = officers | leaders
    if not wanted and not council:
        return Called()
    people = await _members(interaction, guild_id)
    return Called([one for one, roles in people if roles & wanted], [one for one, roles in people if roles & council])


async def _members(interaction: Interaction, guild_id: int) -> list[tuple[int, frozenset[int]]]:
    """Everybody on the server with their roles, bots left out; nobody where Discord does not tell."""
    found: list[dict[str, Any]] = []
    after: int | None = None
    for _ in range(_MOST_PAGES):
        try:
            page = cast("list[dict[str, Any]]", await interaction.client.http.get_members(guild_id, _A_PAGE, after))
        except (discord.HTTPException, discord.ClientException, OSError) as problem:
            log.info("who has which role is not known", extra={"guild": guild_id, "reason": str(problem)})
            return []
        found += page
        if len(page) < _A_PAGE:
            break
        after = int(page[-1]["user"]["id"])
    people = [one for one in found if not one["user"].get("bot")]
    return [(int(one["user"]["id"]), frozenset(map(int, one["roles"]))) for one in people]
