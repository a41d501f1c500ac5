"""The canvas that every picture is drawn on: colours, text, boxes, lines, and a small PNG at the end.

Drawn at twice the size and reduced, on a dark card with rounded corners that are transparent outside, so that
it sits well on Discord's dark and light themes. Lengths are logical pixels, colours 0xRRGGBB. A canvas belongs
to the thread that made it; the fonts behind it are shared and safe to share.

The palette is not guessed from the picture: a canvas remembers which ink met which ground and gives each such
pair a few shades. Reduced with a Hamming window, because Lanczos rings around light text on dark, which
doubles the bytes and is seen as a dark rim.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import hypot
from typing import TYPE_CHECKING, Literal

from cogs.ui import bidi, lettering
from cogs.ui.lettering import Style

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 2
MOST_BYTES = 30 * 1024

CARD = 0x2B2D31
PLATE = 0x35383E
RULE = 0x43474E
INK = 0xF2F3F5
MUTED = 0xB9BEC7
GAIN = 0x74E0A0
MEDALS = {1: 0xE8C04A, 2: 0xC3CAD3, 3: 0xD9925B}

CLAN = 0x5B8DEF
LEADERBOARD = 0xD4AF37

_CORNER = 20
_SHADES = 12
_ALIKE = 0xFCFCFC
_FADE = (0.42, 0.1)
_EFFORTS = (
    (9, 1.0, 1.0),
    (6, 1.0, 0.95),
    (4, 1.0, 0.9),
    (3, 1.0, 0.83),
    (4, 0.85, 0.8),
    (3, 0.7, 0.6),
    (3, 0.6, 0.5),
    (3, 0.5, 0.36),
    (2, 0.35, 0.2),
)
"""Shades between an ink and its ground, part of the size, and what part of the first bytes that was seen to take."""

Point = tuple[float, float]
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is sent: `png` of at most 30 KiB, `alt` with the same in words, `text` for a code block instead."""

    png: bytes
    alt: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


def mixed(ink: int, ground: int, part: float) -> int:
    """`part` of the ink over the ground, 0 to 1."""
    pairs = zip(rgb(ink), rgb(ground), strict=True)
    red, green, blue = (round(over * part + under * (1 - part)) for over, under in pairs)
    return red << 16 | green << 8 | blue


def rgb(colour: int) -> tuple[int, int, int]:
    """The three bytes of 0xRRGGBB."""
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def contrast(first: int, second: int) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2; text wants 4.5, large text and shapes 3)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: int) -> float:
    parts = (byte / 255 for byte in rgb(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Canvas:
    """A card of the given size to draw on; `png` ends it."""

    def __init__(self, width: int, height: int) -> None:
        from PIL import Image, ImageDraw

        self.width, self.height = width, height
        self._image: Image.Image = Image.new("RGB", (width * SCALE, height * SCALE), rgb(CARD))
        self._draw = ImageDraw.Draw(self._image)
        self._meetings: dict[tuple[int, int], None] = {(CARD, CARD): None}
        self._fades: dict[tuple[int, int], None] = {}

    def measure(self, words: str, style: Style) -> float:
        """How wide the words are."""
        return lettering.width(words, style, SCALE) / SCALE

    def text(self, at: Point, words: str, style: Style, align: Align = "left", room: float | None = None) -> float:
        """Writes one line on the baseline through `at` and returns its width.

        With `room`, what is wider ends in an ellipsis after a whole letter.
        """
        shown = words if room is None else lettering.fitted(words, style, room * SCALE, SCALE)
        runs = lettering.line(shown, style, SCALE)
        width = sum(run.width for run in runs)
        x = at[0] * SCALE - width * {"left": 0, "centre": 0.5, "right": 1}[align]
        for edge in (x, x + width):
            self._meet(style.ink, (edge / SCALE, at[1]))
        for run in runs:
            self._draw.text(
                (x, at[1] * SCALE),
                run.text,
                fill=rgb(style.ink),
                font=run.font,
                anchor="ls",
                direction=run.direction,
                stroke_width=run.thicken,
            )
            x += run.width
        return width / SCALE

    def box(self, box: Box, fill: int, radius: float = 0) -> None:
        """A filled rectangle; the radius is cut to half of the shorter side."""
        if min(box.width, box.height) * SCALE < 1:
            return
        self._meet(fill, (box.x, box.y))
        radius = min(radius, box.width / 2, box.height / 2)
        corners = self._scaled([(box.x, box.y), (box.right, box.bottom)])
        corners[1] = (corners[1][0] - 1, corners[1][1] - 1)
        self._draw.rounded_rectangle(corners, radius * SCALE, rgb(fill))

    def disc(self, centre: Point, radius: float, fill: int) -> None:
        """A filled circle."""
        self._meet(fill, centre)
        self._draw.circle((centre[0] * SCALE, centre[1] * SCALE), radius * SCALE, rgb(fill))

    def monogram(self, centre: Point, radius: float, name: str, fill: int) -> None:
        """The round stand-in for a portrait: the first letter of the name on a disc."""
        self.disc(centre, radius, fill)
        style = Style(round(radius * 1.05), max((0xFFFFFF, 0x000000), key=lambda ink: contrast(ink, fill)), bold=True)
        first = (bidi.clusters(name) or [lettering.NEUTRAL])[0].upper()
        self.text((centre[0], centre[1] + radius * 0.38), first, style, "centre", radius * 2)

    def line(self, points: Sequence[Point], ink: int, width: float) -> None:
        """A line through the points with round joints and ends."""
        self._meet(ink, points[0])
        self._draw.line(self._scaled(points), rgb(ink), round(width * SCALE), joint="curve")
        for point in (points[0], points[-1]):
            self.disc(point, width / 2, ink)

    def dashes(self, start: Point, end: Point, ink: int, width: float) -> None:
        """A dashed straight line."""
        self._meet(ink, start)
        length = max(1.0, ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5)
        along = [min(1.0, step * 6 / length) for step in range(int(length / 6) + 2)]
        points = [(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part) for part in along]
        for first, second in zip(points[::2], points[1::2], strict=False):
            self._draw.line(self._scaled([first, second]), rgb(ink), round(width * SCALE))

    def shade(self, curves: Sequence[Sequence[Point]], box: Box, ink: int) -> None:
        """Fills the areas from curves, left to right, down to the box's floor; the fill fades from the box's top on."""
        from PIL import Image, ImageChops, ImageDraw

        width, height = round(box.width * SCALE), round(box.height * SCALE)
        area = Image.new("L", (width, height))
        for curve in curves:
            ends = [(curve[-1][0], box.bottom), (curve[0][0], box.bottom)]
            outline = [((x - box.x) * SCALE, (y - box.y) * SCALE) for x, y in (*curve, *ends)]
            ImageDraw.Draw(area).polygon(outline, fill=255)
        thick, thin = (255 * part for part in _FADE)
        rows = (round(thick + (thin - thick) * row / height) for row in range(height))
        fade = Image.frombytes("L", area.size, b"".join(bytes([level]) * width for level in rows))
        corner = round(box.x * SCALE), round(box.y * SCALE)
        self._image.paste(rgb(ink), corner, ImageChops.multiply(area, fade))
        self._fades[mixed(ink, CARD, _FADE[0]), mixed(ink, CARD, _FADE[1])] = None

    def png(self) -> bytes:
        """The finished picture, of at most 30 KiB: with fewer shades, then smaller, where it would be larger."""
        first = data = b""
        for shades, part, hope in _EFFORTS:
            if len(first) * hope > MOST_BYTES * 1.1 and part > _EFFORTS[-1][1]:
                continue
            data = _packed(self._reduced(part), self._palette(shades))
            if len(data) <= MOST_BYTES:
                break
            first = first or data
        return data

    def _reduced(self, part: float) -> "Image":
        """The drawing in that part of its size."""
        from PIL import Image, ImageOps

        return ImageOps.scale(self._image, part / SCALE, Image.Resampling.HAMMING)

    def _meet(self, ink: int, at: Point) -> None:
        """Remembers that this ink lies on the ground that is there now."""
        x, y = (min(max(int(place * SCALE), 0), most - 1) for place, most in zip(at, self._image.size, strict=True))
        ground = self._image.crop((x, y, x + 1, y + 1)).tobytes()
        self._meetings[ink, int.from_bytes(ground, "big")] = None

    def _palette(self, shades: int) -> list[int]:
        """The colours that met and that many shades between them, without those that look the same."""
        met = dict.fromkeys(colour for pair in self._meetings for colour in pair)
        blends = [*_between(self._meetings, shades), *_between(self._fades, shades * 3)]
        kept: dict[int, int] = {}
        for colour in (*met, *blends):
            kept.setdefault(colour & _ALIKE, colour)
        return [part for colour in [*kept.values()][: 256 - _SHADES] for part in rgb(colour)]

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]


def _between(pairs: Iterable[tuple[int, int]], shades: int) -> list[int]:
    parts = [step / (shades + 1) for step in range(1, shades + 1)]
    return [mixed(ink, ground, part) for ink, ground in pairs for part in parts]


def _packed(image: "Image", palette: list[int]) -> bytes:
    """A palette PNG whose corners are rounded: shades of the card's colour that grow transparent outwards."""
    from PIL import Image

    inks = Image.new("P", (1, 1))
    inks.putpalette(palette)
    flat = image.quantize(palette=inks, dither=Image.Dither.NONE)
    used = len(palette) // 3
    flat.putpalette([*palette, *rgb(CARD) * _SHADES])
    right, bottom = flat.width - 1, flat.height - 1
    pixels = flat.load()
    assert pixels is not None  # it was just made
    for x, y, shade in _corner():
        for place in ((x, y), (right - x, y), (x, bottom - y), (right - x, bottom - y)):
            pixels[place] = used + shade
    data = io.BytesIO()
    steps = [round(255 * step / _SHADES) for step in range(_SHADES)]
    flat.save(data, "PNG", transparency=bytes([255] * used + steps))
    return data.getvalue()


@cache
def _corner() -> list[tuple[int, int, int]]:
    """The pixels of a left upper corner that are not wholly inside, each with its shade, 0 being outside."""
    square = [
        (x, y, _CORNER + 0.5 - hypot(_CORNER - x - 0.5, _CORNER - y - 0.5))
        for x, y in product(range(_CORNER), repeat=2)
    ]
    return [(x, y, int(max(0.0, inside) * _SHADES)) for x, y, inside in square if inside < 1]
