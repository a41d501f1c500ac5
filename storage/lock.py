"""One process at a time: an advisory lock beside the database, which also says who holds it."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, TextIO

from storage import wal
from storage.damage import Damaged

_PATIENCE: Final = 1.0
"""Seconds that somebody who is about to let go has to do so."""


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
    if not path.exists() and database.exists():
        _refuse_if_open(database, path)
    with path.open("a+", encoding="utf-8") as file:
        if not _taken(file):
            raise Held(_holder(path))
        file.truncate(0)
        file.write(f"process {os.getpid()} ({doing}, since {now:%Y-%m-%d %H:%M} UTC)\n")
        file.flush()
        yield


def _taken(file: TextIO) -> bool:
    """Take the lock; who only asks for its holder has it for a moment too."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        else:
            return True


def is_open(database: Path) -> bool:
    """Whether anybody has the file open, as SQLite itself knows it; of a file that is damaged nobody has."""
    with closing(sqlite3.connect(database, timeout=_PATIENCE, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return False


def _refuse_if_open(database: Path, path: Path) -> None:
    """Somebody deleted the lock, perhaps under the hands of who holds it."""
    try:
        wal.must_be_whole(database)
    except Damaged:
        return  # who works with the file finds out; to ask would make SQLite clear the log away
    if is_open(database):
        raise Held(f"another program, which has it open while its lock {path} was deleted")


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
