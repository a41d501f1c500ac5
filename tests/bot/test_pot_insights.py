"""`/pot insights`: what officers learn from their pots, in words and as a picture that says the same."""

import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cogs.ui import canvas, plain
from cogs.ui.canvas import CARD, MOST_BYTES
from cogs.ui.cards import Accent
from cogs.ui.histogram import Column, Histogram, histogram
from cogs.ui.pots import insights as face
from cogs.ui.words import WORDS
from domain.pot_flags import FlagKind, FlagState
from domain.pot_insights import BOUNDS, Insights, Stakes, fills
from domain.pots import Ending
from domain.windows import Window
from tests.bot.acting import alt, card, in_spanish, me, options, said
from tests.bot.conftest import World
from tests.bot.potting import locked_by_officer, won

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EN, ES = WORDS["en"], WORDS["es"]
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
USUAL = Insights(
    window=Window.THIRTY_DAYS,
    since=NOW - 30 * DAY,
    until=NOW,
    opened=12,
    fills=fills([20 * SECOND, 72 * SECOND, 72 * SECOND, 4 * MINUTE, 3 * HOUR]),
    players=31,
    came_back=18,
    stakes=Stakes(12_400, 1_200, 10_000),
    endings={Ending.EMPTY: 1, Ending.DRAWN: 9, Ending.OFFICERS: 2},
    flags={
        (FlagKind.YOUNG, FlagState.CLEARED): 6,
        (FlagKind.CROWD, FlagState.HELD): 3,
        (FlagKind.CROWD, FlagState.OPEN): 1,
        (FlagKind.FAST, FlagState.OPEN): 2,
    },
)
QUIET = replace(USUAL, opened=0, fills=fills(()), players=0, came_back=0, stakes=Stakes(0, 0, 0), endings={}, flags={})


def lines(found: Insights, say: Any = EN) -> list[str]:
    """What the card says of them, line by line."""
    return face._lines(say, found)


# The words


def test_everything_is_told_at_a_glance():
    assert lines(USUAL) == [
        "**Time to fill** half within 1 min 12 s · under 90 s: 60 % (3 of 5 pots)",
        "**Players** 31 · back in a later pot: 58 % (18)",
        "**Credits** staked: 12,400 · paid out: 10,000 · given back: 1,200",
        "**Flags** raised: 12 · cleared: 6 · held: 3 · undecided: 3",
        "-# by sign · fast joins: 2 · young accounts: 6 · crowds: 4",
        "**Cancelled** by officers: 2 · nobody entered: 1",
    ]
    assert face._status(EN, USUAL) == "12 pots opened · 9 won · 3 cancelled"


def test_and_in_spanish():
    assert lines(USUAL, ES) == [
        "**Tiempo en llenarse** la mitad en 1 min 12 s · menos de 90 s: 60 % (3 de 5 botes)",
        "**Jugadores** 31 · volvieron a otro bote: 58 % (18)",
        "**Créditos** apostados: 12.400 · pagados: 10.000 · devueltos: 1.200",
        "**Señales** nuevas: 12 · descartadas: 6 · devueltas: 3 · sin decidir: 3",
        "-# por tipo · entradas rápidas: 2 · cuentas nuevas: 6 · grupos: 4",
        "**Cancelados** por oficiales: 2 · nadie entró: 1",
    ]
    assert face._status(ES, USUAL) == "12 botes abiertos · 9 ganados · 3 cancelados"


def test_what_did_not_happen_takes_no_room():
    calm = replace(QUIET, opened=1, endings={Ending.DRAWN: 1})
    assert face._status(EN, calm) == "1 pot opened · 1 won"
    assert lines(calm) == [
        "**Time to fill** no pot sold its last ticket in this period",
        "**Players** 0 · back in a later pot: 0 % (0)",
        "**Credits** staked: 0 · paid out: 0 · given back: 0",
        "**Flags** none raised",
    ]


def test_a_single_pot_has_no_half():
    assert lines(replace(USUAL, fills=fills([45 * SECOND])))[0] == "**Time to fill** 45 s, of one pot"


@pytest.mark.parametrize("say", [EN, ES], ids=["en", "es"])
@pytest.mark.parametrize("ending", [one for one in Ending if one is not Ending.DRAWN])
def test_every_reason_and_every_sign_has_its_words(say: Any, ending: Ending):
    every = {(kind, state): 1_234_567 for kind in FlagKind for state in FlagState}
    told = lines(replace(USUAL, endings={ending: 7}, flags=every), say)
    assert told[-1].endswith(": 7")
    assert told[-2].count("3.703.701" if say is ES else "3,703,701") == len(FlagKind)


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (timedelta(0), "1 s"), (0.4 * SECOND, "1 s"), (45 * SECOND, "45 s"), (59.6 * SECOND, "1 min"),
        (72 * SECOND, "1 min 12 s"), (HOUR, "1 h"), (HOUR + 59 * SECOND, "1 h"), (125 * MINUTE, "2 h 5 min"),
        (DAY - 0.3 * SECOND, "1 d"), (76 * HOUR, "3 d 4 h"), (90 * DAY, "90 d"),
    ],
)  # fmt: skip
def test_how_long(span: timedelta, shown: str):
    assert face.span_words(span) == shown


# The picture


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


def heights(png: bytes, columns: int, colour: int) -> list[int]:
    """How high that colour stands in the middle of each column."""
    image = opened(png)
    wide = (image.width - 64) / columns
    found: list[int] = []
    for place in range(columns):
        x = round(32 + (place + 0.5) * wide)
        column = image.crop((x, 0, x + 1, image.height)).tobytes()
        pixels = [column[start : start + 3] for start in range(0, len(column), 3)]
        found.append(sum(all(abs(a - b) <= 3 for a, b in zip(one, canvas.rgb(colour), strict=True)) for one in pixels))
    return found


def test_the_picture_says_what_the_words_say():
    picture = face.fills_chart(EN, USUAL)
    assert picture.alt == (
        "Time to fill. last 30 days · 5 pots. 60 % under 90 s. under 30 s: 1; 30 s to 90 s: 2; 90 s to 5 min: 1; "
        "5 min to 15 min: 0; 15 min to 1 h: 0; 1 h to 6 h: 1; 6 h to 24 h: 0; 24 h and more: 0"
    )
    assert picture.text.splitlines() == [
        "Time to fill",
        "last 30 days · 5 pots · 60 % under 90 s",
        "under 30 s       ██████ 1",
        "30 s to 90 s     ████████████ 2",
        "90 s to 5 min    ██████ 1",
        "5 min to 15 min  0",
        "15 min to 1 h    0",
        "1 h to 6 h       ██████ 1",
        "6 h to 24 h      0",
        "24 h and more    0",
    ]
    assert max(map(len, picture.text.splitlines())) <= 40


def test_columns_are_as_high_as_their_part_of_the_highest_and_the_quick_ones_stand_out():
    picture = face.fills_chart(EN, USUAL)
    bright = heights(picture.png, len(BOUNDS) + 1, Accent.POT)
    dim = heights(picture.png, len(BOUNDS) + 1, canvas.mixed(Accent.POT, CARD, 0.45))
    assert bright[1] == pytest.approx(190, abs=3)
    assert bright[0] == pytest.approx(95, abs=3)
    assert [dim[place] for place in (2, 5)] == pytest.approx([95, 95], abs=3)
    assert not any(bright[2:]) + any(dim[:2]) + any(dim[place] for place in (3, 4, 6, 7))


def test_what_came_up_at_all_can_be_seen():
    many = replace(USUAL, fills=fills([SECOND] + [2 * DAY] * 5000))
    assert heights(face.fills_chart(EN, many).png, 8, Accent.POT)[0] >= 3


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words on pictures as they are drawn, cut where they are."""
    seen: list[str] = []
    text = canvas.Canvas.text

    def listen(
        self: canvas.Canvas, at: Any, words: str, style: Any, align: Any = "left", room: float | None = None
    ) -> float:
        seen.append(words if room is None or self.measure(words, style) <= room else f"{words} is cut")
        return text(self, at, words, style, align, room)

    monkeypatch.setattr(canvas.Canvas, "text", listen)
    return seen


@pytest.mark.parametrize("say", [EN, ES], ids=["en", "es"])
@pytest.mark.parametrize("window", list(Window))
@pytest.mark.parametrize("times", [[SECOND], [SECOND] * 999_999, [SECOND, DAY] * 12_345], ids=["one", "many", "half"])
def test_nothing_on_it_is_cut(written: list[str], say: Any, window: Window, times: Sequence[timedelta]):
    picture = face.fills_chart(say, replace(USUAL, window=window, fills=fills(times)))
    assert len(written) >= 11
    assert not [words for words in written if words.endswith("is cut")]
    assert len(picture.png) <= MOST_BYTES
    assert opened(picture.png).size == (800, 420)


WORDS_ = st.one_of(st.text(max_size=80), st.text("WM@#&%😀👨‍👩‍👧龍國한עבرس\u0337`\n", max_size=300))
COLUMNS = st.builds(Column, WORDS_, st.integers(0, 10**15), WORDS_, st.booleans())


@settings(max_examples=15, deadline=None)
@given(WORDS_, WORDS_, st.lists(COLUMNS, max_size=12))
def test_any_histogram_can_be_drawn(title: str, headline: str, columns: list[Column]):
    chart = Histogram(title, title, headline, "", tuple(columns), Accent.POT)
    picture = histogram(chart, EN.number, EN.short)
    assert len(picture.png) <= MOST_BYTES
    assert len(picture.alt) <= plain.MOST_ALT
    assert "`" not in picture.text
    opened(picture.png).load()


def test_the_same_pots_give_the_same_picture():
    assert face.fills_chart(EN, USUAL) == face.fills_chart(EN, USUAL)


def test_the_command_does_not_load_pillow_and_its_select_outlives_a_restart():
    code = (
        "import sys, cogs.pot, cogs.ui.histogram; from cogs.ui.press import REGISTERED; from cogs.ui.late import wake;"
        "assert wake('pot:v1:insights');"
        "assert not any(name.partition('.')[0] == 'PIL' for name in sys.modules), 'Pillow';"
        "assert 'pot:v1:insights' in {one.key for one in REGISTERED}, 'not registered'"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, timeout=60, capture_output=True)
    assert ran.returncode == 0, ran.stderr.decode()


# In Discord


async def test_officers_see_how_their_pots_do(world: World):
    await won(world)
    await locked_by_officer(world)
    shown = await world.officer.slash(world.general, "pot insights")
    assert shown.ephemeral
    text = said(shown)
    assert text.startswith("## 🪙 Pots · last 30 days\n2 pots opened · 1 won\n")
    assert "**Time to fill** 3 s, of one pot\n**Players** 3 · back in a later pot: 66 % (2)\n" in text
    assert "**Credits** staked: 1,200 · paid out: 1,000 · given back: 0\n" in text
    # Everybody's account here is as old as the world.
    assert (
        "**Flags** raised: 8 · cleared: 0 · held: 0 · undecided: 8\n-# by sign · young accounts: 5 · crowds: 3\n"
        in text
    )
    assert "-# What was opened, filled, staked, flagged or ended between <t:" in text
    assert alt(card(shown)).startswith("Time to fill. last 30 days · 1 pot. 100 % under 90 s. under 30 s: 1; ")
    assert card(shown).attachments[0].size < 30 * 1024


async def test_a_window_is_picked_from_three(world: World):
    await won(world)
    shown = await world.officer.slash(world.general, "pot insights")
    assert set(options(card(shown), "pot:v1:insights").values()) == {"7d", "30d", "month"}
    await world.env.advance_time(10 * 86400)
    await world.officer.select(card(shown), ["7d"], custom_id="pot:v1:insights")
    text = said(shown)
    assert text.startswith("## 🪙 Pots · last 7 days\nNo pot was open in this period. Open one with `/pot create`")
    assert alt(card(shown)) == ""
    assert not card(shown).attachments
    await world.officer.select(card(shown), ["month"], custom_id="pot:v1:insights")
    assert said(shown).startswith("## 🪙 Pots · this month\n1 pot opened · 1 won")
    assert card(shown).attachments


async def test_before_the_first_pot_there_is_a_friendly_word(world: World):
    shown = await world.officer.slash(world.general, "pot insights")
    assert said(shown).startswith(
        "## 🪙 Pots · last 30 days\nNo pot was open in this period. Open one with `/pot create`"
    )
    assert not card(shown).attachments


async def test_members_are_refused_at_the_command_and_at_the_select(world: World):
    refused = await world.raider.slash(world.general, "pot insights")
    assert said(refused) == EN("access.officer")
    assert refused.ephemeral
    shown = await world.officer.slash(world.general, "pot insights")
    before = said(shown)
    await world.boss.slash(world.general, "settings reset", name="guild.officer_roles")
    late = await world.officer.select(card(shown), ["7d"], custom_id="pot:v1:insights")
    assert said(late) == EN("access.officer")
    assert said(shown) == before


async def test_where_nothing_can_be_attached_the_columns_come_in_a_code_block(world: World):
    await won(world)
    deny = discord.PermissionOverwrite(attach_files=False)
    bare = world.guild.create_text_channel("plain", overwrites={me(world): deny})
    shown = await world.officer.slash(bare, "pot insights")
    assert not card(shown).attachments
    assert "```\nTime to fill\nlast 30 days · 1 pot · 100 % under 90 s\nunder 30 s       ████████████ 1\n" in said(
        shown
    )


async def test_an_officer_whose_discord_is_in_spanish_reads_spanish(world: World, monkeypatch: pytest.MonkeyPatch):
    await won(world)
    in_spanish(monkeypatch)
    shown = await world.officer.slash(world.general, "pot insights")
    assert said(shown).startswith("## 🪙 Botes · últimos 30 días\n1 bote abierto · 1 ganado\n")
    assert alt(card(shown)).startswith("Tiempo en llenarse. últimos 30 días · 1 bote. 100 % en menos de 90 s.")
    await world.officer.select(card(shown), ["7d"], custom_id="pot:v1:insights")
    assert said(shown).startswith("## 🪙 Botes · últimos 7 días\n")
