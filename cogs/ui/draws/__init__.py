"""Draws as people see them: the posts that stay, the ceremony, and the check that anybody can ask for."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.draws import verify as verify

__getattr__ = loader(__name__)
