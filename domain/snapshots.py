"""Snapshots: what was known of a character at one moment, as text that can be hashed and as changes to store.

The canonical text names no player, so it can be shown to anybody and outlives an erasure:

    guildhall/snapshot/1
    2026-11-20T06:00:00Z
    hiscore_oldschool
    agility 4442420
    zulrah 1646

Metrics stand in the order of their slugs by code point, hidden ones are absent, every line ends in a newline.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final

HEADER: Final = "guildhall/snapshot/1"

_HEADER_LINES: Final = 3
_LARGEST: Final = 2**63 - 1
_WORD = re.compile(r"[a-z0-9_]{1,64}", re.ASCII)
_LINE = re.compile(r"([a-z0-9_]{1,64}) (0|[1-9][0-9]{0,18})", re.ASCII)


class NotASnapshot(ValueError):
    """This text is not the canonical text of a snapshot; the message says where it departs."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a snapshot's text says: all of it but whose it is.

    `taken_at` is an aware UTC time of whole seconds, `table` the hiscores table, `values` the known numbers
    by slug, each from 0 to 2^63-1; hidden metrics are absent.

    Raises:
        ValueError: one of these does not hold.
    """

    taken_at: datetime
    table: str
    values: Mapping[str, int]

    def __post_init__(self) -> None:
        if self.taken_at.utcoffset() != timedelta(0) or self.taken_at.microsecond:
            raise ValueError(f"not a UTC time of whole seconds: {self.taken_at!r}")
        for word in (self.table, *self.values):
            if _WORD.fullmatch(word) is None:
                raise ValueError(f"not a slug: {word!r}")
        for slug, value in self.values.items():
            if not 0 <= value <= _LARGEST:
                raise ValueError(f"{slug} is {value}")
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(Content):
    """The content of a snapshot and the character it was taken of."""

    character_id: int


@dataclass(frozen=True, slots=True)
class Change:
    """One metric's new number, or None when it became hidden."""

    slug: str
    value: int | None


def canonical_text(snapshot: Content) -> str:
    """The one text of a snapshot's content, without any player's name; `parse_text` reads it back."""
    moment = snapshot.taken_at.astimezone(UTC).replace(tzinfo=None).isoformat()
    lines = [HEADER, f"{moment}Z", snapshot.table]
    lines += [f"{slug} {value}" for slug, value in sorted(snapshot.values.items())]
    return "\n".join(lines) + "\n"


def snapshot_hash(text: str) -> bytes:
    """SHA-256 over the UTF-8 of a canonical text: 32 bytes."""
    return hashlib.sha256(text.encode()).digest()


def parse_text(text: str) -> Content:
    """What a canonical text says; only the exact text that `canonical_text` gives is accepted.

    Raises:
        NotASnapshot: it is any other text.
    """
    lines = text.split("\n")
    if len(lines) <= _HEADER_LINES or lines[0] != HEADER:
        raise NotASnapshot("no header")
    pairs = [_pair(line) for line in lines[_HEADER_LINES:-1]]
    try:
        content = Content(datetime.fromisoformat(lines[1]), lines[2], dict(pairs))
    except ValueError as error:
        raise NotASnapshot(str(error)) from None
    # One content, one text: whatever is told differently would hash differently.
    if canonical_text(content) != text:
        raise NotASnapshot("not in canonical form")
    return content


def changes(before: Mapping[str, int] | None, after: Mapping[str, int]) -> list[Change]:
    """What has to be stored to get from one snapshot's values to the next, by slug; for the first, all."""
    before = before or {}
    slugs = sorted(before.keys() | after.keys())
    return [Change(slug, after.get(slug)) for slug in slugs if before.get(slug) != after.get(slug)]


def changed(before: Mapping[str, int], stored: Iterable[Change]) -> dict[str, int]:
    """The values after stored changes, applied in order: the way back from `changes`."""
    values = dict(before)
    for change in stored:
        if change.value is None:
            values.pop(change.slug, None)
        else:
            values[change.slug] = change.value
    return values


def _pair(line: str) -> tuple[str, int]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise NotASnapshot(f"not a metric's line: {line[:80]!r}")
    return match[1], int(match[2])


def address_of(snapshot_id: int, digest: bytes) -> str:
    """Where a snapshot's text is read: its number, and as much of its hash as nobody guesses."""
    return f"{snapshot_id}-{digest.hex()[:16]}"
