"""Sentences about requests for credits, and about members who may only look."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
