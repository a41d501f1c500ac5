"""How often and how long: durations counted in buckets, and what the writer did; cheap enough to be kept always."""

from bisect import bisect_left
from itertools import accumulate
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError

COMMIT_BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Buckets:
    """Durations, each counted in the bucket of the smallest of `bounds` that it does not exceed."""

    __slots__ = ("_counts", "bounds", "seconds")

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self.seconds = 0.0
        self._counts = [0] * (len(bounds) + 1)

    def note(self, seconds: float) -> None:
        """One more took so long."""
        self._counts[bisect_left(self.bounds, seconds)] += 1
        self.seconds += seconds

    @property
    def count(self) -> int:
        """How many there were."""
        return sum(self._counts)

    def up_to(self) -> list[int]:
        """How many took at most each of the bounds; the last figure counts all."""
        return list(accumulate(self._counts))


class Commits:
    """What the one writer did since the start; noted by its thread alone, read from any."""

    def __init__(self) -> None:
        self.durations = Buckets(COMMIT_BOUNDS)
        self.writes = 0
        self.failures = 0

    def note(self, seconds: float, errors: list[Exception | None]) -> None:
        """A commit took so long and carried so many writes, some of which ended in an error."""
        self.durations.note(seconds)
        self.writes += len(errors)
        self.failures += sum(map(_is_the_databases, errors))


def _is_the_databases(error: Exception | None) -> bool:
    """Whether the database could not do it; a rule that it holds for us, such as a key being taken, is no failure."""
    return isinstance(error, DBAPIError) and not isinstance(error, IntegrityError)
