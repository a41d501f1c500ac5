"""Sentences about auctions and bids."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {}
