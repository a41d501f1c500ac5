"""The playground's time: it stands still while the past is made, then goes along, and can be skipped."""

from datetime import datetime, timedelta
from time import monotonic  # by name: SimCord puts another one into the module while it runs


class PretendClock:
    """What every part of the pretend world takes for the time; it never goes back.

    Has the shape of SimCord's own clock, whose place it takes. Stands at `start` (aware UTC) until `go`.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._skipped = timedelta()
        self._went: float | None = None

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return (self.now() - self._start).total_seconds()

    def now(self) -> datetime:
        """The time in the pretend world."""
        along = 0.0 if self._went is None else monotonic() - self._went
        return self._start + self._skipped + timedelta(seconds=along)

    def advance(self, seconds: float) -> None:
        """Skip so many seconds."""
        self._skipped += timedelta(seconds=seconds)

    def move_to(self, at: datetime) -> None:
        """Skip to a moment; one that is over changes nothing."""
        self.advance(max(0.0, (at - self.now()).total_seconds()))

    def go(self) -> None:
        """From now on go along with the wall clock."""
        if self._went is None:
            self._went = monotonic()
