"""A value over time, drawn: grid, dates, a line with a soft area under it, plates where the value was hidden."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from cogs.ui import axes, plain
from cogs.ui.axes import Frame
from cogs.ui.canvas import CARD, INK, MUTED, PLATE, RULE, Box, Canvas, Point, mixed
from cogs.ui.lettering import Style

_AXIS = Style(24, MUTED)
_LAST = Style(26, INK, bold=True)
_WIDEST_VALUE = 230


@dataclass(frozen=True, slots=True)
class Reading:
    """A value at an aware moment; `label` is its date in words, `note` what to say where it is hidden."""

    at: datetime
    value: int | None
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Readings without a value, with what was read right before and after them."""

    hidden: Sequence[Reading]
    before: Reading | None
    after: Reading | None

    def plate(self, frame: Frame) -> Box:
        """The part of the frame in which nothing is known."""
        left = frame.x((self.before or self.hidden[0]).at)
        right = frame.x((self.after or self.hidden[-1]).at)
        return Box(left, frame.box.y, right - left, frame.box.height)


def draw(
    canvas: Canvas,
    area: Box,
    readings: Sequence[Reading],
    accent: int,
    number: Callable[[int], str],
    short: Callable[[int], str],
    *,
    from_zero: bool = False,
) -> None:
    """Fills the area with the curve of `readings` (oldest first, at least one value known) and its axes."""
    known = [reading.value for reading in readings if reading.value is not None]
    marks = axes.ticks(0 if from_zero else min(known), max(known))
    labels = axes.tick_labels(marks, short, number)
    side = min(_WIDEST_VALUE, max(canvas.measure(label, _AXIS) for label in labels))
    right = max(12, min(60, canvas.measure(readings[-1].label, _AXIS) / 2))
    box = Box(area.x + side + 18, area.y, area.width - side - 18 - right, area.height - 40)
    frame = Frame(box, readings[0].at, readings[-1].at, marks[0], marks[-1])
    gaps = list(_gaps(readings))
    for gap in gaps:
        canvas.box(gap.plate(frame), PLATE, 6)
    for mark, label in zip(marks, labels, strict=True):
        canvas.box(Box(box.x, frame.y(mark) - 0.75, box.width, 1.5), RULE)
        canvas.text((area.x + side, frame.y(mark) + 8), label, _AXIS, "right", side)
    _dates(canvas, area, readings, frame)
    for gap in gaps:
        _bridge(canvas, gap, frame, accent)
    curves = [[frame.at(moment, value) for moment, value in stretch] for stretch in _known(readings)]
    canvas.shade([points for points in curves if len(points) > 1], box, accent)
    for points in curves:
        canvas.line(points, accent, 4) if len(points) > 1 else canvas.disc(points[0], 5, accent)
    _last(canvas, area, readings, frame, accent, number)


def _known(readings: Sequence[Reading]) -> Iterator[list[tuple[datetime, int]]]:
    for known, stretch in groupby(readings, key=lambda reading: reading.value is not None):
        if known:
            yield [(reading.at, reading.value) for reading in stretch if reading.value is not None]


def _gaps(readings: Sequence[Reading]) -> Iterator[_Gap]:
    stretches = [list(group) for _, group in groupby(readings, key=lambda reading: reading.value is None)]
    for before, stretch, after in zip([None, *stretches], stretches, [*stretches[1:], None], strict=False):
        if stretch[0].value is None:
            yield _Gap(stretch, before[-1] if before else None, after[0] if after else None)


def _dates(canvas: Canvas, area: Box, readings: Sequence[Reading], frame: Frame) -> None:
    stops = [(frame.x(reading.at), reading.label) for reading in readings]
    for mark in axes.dates(stops, lambda label: canvas.measure(label, _AXIS), area.x, area.right):
        canvas.box(Box(mark.x - 0.75, frame.box.bottom, 1.5, 8), MUTED)
        canvas.text((mark.middle, frame.box.bottom + 36), mark.label, _AXIS, "centre", area.width)


def _bridge(canvas: Canvas, gap: _Gap, frame: Frame, accent: int) -> None:
    """Dashes between the values around a gap, and its note where that fits."""
    plate = gap.plate(frame)
    level = frame.box.y
    if gap.before and gap.after and gap.before.value is not None and gap.after.value is not None:
        start, end = frame.at(gap.before.at, gap.before.value), frame.at(gap.after.at, gap.after.value)
        canvas.dashes(start, end, mixed(accent, CARD, 0.75), 3)
        level = (start[1] + end[1]) / 2
    lines = plain.wrapped(gap.hidden[0].note, lambda line: canvas.measure(line, _AXIS) <= plate.width - 16)
    low = level < plate.y + plate.height / 2
    top = plate.bottom - 16 - 30 * (len(lines) - 1) if low else plate.y + 32
    for index, line in enumerate(lines[:4]):
        canvas.text((plate.x + plate.width / 2, top + 30 * index), line, _AXIS, "centre")


def _last(
    canvas: Canvas,
    area: Box,
    readings: Sequence[Reading],
    frame: Frame,
    accent: int,
    number: Callable[[int], str],
) -> None:
    """Marks the last known value with a ring and says it above."""
    moment, value = list(_known(readings))[-1][-1]
    point, label = frame.at(moment, value), number(value)
    half = min(canvas.measure(label, _LAST), frame.box.width) / 2
    edge = area.right if readings[-1].value is not None else point[0] - 4
    middle = max(min(point[0], edge - half), frame.box.x + half)
    canvas.box(Box(middle - half - 8, point[1] - 47, 2 * half + 16, 33), CARD, 10)
    canvas.text((middle, point[1] - 21), label, _LAST, "centre", frame.box.width)
    _ring(canvas, point, accent)


def _ring(canvas: Canvas, point: Point, accent: int) -> None:
    canvas.disc(point, 10, CARD)
    canvas.disc(point, 7.5, accent)
    canvas.disc(point, 3, INK)
