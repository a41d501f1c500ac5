"""The clan's pictures: small, the same every time, readable, and honest about what is hidden."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cogs.ui import axes, canvas, lettering, plain
from cogs.ui.canvas import CARD, CLAN, MEDALS, MOST_BYTES, PLATE, Canvas, Picture, contrast
from cogs.ui.charts import (
    Bar,
    Board,
    Gains,
    Profile,
    Reading,
    Score,
    board_chart,
    gains_chart,
    profile_card,
)
from cogs.ui.clan import pictures, sheet
from cogs.ui.lettering import Style
from cogs.ui.words import Words
from domain.metrics import metric

START = datetime(2026, 11, 13, 6, tzinfo=UTC)
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def number(value: int) -> str:
    return f"{value:,}"


def short(value: int) -> str:
    return f"{value / 1e6:.1f}M" if value >= 1_000_000 else str(value)


tight = pictures.tight(Words("en"))


def readings(*values: int | None, note: str = "hidden until Nov 16") -> tuple[Reading, ...]:
    days = [START + timedelta(days=index) for index in range(len(values))]
    return tuple(
        Reading(day, value, f"{day:%b} {day.day}", "" if value is not None else note)
        for day, value in zip(days, values, strict=True)
    )


def gains(*values: int | None) -> Gains:
    return Gains("Slayer XP · Mara", "last 7 days", readings(*values), "+2,413,880", "No snapshots yet")


NAMES = (
    "Mara",
    "Tom of the Hollow Hills and Wide Rivers",
    "Ylva",
    "Bram",
    "Дмитрий",
    "דוד 12",
    "محمد",
    "龍之介",
    "🔥",
    "X",
)
BOARD = Board(
    "Slayer · gains",
    "last 7 days",
    tuple(Bar(place, name, 2_400_000 // place) for place, name in enumerate(NAMES, start=1)),
    "Nobody gained anything.",
)
SKILLS = ("Attack", "HP", "Mining", "Str", "Agility", "Smith", "Def", "Herb", "Fishing", "Range", "Thief", "Cook")
PROFILE = Profile(
    "Mara",
    "Ironman",
    "last 7 days",
    (Score("Total level", 2012, 6), Score("Combat level", 121), Score("Total XP", 412_318_220, 5_240_113)),
    tuple(Score(name, 70 + index, 1_240_000 if index % 2 else 0) for index, name in enumerate(SKILLS * 2)),
    (Score("Zulrah", 1284, 12), Score("Vorkath", None), Score("Chambers of Xeric: Challenge Mode", 87)),
    "Bosses",
)
WALK = (12_000_000, 12_100_000, 12_900_000, 13_300_000, 13_400_000, 14_000_000, 14_413_880)
USUAL: dict[str, Callable[[], Picture]] = {
    "gains": lambda: gains_chart(gains(*WALK), number, short),
    "gaps": lambda: gains_chart(gains(None, None, None, *WALK[:3], None, None, *WALK[3:], None), number, short),
    "one reading": lambda: gains_chart(gains(51), number, short),
    "flat": lambda: gains_chart(gains(*[13_034_431] * 8), number, short),
    "zero": lambda: gains_chart(gains(*[0] * 8), number, short),
    "no reading": lambda: gains_chart(gains(), number, short),
    "hidden": lambda: gains_chart(gains(None, None), number, short),
    "board": lambda: board_chart(BOARD, number),
    "one row": lambda: board_chart(replace(BOARD, bars=BOARD.bars[:1]), number),
    "no row": lambda: board_chart(replace(BOARD, bars=()), number),
    "profile": lambda: profile_card(PROFILE, number, short, tight),
    "bare profile": lambda: profile_card(replace(PROFILE, totals=(), skills=(), bosses=()), number, short, tight),
}


def opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.png))
    assert image.format == "PNG"
    return image.convert("RGBA")


def near(pixel: bytes, colour: int, slack: int = 3) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(pixel, canvas.rgb(colour), strict=True))


def pixels(image: Image.Image, box: tuple[int, int, int, int]) -> list[bytes]:
    """Three bytes a pixel, row by row."""
    data = image.convert("RGB").crop(box).tobytes()
    return [data[start : start + 3] for start in range(0, len(data), 3)]


def count(image: Image.Image, colour: int, box: tuple[int, int, int, int], slack: int = 3) -> int:
    return sum(near(pixel, colour, slack) for pixel in pixels(image, box))


@pytest.fixture(params=USUAL, ids=str)
def usual(request: pytest.FixtureRequest) -> Picture:
    return USUAL[request.param]()


def test_pictures_are_small_without_being_shrunk(usual: Picture) -> None:
    assert len(usual.png) <= MOST_BYTES
    assert opened(usual).width in {640, 800}


def test_pictures_have_words_for_those_who_cannot_see_them(usual: Picture) -> None:
    assert 0 < len(usual.alt) <= plain.MOST_ALT
    assert usual.text
    assert "\n" not in usual.alt


def test_corners_are_transparent_and_all_else_is_not(usual: Picture) -> None:
    alpha = opened(usual).getchannel("A")
    right, bottom = alpha.width - 1, alpha.height - 1
    assert [alpha.getpixel(place) for place in ((0, 0), (right, 0), (0, bottom), (right, bottom))] == [0] * 4
    assert alpha.crop((20, 0, right - 19, bottom + 1)).getextrema() == (255, 255)
    assert alpha.crop((0, 20, right + 1, bottom - 19)).getextrema() == (255, 255)


def test_nothing_is_cut_off_at_the_edge(usual: Picture) -> None:
    image = opened(usual)
    ground = Image.new("RGBA", image.size, (*canvas.rgb(CARD), 255))
    ground.alpha_composite(image)
    width, height = image.size
    edges = (0, 0, width, 14), (0, height - 14, width, height), (0, 0, 14, height), (width - 14, 0, width, height)
    assert all(near(pixel, CARD) for edge in edges for pixel in pixels(ground, edge))


def test_the_same_input_gives_the_same_bytes() -> None:
    first = {name: draw() for name, draw in USUAL.items()}
    lettering._line.cache_clear()
    lettering._font.cache_clear()
    assert {name: draw() for name, draw in USUAL.items()} == first


def test_pictures_can_be_drawn_in_many_threads() -> None:
    alone = [draw() for draw in USUAL.values()]
    lettering._line.cache_clear()
    with ThreadPoolExecutor(6) as pool:
        waiting = [pool.submit(draw) for draw in [*USUAL.values()] * 3]
    assert [drawing.result() for drawing in waiting] == alone * 3


def test_every_word_can_be_read_on_its_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    met: set[tuple[int, int]] = set()
    write = Canvas.text

    def spied(
        self: Canvas,
        at: canvas.Point,
        words: str,
        style: Style,
        align: canvas.Align = "left",
        room: float | None = None,
    ) -> float:
        before, self._meetings = self._meetings, {}
        width = write(self, at, words, style, align, room)
        met.update(self._meetings)
        self._meetings = before | self._meetings
        return width

    monkeypatch.setattr(Canvas, "text", spied)
    for draw in USUAL.values():
        draw()
    assert len(met) > 12
    assert {pair: contrast(*pair) for pair in met if contrast(*pair) < 4.5} == {}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(0x000000, 0xFFFFFF) == pytest.approx(21)
    assert contrast(0x777777, 0xFFFFFF) == pytest.approx(4.48, abs=0.01)


def test_a_gains_chart_says_what_it_shows() -> None:
    picture = gains_chart(gains(None, None, 12_000_000, 14_413_880), number, short)
    assert picture.alt == (
        "Slayer XP · Mara. last 7 days. +2,413,880. Nov 13: hidden until Nov 16; Nov 15: 12,000,000; Nov 16: 14,413,880"
    )
    assert picture.text.splitlines() == [
        "Slayer XP · Mara",
        "last 7 days +2,413,880",
        "··▁█",
        "Nov 13 hidden until Nov 16",
        "Nov 16 14,413,880",
    ]


def test_without_readings_the_callers_words_stand_there() -> None:
    picture = gains_chart(replace(gains(), headline=""), number, short)
    assert picture.alt == "Slayer XP · Mara. last 7 days. No snapshots yet"
    assert picture.text.splitlines()[-1] == "No snapshots yet"


def test_readings_may_come_in_any_order() -> None:
    chart = gains(*WALK)
    assert gains_chart(replace(chart, readings=chart.readings[::-1]), number, short) == gains_chart(
        chart, number, short
    )


def test_a_hidden_stretch_has_a_plate_and_no_curve() -> None:
    image = opened(gains_chart(gains(None, None, None, None, *[60] * 4), number, short))
    hidden, known = (120, 145, 400, 350), (470, 145, 700, 350)
    assert count(image, PLATE, hidden) > 30_000
    assert count(image, CLAN, hidden) == 0
    assert count(image, CLAN, known) > 500


def test_between_known_values_a_hidden_stretch_is_dashed() -> None:
    whole = opened(gains_chart(gains(*range(10, 90, 10)), number, short))
    broken = opened(gains_chart(gains(10, 20, None, None, None, None, 70, 80), number, short))
    middle = (250, 145, 560, 350)
    assert count(broken, PLATE, middle) > 30_000
    assert count(whole, PLATE, middle) < 1000
    blue, row = canvas.mixed(CLAN, CARD, 0.75), [(x, 145, x + 1, 350) for x in range(270, 540)]
    touched = [count(broken, blue, column) > 0 for column in row]
    assert 40 < sum(touched) < 230
    assert sum(after and not before for before, after in pairwise(touched)) > 15


@pytest.mark.parametrize(("values", "place"), [((10, 20, 30), (748, 0)), ((51,), (400, 0)), ((10, 20, None), (0, 0))])
def test_the_last_known_value_is_marked(values: tuple[int | None, ...], place: tuple[int, int]) -> None:
    image = opened(gains_chart(gains(*values), number, short))
    rings = [x for x in range(90, 790) if ring(image, x)]
    assert rings
    assert max(rings) - min(rings) < 12
    if place[0]:
        assert abs(rings[0] - place[0]) < 30
    else:
        assert 350 < rings[0] < 500


def ring(image: Image.Image, x: int) -> bool:
    """A white spot with the accent above and below it, as the mark of the last value has."""
    column = pixels(image, (x, 130, x + 1, 370))
    white = [index for index, pixel in enumerate(column) if near(pixel, canvas.INK)]
    return any(near(column[spot - 6], CLAN) and near(column[spot + 5], CLAN) for spot in white if 6 < spot < 230)


def test_a_board_says_who_has_what() -> None:
    picture = board_chart(replace(BOARD, bars=BOARD.bars[:3]), number)
    assert picture.alt == (
        "Slayer · gains. last 7 days. 1. Mara: 2,400,000; 2. Tom of the Hollow Hills and Wide Rivers: 1,200,000; "
        "3. Ylva: 800,000"
    )
    assert picture.text.splitlines()[2:] == [
        " 1. Mara                       2,400,000",
        " 2. Tom of the Hollow Hills…   1,200,000",
        " 3. Ylva                         800,000",
    ]
    assert board_chart(replace(BOARD, bars=()), number).alt.endswith("last 7 days. Nobody gained anything.")


def test_a_board_shows_ten_rows() -> None:
    more = tuple(Bar(place, f"P{place}", 99 - place) for place in range(1, 15))
    picture = board_chart(replace(BOARD, bars=more), number)
    assert picture == board_chart(replace(BOARD, bars=more[:10]), number)
    assert "P10" in picture.alt
    assert "P11" not in picture.alt + picture.text


def test_bars_are_as_long_as_their_part_of_the_best() -> None:
    bars = (Bar(4, "", 1000), Bar(5, "", 500), Bar(6, "", 0))
    image = opened(board_chart(replace(BOARD, bars=bars, accent=0x5B8DEF), number))
    fill = canvas.mixed(0x5B8DEF, CARD, 0.3)
    lengths = [count(image, fill, (32, 122 + row * 53, 768, 123 + row * 53)) for row in range(3)]
    tab = 60
    assert lengths[0] == pytest.approx(736, abs=20)
    assert lengths[1] == pytest.approx(tab + (736 - tab) / 2, abs=20)
    assert lengths[2] == pytest.approx(tab, abs=20)


def test_medals_go_by_place_and_those_who_tie_share_one() -> None:
    image = opened(
        board_chart(replace(BOARD, bars=(Bar(1, "A", 9), Bar(1, "B", 9), Bar(3, "C", 4), Bar(4, "D", 1))), number)
    )
    rows = [(32, 118 + row * 53, 92, 118 + row * 53 + 46) for row in range(4)]
    assert [count(image, MEDALS[1], row) > 300 for row in rows] == [True, True, False, False]
    assert [count(image, MEDALS[3], row) > 300 for row in rows] == [False, False, True, False]


def test_a_profile_says_everything_on_it() -> None:
    picture = profile_card(PROFILE, number, short, tight)
    assert picture.alt.startswith("Mara. Ironman. last 7 days. Total level 2,012 (+6); Combat level 121; Total XP")
    for words in ("Str 73 (+1.2M)", "HP 71", "Bosses: Zulrah 1,284 (+12)", "Vorkath –"):
        assert words in picture.alt
    lines = picture.text.splitlines()
    assert lines[:3] == ["Mara", "Ironman · last 7 days", "Total level 2,012 (+6)"]
    assert "Mining 72            Str 73 (+1.2M)" in lines
    assert lines[-4:] == ["Bosses", "Zulrah 1,284 (+12)", "Vorkath –", "Chambers of Xeric: Challenge Mode 87"]


def test_a_profile_shows_thirty_skills_and_six_bosses() -> None:
    many = tuple(Score(f"S{index}", index) for index in range(1, 50))
    picture = profile_card(replace(PROFILE, skills=many, bosses=many), number, short, tight)
    assert picture == profile_card(replace(PROFILE, skills=many[:30], bosses=many[:6]), number, short, tight)
    assert ("S30 30" in picture.text, "S31 31" in picture.text) == (True, False)


def test_what_grew_is_highlighted() -> None:
    grown, still = (
        opened(profile_card(replace(PROFILE, skills=(Score("Attack", 99, gain),)), number, short, tight))
        for gain in (5, 0)
    )
    cell, green = (26, 178, 218, 212), canvas.mixed(canvas.GAIN, CARD, 0.16)
    assert count(grown, green, cell) > 3000
    assert count(still, green, cell) == 0


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words on pictures as they are drawn, cut where they are."""
    seen: list[str] = []
    fitted = lettering.fitted

    def listen(words: str, *how: Any) -> str:
        seen.append(fitted(words, *how))
        return seen[-1]

    monkeypatch.setattr(lettering, "fitted", listen)
    return seen


PANEL = [sheet._SHORT.get(slug, metric(slug).name) for slug in sheet._PANEL]


@pytest.mark.parametrize("gain", [1, 4_984, 57_300, 246_888, 4_123_456, 88_888_888, 200_000_000])
def test_no_skill_is_cut_where_its_gain_can_be_written_shorter(written: list[str], gain: int) -> None:
    say = Words("en")
    skills = tuple(Score(name, 99, gain) for name in PANEL)
    profile_card(replace(PROFILE, skills=skills, bosses=()), say.number, pictures.brief(say), pictures.tight(say))
    assert set(PANEL) <= set(written)


def test_numbers_stay_exact_where_that_cuts_nothing_or_shorter_ones_are_no_help(written: list[str]) -> None:
    bosses = (Score("Zulrah", 12_345, 1_234), Score("Chambers of Xeric: Challenge Mode and more", 12_345, 1_234))
    profile_card(replace(PROFILE, totals=(), skills=(), bosses=bosses), number, short, tight)
    assert [words for words in written if words.startswith("+")] == ["+1,234", "+1,234"]
    assert "Zulrah" in written


def test_a_chart_writes_its_gain_shorter_before_it_cuts_its_title(written: list[str]) -> None:
    chart = replace(gains(*WALK), title="Lumbridge Lanterns: XP gained", headline="+150.99M", brief_headline="+151M")
    picture = gains_chart(chart, number, short)
    assert {"Lumbridge Lanterns: XP gained", "+151M"} <= set(written)
    assert "+150.99M" in picture.alt, "in words there is room"
    gains_chart(replace(chart, title="Lanterns: XP gained"), number, short)
    assert "+150.99M" in written


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (0, "0", "0"), (999, "999", "999"), (1_000, "1K", "1K"), (4_984, "5K", "5K"), (57_300, "57K", "57K"),
        (999_499, "999K", "999K"), (999_500, "1M", "1M"), (2_413_880, "2.4M", "2,4M"), (9_949_999, "9.9M", "9,9M"),
        (9_950_000, "10M", "10M"), (150_986_260, "151M", "151M"), (999_500_000, "1B", "1B"),
        (4_600_000_000, "4.6B", "4,6B"),
    ],
)  # fmt: skip
def test_tight_numbers(value: int, english: str, spanish: str) -> None:
    assert (pictures.tight(Words("en"))(value), pictures.tight(Words("es"))(value)) == (english, spanish)


@given(st.integers(0, 10**12 - 10**9))
def test_a_tight_number_has_at_most_four_signs_and_is_close(value: int) -> None:
    shown = tight(value)
    assert len(shown) <= 4
    unit = {"K": 10**3, "M": 10**6, "B": 10**9}.get(shown[-1], 1)
    assert abs(float(shown.rstrip("KMB")) * unit - value) <= max(0.5 * unit, 0.05 * value) * (unit > 1)


def test_alt_texts_leave_out_whole_entries() -> None:
    picture = profile_card(
        replace(PROFILE, skills=tuple(Score("skill" * 12, 1) for _ in range(30))), number, short, tight
    )
    assert len(picture.alt) <= plain.MOST_ALT
    assert picture.alt.endswith(f"{'skill' * 12} 1…")


def test_a_text_cannot_leave_its_code_block() -> None:
    sly = "a```b\n@everyone\u202e"
    board = Board(sly, sly, (Bar(1, sly, 1),), sly)
    texts = [
        board_chart(board, number).text,
        gains_chart(Gains(sly, sly, (Reading(START, None, sly, sly),), sly, sly), number, short).text,
        profile_card(Profile(sly, sly, sly, (), (Score(sly, 1),), (Score(sly, 1),), sly), number, short, tight).text,
    ]
    assert len(texts[0].splitlines()) == 3
    assert all("`" not in text and "\u202e" not in text for text in texts)


def test_right_to_left_names_leave_the_numbers_where_they_are() -> None:
    row = board_chart(replace(BOARD, bars=(Bar(1, "דוד", 5),)), number).text.splitlines()[-1]
    assert "\u2068דוד\u2069" in row


def test_wide_signs_take_two_columns() -> None:
    assert plain.cell("龍之介", 8) == "龍之介  "
    assert plain.cell("龍之介", 5) == "龍之…"
    assert plain.cell("龍之介", 4) == "龍… "


def test_sparklines() -> None:
    assert plain.spark([0, 50, None, 100]) == "▁▄·█"
    assert plain.spark([7, 7]) == "▅▅"
    assert plain.spark([]) == ""
    assert len(plain.spark(range(500))) == 24
    assert plain.sampled(range(500), 3) == [0, 249, 499]


@given(st.integers(0, 10**18), st.integers(0, 10**18))
def test_ticks_are_few_and_round(one: int, other: int) -> None:
    low, high = sorted((one, other))
    marks = axes.ticks(low, high)
    steps = {after - before for before, after in pairwise(marks)}
    assert 2 <= len(marks) <= 6
    assert len(steps) == 1
    assert str(steps.pop()).rstrip("0") in {"1", "2", "5"}
    assert 0 <= marks[0] <= low <= high <= marks[-1]


def test_ticks_are_close_to_the_values() -> None:
    assert axes.ticks(12_000_000, 14_413_880) == [12_000_000, 13_000_000, 14_000_000, 15_000_000]
    assert axes.ticks(0, 0) == [0, 1]
    assert axes.ticks(51, 51) == [50, 51, 52]


def test_tick_labels_never_say_the_same_twice() -> None:
    assert axes.tick_labels([12_000_000, 13_000_000], short, number) == ["12.0M", "13.0M"]
    assert axes.tick_labels([12_000_001, 12_000_002], short, number) == ["12,000,001", "12,000,002"]


@given(
    st.lists(st.tuples(st.floats(30, 770), st.text("Nov 123", min_size=1, max_size=14)), min_size=1, max_size=80),
    st.floats(4, 20),
)
def test_date_labels_never_touch(stops: list[tuple[float, str]], letter: float) -> None:
    stops.sort()
    marks = axes.dates(stops, lambda label: len(label) * letter, 30, 770)
    spans = [(mark.middle - len(mark.label) * letter / 2, mark.middle + len(mark.label) * letter / 2) for mark in marks]
    assert all(left >= 30 - 1e-6 and right <= 770 + 1e-6 for left, right in spans)
    assert all(right + 20 <= left + 1e-6 for (_, right), (left, _) in pairwise(spans))
    assert len({mark.label for mark in marks}) == len(marks) > 0


@pytest.mark.parametrize("days", [4, 5, 6, 7, 8, 9, 13, 30, 31, 61, 366])
def test_an_even_series_has_four_to_six_evenly_spaced_dates(days: int) -> None:
    stops = [(120 + 600 * day / (days - 1), f"Nov {day}") for day in range(days)]
    marks = axes.dates(stops, lambda _: 78, 32, 768)
    gaps = [round(after.x - before.x) for before, after in pairwise(marks)]
    assert 4 <= len(marks) <= 6
    assert max(gaps) - min(gaps) <= 1
    assert marks[-1].label == f"Nov {days - 1}"


WORDS = st.one_of(
    st.text(max_size=80),
    st.text("WM@#&%😀🔥👨‍👩‍👧🇩🇪龍國한글עבرس\u0337\u0489`\n", max_size=300),
    st.just("W" * 2000),
)
VALUES = st.integers(0, 2**63)
SCORES = st.builds(Score, WORDS, st.none() | VALUES, VALUES)
EXTREME = settings(max_examples=12, deadline=None)


def check(picture: Picture) -> None:
    assert len(picture.png) <= MOST_BYTES
    assert len(picture.alt) <= plain.MOST_ALT
    assert "`" not in picture.text
    opened(picture).load()


@EXTREME
@given(WORDS, WORDS, st.lists(st.tuples(st.integers(0, 10**7), st.none() | VALUES, WORDS), max_size=40))
def test_any_gains_can_be_drawn(title: str, empty: str, rows: list[tuple[int, int | None, str]]) -> None:
    read = tuple(Reading(START + timedelta(seconds=at), value, label, label) for at, value, label in rows)
    check(gains_chart(Gains(title, title, read, title, empty), number, short))


@EXTREME
@given(WORDS, st.lists(st.builds(Bar, st.integers(1, 10**6), WORDS, VALUES), max_size=12))
def test_any_board_can_be_drawn(title: str, bars: list[Bar]) -> None:
    check(board_chart(Board(title, title, tuple(bars), title), number))


@EXTREME
@given(WORDS, st.lists(SCORES, max_size=4), st.lists(SCORES, max_size=40), st.lists(SCORES, max_size=8))
def test_any_profile_can_be_drawn(name: str, totals: list[Score], skills: list[Score], bosses: list[Score]) -> None:
    check(
        profile_card(Profile(name, name, name, tuple(totals), tuple(skills), tuple(bosses), name), number, short, tight)
    )


def crowded() -> Iterator[Picture]:
    """As many different dense letters as there is room for."""
    signs = [chr(point) for point in range(0x4E00, 0x9FA0) if chr(point).encode("gb2312", "ignore")]
    words = ["".join(signs[start : start + 40]) for start in range(0, 2400, 40)]
    bars = tuple(Bar(place, words[place], 10**15 - place) for place in range(1, 11))
    yield board_chart(Board(words[20], words[21], bars, ""), number)
    scores = tuple(Score(word, 10**9 + index * 7919, 10**8 + index * 7907) for index, word in enumerate(words))
    yield profile_card(Profile(words[0], words[1], words[2], scores, scores, scores, words[3]), number, number, tight)
    noise = tuple(
        Reading(START + timedelta(hours=index), None if index % 7 == 3 else index * 7919 % 1000, f"{index}", "…")
        for index in range(700)
    )
    yield gains_chart(Gains(words[0], words[1], noise, number(10**15), ""), number, short)


def test_the_densest_pictures_are_small_too() -> None:
    for picture in crowded():
        check(picture)
        assert opened(picture).width >= 280


def test_importing_the_charts_does_not_load_pillow() -> None:
    code = "import sys, cogs.ui.charts; sys.exit(any(name.partition('.')[0] == 'PIL' for name in sys.modules))"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False, timeout=60).returncode == 0
