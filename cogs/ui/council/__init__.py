"""The council as people see it: panels, the private view, awards, their stories, and what was handed out."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.council import awarding as awarding
    from cogs.ui.council import choices as choices
    from cogs.ui.council import history as history
    from cogs.ui.council import lists as lists
    from cogs.ui.council import posting as posting
    from cogs.ui.council import why as why

__getattr__ = loader(__name__)
