"""Words in pictures: every script finds a font, reads in its own direction, and ends before it runs out of room."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from cogs.ui import bidi, lettering
from cogs.ui.lettering import NEUTRAL, Face, Style

PLAIN = Style(26, 0xFFFFFF)
BOLD = Style(26, 0xFFFFFF, bold=True)
BUNDLE = sorted(path.name for path in lettering.FONTS.glob("*.xz"))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without fonts of its own."""
    monkeypatch.setattr(lettering, "_INSTALLED", ())
    lettering._line.cache_clear()
    yield
    lettering._line.cache_clear()


@pytest.fixture(params=[True, False], ids=["shaping engine", "no shaping engine"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[bool]:
    """With and without the library that Pillow needs to shape text; a machine may lack it."""
    if request.param and not lettering.shapes_itself():
        pytest.skip("Pillow has no shaping engine here")
    monkeypatch.setattr(lettering, "shapes_itself", lambda: request.param)
    for cached in (lettering._line, lettering._font):
        cached.cache_clear()
    yield request.param
    for cached in (lettering._line, lettering._font):
        cached.cache_clear()


def test_the_bundle_is_small_and_licensed() -> None:
    assert sum(path.stat().st_size for path in lettering.FONTS.iterdir()) <= 1_500_000
    licence = (lettering.FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert all(name.partition(".")[0] in licence for name in BUNDLE)
    assert {*lettering._BUNDLED, "NotoSans-Medium.ttf.xz", "NotoSans-Bold.ttf.xz"} == set(BUNDLE)


@pytest.mark.parametrize("name", BUNDLE)
def test_the_list_of_glyphs_is_that_of_the_font(name: str) -> None:
    face = lettering.bundled(name)
    assert isinstance(face.source, bytes)
    font = ImageFont.truetype(io.BytesIO(face.source), 40, layout_engine=ImageFont.Layout.BASIC)
    tofu = drawn(font, "\U0010fffe")
    inked = [point for point in sorted(face.points) if chr(point).isprintable() and not chr(point).isspace()]
    assert len(inked) > 70
    assert all(drawn(font, chr(point)) != tofu for point in inked[:: max(1, len(inked) // 80)])
    others = {*range(0x41, 0x5B), 0x416, 0x5D0, 0x628, 0xE01, 0x4E00, 0x1F600, 0x10A0, 0xB95} - face.points
    assert all(drawn(font, chr(point)) == tofu for point in others)


def drawn(font: ImageFont.FreeTypeFont, sign: str) -> bytes:
    image = Image.new("L", (80, 80))
    ImageDraw.Draw(image).text((20, 60), sign, fill=255, font=font, anchor="ls")
    return image.tobytes()


def test_glyphs_of_an_unknown_file() -> None:
    assert lettering.covered(b"\x00\x01\x00\x00" + bytes(30)) == frozenset()


def test_a_font_that_is_not_installed_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lettering.installed("No Such Font.ttf") is None
    monkeypatch.setattr(lettering, "_INSTALLED", ("No Such Font.ttf",))
    assert lettering.stand_in("\ue123", PLAIN)[0] == NEUTRAL


def test_an_installed_font_draws_what_the_bundle_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    face = lettering.bundled("NotoSansHebrew-Medium.ttf.xz")
    assert isinstance(face.source, bytes)
    path = tmp_path / "Hebrew.ttf"
    path.write_bytes(face.source)
    monkeypatch.setattr(lettering, "_BUNDLED", ())
    monkeypatch.setattr(lettering, "_INSTALLED", (str(path),))
    shown, found = lettering.stand_in("ש", PLAIN)
    assert (shown, found.source) == ("ש", str(path))
    lettering._line.cache_clear()
    try:
        assert lettering.width("שלום", PLAIN) > 30
    finally:
        lettering._line.cache_clear()


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("piece", "font"),
    [
        ("A", "NotoSans-Medium.ttf.xz"),
        ("ñ", "NotoSans-Medium.ttf.xz"),
        ("Ж", "NotoSans-Medium.ttf.xz"),
        ("Ω", "NotoSans-Medium.ttf.xz"),
        ("ש", "NotoSansHebrew-Medium.ttf.xz"),
        ("ع", "NotoSansArabic-Medium.ttf.xz"),
        ("ก", "NotoSansThai-Regular.ttf.xz"),
        ("🏆", "NotoEmoji-Medium.ttf.xz"),
        ("あ", "NotoSansCJKsc-Regular.otf.xz"),
        ("國", "NotoSansCJKsc-Regular.otf.xz"),
        ("国", "NotoSansCJKsc-Regular.otf.xz"),
        ("한", "NotoSansCJKsc-Regular.otf.xz"),
    ],
)
def test_every_script_finds_its_font(piece: str, font: str) -> None:
    assert lettering.stand_in(piece, PLAIN) == (piece, lettering.bundled(font))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        ("👍🏽", "👍"),
        ("❤\ufe0f", "❤"),
        ("👨\u200d👩\u200d👧", "👨"),
        ("🇩🇪", "DE"),
        ("𝓜", "M"),
        ("ﬅ", "ﬅ"),
        ("龍\u0301", "龍"),
        ("\ue123", NEUTRAL),
        ("\u0378", NEUTRAL),
        ("𐘀", NEUTRAL),
    ],
)
def test_what_no_font_has_is_said_more_plainly(piece: str, shown: str) -> None:
    assert lettering.stand_in(piece, PLAIN)[0] == shown


def test_digits_are_of_one_width(engine: bool) -> None:
    for style in (PLAIN, BOLD):
        assert len({lettering.width(digit * 5, style, 2) for digit in "0123456789"}) == 1


def test_bold_words_are_bold_in_every_script() -> None:
    latin, hebrew = lettering.line("Mara שלום", BOLD)
    assert latin.width > lettering.width("Mara ", PLAIN) + 2
    assert latin.thicken == 0 < hebrew.thicken
    assert lettering.line("שלום", PLAIN)[0].thicken == 0


def test_a_line_is_split_where_the_font_changes(engine: bool) -> None:
    runs = lettering.line("Mara 龍之介!", PLAIN)
    assert [run.text for run in runs] == ["Mara ", "龍之介", "!"]
    assert sum(run.width for run in runs) == lettering.width("Mara 龍之介!", PLAIN)


def test_right_to_left_runs_are_given_as_the_engine_wants_them(engine: bool) -> None:
    runs = [(run.text, run.direction) for run in lettering.line("אבג(", PLAIN)]
    assert runs == ([("(", "rtl"), ("אבג", "rtl")] if engine else [(")", None), ("גבא", None)])


def test_arabic_letters_are_joined_without_an_engine_too(engine: bool) -> None:
    (run,) = lettering.line("سلام", PLAIN)
    assert run.text == ("سلام" if engine else "\ufee1\ufefc\ufeb3")
    assert run.width == pytest.approx(51, abs=2)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Mara", "Mara"),
        ("אבג", "גבא"),
        ("Mara אבג", "Mara גבא"),
        ("אבג Mara", "Mara גבא"),
        ("אבג 12", "12 גבא"),
        ("אבג 1,234.5 דה", "הד 1,234.5 גבא"),
        ("Tom אב 12 גד end", "Tom דג 12 בא end"),
        ("ع 12+3%", "%3+12 ع"),
        ("אב 50% גד", "דג 50% בא"),
        ("a אב", "a בא"),
        ("אב!", "!בא"),
        ("x - אב - y", "x - בא - y"),
    ],
)
def test_the_order_of_a_line(typed: str, seen: str) -> None:
    assert "".join(piece for piece, _ in bidi.visual(bidi.clusters(typed))) == seen


def test_accents_stay_on_their_letter_when_the_order_turns() -> None:
    assert [piece for piece, _ in bidi.visual(bidi.clusters("שׁלום"))][-1] == "שׁ"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ب", "\ufe8f"),
        ("بب", "\ufe91\ufe90"),
        ("ببب", "\ufe91\ufe92\ufe90"),
        ("دب", "\ufea9\ufe8f"),
        ("لا", "\ufefb"),
        ("بلا", "\ufe91\ufefc"),
        ("ب ب", "\ufe8f \ufe8f"),
        ("بـ", "\ufe91ـ"),
        ("بَب", "\ufe91َ\ufe90"),
        ("Mara", "Mara"),
    ],
)
def test_arabic_letters_join(typed: str, shown: str) -> None:
    assert "".join(bidi.joined(bidi.clusters(typed))) == shown


def test_brackets_turn_round() -> None:
    assert [bidi.mirrored(sign) for sign in "(]«x"] == [")", "[", "»", "x"]


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("e\u0301a", ["é", "a"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),
        ("👨\u200d👩\u200d👧x", ["👨\u200d👩\u200d👧", "x"]),
        ("👍🏽❤\ufe0f", ["👍🏽", "❤\ufe0f"]),
        ("a\u0337\u0321\u0489\u0337\u0321b", ["a\u0337\u0321", "b"]),
        ("a\u202eb\x00c\ud800d", ["a", "b", "c", "d"]),
        (" a\n\t b ", ["a", " ", "b"]),
    ],
)
def test_letters_stay_whole(typed: str, pieces: list[str]) -> None:
    assert bidi.clusters(typed) == pieces


def test_endless_text_is_cut_off_early() -> None:
    assert len(bidi.clusters("x" * 100_000)) == bidi.LONGEST
    assert lettering.fitted("x" * 100_000, PLAIN, 10**9).endswith("x…")


# A joiner stands between two pictures; what one does to a space is nobody's text.
TEXTS = st.lists(st.sampled_from([*"Maril W.אבعلا龍한🔥\u0301👩🇩🇪", "👩\u200d👩"]), max_size=60).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.floats(0, 600))
def test_what_is_fitted_fits_and_ends_after_a_whole_letter(text: str, room: float) -> None:
    shown = lettering.fitted(text, PLAIN, room)
    assert lettering.width(shown, PLAIN) <= room
    pieces = bidi.clusters(text)
    if shown and shown != "".join(pieces):
        kept = bidi.clusters(shown.removesuffix("…"))
        assert shown.endswith("…")
        assert pieces[: len(kept)] == kept
        longer = "".join(pieces[: len(kept) + 2]).rstrip() + "…"
        assert lettering.width(longer, PLAIN) > room or len(kept) + 2 > len(pieces)


def test_short_text_is_left_alone() -> None:
    assert lettering.fitted("Mara", PLAIN, 500) == "Mara"
    assert lettering.fitted("Mara of Varrock", PLAIN, lettering.width("Mara of V…", PLAIN)) == "Mara of V…"
    assert lettering.fitted("Mara of Varrock", PLAIN, lettering.width("Mara of…", PLAIN) + 1) == "Mara of…"
    assert lettering.fitted("Mara", PLAIN, 3) == ""


def test_an_ellipsis_stands_where_right_to_left_text_ends() -> None:
    shown = lettering.fitted("אבגדהוזחטיכלמנסעפצקרשת", PLAIN, 120)
    assert shown.endswith("…")
    assert bidi.visual(bidi.clusters(shown))[0][0] == "…"


def test_faces_are_compared_by_identity() -> None:
    assert Face(b"", frozenset()) != Face(b"", frozenset())
