"""Tables as other tools write them: CSV with its quotes in order or not, and JSON that a note may have broken.

Every row comes with its line, counted from 1, as cells by lower-case column, or with why it cannot be read.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, cast

_CELL_LIMIT: Final = 4000
_LINES_A_ROW: Final = 20
_OBJECT: Final = re.compile(r"\}\s*,\s*\{")
_NOTE: Final = re.compile(r'("note"\s*:\s*")(.*?)("\s*(?:,\s*"[A-Za-z0-9]+"\s*:|\}\s*$))', re.DOTALL)
_QUOTED_FORMULA: Final = re.compile(r"^'(?=[=+\-@])")


class Fault(StrEnum):
    """Why a row cannot be used."""

    COLUMNS = "columns"
    NAME = "name"
    ITEM = "item"
    TIME = "time"
    NUMBER = "number"
    BROKEN = "broken"
    AMBIGUOUS = "ambiguous"


Row = Mapping[str, str]
Numbered = Iterator[tuple[int, Row | Fault]]


def header(line: str) -> list[str]:
    """The columns that a file's first line names."""
    return [cell.strip().strip('"').lower() for cell in line.strip().lstrip("\ufeff").split(",")]


def strict_csv(text: str) -> Numbered:
    """Rows of a file whose quotes are as they should be."""
    reader = csv.reader(text.splitlines(keepends=True))
    try:
        columns = [cell.strip().lower() for cell in next(reader)]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _row(columns, cells)
    except csv.Error:
        yield reader.line_num, Fault.BROKEN


def loose_csv(text: str) -> Numbered:
    """Rows of a file in which cells with commas are quoted, and quotes inside them are not told apart.

    A quote ends a cell only before a comma or at the row's end; a cell that is still open goes on in the next line.
    """
    lines = text.splitlines()
    columns = header(lines[0])
    number = 1
    while number < len(lines):
        first, line = number + 1, lines[number]
        cells = _split(line)
        number += 1
        while cells is None and number < len(lines) and number - first < _LINES_A_ROW:
            line += "\n" + lines[number]
            cells = _split(line)
            number += 1
        if cells is None:
            yield first, Fault.BROKEN
        elif line.strip():
            yield first, _row(columns, _joined(cells, len(cells) - len(columns)))


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    quoted: bool


def _split(line: str) -> list[_Cell] | None:
    """The cells of a row; None when its last one is still open."""
    cells: list[_Cell] = []
    rest = line
    while True:
        if rest.startswith('"'):
            end = _closing(rest)
            if end is None:
                return None
            cells.append(_Cell(rest[1:end].replace('""', '"'), quoted=True))
            rest = rest[end + 1 :]
        else:
            cell = rest.partition(",")[0]
            cells.append(_Cell(cell, quoted=False))
            rest = rest[len(cell) :]
        if not rest:
            return cells
        rest = rest[1:]


def _joined(cells: Sequence[_Cell], more: int) -> list[str]:
    """The texts of a row that has so many cells more than columns: one whose text holds a quote before a comma is one.

    Such a cell begins with a quote, and what was taken for its last part ends with one.
    """
    texts = [cell.text for cell in cells]
    if more <= 0:
        return texts
    for first in range(len(cells) - more):
        last = cells[first + more]
        if cells[first].quoted and not last.quoted and last.text.endswith('"'):
            rest = ",".join([*texts[first + 1 : first + more], last.text[:-1]])
            return [*texts[:first], f'{texts[first]}",{rest}', *texts[first + more + 1 :]]
    return texts


def _closing(text: str) -> int | None:
    """Where the quoted cell at the text's start ends."""
    at = text.find('"', 1)
    while at >= 0:
        if at + 1 == len(text) or text[at + 1] == ",":
            return at
        at = text.find('"', at + 1)
    return None


def _row(columns: Sequence[str], cells: Sequence[str]) -> Row | Fault:
    """Cells by column; a file's later columns may be missing, and unknown ones do no harm."""
    if len(cells) > len(columns) or any(len(cell) > _CELL_LIMIT for cell in cells):
        return Fault.COLUMNS
    return {column: _QUOTED_FORMULA.sub("", cell.strip()) for column, cell in zip(columns, cells, strict=False)}


def objects(text: str) -> Numbered:
    """The objects of a JSON list; where one breaks the file, the others are read by themselves."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _pieces(text)
        return
    for number, one in enumerate(cast("list[object]", whole) if isinstance(whole, list) else [], 1):
        yield number, _plain(one)


def _pieces(text: str) -> Numbered:
    body = text.strip().removeprefix("[").removesuffix("]").strip()
    pieces = _OBJECT.split(body)
    for number, piece in enumerate(pieces, 1):
        whole = ("" if number == 1 else "{") + piece + ("" if number == len(pieces) else "}")
        yield number, _piece(whole)


def _piece(text: str) -> Row | Fault:
    mended = _NOTE.sub(lambda match: match[1] + json.dumps(match[2].replace('\\"', '"'))[1:-1] + match[3], text)
    for attempt in (text, mended):
        try:
            return _plain(json.loads(attempt, strict=False))
        except (ValueError, RecursionError):
            continue
    return Fault.BROKEN


def _plain(found: object) -> Row | Fault:
    if not isinstance(found, dict):
        return Fault.BROKEN
    values = cast("dict[str, Any]", found)
    return {name.lower(): "" if value is None else str(value)[:_CELL_LIMIT] for name, value in values.items()}
