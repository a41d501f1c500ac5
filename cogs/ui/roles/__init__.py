"""Roles by rank as leaders see them."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.roles import choices as choices
    from cogs.ui.roles import rules as rules

__getattr__ = loader(__name__)
