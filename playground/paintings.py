"""What the demo guild's members painted: landscapes of hills under a sky, drawn by code so that no file is needed."""

import io
import random
from dataclasses import dataclass
from math import sin
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_SIZE: Final = (960, 540)
_SCALE: Final = 2


@dataclass(frozen=True, slots=True)
class Mood:
    """The colours of a painting: the sky from top to bottom, the sun or moon, the hills from far to near, and stars."""

    sky: tuple[str, str]
    disc: str
    hills: tuple[str, ...]
    stars: int = 0


DAWN: Final = Mood(("#2b3a67", "#f7b267"), "#ffe8c2", ("#b56576", "#6d597a", "#463f5e", "#29293f"))
NIGHT: Final = Mood(("#060b1f", "#2a3c6b"), "#f4f1de", ("#2b3a5e", "#1d2947", "#131c33", "#0a1020"), stars=140)
DESERT: Final = Mood(("#5ec1d8", "#f9e6b3"), "#fff6d6", ("#e8b26f", "#d18b47", "#a8622f", "#6f3f20"))
SNOW: Final = Mood(("#9fb8d6", "#f3f7fb"), "#ffffff", ("#d6e2ef", "#b4c7dc", "#8ba4c1", "#5c7897"))
SWAMP: Final = Mood(("#3d5a45", "#c9d6a3"), "#f2f0c9", ("#7d9a6a", "#577a55", "#375743", "#20382f"), stars=12)
EMBER: Final = Mood(("#2a0f1f", "#d6542f"), "#ffd37a", ("#8c2f39", "#5c2333", "#3a1a2b", "#1f0f1c"), stars=40)
MOODS: Final = (DAWN, NIGHT, DESERT, SNOW, SWAMP, EMBER)


@dataclass(frozen=True, slots=True)
class Painted:
    """A painting as somebody sends it along."""

    data: bytes

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return len(self.data)

    async def read(self) -> bytes:
        """The file."""
        return self.data


def painting(mood: Mood, seed: int) -> bytes:
    """A landscape as PNG; the same seed paints the same hills."""
    from PIL import Image, ImageDraw

    dice = random.Random(seed)
    width, height = (side * _SCALE for side in _SIZE)
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    _sky(draw, mood, width, height)
    for _ in range(mood.stars):
        x, y, size = dice.randrange(width), dice.randrange(height * 3 // 5), dice.choice((1, 1, 2, 3))
        draw.ellipse((x, y, x + size, y + size), fill="#ffffff")
    x, y, radius = dice.randrange(width // 5, width * 4 // 5), dice.randrange(height // 5, height // 2), height // 11
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=mood.disc)
    for number, colour in enumerate(mood.hills):
        _hill(draw, dice, colour, (width, height), 0.46 + 0.13 * number)
    file = io.BytesIO()
    picture.reduce(_SCALE).save(file, "PNG")
    return file.getvalue()


def _sky(draw: "ImageDraw", mood: Mood, width: int, height: int) -> None:
    top, bottom = (tuple(bytes.fromhex(colour[1:])) for colour in mood.sky)
    for y in range(height):
        part = min(1.0, y / (height * 0.75))
        colour = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
        draw.line((0, y, width, y), fill=colour)


def _hill(draw: "ImageDraw", dice: random.Random, colour: str, size: tuple[int, int], level: float) -> None:
    width, height = size
    waves = [(dice.uniform(0.6, 3.2), dice.uniform(0, 6.3), dice.uniform(0.015, 0.06)) for _ in range(4)]
    crest = [
        (x, height * (level + sum(tall * sin(pace * x / width * 6.3 + start) for pace, start, tall in waves) / 1.6))
        for x in range(0, width + 8, 8)
    ]
    draw.polygon([(0, height), *crest, (width, height)], fill=colour)
