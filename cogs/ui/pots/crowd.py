"""Everybody in a pot, twenty a page, in the order of entering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.pots.naming import person, share
from cogs.ui.press import Press, turners
from cogs.ui.words import Words

if TYPE_CHECKING:
    from services.pots.views import Crowd

_ID = r"(?P<pot>\d{1,15})"
_PAGE = 20


class ShowCrowd(Press, key="pot:v1:crowd", args=_ID):
    """Everybody in a pot, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show the first page."""
        crowd = await hall_of(interaction).pots.views.crowd(actor_of(interaction), int(self.args["pot"]), 1)
        await show(interaction, crowd_card(words_for(interaction), crowd), private=True)


class TurnCrowd(Press, key="pot:v1:crowd-page", args=rf"{_ID}:(?P<page>\d{{1,6}})"):
    """Another page of everybody."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        pot_id, page = int(self.args["pot"]), int(self.args["page"])
        crowd = await hall_of(interaction).pots.views.crowd(actor_of(interaction), pot_id, page)
        await turn(interaction, crowd_card(words_for(interaction), crowd))


def crowd_card(say: Words, crowd: Crowd) -> Card:
    """One page of everybody, each with tickets and chance."""
    pot = crowd.pot
    total = say("pot.crowd.total", players=crowd.total, tickets=pot.sold) if crowd.total else ""
    pages = say("word.page", page=crowd.page, pages=crowd.pages) if crowd.pages > 1 else ""
    first = (crowd.page - 1) * _PAGE + 1
    lines = [
        say(
            "pot.crowd.row",
            number=number,
            who=person(say, one.user_id),
            tickets=one.tickets,
            share=share(say, one.tickets, pot.sold),
        )
        for number, one in enumerate(crowd.entrants, first)
    ]
    return Card(
        Accent.POT,
        say("pot.crowd.heading", name=pot.terms.name),
        status=" · ".join(part for part in (total, pages) if part),
        body=["\n".join(lines) or say("pot.crowd.nobody")],
        rows=[turners(TurnCrowd, crowd.page, crowd.pages, pot.id)],
        small=say("pot.crowd.small") if lines else "",
    )
