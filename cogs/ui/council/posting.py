"""A decision's panel: posted when it is opened or shown, and kept up to date from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.council.card import public_card, show_privately
from cogs.ui.council.choices import raid_number
from cogs.ui.council.people import called_in
from cogs.ui.door import Interaction, actor_of, guild_of, guild_words, hall_of, show
from cogs.ui.draws.posts import may_post
from domain.errors import Conflict
from domain.loot import DECISION_PANEL, Quality, Slot, Transparency

if TYPE_CHECKING:
    from services.loot.council.opening import Asked


async def open_typed(
    interaction: Interaction,
    item: str,
    *,
    quality: str | None,
    slot: str | None,
    ilvl: int | None,
    item_id: int | None,
    gp: str,
    boss: str,
    raid: str,
    closes: str,
    transparency: str | None,
) -> None:
    """The same with everything as it was typed; raises what `open_decision` raises."""
    from services.loot.council.opening import Asked

    asked = Asked(
        item,
        Quality(quality) if quality else None,
        Slot(slot) if slot else None,
        ilvl,
        item_id,
        gp,
        boss,
        raid_number(raid),
        closes,
        Transparency(transparency) if transparency else None,
    )
    await open_decision(interaction, asked)


async def open_decision(interaction: Interaction, asked: Asked) -> None:
    """Open a decision in this channel; raises `Conflict` where no roll could be posted, and what the service raises."""
    opening = hall_of(interaction).loot.council.opening
    await opening.check(actor_of(interaction), asked)
    if not may_post(interaction):
        raise Conflict("loot.cannot_post")
    # Asking Discord who has which role can take longer than it waits for a first answer.
    await interaction.response.defer(thinking=True)
    called = await called_in(interaction, raiders=asked.raid is None)
    assert interaction.channel_id is not None  # commands are used in channels
    decision = await opening.open(actor_of(interaction), asked, interaction.channel_id, called)
    await show_decision(interaction, decision.id)


async def show_decision(interaction: Interaction, decision_id: int) -> None:
    """Post the decision's panel; where the bot could not keep it up to date, only for the asker."""
    if not interaction.app_permissions.view_channel:
        await show_privately(interaction, decision_id)
        return
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    message = await show(interaction, await public_card(hall, guild_id, decision_id, await guild_words(interaction)))
    if message is not None:
        where = {"channel_id": message.channel.id, "message_id": message.id}
        await hall.panels.hang(guild_id, DECISION_PANEL, decision_id, **where)
