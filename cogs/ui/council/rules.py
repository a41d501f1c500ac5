"""The rules of a roll: the plain text that is shown to members and that the commitment holds to the letter."""

from cogs.ui.words import Words
from domain.decisions import Decision


def roll_rules(say: Words, decision: Decision, people: int) -> str:
    """Everything that decides what a ticket is worth, a line a rule."""
    return "\n".join(
        [
            decision.drop.item,
            say("council.roll.why", people=people),
            say("council.roll.tickets"),
            say("council.roll.winner"),
            say("council.roll.final"),
            say("council.roll.silent"),
        ]
    )
