"""Draws: the protocol's steps as acts of the house, the wait for the beacon, and the proof that is left."""

from services.draws.ceremony import Draws
from services.draws.keeper import DrawsKeeper
from services.draws.keys import Keys
from services.draws.means import Mismatch
from services.draws.seen import Line, Page, Seen
from services.draws.steps import Plan
from storage.draw_entries import Place

__all__ = ["Draws", "DrawsKeeper", "Keys", "Line", "Mismatch", "Page", "Place", "Plan", "Seen"]
