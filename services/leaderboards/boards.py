"""Every board of every guild that somebody looks at: read from the books, followed from what changed, kept sorted."""

from services.desk import Desk


class Boards:
    """Who stands where."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def refresh(self) -> None:
        """Follow what changed in the books since the last time, on every board that somebody looks at."""
