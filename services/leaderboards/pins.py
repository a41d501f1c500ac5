"""Boards that hang in a channel and keep themselves up to date."""

from services.desk import Desk
from services.leaderboards.boards import Boards


class Pins:
    """Hang and repaint boards."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards
