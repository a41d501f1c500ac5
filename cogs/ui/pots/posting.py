"""A pot's panel: posted when the pot is opened or shown, and kept up to date from then on."""

from __future__ import annotations

from functools import partial

from cogs.ui.door import Interaction, actor_of, guild_of, guild_words, hall_of, show
from cogs.ui.draws.posts import may_post
from cogs.ui.pots.card import public_card, show_privately
from cogs.ui.pots.terms import pot_rules
from domain.errors import Conflict
from domain.pot_settings import PANEL


async def open_pot(
    interaction: Interaction, name: str, cost: int, tickets: int, most: int, closes: str, *, repeat: bool
) -> None:
    """Open a pot in this channel; raises `Conflict` where its draw could not be posted, and what the service raises."""
    from services.pots.making import Asked

    if not may_post(interaction):
        raise Conflict("pot.cannot_post")
    hall, rules = hall_of(interaction), partial(pot_rules, await guild_words(interaction))
    asked = Asked(name, cost, tickets, most, closes, repeat)
    assert interaction.channel_id is not None  # commands are used in channels
    pot = await hall.pots.making.create(actor_of(interaction), asked, interaction.channel_id, rules)
    # What is promised is up before the card is: the buttons stay the newest that people see.
    await hall.pots.closing.telling.now()
    await show_pot(interaction, pot.id)


async def show_pot(interaction: Interaction, pot_id: int) -> None:
    """Post the pot's panel; where the bot could not keep it up to date, only for the asker."""
    if not interaction.app_permissions.view_channel:
        await show_privately(interaction, pot_id)
        return
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    message = await show(interaction, await public_card(hall, guild_id, pot_id, await guild_words(interaction)))
    if message is not None:
        await hall.panels.hang(guild_id, PANEL, pot_id, channel_id=message.channel.id, message_id=message.id)
