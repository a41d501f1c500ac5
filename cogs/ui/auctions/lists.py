"""The guild's auctions, those that go on first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.auctions.card import show_privately
from cogs.ui.auctions.choices import label
from cogs.ui.auctions.naming import bids_line, status_line
from cogs.ui.cards import Accent, Card, Item
from cogs.ui.door import Interaction, guild_of, hall_of, show, turn, words_for
from cogs.ui.draws.naming import message_url
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.auctions import Auction, AuctionState

if TYPE_CHECKING:
    from services.loot.auction_views import Listed


class TurnAuctions(Press, key="auction:v1:list", args=r"(?P<page>\d{1,6})"):
    """Another page of the list."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        found = await hall_of(interaction).loot.auctions.views.listed(guild_of(interaction), int(self.args["page"]))
        await turn(interaction, list_card(words_for(interaction), found))


class PickAuction(Pick, key="auction:v1:pick"):
    """Opens an auction of the list, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        await show_privately(interaction, int(self.item.values[0]))


async def show_list(interaction: Interaction) -> None:
    """Answer with the first page."""
    found = await hall_of(interaction).loot.auctions.views.listed(guild_of(interaction), 1)
    await show(interaction, list_card(words_for(interaction), found), private=True)


def list_card(say: Words, found: Listed) -> Card:
    """One page of auctions."""
    total = say("auction.list.total", total=found.total) if found.total else ""
    pages = say("word.page", page=found.page, pages=found.pages) if found.pages > 1 else ""
    return Card(
        Accent.LOOT,
        say("auction.list.heading"),
        status=" · ".join(part for part in (total, pages) if part),
        body=["\n".join(_row(say, one, found) for one in found.auctions) or say("auction.list.none")],
        rows=[_picker(say, found), turners(TurnAuctions, found.page, found.pages)],
    )


def _row(say: Words, auction: Auction, found: Listed) -> str:
    about = [status_line(say, auction, found.people)]
    if auction.state is AuctionState.OPEN:
        about = [say("auction.list.open", at=auction.closes_at), bids_line(say, auction, found.people)]
    if (panel := found.panels.get(auction.id)) is not None:
        about.append(say("auction.list.panel", url=message_url(auction.guild_id, *panel)))
    return f"{say('auction.list.row', item=auction.terms.item)}\n-# {' · '.join(about)}"


def _picker(say: Words, found: Listed) -> list[Item]:
    if not found.auctions:
        return []
    options = [discord.SelectOption(label=label(say, one), value=str(one.id)) for one in found.auctions]
    of: discord.ui.Select[Any] = discord.ui.Select(options=options, placeholder=say("auction.pick"))
    return [PickAuction.select(of=of)]
