"""Switching the loot system, and moving books in and out, as people see it."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.moving import choices as choices
    from cogs.ui.moving import files as files
    from cogs.ui.moving import system as system

__getattr__ = loader(__name__)
