"""The shelf: files in the data directory, each under the hash of what it holds, so that equal ones are kept once.

A file appears under its name only when it is complete and on disk. It is never changed afterwards; one that the disk
has damaged is found out by its own name, and written anew by whoever brings the same content again.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

FOLDER: Final = "pictures"
_NAME: Final = re.compile(r"[0-9a-f]{64}")
_DRAFT: Final = ".incoming-"


class Shelf:
    """A folder of files by their SHA-256 in hex; the folder is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep these bytes; returns their hash. What is there already counts as fresh from now on.

        Raises `OSError` when it cannot be written.
        """
        name = hashlib.sha256(data).hexdigest()
        if self.find(name) is None:
            self._write(name, data)
        else:
            self.refresh(name)
        return name

    def find(self, name: str) -> bytes | None:
        """The bytes of that hash; None when they are missing or damaged."""
        if not is_name(name):
            return None
        try:
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == name else None

    def refresh(self, name: str) -> None:
        """Somebody is about to refer to it: it is not swept away soon."""
        os.utime(self.folder / name)

    def names(self) -> Iterator[str]:
        """Everything that is kept."""
        if self.folder.is_dir():
            yield from (one.name for one in self.folder.iterdir() if is_name(one.name))

    def sweep(self, needed: set[str], *, older_than: float) -> int:
        """Remove what nobody needs and nobody touched for so many seconds, drafts of a crash too; how many went."""
        before, gone = time.time() - older_than, 0
        for path in list(self.folder.iterdir()) if self.folder.is_dir() else []:
            ours = is_name(path.name) or path.name.startswith(_DRAFT)
            if not ours or path.name in needed:
                continue
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()
                    gone += 1
        return gone

    def _write(self, name: str, data: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=self.folder, prefix=_DRAFT)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(self.folder / name)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        self.sync()

    def sync(self) -> None:
        """Make the names in it survive the plug."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def beside(database: Path) -> Shelf:
    """The shelf of the pictures that a database names."""
    return Shelf(database.parent / FOLDER)


def is_name(text: str) -> bool:
    """Whether something on a shelf can be called that."""
    return _NAME.fullmatch(text) is not None
