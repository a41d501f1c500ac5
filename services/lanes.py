"""Lanes: what is told to a guild is told one after the other, and no guild waits for another."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from storage.notices import Lane

log = logging.getLogger(__name__)


class Lanes:
    """Delivers in each lane by a task of its own; two in one lane would tell things twice."""

    def __init__(self, deliver: Callable[[Lane], Coroutine[Any, Any, None]], patience: float) -> None:
        self._deliver = deliver
        self._patience = patience
        self._open: dict[Lane, asyncio.Task[None]] = {}
        self._slow: set[Lane] = set()
        self._closed = False

    async def run(self, lanes: Iterable[Lane]) -> bool:
        """Deliver in these lanes, and wait for them; whether all came to their end.

        One that takes longer than `patience` (seconds) goes on by itself, and is not waited for again until it is
        through; one that breaks off is logged.
        """
        asked = set(lanes)
        if self._closed:
            return False
        for lane in asked - self._open.keys():
            self._begin(lane)
        tasks = {self._open[lane]: lane for lane in asked - self._slow}
        if not tasks:
            return False
        done, slow = await asyncio.wait(tasks, timeout=self._patience)
        self._slow |= {tasks[task] for task in slow}
        return len(done) == len(asked) and all(map(_came_to_its_end, done))

    @property
    def closed(self) -> bool:
        """Whether a lane is to stop after what it has in hand."""
        return self._closed

    async def close(self) -> None:
        """Begin nothing new, let what is in hand come to its end for `patience` seconds, and cut off the rest."""
        self._closed = True
        if tasks := [*self._open.values()]:
            await asyncio.wait(tasks, timeout=self._patience)
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    def _begin(self, lane: Lane) -> None:
        def over(task: asyncio.Task[None]) -> None:
            del self._open[lane]
            self._slow.discard(lane)
            if not task.cancelled() and (error := task.exception()):
                log.error("deliveries broke off", exc_info=error, extra={"guild": lane.guild_id})

        task = self._open[lane] = asyncio.create_task(self._deliver(lane))
        task.add_done_callback(over)


def _came_to_its_end(task: asyncio.Task[None]) -> bool:
    return not task.cancelled() and task.exception() is None
