"""Requests for credits: asked for, decided by others, granted once."""

from services.desk import Desk


class Requests:
    """Ask for credits and decide about it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def due(self) -> None:
        """Remind officers of what waits, and let go of what waited too long."""
