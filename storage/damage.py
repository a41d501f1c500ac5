"""Damage: whether SQLite has said that the file is not what it wrote; from then on nothing is written to it.

To go on would spread the damage: what SQLite takes for a free page may hold somebody's credits.
"""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Iterable

from sqlalchemy.exc import DBAPIError

log = logging.getLogger(__name__)


class Damaged(RuntimeError):
    """The file is not what SQLite wrote; nothing more is written to it. The message says what was found."""


def says_damaged(error: BaseException) -> bool:
    """Whether SQLite says with this error that the file is not what it wrote."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Damage:
    """What is known of one file, from whatever thread; nothing, as long as all is well."""

    def __init__(self) -> None:
        self.found: Damaged | None = None
        self._gate = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Future[Damaged]]] = set()

    def look(self, errors: Iterable[BaseException | None]) -> None:
        """Take note if one of these errors says that the file is damaged, and wake up who waits for that."""
        for error in errors:
            if error is not None and says_damaged(error):
                self._note(str(error.orig if isinstance(error, DBAPIError) else error))

    async def wait(self) -> Damaged:
        """Wait until the file turns out to be damaged."""
        loop = asyncio.get_running_loop()
        told = (loop, loop.create_future())
        with self._gate:
            if self.found is not None:
                return self.found
            self._waiting.add(told)
        try:
            return await told[1]
        finally:
            self._waiting.discard(told)

    def _note(self, reason: str) -> None:
        with self._gate:
            if self.found is not None:
                return
            found = self.found = Damaged(reason)
            waiting, self._waiting = self._waiting, set()
        log.critical("the database is damaged, and is not written to any more", extra={"reason": reason})
        for loop, told in waiting:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_tell, told, found)


def _tell(told: "asyncio.Future[Damaged]", found: Damaged) -> None:
    if not told.done():  # whoever waited may have gone
        told.set_result(found)
