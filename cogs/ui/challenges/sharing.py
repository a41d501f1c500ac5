"""Showing submissions to everybody: one's own by its maker, the best by an officer."""

from __future__ import annotations

from typing import Final

import discord

from cogs.ui.challenges.entry import entry_card
from cogs.ui.door import Interaction, actor_of, guild_words, hall_of, show
from cogs.ui.press import Press
from cogs.ui.words import Words
from domain.challenge_settings import Voting
from domain.errors import Forbidden

_MEDALS: Final = {1: "🥇", 2: "🥈", 3: "🥉"}


class Share(Press, key="challenge:v1:share", args=r"(?P<submission>\d{1,15})"):
    """Shows one's own submission to everybody in the channel."""

    async def press(self, interaction: Interaction) -> None:
        """Post its card, once a minute at most."""
        hall, channel_id = hall_of(interaction), _channel(interaction)
        submission_id = int(self.args["submission"])
        challenge, submission = await hall.challenges.gallery.share(actor_of(interaction), submission_id, channel_id)
        await show(interaction, await entry_card(hall, await guild_words(interaction), challenge, submission))


class PostBest(Press, key="challenge:v1:best", args=r"(?P<challenge>\d{1,15})"):
    """Shows the best of a challenge to everybody in the channel."""

    async def press(self, interaction: Interaction) -> None:
        """Post their cards one after the other, once a minute at most."""
        hall, channel_id = hall_of(interaction), _channel(interaction)
        best = await hall.challenges.gallery.best(actor_of(interaction), int(self.args["challenge"]), channel_id)
        say = await guild_words(interaction)
        for one in best.shown:
            notes = given_words(say, best.challenge.terms.voting, one.votes, one.place)
            await show(interaction, await entry_card(hall, say, best.challenge, one.submission, notes=notes))


def given_words(say: Words, voting: Voting, votes: int | None, place: int | None) -> list[str]:
    """Place and votes, where there are any to be seen."""
    told: list[str] = []
    if place is not None:
        told.append(f"{_MEDALS.get(place, '')} {say('gallery.place', place=place)}".strip())
    if votes is not None:
        told.append(say("gallery.marks" if voting is Voting.BALLOT else "gallery.votes", votes=votes))
    return [" · ".join(told)] if told else []


def _channel(interaction: Interaction) -> int:
    """Where it is posted; raises `Forbidden` where the one who asks could not write themselves."""
    allowed = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    if not (allowed.send_messages_in_threads if in_thread else allowed.send_messages):
        raise Forbidden("submission.cannot_share")
    assert interaction.channel_id is not None  # buttons are in channels
    return interaction.channel_id
