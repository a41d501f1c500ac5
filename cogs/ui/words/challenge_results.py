"""Sentences about challenges' points, boards, results and prizes."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
