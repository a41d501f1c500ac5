"""What can be picked while typing: the newest acts, by number."""

from __future__ import annotations

from collections.abc import Sequence

from discord import app_commands

from cogs.ui.points.naming import act_text
from cogs.ui.words import Words
from domain.errors import NotFound
from domain.points import Act, Batch

Choices = list[app_commands.Choice[str]]

_LONGEST = 100
_MOST = 25


def number(typed: str) -> int:
    """The number of a batch, picked or typed; raises `NotFound` for what is none."""
    digits = typed.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 15):
        raise NotFound("points.batch_unknown")
    return int(digits)


def batches(say: Words, recent: Sequence[tuple[Batch, int]], current: str) -> Choices:
    """The newest acts that can be taken back and match what is typed, with what they were, for how many and when."""
    labels = [(one.id, _label(say, one, count)) for one, count in recent if one.act is not Act.MERGE]
    wanted = current.strip().casefold()
    found = [(batch_id, label) for batch_id, label in labels if wanted in label.casefold()]
    return [app_commands.Choice(name=label, value=str(batch_id)) for batch_id, label in found[:_MOST]]


def _label(say: Words, batch: Batch, count: int) -> str:
    """Short enough for Discord; the reason gives way."""
    about = f"{batch.id} · {act_text(say, batch)} · {say('points.people', count=count)} · {batch.at:%Y-%m-%d %H:%M} UTC"
    reason = f" · {batch.reason}" if batch.reason else ""
    whole = about + reason
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"
