"""Points as people see them: standings, gifts and charges, decay, and taking an act back."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.points import board as board
    from cogs.ui.points import choices as choices
    from cogs.ui.points import done as done
    from cogs.ui.points import history as history
    from cogs.ui.points import previews as previews
    from cogs.ui.points import prices as prices

__getattr__ = loader(__name__)
