"""A canvas for pictures of people: portraits cut round, arrows, and turns for the event loop while it is drawn on.

A portrait brings colours of its own, which the palette has besides those of the drawing.
"""

import io
import time
from collections.abc import Sequence
from functools import lru_cache
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any, Final, cast

from cogs.ui import lettering
from cogs.ui.canvas import SCALE, Box, Canvas, Point, rgb
from cogs.ui.lettering import Run, Style

if TYPE_CHECKING:
    from PIL.Image import Image

    from cogs.ui.canvas import Align

_COLOURS: Final = 244
"""What a picture's palette has room for beside the shades of its corners."""

_TONES: Final = 8
"""So many colours of a portrait for each shade of the drawing's."""

_SAMPLE: Final = 48
"""A portrait's colours are taken from so many pixels squared of it."""

_LARGEST: Final = 1024
_FORMATS: Final = ("PNG", "WEBP", "JPEG", "GIF")
_BREATH: Final = 0.00005
_BREATH_EVERY: Final = 0.001


class Sketch(Canvas):
    """A card with people on it."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self._tones: list[bytes] = []
        self._breathed = time.perf_counter()

    def measure(self, words: str, style: Style) -> float:
        """As every canvas does."""
        self._breathe()
        return super().measure(words, style)

    def portrait(self, centre: Point, radius: float, image: bytes) -> bool:
        """Somebody's picture, cut round; False when it cannot be read."""
        from PIL import Image, ImageDraw, ImageOps

        side = round(radius * 2 * SCALE)
        try:
            with Image.open(io.BytesIO(image), formats=_FORMATS) as read:
                if max(read.size) > _LARGEST:
                    return False
                whole = read.convert("RGBA")
        except (OSError, ValueError, SyntaxError):
            return False
        fitted = ImageOps.fit(whole, (side, side), Image.Resampling.BILINEAR)
        disc = Image.new("L", (side, side))
        ImageDraw.Draw(disc).ellipse((0, 0, side - 1, side - 1), fill=255)
        corner = round((centre[0] - radius) * SCALE), round((centre[1] - radius) * SCALE)
        ground = self._image.crop((*corner, corner[0] + side, corner[1] + side)).convert("RGBA")
        # What is transparent in it shows what it lies on.
        flat = Image.alpha_composite(ground, fitted).convert("RGB")
        self._image.paste(flat, corner, disc)
        self._tones.append(ImageOps.fit(flat, (_SAMPLE, _SAMPLE)).tobytes())
        self._breathe()
        return True

    def arrow(self, at: Point, size: float, fill: int, *, up: bool) -> None:
        """A triangle that points up or down, centred."""
        self._meet(fill, (at[0] - size, at[1] - size))
        half, tip = size / 2, size * 0.45 * (-1 if up else 1)
        points = [(at[0] - half, at[1] - tip), (at[0] + half, at[1] - tip), (at[0], at[1] + tip)]
        self._draw.polygon(self._scaled(points), rgb(fill))

    def star(self, at: Point, radius: float, fill: int) -> None:
        """A star with five points, centred."""
        self._meet(fill, (at[0] - radius, at[1] - radius))
        turns = ((radius if step % 2 == 0 else radius * 0.42, pi * (step / 5 - 0.5)) for step in range(10))
        points = [(at[0] + far * cos(angle), at[1] + far * sin(angle)) for far, angle in turns]
        self._draw.polygon(self._scaled(points), rgb(fill))

    def text(self, at: Point, words: str, style: Style, align: "Align" = "left", room: float | None = None) -> float:
        """As every canvas does, but for letters that begin at whole pixels of the drawing: their shapes are kept."""
        self._breathe()
        shown = words if room is None else lettering.fitted(words, style, room * SCALE, SCALE)
        runs = lettering.line(shown, style, SCALE)
        width = sum(run.width for run in runs)
        x = at[0] * SCALE - width * {"left": 0, "centre": 0.5, "right": 1}[align]
        for edge in (x, x + width):
            self._meet(style.ink, (edge / SCALE, at[1]))
        ink = self._draw.draw.draw_ink(rgb(style.ink))
        for run in runs:
            shape, (left, top) = _shape(run)
            self._draw.draw.draw_bitmap((round(x) + left, round(at[1] * SCALE) + top), shape, ink)
            x += run.width
        return width / SCALE

    def box(self, box: Box, fill: int, radius: float = 0) -> None:
        """As every canvas does."""
        self._breathe()
        super().box(box, fill, radius)

    def _reduced(self, part: float) -> "Image":
        """Whole pixels of the drawing into one, four times as fast, where it is reduced to its own size."""
        self._breathe()
        return self._image.reduce(SCALE) if part == 1 else super()._reduced(part)

    def _palette(self, shades: int) -> list[int]:
        """The drawing's colours, and those of the portraits."""
        from PIL import Image

        self._breathe()
        inks = super()._palette(shades)
        self._breathe()
        if not self._tones:
            return inks
        whole = Image.frombytes("RGB", (_SAMPLE, _SAMPLE * len(self._tones)), b"".join(self._tones))
        room = min(_TONES * shades * len(self._tones), _COLOURS - len(inks) // 3)
        return [*inks, *_tones_of(whole.quantize(max(2, room)).getpalette(), room)]

    def _meet(self, ink: int, at: Point) -> None:
        """As every canvas does, but looking at one pixel where it is."""
        x, y = (min(max(int(place * SCALE), 0), most - 1) for place, most in zip(at, self._image.size, strict=True))
        red, green, blue = cast("tuple[int, int, int]", self._image.getpixel((x, y)))
        self._meetings[ink, red << 16 | green << 8 | blue] = None

    def _breathe(self) -> None:
        """Lets others have their turn: whoever draws never waits, and a thread that asks is made to wait for long."""
        if time.perf_counter() - self._breathed > _BREATH_EVERY:
            time.sleep(_BREATH)
            self._breathed = time.perf_counter()


@lru_cache(maxsize=300)
def _shape(run: Run) -> Any:
    """A run's letters, and where from its start on the baseline they are; labels are on every card."""
    return run.font.getmask2(run.text, "L", direction=run.direction, stroke_width=run.thicken, anchor="ls")


def _tones_of(palette: Sequence[int] | None, room: int) -> Sequence[int]:
    return (palette or ())[: max(0, room) * 3]
