"""An auction's panel: posted when the auction is opened or shown, and kept up to date from then on."""

from __future__ import annotations

from functools import partial

from cogs.ui.auctions.card import public_card, show_privately
from cogs.ui.auctions.terms import roll_text
from cogs.ui.door import Interaction, actor_of, guild_of, guild_words, hall_of, show
from cogs.ui.draws.posts import may_post
from domain.auctions import Sale
from domain.errors import Conflict
from domain.loot import AUCTION_PANEL


async def open_auction(
    interaction: Interaction,
    item: str,
    sale: str,
    minimum: int,
    minutes: int,
    increment: int | None,
    extend: int | None,
) -> None:
    """Open an auction in this channel; raises `Conflict` where no roll could be posted, and what the service raises."""
    from services.loot.auctioning import Asked

    if not may_post(interaction):
        raise Conflict("auction.cannot_post")
    hall, writer = hall_of(interaction), partial(roll_text, await guild_words(interaction))
    asked = Asked(item, Sale(sale), minimum, minutes, increment, extend)
    assert interaction.channel_id is not None  # commands are used in channels
    auction = await hall.loot.auctions.acts.open(actor_of(interaction), asked, interaction.channel_id, writer)
    await show_auction(interaction, auction.id)


async def show_auction(interaction: Interaction, auction_id: int) -> None:
    """Post the auction's panel; where the bot could not keep it up to date, only for the asker."""
    if not interaction.app_permissions.view_channel:
        await show_privately(interaction, auction_id)
        return
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    message = await show(interaction, await public_card(hall, guild_id, auction_id, await guild_words(interaction)))
    if message is not None:
        where = {"channel_id": message.channel.id, "message_id": message.id}
        await hall.panels.hang(guild_id, AUCTION_PANEL, auction_id, **where)
