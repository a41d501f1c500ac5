"""What a member's numbers, places and wins are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.leaderboards.naming import movement, value_text
from cogs.ui.words import Words, harmless
from domain.leaderboard_settings import Board

if TYPE_CHECKING:
    from domain.leaderboards import Tier
    from domain.loot import System
    from domain.profiles import Number, Win
    from services.leaderboards.boards import Stand

_SIGNS: Final = {"contest": "🏆", "pot": "🪙", "challenge": "🎨", "loot": "🎁", "auction": "🎁"}
_TIERS: Final = {
    "champion": 0xE8C04A,
    "silver": 0xC3CAD3,
    "bronze": 0xD9925B,
    "top_ten": 0x5B8DEF,
    "elite": 0xA66BD6,
}
_NO_TIER: Final = 0x6C7A89
_LONGEST: Final = 60


def number_name(say: Words, number: Number | Board, system: System) -> str:
    """What a number is called: `XP gained`, `Priority` or `DKP`, as the guild hands out loot."""
    return say(f"profile.name.{system}" if number.value == Board.LOOT.value else f"profile.name.{number}")


def units(say: Words, board: Board, system: System, amount: int) -> str:
    """So much of what a board counts: `412 XP`, `1 kill`, `0.12 of priority`."""
    if board is Board.LOOT:
        return say(f"profile.unit.{system}", amount=value_text(say, board, amount))
    return say(f"profile.unit.{board}", amount=amount)


def place_text(say: Words, stand: Stand | None) -> str:
    """Where somebody stands and how they moved: `#5 ▼3`; empty for who has no place."""
    if stand is None:
        return ""
    return " ".join(filter(None, (say("profile.place", place=stand.place), moved_text(say, stand))))


def moved_text(say: Words, stand: Stand) -> str:
    """How somebody moved since yesterday."""
    return movement(say, stand.moved, was_there=not stand.new)


def tier_colour(tier: Tier | None) -> int:
    """The colour that goes with a tier."""
    return _NO_TIER if tier is None else _TIERS[tier]


def sign_of(win: Win) -> str:
    """The sign of what was won."""
    return _SIGNS[win.kind]


def won_about(say: Words, win: Win) -> str:
    """How much, or which place: `6,200 credits · `; empty where the title says it all."""
    if win.credits:
        return say("profile.win.credits", credits=win.credits)
    return say("profile.win.place", place=win.place) if win.place else ""


def person(say: Words, user_id: int | None) -> str:
    """Somebody as a mention, which nobody is called by."""
    return f"<@{user_id}>" if user_id else say("leaderboard.erased")


def called(say: Words, name: str) -> str:
    """Somebody's name on a card; one that Discord did not tell is anybody's."""
    return harmless(name, _LONGEST) or say("profile.somebody")
