"""What members did and what they were told of it: each deed can be looked up in the books, by plain SQL."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Word(Enum):
    """What somebody was told of a deed: that it is done, that it cannot be, or nothing that they could read."""

    DONE = auto()
    REFUSED = auto()
    SILENCE = auto()


@dataclass(slots=True)
class Deed:
    """Something that is in the books once, or not at all; `word` is the best that was told of it."""

    kind: str
    sql: str
    facts: tuple[object, ...]
    word: Word = Word.REFUSED
    tries: int = 0

    def told(self, word: Word) -> None:
        """Somebody tried it (again), and was told that."""
        self.tries += 1
        if Word.DONE in (word, self.word):
            self.word = Word.DONE
        elif Word.SILENCE in (word, self.word):
            self.word = Word.SILENCE


ALLOWED: Final = {Word.DONE: (1,), Word.REFUSED: (0,), Word.SILENCE: (0, 1)}
"""How often a deed may stand in the books, by what was told of it."""


class Journal:
    """Every deed of the run."""

    def __init__(self) -> None:
        self.deeds: list[Deed] = []

    def expect(self, kind: str, sql: str, *facts: object) -> Deed:
        """Somebody is about to do it: `sql` counts how often it stands in the books."""
        deed = Deed(kind, sql, facts)
        self.deeds.append(deed)
        return deed

    def faults(self, books: sqlite3.Connection) -> Iterator[str]:
        """Deeds that were told to be done and are not in the books or twice, or were refused and are there."""
        for deed in self.deeds:
            if not deed.tries:
                continue
            (found,) = books.execute(deed.sql, deed.facts).fetchone()
            if found not in ALLOWED[deed.word]:
                yield f"{deed.kind} {deed.facts} was told {deed.word.name} and stands {found} times in the books"

    def story(self) -> Counter[tuple[str, str]]:
        """How many deeds of each kind were told what."""
        return Counter((deed.kind, deed.word.name.lower()) for deed in self.deeds if deed.tries)
