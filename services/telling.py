"""Telling at once: what an act has put into the outbox is posted now, not at the next tick."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

_PATIENCE = 1.5
"""Seconds: Discord wants an answer within three."""


class Telling:
    """Posts what was just decided; whoever decided it does not wait long when Discord is slow."""

    def __init__(self, deliver: Callable[[], Awaitable[None]]) -> None:
        self._deliver = deliver
        self._posting: set[asyncio.Future[None]] = set()

    async def now(self) -> None:
        """Deliver, and come back when that is done or takes too long; it then goes on behind."""
        posting = asyncio.ensure_future(self._deliver())
        self._posting.add(posting)
        posting.add_done_callback(self._posted)
        await asyncio.wait((posting,), timeout=_PATIENCE)

    def _posted(self, posting: asyncio.Future[None]) -> None:
        self._posting.discard(posting)
        if not posting.cancelled() and (error := posting.exception()):
            # What was decided stands; the next tick posts it.
            log.warning("a post is left to the next tick", extra={"reason": type(error).__name__})
