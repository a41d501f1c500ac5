"""Raids as people see them: importing and reverting, marks, the lists, attendance, and whose the characters are."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.raids import attendance as attendance
    from cogs.ui.raids import characters as characters
    from cogs.ui.raids import importing as importing
    from cogs.ui.raids import lists as lists
    from cogs.ui.raids import marks as marks
    from cogs.ui.raids import reverting as reverting

__getattr__ = loader(__name__)
