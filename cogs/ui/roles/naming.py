"""What rules and what keeps them from working are called."""

from __future__ import annotations

from cogs.ui.leaderboards.naming import board_name
from cogs.ui.words import Words
from domain.leaderboard_settings import Board


def whom(say: Words, board: Board, top: int) -> str:
    """Whom a rule gives its role: `the top 10 of **XP gained**`."""
    name = board_name(say, board)
    return say("roles.whom.first", board=name) if top == 1 else say("roles.whom.top", board=name, top=top)


def role_mention(role_id: int) -> str:
    """A role as Discord shows it, which nobody is called by."""
    return f"<@&{role_id}>"


def what_to_do(say: Words, obstacle: str) -> str:
    """What keeps a rule from working, and what to do about it."""
    return say(f"roles.block.{obstacle}")


def people(say: Words, users: tuple[int, ...], most: int) -> str:
    """Some people as mentions, and how many more there are."""
    named = ", ".join(f"<@{user}>" for user in users[:most])
    return say("roles.and_more", named=named, more=len(users) - most) if len(users) > most else named
