"""The fields of challenges' forms."""

from __future__ import annotations

from typing import Any

import discord

from cogs.ui.press import Form
from cogs.ui.words import Words

Text = discord.ui.TextInput[Any]

_LONGEST_LINE = 200
_LONGEST_TEXT = 4000
"""Longer than what is taken: Discord would cut what is pasted without a word, and a refusal has one."""


def short(form: Form, label: str, value: str, *, help_: str | None = None, required: bool = True) -> Text:
    """A field of one line, with what stands in it already."""
    field: Text = discord.ui.TextInput(default=value or None, max_length=_LONGEST_LINE, required=required)
    form.add_item(discord.ui.Label(text=label, description=help_, component=field))
    return field


def paragraph(
    form: Form, label: str, value: str, *, help_: str | None = None, required: bool = True, example: str | None = None
) -> Text:
    """A field of several lines, with what stands in it already; an example shows where nothing does."""
    field: Text = discord.ui.TextInput(
        default=value or None,
        max_length=_LONGEST_TEXT,
        style=discord.TextStyle.long,
        required=required,
        placeholder=example,
    )
    form.add_item(discord.ui.Label(text=label, description=help_, component=field))
    return field


def prizes_field(form: Form, say: Words, value: str) -> Text:
    """What there is to win, a line each."""
    help_, example = say("challenge.form.prizes_help"), say("challenge.form.prizes_example")
    return paragraph(form, say("challenge.form.prizes"), value, help_=help_, required=False, example=example)


def rates_field(form: Form, say: Words, value: str) -> Text:
    """What is paid in points, a line each."""
    help_ = say("challenge.form.points_help")
    return paragraph(form, say("challenge.form.points"), value, help_=help_, required=False)
