"""What boards, what they count, movement and tiers are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.words import Words
from domain.leaderboard_settings import Board

if TYPE_CHECKING:
    from domain.leaderboards import Tier

_GAINED: Final = (Board.XP, Board.LEVELS, Board.BOSSES, Board.CLUES)


def board_name(say: Words, board: Board) -> str:
    """What a board is called: `XP gained`."""
    return say(f"leaderboard.board.{board}")


def value_text(say: Words, board: Board, value: int) -> str:
    """What somebody has on a board: a priority `1.92`, DKP `12.50`, a gain `+2,413,880`, else a grouped number."""
    if board is Board.LOOT:
        point = "," if say.language == "es" else "."
        return f"{'-' if value < 0 else ''}{say.number(abs(value) // 100)}{point}{abs(value) % 100:02d}"
    return say.number(value, signed=board in _GAINED)


def movement(say: Words, moved: int | None, was_there: bool = True) -> str:  # noqa: FBT001, FBT002 - goes with `moved`
    """How somebody moved since yesterday: `▲2`, `▼1`, `▬`, `new`; nothing where no yesterday is kept."""
    if moved is None:
        return "" if was_there else say("leaderboard.new")
    if not moved:
        return "▬"
    return f"{'▲' if moved > 0 else '▼'}{abs(moved)}"


def tier_badge(say: Words, tier: Tier | None) -> str:
    """The badge that goes with a place: `Champion`; nothing where there is none."""
    return "" if tier is None else say(f"leaderboard.tier.{tier}")
