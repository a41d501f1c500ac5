"""Community pots as people see them: the panel, buying and leaving, lobby and history, flags, announcements."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.pots import answers as answers
    from cogs.ui.pots import buying as buying
    from cogs.ui.pots import flags as flags
    from cogs.ui.pots import history as history
    from cogs.ui.pots import holdings as holdings
    from cogs.ui.pots import insights as insights
    from cogs.ui.pots import leaving as leaving
    from cogs.ui.pots import lobby as lobby
    from cogs.ui.pots import posting as posting

__getattr__ = loader(__name__)
