"""Every settled draw's proof, verified as a stranger would, and its posts looked for where they must have been seen."""

import sqlite3
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, Final, cast

from benchmarks.load.life import ROOT
from benchmarks.load.town import Town
from clients.outside import Outside
from config import Settings, secret_key
from fairness.beacon import Chain
from fairness.checks import Trust
from fairness.verify import Outcome, verify
from services.desk import Desk
from services.guildhall import Guildhall
from storage.engine import Database

_BY_COMMAND: Final = 5
"""How many proofs are verified by `python -m fairness` too, in a process of its own."""


class Proofs:
    """Which draws were verified; `late` counts those that say of themselves that they were called late."""

    def __init__(self, folder: Path, town: Town, info: str) -> None:
        self.verified = 0
        self.late = 0
        self._folder, self._town = folder, town
        self._info, self._chain = info, Chain.described(info)
        self._done: set[int] = set()
        self._files: list[Path] = []

    async def faults(self) -> list[str]:
        """What is wrong with the proofs of the draws that were settled since the last time."""
        path = self._folder / "guildhall.db"
        sql = (
            "SELECT id, guild_id, number, round, commitment_post, lock_post, call_post FROM draws WHERE state='settled'"
        )
        with closing(sqlite3.connect(path)) as books:
            rows = [row for row in books.execute(sql) if row[0] not in self._done]
        found: list[str] = []
        async with self._house(path) as hall:
            for draw_id, guild_id, number, round_, *posts in rows:
                data = await hall.draws.proof_of(guild_id, number)
                found += [f"draw {number} of {guild_id}: {fault}" for fault in self._look(data, round_, posts)]
                self._files.append(self._folder / f"proof-{draw_id}.json")
                self._files[-1].write_bytes(data)
                self._done.add(draw_id)
        return found

    def by_command(self) -> list[str]:
        """What `python -m fairness` says of the newest proofs, where that is not that they hold."""
        info = self._folder / "chain.json"
        info.write_text(self._info, encoding="utf-8")
        found: list[str] = []
        for file in self._files[-_BY_COMMAND:]:
            words = (sys.executable, "-m", "fairness", str(file), "--test-chain", str(info))
            done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode and "called late" not in done.stdout:
                found.append(f"{file.name}: {done.stdout[-300:]}{done.stderr[-300:]}")
        return found

    def _look(self, data: bytes, round_: int, posts: list[int | None]) -> list[str]:
        checked = verify(data, Trust((self._chain,)))
        failed = {check.name for check in checked.failures}
        self.verified += checked.outcome is Outcome.VERIFIED
        self.late += checked.called_late
        if failed - {"posts"} or (failed and not checked.called_late):
            return [f"rejected: {[(check.name, check.detail) for check in checked.failures]}"]
        seen = [self._town.posts.get(post or 0) for post in posts]
        if any(post is None for post in seen):
            return [f"its posts {posts} were never seen"]
        moments = [post.at for post in seen if post is not None]
        if moments != sorted(moments):
            return [f"its posts were not seen in their order: {moments}"]
        if round_ and not checked.called_late and moments[-1] >= self._chain.time(round_):
            return [f"its call was seen {moments[-1] - self._chain.time(round_):.1f} s after its round"]
        return []

    @asynccontextmanager
    async def _house(self, path: Path) -> AsyncGenerator[Guildhall]:
        """The services on the books, to write the proofs down; nobody is asked for anything."""
        settings = Settings(data_dir=self._folder, beacon_chain=self._info)
        db = Database(f"sqlite:///{path}")
        outside = Outside(_nobody, _nobody, lambda: cast("Any", _Relays(self._chain)))
        await db.open()
        try:
            yield Guildhall(Desk(db, self._town_time, bytes), outside, lambda: secret_key(settings))
        finally:
            await db.close()

    def _town_time(self) -> Any:
        raise AssertionError("to write a proof down takes no time")


class _Relays:
    urls = ()

    def __init__(self, chain: Chain) -> None:
        self.chain = chain


def _nobody() -> Any:
    raise AssertionError("nobody is asked")
