"""What officers are answered: what became of the pot that they locked, paused, resumed or cancelled."""

from cogs.ui.words import Words
from domain.pots import Ending, Pot


def locked(say: Words, pot: Pot) -> str:
    """What follows from the lock."""
    match pot.ending:
        case Ending.EMPTY:
            return say("pot.said.locked_empty", name=pot.terms.name)
        case Ending.ALONE:
            return say("pot.said.locked_alone", name=pot.terms.name)
        case _:
            return say("pot.said.locked", name=pot.terms.name)


def paused(say: Words, pot: Pot) -> str:
    """What the pause means, and what it does not stop."""
    return say("pot.said.paused", name=pot.terms.name, at=pot.closes_at)


def resumed(say: Words, pot: Pot) -> str:
    """That it goes on."""
    return say("pot.said.resumed", name=pot.terms.name, at=pot.closes_at)


def called_off(say: Words, pot: Pot) -> str:
    """What calling it off means."""
    if not pot.players:
        return say("pot.said.cancelled_empty", name=pot.terms.name)
    return say("pot.said.cancelled", name=pot.terms.name, credits=pot.escrow, players=pot.players)
