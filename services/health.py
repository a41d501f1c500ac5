"""How the house is: what a monitor wants to know."""

import asyncio
import logging
from datetime import timedelta
from typing import Final

from services.desk import BooksFailed, Desk
from storage import notices
from storage.engine import Closed

log = logging.getLogger(__name__)

VERSION: Final = "0.1.0"
"""The version of the bot, as in pyproject.toml."""

PATIENCE: Final = timedelta(seconds=3)


class Health:
    """Whether the books can be read, and what waits."""

    def __init__(self, desk: Desk, patience: timedelta = PATIENCE) -> None:
        self._desk = desk
        self._patience = patience.total_seconds()

    async def pending(self) -> int | None:
        """How many notices wait to be delivered; None when the books are not open or do not answer in time."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._desk.db.read(notices.pending)
        except (Closed, BooksFailed, TimeoutError) as error:
            log.warning("the database does not answer", extra={"reason": type(error).__name__})
            return None
