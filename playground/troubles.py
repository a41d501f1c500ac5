"""What goes wrong in the bot while it plays: logged for the terminal and kept for the lobby, each once."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from services import trace

log = logging.getLogger(__name__)

_KEPT = 30
_LOGGED_WITHIN = 0.2
"""Seconds in which an error that the bot logs itself is in the log."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that went wrong; `number` counts all of them from 1."""

    number: int
    at: datetime
    text: str


class Troubles(logging.Handler):
    """Hears of errors from the log, and from Discord's stand-in of those that nobody logs."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(logging.ERROR)
        self._clock = clock
        self._known: deque[BaseException] = deque(maxlen=_KEPT)
        self._count = 0
        self.latest: deque[Trouble] = deque(maxlen=_KEPT)

    def note(self, error: BaseException) -> None:
        """The bot raised this and nobody expected it; log it unless the bot does so itself."""

        def unless_logged() -> None:
            if not self._heard_of(error):
                log.error("the bot raised an error that it did not handle", exc_info=error)

        asyncio.get_running_loop().call_later(_LOGGED_WITHIN, unless_logged)

    def emit(self, record: logging.LogRecord) -> None:
        """Called by `logging`."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and self._heard_of(error):
            return
        text = record.getMessage()
        if error is not None:
            self._known.extend(_causes(error))
            text += f": {_last_words(error)}"
        if (reference := trace.current()) != "-":
            text += f" (reference {reference})"
        self._count += 1
        self.latest.append(Trouble(self._count, self._clock(), text))

    def _heard_of(self, error: BaseException) -> bool:
        return any(known is one for known in self._known for one in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = getattr(cause, "original", None) or cause.__cause__


def _last_words(error: BaseException) -> str:
    *_, root = _causes(error)
    return f"{type(root).__name__}: {root}".removesuffix(": ")
