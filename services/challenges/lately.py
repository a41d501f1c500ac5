"""What was posted a moment ago: a second click posts nothing twice."""

from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Final

JUST_NOW: Final = timedelta(minutes=1)


class Lately:
    """Remembers for a minute; a restart forgets, which is further apart than two clicks."""

    def __init__(self) -> None:
        self._done: dict[Hashable, datetime] = {}

    def first(self, what: Hashable, now: datetime) -> bool:
        """Whether it was not done within a minute; from now on it was."""
        self._done = {one: at for one, at in self._done.items() if now - at < JUST_NOW}
        if what in self._done:
            return False
        self._done[what] = now
        return True
