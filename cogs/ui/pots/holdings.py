"""One's own pots: all that are not over and that one holds tickets in, the next to close first."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.pots.mine import chance
from cogs.ui.pots.rows import list_status, pot_select, row_status
from cogs.ui.press import Press, turners
from cogs.ui.words import Words
from domain.pages import turned_to
from domain.pots import Pot

_PAGE = 8

Held = Sequence[tuple[Pot, int]]
"""Pots, each with the tickets held in it."""


class ShowHoldings(Press, key="pot:v1:my-pots"):
    """One's own pots, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show the first page."""
        await show_holdings(interaction)


class TurnHoldings(Press, key="pot:v1:holdings", args=r"(?P<page>\d{1,6})"):
    """Another page of one's own pots."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        held = await hall_of(interaction).pots.views.mine(actor_of(interaction))
        await turn(interaction, holdings_card(words_for(interaction), held, int(self.args["page"])))


async def show_holdings(interaction: Interaction) -> None:
    """Answer with the first page of the asker's pots."""
    held = await hall_of(interaction).pots.views.mine(actor_of(interaction))
    await show(interaction, holdings_card(words_for(interaction), held, 1), private=True)


def holdings_card(say: Words, held: Held, page: int) -> Card:
    """One page of pots with the tickets held and the chance that they are."""
    at, pages = turned_to(page, len(held), _PAGE)
    part = held[(at - 1) * _PAGE : at * _PAGE]
    return Card(
        Accent.POT,
        say("pot.holdings.heading"),
        status=list_status(say, len(held), at, pages),
        body=["\n".join(_line(say, pot, tickets) for pot, tickets in part) or say("pot.holdings.none")],
        rows=[pot_select(say, [pot for pot, _ in part]), turners(TurnHoldings, at, pages)],
    )


def _line(say: Words, pot: Pot, tickets: int) -> str:
    row = say("pot.row", name=pot.terms.name, status=row_status(say, pot, None))
    return f"{row}\n-# {chance(say, pot, tickets)}"
