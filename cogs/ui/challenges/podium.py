"""The podium of a challenge as a picture: three steps with what stands on them; equals stand equally high.

A pure function from a small dataclass to a `Picture`, for any thread. All words are made by the caller, in the
reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from cogs.ui import bidi, plain
from cogs.ui.canvas import CARD, GAIN, INK, MEDALS, MUTED, PLATE, Box, Canvas, Picture, mixed
from cogs.ui.lettering import Style

WIDTH: Final = 800
STEPS: Final = 3

_HEIGHT, _PAD = 444, 32
_STEP, _GAP = 236, 14
_HEIGHTS = {1: 172, 2: 126, 3: 88}
_LIP = 7
_HEAD = Style(34, INK, bold=True)
_UNDER = Style(24, MUTED)
_TITLE = Style(25, INK, bold=True)
_NAME = Style(22, MUTED)
_SCORE = Style(25, GAIN, bold=True)
_PLACE = Style(29, CARD, bold=True)
_MORE = Style(20, INK)
_LINE = 31


@dataclass(frozen=True, slots=True)
class Step:
    """Who stands there: what it is called, whose it is (empty: not known here), its score.

    `more` says how many others share the place for whom there is no room.
    """

    place: int
    title: str
    name: str
    score: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Podium:
    """The first three, best first; `empty` is said when there is nobody. `accent` is the challenge's colour."""

    title: str
    under: str
    steps: tuple[Step, ...]
    empty: str
    accent: int


def podium_picture(podium: Podium) -> Picture:
    """Draws it; steps beyond the third are left out."""
    canvas = Canvas(WIDTH, _HEIGHT)
    canvas.box(Box(_PAD, 26, 6, 66), podium.accent, 3)
    room = WIDTH - 2 * _PAD - 22
    canvas.text((_PAD + 22, 54), podium.title, _HEAD, room=room)
    canvas.text((_PAD + 22, 88), podium.under, _UNDER, room=room)
    shown = _in_order(podium.steps[:STEPS])
    if not shown:
        box = Box(_PAD, 124, WIDTH - 2 * _PAD, _HEIGHT - 124 - _PAD)
        canvas.box(box, PLATE, 14)
        canvas.text((WIDTH / 2, box.y + box.height / 2 + 9), podium.empty, _UNDER, "centre", box.width - 48)
    left = (WIDTH - len(shown) * _STEP - (len(shown) - 1) * _GAP) / 2
    for number, step in enumerate(shown):
        _step(canvas, left + number * (_STEP + _GAP), step)
    return Picture(canvas.png(), _alt(podium), _text(podium))


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """Three stand as on a podium, the first in the middle; two side by side."""
    return [steps[1], steps[0], steps[2]] if len(steps) == STEPS else [*steps]


def _step(canvas: Canvas, left: float, step: Step) -> None:
    """A step as high as its place, with who stands on it written above."""
    high = _HEIGHTS.get(step.place, _HEIGHTS[STEPS])
    medal = MEDALS.get(step.place, MEDALS[STEPS])
    box = Box(left, _HEIGHT - high, _STEP, high)
    canvas.box(box, mixed(medal, CARD, 0.34), 12)
    canvas.box(Box(box.x, box.bottom - 14, box.width, 14), mixed(medal, CARD, 0.34))
    canvas.box(Box(box.x, box.y, box.width, _LIP * 2), medal, 12)
    canvas.box(Box(box.x, box.y + _LIP, box.width, _LIP + 1), mixed(medal, CARD, 0.34))
    middle, inside = left + _STEP / 2, _STEP - 16
    canvas.disc((middle, box.y + 38), 22, medal)
    canvas.text((middle, box.y + 48.5), str(step.place), _PLACE, "centre", inside)
    if step.more:
        canvas.text((middle, box.y + 80), step.more, _MORE, "centre", inside)
    baseline = box.y - 18
    canvas.text((middle, baseline), step.score, _SCORE, "centre", inside)
    baseline -= _LINE
    if step.name:
        canvas.text((middle, baseline), step.name, _NAME, "centre", inside)
        baseline -= _LINE
    for line in reversed(_two_lines(step.title, lambda text: canvas.measure(text, _TITLE) <= inside)):
        canvas.text((middle, baseline), line, _TITLE, "centre", inside)
        baseline -= _LINE


def _two_lines(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in two lines at most, between words or else between letters; what is too long for them is cut later."""
    if fits(text):
        return [text]
    words = text.split()
    first = next((" ".join(words[:end]) for end in range(len(words) - 1, 0, -1) if fits(" ".join(words[:end]))), "")
    if first:
        return [first, text[len(first) :].strip()] if text.startswith(first) else [text]
    letters = bidi.clusters(text)
    end = next((end for end in range(len(letters) - 1, 0, -1) if fits("".join(letters[:end]))), 1)
    return ["".join(letters[:end]), "".join(letters[end:])]


def _alt(podium: Podium) -> str:
    return plain.listed((podium.title, podium.under), [_said(step) for step in podium.steps[:STEPS]] or [podium.empty])


def _said(step: Step) -> str:
    about = ", ".join(part for part in (plain.shortened(step.title, 60), step.name, step.score, step.more) if part)
    return f"{step.place}. {about}"


def _text(podium: Podium) -> str:
    lines = [_said(step) for step in podium.steps[:STEPS]] or [podium.empty]
    return "\n".join(plain.words(line) for line in (podium.title, podium.under, *lines) if line)
