"""The load: everybody acts at a given rate, and what that takes the bot is measured.

Arrivals are those of a Poisson process that waits for no answer (an open loop): a latency counts from the moment at
which somebody meant to act, so a bot that queues is found out. The bot is `bot.py run` in a process of its own;
Discord is a pretended one on a port of this machine, REST and gateway, which also takes what the jobs post and edit.
"""

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import aiohttp

from benchmarks.load.furnishing import furnish
from benchmarks.load.life import Life, Setting
from benchmarks.load.mix import Mix
from benchmarks.load.opening import open_all
from benchmarks.load.people import People
from benchmarks.load.seen import Plan, Seen
from benchmarks.load.town import Asked, Town
from benchmarks.load.wire import Wire
from benchmarks.measuring import folder
from fairness.local_beacon import LocalBeacon
from playground.beacon import DemoBeacon
from playground.growth import Characters
from playground.hiscores import DemoHiscores
from storage import checkup, ledger_check, points
from storage.engine import writing

_LAST_ANSWERS: Final = 30.0
_LOOK_EVERY: Final = 1.0
_PAGES_EVERY: Final = 0.5


def run(plan: Plan) -> Seen:
    """Do it; what was seen."""
    with folder() as place:
        return asyncio.run(_loaded(plan, place))


async def _loaded(plan: Plan, place: Path) -> Seen:
    town = Town(plan.guilds, plan.members // plan.guilds)
    await asyncio.to_thread(furnish, place / "guildhall.db", town.guilds, plan.seed)
    async with Wire(town) as wire, _outside(plan.seed) as environment:
        life = Life(wire, Setting(place, environment), "bot")
        await life.start()
        try:
            if not await life.ready():
                raise AssertionError(f"the bot did not start: {list(life.logged())[-3:]}")
            mix = Mix(People(town, wire), plan.seed)
            await open_all(mix)
            seen = await _act(plan, life, mix)
            if code := await life.stop():
                seen.troubles[f"exit code {code}"] += 1
        finally:
            if not life.over:
                await life.kill()
    _judge(seen, life, town, place / "guildhall.db")
    return seen


@asynccontextmanager
async def _outside(seed: int) -> AsyncGenerator[dict[str, str]]:
    """The outside world on this machine, as settings."""
    rounds = LocalBeacon.started(b"load %d" % seed, int(time.time()) - 3600)
    characters = Characters(seed, since=_now(), everybody=True)
    async with DemoBeacon(rounds, clock=_now) as beacon, DemoHiscores(characters, clock=_now) as hiscores:
        yield {
            "BEACON_URLS": beacon.url,
            "BEACON_CHAIN": rounds.info(),
            "HISCORES_URL": hiscores.url,
            "HISCORES_RATE": "50",
        }


async def _act(plan: Plan, life: Life, mix: Mix) -> Seen:
    """Everybody acts; meanwhile somebody looks at the memory, the panels and the pages."""
    seen, dice = Seen(), random.Random(plan.seed)
    begun, spent = time.perf_counter(), life.busy()
    beside = [
        asyncio.create_task(_look(seen, life, mix, begun, plan.seconds)),
        asyncio.create_task(_read_pages(seen, life)),
    ]
    unanswered: set[Asked] = set()

    def answered(asked: Asked, _: object) -> None:
        unanswered.discard(asked)
        seen.note(asked)
        mix.keep_up(asked)

    due = begun + dice.expovariate(plan.rate)
    while due < begun + plan.seconds:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        seen.late.append(time.perf_counter() - due)
        asked = mix.act(due)
        unanswered.add(asked)
        asked.done.add_done_callback(partial(answered, asked))
        due += dice.expovariate(plan.rate)
    if unanswered:
        await asyncio.wait([one.done for one in unanswered], timeout=_LAST_ANSWERS)
    seen.took, seen.processor = time.perf_counter() - begun, life.busy() - spent
    for task in beside:
        task.cancel()
    await asyncio.wait(beside)
    for asked in list(unanswered):
        seen.note(asked)
    return seen


async def _look(seen: Seen, life: Life, mix: Mix, begun: float, seconds: float) -> None:
    while True:
        seen.memory.append(((time.perf_counter() - begun) / seconds, life.resident()))
        mix.notice()
        await asyncio.sleep(_LOOK_EVERY)


async def _read_pages(seen: Seen, life: Life) -> None:
    """Somebody in a browser: the start page, /verify, and the proof of a draw that is settled."""
    address = next(line["address"] for line in life.logged() if line["message"] == "web pages")
    async with aiohttp.ClientSession(address) as browser:
        while True:
            for page in ("/", "/verify", "/healthz", await asyncio.to_thread(_proof, life.folder / "guildhall.db")):
                async with browser.get(page) as answer:
                    await answer.read()
                    seen.pages[f"{page.split('/')[1] or 'start'} {answer.status}"] += 1
                    if answer.status != 200:
                        seen.troubles[f"{page} answers {answer.status}"] += 1
                await asyncio.sleep(_PAGES_EVERY)


def _proof(path: Path) -> str:
    """The address of the newest proof; the start page while there is none."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as books:
        row = books.execute("SELECT address FROM draws WHERE state = 'settled' ORDER BY id DESC LIMIT 1").fetchone()
    return f"/proofs/{row[0]}.json" if row else "/"


def _judge(seen: Seen, life: Life, town: Town, path: Path) -> None:
    """What the log, the town and the books say afterwards."""
    seen.posts, seen.edits = town.taken["posts"], town.taken["edits"]
    seen.lags = [int(one) for line in life.lags.read_text(encoding="ascii").splitlines() for one in line.split()]
    for line in life.logged():
        if line["level"] not in ("DEBUG", "INFO", "WARNING"):
            why = str(line.get("error", "")).rstrip().rpartition("\n")[2]
            seen.troubles[f"{line['level']} {line['message']}: {why}"] += 1
    for request, times in town.strange.items():
        seen.troubles[f"asked of Discord: {request}"] += times
    for nonce, times in town.copies.items():
        if times > 1:
            seen.troubles[f"notice {nonce} was posted {times} times"] += 1
    for fault in faults(path):
        seen.troubles[fault] += 1
    with closing(sqlite3.connect(path)) as books:
        (seen.draws,) = books.execute("SELECT count(*) FROM draws WHERE state = 'settled'").fetchone()


def faults(path: Path) -> list[str]:
    """What is wrong with the books: the file, the ledger, the points, the logs' chains."""
    found = checkup.faults(path)
    engine = writing(path)
    with engine.begin() as tx:
        found += [f"the ledger: {fault}" for fault in ledger_check.check(tx)]
        found += [f"points: {fault}" for fault in points.check(tx)]
        found += [f"the log of {guild} is broken at {at}" for guild, at in checkup.broken_chains(tx).items()]
    engine.dispose()
    return found


def _now() -> datetime:
    return datetime.now(UTC)
