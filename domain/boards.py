"""Boards: who stands where, with shared places, and the pages people turn."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from domain.pages import turned_to

PAGE_SIZE: Final = 10

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Row(Generic[K]):
    """One line of a board: `key` says whose it is; equal values share a place."""

    place: int
    key: K
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Page(Generic[K]):
    """One page of a board: `number` counts from 1 to `count`, which is 1 for an empty board."""

    rows: tuple[Row[K], ...]
    number: int
    count: int


def ranked(entries: Iterable[tuple[K, str, int]]) -> list[Row[K]]:
    """The board of (key, name, value), highest first; ties share a place and the next is skipped: 1 2 2 4.

    Inside a place the order is that of the names, so a board reads the same every time.
    """
    ordered = sorted(entries, key=lambda entry: (-entry[2], entry[1].casefold(), entry[1], str(entry[0])))
    rows: list[Row[K]] = []
    for position, (key, name, value) in enumerate(ordered, start=1):
        place = rows[-1].place if rows and rows[-1].value == value else position
        rows.append(Row(place, key, name, value))
    return rows


def page(rows: Sequence[Row[K]], number: int, size: int = PAGE_SIZE) -> Page[K]:
    """The page of that number; one outside the board is the nearest that exists."""
    number, count = turned_to(number, len(rows), size)
    return Page(tuple(rows[(number - 1) * size : number * size]), number, count)


def page_of(rows: Sequence[Row[K]], key: K, size: int = PAGE_SIZE) -> int | None:
    """The number of the page that has this key's row, None when the board has none."""
    index = next((index for index, row in enumerate(rows) if row.key == key), None)
    return None if index is None else index // size + 1
