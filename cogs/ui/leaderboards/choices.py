"""What can be picked while typing `/leaderboard` and `/roles add`."""

from discord import app_commands

from cogs.ui.door import Interaction, words_for
from domain.errors import NotFound
from domain.leaderboard_settings import Asked, Board
from domain.windows import Window


def boards(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Boards by their names."""
    say, wanted = words_for(interaction), typed.strip().casefold()
    named = [(say(f"leaderboard.board.{board}"), board.value) for board in Board]
    return [
        app_commands.Choice(name=name, value=value)
        for name, value in named
        if wanted in name.casefold() or wanted in value
    ]


def chosen(typed: str) -> Board:
    """The board that was picked or typed, the overall standing for nothing; raises `NotFound`."""
    if not typed.strip():
        return Board.STANDING
    try:
        return Board(typed.strip().casefold())
    except ValueError:
        raise NotFound("leaderboard.unknown", typed=typed[:40]) from None


def window(value: str | None) -> Window:
    """The window that was picked, or the usual one."""
    return Asked().window if value is None else Window(value)
