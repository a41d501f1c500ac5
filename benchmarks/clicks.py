"""A thousand people who press *Buy* at once, in the real bot: how long the last one waits, and what the loop suffers.

Everybody's click comes as the text that Discord's gateway would send, through discord.py's own parser; everything of
the house is real: the buttons, the service, the database, the clock's jobs, the panel that is repainted. What goes to
Discord goes through discord.py's own HTTP code into a session that swallows it.
"""

import asyncio
import json
import logging
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

import discord
from sqlalchemy import Connection

import bot as root
from benchmarks.figures import Amount, Benchmark, Figure, Sense
from benchmarks.interaction import APPLICATION, CHANNEL, FIRST, GUILD, TAKEN, Swallow, Taken, interaction_text, offline
from benchmarks.measuring import folder, note_lags, percentile
from benchmarks.replaying import idle_lags
from cogs.ui.pots.buying import quote_card
from cogs.ui.press import serve
from cogs.ui.words import words
from config import Settings
from domain.credit import Credit
from domain.ledger import MINT, Act, move, wallet
from domain.people import Actor
from domain.pots import Pot, Terms
from scheduler.ticks import Ticks
from services.pots.joining import Quote
from services.pots.making import Asked
from storage import ledger, members, migrations, pots

PANEL: Final = GUILD + 77
PEOPLE: Final = 400_000_000_000_000_000
KEY: Final = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rounds, people who click at once, and clicks that come in one piece of what the network brings."""

    rounds: int = 3
    people: int = 1000
    piece: int = 8


@dataclass(frozen=True, slots=True)
class Round:
    """What one round took: seconds until each answer, by which the loop was late, and when the panel was edited."""

    answers: list[float]
    lags: list[float]
    edits: list[float]


@dataclass
class Discord(Swallow):
    """Takes answers and edits, and notes when."""

    answered: dict[str, float] = field(default_factory=dict[str, float])
    edits: list[float] = field(default_factory=list[float])

    def __post_init__(self) -> None:
        super().__init__()

    def request(self, method: str, url: str, *, data: str = "", **options: Any) -> Any:
        """An interaction's callback, a post, or the panel's edit."""
        if str(url).endswith("/callback"):
            self.answered[str(url).rsplit("/", 3)[-3]] = time.perf_counter()
            return super().request(method, url, data=data)
        if method == "PATCH":
            self.edits.append(time.perf_counter())
        # What the pot's opening posts is taken too; ids grow with time, as Discord's do.
        return Taken(str(PANEL if method == "PATCH" else discord.utils.time_snowflake(discord.utils.utcnow())), _POST)


_POST: Final = json.dumps(TAKEN["resource"]["message"])


def run(plan: Plan) -> list[Figure]:
    logging.getLogger("services").setLevel(logging.WARNING)
    rounds: list[Round] = []
    for _ in range(plan.rounds):
        with folder() as place:
            rounds.append(asyncio.run(_clicked(place, plan)))
    idle = asyncio.run(idle_lags())
    return _figures(plan, rounds, idle)


def _figures(plan: Plan, rounds: list[Round], idle: list[float]) -> list[Figure]:
    middle = f"median of {plan.rounds} rounds of {plan.people} clicks at once; stubbed transport"
    return [
        Figure(
            f"{plan.people} clicks at once, the slowest answer",
            Amount(median(max(one.answers) for one in rounds), "s"),
            Amount(median(percentile(one.answers, 0.5) for one in rounds), "s"),
            "the middle one",
            Sense.AT_MOST,
            3,
            middle,
        ),
        Figure(
            "event loop's lag meanwhile, p99",
            Amount(median(percentile(one.lags, 0.99) for one in rounds) * 1000, "ms"),
            Amount(percentile(idle, 0.99) * 1000, "ms"),
            "p99 on an idle loop",
            Sense.AT_MOST,
            10,
            middle,
        ),
        Figure(
            "edits of the panel in any two seconds",
            Amount(max(_most_within(one.edits, 2.0) for one in rounds)),
            Amount(median(len(one.edits) for one in rounds)),
            "edits a round",
            Sense.AT_MOST,
            1,
            f"most of {plan.rounds} rounds",
        ),
    ]


def _most_within(moments: list[float], seconds: float) -> int:
    """The most of these moments that lie in less than that time."""
    return max(sum(first <= at < first + seconds for at in moments) for first in moments)


async def _clicked(place: Path, plan: Plan) -> Round:
    bot = root.build(Settings(data_dir=place))
    await asyncio.to_thread(migrations.upgrade, bot.settings.database)
    await bot.db.open()
    for extension in root.EXTENSIONS:
        await bot.load_extension(extension)
    serve(bot)
    with offline(bot, Discord()) as session:
        await bot._async_setup_hook()
        bot.http._global_over = asyncio.Event()
        bot.http._global_over.set()
        pot = await _furnished(bot, plan)
        ticks = Ticks(bot.hall)
        ticks.start()
        lags: list[float] = []
        probe = asyncio.create_task(note_lags(lags))
        begun = await _burst(bot, session, pot, plan)
        probe.cancel()
        await asyncio.sleep(4.5)  # for what the panel still has to show
        await ticks.finish(1)
        await _check(bot, pot, session, plan)
    await bot.hall.close()
    await bot.db.close()
    return Round([at - begun for at in session.answered.values()], lags, session.edits)


async def _burst(bot: root.Bot, session: Discord, pot: Pot, plan: Plan) -> float:
    texts = [_click(pot, number) for number in range(plan.people)]
    parse = bot._connection.parsers["INTERACTION_CREATE"]
    begun = time.perf_counter()
    for start in range(0, len(texts), plan.piece):
        for text in texts[start : start + plan.piece]:
            parse(json.loads(text)["d"])
        await asyncio.sleep(0)
    async with asyncio.timeout(60):
        await session.until(plan.people)
    return begun


async def _furnished(bot: root.Bot, plan: Plan) -> Pot:
    """Everybody has credits, and there is a pot with its panel."""
    now, hall = discord.utils.utcnow(), bot.hall

    def enrich(tx: Connection) -> None:
        members.enter_guild(tx, GUILD, now)
        for number in range(plan.people):
            member = members.ensure(tx, GUILD, PEOPLE + number, now)
            gift = move(Act.GRANT, Credit.CREDIT, 100, source=MINT, target=wallet(member.id))
            ledger.post(tx, GUILD, gift, key=f"gift:{number}", at=now)

    await bot.db.write(enrich)
    leader = Actor(GUILD, PEOPLE, frozenset(), manages_guild=True)
    asked = Asked("The large one", 1, 2 * plan.people, 5, "in 3 days", repeat=False)
    pot = await hall.pots.making.create(leader, asked, CHANNEL, _rules)
    await hall.panels.hang(GUILD, "pot", pot.id, channel_id=CHANNEL, message_id=PANEL)
    return pot


def _rules(terms: Terms) -> str:
    return terms.name


async def _check(bot: root.Bot, pot: Pot, session: Discord, plan: Plan) -> None:
    """Everybody was answered once and has a ticket, and the panel shows it."""
    stands = await bot.db.read(lambda tx: pots.find(tx, GUILD, pot.id))
    if stands is None or stands.sold != plan.people or len(session.answered) != plan.people or not session.edits:
        raise AssertionError(f"{stands}, {len(session.answered)} answers, {len(session.edits)} edits")


def _click(pot: Pot, number: int) -> str:
    """A press on *Buy* in the prompt that this person was shown."""
    card = quote_card(words("en-US"), Quote(pot, 1, 1, 0, 100, KEY))
    message_id = FIRST + 10_000_000 + number
    message = {
        "id": str(message_id),
        "channel_id": str(CHANNEL),
        "type": 19,
        "content": "",
        "author": {"id": str(APPLICATION), "username": "guildhall", "discriminator": "0", "avatar": None, "bot": True},
        "attachments": [],
        "embeds": [],
        "components": card.view().to_components(),
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
        "flags": 64 | 1 << 15,
        "timestamp": "2026-11-20T06:00:00+00:00",
        "edited_timestamp": None,
    }
    data = {"custom_id": f"pot:v1:buy:{pot.id}:1:{KEY}", "component_type": 2, "id": 5}
    return interaction_text(FIRST + number, PEOPLE + number, type=3, data=data, message=message)


FULL: Final = Plan()
TINY: Final = Plan(rounds=1, people=20)

BENCHMARK: Final = Benchmark(
    "clicks", "a thousand people press a button at once, in the real bot", partial(run, FULL), partial(run, TINY)
)
