"""Publishing a challenge: its panel is posted here, and kept up to date from then on."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from cogs.ui.cards import Card
from cogs.ui.challenges.card import public_card
from cogs.ui.challenges.naming import accent_of, heading
from cogs.ui.door import Interaction, actor_of, guild_of, guild_words, hall_of, show, turn, words_for
from cogs.ui.draws.posts import may_post
from cogs.ui.press import Press
from cogs.ui.words import Words
from domain.challenge_settings import PANEL
from domain.challenges import Challenge
from domain.errors import Conflict

_BEING_POSTED: Final = timedelta(minutes=1)


class Publish(Press, key="challenge:v1:publish", args=r"(?P<challenge>\d{1,15})"):
    """Publishes the draft whose card was clicked."""

    async def press(self, interaction: Interaction) -> None:
        """Publish it, and leave no button that could be pressed again."""
        say, challenge_id = words_for(interaction), int(self.args["challenge"])
        challenge = await _made_public(interaction, challenge_id)
        await turn(interaction, published_card(say, challenge))
        await _post(interaction, challenge_id)


async def publish(interaction: Interaction, challenge_id: int) -> None:
    """Publish a draft in this channel; raises `Conflict` where its panel could not be posted or kept up to date.

    A challenge whose panel is gone, because somebody deleted it, gets another one.
    """
    if not await _lost_its_panel(interaction, challenge_id):
        await _made_public(interaction, challenge_id)
    await _post(interaction, challenge_id)


def published_card(say: Words, challenge: Challenge) -> Card:
    """What follows from publishing, in place of the draft."""
    starts = challenge.dates.starts_at
    told = say("challenge.said.published", starts=starts, closes=challenge.dates.submissions_close_at)
    return Card(accent_of(challenge), heading(say, challenge), body=[told])


async def _lost_its_panel(interaction: Interaction, challenge_id: int) -> bool:
    hall = hall_of(interaction)
    landing = await hall.challenges.views.for_editing(actor_of(interaction), challenge_id)
    standing = landing.challenge.standing
    if standing.published_at is None or standing.cancelled_at is not None or landing.panel is not None:
        return False
    _check_channel(interaction)
    # One that is just being published has its panel in a moment.
    return hall.desk.clock() - standing.published_at > _BEING_POSTED


def _check_channel(interaction: Interaction) -> None:
    if not may_post(interaction):
        raise Conflict("challenge.cannot_post")


async def _made_public(interaction: Interaction, challenge_id: int) -> Challenge:
    _check_channel(interaction)
    assert interaction.channel_id is not None  # commands are used in channels
    making = hall_of(interaction).challenges.making
    return await making.publish(actor_of(interaction), challenge_id, interaction.channel_id)


async def _post(interaction: Interaction, challenge_id: int) -> None:
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    message = await show(interaction, await public_card(hall, guild_id, challenge_id, await guild_words(interaction)))
    if message is not None:
        await hall.panels.hang(guild_id, PANEL, challenge_id, channel_id=message.channel.id, message_id=message.id)
