"""Sentences about the council: decisions, answers, votes and awards."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
