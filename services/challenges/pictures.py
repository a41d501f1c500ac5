"""Pictures that people hand in: checked by content, stripped of metadata, kept on the shelf."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from typing import Final, Protocol, TypeVar, cast

from domain.challenge_settings import IMAGE_MB
from domain.errors import Invalid
from domain.pictures import check_size
from services.desk import Desk
from storage import pictures, settings
from storage.pictures import Picture
from storage.shelf import Shelf

log = logging.getLogger(__name__)

UNUSED_SECONDS: Final = 3600.0
"""How long a file that no row refers to stays: whoever brought it may still be writing the rest."""

T = TypeVar("T")


class Upload(Protocol):
    """A file that somebody sent along and that is not downloaded yet; `size` is what Discord says."""

    @property
    def size(self) -> int:
        """Its bytes."""
        ...

    async def read(self) -> bytes:
        """Download it; raises `Unavailable` with `picture.not_loaded`."""
        ...


class Pictures:
    """Take in and bring out pictures."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf

    async def take_in(self, data: bytes, limit_mb: int, *, name: str = "") -> Picture:
        """The picture as it is kept from now on, its file on the shelf; its row is the caller's to enter.

        Raises `Invalid` when it is too large or no picture, and `OSError` when it cannot be written.
        """
        check_size(len(data), limit_mb)
        try:
            return await self._at_work(partial(self._put, data))
        except Invalid as refusal:
            log.info("a picture was refused", extra={"reason": refusal.code, "file": name, "size": len(data)})
            raise

    async def load(self, guild_id: int, upload: Upload, *, name: str = "") -> Picture:
        """Download it, unless it is too large for this guild, and take it in; raises what these raise."""
        limit_mb = await self.limit(guild_id)
        check_size(upload.size, limit_mb)
        return await self.take_in(await upload.read(), limit_mb, name=name)

    async def check(self, guild_id: int, size: int) -> None:
        """Raise `Invalid` for a file that is too large for this guild."""
        check_size(size, await self.limit(guild_id))

    async def limit(self, guild_id: int) -> int:
        """How many megabytes a picture may have in this guild."""
        (limit_mb,) = cast("tuple[int]", await self._desk.db.read(lambda tx: settings.some(tx, guild_id, IMAGE_MB)))
        return limit_mb

    async def keep_on(self, picture: Picture) -> bool:
        """Whether a picture that was taken in a while ago, and that no row refers to, can still be used."""

        def look() -> bool:
            if self._shelf.find(picture.sha256) is None:
                return False
            self._shelf.refresh(picture.sha256)
            return True

        return await self._at_work(look)

    async def bring_out(self, guild_id: int, picture_id: int) -> bytes | None:
        """The picture's file; None when it is missing or damaged, which the log tells."""
        picture = await self._desk.db.read(lambda tx: pictures.find(tx, guild_id, picture_id))
        data = None if picture is None else await asyncio.to_thread(self._shelf.find, picture.sha256)
        if data is None:
            log.warning("a picture is missing or damaged", extra={"picture": picture_id, "guild": guild_id})
        return data

    async def by_hash(self, names: Iterable[str]) -> AsyncIterator[tuple[str, bytes]]:
        """The files of these hashes that are there, each with its hash."""
        for name in dict.fromkeys(names):
            data = await asyncio.to_thread(self._shelf.find, name)
            if data is not None:
                yield name, data

    async def tidy(self) -> int:
        """Remove the files that nothing refers to any more; how many went."""
        needed = await self._desk.db.read(pictures.hashes)
        return await self._at_work(partial(self._shelf.sweep, needed, older_than=UNUSED_SECONDS))

    def _put(self, data: bytes) -> Picture:
        from services.challenges.encoding import MIME, encode

        made = encode(data)
        return Picture(self._shelf.put(made.data), MIME, made.width, made.height, len(made.data))

    async def _at_work(self, act: Callable[[], T]) -> T:
        """One at a time, so that many uploads neither fill the memory nor meet the tidying half-way."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, act)

    @cached_property
    def _worker(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
