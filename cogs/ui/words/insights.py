"""Sentences about how the guild uses the bot, and about milestones."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
