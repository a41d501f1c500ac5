"""Brings notices to Discord's channels and webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.ui.announcements import draw
from cogs.ui.words import WORDS, Words, words
from domain.guild import LANGUAGE
from domain.notices import Notice
from services.guildhall import Guildhall
from services.notices import Posted, Undeliverable

if TYPE_CHECKING:
    from domain.digests import Line

_UNKNOWN_USER = 10013
_GONE = (10003, 10004, 10015)  # unknown channel, guild, webhook


class DiscordCourier:
    """The courier that `services.notices` asks for, and the writer of `services.people`."""

    def __init__(self, client: discord.Client, hall: Guildhall) -> None:
        self._client = client
        self._hall = hall

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        """Post in a channel; Discord drops a repetition with the same nonce within minutes."""
        channel = self._client.get_channel(channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            raise Undeliverable("delivery.no_channel", final=reachable(self._client, notice.guild_id))
        card = await draw(self._hall, notice, await self.language(notice.guild_id))
        try:
            message = await channel.send(view=card.view(), files=card.files(), nonce=notice.id)
        except discord.HTTPException as problem:
            raise _undeliverable(problem) from problem
        except (TimeoutError, OSError) as problem:
            raise Undeliverable("delivery.unreachable", final=False) from problem
        return Posted(channel_id, message.id)

    async def hook(self, notice: Notice, url: str) -> Posted:
        """Post through a webhook; a repetition after a crash is possible, since webhooks know no nonce."""
        card = await draw(self._hall, notice, await self.language(notice.guild_id))
        try:
            webhook = discord.Webhook.from_url(url, client=self._client)
            await webhook.send(embed=card.embed(), files=card.files(), allowed_mentions=discord.AllowedMentions.none())
        except ValueError as problem:
            raise Undeliverable("delivery.bad_webhook", final=True) from problem
        except discord.HTTPException as problem:
            raise _undeliverable(problem) from problem
        except (TimeoutError, OSError) as problem:
            raise Undeliverable("delivery.unreachable", final=False) from problem
        return Posted(None, None)

    async def write_to(self, user_id: int, guild_id: int, lines: list[Line], *, more: bool) -> None:
        """Send a direct message; Discord drops a repetition with the same lines within minutes."""
        from cogs.ui.links.digest import digest_card

        guild, say = self._client.get_guild(guild_id), await self.language(guild_id)
        card = digest_card(say, guild.name if guild else "Guildhall", lines, more=more)
        if card is None:
            return
        try:
            channel = await self._client.create_dm(discord.Object(user_id))
            await channel.send(view=card.view(), nonce=f"{lines[0].id}-{lines[-1].id}")
        except discord.HTTPException as problem:
            raise _unwritable(problem) from problem
        except (TimeoutError, OSError) as problem:
            raise Undeliverable("delivery.unreachable", final=False) from problem

    async def language(self, guild_id: int) -> Words:
        """The language of what everybody in the guild reads."""
        (chosen,) = await self._hall.settings.get(guild_id, LANGUAGE)
        if chosen in WORDS:
            return WORDS[str(chosen)]
        guild = self._client.get_guild(guild_id)
        return words(guild.preferred_locale if guild else None)


def reachable(client: discord.Client, guild_id: int) -> bool:
    """Whether we see the guild now, so that a channel we do not see is really gone."""
    guild = client.get_guild(guild_id)
    return client.is_ready() and guild is not None and not guild.unavailable


def _undeliverable(problem: discord.HTTPException) -> Undeliverable:
    """Why Discord said no, and whether asking again could help."""
    match problem:
        case discord.Forbidden():
            return Undeliverable("delivery.forbidden", final=True)
        case discord.NotFound() if problem.code in _GONE:
            return Undeliverable("delivery.no_channel", final=True)
        case discord.HTTPException(status=400):
            return Undeliverable("delivery.rejected", final=True)
        case _:
            return Undeliverable("delivery.unreachable", final=False)


def _unwritable(problem: discord.HTTPException) -> Undeliverable:
    """Why Discord did not let us write to somebody; only a person's own no is final."""
    match problem:
        case discord.Forbidden():
            return Undeliverable("delivery.forbidden", final=True)
        case discord.NotFound() if problem.code == _UNKNOWN_USER:
            return Undeliverable("delivery.forbidden", final=True)
        case _:
            return Undeliverable("delivery.unreachable", final=False)
