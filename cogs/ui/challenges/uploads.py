"""Files that people send along with a command or a form, as the services take them."""

from __future__ import annotations

import aiohttp
import discord

from domain.errors import Unavailable


class Uploaded:
    """A file that is still with Discord."""

    def __init__(self, attachment: discord.Attachment) -> None:
        self._attachment = attachment

    @property
    def name(self) -> str:
        """As it was called."""
        return self._attachment.filename

    @property
    def size(self) -> int:
        """Its bytes, as Discord says."""
        return self._attachment.size

    async def read(self) -> bytes:
        """Download it; raises `Unavailable`."""
        try:
            return await self._attachment.read()
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as problem:
            raise Unavailable("picture.not_loaded") from problem
