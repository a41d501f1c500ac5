"""Sentences about challenges, their dates and cards, sponsors."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
