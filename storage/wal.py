"""The write-ahead log beside a database, read as SQLite would: does it hold more than SQLite would take over?

SQLite takes over what its checksums cover and drops the rest without a word, for after a crash the last transaction may
be there by half. Every commit is on disk before the next one begins (`synchronous=FULL`), so at most one can be: two or
more behind a place that does not hold were answered for, and are lost by damage, not by a crash.
The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

import struct
import sys
from array import array
from pathlib import Path
from typing import BinaryIO, Final

from storage.damage import Damaged

_HEADER: Final = struct.Struct(">8I")
_FRAME: Final = struct.Struct(">6I")
_MAGIC: Final = {0x377F0682: "little", 0x377F0683: "big"}
_32_BITS: Final = 0xFFFFFFFF

Checksum = tuple[int, int]


def must_be_whole(database: Path) -> None:
    """Raise `Damaged` if the log beside the database lost what was committed; only while nobody writes to it."""
    path = Path(f"{database}-wal")
    if not path.exists():
        return
    with path.open("rb") as file:
        lost = _lost(file)
    if lost:
        raise Damaged(f"{path}, which holds what was written last, is damaged: {lost} in it cannot be read")


def _lost(file: BinaryIO) -> str:
    """What is in the log and would be dropped, in words; nothing after an ordinary crash."""
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return ""
    magic, _, page, _, *salts, first, second = _HEADER.unpack(header)
    order = _MAGIC.get(magic)
    if order is None or _sum(header[:24], order, (0, 0)) != (first, second):
        return "all of it" if file.read(1) else ""
    before, commits = (first, second), None
    while len(head := file.read(_FRAME.size)) == _FRAME.size and len(content := file.read(page)) == page:
        _, size_after, *salt, one, two = _FRAME.unpack(head)
        if commits is not None:
            commits += salt == salts and size_after > 0
        elif salt == salts and (before := _sum(content, order, _sum(head[:8], order, before))) == (one, two):
            continue
        else:
            commits = int(salt == salts and size_after > 0)
    return f"{commits} transactions" if commits and commits > 1 else ""


def _sum(content: bytes, order: str, seed: Checksum) -> Checksum:
    words = array("I", content)
    if order != sys.byteorder:
        words.byteswap()
    one, two = seed
    for at in range(0, len(words), 2):
        one = (one + words[at] + two) & _32_BITS
        two = (two + words[at + 1] + one) & _32_BITS
    return one, two
