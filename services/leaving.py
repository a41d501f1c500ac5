"""Guilds that removed the bot: erased thirty days later, unless they come back."""

from services.desk import Desk


class Leaving:
    """Erase guilds that left."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def due(self) -> None:
        """Erase what is to be erased today."""
