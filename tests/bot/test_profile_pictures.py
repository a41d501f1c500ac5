"""Pictures of members: small, readable by those who cannot see them, right for any name, any number and none."""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cogs.ui.canvas import CARD, GAIN, MEDALS, MOST_BYTES, rgb
from cogs.ui.profiles.pair import Half, Pair, Row, Value, pair_picture
from cogs.ui.profiles.picture import WIDTH, Course, Face, Figure, Movement, Rank, Sheet, Won, profile_picture

NAMES = st.text(max_size=60)
FELL = 0xF09A8C
START = datetime(2026, 10, 23, tzinfo=UTC)


def photo(colours: int = 400) -> bytes:
    """A busy picture of somebody."""
    image = Image.effect_mandelbrot((128, 128), (-2, -1.5, 1, 1.5), colours).convert("RGB")
    image = Image.merge("RGB", (image.getchannel(0), Image.effect_noise((128, 128), 90), image.getchannel(2)))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


COURSE = Course(
    "+12.3M",
    tuple((START + timedelta(days=day), day * day * 13_000) for day in range(31)),
    "Oct 23",
    "Nov 22",
    ("Oct 23: 0", "Nov 22: 12.3M"),
)
FULL = Sheet(
    Face("Mara", photo(), 0x5B8DEF),
    "EU · Raid",
    Rank("#1", "of 41", Movement(2, "▲2"), "Champion", MEDALS[1]),
    "Not ranked yet",
    (
        Figure("XP gained", "+12,345,678", "+12.3M", 2, "#2", Movement(-1, "▼1")),
        Figure("Priority", "1.92", "1.92", 12, "#12", Movement(0, "▬")),
        Figure("Challenge points", "1,340", "1,340", 5, "#5"),
        Figure("Won in pots", "9,007,199,254,740,991", "9,007T"),
    ),
    "XP, last 30 days",
    COURSE,
    "No character was read twice yet.",
    "Latest wins",
    (Won("🏆", "Slayer September", "Nov 14"), Won("🪙", "Friday Pot", "6,200 credits · Nov 7")),
    "Nothing won yet.",
    "Mara 2,277, regular",
    0xD4AF37,
)
NOTHING = replace(FULL, face=Face("N", None, 0x3FB27F), rank=None, figures=(), course=None, wins=(), people="")


def seen(data: bytes) -> Image.Image:
    """The picture, without its rounded corners."""
    return Image.open(io.BytesIO(data)).convert("RGBA").convert("RGB")


def has(data: bytes, colour: int, box: tuple[int, int, int, int] | None = None, *, near: int = 12) -> int:
    """How many pixels are nearly of that colour, in the whole picture or a part of it."""
    image = seen(data)
    pixels = (image.crop(box) if box else image).tobytes()
    wanted = rgb(colour)
    pixel = (pixels[at : at + 3] for at in range(0, len(pixels), 3))
    return sum(max(abs(one - other) for one, other in zip(part, wanted, strict=True)) <= near for part in pixel)


def arrow_rows(data: bytes, colour: int) -> list[int]:
    """How wide the arrow of the place is, from its top to its foot: what is left of the number beside it."""
    image = seen(data)
    wanted = rgb(colour)

    def inked(x: int, y: int) -> bool:
        pixel = image.getpixel((x, y))
        assert isinstance(pixel, tuple)
        return max(abs(one - other) for one, other in zip(pixel, wanted, strict=True)) < 40

    columns = [x for x in range(520, 640) if any(inked(x, y) for y in range(80, 130))]
    own = [x for x in columns if x - columns[0] < 12]
    return [width for y in range(80, 130) if (width := sum(inked(x, y) for x in own))]


def test_alt_says_the_same_in_words():
    assert profile_picture(FULL).alt == (
        "Mara. Champion, #1 of 41, ▲2. EU · Raid. XP gained +12,345,678 (#2 ▼1); Priority 1.92 (#12 ▬); "
        "Challenge points 1,340 (#5); Won in pots 9,007,199,254,740,991; "
        "XP, last 30 days: +12.3M (Oct 23: 0, Nov 22: 12.3M); "
        "Latest wins: Slayer September (Nov 14), Friday Pot (6,200 credits · Nov 7); Mara 2,277, regular"
    )


def test_of_nothing_it_says_so():
    assert profile_picture(NOTHING).alt == "N. Not ranked yet. EU · Raid"
    assert len(profile_picture(NOTHING).png) < MOST_BYTES


@pytest.mark.parametrize("sheet", [FULL, NOTHING, replace(FULL, figures=FULL.figures[:1], wins=(), course=None)])
def test_a_picture_is_small(sheet: Sheet):
    picture = profile_picture(sheet)
    assert len(picture.png) <= MOST_BYTES
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.width == WIDTH


def test_the_same_is_the_same_picture_and_another_number_another():
    assert profile_picture(FULL).png == profile_picture(FULL).png
    other = replace(FULL, figures=(replace(FULL.figures[0], value="+12,345,679"), *FULL.figures[1:]))
    assert profile_picture(other).png != profile_picture(FULL).png


def test_a_portrait_is_seen_and_one_that_cannot_be_read_is_a_letter():
    red = io.BytesIO()
    Image.new("RGB", (128, 128), (200, 10, 10)).save(red, "PNG")
    head = (0, 0, 150, 150)
    drawn = profile_picture(replace(FULL, face=Face("Mara", red.getvalue(), 0x3FB27F))).png
    assert has(drawn, 0xC80A0A, head) > 4000
    for broken in (b"", b"not a picture", red.getvalue()[:60], b"GIF89a\xff\xff\xff\xff" + bytes(20)):
        letter = profile_picture(replace(FULL, face=Face("Mara", broken, 0x3FB27F))).png
        assert has(letter, 0x3FB27F, head) > 3000


def test_a_picture_that_would_fill_the_memory_is_a_letter():
    huge = io.BytesIO()
    Image.new("1", (5000, 5000)).save(huge, "PNG")
    letter = profile_picture(replace(FULL, face=Face("Mara", huge.getvalue(), 0x3FB27F))).png
    assert has(letter, 0x3FB27F, (0, 0, 150, 150)) > 3000


def test_what_is_see_through_in_a_portrait_shows_the_card():
    clear = io.BytesIO()
    Image.new("RGBA", (128, 128), (255, 0, 0, 0)).save(clear, "PNG")
    drawn = profile_picture(replace(FULL, face=Face("Mara", clear.getvalue(), 0))).png
    assert has(drawn, CARD, (54, 54, 94, 94)) == 40 * 40


def test_the_tier_rings_the_portrait():
    silver = replace(FULL, rank=Rank("#2", "of 41", None, "Silver", MEDALS[2]))
    ring = (20, 20, 140, 140)
    assert has(profile_picture(FULL).png, MEDALS[1], ring) > 300
    assert has(profile_picture(silver).png, MEDALS[2], ring) > has(profile_picture(FULL).png, MEDALS[2], ring) + 300


def test_up_is_another_shape_than_down():
    rank = Rank("#9", "of 41", Movement(2, "▲2"), "", 0x6C7A89)
    up, down, still = (
        profile_picture(replace(FULL, rank=replace(rank, movement=moved))).png
        for moved in (Movement(2, "▲2"), Movement(-2, "▼2"), Movement(0, "▬"))
    )
    place = (520, 80, 640, 130)
    assert has(up, GAIN, place) > 20
    assert has(down, GAIN, place) == has(still, GAIN, place) == 0
    assert len({up, down, still}) == 3
    rising, falling = arrow_rows(up, GAIN), arrow_rows(down, FELL)
    assert rising[0] < rising[-1]
    assert falling[0] > falling[-1]


@given(st.builds(Face, NAMES, st.none(), st.integers(0, 0xFFFFFF)), NAMES, NAMES, NAMES)
@settings(max_examples=10)
def test_whatever_people_are_called_it_is_drawn_and_small(face: Face, title: str, under: str, people: str):
    sheet = replace(FULL, face=face, under=under, people=people, wins=tuple(Won("🏆", title, under) for _ in range(5)))
    picture = profile_picture(sheet)
    assert len(picture.png) <= MOST_BYTES
    assert len(picture.alt) <= 1024
    assert "```" not in picture.text


@pytest.mark.parametrize("name", ["عبد الرحمن ابن خلدون", "龍之介 🐉", "🦊", "Ⓖⓞⓞⓓ", "א" * 60, "", "\u202e\u200b"])
def test_any_script_has_a_card(name: str):
    assert len(profile_picture(replace(FULL, face=Face(name, None, 0x5B8DEF))).png) <= MOST_BYTES


# Two side by side


def value(number: int | None) -> Value:
    """What somebody has."""
    return Value("–" if number is None else str(number), "–" if number is None else str(number), number)


def pair(*rows: tuple[int | None, int | None]) -> Pair:
    """Mara and Tom with these numbers."""
    told = tuple(Row(f"row {at}", value(left), value(right)) for at, (left, right) in enumerate(rows))
    mara, tom = Half(Face("Mara", photo(), 0), "#1"), Half(Face("Tom", None, 0x3FB27F), "")
    return Pair("Mara and Tom", mara, tom, told, "more", "There is nothing to compare yet.")


@pytest.mark.parametrize(
    ("left", "right", "better"),
    [(2, 1, -1), (1, 2, 1), (3, 3, 0), (None, 4, 1), (4, None, -1), (None, None, 0), (None, -5, 0), (-5, -1, 1)],
)
def test_whoever_has_more_is_better_and_nobody_is_by_having_nothing(left: int | None, right: int | None, better: int):
    assert Row("row", value(left), value(right)).better == better


def test_a_comparison_says_the_same_in_words():
    picture = pair_picture(pair((20, 10), (None, 3), (4, 4)))
    assert picture.alt == (
        "Mara and Tom. row 0: Mara 20 (more), Tom 10; row 1: Mara –, Tom 3 (more); row 2: Mara 4, Tom 4"
    )
    assert len(picture.png) <= MOST_BYTES
    assert pair_picture(pair()).alt == "Mara and Tom. There is nothing to compare yet."


def test_the_better_one_has_a_star_on_its_side():
    left, right, neither = (pair_picture(pair(row)).png for row in ((2, 1), (1, 2), (2, 2)))
    sides = (20, 120, 320, 165), (320, 120, 620, 165)
    assert [has(left, MEDALS[1], side) > 30 for side in sides] == [True, False]
    assert [has(right, MEDALS[1], side) > 30 for side in sides] == [False, True]
    assert [has(neither, MEDALS[1], side) > 30 for side in sides] == [False, False]


def test_bars_are_as_long_as_their_numbers():
    data = pair_picture(pair((100, 50))).png
    left, right = (has(data, colour, (0, 150, WIDTH, 185), near=40) for colour in (0x5B8DEF, 0x8C692E))
    assert left / 2 == pytest.approx(right, rel=0.15)


def test_the_modules_load_without_pillow():
    code = "import sys, cogs.ui.profiles.picture, cogs.ui.profiles.pair, cogs.ui.profiles.card, cogs.ui.profiles.versus"
    run = subprocess.run([sys.executable, "-c", f"{code}; sys.exit('PIL' in sys.modules)"], check=False)
    assert run.returncode == 0
