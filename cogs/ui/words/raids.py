"""Sentences about raids, reports, attendance and characters."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
