"""The guild's log as a chain of hashes: a row that was changed, dropped or slipped in breaks every later one.

    hash(n) = SHA-256( lp("guildhall/audit/1") ‖ lp(hash(n-1)) ‖ lp(body(n)) )      hash(0) = 32 zero bytes
    body(n) = JSON of seq, at (unix ms), guild, actor, kind, facts, officers and note; keys sorted, no spaces, ASCII

`lp(b)` is the 4-byte big-endian length of b, then b, as in the draw protocol. Bodies hold ids and numbers, never
names or free text: what somebody wrote stands beside the chain as a note that can be erased, and the body holds the
hash of its salt and text.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

Facts = Mapping[str, "int | str | bool | None | list[int] | list[str]"]

GENESIS = bytes(32)
_TAG = b"guildhall/audit/1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One act, as it is entered: `kind` is `area.verb`, `actor` a member's id or None for the clock."""

    guild_id: int
    seq: int
    at: datetime
    actor: int | None
    kind: str
    facts: Facts
    officers_only: bool = False
    note_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One stored row of the chain; `kind` and `officers_only` are stored again beside the body to select by."""

    seq: int
    kind: str
    officers_only: bool
    body: bytes
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log, read from the bytes that the chain vouches for."""

    seq: int
    at: datetime
    actor: int | None
    kind: str
    facts: dict[str, Any]
    officers_only: bool
    hash: bytes
    note: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What re-walking a chain found: how many rows hold, and the first that does not with what is wrong with it."""

    rows: int
    head: bytes
    broken_at: int | None = None
    fault: str | None = None


def body(event: Event) -> bytes:
    """The bytes that are hashed and stored."""
    return json.dumps(
        {
            "seq": event.seq,
            "at": (event.at - _EPOCH) // _MILLISECOND,
            "guild": str(event.guild_id),
            "actor": event.actor,
            "kind": event.kind,
            "facts": dict(event.facts),
            "officers": event.officers_only,
            "note": event.note_hash.hex() if event.note_hash else None,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    ).encode()


def link(previous: bytes, body: bytes) -> bytes:
    """The hash that ties a body to all that came before it."""
    return sha256(b"".join(len(part).to_bytes(4, "big") + part for part in (_TAG, previous, body))).digest()


def note_hash(salt: bytes, text: str) -> bytes:
    """What the chain keeps of a text: SHA-256 over the length-prefixed salt and the text, so it can be erased."""
    return sha256(len(salt).to_bytes(4, "big") + salt + text.encode()).digest()


def verify(guild_id: int, rows: Iterable[Row]) -> Verdict:
    """Re-walk a guild's chain from its first row; `rows` come in order of `seq`."""
    previous, count = GENESIS, 0
    for row in rows:
        expected = count + 1
        if row.seq != expected:
            return Verdict(count, previous, expected, "missing")
        if row.previous != previous:
            return Verdict(count, previous, row.seq, "unlinked")
        if link(previous, row.body) != row.hash:
            return Verdict(count, previous, row.seq, "changed")
        if not _filed_right(guild_id, row):
            return Verdict(count, previous, row.seq, "relabelled")
        previous, count = row.hash, expected
    return Verdict(count, previous)


def _filed_right(guild_id: int, row: Row) -> bool:
    """Whether the row stands under the guild, number and kind that its body names."""
    try:
        said = json.loads(row.body)
        named = (said["guild"], said["seq"], said["kind"], said["officers"])
    except (ValueError, KeyError, TypeError):
        return False
    return named == (str(guild_id), row.seq, row.kind, row.officers_only)
