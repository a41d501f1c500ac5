"""How often each of a row of stretches came up: columns that stand side by side, the edges between them named.

A pure function from a small dataclass to a `Picture`, for any thread, as `cogs/ui/charts.py` has others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cogs.ui import plain
from cogs.ui.canvas import CARD, GAIN, INK, MUTED, RULE, Box, Canvas, Picture, mixed
from cogs.ui.lettering import Style

Number = Callable[[int], str]

_WIDTH, _HEIGHT, _PAD = 800, 420, 32
_TITLE = Style(34, INK, bold=True)
_UNDER = Style(25, MUTED)
_HEADLINE = Style(40, GAIN, bold=True)
_COUNT = Style(26, INK, bold=True)
_EDGE = Style(24, MUTED)
_TOP, _FLOOR = 160, _HEIGHT - 70
_GAP, _LEAST = 10, 4
_BARS = 12
"""Columns of a code block that the longest bar takes."""


@dataclass(frozen=True, slots=True)
class Column:
    """How often one stretch came up; `until` names the edge to the next one on the picture, `name` all of it in words.

    `marked` ones are drawn in full colour.
    """

    name: str
    count: int
    until: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Columns from left to right under a title; `headline` is what they come to, in a few words.

    `brief_headline` is drawn instead where the headline would cut the title off.
    """

    title: str
    under: str
    headline: str
    brief_headline: str
    columns: tuple[Column, ...]
    accent: int


def histogram(chart: Histogram, number: Number, short: Number) -> Picture:
    """Draws columns as high as their part of the highest; `number` is exact, `short` fits above any column."""
    canvas = Canvas(_WIDTH, _HEIGHT)
    inside = _WIDTH - 2 * _PAD
    _head(canvas, chart, inside)
    canvas.box(Box(_PAD, _FLOOR, inside, 2), RULE)
    wide = inside / max(1, len(chart.columns))
    most = max((column.count for column in chart.columns), default=0)
    for place, column in enumerate(chart.columns):
        left = _PAD + place * wide
        if column.count > 0:
            high = max(_LEAST, (_FLOOR - _TOP) * column.count / most)  # what came up at all can be seen
            fill = chart.accent if column.marked else mixed(chart.accent, CARD, 0.45)
            ways = number(column.count), short(column.count)
            _column(canvas, Box(left, _FLOOR - high, wide, high), fill, ways)
        if column.until:
            canvas.box(Box(left + wide - 0.75, _FLOOR, 1.5, 10), MUTED)
            canvas.text((left + wide, _FLOOR + 40), column.until, _EDGE, "centre", wide - 6)
    return Picture(canvas.png(), _alt(chart, number), _text(chart, number))


def _head(canvas: Canvas, chart: Histogram, inside: float) -> None:
    beside = inside - 28 - max(canvas.measure(chart.title, _TITLE), canvas.measure(chart.under, _UNDER))
    headline = _fitting(canvas, (chart.headline, chart.brief_headline), _HEADLINE, beside)
    taken = canvas.text((_WIDTH - _PAD, 66), headline, _HEADLINE, "right", inside * 0.6)
    canvas.text((_PAD, 54), chart.title, _TITLE, room=inside - taken - 28)
    canvas.text((_PAD, 90), chart.under, _UNDER, room=inside - taken - 28)


def _fitting(canvas: Canvas, ways: Sequence[str], style: Style, room: float) -> str:
    """The first way to say it that fits, else the last."""
    return next((way for way in ways if canvas.measure(way, style) <= room), ways[-1])


def _column(canvas: Canvas, box: Box, fill: int, ways: Sequence[str]) -> None:
    """A column with its number above it, in the first way that is no wider."""
    canvas.box(Box(box.x + _GAP / 2, box.y, box.width - _GAP, box.height), fill, 6)
    room = box.width - 4
    canvas.text((box.x + box.width / 2, box.y - 12), _fitting(canvas, ways, _COUNT, room), _COUNT, "centre", room)


def _alt(chart: Histogram, number: Number) -> str:
    said = [f"{column.name}: {number(column.count)}" for column in chart.columns]
    return plain.listed((chart.title, chart.under, chart.headline), said)


def _text(chart: Histogram, number: Number) -> str:
    rows = chart.columns
    most = max((row.count for row in rows), default=0)
    wide = max((min(plain.columns(row.name), 20) for row in rows), default=0)
    lines = [f"{plain.cell(row.name, wide)}  {_blocks(row.count, most)}{number(row.count)}" for row in rows]
    head = (chart.title, " · ".join(filter(None, (chart.under, chart.headline))))
    return "\n".join([*map(plain.words, head), *lines])


def _blocks(count: int, most: int) -> str:
    """A bar of blocks and a space; a short one for little, none for nothing."""
    return "" if count <= 0 else "█" * max(1, round(_BARS * count / most)) + " "
