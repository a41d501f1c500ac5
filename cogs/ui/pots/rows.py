"""Pots in a list: a row each, a select that opens one, and the buttons that turn the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.cards import bar
from cogs.ui.draws.naming import message_url
from cogs.ui.pots.card import show_privately
from cogs.ui.pots.naming import person, told_apart
from cogs.ui.press import Pick
from cogs.ui.words import Words
from domain.pot_settings import PotState
from domain.pots import Pot

if TYPE_CHECKING:
    from cogs.ui.door import Interaction
    from services.pots.views import Listed

_LABEL = 100


class PickPot(Pick, key="pot:v1:open"):
    """Opens a pot of the list, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        await show_privately(interaction, int(self.item.values[0]))


def pot_row(say: Words, pot: Pot, found: Listed) -> str:
    """A pot at a glance: how it stands, how full it is, what the asker holds, and where its panel is."""
    about = [
        say("pot.row.filled", bar=bar(pot.escrow, pot.value), committed=pot.escrow, value=pot.value),
        say("pot.row.cost", cost=pot.terms.cost),
    ]
    if pot.players:
        about.append(say("pot.row.players", players=pot.players))
    if held := found.held.get(pot.id):
        about.append(say("pot.row.held", held=held))
    about += panel_of(say, pot, found)
    row = say("pot.row", name=pot.terms.name, status=row_status(say, pot, found.winners.get(pot.id)))
    return f"{row}\n-# {' · '.join(about)}"


def panel_of(say: Words, pot: Pot, found: Listed) -> list[str]:
    """A link to its panel, where one hangs."""
    where = found.panels.get(pot.id)
    return [] if where is None else [say("pot.row.link", url=message_url(pot.guild_id, *where))]


def row_status(say: Words, pot: Pot, winner: int | None) -> str:
    """How a pot stands, shortly."""
    match pot.state:
        case PotState.OPEN:
            return say("pot.row.open" if pot.paused is None else "pot.row.paused", at=pot.closes_at)
        case PotState.LOCKED | PotState.SETTLING:
            return say("pot.row.locked")
        case PotState.SETTLED:
            won = {"who": person(say, winner), "credits": pot.payout or 0}
            return say("pot.row.settled", **won, at=pot.ended_at or pot.closes_at)
        case PotState.CANCELLED:
            return say("pot.row.cancelled", at=pot.ended_at or pot.closes_at)


def pick_options(say: Words, pots: Sequence[Pot]) -> discord.ui.Select[Any]:
    """A select of these pots, of which there is one at least."""
    options = [
        discord.SelectOption(label=one.terms.name[:_LABEL], description=stands, value=str(one.id))
        for one, stands in zip(pots, told_apart(say, pots), strict=True)
    ]
    return discord.ui.Select[Any](options=options, placeholder=say("pot.pick"))


def pot_select(say: Words, pots: Sequence[Pot]) -> list[PickPot]:
    """A row with that select, or none without pots."""
    return [PickPot.select(of=pick_options(say, pots))] if pots else []


def list_status(say: Words, total: int, page: int, pages: int) -> str:
    """How many there are, and which page it is."""
    counted = say("pot.list.total", total=total) if total else ""
    turned = say("word.page", page=page, pages=pages) if pages > 1 else ""
    return " · ".join(part for part in (counted, turned) if part)
