"""Who somebody is in the guild: their card, the lines behind it, and two side by side."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.profiles import card as card
    from cogs.ui.profiles import lines as lines
    from cogs.ui.profiles import versus as versus

__getattr__ = loader(__name__)
