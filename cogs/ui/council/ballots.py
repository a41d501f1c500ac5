"""A card whose blocks each have buttons of their own, as a ballot has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord

from cogs.ui.cards import Card, Item, fit

_LONGEST = 450
"""Characters of one block: six of them, with head and small print, stay below Discord's limit."""


@dataclass(frozen=True, slots=True)
class BallotCard(Card):
    """A card that goes on, after its body, with blocks that can be pressed on."""

    ballots: Sequence[tuple[str, Sequence[Item]]] = ()

    def view(self) -> discord.ui.LayoutView:
        """A fresh layout; the blocks stand between body and actions."""
        lead = Card(self.accent, self.heading, self.status, self.body).view()
        rest = replace(self, heading="", status="", body=(), ballots=())
        (box,) = lead.children
        (foot,) = Card.view(rest).children
        assert isinstance(box, discord.ui.Container)
        assert isinstance(foot, discord.ui.Container)
        for text, row in self.ballots:
            box.add_item(discord.ui.TextDisplay(fit(text, _LONGEST)))
            if row:
                box.add_item(discord.ui.ActionRow(*row))
        for item in list(foot.children)[1:]:  # its heading is empty
            box.add_item(item)
        return lead
