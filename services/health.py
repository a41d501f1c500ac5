"""How the house is: what a monitor wants to know."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.desk import BooksFailed, Desk
from storage import epochs, notices
from storage.engine import Closed

log = logging.getLogger(__name__)

VERSION: Final = "0.1.0"
"""The version of the bot, as in pyproject.toml."""

PATIENCE: Final = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Look:
    """How many notices wait to be delivered, and the number of the books' epoch."""

    pending: int
    epoch: int


class Health:
    """Whether the books can be read, and what waits."""

    def __init__(self, desk: Desk, patience: timedelta = PATIENCE) -> None:
        self._desk = desk
        self._patience = patience.total_seconds()

    async def look(self) -> Look | None:
        """How the books are; None when they are not open or do not answer in time."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._desk.db.read(lambda tx: Look(notices.pending(tx), epochs.current(tx)))
        except (Closed, BooksFailed, TimeoutError) as error:
            log.warning("the database does not answer", extra={"reason": type(error).__name__})
            return None
