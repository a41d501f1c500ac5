"""A guild that acts and tells, and is killed at every point that it passes. Run by test_crash.py:

    python crashing.py TEMPLATE FOLDER SEED

FOLDER/point-1, point-2, … each get a copy of the database TEMPLATE and a process that works on it until it passes its
1st, 2nd, … point, where it gets SIGKILL; the last of them lives to the end. FOLDER/moment-… get one that is killed
after a random while (SEED). What was handed out stands in `receipts`, what reached Discord in `posts`.
"""

import asyncio
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from domain.errors import Invalid
from domain.notices import Notice
from services.desk import Desk
from services.notices import Notices, Posted
from storage import audit, engine, members, notices, settings
from storage.engine import Database

GUILD = 77
CHANNEL = 5
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVENT = "clan.snapshot_complete"
MOMENTS = 12


def write_down(file: Path, line: dict[str, Any]) -> None:
    """One line that outlives this process."""
    with file.open("a") as out:
        out.write(json.dumps(line) + "\n")


class Fate:
    """Counts the points that are passed; the `last` of them is the end (0: none is)."""

    def __init__(self, last: int, folder: Path) -> None:
        self.last = last
        self.folder = folder
        self.passed = 0

    def point(self, name: str) -> None:
        """Somewhere a machine may lose its power."""
        self.passed += 1
        if self.passed == self.last:
            write_down(self.folder / "died", {"at": name})
            os.kill(os.getpid(), signal.SIGKILL)


class PostOffice:
    """Discord: keeps what it was sent, with the nonce that tells repetitions."""

    def __init__(self, folder: Path, fate: Fate) -> None:
        self._posts = folder / "posts"
        self._fate = fate

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        """Taken, whatever becomes of the sender."""
        self._fate.point("before Discord took it")
        write_down(self._posts, {"nonce": notice.id, "act": notice.facts["act"], "channel": channel_id})
        self._fate.point("after Discord took it")
        await asyncio.sleep(0)
        return Posted(channel_id, 1000 + notice.id)

    async def hook(self, notice: Notice, url: str) -> Posted:
        """Nothing here goes through a webhook."""
        raise AssertionError(url)


def act(tx: Connection, number: int, fate: Fate, *, refused: bool) -> int:
    """Something that touches four tables, half of it after a point at which all may end."""
    fate.point("before anything")
    member = members.ensure(tx, GUILD, 9000 + number, NOW)
    settings.put(tx, GUILD, f"act.{number}", number, by=member.id, at=NOW)
    fate.point("half way")
    note, salt = f"note {number}", number.to_bytes(16, "big")
    seq = audit.append(tx, GUILD, "test.acted", actor=member.id, at=NOW, facts={"act": number}, note=note, salt=salt)
    notices.put(tx, GUILD, EVENT, key=f"act:{number}", facts={"act": number}, now=NOW, channel_id=CHANNEL)
    fate.point("before the commit")
    if refused:
        raise Invalid("settings.unknown", name=str(number))
    return seq


async def live(folder: Path, fate: Fate) -> None:
    """Act alone, act together (with one who is refused in between), tell in between and at the end."""
    db = Database(f"sqlite:///{folder / 'guildhall.db'}")
    await db.open()
    telling = Notices(Desk(db, lambda: NOW, os.urandom))
    telling.courier = PostOffice(folder, fate)

    async def one(number: int, *, refused: bool = False) -> None:
        try:
            seq = await db.write(lambda tx: act(tx, number, fate, refused=refused))
        except Invalid:
            write_down(folder / "refusals", {"act": number})
        else:
            write_down(folder / "receipts", {"act": number, "seq": seq})

    await one(1)
    await asyncio.gather(one(2), one(3), one(4, refused=True), one(5))
    await asyncio.gather(telling.deliver(), one(6))
    await asyncio.gather(*(one(number) for number in range(7, 10)))
    await telling.deliver()
    await db.close()


def watch(fate: Fate) -> None:
    """Points around every commit."""
    commit, hand_out = engine._commit, engine._hand_out

    def committing(connection: Connection, batch: Sequence[Any]) -> None:
        commit(connection, batch)
        fate.point("after the commit")

    def handing_out(batch: Sequence[Any]) -> None:
        hand_out(batch)
        fate.point("after it was handed out")

    engine._commit, engine._hand_out = committing, handing_out


def run(folder: Path, last: int) -> None:
    """One life in a process of its own."""
    fate = Fate(last, folder)
    watch(fate)
    asyncio.run(live(folder, fate))
    write_down(folder / "lived", {"points": fate.passed})


def fork(template: Path, folder: Path, last: int) -> int:
    """Start a life; returns its process."""
    folder.mkdir()
    shutil.copy(template, folder / "guildhall.db")
    if (child := os.fork()) > 0:
        return child
    try:
        run(folder, last)
    finally:
        os._exit(0 if (folder / "lived").exists() else 1)


def main(template: Path, folder: Path, seed: int) -> None:
    """All lives, one after the other."""
    for last in range(1, 500):
        here = folder / f"point-{last}"
        _, status = os.waitpid(fork(template, here, last), 0)
        if not os.WIFSIGNALED(status):
            break
    chance = random.Random(seed)
    for number in range(MOMENTS):
        child = fork(template, folder / f"moment-{number}", 0)
        time.sleep(chance.uniform(0.004, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
