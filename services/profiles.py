"""Who somebody is in a guild: rank, credits, points, gains, wins and characters, and the lines behind each number."""

from services.desk import Desk
from services.leaderboards.boards import Boards


class Profiles:
    """Put together what is known about a member."""

    def __init__(self, desk: Desk, boards: Boards) -> None:
        self._desk = desk
        self._boards = boards
