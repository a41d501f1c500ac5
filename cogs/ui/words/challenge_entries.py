"""Sentences about what is handed in to challenges: forms, cards, the gallery."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
