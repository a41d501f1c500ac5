"""A contest from its draft to its winner, killed at the points that it passes: a few of them by test_crash_contests.py,

    python crashing_contests.py TEMPLATE FOLDER SEED

or every one, each restarted and judged as the test does it, in some minutes:

    uv run python -m tests.storage.crashing_contests

The folders are those of crashing_draws.py. The clock stands in `clock`; a machine that was killed comes back after an
outage of minutes or hours.
"""

import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection

from clients.lookup import Answer, Failed, Found, Subject
from clients.outside import Outside
from clients.sweep import Outcome
from domain.characters import AccountType, parse_name
from domain.clan import Trigger
from domain.contest_drafts import Asked
from domain.contest_settings import RuleType
from domain.contests import Contest, ContestState, Wait
from domain.draws import DrawState
from domain.errors import Refusal
from domain.guild import ANNOUNCEMENTS
from domain.hiscores import Reading, Sheet
from domain.metrics import metric
from domain.people import Actor
from services.contests.views import Shown
from storage import characters, contests, members, migrations, runs, settings
from tests.storage.crashing import Fate, write_down
from tests.storage.crashing_draws import BEGIN, CHANNEL, GUILD, House, Relays, fork

LEADER = Actor(GUILD, 9000, frozenset(), manages_guild=True)
ASKED = Asked("Slayer week", "10M bank", "", "in 26 hours", 1)
RULES = ((RuleType.BOSS_KC, 50, "zulrah"), (RuleType.SKILL_XP, 1000, "slayer"))
OWNERS = {"Mara": 9001, "Tom": 9002, "Bram": None}
END = BEGIN + timedelta(hours=26)
MARKS = tuple(BEGIN + timedelta(hours=hours) for hours in (3, 10, 25.5, 26.01, 26.3))
"""When somebody looks: after the reminder of a day, half way, after that of an hour, and when it is over."""
OUTAGES = (timedelta(minutes=2), timedelta(minutes=40), timedelta(hours=3))
BASE = {"overall": 1_000_000, "slayer": 5000, "zulrah": 100}
FEW = 10


def says(name: str, now: datetime) -> dict[str, int] | None:
    """The hiscores: Mara gains, Tom's gain is taken back before the end, and Bram cannot be read after it."""
    half, over = now >= MARKS[1], now >= END
    match name:
        case "Mara":
            return BASE | {"zulrah": 100 + 60 * half, "slayer": 5000 + 900 * half + 600 * over}
        case "Tom":
            return BASE | {"zulrah": 100 + 55 * (half and not over)}
        case _:
            return None if over else BASE | {"zulrah": 100 + 70 * half}


class Hiscores:
    """Answers without a network."""

    next_try = None

    def __init__(self, house: House) -> None:
        self._house = house

    @asynccontextmanager
    async def sweep(self, subjects: Sequence[Subject]) -> AsyncGenerator[AsyncGenerator[Outcome]]:
        """Everybody, one after the other."""
        yield self._each(subjects)

    async def close(self) -> None:
        """Nothing to let go of."""

    async def _each(self, subjects: Sequence[Subject]) -> AsyncGenerator[Outcome]:
        for subject in subjects:
            await asyncio.sleep(0)
            yield Outcome(subject, self._answer(subject))

    def _answer(self, subject: Subject) -> Answer:
        found = says(subject.name.shown, self._house.now)
        if found is None:
            return Failed("timeout")
        sheet = Sheet({slug: Reading(slug, metric(slug).name, 1, value) for slug, value in found.items()})
        return Found(sheet, AccountType.REGULAR, self._house.now)


class ContestHouse(House):
    """A life of the bot in which a clan holds a contest."""

    def outside(self) -> Outside:
        """The game's hiscores and the beacon."""
        return Outside(*(lambda one=one: cast("Any", one) for one in (Hiscores(self), object(), Relays())))

    async def contest(self) -> Contest | None:
        """The one contest, if it was drafted."""

        def work(tx: Connection) -> Contest | None:
            found = contests.listed(tx, GUILD)
            return contests.by_id(tx, GUILD, found[-1].id) if found else None

        return await self.db.read(work)

    async def finish(self) -> Contest:
        """Do whatever is next, until the contest is over and everything is told."""
        for _ in range(80):
            await self.tick()
            contest = await self.contest()
            match contest:
                case None:
                    await self._draft()
                case Contest(state=ContestState.DRAFT):
                    await self._publish(contest)
                case Contest(state=ContestState.ACTIVE):
                    await self._half_way()
                    self._later()
                case Contest(state=ContestState.ENDED) if not await self._called_off():
                    await self._decide(await self.hall.contests.views.as_posted(GUILD, contest.id))
                case _:
                    await self.tick()
                    return contest
        raise AssertionError("the contest does not come to its end")

    async def tick(self) -> None:
        """The clock's jobs, in their order, each to its end; two of those that lock and settle at once."""
        await self.hall.clan.runs.due()
        await self.hall.clan.runs.quiet()
        await asyncio.gather(self.hall.contests.closing.due(), self.hall.contests.closing.due())
        await asyncio.gather(self.hall.draws.due(), self.hall.draws.due())
        await self.hall.notices.deliver()

    async def _called_off(self) -> bool:
        """Whether nobody earned an entry in time, so that there is no draw."""
        record = await self.record()
        return record is not None and record.state is DrawState.CANCELLED

    async def _draft(self) -> None:
        """A clan of three comes about, and its leader drafts the contest."""

        def enrol(tx: Connection) -> None:
            settings.put(tx, GUILD, ANNOUNCEMENTS.name, CHANNEL, by=None, at=self.now)
            if characters.count(tx, GUILD):
                return
            for name, user_id in OWNERS.items():
                owner = None if user_id is None else members.ensure(tx, GUILD, user_id, self.now).id
                characters.add(tx, GUILD, parse_name(name), AccountType.REGULAR, owner=owner, now=self.now)

        await self.db.write(enrol)
        contest = await self.hall.contests.making.create(LEADER, ASKED)
        write_down(self.folder / "receipts", {"act": "create", "contest": contest.id})

    async def _publish(self, contest: Contest) -> None:
        for kind, amount, targets in RULES[len(contest.rules) :]:
            await self.hall.contests.making.add_rule(LEADER, contest.id, kind, amount, targets)
        published = await self.hall.contests.making.publish(LEADER, contest.id, CHANNEL, lambda one: one.name)
        write_down(self.folder / "receipts", {"act": "publish", "draw": published.draw_id})

    async def _half_way(self) -> None:
        """An officer has everybody read, once."""
        if self.now < MARKS[1]:
            return
        taken = await self.db.read(lambda tx: runs.page(tx, GUILD, limit=99, offset=0))
        if not any(run.trigger is Trigger.MANUAL for run in taken):
            run, _ = await self.hall.clan.runs.start(LEADER)
            write_down(self.folder / "receipts", {"act": "run", "run": run.id})

    async def _decide(self, shown: Shown) -> None:
        """What a leader does once it is over, twice at once; or time passes."""
        closing, record = self.hall.contests.closing, shown.draw and shown.draw.record
        assert record is not None
        if shown.wait is Wait.CONFIRMATION and shown.run is not None:
            run_id = shown.run.id
            await asyncio.gather(
                *(self._act("confirm", closing.confirm(LEADER, shown.contest.id, run_id)) for _ in range(2))
            )
        elif record.state is DrawState.LOCKED and record.lock_post is not None:
            await asyncio.gather(*(self._act("call", closing.draw(LEADER, shown.contest.id)) for _ in range(2)))
        elif record.state is DrawState.CALLED:
            self._pass(timedelta(seconds=20))
        else:
            self._later()

    async def _act(self, name: str, act: Any) -> None:
        try:
            await act
        except Refusal as no:
            write_down(self.folder / "refusals", {"act": name, "code": no.code})
        else:
            write_down(self.folder / "receipts", {"act": name})

    def _later(self) -> None:
        """To the next moment at which somebody looks, or a little later."""
        ahead = [mark for mark in MARKS if mark > self.now]
        self._pass(ahead[0] - self.now if ahead else timedelta(minutes=10))

    def _pass(self, time: timedelta) -> None:
        self.now += time
        write_down(self.folder / "clock", {"now": self.now.timestamp()})


async def live(folder: Path, fate: Fate) -> None:
    """One life."""
    house = ContestHouse(folder, BEGIN, fate)
    await house.db.open()
    await house.finish()
    await house.db.close()


def lives(template: Path, folder: Path, seed: int | None) -> list[Path]:
    """A life that nothing ends, and then one for each of a few points, or of all; the folders that they left."""

    def one(last: int) -> Path:
        here = folder / f"point-{last:03}"
        os.waitpid(fork(template, here, last, live), 0)
        return here

    whole = one(0)
    passed: int = json.loads((whole / "lived").read_text())["points"]
    points = range(1, passed + 1)
    chosen = points if seed is None else sorted(random.Random(seed).sample(points, FEW))
    return [whole, *map(one, chosen)]


def every_point() -> None:
    """Every life, and the tests on what became of each."""
    from tests.storage import test_crash_contests as tests

    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        template, folder = Path(place) / "template.db", Path(place) / "lives"
        folder.mkdir()
        migrations.upgrade(f"sqlite:///{template}")
        afters = [tests.aftermath(one) for one in lives(template, folder, None)]
        for name, test in vars(tests).items():
            if name.startswith("test_"):
                test(afters)
    print(f"{len(afters)} lives, {time.perf_counter() - began:.0f} s")  # noqa: T201 - a command says what it did


if __name__ == "__main__":
    if len(sys.argv) > 1:
        lives(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    else:
        every_point()
