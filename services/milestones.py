"""Milestones: the first 99, a thousand kills, ten thousand points, told once each."""

from services.desk import Desk


class Milestones:
    """Find out what was reached."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def due(self) -> None:
        """Tell what was reached since the last time."""
