"""Community pots: opening them, joining, the lock, the draw and the payout, and what officers watch over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from services.desk import Desk
from services.draws import Draws
from services.pots.closing import Closing
from services.pots.flagging import Flags
from services.pots.insights import Insights
from services.pots.joining import Joining
from services.pots.keeper import LedgerKeeper, PotsKeeper
from services.pots.locking import Locking
from services.pots.making import Making
from services.pots.views import Views
from storage.pot_lobbies import Filters

__all__ = ["Filters", "LedgerKeeper", "Pots", "PotsKeeper", "open_pots"]


@dataclass(frozen=True, slots=True)
class Pots:
    """The pots' services side by side."""

    making: Making
    joining: Joining
    closing: Closing
    flags: Flags
    views: Views
    locking: Locking
    insights: Insights


def open_pots(desk: Desk, draws: Draws, deliver: Callable[[], Awaitable[None]]) -> Pots:
    """The pots' services; `deliver` posts at once what an act has put into the outbox."""
    making = Making(desk, draws)
    locking = Locking(draws, making)
    closing = Closing(desk, locking, deliver)
    joining = Joining(desk, locking, closing.telling)
    return Pots(making, joining, closing, Flags(desk), Views(desk, draws), locking, Insights(desk))
