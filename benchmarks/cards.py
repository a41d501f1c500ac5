"""Members' cards as pictures: how long one takes in the thread that draws, and what the event loop notices of it.

Every card is another one: names, numbers, curves and portraits differ, only labels are the same. A card is drawn as a
command has it drawn, through the thread and the memory of `cogs.ui.profiles.drawing`.
"""

import asyncio
import io
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import Any, Final, TypeVar

import discord

from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.measuring import note_lags, percentile
from benchmarks.replaying import idle_lags
from cogs.ui.canvas import MOST_BYTES, Picture
from cogs.ui.profiles import drawing
from cogs.ui.profiles.pair import Half, Pair, Row, Value, pair_picture
from cogs.ui.profiles.picture import Course, Face, Movement, Rank, Sheet, Won, profile_picture
from cogs.ui.profiles.picture import Figure as Number
from cogs.ui.profiles.sketch import Sketch

T = TypeVar("T")

START: Final = datetime(2026, 10, 23, tzinfo=UTC)
_WORDS: Final = ("Slayer", "Friday", "Blade", "of", "the", "Fallen", "Star", "Pet", "Robot", "龍之介", "Ring", "Moon")


@dataclass(frozen=True, slots=True)
class Plan:
    """How many cards are drawn, and how many bare canvases beside them."""

    cards: int = 120
    bare: int = 30


class _Anyone:
    """An interaction as far as drawing looks at one."""

    app_permissions = discord.Permissions(attach_files=True)


def run(plan: Plan) -> list[Figure]:
    dice = random.Random(11)
    faces = [_photo(dice) for _ in range(8)]
    sheets = [_sheet(dice, dice.choice(faces)) for _ in range(plan.cards)]
    pairs = [_pair(dice, dice.choice(faces), dice.choice(faces)) for _ in range(plan.cards // 2)]
    asyncio.run(_drawn(profile_picture, [_sheet(dice, faces[0])]))  # fonts load with the first
    profiles, lags = asyncio.run(_drawn(profile_picture, sheets))
    both, more = asyncio.run(_drawn(pair_picture, pairs))
    floor = median(_bare() for _ in range(plan.bare))
    idle = asyncio.run(idle_lags())
    return [
        _figure("a member's card drawn off the event loop", profiles, floor, plan.cards),
        _figure("two members side by side", both, floor, len(pairs)),
        Figure(
            "event loop's lag meanwhile, p99",
            Amount(percentile([*lags, *more], 0.99) * 1000, "ms"),
            Amount(percentile(idle, 0.99) * 1000, "ms"),
            "p99 on an idle loop",
            Sense.AT_MOST,
            5,
            f"a timer every millisecond while {plan.cards + len(pairs)} cards are drawn one after the other",
        ),
    ]


def _figure(what: str, seconds: Sequence[float], floor: float, count: int) -> Figure:
    return Figure(
        what,
        Amount(median(seconds) * 1000, "ms"),
        Amount(floor * 1000, "ms"),
        "an empty card of the same size",
        Sense.AT_MOST,
        30,
        f"median of {count} different ones, CPU time of the thread that draws, each at most 30 KiB",
    )


async def _drawn(draw: Callable[[T], Picture], sheets: Sequence[T]) -> tuple[list[float], list[float]]:
    """Seconds of each, and by how late the loop was for a timer meanwhile."""
    lags: list[float] = []
    seconds: list[float] = []
    anyone: Any = _Anyone()

    def timed(sheet: T) -> Picture:
        begun = time.thread_time()
        picture = draw(sheet)
        seconds.append(time.thread_time() - begun)
        return picture

    probe = asyncio.create_task(note_lags(lags))
    for sheet in sheets:
        image = await drawing.drawn(anyone, timed, sheet)
        if image is None or not 0 < len(image.data) <= MOST_BYTES:
            raise AssertionError("a card was not drawn, or is too large")
    probe.cancel()
    return seconds, lags


def _bare() -> float:
    begun = time.thread_time()
    Sketch(640, 526).png()
    return time.thread_time() - begun


def _photo(dice: random.Random) -> bytes:
    """A busy picture as people have them."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (128, 128), dice.randrange(1 << 24))
    pen = ImageDraw.Draw(image)
    for _ in range(80):
        x, y, size = dice.randrange(128), dice.randrange(128), dice.randrange(3, 40)
        pen.ellipse((x - size, y - size, x + size, y + size), fill=dice.randrange(1 << 24))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _name(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(_WORDS) + str(dice.randrange(100)) for _ in range(words))


def _sheet(dice: random.Random, photo: bytes) -> Sheet:
    """A card with all that can be on one."""
    gained, points = 0, [(START, 0)]
    for half_day in range(1, 61):
        gained += int(dice.random() ** 3 * 400_000)
        points.append((START + timedelta(hours=12 * half_day), gained))
    labels = ("XP gained", "Priority", "Challenge points", "Won in pots")
    figures = tuple(_number(dice, label) for label in labels)
    won = tuple(
        Won("🏆🪙🎁"[at], _name(dice, 2), f"{dice.randrange(9999):,} credits · Nov {at + 1}") for at in range(3)
    )
    return Sheet(
        Face(_name(dice, 1), photo, 0x5B8DEF),
        f"EU · {_name(dice, 1)}",
        Rank(f"#{dice.randrange(1, 999)}", "of 10,000", _moved(dice), "Champion", 0xE8C04A),
        "",
        figures,
        "XP, last 30 days",
        Course(f"+{gained:,}", tuple(points), "Oct 23", "Nov 22", ("Oct 23: 0",)),
        "",
        "Latest wins",
        won,
        "",
        f"{_name(dice, 1)} 2,277 · {_name(dice, 1)} 1,204, ironman",
        0xD4AF37,
    )


def _number(dice: random.Random, label: str) -> Number:
    value, place = f"{dice.randrange(10**7):,}", dice.randrange(1, 40)
    return Number(label, value, value, place, f"#{place}", _moved(dice))


def _moved(dice: random.Random) -> Movement:
    places = dice.randrange(-20, 20)
    return Movement(places, str(places))


def _pair(dice: random.Random, left: bytes, right: bytes) -> Pair:
    rows = tuple(Row(label, _value(dice), _value(dice)) for label in ("Standing", "XP", "Levels", "Bosses", "Points"))
    halves = [Half(Face(_name(dice, 1), photo, 0), f"#{dice.randrange(99)} · Top 10") for photo in (left, right)]
    return Pair("two", halves[0], halves[1], rows, "more", "")


def _value(dice: random.Random) -> Value:
    number = dice.randrange(10**6)
    return Value(f"{number:,}", f"{number:,}", number)


FULL: Final = Plan()
TINY: Final = Plan(cards=4, bare=1)

BENCHMARK: Final = Benchmark(
    "cards", "members' cards as pictures, beside the event loop", partial(run, FULL), partial(run, TINY)
)
