"""The clan's pictures: a value over time, the top of a leaderboard, a character's card.

Pure functions from small dataclasses to a `Picture`, for any thread. No word and no number format is made
here: the caller hands both over in the reader's language. Values are whole numbers from 0; None is *hidden*
(there is one, but it is not known), which is never drawn as zero.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cogs.ui import curve, plain
from cogs.ui.canvas import CARD, CLAN, GAIN, INK, MEDALS, MUTED, PLATE, Box, Canvas, Picture, mixed
from cogs.ui.curve import Reading
from cogs.ui.lettering import Style

Number = Callable[[int], str]

WIDTH = 800
PAD = 32
TOP = 10
SKILLS = 30
BOSSES = 6
UNKNOWN = "–"

_TITLE = Style(34, INK, bold=True)
_UNDER = Style(25, MUTED)
_HEADLINE = Style(40, GAIN, bold=True)
_NAME = Style(27, INK)
_VALUE = Style(27, INK, bold=True)
_PLACE = Style(26, MUTED, bold=True)
_MEDAL = Style(23, CARD, bold=True)
_ROW, _ROW_GAP, _TAB = 46, 7, 60

_SMALL, _SMALL_PAD = 640, 26
_CELL, _CELL_GAP = 34, 6
_SMALL_TITLE = Style(29, INK, bold=True)
_SMALL_UNDER = Style(21, MUTED)
_TOTAL = Style(27, INK, bold=True)
_SKILL = Style(21, INK)
_LEVEL = Style(22, INK, bold=True)
_GROWN = Style(19, GAIN, bold=True)
_HEADING = Style(22, INK, bold=True)

_COLUMNS = 40
"""A code block on a phone is this many signs wide."""


@dataclass(frozen=True, slots=True)
class Gains:
    """One value over time: readings in any order, `headline` the gain in words, `empty` said without readings.

    `brief_headline` is drawn instead where the headline would cut the title off. `from_zero` lets the axis begin at
    nothing, as it should where the values are counts.
    """

    title: str
    window: str
    readings: tuple[Reading, ...]
    headline: str
    empty: str
    accent: int = CLAN
    brief_headline: str = ""
    from_zero: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a board; those who tie share a place."""

    place: int
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Board:
    """The top of a leaderboard, best first; `empty` is said when there is nobody."""

    title: str
    window: str
    bars: tuple[Bar, ...]
    empty: str
    accent: int = CLAN


@dataclass(frozen=True, slots=True)
class Score:
    """A named value and what it gained in the window (0: nothing)."""

    name: str
    value: int | None
    gain: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """A character: `kind` is its account type in words, `totals` at most three scores, skills in the game's order.

    The first 30 skills are shown and the first six bosses, under the heading `bosses_title`; a skill that gained
    has room for a name of six letters.
    """

    name: str
    kind: str
    window: str
    totals: tuple[Score, ...]
    skills: tuple[Score, ...]
    bosses: tuple[Score, ...]
    bosses_title: str
    accent: int = CLAN


def gains_chart(gains: Gains, number: Number, short: Number) -> Picture:
    """Draws a value over time; `number` is exact ("12,345,678"), `short` fits an axis ("12.3M")."""
    readings = sorted(gains.readings, key=lambda reading: reading.at)
    canvas = Canvas(WIDTH, 420)
    _head(canvas, gains.title, gains.window, gains.headline, gains.brief_headline)
    if any(reading.value is not None for reading in readings):
        area = Box(PAD, 142, WIDTH - 2 * PAD, canvas.height - 142 - 22)
        curve.draw(canvas, area, readings, gains.accent, number, short, from_zero=gains.from_zero)
    else:
        _nothing(canvas, readings[0].note if readings else gains.empty)
    return Picture(canvas.png(), _gains_alt(gains, readings, number), _gains_text(gains, readings, number))


def _head(canvas: Canvas, title: str, under: str, headline: str, brief: str = "") -> None:
    inside = WIDTH - 2 * PAD
    beside = inside - 28 - canvas.measure(title, _TITLE)
    headline = _fitting(canvas, [headline, brief], _HEADLINE, beside)
    taken = canvas.text((WIDTH - PAD, 66), headline, _HEADLINE, "right", 400)
    room = inside - (taken + 28 if taken else 0)
    canvas.text((PAD, 54), title, _TITLE, room=room)
    canvas.text((PAD, 90), under, _UNDER, room=room)


def _fitting(canvas: Canvas, ways: Sequence[str], style: Style, room: float) -> str:
    """The first way to write a number that leaves its neighbour whole; where none does, a shorter one is no help."""
    return next((way for way in ways if way and canvas.measure(way, style) <= room), ways[0])


def _nothing(canvas: Canvas, words: str) -> None:
    box = Box(PAD, 120, WIDTH - 2 * PAD, canvas.height - 120 - PAD)
    canvas.box(box, PLATE, 14)
    canvas.text((WIDTH / 2, box.y + box.height / 2 + 9), words, _UNDER, "centre", box.width - 48)


def _gains_alt(gains: Gains, readings: Sequence[Reading], number: Number) -> str:
    """Up to twelve readings; a hidden stretch is said once."""
    shown = plain.sampled(readings, 12)
    told = [
        reading
        for before, reading in zip([None, *shown], shown, strict=False)
        if reading.value is not None or before is None or before.value is not None
    ]
    said = [f"{reading.label}: {_told(reading, number)}" for reading in told]
    return plain.listed((gains.title, gains.window, gains.headline), said or [gains.empty])


def _told(reading: Reading, number: Number) -> str:
    return (reading.note or UNKNOWN) if reading.value is None else number(reading.value)


def _gains_text(gains: Gains, readings: Sequence[Reading], number: Number) -> str:
    lines = [gains.title, f"{gains.window} {gains.headline}"]
    if not readings:
        return "\n".join(map(plain.words, (*lines, gains.empty)))
    first, last = readings[0], readings[-1]
    lines += [f"{reading.label} {_told(reading, number)}" for reading in dict.fromkeys((first, last))]
    lines.insert(2, plain.spark([reading.value for reading in readings]))
    return "\n".join(map(plain.words, lines))


def board_chart(board: Board, number: Number) -> Picture:
    """Draws the first ten of a board as bars against the best of them."""
    bars = board.bars[:TOP]
    canvas = Canvas(WIDTH, 118 + (len(bars) * (_ROW + _ROW_GAP) - _ROW_GAP if bars else 140) + PAD)
    _head(canvas, board.title, board.window, "")
    best = max((bar.value for bar in bars), default=0)
    for index, bar in enumerate(bars):
        box = Box(PAD, 118 + index * (_ROW + _ROW_GAP), WIDTH - 2 * PAD, _ROW)
        _bar(canvas, box, bar, max(0, bar.value) / best if best > 0 else 0, board.accent, number)
    if not bars:
        _nothing(canvas, board.empty)
    return Picture(canvas.png(), _board_alt(board, bars, number), _board_text(board, bars, number))


def _bar(canvas: Canvas, box: Box, bar: Bar, part: float, accent: int, number: Number) -> None:
    """A row: a tab with medal or place, from which a bar grows by the part of the best, name, value."""
    medal = MEDALS.get(bar.place)
    canvas.box(box, PLATE, 12)
    fill = mixed(medal or accent, CARD, 0.42 if medal else 0.3)
    canvas.box(Box(box.x, box.y, _TAB + (box.width - _TAB) * part, box.height), fill, 12)
    middle, baseline = (box.x + _TAB / 2, box.y + box.height / 2), box.y + box.height / 2 + 9.5
    if medal:
        canvas.disc(middle, 17, medal)
    canvas.text((middle[0], baseline), str(bar.place), _MEDAL if medal else _PLACE, "centre", 46)
    taken = canvas.text((box.right - 18, baseline), number(bar.value), _VALUE, "right", 420)
    canvas.text((box.x + _TAB + 8, baseline), bar.name, _NAME, room=box.width - _TAB - 8 - 18 - taken - 20)


def _board_alt(board: Board, bars: Sequence[Bar], number: Number) -> str:
    rows = [f"{bar.place}. {plain.shortened(bar.name, 40)}: {number(bar.value)}" for bar in bars]
    return plain.listed((board.title, board.window), rows or [board.empty])


def _board_text(board: Board, bars: Sequence[Bar], number: Number) -> str:
    values = [number(bar.value) for bar in bars]
    side = max(map(len, values), default=0)
    head = [plain.words(board.title), plain.words(board.window)]
    rows = [
        f"{bar.place:>2}. {plain.cell(bar.name, max(8, _COLUMNS - 6 - side))}  {value:>{side}}"
        for bar, value in zip(bars, values, strict=True)
    ]
    return "\n".join(head + (rows or [plain.words(board.empty)]))


def profile_card(profile: Profile, number: Number, short: Number, tight: Number) -> Picture:
    """Draws a character's card: totals, skill levels in three columns, bosses; what grew is highlighted.

    `number` writes levels and kill counts, `short` experience gained, best in five signs ("84.2K"), `tight` what was
    gained where a name would be cut off otherwise.
    """
    skills, bosses = profile.skills[:SKILLS], profile.bosses[:BOSSES]
    profile = replace(profile, totals=profile.totals[:3], skills=skills, bosses=bosses)
    skills_at = 178 if profile.totals else 104
    bosses_at = skills_at + _rows(skills, 3) * (_CELL + _CELL_GAP)
    bottom = bosses_at + (44 + _rows(bosses, 2) * (_CELL + _CELL_GAP) if bosses else 0)
    canvas = Canvas(_SMALL, bottom - _CELL_GAP + _SMALL_PAD)
    canvas.monogram((_SMALL_PAD + 28, 54), 28, profile.name, profile.accent)
    room = _SMALL - 2 * _SMALL_PAD - 72
    canvas.text((_SMALL_PAD + 72, 48), profile.name, _SMALL_TITLE, room=room)
    canvas.text((_SMALL_PAD + 72, 78), f"{profile.kind} · {profile.window}", _SMALL_UNDER, room=room)
    _totals(canvas, profile.totals, number, short)
    _grid(canvas, skills_at, skills, 3, number, (short, tight))
    if bosses:
        canvas.text((_SMALL_PAD, bosses_at + 28), profile.bosses_title, _HEADING, room=_SMALL - 2 * _SMALL_PAD)
        _grid(canvas, bosses_at + 44, bosses, 2, number, (number, tight))
    return Picture(canvas.png(), _profile_alt(profile, number, short), _profile_text(profile, number, short))


def _rows(scores: Sequence[Score], columns: int) -> int:
    return -(-len(scores) // columns)


def _totals(canvas: Canvas, totals: Sequence[Score], number: Number, short: Number) -> None:
    """Label over value and gain, each as wide as it needs with equal gaps, or in thirds where that is too much."""
    inside = _SMALL - 2 * _SMALL_PAD
    needs = [_need(canvas, score, number, short) for score in totals]
    gap = (inside - sum(needs)) / max(1, len(needs) - 1)
    if gap < 16:
        needs, gap = [(inside - 32) / 3] * len(needs), 16
    x = float(_SMALL_PAD)
    for score, room in zip(totals, needs, strict=True):
        canvas.text((x, 126), score.name, _SMALL_UNDER, room=room)
        taken = canvas.text((x, 158), _shown(score, number), _TOTAL, room=room)
        canvas.text((x + taken + 8, 158), _grown(score, short), _GROWN, room=room - taken - 8)
        x += room + gap


def _need(canvas: Canvas, score: Score, number: Number, short: Number) -> float:
    grown = _grown(score, short)
    figures = canvas.measure(_shown(score, number), _TOTAL) + (8 + canvas.measure(grown, _GROWN) if grown else 0)
    return max(canvas.measure(score.name, _SMALL_UNDER), figures) + 1


def _grid(
    canvas: Canvas, top: float, scores: Sequence[Score], columns: int, number: Number, ways: Sequence[Number]
) -> None:
    """Cells row by row: name, gain if any, value."""
    width = (_SMALL - 2 * _SMALL_PAD - (columns - 1) * _CELL_GAP) / columns
    for index, score in enumerate(scores):
        row, column = divmod(index, columns)
        left, y = _SMALL_PAD + column * (width + _CELL_GAP), top + row * (_CELL + _CELL_GAP)
        grown = [_grown(score, way) for way in ways]
        _cell(canvas, Box(left, y, width, _CELL), score, _shown(score, number), grown)


def _cell(canvas: Canvas, box: Box, score: Score, shown: str, ways: Sequence[str]) -> None:
    if ways[0]:
        canvas.box(box, mixed(GAIN, CARD, 0.16), 8)
    left, right, baseline = box.x + 9, box.right - 9, box.y + 24.5
    right -= max(26, canvas.text((right, baseline), shown, _LEVEL, "right", box.width / 2)) + 7
    if grown := _fitting(canvas, ways, _GROWN, right - left - 6 - canvas.measure(score.name, _SKILL)):
        right -= canvas.text((right, baseline), grown, _GROWN, "right", right - left) + 6
    canvas.text((left, baseline), score.name, _SKILL, room=right - left)


def _shown(score: Score, number: Number) -> str:
    return UNKNOWN if score.value is None else number(score.value)


def _grown(score: Score, number: Number) -> str:
    return f"+{number(score.gain)}" if score.gain > 0 else ""


def _profile_alt(profile: Profile, number: Number, short: Number) -> str:
    scores = [_said(score, number, short) for score in (*profile.totals, *profile.skills)]
    bosses = [_said(score, number, number) for score in profile.bosses]
    if bosses:
        bosses[0] = f"{profile.bosses_title}: {bosses[0]}"
    return plain.listed((profile.name, profile.kind, profile.window), scores + bosses)


def _said(score: Score, number: Number, short: Number) -> str:
    grown = _grown(score, short)
    return f"{score.name} {_shown(score, number)}" + (f" ({grown})" if grown else "")


def _profile_text(profile: Profile, number: Number, short: Number) -> str:
    lines = [profile.name, f"{profile.kind} · {profile.window}"]
    lines += [_said(score, number, short) for score in profile.totals]
    cells = [plain.cell(_said(score, number, short), 19) for score in profile.skills]
    rows = ["  ".join(cells[index : index + 2]).rstrip() for index in range(0, len(cells), 2)]
    bosses = [_said(score, number, number) for score in profile.bosses]
    heading = [profile.bosses_title] if bosses else []
    return "\n".join([*map(plain.words, lines), *rows, *map(plain.words, [*heading, *bosses])])
