"""Two members side by side as a picture: bars from the middle outwards, a star beside the better number.

A pure function from a small dataclass to a `Picture`, for any thread. All words are made by the caller, in the
reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cogs.ui import plain
from cogs.ui.canvas import CARD, INK, MEDALS, MUTED, PLATE, Box, Picture, mixed
from cogs.ui.lettering import Style
from cogs.ui.profiles.picture import WIDTH, Face, face
from cogs.ui.profiles.sketch import Sketch

NONE: Final = "–"

_PAD = 24
_RADIUS = 36
_NAMES = tuple(Style(size, INK, bold=True) for size in (27, 23, 20))
_UNDER = Style(19, MUTED)
_MIDDLE = Style(24, MUTED, bold=True)
_LABEL = Style(20, MUTED)
_BETTER = Style(24, INK, bold=True)
_OTHER = Style(24, MUTED)
_ROW, _GAP, _BAR = 54, 8, 9
_STAR = 9
_LEFT, _RIGHT = 0x5B8DEF, 0xE0A030
_SIDE = WIDTH / 2 - _PAD - 44


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two: their face, and their place in words."""

    face: Face
    under: str


@dataclass(frozen=True, slots=True)
class Value:
    """What one has: as it is shown, in brief where it would not fit, and as a number (None: nothing)."""

    shown: str
    brief: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One number of both."""

    label: str
    left: Value
    right: Value

    @property
    def better(self) -> int:
        """Below 0 when the left one has more, above 0 when the right one has, 0 when neither has.

        Whoever has nothing is better than nobody, not even than somebody in debt.
        """
        side = (_number(self.right) > _number(self.left)) - (_number(self.right) < _number(self.left))
        ahead = self.right if side > 0 else self.left
        return 0 if ahead.number is None else side


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members and what they have; `better` is said beside the better number in words, `empty` without rows."""

    title: str
    left: Half
    right: Half
    rows: tuple[Row, ...]
    better: str
    empty: str


def pair_picture(pair: Pair) -> Picture:
    """Draws them."""
    top = _PAD + 2 * _RADIUS + 30
    canvas = Sketch(WIDTH, top + max(90, len(pair.rows) * (_ROW + _GAP) - _GAP) + _PAD)
    _half(canvas, pair.left, _LEFT, side=-1)
    _half(canvas, pair.right, _RIGHT, side=1)
    canvas.disc((WIDTH / 2, _PAD + _RADIUS + 4), 21, PLATE)
    canvas.text((WIDTH / 2, _PAD + _RADIUS + 11), "vs", Style(20, MUTED, bold=True), "centre", 40)
    for index, row in enumerate(pair.rows):
        _row(canvas, top + index * (_ROW + _GAP), row)
    if not pair.rows:
        box = Box(_PAD, top, WIDTH - 2 * _PAD, 90)
        canvas.box(box, PLATE, 12)
        canvas.text((WIDTH / 2, top + 52), pair.empty, _UNDER, "centre", box.width - 40)
    return Picture(canvas.png(), _alt(pair), _text(pair))


def _half(canvas: Sketch, half: Half, colour: int, *, side: int) -> None:
    """A face at its edge, name and place beside it towards the middle."""
    edge = WIDTH / 2 + side * (WIDTH / 2 - _PAD)
    centre = (edge - side * (_RADIUS + 6), _PAD + _RADIUS + 4)
    face(canvas, centre, _RADIUS, half.face, colour)
    x, align = centre[0] - side * (_RADIUS + 20), "left" if side < 0 else "right"
    room = abs(x - WIDTH / 2) - 30
    style = next((one for one in _NAMES if canvas.measure(half.face.name, one) <= room), _NAMES[-1])
    canvas.text((x, centre[1] + (-2 if half.under else 9)), half.face.name, style, align, room)
    canvas.text((x, centre[1] + 25), half.under, _UNDER, align, room)


def _row(canvas: Sketch, top: float, row: Row) -> None:
    most = max(1, _number(row.left), _number(row.right))
    middle, inside = WIDTH / 2, WIDTH - 2 * _PAD
    shown = [_fitting(canvas, row, value) for value in (row.left, row.right)]
    for side, value, text, colour in ((-1, row.left, shown[0], _LEFT), (1, row.right, shown[1], _RIGHT)):
        better = row.better == side
        edge = middle + side * inside / 2
        style = _BETTER if better else _OTHER
        taken = canvas.text((edge, top + 27), text, style, "left" if side < 0 else "right", _SIDE)
        if better:
            canvas.star((edge - side * (taken + 8 + _STAR), top + 19), _STAR, MEDALS[1])
        half = inside / 2 - 3
        track = Box(middle + 3 if side > 0 else _PAD, top + 37, half, _BAR)
        canvas.box(track, PLATE, _BAR / 2)
        long = half * max(0, _number(value)) / most
        if long:
            long = max(_BAR, long)
            fill = colour if better or not row.better else mixed(colour, CARD, 0.55)
            canvas.box(Box(middle + 3 if side > 0 else middle - 3 - long, top + 37, long, _BAR), fill, _BAR / 2)
    canvas.text((middle, top + 27), row.label, _LABEL, "centre", 2 * 92)


def _fitting(canvas: Sketch, row: Row, value: Value) -> str:
    """The number as it is, or in brief where it would run into the label."""
    label = min(184, canvas.measure(row.label, _LABEL))
    room = (WIDTH - 2 * _PAD - label) / 2 - 2 * _STAR - 24
    return value.shown if canvas.measure(value.shown, _BETTER) <= room else value.brief


def _number(value: Value) -> int:
    return 0 if value.number is None else value.number


def _alt(pair: Pair) -> str:
    return plain.listed((pair.title,), [_said(pair, row) for row in pair.rows] or [pair.empty])


def _said(pair: Pair, row: Row) -> str:
    sides = ((pair.left, row.left, -1), (pair.right, row.right, 1))
    parts = [
        f"{half.face.name} {value.shown}" + (f" ({pair.better})" if row.better == side else "")
        for half, value, side in sides
    ]
    return f"{row.label}: {', '.join(parts)}"


def _text(pair: Pair) -> str:
    return "\n".join(map(plain.words, [pair.title, *(_said(pair, row) for row in pair.rows)]))
