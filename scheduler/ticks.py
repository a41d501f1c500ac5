"""APScheduler only ticks; what is due stands in the tables, so a restart or a late tick needs no special code."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import cast

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from services import trace
from services.desk import BooksFailed
from services.guildhall import Guildhall, Job

log = logging.getLogger(__name__)


class Ticks:
    """Runs the house's jobs, each never twice at a time."""

    def __init__(self, hall: Guildhall) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._lag = hall.meter.lag
        self._busy: set[asyncio.Task[None]] = set()
        for job in hall.jobs():
            self._scheduler.add_job(  # pyright: ignore[reportUnknownMemberType] - APScheduler 3 has no types
                _guarded(job, self._busy),
                IntervalTrigger(seconds=int(job.every.total_seconds())),
                id=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begin ticking on the running loop."""
        # A tick that is still at work when the next is due is not news.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler.start()
        self._lag.watch()

    async def finish(self, patience: float) -> None:
        """Tick no more, and let the jobs that are at work come to their end, for `patience` seconds at most."""
        if self._scheduler.running:
            self._scheduler.pause()
            if self._busy:
                await asyncio.wait(tuple(self._busy), timeout=patience)
        self.stop()

    def stop(self) -> None:
        """Tick no more; jobs that are at work are cut off."""
        self._lag.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


def _guarded(job: Job, busy: set[asyncio.Task[None]]) -> Callable[[], Awaitable[None]]:
    counter = 0
    failure = ""

    async def run() -> None:
        nonlocal counter, failure
        counter += 1
        trace.follow(f"{job.name}-{counter}")
        task = cast("asyncio.Task[None]", asyncio.current_task())
        busy.add(task)
        task.add_done_callback(busy.discard)
        try:
            await job.run()
        except Exception as error:
            # The next tick finds the same work due; one failure must not end the clock, and a disk that is full of
            # anything must not be filled with one stack a second.
            failure, before = _named(error), failure
            level = logging.DEBUG if failure == before else logging.ERROR
            log.log(level, "a job failed", exc_info=error, extra={"job": job.name})
        else:
            if failure:
                log.info("a job works again", extra={"job": job.name})
            failure = ""

    return run


def _named(error: Exception) -> str:
    """What went wrong, without the figures that differ each time."""
    cause = error.orig if isinstance(error, BooksFailed) else error
    return f"{type(cause).__name__}: {cause}"
