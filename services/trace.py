"""One short id per interaction, job and web request, in every log line that it causes and in what a user is told."""

import contextvars
import logging
from collections.abc import Generator
from contextlib import contextmanager

_current: contextvars.ContextVar[str] = contextvars.ContextVar("trace", default="-")


def current() -> str:
    """The id of what is being done now; `-` outside of anything."""
    return _current.get()


@contextmanager
def tracing(reference: str) -> Generator[str]:
    """Everything inside happens under that id."""
    token = _current.set(reference)
    try:
        yield reference
    finally:
        _current.reset(token)


def follow(reference: str) -> None:
    """The rest of the current task happens under that id."""
    _current.set(reference)


def reference(number: int) -> str:
    """A number (a snowflake, a counter) as a short id that can be read out loud: Crockford's base 32, last 7 digits."""
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "".join(digits[(number >> shift) & 31] for shift in range(30, -1, -5))


class TraceFilter(logging.Filter):
    """Puts the id on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops anything."""
        record.trace = _current.get()
        return True
