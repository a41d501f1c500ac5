"""The shelf: files in the data directory, each under the hash of what it holds, so that equal ones are kept once."""

from pathlib import Path


class Shelf:
    """A folder of files by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
