"""How everybody stood when a day ended, so that movement and whom to watch can be told."""

from services.desk import Desk
from services.leaderboards.boards import Boards


class Days:
    """Keep a day's standings."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards

    async def due(self) -> None:
        """Keep yesterday of every guild whose day is over and not kept yet; drop what is too old."""
