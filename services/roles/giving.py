"""Bringing who holds which role to what the rules say, one call to Discord at a time."""

from services.desk import Desk
from services.leaderboards.boards import Boards


class Giving:
    """Give and take roles."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards

    async def due(self) -> None:
        """Do what the rules ask for now, in every guild that has rules."""
