"""Sentences about points, systems, settings and events of loot."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
