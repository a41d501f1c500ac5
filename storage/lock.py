"""One process at a time: an advisory lock beside the database, which also says who holds it."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path


class Held(RuntimeError):
    """Somebody else works on this database; the message is what the holder left: its process, what it does, since."""


def lock_path(database: Path) -> Path:
    """The lock of that database."""
    return database.with_suffix(".lock")


@contextmanager
def alone(database: Path, doing: str, *, now: datetime) -> Generator[None]:
    """Inside, no other process is `alone` with this database; the system lets go of it however the process ends.

    Raises `Held`, and `OSError` when the lock cannot be made.
    """
    path = lock_path(database)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Held(_holder(path)) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} ({doing}, since {now:%Y-%m-%d %H:%M} UTC)\n")
        file.flush()
        yield


def holder(database: Path) -> str | None:
    """Who is alone with this database now, in words; None when nobody is. Changes nothing."""
    path = lock_path(database)
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _holder(path)
    return None


def _holder(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() or "another process"
