"""Panels: messages in a channel that show a thing as it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Panel:
    """A message to repaint: which, what it shows, and which of its changes the repaint will cover.

    `guild_name` is what Discord calls the guild, once a face has said so.
    """

    message_id: int
    channel_id: int
    guild_id: int
    kind: str
    subject: int
    wanted: int
    failures: int
    guild_name: str = ""
