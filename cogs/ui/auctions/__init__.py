"""Auctions as people see them."""

from typing import TYPE_CHECKING

from cogs.ui.late import loader

if TYPE_CHECKING:
    from cogs.ui.auctions import answers as answers
    from cogs.ui.auctions import bidding as bidding
    from cogs.ui.auctions import lists as lists
    from cogs.ui.auctions import posting as posting

__getattr__ = loader(__name__)
