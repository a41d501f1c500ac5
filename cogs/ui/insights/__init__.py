"""How the guild uses the bot, in figures and charts."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.insights import report as report

__getattr__ = loader(__name__)
