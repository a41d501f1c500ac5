"""What can be picked while typing a command of auctions."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from discord import app_commands

from cogs.ui.door import Interaction, guild_of, hall_of, words_for
from cogs.ui.words import Words
from domain.loot import AuctionState, Sale

if TYPE_CHECKING:
    from domain.auctions import Auction

Choices = list[app_commands.Choice[str]]

SALES: Choices = [
    app_commands.Choice(name="Open, ascending", value=Sale.OPEN.value),
    app_commands.Choice(name="Sealed, pay your bid", value=Sale.SEALED.value),
    app_commands.Choice(name="Sealed, pay the second price", value=Sale.SECOND_PRICE.value),
]

OPEN = (AuctionState.OPEN,)

_MOST, _LONGEST = 25, 100
"""As many as Discord takes, and as long."""


async def auctions(interaction: Interaction, typed: str, states: Collection[AuctionState] | None) -> Choices:
    """Auctions by item and state, each with when it was opened; their numbers are what the command gets."""
    say = words_for(interaction)
    found = await hall_of(interaction).loot.auctions.views.names(guild_of(interaction), typed, states)
    return [app_commands.Choice(name=label(say, one), value=str(one.id)) for one in found[:_MOST]]


def label(say: Words, auction: Auction) -> str:
    """The item, cut where the rest would not fit, how it stands, and when it was opened."""
    stands = f" · {say(f'auction.state.{auction.state}')} · {auction.opened_at:%Y-%m-%d %H:%M} UTC"
    item, room = auction.terms.item, _LONGEST - len(stands)
    return f"{item if len(item) <= room else item[: room - 1] + '…'}{stands}"


async def chosen(interaction: Interaction, typed: str) -> int:
    """The number of the auction that was picked or typed; raises `NotFound`."""
    return await hall_of(interaction).loot.auctions.views.id_of(guild_of(interaction), typed)
