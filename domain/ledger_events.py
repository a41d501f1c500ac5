"""Credits: what officers are told about the books, and the kind of message that asks for them."""

from typing import Final

from domain.notices import Audience, Event

BOOKS_BROKEN: Final = Event("ledger.broken", Audience.OFFICERS)
EVENTS: Final = (BOOKS_BROKEN,)

ASK_PANEL: Final = "wallet.ask"
"""The kind of message on which another leader decides about credits that a leader wants to give to themselves."""
