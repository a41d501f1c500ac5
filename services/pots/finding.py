"""Finding a pot, and telling everything that shows it that it changed."""

from sqlalchemy import Connection

from domain.errors import NotFound
from domain.pot_settings import LOBBY_PANEL, PANEL
from domain.pots import Pot
from storage import panels, pots


def find(tx: Connection, guild_id: int, pot_id: int) -> Pot:
    """The guild's pot of that id; raises `NotFound`."""
    pot = pots.find(tx, guild_id, pot_id)
    if pot is None:
        raise NotFound("pot.unknown")
    return pot


def changed(tx: Connection, pot: Pot) -> None:
    """Its own panels and the pinned lobbies need a repaint."""
    panels.touch_with(tx, pot.guild_id, PANEL, pot.id, LOBBY_PANEL)
