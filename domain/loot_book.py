"""A guild's loot books as a file of our own: what is exported is read back to the same books, in CSV or JSON.

A book holds people (by Discord's id, and by their characters), every batch with its entries in order, and every item.
Amounts are hundredths, times are ISO 8601 in UTC. In CSV each row is one of these, as its `record` says; cells that a
spreadsheet would take for a formula begin with a quote, which reading takes away.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, cast

from domain.errors import Invalid
from domain.loot import NAME_LIMIT, NOTE_LIMIT, Quality, Response, Slot, System
from domain.points import MOST, REASON_LIMIT, WHOLE, Act, Change, Decay, Pool
from domain.raiders import RaiderName, parse_raider

VERSION: Final = "guildhall-loot/1"

_FORMULA: Final = re.compile(r"^'*[=+\-@\t\r]")
_QUOTED: Final = re.compile(r"^'(?='*[=+\-@\t\r])")
_KINDS: Final = ("book", "person", "character", "batch", "entry", "item")
_COLUMNS: Final = (
    "record", "batch", "at", "member", "user", "name", "realm", "main", "act", "reason", "pools", "percent", "base_gp",
    "reverses", "pool", "delta", "reference", "id", "item", "item_id", "quality", "slot", "response", "paid", "boss",
    "note", "source", "source_id", "passed_from", "undone_at",
)  # fmt: skip
_TEXTS: Final = frozenset({"name", "realm", "reason", "reference", "item", "boss", "note", "source_id"})


@dataclass(frozen=True, slots=True)
class Character:
    """One of somebody's characters."""

    name: RaiderName
    main: bool


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody in a book: `member` is the number that entries name; erased people have neither user nor character."""

    member: int
    user_id: int | None
    characters: tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """A batch as it was entered, with its entries in order; `reverses` is the id of the batch that it took back."""

    id: int
    act: Act
    at: datetime
    reason: str
    decay: Decay | None
    reverses: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prize:
    """An item as it was handed out by a batch; `paid` are hundredths of `pool`."""

    id: int
    batch: int
    member: int
    at: datetime
    item: str
    source: str
    item_id: int | None = None
    quality: Quality | None = None
    slot: Slot | None = None
    response: Response | None = None
    pool: Pool | None = None
    paid: int = 0
    boss: str = ""
    note: str = ""
    source_id: str | None = None
    passed_from: int | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A guild's loot books, in order of entering; `origin` names the guild that they are of."""

    origin: int
    system: System
    people: tuple[Owner, ...]
    deeds: tuple[Deed, ...]
    prizes: tuple[Prize, ...]


def write_json(book: Book) -> bytes:
    """The book as JSON."""
    rows = [*_rows(book)]
    body: dict[str, Any] = {"format": VERSION}
    for kind in _KINDS:
        body[kind] = [{key: value for key, value in row.items() if key != "record"} for row in rows if _is(row, kind)]
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def write_csv(book: Book) -> bytes:
    """The book as CSV, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in _rows(book):
        writer.writerow([_cell(column, row.get(column)) for column in _COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def read_json(text: str) -> Book:
    """The book in a JSON file; raises `Invalid` with the record that is broken: nothing of such a book is used."""
    try:
        body: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid("loot.book_broken", record=1) from error
    if not isinstance(body, dict) or cast("dict[str, object]", body).get("format") != VERSION:
        raise Invalid("loot.book_version", version=VERSION)
    parts = cast("dict[str, Any]", body)
    return _book([{"record": kind, **row} for kind in _KINDS for row in _listed(parts.get(kind))])


def read_csv(text: str) -> Book:
    """The book in a CSV file; raises as `read_json` does."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        rows = [{key: _uncell(key, cell) for key, cell in row.items() if key and cell} for row in reader]
    except csv.Error as error:
        raise Invalid("loot.book_broken", record=reader.line_num) from error
    return _book(rows)


def _is(row: Mapping[str, Any], kind: str) -> bool:
    return row["record"] == kind


def _rows(book: Book) -> Iterator[dict[str, Any]]:
    yield {"record": "book", "id": book.origin, "source": book.system.value}
    for one in book.people:
        yield {"record": "person", "member": one.member, "user": one.user_id}
        for character in one.characters:
            name = character.name
            told = {"name": name.shown, "realm": name.realm, "main": int(character.main)}
            yield {"record": "character", "member": one.member} | told
    for deed in book.deeds:
        decay = deed.decay
        yield {
            "record": "batch",
            "batch": deed.id,
            "at": deed.at.isoformat(),
            "act": deed.act.value,
            "reason": deed.reason,
            "pools": " ".join(decay.pools) if decay else None,
            "percent": decay.percent if decay else None,
            "base_gp": decay.base_gp if decay else None,
            "reverses": deed.reverses,
        }
        for one in deed.changes:
            told = {"pool": one.pool.value, "delta": one.delta, "reference": one.reference}
            yield {"record": "entry", "batch": deed.id, "member": one.member_id} | told
    for prize in book.prizes:
        yield {"record": "item"} | {name: _plain(getattr(prize, name)) for name in Prize.__slots__}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Quality | Slot | Response | Pool) else value


def _cell(column: str, value: Any) -> str:
    text = "" if value is None else str(value)
    return "'" + text if column in _TEXTS and _FORMULA.match(text) else text


def _uncell(column: str, cell: str) -> str:
    return _QUOTED.sub("", cell) if column in _TEXTS else cell


def _listed(value: object) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise Invalid("loot.book_broken", record=1)
    rows = cast("list[object]", value)
    if not all(isinstance(row, dict) for row in rows):
        raise Invalid("loot.book_broken", record=1)
    return cast("list[Mapping[str, Any]]", rows)


@dataclass
class _Reading:
    """What was read so far."""

    head: tuple[int, System] | None = None
    people: dict[int, tuple[int | None, list[Character]]] = field(default_factory=dict[int, Any])
    deeds: dict[int, tuple[Deed, list[Change]]] = field(default_factory=dict[int, Any])
    prizes: dict[int, Prize] = field(default_factory=dict[int, Prize])


def _book(rows: Sequence[Mapping[str, Any]]) -> Book:
    reading = _Reading()
    for number, row in enumerate(rows, 1):
        try:
            _take(reading, row)
        except (KeyError, ValueError, TypeError, Invalid) as error:
            raise Invalid("loot.book_broken", record=number) from error
    if reading.head is None:
        raise Invalid("loot.book_broken", record=1)
    return Book(
        *reading.head,
        tuple(Owner(member, user, tuple(owned)) for member, (user, owned) in reading.people.items()),
        tuple(_with(deed, changes) for deed, changes in reading.deeds.values()),
        tuple(reading.prizes.values()),
    )


def _with(deed: Deed, changes: Sequence[Change]) -> Deed:
    return Deed(deed.id, deed.act, deed.at, deed.reason, deed.decay, deed.reverses, tuple(changes))


def _take(reading: _Reading, row: Mapping[str, Any]) -> None:
    match row["record"]:
        case "book":
            reading.head = _whole(row, "id"), System(row["source"])
        case "person":
            reading.people[_fresh(reading.people, _whole(row, "member"))] = (_maybe(row, "user"), [])
        case "character":
            name = parse_raider(str(row["name"]), str(row.get("realm") or ""))
            reading.people[_whole(row, "member")][1].append(Character(name, bool(_whole(row, "main"))))
        case "batch":
            deed = _deed(row)
            if (deed.act is Act.UNDO) != (deed.reverses in reading.deeds):
                raise ValueError("an undoing takes back a batch before it")
            reading.deeds[_fresh(reading.deeds, deed.id)] = (deed, [])
        case "entry":
            member, delta = _whole(row, "member"), _whole(row, "delta")
            if member not in reading.people or not 0 < abs(delta) <= MOST:
                raise ValueError("somebody else's, or nothing")
            change = Change(member, Pool(row["pool"]), delta, _text(row, "reference", 120))
            reading.deeds[_whole(row, "batch")][1].append(change)
        case "item":
            prize = _prize(row)
            known = prize.member in reading.people and prize.batch in reading.deeds
            if not known or (prize.passed_from is not None and prize.passed_from not in reading.prizes):
                raise ValueError("nobody's, or from nowhere")
            reading.prizes[_fresh(reading.prizes, prize.id)] = prize
        case _:
            raise ValueError("no such record")


def _deed(row: Mapping[str, Any]) -> Deed:
    act = Act(row["act"])
    decay = None
    if act is Act.DECAY:
        percent = _whole(row, "percent")
        if not 0 < percent <= WHOLE:
            raise ValueError("no percentage")
        decay = Decay(tuple(map(Pool, str(row["pools"]).split())), percent, _maybe(row, "base_gp"))
    reason = _text(row, "reason", REASON_LIMIT)
    return Deed(_whole(row, "batch"), act, _moment(row["at"]), reason, decay, _maybe(row, "reverses"), ())


def _prize(row: Mapping[str, Any]) -> Prize:
    item = _text(row, "item", NAME_LIMIT)
    if not item:
        raise ValueError("an item has a name")
    return Prize(
        id=_whole(row, "id"),
        batch=_whole(row, "batch"),
        member=_whole(row, "member"),
        at=_moment(row["at"]),
        item=item,
        source=_text(row, "source", 40),
        item_id=_maybe(row, "item_id"),
        quality=Quality(row["quality"]) if row.get("quality") else None,
        slot=Slot(row["slot"]) if row.get("slot") else None,
        response=Response(row["response"]) if row.get("response") else None,
        pool=Pool(row["pool"]) if row.get("pool") else None,
        paid=_maybe(row, "paid") or 0,
        boss=_text(row, "boss", NAME_LIMIT),
        note=_text(row, "note", NOTE_LIMIT * 2),
        source_id=_text(row, "source_id", 120) or None,
        passed_from=_maybe(row, "passed_from"),
        undone_at=_moment(row["undone_at"]) if row.get("undone_at") else None,
    )


def _fresh(known: Mapping[int, Any], number: int) -> int:
    if number in known:
        raise ValueError("told twice")
    return number


def _whole(row: Mapping[str, Any], column: str) -> int:
    value = int(str(row[column]))
    if abs(value) >= 2**63:
        raise ValueError("too large")
    return value


def _maybe(row: Mapping[str, Any], column: str) -> int | None:
    return None if row.get(column) in (None, "") else _whole(row, column)


def _text(row: Mapping[str, Any], column: str, limit: int) -> str:
    text = str(row.get(column) or "")
    if len(text) > limit:
        raise ValueError("too long")
    return text


def _moment(text: Any) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)
