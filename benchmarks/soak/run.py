"""The soak: life after life of the bot on the same books, each ended by SIGKILL, until a simulated day is over.

The world (Discord, the beacon, the hiscores, Warcraft Logs) lives in this process and outlives the bot. Its time runs
ten times as fast as ours and jumps ahead while the bot is down, or asleep. Members act all along and write down what
they were told; after every tenth kill, and in the end, the books are compared with that and with the invariants.
"""

import asyncio
import random
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.load.life import Life, Setting
from benchmarks.load.people import People
from benchmarks.load.town import Town
from benchmarks.load.wire import Wire
from benchmarks.measuring import folder
from benchmarks.soak import invariants
from benchmarks.soak.acts import Acts, settle_in
from benchmarks.soak.clock import PACE, Clock
from benchmarks.soak.ends import End
from benchmarks.soak.invariants import Chains
from benchmarks.soak.journal import Journal
from benchmarks.soak.logs import unexpected
from benchmarks.soak.members import Members
from benchmarks.soak.proofs import Proofs
from benchmarks.soak.weather import Weather
from fairness.local_beacon import LocalBeacon
from playground.beacon import DemoBeacon
from playground.growth import Characters
from playground.hiscores import DemoHiscores
from playground.warcraft_logs import CLIENT, SECRET, DemoWarcraftLogs

_CHECK_EVERY: Final = 10
_ACTORS: Final = 5
_PAUSE: Final = 0.25
_SLEEPS: Final = 0.12
"""The share of lives in which the machine sleeps until the world is as far as it should be by then."""

_ENOUGH: Final = 20
"""How many faults are enough to stop for."""

_WAITS: Final = 20
_MOST_COPIES: Final = 4
"""How often a notice may be posted at most: a kill between post and commit repeats it once its nonce is forgotten."""


Tell = Callable[[str], None]
"""Is told how far it is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many hours pass, how often the bot is killed, which of all courses it takes, and how long it may take us."""

    hours: float = 24.0
    kills: int = 200
    seed: int = 7
    minutes: float = 60.0
    guilds: int = 2
    members: int = 24
    calm: float = 4.0
    """Hours in the end in which nothing goes wrong."""


@dataclass
class Report:
    """What happened, and everything that was wrong."""

    faults: list[str] = field(default_factory=list[str])
    kills: Counter[str] = field(default_factory=Counter[str])
    spells: Counter[str] = field(default_factory=Counter[str])
    deeds: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    expected: Counter[str] = field(default_factory=Counter[str])
    books: dict[str, int] = field(default_factory=dict[str, int])
    copies: int = 0
    verified: int = 0
    late: int = 0
    checks: int = 0
    hours: float = 0.0
    took: float = 0.0


def run(plan: Plan, tell: Tell) -> Report:
    """Do it; `tell` is told of every tenth kill."""
    with folder() as place:
        return asyncio.run(Soak(plan, place, tell).run())


class Soak:
    """One run, in a folder of its own."""

    def __init__(self, plan: Plan, place: Path, tell: Tell) -> None:
        self.plan, self.place, self.tell = plan, place, tell
        self.report, self.journal, self.chains = Report(), Journal(), Chains()
        self.dice = random.Random(plan.seed)
        self.clock = Clock(place / "clock", datetime.now(UTC))
        self.town = Town(plan.guilds, plan.members // plan.guilds, self.clock.seconds)
        self.lives = 0
        self._blamed: set[str] = set()

    async def run(self) -> Report:
        """A first day without trouble, the lives, a calm end, and the last check."""
        begun = time.monotonic()
        async with self._world():
            await self._settle_in()
            while sum(self.report.kills.values()) < self.plan.kills and len(self.report.faults) < _ENOUGH:
                if time.monotonic() - begun > self.plan.minutes * 60:
                    self.report.faults.append(f"time was up after {sum(self.report.kills.values())} kills")
                    break
                await self._live()
                if not (kills := sum(self.report.kills.values())) % _CHECK_EVERY:
                    await self._check()
                    self.tell(f"{kills} kills, {self.clock.elapsed} gone, {len(self.report.faults)} faults")
            await self._calm_down()
        report = self.report
        report.spells, report.deeds = self.weather.spells, self.journal.story()
        report.copies = sum(times - 1 for times in self.town.copies.values())
        report.verified, report.late = self.proofs.verified, self.proofs.late
        report.hours, report.took = self.clock.elapsed.total_seconds() / 3600, time.monotonic() - begun
        return report

    @asynccontextmanager
    async def _world(self) -> AsyncGenerator[None]:
        now = self.clock.now
        rounds = LocalBeacon.started(b"soak %d" % self.plan.seed, int(self.clock.seconds()) - 3600)
        characters = Characters(self.plan.seed, since=now() - timedelta(days=1), everybody=True)
        async with (
            Wire(self.town) as self.wire,
            DemoBeacon(rounds, clock=now) as beacon,
            DemoHiscores(characters, clock=now) as hiscores,
            DemoWarcraftLogs() as logs,
        ):
            self.setting = Setting(
                self.place,
                {
                    "BEACON_URLS": beacon.url,
                    "BEACON_CHAIN": rounds.info(),
                    "HISCORES_URL": hiscores.url,
                    "HISCORES_RATE": "100",
                    "WARCRAFT_LOGS_URL": logs.url,
                    "WARCRAFT_LOGS_CLIENT_ID": CLIENT,
                    "WARCRAFT_LOGS_CLIENT_SECRET": SECRET,
                },
                self.place / "clock",
            )
            people = People(self.town, self.wire)
            self.members = Members(people, self.journal, self.place / "guildhall.db", self.dice)
            self.acts = Acts(self.members, logs, self.clock)
            self.weather = Weather(self.wire, beacon, hiscores, self.clock, self.dice)
            self.proofs = Proofs(self.place, self.town, rounds.info())
            yield

    def _new_life(self, end: End | None = None) -> Life:
        self.lives += 1
        return Life(self.wire, self.setting, f"life-{self.lives}", die=end.commit if end else None)

    async def _settle_in(self) -> None:
        life = self._new_life()
        await life.start()
        if not await life.ready():
            raise AssertionError(f"the bot did not start: {list(life.logged())[-3:]}")
        self.members.alive = True
        for guild in self.town.guilds:
            await settle_in(self.acts, guild)
        self._stopped(await life.stop(), life)

    async def _live(self) -> None:
        """From a start to a kill, with people who act and something that goes wrong."""
        end = End(self.dice)
        life = self._new_life(end)
        self._let_time_pass()
        end.watch(self.wire)
        before = self.weather.spells.copy()
        await life.start()
        weather, people = asyncio.create_task(self._spoil(life)), asyncio.create_task(self._people(life))
        try:
            self.report.kills[await end.comes(life, self.members)] += 1
        finally:
            if not life.over:
                await life.kill()
            self._part(life)
            weather.cancel()
            await asyncio.wait((weather, people))
            self.wire.before = self.wire.aftermath = self.wire.trouble = None
            self.weather.clear()
        people.result()
        self._read_log(life, set(self.weather.spells - before))

    def _part(self, life: Life) -> None:
        self.members.alive = False
        life.bury()

    async def _spoil(self, life: Life) -> None:
        """What goes wrong, once the bot is there."""
        if await life.ready():
            self.wire.trouble = self.weather.trouble
            if self.dice.random() < _SLEEPS:
                await self._sleep()
            await self.weather.spoil(life)

    async def _people(self, life: Life) -> None:
        """Everybody who acts, until the bot is gone; then they note what they were told."""
        if await life.ready():
            self.members.alive = True
            await asyncio.gather(*(self._act() for _ in range(_ACTORS)))

    async def _act(self) -> None:
        while self.members.alive:
            await self.acts.one(self.dice.choice(self.town.guilds))
            await asyncio.sleep(self.dice.uniform(0, _PAUSE))

    def _behind(self) -> float:
        """Seconds by which the world is not where it should be after so many kills."""
        share = (sum(self.report.kills.values()) + 1) / self.plan.kills
        return max(0.0, share * self.plan.hours * 3600 - self.clock.elapsed.total_seconds())

    def _let_time_pass(self) -> None:
        """The bot was down for a moment, or for as long as it takes."""
        self.clock.skip(
            self._behind() if self.dice.random() < _SLEEPS else min(self._behind(), self.dice.uniform(0, 120))
        )

    async def _sleep(self) -> None:
        """The machine sleeps while the bot is at work."""
        await asyncio.sleep(self.dice.uniform(0.2, 2))
        self.clock.skip(self._behind())

    def _read_log(self, life: Life, spells: set[str]) -> None:
        for line, expected in unexpected(life.logged(), spells):
            if expected:
                self.report.expected[expected] += 1
            else:
                self._blame(f"{life.name}, {', '.join(spells) or 'calm'}", [line])

    def _blame(self, when: str, found: Sequence[str]) -> None:
        for fault in found:
            if fault not in self._blamed:
                self._blamed.add(fault)
                self.report.faults.append(f"{when}: {fault}")
                self.tell(f"FAULT {self.report.faults[-1]}")

    async def _check(self) -> None:
        """Everything that holds at any moment."""
        path = self.place / "guildhall.db"
        self.report.checks += 1
        found = await asyncio.to_thread(invariants.faults, path, self.chains)
        with closing(sqlite3.connect(path)) as books:
            found += self.journal.faults(books)
        found += await self.proofs.faults()
        self._blame(f"after {sum(self.report.kills.values())} kills", found)

    async def _calm_down(self) -> None:
        """Some hours in which nothing goes wrong and nobody acts, to the end of everything that was begun."""
        self.clock.skip(self._behind())
        life = self._new_life()
        await life.start()
        if not await life.ready():
            self.report.faults.append("the bot does not start any more")
            return
        self.members.alive = True
        for _ in range(round(4 * self.plan.calm)):
            await self._finish_contests()
            await asyncio.sleep(1)
            self.clock.skip(900 - PACE)
        await asyncio.sleep(5)
        stuck = await self._stuck()
        self._stopped(await life.stop(), life)
        await self._check()
        self.report.faults += [f"stuck: {one}" for one in stuck]
        self.report.faults += self._posts()
        self.report.faults += await asyncio.to_thread(self.proofs.by_command)
        self._count()

    async def _stuck(self) -> list[str]:
        """What is overdue, and stays so however long one waits."""
        path, stuck = self.place / "guildhall.db", list[str]()
        for _ in range(_WAITS):
            stuck = await asyncio.to_thread(invariants.overdue, path, self.clock.seconds())
            if not stuck:
                break
            await asyncio.sleep(1)
        return stuck

    async def _finish_contests(self) -> None:
        for guild in self.town.guilds:
            await self.acts.contests.finish(guild)

    def _posts(self) -> list[str]:
        """Notices that were never seen, or too often, and what the bot asked that no Discord knows."""
        with closing(sqlite3.connect(self.place / "guildhall.db")) as books:
            told = books.execute("SELECT id, event, message_id FROM outbox WHERE state = 'delivered'").fetchall()
            lost = books.execute("SELECT id, event, error FROM outbox WHERE state = 'failed'").fetchall()
        found = [f"notice {row} was given up" for row in lost]
        found += [f"notice {row} was never seen" for row in told if row[2] and row[2] not in self.town.posts]
        found += [
            f"notice {n} was posted {times} times" for n, times in self.town.copies.items() if times > _MOST_COPIES
        ]
        return found + [f"asked of Discord: {request}" for request in self.town.strange]

    def _count(self) -> None:
        tables = ("transactions", "pots", "draws", "auctions", "decisions", "point_batches", "contests", "challenges")
        with closing(sqlite3.connect(self.place / "guildhall.db")) as books:
            for table in (*tables, "submissions", "raids", "snapshot_runs", "outbox", "audit"):
                (self.report.books[table],) = books.execute(f"SELECT count(*) FROM {table}").fetchone()
            (self.report.books["draws settled"],) = books.execute(
                "SELECT count(*) FROM draws WHERE state = 'settled'"
            ).fetchone()

    def _stopped(self, code: int, life: Life) -> None:
        if code:
            self.report.faults.append(f"{life.name} ended with exit code {code}")
        self._part(life)
        self._read_log(life, set())
