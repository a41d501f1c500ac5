"""What the clan looks like: its cards, buttons and sentences, one file a thing that people ask for."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.clan import board as board
    from cogs.ui.clan import claims as claims
    from cogs.ui.clan import history as history
    from cogs.ui.clan import imports as imports
    from cogs.ui.clan import overview as overview
    from cogs.ui.clan import profile as profile
    from cogs.ui.clan import roster as roster
    from cogs.ui.clan import runs as runs
    from cogs.ui.clan import stats as stats

__getattr__ = loader(__name__)
