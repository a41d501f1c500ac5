"""What other tools export about loot, read row by row: every row that can be understood, and why the others cannot.

The formats are told apart by their header: RCLootCouncil's CSV and JSON exports, Gargul's award export, That's My BIS'
loot export and CEPGP's standings. Times are UTC.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from domain.errors import Invalid
from domain.loose_tables import Fault, Numbered, Row, header, loose_csv, objects, strict_csv
from domain.loot import NAME_LIMIT, NOTE_LIMIT, Response
from domain.points import HUNDRED, MOST
from domain.raiders import RaiderName, parse_raider
from domain.texts import one_line

FILE_LIMIT: Final = 8 * 1024 * 1024
ROWS_LIMIT: Final = 20_000

_NAMES: Final = re.compile(r"^\|c[0-9a-fA-F]{8}|\|H[^|]*\|h|\|h|\|r|^\[|\]$")


class Format(StrEnum):
    """Who wrote a file."""

    RCLC_CSV = "rclc_csv"
    RCLC_JSON = "rclc_json"
    GARGUL = "gargul"
    TMB = "tmb"
    CEPGP = "cepgp"
    GUILDHALL_CSV = "guildhall_csv"
    GUILDHALL_JSON = "guildhall_json"


@dataclass(frozen=True, slots=True)
class Received:
    """An item that somebody got, as another tool tells it; `source_id` is the same whenever it is told again."""

    name: RaiderName
    item: str
    item_id: int | None
    response: Response | None
    boss: str
    note: str
    at: datetime
    source_id: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody has under EPGP, in hundredths, `gp` as the file has it."""

    name: RaiderName
    ep: int
    gp: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be used: its line in the file, counted from 1, and why."""

    line: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read of a file; `skipped` are rows that are fine and not about what was handed out.

    `gp_with_base` is whether the file's GP include base GP, as its PR tell; None where they do not tell.
    """

    format: Format
    items: tuple[Received, ...] = ()
    standings: tuple[Standing, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: int = 0
    gp_with_base: bool | None = None


_RCLC: Final = frozenset({"player", "date", "time", "id", "item", "itemid", "response"})
_GARGUL: Final = frozenset({"datetime", "character", "itemid", "offspec", "id"})
_TMB: Final = frozenset({"type", "character_name", "item_name", "item_id", "received_at"})
_CEPGP: Final = frozenset({"name", "ep", "gp"})
GUILDHALL_COLUMNS: Final = ("record", "batch", "at")
"""How our own CSV begins; `domain.loot_export` reads it."""


def decode(data: bytes) -> str:
    """A file's text; raises `Invalid` when it is too large, empty or no text."""
    if len(data) > FILE_LIMIT:
        raise Invalid("loot.file_large", limit=FILE_LIMIT // 1024 // 1024)
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.strip() and "\0" not in text:
            return text
        break
    raise Invalid("loot.file_no_text")


def recognise(text: str) -> Format:
    """Who wrote it, by its header; raises `Invalid` with the names of those that are known."""
    start = text.lstrip()
    if start[:1] in "[{":
        return Format.GUILDHALL_JSON if start.startswith("{") else Format.RCLC_JSON
    columns = header(start.split("\n", 1)[0])
    if tuple(columns[: len(GUILDHALL_COLUMNS)]) == GUILDHALL_COLUMNS:
        return Format.GUILDHALL_CSV
    known = ((Format.TMB, _TMB), (Format.RCLC_CSV, _RCLC), (Format.GARGUL, _GARGUL), (Format.CEPGP, _CEPGP))
    for format_, needed in known:
        if needed <= set(columns):
            return format_
    raise Invalid("loot.file_unknown")


def read(text: str, format_: Format) -> Rows:
    """Every row of a foreign file; raises `Invalid` when there are too many."""
    found = _Found()
    match format_:
        case Format.RCLC_CSV:
            _each(found, loose_csv(text), _rclc)
        case Format.RCLC_JSON:
            _each(found, objects(text), _rclc)
        case Format.GARGUL:
            _each(found, strict_csv(text), _gargul)
        case Format.TMB:
            _each(found, strict_csv(text), _tmb)
        case Format.CEPGP:
            return _cepgp(text)
        case _:
            raise ValueError(f"{format_} is our own")
    return Rows(format_, tuple(found.items), (), tuple(found.problems), found.skipped)


class _Bad(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(slots=True)
class _Found:
    items: list[Received] = field(default_factory=list[Received])
    problems: list[Problem] = field(default_factory=list[Problem])
    skipped: int = 0


def _each(found: _Found, rows: Numbered, understood: Callable[[Row], Received | None]) -> None:
    for count, (line, row) in enumerate(rows):
        if count >= ROWS_LIMIT:
            raise Invalid("loot.file_rows", limit=ROWS_LIMIT)
        if isinstance(row, Fault):
            found.problems.append(Problem(line, row))
            continue
        try:
            item = understood(row)
        except _Bad as bad:
            found.problems.append(Problem(line, bad.fault))
            continue
        if item is None:
            found.skipped += 1
        else:
            found.items.append(item)


def _rclc(row: Row) -> Received:
    told = row.get("id", "")
    seconds = re.match(r"\d{9,11}", told, re.ASCII)
    if seconds is None:
        raise _Bad(Fault.TIME)
    at = datetime.fromtimestamp(int(seconds[0]), UTC)
    return _received(
        row.get("player", ""),
        row.get("item", ""),
        row.get("itemid", ""),
        response_of(row.get("response", "")),
        at,
        boss=row.get("boss", ""),
        note=row.get("note", ""),
        source_id=f"rclc:{told}",
    )


def _gargul(row: Row) -> Received:
    at = _moment(row.get("datetime", ""))
    number = row.get("itemid", "")
    offspec = row.get("offspec", "").lower() in ("1", "true", "yes")
    response = Response.OFFSPEC if offspec else None
    if not row.get("id"):
        raise _Bad(Fault.COLUMNS)
    source_id = f"gargul:{row['id']}"
    return _received(row.get("character", ""), f"#{number}", number, response, at, source_id=source_id)


def _tmb(row: Row) -> Received | None:
    if row.get("type", "").lower() != "received":
        return None
    at = _moment(row.get("received_at", ""))
    offspec = row.get("is_offspec", "").lower() in ("1", "true", "yes")
    response = Response.OFFSPEC if offspec else None
    name, number = row.get("character_name", ""), row.get("item_id", "")
    told = row.get("import_id") or f"{name.casefold()}:{number}:{at.isoformat()}"
    return _received(
        name, row.get("item_name", ""), number, response, at, note=row.get("note", ""), source_id=f"tmb:{told}"
    )


def _received(
    name: str,
    item: str,
    number: str,
    response: Response | None,
    at: datetime,
    *,
    boss: str = "",
    note: str = "",
    source_id: str,
) -> Received:
    tidy = one_line(_NAMES.sub("", _NAMES.sub("", item.strip())), NAME_LIMIT)
    item_id = int(number) if re.fullmatch(r"\d{1,9}", number, re.ASCII) else None
    if tidy is None or (tidy.startswith("#") and item_id is None):
        raise _Bad(Fault.ITEM)
    return Received(
        _name(name),
        tidy,
        item_id,
        response,
        one_line(boss, NAME_LIMIT) or "",
        (one_line(note[: 2 * NOTE_LIMIT], 2 * NOTE_LIMIT) or "")[:NOTE_LIMIT],
        at,
        source_id[:120],
    )


def _name(text: str) -> RaiderName:
    try:
        return parse_raider(text)
    except Invalid as refusal:
        raise _Bad(Fault.NAME) from refusal


_RESPONSES: Final = (
    (Response.BIS, ("bis", "best in slot", "best-in-slot")),
    (Response.OFFSPEC, ("offspec", "off spec", "off-spec", "greed", "second spec", "os")),
    (Response.MINOR, ("minor", "small", "sidegrade")),
    (Response.PASS, ("pass",)),
    (Response.UPGRADE, ("upgrade", "mainspec", "main spec", "need", "major", "ms")),
)


def response_of(text: str) -> Response | None:
    """The response that a tool's words mean; None where they mean none of ours, such as *Disenchant*."""
    plain = f" {re.sub(r'[^a-z-]+', ' ', text.lower()).strip()} "
    for response, words in _RESPONSES:
        if any(f" {word} " in plain for word in words):
            return response
    return None


_STYLES: Final = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S")


def _moment(text: str) -> datetime:
    tidy = text.strip().replace("T", " ").removesuffix("Z").split(".", 1)[0]
    for style in _STYLES:
        try:
            at = datetime.strptime(tidy, style).replace(tzinfo=UTC)
        except ValueError:
            continue
        if at.year >= 2004:
            return at
    raise _Bad(Fault.TIME)


def _cepgp(text: str) -> Rows:
    found: list[Standing] = []
    problems: list[Problem] = []
    fits: list[bool] = []
    for count, (line, row) in enumerate(strict_csv(text)):
        if count >= ROWS_LIMIT:
            raise Invalid("loot.file_rows", limit=ROWS_LIMIT)
        if isinstance(row, Fault):
            problems.append(Problem(line, row))
            continue
        try:
            one = Standing(_name(row.get("name", "")), _hundredths(row.get("ep", "")), _hundredths(row.get("gp", "")))
            if one.gp and (told := row.get("pr", "")):
                fits.append(abs(_hundredths(told) - one.ep * HUNDRED // one.gp) <= 1)
        except _Bad as bad:
            problems.append(Problem(line, bad.fault))
        else:
            found.append(one)
    with_base = all(fits) if fits else None
    return Rows(Format.CEPGP, (), tuple(found), tuple(problems), gp_with_base=with_base)


def _hundredths(text: str) -> int:
    try:
        amount = Decimal(text.strip().replace(",", ""))
        whole = int((amount * HUNDRED).to_integral_value())
    except (InvalidOperation, OverflowError, ValueError) as error:
        raise _Bad(Fault.NUMBER) from error
    if not -MOST <= whole <= MOST:
        raise _Bad(Fault.NUMBER)
    return whole
