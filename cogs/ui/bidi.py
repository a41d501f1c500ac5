"""The order in which a line is read: letters that belong together, right-to-left stretches, joined Arabic.

Names come in any script, and one line may be drawn with several fonts, so the order is settled here, before
a font is chosen. Rules: Unicode Standard Annex 9 for a single line without explicit embeddings and without
spaces at its end (`tidy` drops both). Brackets are ordered like other neutral signs; its rule N0 is left out.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

JOINER = "\u200d"
LONGEST = 200
MARKS = 2
"""Accents kept on one letter: two serve every living language, a hundred are a prank."""

_MIRROR = {a: b for pair in ("()", "[]", "{}", "<>", "«»", "‹›") for a, b in (pair, pair[::-1])}
_FORMS = ("<isolated>", "<final>", "<initial>", "<medial>")


def tidy(text: str) -> str:
    """One printable line: composed, no control or direction characters, no lone surrogates, spaces single."""
    if _plain(text):
        return " ".join(text[: LONGEST * 8].split())
    spaced = "".join(" " if sign.isspace() else sign for sign in text[: LONGEST * 8])
    kept = (sign for sign in unicodedata.normalize("NFC", spaced) if _printable(sign))
    return " ".join("".join(kept).split())


def _plain(text: str) -> bool:
    """Whether it is in plain English letters, as most lines are: there is nothing in them to settle."""
    return text.isascii() and text.isprintable()


def _printable(sign: str) -> bool:
    return sign == JOINER or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}


def clusters(text: str) -> list[str]:
    """Tidied `text` as the pieces a reader would call one letter, in the order they are typed; at most `LONGEST`.

    A piece is a letter with its accents, a flag, or an emoji with its modifiers and what a joiner ties to it.
    """
    if _plain(text):
        return list(tidy(text)[:LONGEST])
    pieces: list[str] = []
    for sign in tidy(text):
        if pieces and _belongs(pieces[-1], sign):
            if len(pieces[-1]) <= MARKS * 4 and _accents(pieces[-1]) + _accents(sign) <= MARKS:
                pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces[:LONGEST]


def _belongs(piece: str, sign: str) -> bool:
    if _flag_letter(sign):
        return len(piece) == 1 and _flag_letter(piece)
    return unicodedata.category(sign)[0] == "M" or sign == JOINER or piece.endswith(JOINER) or skin(sign)


def _accents(text: str) -> int:
    return sum(unicodedata.category(sign) in {"Mn", "Me"} and not 0xFE00 <= ord(sign) <= 0xFE0F for sign in text)


def _flag_letter(sign: str) -> bool:
    return 0x1F1E6 <= ord(sign) <= 0x1F1FF


def skin(sign: str) -> bool:
    """Whether this is an emoji's skin tone."""
    return 0x1F3FB <= ord(sign) <= 0x1F3FF


def visual(pieces: Sequence[str]) -> list[tuple[str, bool]]:
    """The pieces from left to right, each with whether it reads from right to left.

    The line's direction is that of its first letter, as in Discord.
    """
    kinds = [unicodedata.bidirectional(piece[0]) or "L" for piece in pieces]
    base = next((int(kind != "L") for kind in kinds if kind in {"L", "R", "AL"}), 0)
    levels = _levels(_resolved(kinds, base), base)
    order = list(range(len(pieces)))
    for level in range(max(levels, default=0), 0, -1):
        order = _turned(order, [levels[index] >= level for index in order])
    return [(pieces[index], levels[index] % 2 == 1) for index in order]


def _resolved(kinds: Sequence[str], base: int) -> list[str]:
    """Numbers and neutrals settled: only L, R, EN and AN are left (rules W2 to N2)."""
    edge = "R" if base else "L"
    strong, found = edge, [*kinds]
    for index, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            found[index] = "AN"
    for index in range(1, len(found) - 1):
        before, kind, after = found[index - 1 : index + 2]
        if before == after and ((kind == "CS" and before in {"EN", "AN"}) or (kind == "ES" and before == "EN")):
            found[index] = before
    found = _terminated(found)
    strong = edge
    for index, kind in enumerate(found):
        if kind in {"L", "R", "AL"}:
            strong = found[index] = "L" if kind == "L" else "R"
        elif kind == "EN" and strong == "L":
            found[index] = "L"
    return _settled(found, edge)


def _terminated(kinds: list[str]) -> list[str]:
    """Signs such as % and € beside a number belong to it (rule W5)."""
    for row in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        for here, there in pairwise(row):
            if kinds[here] == "EN" and kinds[there] == "ET":
                kinds[there] = "EN"
    return kinds


def _settled(kinds: list[str], edge: str) -> list[str]:
    """Neutral stretches take the direction of both their neighbours, or else the line's (rules N1 and N2)."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] not in {"L", "R", "EN", "AN"}:
            end += 1
        if end > index:
            sides = {_side(kinds[index - 1]) if index else edge, _side(kinds[end]) if end < len(kinds) else edge}
            kinds[index:end] = [sides.pop() if len(sides) == 1 else edge] * (end - index)
        index = end + 1
    return kinds


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _levels(kinds: Sequence[str], base: int) -> list[int]:
    if base:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def _turned(order: list[int], chosen: list[bool]) -> list[int]:
    """`order` with every stretch of chosen places turned round (rule L2)."""
    turned: list[int] = []
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and chosen[end]:
            end += 1
        turned += order[start:end][::-1]
        if end < len(order):
            turned.append(order[end])
        start = end + 1
    return turned


def mirrored(piece: str) -> str:
    """A bracket as it looks in a right-to-left stretch; anything else unchanged."""
    return _MIRROR.get(piece, piece)


@cache
def _shapes() -> dict[str, dict[str, str]]:
    """Arabic letters and the lam-alef pairs with their joined shapes, from Unicode's own decompositions."""
    shapes: dict[str, dict[str, str]] = {}
    for point in (*range(0xFB50, 0xFDF0), *range(0xFE80, 0xFEFD)):
        form, _, letters = unicodedata.decomposition(chr(point)).partition(" ")
        if form in _FORMS:
            plain = "".join(chr(int(letter, 16)) for letter in letters.split())
            shapes.setdefault(plain, {})[form] = chr(point)
    shapes["ـ"] = dict.fromkeys(_FORMS, "ـ")
    return shapes


def joined(pieces: Sequence[str]) -> list[str]:
    """Typed Arabic pieces with each letter in its joined shape, for drawing without a shaping engine."""
    shapes, merged = _shapes(), list[str]()
    for piece in pieces:
        if merged and piece[0] in "اأإآ" and merged[-1] == "ل":
            merged[-1] += piece
        else:
            merged.append(piece)
    done: list[str] = []
    for index, piece in enumerate(merged):
        before = index > 0 and "<initial>" in _of(shapes, merged[index - 1])
        after = index + 1 < len(merged) and "<final>" in _of(shapes, merged[index + 1])
        own = _of(shapes, piece)
        form = _FORMS[(before and "<final>" in own) + 2 * (after and "<initial>" in own)]
        letters = 2 if piece[:2] in shapes else 1
        done.append(own.get(form, piece[:letters]) + piece[letters:])
    return done


def _of(shapes: dict[str, dict[str, str]], piece: str) -> dict[str, str]:
    return shapes.get(piece[:2]) or shapes.get(piece[0]) or {}
