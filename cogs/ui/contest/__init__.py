"""What people see of contests."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.contest import acts as acts
    from cogs.ui.contest import answers as answers
    from cogs.ui.contest import entries as entries
    from cogs.ui.contest import lists as lists
    from cogs.ui.contest import naming as naming
    from cogs.ui.contest import posting as posting

__getattr__ = loader(__name__)
