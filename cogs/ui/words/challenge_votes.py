"""Sentences about votes, private ballots, judges and signs."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
