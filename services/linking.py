"""Linking: a private address, a look at Discord's own page, and nothing kept of it but who it was."""

from services.desk import Desk


class Linking:
    """Link and unlink accounts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def tidy(self) -> None:
        """Drop tickets and marks whose time is over."""
