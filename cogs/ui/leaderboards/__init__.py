"""Boards of members as people see them, and the ones that hang in a channel."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.leaderboards import board as board
    from cogs.ui.leaderboards import choices as choices

__getattr__ = loader(__name__)
