"""Leaderboards: who stands where on every board, how they moved, and the boards that hang in channels."""

from dataclasses import dataclass

from services.desk import Desk
from services.leaderboards.boards import Boards
from services.leaderboards.days import Days
from services.leaderboards.keeper import LeaderboardsKeeper
from services.leaderboards.pins import Pins
from services.leaderboards.podiums import Podiums

__all__ = ["Boards", "Days", "Leaderboards", "LeaderboardsKeeper", "Pins", "Podiums", "open_leaderboards"]


@dataclass(frozen=True, slots=True)
class Leaderboards:
    """The leaderboards' services side by side."""

    boards: Boards
    days: Days
    pins: Pins
    podiums: Podiums


def open_leaderboards(desk: Desk) -> Leaderboards:
    """The leaderboards' services."""
    boards = Boards(desk)
    return Leaderboards(boards, Days(desk, boards), Pins(desk, boards), Podiums(desk, boards))
