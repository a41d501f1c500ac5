"""The time of the world, which the soak lets run and jump, and that of the bot's machine, which may be wrong."""

import mmap
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.load.child import LAYOUT

PACE: Final = 10.0
"""Seconds of the world in a second of ours: a round of the beacon still takes a while, and a day passes in minutes."""


class Clock:
    """Begins at `start`; what is written to the file is what the bot's process takes for the time."""

    def __init__(self, path: Path, start: datetime) -> None:
        path.write_bytes(bytes(LAYOUT.size))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), LAYOUT.size)
        self._anchor = time.monotonic()
        self._start = self._began = start.timestamp()
        self._wrong = 0.0
        self._write()

    @property
    def elapsed(self) -> timedelta:
        """How long ago it began, in the world."""
        return timedelta(seconds=self.seconds() - self._start)

    def seconds(self) -> float:
        """Seconds since 1970, in the world."""
        return self._began + (time.monotonic() - self._anchor) * PACE

    def now(self) -> datetime:
        """The time in the world."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def skip(self, seconds: float) -> None:
        """The world goes on, and the machine stood still: it was asleep."""
        self._began += seconds
        self._write()

    def be_wrong(self, seconds: float) -> None:
        """The machine's clock is so far ahead from now on, or behind."""
        self._wrong = seconds
        self._write()

    def _write(self) -> None:
        self._shared[:] = LAYOUT.pack(self._anchor, self._began + self._wrong, PACE)
