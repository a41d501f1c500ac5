"""Leaderboards: which boards there are, what a guild can set, and what is told of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.notices import Event
from domain.settings import Kind, Setting
from domain.windows import Window


class Board(StrEnum):
    """What members are ranked by."""

    STANDING = "standing"
    XP = "xp"
    LEVELS = "levels"
    BOSSES = "bosses"
    CLUES = "clues"
    POTS = "pots"
    LOOT = "loot"
    CHALLENGES = "challenges"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of a board: its first places over a window, of one region and team alone where they are not empty.

    Priority and DKP are what they are now, whatever the window.
    """

    board: Board = Board.STANDING
    top: int = 10
    window: Window = Window.THIRTY_DAYS
    region: str = ""
    team: str = ""


def _weight(board: Board, default: int) -> Setting:
    return Setting(f"standing.{board.value}", Kind.NUMBER, default, high=100)


WEIGHTS: Final = {
    Board.XP: _weight(Board.XP, 1),
    Board.LEVELS: _weight(Board.LEVELS, 0),
    Board.BOSSES: _weight(Board.BOSSES, 1),
    Board.CLUES: _weight(Board.CLUES, 0),
    Board.POTS: _weight(Board.POTS, 0),
    Board.LOOT: _weight(Board.LOOT, 1),
    Board.CHALLENGES: _weight(Board.CHALLENGES, 2),
}
"""How much each board counts in the overall standing."""

LEFT_OUT: Final = Setting("standing.left_out_roles", Kind.ROLES, (), high=10)
TOLD: Final = Setting("standing.announced", Kind.CHOICE, Board.STANDING.value, choices=("none", *Board))
SETTINGS: Final = (*WEIGHTS.values(), LEFT_OUT, TOLD)

PODIUM: Final = Event("standing.podium")
MILESTONE: Final = Event("standing.milestone")
EVENTS: Final = (PODIUM, MILESTONE)

PANEL: Final = "leaderboard"
"""The kind of message that shows a pinned board."""
