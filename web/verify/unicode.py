"""The Unicode that Python's `fairness.persons` goes by, as tables for a browser that has no case folding.

Browsers and Pythons know different years of Unicode: with these tables both find the same names alike.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

_BLOCK = 256
_ALL = sys.maxunicode + 1

Tables = dict[str, object]


def tables() -> Tables:
    """Case folding as `runs` of [first, last, step, distance] and `folds` into several letters; `unassigned` spans."""
    folds = {code: chr(code).casefold() for code in _changing()}
    single = {code: ord(folded) - code for code, folded in folds.items() if len(folded) == 1}
    return {
        "runs": list(_runs(single)),
        "folds": {chr(code): folded for code, folded in folds.items() if len(folded) > 1},
        "unassigned": list(_spans(code for code in range(_ALL) if unicodedata.category(chr(code)) == "Cn")),
    }


def _changing() -> Iterator[int]:
    """The letters that folding changes, found by whole blocks, most of which it leaves as they are."""
    for start in range(0, _ALL, _BLOCK):
        block = "".join(map(chr, range(start, start + _BLOCK)))
        if block.casefold() != block:
            yield from (ord(letter) for letter in block if letter.casefold() != letter)


def _runs(distances: dict[int, int]) -> Iterator[list[int]]:
    """Letters in a row, or every second one, that move by the same distance."""
    run: list[int] = []
    for code, distance in distances.items():
        if run and distance == run[3] and _goes_on(run, code):
            run[1:3] = [code, code - run[1]]
            continue
        if run:
            yield run
        run = [code, code, 1, distance]
    if run:
        yield run


def _goes_on(run: list[int], code: int) -> bool:
    first, last, step, _ = run
    return code - last == step or (first == last and code - last == 2)


def _spans(codes: Iterable[int]) -> Iterator[list[int]]:
    """The first and last of the numbers that follow each other."""
    for _, members in groupby(enumerate(codes), lambda member: member[1] - member[0]):
        span = [code for _, code in members]
        yield [span[0], span[-1]]
