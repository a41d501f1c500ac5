"""Finding an auction, telling everything that shows it that it changed, and a line in the log of what happened.

The log's lines hold figures and never names, and nothing of what is bid while that is secret.
"""

import logging

from sqlalchemy import Connection

from domain.auctions import Auction
from domain.errors import NotFound
from domain.loot import AUCTION_PANEL
from storage import auctions, panels
from storage.engine import after_commit

log = logging.getLogger(__name__)


def find(tx: Connection, guild_id: int, auction_id: int) -> Auction:
    """The guild's auction of that id; raises `NotFound`."""
    auction = auctions.find(tx, guild_id, auction_id)
    if auction is None:
        raise NotFound("auction.unknown")
    return auction


def changed(tx: Connection, auction: Auction) -> None:
    """Its panels need a repaint."""
    panels.touch(tx, auction.guild_id, AUCTION_PANEL, auction.id)


def note(tx: Connection, event: str, auction: Auction, **figures: int | str) -> None:
    """Log that this happened to an auction, if the transaction is kept."""
    after_commit(tx, lambda: log.info(event, extra={"guild": auction.guild_id, "auction": auction.id, **figures}))
