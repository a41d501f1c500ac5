"""Text for pictures: which font has a letter, how wide a line is, where it must end in an ellipsis.

A line may hold any script: each letter is drawn with the first font that has it, bundled ones first, then what
this machine has installed, and a centred dot when nothing does. `cogs/ui/fonts/` holds subsets of Noto Sans,
its Hebrew, Arabic, Thai and CJK companions and the monochrome Noto Emoji (SIL Open Font License, `OFL.txt`),
from the Noto project's releases as published by Debian and Fontsource, packed with xz. Their digits are all
of one width. Pillow loads with the first line.
"""

import io
import lzma
import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from cogs.ui import bidi

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent / "fonts"
NEUTRAL = "·"
ELLIPSIS = "…"

_BUNDLED = (
    "NotoSansHebrew-Medium.ttf.xz",
    "NotoSansArabic-Medium.ttf.xz",
    "NotoSansThai-Regular.ttf.xz",
    "NotoEmoji-Medium.ttf.xz",
    "NotoSansCJKsc-Regular.otf.xz",
)
_INSTALLED = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansGeorgian-Regular.ttf",
    "NotoSansArmenian-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "DejaVuSans.ttf",
    "FreeSans.ttf",
    "Arial Unicode.ttf",
    "Nirmala.ttf",
    "Symbola.ttf",
    "seguisym.ttf",
    "seguiemj.ttf",
    "msgothic.ttc",
)
"""Fonts common on Linux, macOS and Windows; Pillow looks for them where each system keeps its fonts."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words look: `size` in logical pixels, `ink` as 0xRRGGBB."""

    size: int
    ink: int
    bold: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font, unpacked in memory or as a file's path, and the code points it has glyphs for."""

    source: bytes | str
    points: frozenset[int]

    def has(self, piece: str) -> bool:
        """Whether every sign of the piece can be drawn with this font."""
        return all(ord(sign) in self.points for sign in piece)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line that one font draws in one direction; `width` in device pixels."""

    font: "FreeTypeFont"
    text: str
    direction: str | None
    thicken: float
    width: float


@cache
def shapes_itself() -> bool:
    """Whether Pillow found a shaping engine here; without one, `bidi` orders and joins the letters."""
    from PIL import features

    return bool(features.check("raqm"))


@cache
def bundled(name: str) -> Face:
    """The font of that file name in `cogs/ui/fonts/`."""
    data = lzma.decompress((FONTS / name).read_bytes())
    return Face(data, covered(data))


@cache
def installed(name: str) -> Face | None:
    """The font of that file name from the system's folders, or None where it is not installed."""
    from PIL import ImageFont

    try:
        path = str(ImageFont.truetype(name, 16).path)
        return Face(path, covered(Path(path).read_bytes()))
    except (OSError, struct.error):
        return None


def faces(style: Style) -> Iterator[Face]:
    """Every font that may be asked for a letter, best first; each is loaded when the one before it fails."""
    yield bundled("NotoSans-Bold.ttf.xz" if style.bold else "NotoSans-Medium.ttf.xz")
    yield from map(bundled, _BUNDLED)
    yield from filter(None, map(installed, _INSTALLED))


def covered(data: bytes) -> frozenset[int]:
    """The code points of a TrueType or OpenType file (the first of a collection), from its `cmap` table.

    Formats 4 and 12 of the OpenType specification, which every current font has one of; raises struct.error
    when the file is cut short.
    """
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", data, start + 4)[0]
    records = (struct.unpack_from(">4sLLL", data, start + 12 + 16 * index) for index in range(tables))
    cmap = next((offset for tag, _, offset, _ in records if tag == b"cmap"), None)
    if cmap is None:
        return frozenset()
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        _, _, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * index)
        match struct.unpack_from(">H", data, cmap + offset)[0]:
            case 4:
                points.update(_segments(data, cmap + offset))
            case 12:
                points.update(_groups(data, cmap + offset))
            case _:
                continue
    return frozenset(points)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: segments of the basic plane, whose glyphs are shifted or looked up; glyph 0 is none."""
    size = struct.unpack_from(">H", data, at + 6)[0]
    row = f">{size // 2}H"
    ends, starts, deltas, lookups = (
        struct.unpack_from(row, data, at + 14 + step) for step in (0, size + 2, 2 * size + 2, 3 * size + 2)
    )
    for index, (first, last, delta, lookup) in enumerate(zip(starts, ends, deltas, lookups, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if lookup:
                place = at + 16 + 3 * size + 2 * index + lookup + 2 * (point - first)
                glyph = struct.unpack_from(">H", data, place)[0]
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield point


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Format 12: groups of any plane."""
    for index in range(struct.unpack_from(">L", data, at + 12)[0]):
        first, last, _ = struct.unpack_from(">LLL", data, at + 16 + 12 * index)
        yield from range(first, min(last, 0x10FFFF) + 1)


def stand_in(piece: str, style: Style) -> tuple[str, Face]:
    """The piece as it can be drawn and the font that draws it.

    What no font has whole is tried more plainly (an emoji without its tone, a flag as its two letters, a fancy
    letter as the letter it stands for, a letter without its accents) before it becomes `NEUTRAL`.
    """
    for attempt in _plainer(piece):
        face = next((face for face in faces(style) if face.has(attempt)), None)
        if face:
            return attempt, face
    return NEUTRAL, next(faces(style))


def _plainer(piece: str) -> Iterator[str]:
    bare = "".join(sign for sign in piece.split(bidi.JOINER, maxsplit=1)[0] if not _modifier(sign))
    flag = "".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in piece if 0x1F1E6 <= ord(sign) <= 0x1F1FF)
    attempts = (bare, flag, unicodedata.normalize("NFKC", bare), unicodedata.normalize("NFD", bare)[:1])
    yield from dict.fromkeys(filter(None, attempts))


def _modifier(sign: str) -> bool:
    return bidi.skin(sign) or 0xFE00 <= ord(sign) <= 0xFE0F


@lru_cache(maxsize=64)
def _font(face: Face, pixels: int) -> "FreeTypeFont":
    from PIL import ImageFont

    engine = ImageFont.Layout.RAQM if shapes_itself() else ImageFont.Layout.BASIC
    source = io.BytesIO(face.source) if isinstance(face.source, bytes) else face.source
    return ImageFont.truetype(source, pixels, layout_engine=engine)


@lru_cache(maxsize=2048)
def _line(text: str, style: Style, scale: int) -> tuple[Run, ...]:
    """The runs of one tidied line from left to right."""
    pieces = bidi.clusters(text)
    if text.isascii() and (first := next(faces(style))).has(text):
        return (_run(pieces, first, style, scale, reads_left=False),) if pieces else ()
    if not shapes_itself():
        pieces = bidi.joined(pieces)
    placed = [(*stand_in(piece, style), reads_left) for piece, reads_left in bidi.visual(pieces)]
    return tuple(
        _run([piece for piece, _, _ in group], face, style, scale, reads_left=reads_left)
        for (face, reads_left), group in groupby(placed, key=lambda place: place[1:])
    )


def _run(pieces: list[str], face: Face, style: Style, scale: int, *, reads_left: bool) -> Run:
    """One run; a shaping engine wants right-to-left letters as typed and told so, otherwise as they are seen."""
    font = _font(face, style.size * scale)
    thicken = style.size * scale / 60 if style.bold and face is not next(faces(style)) else 0.0
    if not shapes_itself():
        text = "".join(map(bidi.mirrored, pieces) if reads_left else pieces)
        return Run(font, text, None, thicken, font.getlength(text))
    text = "".join(pieces[::-1] if reads_left else pieces)
    direction = "rtl" if reads_left else "ltr"
    return Run(font, text, direction, thicken, font.getlength(text, direction=direction))


def line(text: str, style: Style, scale: int = 1) -> tuple[Run, ...]:
    """What to draw, from left to right, for one line at `scale` device pixels to the logical one."""
    return _line(bidi.tidy(text), style, scale)


def width(text: str, style: Style, scale: int = 1) -> float:
    """How wide the line is, in device pixels."""
    return sum(run.width for run in line(text, style, scale))


def fitted(text: str, style: Style, room: float, scale: int = 1) -> str:
    """The text, or as many whole letters of it as fit into `room` device pixels with an ellipsis after them.

    Empty when not even the ellipsis fits.
    """
    if width(text, style, scale) <= room and len(pieces := bidi.clusters(text)) < bidi.LONGEST:
        return "".join(pieces)
    pieces = bidi.clusters(text)
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        if width(_cut(pieces, middle), style, scale) <= room:
            low = middle
        else:
            high = middle - 1
    cut = _cut(pieces, low)
    return cut if width(cut, style, scale) <= room else ""


def _cut(pieces: list[str], count: int) -> str:
    return "".join(pieces[:count]).rstrip() + ELLIPSIS
