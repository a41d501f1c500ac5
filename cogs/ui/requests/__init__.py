"""Requests for credits as those who ask and those who decide see them."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.requests import asking as asking
    from cogs.ui.requests import deciding as deciding
    from cogs.ui.requests import lists as lists

__getattr__ = loader(__name__)
