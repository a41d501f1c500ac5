"""Sentences about switching systems, imports and exports."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
