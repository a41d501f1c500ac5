"""A contest's panel: posted when it is published or shown; the newest in each channel is kept up to date."""

from __future__ import annotations

from functools import partial

from cogs.ui.contest.card import contest_card, own_card
from cogs.ui.contest.terms import contest_terms
from cogs.ui.door import Interaction, actor_of, guild_of, guild_words, hall_of, show, words_for
from cogs.ui.draws.posts import may_post
from domain.contest_settings import PANEL
from domain.errors import Conflict
from domain.guild import TIMEZONE
from domain.settings import zone


async def publish(interaction: Interaction, contest_id: int) -> None:
    """Publish the contest into this channel; raises `Conflict` where the draw's steps could not be posted."""
    if not may_post(interaction):
        raise Conflict("contest.cannot_post")
    hall, actor = hall_of(interaction), actor_of(interaction)
    (timezone,) = await hall.settings.get(actor.guild_id, TIMEZONE)
    terms = partial(contest_terms, await guild_words(interaction), zone=zone(str(timezone)))
    assert interaction.channel_id is not None  # commands are used in channels
    await hall.contests.making.publish(actor, contest_id, interaction.channel_id, terms)
    await show_contest(interaction, contest_id)


async def show_contest(interaction: Interaction, contest_id: int) -> None:
    """Post the contest's panel; a draft, and one that the bot could not keep up to date here, only to the asker."""
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    shown = await hall.contests.views.show(actor_of(interaction), contest_id)
    if shown.contest.draw_id is None or not interaction.app_permissions.view_channel:
        await show(interaction, own_card(words_for(interaction), shown, hall.public_url), private=True)
        return
    card = contest_card(await guild_words(interaction), shown, hall.public_url)
    message = await show(interaction, card)
    if message is not None:
        where = {"channel_id": message.channel.id, "message_id": message.id}
        await hall.panels.hang_instead(guild_id, PANEL, contest_id, **where)
