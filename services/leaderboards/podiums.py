"""Telling who climbed onto the podium of a board, and who was pushed off it."""

from services.desk import Desk
from services.leaderboards.boards import Boards


class Podiums:
    """Follow the first three."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards

    async def due(self) -> None:
        """Tell what changed on the podiums that guilds want to hear about, once it has lasted."""
