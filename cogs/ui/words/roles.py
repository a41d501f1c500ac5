"""Sentences about roles by rank."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
