"""Random histories of pots, each from one seed: many members, several pots, double clicks, timers against buttons.

    uv run python -m tests.services.pot_histories --count 10000 --first 0

Discord fails now and then, the beacon is late, the process is killed at any await and starts anew. After every step
the twelve rules of `pot_books` must hold; a history that breaks one prints its seed and what led to it.
"""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection
from sqlalchemy.exc import SAWarning

from clients.hiscores import Hiscores
from clients.outside import Outside
from clients.wise_old_man import WiseOldMan
from domain.credit import Credit
from domain.errors import Refusal, Unavailable
from domain.guild import LEADER_ROLES, OFFICER_ROLES
from domain.ledger import MINT, Act, move, wallet
from domain.notices import Notice
from domain.people import Actor
from domain.pot_flags import FlagState
from domain.pot_settings import JOINS_PER_MINUTE, PotState
from domain.pots import Pot
from fairness.checks import DISCORD_EPOCH
from fairness.local_beacon import LocalBeacon
from services.desk import Desk
from services.guildhall import Guildhall
from services.notices import Posted, Undeliverable
from services.pots.making import Asked
from storage import ledger, members, migrations, pot_flags, pots, settings
from storage.engine import Database
from tests.services.conftest import LEADERS, OFFICERS, Clock
from tests.services.pot_books import Auditor
from tests.services.potting import rules

LOCAL = LocalBeacon.started(b"histories", genesis=1_690_000_000)
CHANNEL = 303
_YEAR = 1000 * 60 * 60 * 24 * 365


class Discord:
    """Takes what is posted, or fails as often as it is told to."""

    def __init__(self, clock: Clock, chance: random.Random) -> None:
        self.clock = clock
        self.chance = chance
        self.failing = 0.0
        self._count = 0

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        """To a channel."""
        await asyncio.sleep(0)
        if self.chance.random() < self.failing:
            raise Undeliverable("delivery.unreachable", final=False)
        self._count += 1
        ms = int(self.clock().timestamp() * 1000) - DISCORD_EPOCH
        return Posted(channel_id, (ms << 22) + self._count % 4096)

    async def hook(self, notice: Notice, url: str) -> Posted:
        """Nothing here goes through a webhook."""
        raise AssertionError(url)


class Beacon:
    """A relay that is silent as long as it is told to."""

    chain = LOCAL.chain
    urls = ()

    def __init__(self) -> None:
        self.silent = False

    async def signature(self, round_: int) -> bytes:
        """That round's."""
        await asyncio.sleep(0)
        if self.silent:
            raise Unavailable("draw.beacon_away")
        return LOCAL.sign(round_)

    async def close(self) -> None:
        """Nothing to let go of."""


class History:
    """One guild, one seed, and everything that happens there."""

    def __init__(self, db: Database, seed: int) -> None:
        self.chance = random.Random(seed)
        self.guild_id = 10_000 + seed
        self.clock = Clock()
        self.clock.advance(seconds=seed)
        self.desk = Desk(db, self.clock, self.chance.randbytes)
        self.beacon = Beacon()
        self.discord = Discord(self.clock, self.chance)
        self.hall = self._start()
        self.auditor = Auditor(self.guild_id, self.hall.draws)
        self.told: list[str] = []
        first = (int(self.clock().timestamp() * 1000) - DISCORD_EPOCH - self.chance.randrange(_YEAR)) << 22
        self.people = [
            Actor(self.guild_id, first + number, frozenset(), manages_guild=False)
            for number in range(self.chance.randint(3, 8))
        ]
        self.officer = Actor(self.guild_id, 7, frozenset({OFFICERS}), manages_guild=False)

    async def live(self, steps: int) -> None:
        """Everything that happens, checked after every step, until every pot is over."""
        await self.desk.db.write(self._prepare)
        for _ in range(steps):
            await self._step()
            await self.desk.db.write(self.auditor.look)
        await self._end()
        await self.desk.db.write(self.auditor.close)
        await self.hall.close()

    def _start(self) -> Guildhall:
        outside = Outside(
            lambda: cast("Hiscores", None), lambda: cast("WiseOldMan", None), lambda: cast(Any, self.beacon)
        )
        hall = Guildhall(self.desk, outside, lambda: b"histories")
        hall.notices.courier = self.discord
        return hall

    def _prepare(self, tx: Connection) -> None:
        now = self.clock()
        settings.put(tx, self.guild_id, OFFICER_ROLES.name, (OFFICERS,), by=None, at=now)
        settings.put(tx, self.guild_id, LEADER_ROLES.name, (LEADERS,), by=None, at=now)
        settings.put(tx, self.guild_id, JOINS_PER_MINUTE.name, self.chance.randint(2, 6), by=None, at=now)
        settings.put(tx, self.guild_id, "guild.announcements", CHANNEL, by=None, at=now)
        for one in self.people:
            self._give(tx, one)

    def _give(self, tx: Connection, who: Actor) -> None:
        member = members.ensure(tx, self.guild_id, who.user_id, self.clock())
        gift = move(Act.GRANT, Credit.CREDIT, self.chance.randint(1, 900), source=MINT, target=wallet(member.id))
        ledger.post(tx, self.guild_id, gift, key=self.chance.randbytes(8).hex(), at=self.clock())

    async def _step(self) -> None:
        many = self.chance.choice((1, 1, 1, 2, 5))
        acts = [self._act() for _ in range(many)]
        self.told.append(" + ".join(name for name, _ in acts))
        doing = asyncio.gather(*(self._try(act) for _, act in acts))
        if self.chance.random() < 0.08:
            await self._kill(doing)
        else:
            await doing

    def _act(self) -> tuple[str, Callable[[], Awaitable[object]]]:
        acts: list[tuple[int, Callable[[], Awaitable[object]]]] = [
            (3, self._open),
            (24, self._buy),
            (6, self._buy_twice),
            (4, self._leave),
            (1, self._pause),
            (1, self._resume),
            (1, self._cancel),
            (2, self._lock),
            (1, self._meddle),
            (2, self._decide_flag),
            (1, self._erase),
            (2, self._grant),
            (12, self._tick),
            (2, self._weather),
        ]
        weights = [weight for weight, _ in acts]
        _, act = self.chance.choices(acts, weights)[0]
        return act.__name__.strip("_"), act

    async def _try(self, act: Callable[[], Awaitable[object]]) -> None:
        try:
            await act()
        except Refusal as no:
            self.told.append(f"  no: {no.code}")

    async def _kill(self, doing: "asyncio.Future[Any]") -> None:
        """The process dies after some awaits, wherever it is, and a new one starts."""
        for _ in range(self.chance.randrange(25)):
            await asyncio.sleep(0)
        self.told.append("killed")
        others = asyncio.all_tasks() - {cast("asyncio.Task[Any]", asyncio.current_task())}
        for one in others:
            one.cancel()
        doing.add_done_callback(lambda done: done.cancelled() or done.exception())  # whatever came of it
        if others:  # a connection that was cut off in its closing never comes to its end
            await asyncio.wait(others, timeout=1)
        await self.desk.db.close()
        await self.desk.db.open()
        self.hall = self._start()
        self.auditor.draws = self.hall.draws

    async def _pot(self, *states: PotState) -> Pot | None:
        """A pot of the guild, rather one in these states."""
        found = await self.desk.db.read(lambda tx: pots.listed(tx, self.guild_id))
        wanted = [one for one in found if one.state in states]
        return self.chance.choice(wanted or found) if found else None

    async def _open(self) -> None:
        found = await self.desk.db.read(lambda tx: pots.listed(tx, self.guild_id, [PotState.OPEN]))
        if len(found) >= 3:
            return
        full = self.chance.choice((2, 5, 12, 30))
        asked = Asked(
            f"Pot {self.chance.randrange(99)}",
            cost=self.chance.choice((1, 10, 50)),
            max_tickets=full,
            max_per_user=self.chance.randint(1, full - 1),
            closes=f"in {self.chance.choice((1, 3, 10, 60))} minutes",
            repeat=self.chance.random() < 0.2,
        )
        await self.hall.pots.making.create(self.officer, asked, CHANNEL, rules)

    async def _buy(self) -> None:
        if pot := await self._pot(PotState.OPEN):
            tickets = self.chance.choice((1, 1, 2, 3, 5, 0, -1, 10**12))
            who = self.chance.choice(self.people)
            quote = await self.hall.pots.joining.quote(who, pot.id, tickets)
            await self.hall.pots.joining.buy(who, pot.id, tickets, quote.key)

    async def _buy_twice(self) -> None:
        """The same button pressed three times; it buys once."""
        if pot := await self._pot(PotState.OPEN):
            who, tickets = self.chance.choice(self.people), self.chance.randint(1, 3)
            quote = await self.hall.pots.joining.quote(who, pot.id, tickets)
            presses = (self.hall.pots.joining.buy(who, pot.id, tickets, quote.key) for _ in range(3))
            told = await asyncio.gather(*presses, return_exceptions=True)
            bought = [one for one in told if not isinstance(one, BaseException)]
            assert sum(not one.again for one in bought) <= 1, "bought twice"
            for one in told:
                if isinstance(one, BaseException):
                    raise one

    async def _leave(self) -> None:
        if pot := await self._pot(PotState.OPEN):
            await self.hall.pots.joining.leave(self.chance.choice(self.people), pot.id)

    async def _pause(self) -> None:
        if pot := await self._pot(PotState.OPEN):
            await self.hall.pots.closing.pause(self.officer, pot.id, "a look at the books")

    async def _resume(self) -> None:
        if pot := await self._pot(PotState.OPEN):
            await self.hall.pots.closing.resume(self.officer, pot.id)

    async def _cancel(self) -> None:
        if pot := await self._pot(*PotState):
            await self.hall.pots.closing.cancel(self.officer, pot.id, "nobody wants it")

    async def _lock(self) -> None:
        if pot := await self._pot(PotState.OPEN):
            await self.hall.pots.closing.lock(self.officer, pot.id)

    async def _meddle(self) -> None:
        """A member, and an officer of elsewhere, press what is not theirs."""
        if pot := await self._pot(PotState.OPEN):
            elsewhere = Actor(1, 7, frozenset({OFFICERS}), manages_guild=True)
            who = self.chance.choice((self.people[0], elsewhere))
            await self.hall.pots.closing.cancel(who, pot.id, "because I can")
            raise AssertionError("somebody cancelled a pot who may not")

    async def _decide_flag(self) -> None:
        found = await self.desk.db.read(lambda tx: pot_flags.page(tx, self.guild_id, limit=5, offset=0))
        waiting = [one for one in found if one.state is FlagState.OPEN]
        if waiting:
            flag = self.chance.choice(waiting)
            if self.chance.random() < 0.5:
                await self.hall.pots.flags.clear(self.officer, flag.id)
            else:
                await self.hall.pots.flags.hold(self.officer, flag.id, "one person, it seems")

    async def _erase(self) -> None:
        await self.hall.privacy.erase(self.chance.choice(self.people))

    async def _grant(self) -> None:
        await self.desk.db.write(lambda tx: self._give(tx, self.chance.choice(self.people)))

    async def _tick(self) -> None:
        self.clock.advance(seconds=self.chance.choice((0, 1, 5, 20, 70, 400)))
        await self._jobs()

    async def _weather(self) -> None:
        self.beacon.silent = self.chance.random() < 0.4
        self.discord.failing = self.chance.choice((0.0, 0.0, 0.3, 0.9))

    async def _jobs(self) -> None:
        jobs: list[Coroutine[Any, Any, None]] = [
            self.hall.pots.closing.due(),
            self.hall.draws.due(),
            self.hall.notices.deliver(),
        ]
        self.chance.shuffle(jobs)
        await asyncio.gather(*jobs)

    async def _end(self) -> None:
        """No more clicks: time alone must bring every pot to its end, with the beacon back or silent for good."""
        self.discord.failing = 0.0
        self.beacon.silent = self.chance.random() < 0.2
        for hours in (0, 1, 2, 25, 30, 30, 30):
            self.clock.advance(hours=hours)
            await self._jobs()
            self.clock.advance(seconds=30)
            await self._jobs()
            await self.desk.db.write(self.auditor.look)
            alive = await self.desk.db.read(pots.live)
            if not alive:
                return
            for pot in alive:
                if pot.state is PotState.OPEN and self.clock() < pot.closes_at:  # one that repeats opened it
                    await self.hall.pots.closing.cancel(self.officer, pot.id, "the night is over")


async def run(db: Database, seed: int, steps: int = 40) -> None:
    """One history; raises what broke, with the seed and what led to it."""
    history = History(db, seed)
    try:
        async with asyncio.timeout(120):
            await history.live(steps)
    except Exception as broken:
        broken.add_note(f"seed {seed}, after: " + "; ".join(history.told[-12:]))
        raise


async def _many(first: int, count: int, folder: Path) -> None:
    began = time.perf_counter()
    for start in range(first, first + count, 200):  # a fresh file now and then keeps every look quick
        url = f"sqlite:///{folder / f'{start}.db'}"
        migrations.upgrade(url)
        db = Database(url)
        await db.open()
        for seed in range(start, min(start + 200, first + count)):
            await run(db, seed)
        await db.close()
        (folder / f"{start}.db").unlink()
        sys.stdout.write(f"{start + 200 - first} histories, {time.perf_counter() - began:.0f} s\n")
        sys.stdout.flush()


def main() -> None:
    """As many histories as asked for."""
    asking = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    asking.add_argument("--count", type=int, default=10_000)
    asking.add_argument("--first", type=int, default=0)
    asked = asking.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore", SAWarning)  # who is killed hands no connection back
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_many(asked.first, asked.count, Path(folder)))
    sys.stdout.write("All of them hold.\n")


if __name__ == "__main__":
    main()
