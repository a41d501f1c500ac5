"""What people type to be shown to others: of a bounded length, without what cannot be seen."""

import re

from domain.errors import Invalid

# What cannot be seen or turns round what stands beside it has no place in what is committed to.
_UNSEEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+"
)


def one_line(text: str, limit: int) -> str | None:
    """The text on one line with single spaces; None when nothing is seen of it or it is longer than `limit`."""
    tidy = " ".join(_UNSEEN.sub(" ", text).split())
    seen = any(sign.isprintable() for sign in tidy.replace(" ", ""))
    return tidy if seen and len(tidy) <= limit else None


def check_line(text: str, limit: int, code: str) -> str:
    """The text on one line; raises `Invalid` with that code and the `limit` when empty or too long."""
    if (tidy := one_line(text, limit)) is None:
        raise Invalid(code, limit=limit)
    return tidy


def lines(text: str, limit: int) -> str | None:
    """The text with its line breaks, at most one empty line in a row; empty for none, None when longer than `limit`."""
    tidy = "\n".join(" ".join(_UNSEEN.sub(" ", line).split()) for line in text.splitlines())
    tidy = re.sub(r"\n{3,}", "\n\n", tidy).strip()
    return tidy if len(tidy) <= limit else None
