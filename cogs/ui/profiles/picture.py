"""A member's card as a picture: who they are, their place, up to four numbers, how they grew, what they won.

A pure function from a small dataclass to a `Picture`, for any thread. All words are made by the caller, in the
reader's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cogs.ui import plain
from cogs.ui.axes import Frame
from cogs.ui.canvas import CARD, GAIN, INK, MEDALS, MUTED, PLATE, RULE, Box, Picture, contrast, mixed
from cogs.ui.lettering import Style
from cogs.ui.profiles.sketch import Sketch

WIDTH: Final = 640
FIGURES: Final = 4
WINS: Final = 3

_PAD, _GAP = 24, 10
_RADIUS = 44
_FELL = 0xF09A8C
_NAMES = tuple(Style(size, INK, bold=True) for size in (33, 29, 25))
_UNDER = Style(20, MUTED)
_RANK = Style(44, INK, bold=True)
_OF = Style(19, MUTED)
_MOVED = Style(20, INK, bold=True)
_LABEL = Style(20, MUTED)
_VALUE = Style(27, INK, bold=True)
_PLACE = Style(19, INK)
_MEDAL = Style(17, CARD, bold=True)
_HEADING = Style(20, INK, bold=True)
_GAINED = Style(24, GAIN, bold=True)
_DATE = Style(18, MUTED)
_WON = Style(20, INK)
_PEOPLE = Style(20, MUTED)

_CELL = 62
_CURVE = 96
_POINTS = 60
_LINE = 46
_LEFT = 330


@dataclass(frozen=True, slots=True)
class Face:
    """Whose picture: `portrait` is a small image of them, where there is one, else their first letter on `colour`."""

    name: str
    portrait: bytes | None
    colour: int


@dataclass(frozen=True, slots=True)
class Movement:
    """How somebody moved: so many places up (down when negative), and the same in words."""

    places: int
    said: str


@dataclass(frozen=True, slots=True)
class Rank:
    """A place (`#1,204`) among how many; `badge` is its tier in words (empty: none), `colour` the tier's."""

    place: str
    among: str
    movement: Movement | None
    badge: str
    colour: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A named number, in `brief` where it would not fit, with its place on a board (0: none), which `said` words."""

    label: str
    value: str
    brief: str
    place: int = 0
    said: str = ""
    movement: Movement | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How gains grew: moments and sums, and what they come to; `said` are a few of them in words."""

    headline: str
    points: tuple[tuple[datetime, int], ...]
    first: str
    last: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Won:
    """Something won: a sign, what, and when or how much."""

    sign: str
    title: str
    under: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is on the card; `empty_…` is said where there is nothing else to say."""

    face: Face
    under: str
    rank: Rank | None
    unranked: str
    figures: tuple[Figure, ...]
    course_title: str
    course: Course | None
    empty_course: str
    wins_title: str
    wins: tuple[Won, ...]
    empty_wins: str
    people: str
    accent: int


def profile_picture(sheet: Sheet) -> Picture:
    """Draws it; figures beyond the fourth and wins beyond the third are left out."""
    figures, wins = sheet.figures[:FIGURES], sheet.wins[:WINS]
    figures_at = _PAD + 2 * _RADIUS + 28
    lower_at = figures_at + -(-len(figures) // 2) * (_CELL + _GAP) + (12 if figures else 0)
    lower = 34 + max(_CURVE + 34, len(wins) * _LINE + 4)
    people_at = lower_at + lower + 12
    canvas = Sketch(WIDTH, people_at + (34 if sheet.people else 0) + _PAD - 12)
    _head(canvas, sheet)
    _figures(canvas, figures_at, figures)
    left = Box(_PAD, lower_at, _LEFT, lower)
    _course(canvas, left, sheet)
    _wins(canvas, Box(left.right + 24, lower_at, WIDTH - _PAD - left.right - 24, lower), sheet, wins)
    if sheet.people:
        canvas.box(Box(_PAD, people_at, WIDTH - 2 * _PAD, 1.5), RULE)
        canvas.text((_PAD, people_at + 30), sheet.people, _PEOPLE, room=WIDTH - 2 * _PAD)
    return Picture(canvas.png(), _alt(sheet), _text(sheet))


def face(canvas: Sketch, centre: tuple[float, float], radius: float, one: Face, ring: int) -> None:
    """Somebody in a ring: their picture, else their first letter."""
    canvas.disc(centre, radius + 6, ring)
    canvas.disc(centre, radius + 2.5, CARD)
    if one.portrait is None or not canvas.portrait(centre, radius, one.portrait):
        canvas.monogram(centre, radius, one.name, one.colour)


def _head(canvas: Sketch, sheet: Sheet) -> None:
    centre = (_PAD + _RADIUS + 6, _PAD + _RADIUS + 2)
    face(canvas, centre, _RADIUS, sheet.face, sheet.rank.colour if sheet.rank else RULE)
    x, right = centre[0] + _RADIUS + 26, WIDTH - _PAD
    taken = _rank(canvas, right, sheet.rank) if sheet.rank else 0
    room = right - x - taken - (20 if taken else 0)
    badge = sheet.rank.badge if sheet.rank else ""
    below = [part for part in (badge or (sheet.unranked if sheet.rank is None else ""), sheet.under) if part]
    baseline = centre[1] + (12 if not below else -2 if len(below) == 1 else -16)
    canvas.text((x, baseline), sheet.face.name, _named(canvas, sheet.face.name, room), room=room)
    baseline += 34
    if badge and sheet.rank:
        _badge(canvas, (x, baseline), badge, sheet.rank.colour, room)
    elif below and sheet.rank is None:
        canvas.text((x, baseline), sheet.unranked, _UNDER, room=room)
    if sheet.under:
        canvas.text((x, baseline + (34 if len(below) == 2 else 0)), sheet.under, _UNDER, room=room)


def _named(canvas: Sketch, name: str, room: float) -> Style:
    """The largest letters in which the name fits, else the smallest."""
    return next((style for style in _NAMES if canvas.measure(name, style) <= room), _NAMES[-1])


def _badge(canvas: Sketch, at: tuple[float, float], words: str, colour: int, room: float) -> None:
    """The tier in a pill of its colour."""
    ink = max((CARD, INK), key=lambda one: contrast(one, colour))
    style = Style(19, ink, bold=True)
    width = min(canvas.measure(words, style), room - 24)
    canvas.box(Box(at[0], at[1] - 21, width + 24, 29), colour, 14.5)
    canvas.text((at[0] + 12, at[1]), words, style, room=width + 1)


def _rank(canvas: Sketch, right: float, rank: Rank) -> float:
    """The place, large, on the right; returns how wide it is."""
    wide = max(canvas.measure(rank.place, _RANK), canvas.measure(rank.among, _OF)) + 28
    moved = rank.movement
    if moved:
        wide = max(wide, canvas.measure(rank.among, _OF) + 28 + _moved_width(canvas, moved))
    box = Box(right - wide, _PAD, wide, 2 * _RADIUS + 4)
    canvas.box(box, mixed(rank.colour, CARD, 0.2), 14)
    canvas.text((box.x + wide / 2, box.y + 49), rank.place, _RANK, "centre", wide - 12)
    below = canvas.measure(rank.among, _OF) + (_moved_width(canvas, moved) if moved else 0)
    x = box.x + (wide - below) / 2
    x += canvas.text((x, box.y + 77), rank.among, _OF)
    if moved:
        _movement(canvas, (x + 10, box.y + 77), moved)
    return wide


def _moved_width(canvas: Sketch, moved: Movement) -> float:
    return 10 + (16 + canvas.measure(str(abs(moved.places)), _MOVED) if moved.places else 12)


def _movement(canvas: Sketch, at: tuple[float, float], moved: Movement) -> None:
    """An arrow with how many places, or a bar for none."""
    if not moved.places:
        canvas.box(Box(at[0], at[1] - 9, 12, 4), MUTED, 2)
        return
    up = moved.places > 0
    colour = GAIN if up else _FELL
    canvas.arrow((at[0] + 6, at[1] - 7), 12, colour, up=up)
    canvas.text((at[0] + 16, at[1]), str(abs(moved.places)), Style(_MOVED.size, colour, bold=True))


def _figures(canvas: Sketch, top: float, figures: Sequence[Figure]) -> None:
    """Two to a row: label over place on the left, the number on the right; one alone has the whole row."""
    for index, figure in enumerate(figures):
        row, column = divmod(index, 2)
        alone = column == 0 and index == len(figures) - 1
        wide = (WIDTH - 2 * _PAD - _GAP) / 2
        box = Box(_PAD + column * (wide + _GAP), top + row * (_CELL + _GAP), wide * (2 if alone else 1), _CELL)
        _figure(canvas, Box(box.x, box.y, box.width + (_GAP if alone else 0), box.height), figure)


def _figure(canvas: Sketch, box: Box, figure: Figure) -> None:
    canvas.box(box, PLATE, 12)
    inside = box.width - 28
    fits = canvas.measure(figure.label, _LABEL) + 12 + canvas.measure(figure.value, _VALUE) <= inside
    value = figure.value if fits else figure.brief
    taken = canvas.text((box.right - 14, box.y + 41), value, _VALUE, "right", inside * 0.62)
    middle = not figure.place
    canvas.text((box.x + 14, box.y + (39 if middle else 27)), figure.label, _LABEL, room=inside - taken - 12)
    if figure.place:
        _standing(canvas, (box.x + 14, box.y + 51), figure)


def _standing(canvas: Sketch, at: tuple[float, float], figure: Figure) -> None:
    """The place of a number: on a medal for the first three; then how it moved."""
    medal = MEDALS.get(figure.place)
    x = at[0]
    if medal:
        canvas.disc((x + 10, at[1] - 6.5), 10.5, medal)
        canvas.text((x + 10, at[1] - 0.5), str(figure.place), _MEDAL, "centre", 20)
        x += 21
    else:
        x += canvas.text((x, at[1]), figure.said, _PLACE)
    if figure.movement:
        _movement(canvas, (x + 9, at[1]), figure.movement)


def _course(canvas: Sketch, box: Box, sheet: Sheet) -> None:
    canvas.text((box.x, box.y + 20), sheet.course_title, _HEADING, room=box.width * 0.66)
    area = Box(box.x, box.y + 40, box.width, _CURVE)
    course = sheet.course
    if course is None:
        canvas.box(Box(area.x, area.y, area.width, area.height + 28), PLATE, 12)
        lines = plain.wrapped(sheet.empty_course, lambda line: canvas.measure(line, _UNDER) <= area.width - 28)
        _centred(canvas, Box(area.x, area.y, area.width, area.height + 28), lines or [sheet.empty_course])
        return
    canvas.text((box.right, box.y + 21), course.headline, _GAINED, "right", box.width * 0.34)
    canvas.box(Box(area.x, area.bottom - 0.75, area.width, 1.5), RULE)
    points = plain.sampled(course.points, _POINTS)
    most = max(1, points[-1][1])
    frame = Frame(Box(area.x, area.y + 8, area.width - 6, area.height - 10), points[0][0], points[-1][0], 0, most)
    curve = [frame.at(at, value) for at, value in points]
    canvas.shade([curve], Box(area.x, area.y, area.width, area.height), sheet.accent)
    canvas.line(curve, sheet.accent, 3.5)
    canvas.disc(curve[-1], 7, CARD)
    canvas.disc(curve[-1], 5, sheet.accent)
    canvas.text((area.x, area.bottom + 24), course.first, _DATE, room=area.width / 2)
    canvas.text((area.right, area.bottom + 24), course.last, _DATE, "right", area.width / 2)


def _wins(canvas: Sketch, box: Box, sheet: Sheet, wins: Sequence[Won]) -> None:
    canvas.text((box.x, box.y + 20), sheet.wins_title, _HEADING, room=box.width)
    if not wins:
        lines = plain.wrapped(sheet.empty_wins, lambda line: canvas.measure(line, _UNDER) <= box.width - 28)
        plate = Box(box.x, box.y + 40, box.width, _CURVE + 28)
        canvas.box(plate, PLATE, 12)
        _centred(canvas, plate, lines or [sheet.empty_wins])
    for index, won in enumerate(wins):
        baseline = box.y + 56 + index * _LINE
        canvas.text((box.x + 13, baseline + 9), won.sign, Style(22, sheet.accent), "centre", 44)
        canvas.text((box.x + 36, baseline), won.title, _WON, room=box.width - 36)
        canvas.text((box.x + 36, baseline + 21), won.under, _DATE, room=box.width - 36)


def _centred(canvas: Sketch, box: Box, lines: Sequence[str]) -> None:
    top = box.y + box.height / 2 - (len(lines) - 1) * 13 + 7
    for index, line in enumerate(lines):
        canvas.text((box.x + box.width / 2, top + 26 * index), line, _UNDER, "centre", box.width - 20)


def _alt(sheet: Sheet) -> str:
    head = (sheet.face.name, _ranked(sheet), sheet.under)
    entries = [_said(one) for one in sheet.figures[:FIGURES]]
    if sheet.course:
        entries.append(f"{sheet.course_title}: {sheet.course.headline} ({', '.join(sheet.course.said)})")
    wins = [f"{one.title} ({one.under})" for one in sheet.wins[:WINS]]
    entries += [f"{sheet.wins_title}: {', '.join(wins)}"] if wins else []
    return plain.listed(head, [*entries, *([sheet.people] if sheet.people else [])])


def _ranked(sheet: Sheet) -> str:
    if sheet.rank is None:
        return sheet.unranked
    rank = sheet.rank
    moved = rank.movement.said if rank.movement else ""
    return ", ".join(filter(None, (rank.badge, f"{rank.place} {rank.among}", moved)))


def _said(figure: Figure) -> str:
    moved = f" {figure.movement.said}" if figure.movement else ""
    return f"{figure.label} {figure.value}" + (f" ({figure.said}{moved})" if figure.place else "")


def _text(sheet: Sheet) -> str:
    lines = (sheet.face.name, _ranked(sheet), *map(_said, sheet.figures[:FIGURES]), sheet.people)
    return "\n".join(plain.words(line) for line in lines if line)
