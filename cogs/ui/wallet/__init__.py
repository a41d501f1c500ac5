"""Wallets as people see them: what is in one, line by line, what leaders grant and take, and what they ask for."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.wallet import card as card
    from cogs.ui.wallet import changes as changes

__getattr__ = loader(__name__)
