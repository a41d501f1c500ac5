"""What is shown of members: a card, their own numbers, two of them side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.leaderboard_settings import Board
from domain.loot import System
from services.leaderboards.boards import Stand
from services.profiles.reading import Known, Wallet


@dataclass(frozen=True, slots=True)
class OnBoard:
    """What somebody has on a board, and where they stand with it; None for who is left out of places."""

    value: int
    stand: Stand | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody's card: what is kept about them (None: nothing), and the boards that they are on."""

    user_id: int
    known: Known | None
    boards: Mapping[Board, OnBoard]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Somebody's own numbers: on boards, and what is in their wallet; `system` is how the guild hands out loot."""

    boards: Mapping[Board, OnBoard]
    wallet: Wallet
    system: System


Side = Profile
"""One of two who are compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whoever asked, and with whom they are compared; `system` is how the guild hands out loot."""

    own: Side
    other: Side
    system: System

    @property
    def boards(self) -> tuple[Board, ...]:
        """The boards that either is on."""
        return tuple(board for board in Board if board in self.own.boards or board in self.other.boards)
