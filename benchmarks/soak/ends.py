"""The ways in which the bot is killed: at a random moment, or just where it hurts."""

import asyncio
import random
from collections.abc import Callable, Coroutine
from typing import Any, Final

from aiohttp import web

from benchmarks.load.life import Life, until
from benchmarks.load.wire import Wire
from benchmarks.soak.members import Members

LONGEST: Final = 4.5
"""Seconds on Discord after which a life ends, whether or not the moment came that was chosen for it."""

KINDS: Final = ("moment", "start", "commit", "post", "answer", "draw", "backup")
_WEIGHTS: Final = (5, 2, 6, 3, 2, 5, 2)


class End:
    """One end, chosen from a seed; `phase` says in the report where it came."""

    def __init__(self, dice: random.Random, kind: str | None = None) -> None:
        self.kind = kind or dice.choices(KINDS, _WEIGHTS)[0]
        self.side = dice.choice(("before", "after"))
        self._number = dice.randint(1, 12)
        self._wait = dice.random()
        self._here = asyncio.Event()
        self.commit = (dice.randint(1, 60), self.side) if self.kind == "commit" else None

    @property
    def phase(self) -> str:
        """Where it is."""
        where = {"post": "it posts", "answer": "it answers", "commit": "a commit"}.get(self.kind)
        return (
            f"{self.side} {where}"
            if where
            else {"moment": "any moment", "draw": "a called draw"}.get(self.kind, f"a {self.kind}")
        )

    async def comes(self, life: Life, members: Members) -> str:
        """Wait for the moment and kill the bot; returns where it was killed."""
        waits: dict[str, Callable[[Life, Members], Coroutine[Any, Any, None]]] = {
            "start": self._starting,
            "draw": self._drawing,
            "backup": self._saving,
            "moment": self._any_moment,
        }
        if self.kind != "start":
            await life.ready()
        came = asyncio.create_task(waits.get(self.kind, self._at_request)(life, members))
        over = asyncio.create_task(until(lambda: life.over, LONGEST))
        await asyncio.wait((came, over), timeout=LONGEST, return_when=asyncio.FIRST_COMPLETED)
        early = life.over or came.done()
        for task in (came, over):
            task.cancel()
        await asyncio.wait((came, over))
        if not life.over:
            await life.kill()
        return self.phase if early else "any moment"

    def watch(self, wire: Wire) -> None:
        """Look out for the request at which it is to come."""
        wire.before = wire.aftermath = None
        if self.kind in ("post", "answer"):
            wire.before, wire.aftermath = (self._request, None) if self.side == "before" else (None, self._request)

    async def _request(self, method: str, path: str) -> web.StreamResponse | None:
        wanted = path.endswith("/messages") if self.kind == "post" else path.endswith("/callback")
        if method != "POST" or not wanted:
            return None
        self._number -= 1
        if self._number > 0:
            return None
        self._here.set()
        await asyncio.sleep(LONGEST)
        return web.Response(status=500)

    async def _at_request(self, _life: Life, _members: Members) -> None:
        await self._here.wait()

    async def _starting(self, _life: Life, _members: Members) -> None:
        await asyncio.sleep(0.1 + 1.6 * self._wait)

    async def _any_moment(self, _life: Life, _members: Members) -> None:
        await asyncio.sleep(0.3 + 3 * self._wait)

    async def _drawing(self, _life: Life, members: Members) -> None:
        """A little after a call, while its round is awaited or settled."""
        sql = "SELECT count(*) FROM draws WHERE state = 'called'"
        await until(lambda: members.look_up(sql) not in ([(0,)], []), LONGEST)
        await asyncio.sleep(1.6 * self._wait)

    async def _saving(self, life: Life, _members: Members) -> None:
        """In the middle of a backup, which is killed too."""
        process = await life.command("backup", str(life.folder / "saved.tar.gz"))
        try:
            await asyncio.sleep(0.4 + 1.4 * self._wait)
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
