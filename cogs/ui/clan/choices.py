"""What can be picked while typing a command of the clan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discord import app_commands

from cogs.ui.words import Words
from domain.characters import AccountType
from domain.windows import Window

if TYPE_CHECKING:
    from domain.metrics import Choice

Choices = list[app_commands.Choice[str]]

WINDOWS: Choices = [
    app_commands.Choice(name="7 days", value=Window.WEEK.value),
    app_commands.Choice(name="30 days", value=Window.THIRTY_DAYS.value),
    app_commands.Choice(name="This month", value=Window.MONTH.value),
]

TYPES: Choices = [app_commands.Choice(name=kind.value, value=kind.value) for kind in AccountType]

_MOST = 25
"""As many as Discord shows."""


def names(found: Sequence[str]) -> Choices:
    """Characters on the roster."""
    return [app_commands.Choice(name=name, value=name) for name in found[:_MOST]]


def metrics(say: Words, found: Sequence[Choice]) -> Choices:
    """Metrics by what they are called; their slugs are what the command gets."""
    from cogs.ui.clan.naming import metric_name

    return [app_commands.Choice(name=metric_name(say, one)[:100], value=one.slug) for one in found[:_MOST]]
