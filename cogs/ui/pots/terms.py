"""The rules of a pot: the plain text that is shown to members and that the commitment holds to the letter."""

from cogs.ui.words import Words
from domain.pots import REFUND_AFTER, Terms


def pot_rules(say: Words, terms: Terms) -> str:
    """Everything that decides what a ticket is worth, a line a rule.

    It names no time of day: the closing is in the commitment, and the next pot on these terms opens on the same text.
    """
    lines = [
        terms.name,
        say("pot.rules.price", cost=terms.cost, tickets=terms.max_tickets, most=terms.max_per_user),
        say("pot.rules.back"),
        say("pot.rules.lock"),
        say("pot.rules.few"),
        say("pot.rules.winner"),
        say("pot.rules.final"),
        say("pot.rules.officers"),
        say("pot.rules.silent", hours=int(REFUND_AFTER.total_seconds() // 3600)),
        say("pot.rules.credits"),
    ]
    if terms.repeat:
        lines.append(say("pot.rules.repeat"))
    return "\n".join(lines)
