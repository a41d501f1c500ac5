"""The podium's picture: small, readable by those who cannot see it, right for equals, for few and for any script."""

import io
import subprocess
import sys
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cogs.ui.canvas import CARD, MOST_BYTES, rgb
from cogs.ui.challenges.podium import WIDTH, Podium, Step, podium_picture
from cogs.ui.challenges.scores import decimal, score_text
from cogs.ui.words import WORDS
from domain.challenge_results import Measure, Result

NAMES = st.text(max_size=90)
STEPS = st.lists(st.builds(Step, st.integers(1, 3), NAMES, NAMES, NAMES, NAMES), max_size=4).map(
    lambda steps: tuple(sorted(steps, key=lambda step: step.place))
)


def podium(*steps: Step) -> Podium:
    """One with these on it."""
    return Podium("Draw your pet", "41 people", steps, "Nobody has a place.", 0xE66A8B)


def three(*places: int) -> Podium:
    """One with somebody on each of these places."""
    names = ("Robot cat", "Dog", "Fish")
    return podium(*(Step(place, name, "", "4 votes") for place, name in zip(places, names, strict=False)))


def heights(picture: bytes) -> list[int]:
    """How high the steps are, from left to right: in the middle between two gaps, everything that is not the card."""
    image = Image.open(io.BytesIO(picture)).convert("RGBA").convert("RGB")
    floor = image.height - 4
    inside = [_step_colour(image, x, floor) for x in range(image.width)]
    edges = [x for x, (before, now) in enumerate(pairwise([False, *inside, False])) if before != now]
    middles = [(left + right) // 2 - 60 for left, right in zip(edges[::2], edges[1::2], strict=True)]
    return [sum(_step_colour(image, x, y) for y in range(200, image.height)) for x in middles]


def _step_colour(image: Image.Image, x: int, y: int) -> bool:
    """Whether a pixel is of a step: not the card's, nor of letters, which are lighter."""
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return 12 < max(abs(one - other) for one, other in zip(pixel, rgb(CARD), strict=True)) < 90


def test_the_first_stands_highest_in_the_middle():
    second, first, third = heights(podium_picture(three(1, 2, 3)).png)
    assert first > second + 20 > third + 40


@pytest.mark.parametrize(
    ("places", "same"),
    [((1, 1, 3), (0, 1)), ((1, 2, 2), (0, 2)), ((1, 1, 1), (0, 1, 2))],
)
def test_equals_stand_equally_high(places: tuple[int, ...], same: tuple[int, ...]):
    high = heights(podium_picture(three(*places)).png)
    assert len({high[one] for one in same}) == 1
    assert len(set(high)) == len(set(places))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_are_as_many_steps(count: int):
    assert len(heights(podium_picture(three(*range(1, count + 1))).png)) == count


def test_without_anybody_it_says_so():
    picture = podium_picture(podium())
    assert picture.alt == "Draw your pet. 41 people. Nobody has a place."
    assert picture.text.splitlines()[-1] == "Nobody has a place."


def test_alt_says_the_same_in_words():
    picture = podium_picture(
        podium(Step(1, "Robot cat", "Mara", "14 votes"), Step(2, "Dog", "", "9 votes", "and 2 more"))
    )
    assert picture.alt == "Draw your pet. 41 people. 1. Robot cat, Mara, 14 votes; 2. Dog, 9 votes, and 2 more"
    assert "```" not in picture.text


@given(STEPS, NAMES, NAMES)
@settings(max_examples=10)
def test_whatever_people_write_it_is_drawn_and_small(steps: tuple[Step, ...], title: str, under: str):
    picture = podium_picture(Podium(title, under, steps, "Nobody.", 0x3FB27F))
    assert len(picture.png) <= MOST_BYTES
    assert len(picture.alt) <= 1024
    with Image.open(io.BytesIO(picture.png)) as image:
        assert image.width <= WIDTH


def test_the_same_podium_is_the_same_picture():
    assert podium_picture(three(1, 2, 3)).png == podium_picture(three(1, 2, 3)).png


def test_the_module_loads_without_pillow():
    code = "import sys, cogs.ui.challenges.podium, cogs.ui.challenges.scores; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def result(measure: Measure, score: Fraction, given_: int) -> Result:
    """Somebody's result."""
    return Result(1, 1, 1, score, measure, given_)


@pytest.mark.parametrize(
    ("measure", "score", "given_", "english", "spanish"),
    [
        (Measure.VOTES, Fraction(14), 14, "14 votes", "14 votos"),
        (Measure.VOTES, Fraction(1), 1, "1 vote", "1 voto"),
        (Measure.STARS, Fraction(421, 100), 23, "4.21 ★ of 23", "4,21 ★ de 23"),
        (Measure.MIXED, Fraction(2, 3), 5, "66.7 %", "66,7 %"),
        (Measure.JUDGES, Fraction(17, 20), 2, "8.5 of 10", "8,5 de 10"),
    ],
)
def test_scores_are_said_as_people_count_them(
    measure: Measure, score: Fraction, given_: int, english: str, spanish: str
):
    assert score_text(WORDS["en"], result(measure, score, given_)) == english
    assert score_text(WORDS["es"], result(measure, score, given_)) == spanish


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(1, 2), "0.50"), (Fraction(1, 3), "0.33"), (Fraction(999, 1000), "1.00"), (Fraction(5, 1000), "0.01")],
)
def test_decimals_are_rounded_half_up(value: Fraction, shown: str):
    assert decimal(WORDS["en"], value, 2) == shown
