"""Sentences about linking accounts, and what members say about themselves."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
