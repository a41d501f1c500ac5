"""Linking an account, and what members say about themselves."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.links import linking as linking
    from cogs.ui.links import own as own

__getattr__ = loader(__name__)
