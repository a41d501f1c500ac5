"""Privacy as people see it: what is kept about them, a file of it, and its erasure."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.privacy import own as own

__getattr__ = loader(__name__)
