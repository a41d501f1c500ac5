"""Pictures in words: alt texts, and aligned rows and sparklines for a code block where images cannot be sent."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from cogs.ui import bidi

Item = TypeVar("Item")

MOST_ALT = 1024
"""Discord's limit for the description of an attachment, in characters."""

ELLIPSIS = "…"
_BARS = "▁▂▃▄▅▆▇█"
_HIDDEN = "·"
_WIDEST = 60


def listed(head: Sequence[str], entries: Sequence[str]) -> str:
    """An alt text: sentences, then entries; entries that do not fit into Discord's limit are left out whole."""
    text = ". ".join(filter(None, map(bidi.tidy, head)))
    if len(text) >= MOST_ALT:
        return text[: MOST_ALT - 1] + ELLIPSIS
    for index, entry in enumerate(map(bidi.tidy, entries)):
        longer = text + ("; " if index else ". ") + entry
        if len(longer) >= MOST_ALT:
            return text + ELLIPSIS
        text = longer
    return text


def columns(text: str) -> int:
    """How many columns of a fixed-width font the text takes: two for wide signs, none for accents."""
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def cell(text: str, width: int) -> str:
    """The text padded on its right to `width` columns, or ended in an ellipsis, safe inside a code block.

    Right-to-left text is isolated, so that it does not pull the numbers beside it to its side.
    """
    shown = shortened(words(text), width)
    pad = " " * (width - columns(shown))
    turned = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in shown)
    return (f"\u2068{shown}\u2069" if turned else shown) + pad


def wrapped(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in lines of whole words that fit, or no line at all where a word alone does not."""
    lines: list[str] = []
    for word in text.split():
        if lines and fits(f"{lines[-1]} {word}"):
            lines[-1] += f" {word}"
        elif fits(word):
            lines.append(word)
        else:
            return []
    return lines


def shortened(text: str, most: int) -> str:
    """The first letters of one line, at most that many columns with the ellipsis."""
    pieces = bidi.clusters(text)
    if columns(text) <= most and len(pieces) < bidi.LONGEST:
        return "".join(pieces)
    while pieces and columns("".join(pieces)) >= most:
        pieces.pop()
    return "".join(pieces).rstrip() + ELLIPSIS


def words(text: str) -> str:
    """One line of at most 60 columns that cannot end the code block it stands in."""
    return shortened(bidi.tidy(text).replace("`", "ˋ"), _WIDEST)


def spark(values: Sequence[int | None], most: int = 24) -> str:
    """A sparkline of at most that many columns; a dot where the value is hidden."""
    shown = sampled(values, most)
    known = [value for value in shown if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    return "".join(_HIDDEN if value is None else _BARS[_height(value, low, high)] for value in shown)


def _height(value: int, low: int, high: int) -> int:
    return (value - low) * (len(_BARS) - 1) // (high - low) if high > low else len(_BARS) // 2


def sampled(items: Sequence[Item], most: int) -> Sequence[Item]:
    """At most that many of the items, evenly chosen, the first and the last always among them."""
    if len(items) <= most:
        return items
    return [items[step * (len(items) - 1) // (most - 1)] for step in range(most)]
