"""What members say about themselves: a region and a team, each a short line."""

from typing import Final

from domain.errors import Invalid
from domain.texts import one_line

LINE_LIMIT: Final = 30
_NOTHING: Final = frozenset({"none", "-", "–", "—", "ninguna", "ninguno"})


def region(text: str) -> str:
    """A region as it was meant, empty when it is taken away; raises `Invalid`."""
    if (line := _said(text)) is None:
        raise Invalid("me.region_invalid", limit=LINE_LIMIT)
    return line


def team(text: str) -> str:
    """A team as it was meant, empty when it is taken away; raises `Invalid`."""
    if (line := _said(text)) is None:
        raise Invalid("me.team_invalid", limit=LINE_LIMIT)
    return line


def _said(text: str) -> str | None:
    line = one_line(text, LINE_LIMIT)
    return "" if line is not None and line.casefold() in _NOTHING else line
