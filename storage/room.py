"""Room on the disk: how much a backup takes while it is made, and whether a folder has it."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from storage import shelf

SPARE: Final = 16 << 20
"""Bytes that stay free for the bot itself, whatever is made."""


def needed(database: Path) -> int:
    """Bytes that a backup may take while it is made: a copy, the same packed, the pictures, and some to spare."""
    pictures = shelf.beside(database)
    files = (pictures.folder / name for name in pictures.names())
    return 2 * held(database) + sum(map(_size, files)) + SPARE


def held(database: Path) -> int:
    """Bytes that the database takes, with what waits beside it."""
    return _size(database) + _size(Path(f"{database}-wal"))


def short(database: Path, folder: Path) -> str | None:
    """That the folder's disk may not hold a backup of that database, in words; None when it does."""
    free, wanted = shutil.disk_usage(folder).free, needed(database)
    if free >= wanted:
        return None
    return f"{folder} has {free >> 20:,} MiB free, and a backup may need {wanted >> 20:,} MiB for a while"


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0
