"""Sentences about boards of members: places, movement, tiers, and whom to watch."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
