"""A draw from its commitment to its result, killed at every point that it passes. Run by test_crash_draws.py:

    python crashing_draws.py TEMPLATE FOLDER

FOLDER/point-1, point-2, … each get a copy of the database TEMPLATE and a process that works on it until it passes its
1st, 2nd, … point, where it gets SIGKILL; the last of them lives to the end. What was handed out stands in `receipts`,
what reached Discord in `posts`.
"""

import asyncio
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from clients.outside import Outside
from domain.draws import DrawState
from domain.errors import Conflict
from domain.notices import Notice
from fairness.checks import DISCORD_EPOCH
from fairness.local_beacon import LocalBeacon
from fairness.protocol import Claim, Kind
from services.desk import Desk
from services.draws import Plan
from services.guildhall import Guildhall
from services.notices import Posted
from storage import draws
from storage.draws import Record
from storage.engine import Database
from tests.storage.crashing import Fate, watch, write_down

GUILD = 77
CHANNEL = 5
BEGIN = datetime(2026, 11, 20, 12, tzinfo=UTC)
LOCAL = LocalBeacon.started(b"crashing", genesis=int(BEGIN.timestamp()) - 3000)
HASHES: dict[str, Callable[[Record], bytes | None]] = {
    "draw.committed": lambda record: record.commitment,
    "draw.locked": lambda record: record.lock.hash if record.lock else None,
    "draw.called": lambda record: record.call.hash if record.call else None,
}

T = TypeVar("T")


class Relays:
    """The beacon: answers without a network."""

    chain = LOCAL.chain
    urls = ()

    async def signature(self, round_: int) -> bytes:
        """That round's."""
        await asyncio.sleep(0)
        return LOCAL.sign(round_)

    async def close(self) -> None:
        """Nothing to let go of."""


class Books(Database):
    """The database, which may be the last that a process saw."""

    def __init__(self, url: str, fate: Fate | None) -> None:
        super().__init__(url)
        self._fate = fate

    async def write(self, work: Callable[[Connection], T]) -> T:
        """A transaction with a point just before its commit."""

        def watched(tx: Connection) -> T:
            result = work(tx)
            if self._fate:
                self._fate.point("before the commit")
            return result

        return await super().write(watched)


class House:
    """A life of the bot, with the clock at `now`."""

    def __init__(self, folder: Path, now: datetime, fate: Fate | None = None) -> None:
        self.now: datetime = now
        self.folder = folder
        self.fate = fate
        self.db = Books(f"sqlite:///{folder / 'guildhall.db'}", fate)
        self.hall = Guildhall(Desk(self.db, lambda: self.now, os.urandom), self.outside(), lambda: b"secret")
        self.hall.notices.courier = self

    def outside(self) -> Outside:
        """Whom the bot asks: for a draw, nobody but the beacon."""
        return Outside(_nobody, _nobody, lambda: cast("Any", Relays()))

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        """Discord: takes it, whatever becomes of the sender; drops repetitions by the nonce."""
        if self.fate:
            self.fate.point("before Discord took it")
        line: dict[str, Any] = {"nonce": notice.id, "event": notice.event}
        if hash_of := HASHES.get(notice.event):
            record = await self.db.read(lambda tx: draws.by_id(tx, int(notice.facts["draw"])))
            line["hash"] = (hash_of(record) or b"").hex()
        write_down(self.folder / "posts", line)
        if self.fate:
            self.fate.point("after Discord took it")
        ms = int(self.now.timestamp() * 1000) - DISCORD_EPOCH
        return Posted(channel_id, (ms << 22) + notice.id)

    async def hook(self, notice: Notice, url: str) -> Posted:
        """Nothing here goes through a webhook."""
        raise AssertionError(url)

    async def record(self) -> Record | None:
        """The one draw, if it was committed to."""
        return await self.db.read(lambda tx: draws.by_number(tx, GUILD, 1))

    async def commit(self) -> None:
        """Step 1."""
        plan = Plan(Kind.POT, "Friday Pot", self.now, 1, "A bond.", CHANNEL)
        record = await self.db.write(lambda tx: self.hall.draws.steps.commit(tx, GUILD, plan, by=None, now=self.now))
        self._hand_out("commit", record.commitment)

    async def lock(self, draw_id: int) -> None:
        """Step 2."""
        claims = [Claim(f"discord:{9000 + one}", 2) for one in range(5)]
        record = await self.db.write(lambda tx: self.hall.draws.steps.lock(tx, draw_id, claims, {}, self.now))
        self._hand_out("lock", record.lock.hash if record.lock else None)

    async def call(self, draw_id: int) -> None:
        """Step 3, by two leaders at once: one of them comes too late."""

        async def one() -> None:
            try:
                record = await self.db.write(lambda tx: self.hall.draws.steps.call(tx, draw_id, by=None, now=self.now))
            except Conflict as refusal:
                write_down(self.folder / "refusals", {"code": refusal.code})
            else:
                self._hand_out("call", record.call.hash if record.call else None)

        await asyncio.gather(one(), one())

    async def settle(self) -> None:
        """Steps 4 and 5, by two ticks at once."""
        self.now += timedelta(seconds=20)
        await asyncio.gather(self.hall.draws.due(), self.hall.draws.due())
        record = await self.record()
        if record is not None and record.state is DrawState.SETTLED:
            self._hand_out("settle", record.result)

    async def go_on(self) -> Record:
        """Take whatever step is next, until the draw is over."""
        while True:
            await self.hall.notices.deliver()
            record = await self.record()
            match record:
                case None:
                    await self.commit()
                case Record(state=DrawState.COMMITTED):
                    await self.lock(record.id)
                case Record(state=DrawState.LOCKED):
                    await self.call(record.id)
                case Record(state=DrawState.CALLED):
                    await self.settle()
                case _:
                    return record

    def _hand_out(self, step: str, value: bytes | None) -> None:
        write_down(self.folder / "receipts", {"step": step, "hash": (value or b"").hex()})


def _nobody() -> Any:
    raise AssertionError("nobody else is asked")


async def live(folder: Path, fate: Fate) -> None:
    """One life."""
    house = House(folder, BEGIN, fate)
    await house.db.open()
    await house.go_on()
    await house.hall.notices.deliver()
    await house.db.close()


def fork(template: Path, folder: Path, last: int, live: Callable[[Path, Fate], Coroutine[Any, Any, None]]) -> int:
    """Start a life; returns its process."""
    folder.mkdir()
    shutil.copy(template, folder / "guildhall.db")
    if (child := os.fork()) > 0:
        return child
    try:
        fate = Fate(last, folder)
        watch(fate)
        asyncio.run(live(folder, fate))
        write_down(folder / "lived", {"points": fate.passed})
    except Exception:  # noqa: BLE001 - nobody else hears of it
        traceback.print_exc()
    finally:
        os._exit(0 if (folder / "lived").exists() else 1)


def main(template: Path, folder: Path, live: Callable[[Path, Fate], Coroutine[Any, Any, None]]) -> None:
    """All lives, one after the other."""
    for last in range(1, 500):
        _, status = os.waitpid(fork(template, folder / f"point-{last}", last, live), 0)
        if not os.WIFSIGNALED(status):
            break


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), live)
