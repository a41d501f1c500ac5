"""The guided panel of `/setup`: every choice is saved as it is made, so it can be left and taken up at any time."""

from collections.abc import Mapping
from typing import Any

import discord

from cogs.ui import settings as ui
from cogs.ui.cards import Accent, Card
from cogs.ui.door import Interaction, actor_of, hall_of, turn, words_for
from cogs.ui.press import Form, Pick, Press, Style
from cogs.ui.words import Words
from domain import guild
from domain.settings import Setting, Value
from services.settings import REGISTRY

Values = Mapping[str, Value]


class PickRoles(Pick, key="setup:v1:roles", args=r"(?P<name>[a-z_.]+)"):
    """Leader or officer roles."""

    async def pick(self, interaction: Interaction) -> None:
        """Save the roles and show the panel as it is now."""
        chosen: Any = self.item.values
        await _save(interaction, self.args["name"], tuple(sorted(role.id for role in chosen)))


class PickChannel(Pick, key="setup:v1:channel", args=r"(?P<name>[a-z_.]+)"):
    """The announcement channel."""

    async def pick(self, interaction: Interaction) -> None:
        """Save the channel and show the panel as it is now."""
        chosen: Any = self.item.values
        await _save(interaction, self.args["name"], chosen[0].id if chosen else None)


class PickWord(Pick, key="setup:v1:word", args=r"(?P<name>[a-z_.]+)"):
    """One of a setting's choices."""

    async def pick(self, interaction: Interaction) -> None:
        """Save the choice and show the panel as it is now."""
        hall, actor = hall_of(interaction), actor_of(interaction)
        # Read again: an old panel may offer what is no longer to be had.
        await hall.settings.set(actor, self.args["name"], str(self.item.values[0]))
        await turn(interaction, setup_card(words_for(interaction), await hall.settings.for_leader(actor)))


class AskTimezone(Press, key="setup:v1:timezone"):
    """Opens the form for the timezone: there are far more than a list could hold."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await interaction.response.send_modal(TimezoneForm(words_for(interaction)))


class TimezoneForm(Form):
    """Asks for a timezone by name."""

    def __init__(self, say: Words) -> None:
        super().__init__(title=say("setup.timezone"))
        self.zone: discord.ui.TextInput[Any] = discord.ui.TextInput(placeholder="Europe/Madrid", max_length=60)
        self.add_item(
            discord.ui.Label(
                text=say("setup.timezone_label"), description=say("setup.timezone_help"), component=self.zone
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Save the timezone and show the panel as it is now."""
        hall, actor = hall_of(interaction), actor_of(interaction)
        await hall.settings.set(actor, guild.TIMEZONE.name, self.zone.value)
        await turn(interaction, setup_card(words_for(interaction), await hall.settings.for_leader(actor)))


async def _save(interaction: Interaction, name: str, value: Value) -> None:
    hall, actor = hall_of(interaction), actor_of(interaction)
    await hall.settings.choose(actor, REGISTRY.find(name), value)
    await turn(interaction, setup_card(words_for(interaction), await hall.settings.for_leader(actor)))


def setup_card(say: Words, values: Values) -> Card:
    """What is set, with everything to change it."""
    steps = (guild.TIMEZONE, guild.LEADER_ROLES, guild.OFFICER_ROLES, guild.ANNOUNCEMENTS)
    lines = [_line(say, setting, values) for setting in (*steps, guild.LOOT_SYSTEM, guild.DRAWS_MODE)]
    open_steps = sum(values[setting.name] == setting.default for setting in steps)
    status = say("setup.status_open", steps=open_steps) if open_steps else say("setup.status_done")
    return Card(
        Accent.PEOPLE,
        say("setup.heading"),
        status=status,
        body=["\n".join(lines)],
        rows=[
            [AskTimezone.button(label=say("setup.timezone"), emoji="🕰️", style=Style.primary)],
            [_roles(say, guild.LEADER_ROLES, values)],
            [_roles(say, guild.OFFICER_ROLES, values)],
            [_channel(say, guild.ANNOUNCEMENTS, values)],
            [_words(say, guild.LOOT_SYSTEM, values)],
            [_words(say, guild.DRAWS_MODE, values)],
        ],
        small=say("setup.small"),
    )


def _line(say: Words, setting: Setting, values: Values) -> str:
    value = values[setting.name]
    text = say(f"choice.{value}") if setting.choices else ui.shown(say, setting, value)
    return f"**{say(f'setup.{setting.name}')}** · {text}"


def _roles(say: Words, setting: Setting, values: Values) -> PickRoles:
    chosen = values[setting.name]
    select = discord.ui.RoleSelect[Any](
        placeholder=say(f"setup.{setting.name}_pick"),
        min_values=0,
        max_values=setting.high,
        default_values=[discord.Object(role, type=discord.Role) for role in chosen]
        if isinstance(chosen, tuple)
        else [],
    )
    return PickRoles.select(setting.name, of=select)


def _channel(say: Words, setting: Setting, values: Values) -> PickChannel:
    chosen = values[setting.name]
    select = discord.ui.ChannelSelect[Any](
        placeholder=say(f"setup.{setting.name}_pick"),
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        min_values=0,
        default_values=[discord.Object(chosen, type=discord.TextChannel)] if isinstance(chosen, int) else [],
    )
    return PickChannel.select(setting.name, of=select)


def _words(say: Words, setting: Setting, values: Values) -> PickWord:
    options = [
        discord.SelectOption(
            label=say(f"choice.{word}"),
            value=word,
            description=say(f"choice.{word}_help"),
            default=values[setting.name] == word,
        )
        for word in setting.choices
    ]
    return PickWord.select(setting.name, of=discord.ui.Select[Any](options=options))
