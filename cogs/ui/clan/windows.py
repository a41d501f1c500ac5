"""The windows that gains are counted over, on buttons and in selects."""

from typing import Any

import discord

from cogs.ui.clan.naming import window_name
from cogs.ui.words import Words
from domain.windows import Window

PATTERN = "(?P<window>7d|30d|month)"
"""A window in the id of a button."""


def window_select(say: Words, chosen: Window) -> discord.ui.Select[Any]:
    """The windows to pick from, with the one that is shown."""
    options = [
        discord.SelectOption(label=say(f"clan.window.choose.{window}"), value=window.value, default=window is chosen)
        for window in Window
    ]
    return discord.ui.Select(options=options, placeholder=window_name(say, chosen))
