"""`/insights`: how the guild uses the bot, a theme at a time, each in a few lines and a picture that says the same."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import window_name
from cogs.ui.clan.pictures import drawn
from cogs.ui.clan.windows import PATTERN, window_select
from cogs.ui.door import Interaction, actor_of, card_words, hall_of, show, turn, words_for
from cogs.ui.insights import figures, pictures
from cogs.ui.insights.themes import THEMES, Theme
from cogs.ui.press import Pick
from cogs.ui.words import Words
from domain.insights import Insights
from domain.windows import Window

_THEME: Final = f"(?P<theme>{'|'.join(THEMES)})"


class PickWindow(Pick, key="insights:v1:window", args=_THEME):
    """The same over another window."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn the card."""
        await _turn(interaction, Window(self.item.values[0]), Theme(self.args["theme"]))


class PickTheme(Pick, key="insights:v1:theme", args=PATTERN):
    """Another theme over the same window."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn the card."""
        await _turn(interaction, Window(self.args["window"]), Theme(self.item.values[0]))


async def show_insights(interaction: Interaction, window: Window) -> None:
    """Answer an officer alone, with people first; raises `Forbidden`."""
    # First of all: in a large server there is a lot to add up.
    await interaction.response.defer(ephemeral=True, thinking=True)
    insights = await _look(interaction, window)
    await show(interaction, await insights_card(interaction, words_for(interaction), insights), private=True)


async def insights_card(interaction: Interaction, say: Words, insights: Insights, theme: Theme = Theme.PEOPLE) -> Card:
    """One theme of a guild within a window."""
    lines, small = figures.FIGURES[theme](say, insights)
    picture = pictures.PICTURES[theme](insights)
    image, text = (None, "") if picture is None else await drawn(interaction, partial(picture, say, insights))
    since = say("insights.since", since=insights.since, until=insights.until)
    return Card(
        Accent.PEOPLE,
        say("insights.heading", window=window_name(say, insights.window)),
        status=say(f"insights.theme.{theme}"),
        body=["\n".join(lines), text],
        image=image,
        rows=[
            [PickTheme.select(insights.window.value, of=_theme_select(say, theme))],
            [PickWindow.select(theme.value, of=window_select(say, insights.window))],
        ],
        small="\n".join(filter(None, (small, since))),
    )


async def _turn(interaction: Interaction, window: Window, theme: Theme) -> None:
    await interaction.response.defer()
    insights = await _look(interaction, window)
    await turn(interaction, await insights_card(interaction, await card_words(interaction), insights, theme))


async def _look(interaction: Interaction, window: Window) -> Insights:
    people = None if interaction.guild is None else interaction.guild.member_count
    told = interaction.client.intents.members
    return await hall_of(interaction).insights.of(actor_of(interaction), window, people=people, told=told)


def _theme_select(say: Words, chosen: Theme) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(label=say(f"insights.theme.{theme}"), value=theme.value, default=theme is chosen)
        for theme in Theme
    ]
    return discord.ui.Select(options=options, placeholder=say("insights.theme.choose"))
