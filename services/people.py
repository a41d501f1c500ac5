"""What members say about themselves, and the digests of those who asked for direct messages."""

from services.desk import Desk


class People:
    """Keep what members said, and write to those who want it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def due(self) -> None:
        """Send every digest that is due."""

    async def tidy(self) -> None:
        """Drop what was sent long ago."""
