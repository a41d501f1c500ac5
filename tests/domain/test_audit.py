"""The chain of hashes: whatever is done to it shows, and where."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.audit import GENESIS, Event, Row, Verdict, body, link, note_hash, verify

GUILD = 813_000_000_000_000_001
AT = datetime(2026, 11, 20, 12, 0, 0, 123_000, tzinfo=UTC)
LENGTH = 6

values = st.one_of(st.integers(), st.text(max_size=8), st.booleans(), st.none(), st.lists(st.integers(), max_size=3))
events = st.builds(
    Event,
    guild_id=st.just(GUILD),
    seq=st.just(0),
    at=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    actor=st.none() | st.integers(1, 10**9),
    kind=st.sampled_from(["settings.set", "clan.added", "loot.awarded"]),
    facts=st.dictionaries(st.sampled_from("abc"), values, max_size=3),
    officers_only=st.booleans(),
    note_hash=st.none() | st.binary(min_size=32, max_size=32),
)
chains = st.lists(events, min_size=LENGTH, max_size=LENGTH).map(lambda told: chain(*told))


def event(kind: str = "settings.set", **other: Any) -> Event:
    """Something that happened."""
    return replace(Event(GUILD, 0, AT, 5, kind, {"setting": "guild.timezone"}), **other)


def chain(*told: Event) -> list[Row]:
    """The rows of these events."""
    rows: list[Row] = []
    for number, one in enumerate(told, 1):
        previous = rows[-1].hash if rows else GENESIS
        content = body(replace(one, seq=number))
        rows.append(Row(number, one.kind, one.officers_only, content, previous, link(previous, content)))
    return rows


def test_an_untouched_chain_holds():
    rows = chain(*[event()] * LENGTH)
    assert verify(GUILD, rows) == Verdict(LENGTH, rows[-1].hash)
    assert verify(GUILD, []) == Verdict(0, GENESIS)


@given(chains)
def test_every_untouched_chain_holds(rows: list[Row]):
    assert verify(GUILD, rows) == Verdict(LENGTH, rows[-1].hash)


def test_the_hash_is_what_the_module_says():
    """Worked out here by hand, so that anybody can write a checker from the docstring."""
    content = b'{"actor":5,"at":1795176000123,"facts":{"setting":"guild.timezone"},"guild":"813000000000000001",'
    content += b'"kind":"settings.set","note":null,"officers":false,"seq":1}'
    assert body(event(seq=1)) == content
    parts = (b"guildhall/audit/1", bytes(32), content)
    assert link(GENESIS, content) == sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()
    assert note_hash(b"salt", "ñ") == sha256(b"\x00\x00\x00\x04salt\xc3\xb1").digest()


@given(events)
def test_a_body_reads_back_and_is_plain(one: Event):
    content = body(one)
    said = json.loads(content)
    assert content.isascii()
    assert b"\n" not in content
    assert said["facts"] == one.facts
    assert said["guild"] == str(GUILD)
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=said["at"]) <= one.at


def test_the_same_instant_in_another_timezone_has_the_same_body():
    assert body(event(at=AT.astimezone(timezone(timedelta(hours=9))))) == body(event())


def test_where_a_part_ends_is_hashed_too():
    assert link(GENESIS + b"a", b"b") != link(GENESIS, b"ab")
    assert note_hash(b"ab", "c") != note_hash(b"a", "bc")


Tampering = Callable[[list[Row], int], list[Row]]


def changed(**parts: Any) -> Tampering:
    """Another value in one column."""
    return lambda rows, at: [*rows[:at], replace(rows[at], **parts), *rows[at + 1 :]]


def reworded(rows: list[Row], at: int) -> list[Row]:
    """Other facts under the old hash."""
    content = rows[at].body.replace(b"guild.timezone", b"guild.language")
    return changed(body=content)(rows, at)


def rehashed(rows: list[Row], at: int) -> list[Row]:
    """Other facts with their right hash, but the next row still holds the old one."""
    content = rows[at].body.replace(b"guild.timezone", b"guild.language")
    return changed(body=content, hash=link(rows[at].previous, content))(rows, at)


def dropped(rows: list[Row], at: int) -> list[Row]:
    """One row less."""
    return rows[:at] + rows[at + 1 :]


def closed_up(rows: list[Row], at: int) -> list[Row]:
    """One row less, and the later ones renumbered to hide it."""
    return rows[:at] + [replace(row, seq=row.seq - 1) for row in rows[at + 1 :]]


def slipped_in(rows: list[Row], at: int) -> list[Row]:
    """One row more with all its hashes right, and the later ones renumbered."""
    previous = rows[at].previous
    content = body(event("clan.added", seq=at + 1))
    forged = Row(at + 1, "clan.added", False, content, previous, link(previous, content))
    return [*rows[:at], forged, *(replace(row, seq=row.seq + 1) for row in rows[at:])]


def swapped(rows: list[Row], at: int) -> list[Row]:
    """Two neighbours under each other's number."""
    one, other = rows[at : at + 2]
    return [*rows[:at], replace(other, seq=one.seq), replace(one, seq=other.seq), *rows[at + 2 :]]


def doubled(rows: list[Row], at: int) -> list[Row]:
    """The same row twice."""
    return [*rows[: at + 1], rows[at], *rows[at + 1 :]]


@pytest.mark.parametrize("at", range(LENGTH - 1))
@pytest.mark.parametrize(
    ("tampering", "later", "fault"),
    [
        (reworded, 0, "changed"),
        (changed(hash=bytes(32)), 0, "changed"),
        (rehashed, 1, "unlinked"),
        (changed(previous=b"x" * 32), 0, "unlinked"),
        (changed(kind="clan.added"), 0, "relabelled"),
        (changed(officers_only=True), 0, "relabelled"),
        (changed(seq=99), 0, "missing"),
        (dropped, 0, "missing"),
        (closed_up, 0, "unlinked"),
        (slipped_in, 1, "unlinked"),
        (swapped, 0, "unlinked"),
        (doubled, 1, "missing"),
    ],
)
def test_tampering_is_found_in_its_row(tampering: Tampering, later: int, fault: str, at: int):
    rows = chain(*[event()] * LENGTH)
    found = verify(GUILD, tampering(rows, at))
    assert (found.broken_at, found.fault) == (at + 1 + later, fault)
    assert found.rows == at + later, "what comes before holds"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"{", b"\xff", b'{"seq":6,"kind":"x"}'])
def test_a_body_that_says_nothing_is_a_fault_and_no_crash(content: bytes):
    rows = chain(*[event()] * LENGTH)
    forged = replace(rows[-1], body=content, hash=link(rows[-1].previous, content))
    assert verify(GUILD, [*rows[:-1], forged]).fault == "relabelled"


def test_the_chain_of_another_guild_does_not_pass_for_this_one():
    rows = chain(*[event()] * LENGTH)
    found = verify(GUILD + 1, rows)
    assert (found.broken_at, found.fault) == (1, "relabelled")


@pytest.mark.parametrize("gone", range(1, LENGTH))
def test_a_shortened_chain_has_another_head(gone: int):
    """No chain can show that its end was cut off; whoever noted count and head hash sees it."""
    rows = chain(*[event()] * LENGTH)
    found = verify(GUILD, rows[:-gone])
    assert found.fault is None
    assert (found.rows, found.head) != (LENGTH, rows[-1].hash)


@given(chains, st.data())
def test_nothing_that_differs_has_the_same_verdict(rows: list[Row], data: st.DataObject):
    """The theorem behind it all: the same count and head mean the same rows."""
    touched = list(rows)
    for _ in range(data.draw(st.integers(1, 3))):
        assume(touched)
        at = data.draw(st.integers(0, len(touched) - 1))
        match data.draw(
            st.sampled_from(["drop", "double", "swap", "body", "hash", "previous", "kind", "officers", "seq"])
        ):
            case "drop":
                del touched[at]
            case "double":
                touched.insert(data.draw(st.integers(0, len(touched))), touched[at])
            case "swap":
                other = data.draw(st.integers(0, len(touched) - 1))
                touched[at], touched[other] = touched[other], touched[at]
            case "body":
                place = data.draw(st.integers(0, len(touched[at].body) - 1))
                flipped = touched[at].body[place] ^ (1 << data.draw(st.integers(0, 7)))
                content = touched[at].body[:place] + bytes([flipped]) + touched[at].body[place + 1 :]
                fresh = link(touched[at].previous, content) if data.draw(st.booleans()) else touched[at].hash
                touched[at] = replace(touched[at], body=content, hash=fresh)
            case "hash":
                touched[at] = replace(touched[at], hash=data.draw(st.binary(min_size=32, max_size=32)))
            case "previous":
                touched[at] = replace(touched[at], previous=data.draw(st.sampled_from([row.hash for row in rows])))
            case "kind":
                touched[at] = replace(touched[at], kind=data.draw(st.sampled_from(["settings.set", "x.y"])))
            case "officers":
                touched[at] = replace(touched[at], officers_only=not touched[at].officers_only)
            case _:
                touched[at] = replace(touched[at], seq=data.draw(st.integers(1, LENGTH + 1)))
    assume(touched != rows)
    assert verify(GUILD, touched) != verify(GUILD, rows)
