"""Characters: how a game account is named, which hiscores table lists it, and rosters read from files."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from domain.errors import Invalid

NAME_LIMIT: Final = 12
ROSTER_LIMIT: Final = 500

_SHOWN_LIMIT: Final = 40
_LINE_LIMIT: Final = 1000
_LINES_LIMIT: Final = 20_000
_SAMPLE: Final = 20
_NAME = re.compile(r"[A-Za-z0-9 _-]+", re.ASCII)
_SPACES = re.compile("[ \u00a0]+")
_SEPARATORS = re.compile("[ \u00a0_-]+")
_LINES = re.compile(r"\r\n|\r|\n")
_DELIMITERS: Final = ("\t", ";", ",")
_HEADINGS: Final = frozenset(
    {
        "name", "rsn", "username", "player", "character",
        "playername", "charactername", "displayname",
    }
)  # fmt: skip
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r")


class AccountType(StrEnum):
    """What an officer says an account is; `auto` leaves finding out to the bot."""

    AUTO = "auto"
    REGULAR = "regular"
    IRONMAN = "ironman"
    HARDCORE = "hardcore"
    ULTIMATE = "ultimate"


HISCORES_TABLES: Final[Mapping[AccountType, str]] = MappingProxyType(
    {
        AccountType.REGULAR: "hiscore_oldschool",
        AccountType.IRONMAN: "hiscore_oldschool_ironman",
        AccountType.HARDCORE: "hiscore_oldschool_hardcore_ironman",
        AccountType.ULTIMATE: "hiscore_oldschool_ultimate",
    }
)
"""The hiscores table of each account type; `auto` is no table, it is a search through these in this order."""


class NameFault(StrEnum):
    """Why a text is not a character's name."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    NO_LETTERS = "no_letters"


@dataclass(frozen=True, slots=True)
class CharacterName:
    """A character's name: `shown` as typed, tidied; `key` says whether two names are the same account.

    The game treats case, and a space, a no-break space, `_` and `-`, as the same, so names compare by `key`.
    Made by `parse_name`.
    """

    shown: str = field(compare=False)
    key: str

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line of a roster file without a valid name: `line` counts from 1, `text` is cut to 40 characters."""

    line: int
    text: str
    why: NameFault


@dataclass(frozen=True, slots=True)
class Roster:
    """What a roster file says: each name once, in the order of the file, and the lines that say none."""

    names: tuple[CharacterName, ...]
    rejected: tuple[Rejected, ...]


def parse_name(text: str) -> CharacterName:
    """The name that was typed: 1 to 12 of letters, digits, space, `_` and `-`, at least one letter or digit.

    Raises:
        Invalid: `clan.name_invalid` with `name`, cut to 40 characters.
    """
    name = _name_or_fault(text)
    if isinstance(name, NameFault):
        raise Invalid("clan.name_invalid", name=text[:_SHOWN_LIMIT])
    return name


def parse_roster(data: bytes) -> Roster:
    """The names in a txt or csv file: one a line, or the first column, or the column headed as names.

    Understands UTF-8 (with or without a mark) and Latin-1, any line ending, quotes, and tabs, semicolons or
    commas between columns. Blank lines are skipped.

    Raises:
        Invalid: `clan.file_empty`, `clan.file_binary`, or `clan.file_too_many` with `limit` and `count` (of
            names; of lines where there are more than 20,000, which nobody will read).
    """
    if not data.strip():
        raise Invalid("clan.file_empty")
    if _is_binary(data):
        raise Invalid("clan.file_binary")
    lines = max(data.count(b"\n"), data.count(b"\r")) + 1
    if lines > _LINES_LIMIT:
        raise Invalid("clan.file_too_many", limit=ROSTER_LIMIT, count=lines)
    names: dict[str, CharacterName] = {}
    rejected: list[Rejected] = []
    for line, cell, whole in _name_cells(_decode(data)):
        name = _name_or_fault(cell)
        if isinstance(name, NameFault):
            rejected.append(Rejected(line, (cell.strip() or whole.strip())[:_SHOWN_LIMIT], name))
        else:
            names.setdefault(name.key, name)
    if not names and not rejected:
        raise Invalid("clan.file_empty")
    if len(names) > ROSTER_LIMIT:
        raise Invalid("clan.file_too_many", limit=ROSTER_LIMIT, count=len(names))
    return Roster(tuple(names.values()), tuple(rejected))


def _name_or_fault(text: str) -> CharacterName | NameFault:
    shown = _SPACES.sub(" ", text.strip())
    if not shown:
        return NameFault.EMPTY
    if _NAME.fullmatch(shown) is None:
        return NameFault.CHARACTERS
    if len(shown) > NAME_LIMIT:
        return NameFault.TOO_LONG
    key = _SEPARATORS.sub(" ", shown).strip().casefold()
    if not key:
        return NameFault.NO_LETTERS
    return CharacterName(shown, key)


def _is_binary(data: bytes) -> bool:
    if b"\0" in data:
        return True
    # A stray control character is a typo in one line; one in a hundred bytes is not text at all.
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * 100 > len(data)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _name_cells(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, the cell that should hold a name, and the line, for each line that is not blank."""
    # Nothing beyond a line's first thousand characters can be a name, and csv refuses endless cells.
    lines = [(number, line[:_LINE_LIMIT]) for number, line in enumerate(_LINES.split(text), start=1)]
    lines = [(number, line) for number, line in lines if line.strip()]
    delimiter = _delimiter([line for _, line in lines[:_SAMPLE]])
    column = 0
    for index, (number, line) in enumerate(lines):
        cells = _cells(line, delimiter)
        if index == 0 and (heading := _heading(cells)) is not None:
            column = heading
            continue
        if any(cell.strip() for cell in cells):
            yield number, cells[column] if column < len(cells) else "", line


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter that most lines have; names hold none of them, so one is enough to tell columns."""
    seen = Counter(mark for line in lines for mark in _DELIMITERS if mark in line)
    return max(_DELIMITERS, key=lambda mark: seen[mark])


def _cells(line: str, delimiter: str) -> list[str]:
    # Line by line, so that one quote left open cannot swallow the lines after it.
    return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))


def _heading(cells: Sequence[str]) -> int | None:
    for index, cell in enumerate(cells):
        if _SEPARATORS.sub("", cell.casefold().strip()) in _HEADINGS:
            return index
    return None
