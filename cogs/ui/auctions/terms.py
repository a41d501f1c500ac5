"""What a tie in an auction is rolled on: the plain text that the commitment holds to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.words import Words
from domain.auctions import GIVE_UP_AFTER, Terms

if TYPE_CHECKING:
    from services.loot.auctioning import RollText


def roll_text(say: Words, terms: Terms) -> RollText:
    """The rules of a roll, a line a rule, and the one on whose ground a winner is passed over."""
    from services.loot.auctioning import RollText

    grounds = say("auction.roll.grounds")
    lines = [
        terms.item,
        say("auction.roll.tie"),
        grounds,
        say("auction.roll.last"),
        say("auction.roll.silent", hours=int(GIVE_UP_AFTER.total_seconds() // 3600)),
    ]
    return RollText("\n".join(lines), grounds)
