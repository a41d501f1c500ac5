"""Strict JSON: what the text says is kept until somebody has judged it, and hostile text is refused early.

Ordinary readers take `5.0`, `1e0` and `-0` for integers, keep the last of two equal keys, and follow any nesting.
"""

import json
from dataclasses import dataclass
from itertools import accumulate
from typing import NoReturn

MAX_BYTES = 16 * 2**20  # a Discord attachment holds 10 MiB
MAX_DEPTH = 8  # a proof has 3
MAX_CONTAINERS = 100_000  # objects and lists; a proof's entry takes some 300 bytes
MAX_VALUES = 1_000_000

_STEPS = {ord("{"): 1, ord("["): 1, ord("}"): -1, ord("]"): -1}
_NOT_BRACKETS = bytes(set(range(256)) - set(_STEPS))
_LONGEST_NUMBER = len(str(2**53 - 1))


class Unreadable(Exception):
    """This is no JSON text, or one that no proof looks like; says why in plain words."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A number that is not written as a plain whole one of at most 16 digits: its text."""

    text: str


class Repeated(dict[str, object]):
    """An object in which `key` occurs twice."""

    key: str


def load(data: bytes) -> object:
    """The value of a JSON text (RFC 8259) in UTF-8 without byte order mark.

    Objects with a key that occurs twice become `Repeated`, numbers other than plain whole ones `Odd`.

    Raises:
        Unreadable: it is none, or exceeds a limit of this module.
    """
    _measure(data)
    try:
        return json.loads(
            data.decode(),
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=Odd,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from error


def _measure(data: bytes) -> None:
    """Refuses what would cost more than any proof, without building it."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // 2**20} MiB, which no proof is")
    if data.count(b'"') > 4 * MAX_VALUES:
        raise Unreadable("more texts than a proof has")
    outside = b"".join(data.replace(rb"\\", b"").replace(rb"\"", b"").split(b'"')[::2])
    if outside.count(b",") >= MAX_VALUES or outside.count(b"{") + outside.count(b"[") > MAX_CONTAINERS:
        raise Unreadable("more values than a proof has")
    brackets = outside.translate(None, _NOT_BRACKETS)
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > MAX_DEPTH:
        raise Unreadable(f"nested deeper than {MAX_DEPTH} levels")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated = Repeated(found)
    seen: set[str] = set()
    repeated.key = next(key for key, _ in pairs if key in seen or seen.add(key))
    return repeated


def _whole(text: str) -> int | Odd:
    return Odd(text) if text.startswith("-") or len(text) > _LONGEST_NUMBER else int(text)


def _constant(text: str) -> NoReturn:
    raise Unreadable(f"not JSON: {text} is no number")
