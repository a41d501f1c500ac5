"""Backups on schedule: made beside the running bot, proved readable, and deleted again by a rule.

What is due stands in the books, so a restart needs nothing. What goes wrong never hurts the bot: it is logged once,
remembered for `check` and for monitors, and tried again after a while that grows.
"""

import asyncio
import logging
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from domain.rotation import Keep
from services.desk import BooksFailed, Desk
from storage import settings
from storage.backup import NotMade
from storage.safe import Safe

log = logging.getLogger(__name__)

LAST_AT: Final = "backup.last_at"
"""The fact that says when the newest backup on schedule was made, in ISO 8601."""

LAST_ERROR: Final = "backup.last_error"
"""The fact that says why there is none newer, in words; there is none while all is well."""

_FIRST_WAIT: Final = timedelta(minutes=5)
_LONGEST_WAIT: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where backups go, how often one is made, and which stay."""

    safe: Safe
    every: timedelta
    keep: Keep


@dataclass(frozen=True, slots=True)
class Standing:
    """When the newest backup on schedule was made (aware UTC), and what keeps a newer one from being made."""

    last_at: datetime | None
    error: str | None


class Backups:
    """Makes a backup whenever one is due; without a plan it makes none."""

    def __init__(self, desk: Desk, plan: Plan | None = None) -> None:
        self.plan = plan
        self._desk = desk
        self._failures = 0
        self._not_before: datetime | None = None
        self._said = ""

    async def due(self) -> None:
        """Make a backup if the newest is old enough, and none just failed."""
        plan, now = self.plan, self._desk.clock()
        if plan is None or (self._not_before is not None and now < self._not_before):
            return
        standing = await self.standing()
        # A clock that was wrong when the newest was made must not put the next one off for years.
        if standing.last_at is not None and abs(now - standing.last_at) < plan.every:
            return
        await self._make(plan, now)

    async def standing(self) -> Standing:
        """What the books remember."""
        return await self._desk.db.read(remembered)

    async def _make(self, plan: Plan, now: datetime) -> None:
        unwanted = threading.Event()
        try:
            made = await asyncio.to_thread(_save, plan, self._desk.db.path, now, unwanted)
            await self._made(*made, now)
        except (NotMade, OSError, sqlite3.Error, BooksFailed) as error:
            await self._failed(error, now)
        finally:
            unwanted.set()  # the thread does not hear that its task was cancelled

    async def _made(self, name: str, size: int, now: datetime) -> None:
        def note(tx: Connection) -> None:
            settings.remember(tx, LAST_AT, now.astimezone(UTC).isoformat())
            settings.forget(tx, LAST_ERROR)

        await self._desk.db.write(note)
        self._failures, self._not_before, self._said = 0, None, ""
        log.info("backup made", extra={"file": name, "bytes": size})

    async def _failed(self, error: Exception, now: datetime) -> None:
        self._not_before = now + min(_FIRST_WAIT * 2**self._failures, _LONGEST_WAIT)
        self._failures = min(self._failures + 1, 10)
        why = str(error) or type(error).__name__
        if why != self._said:
            self._said = why
            log.error("no backup was made", extra={"reason": why})
        self._desk.db.damage.look((error,))
        try:
            await self._desk.db.write(lambda tx: settings.remember(tx, LAST_ERROR, why))
        except BooksFailed as problem:
            log.debug("the books could not note it", exc_info=problem)


def remembered(tx: Connection) -> Standing:
    """How the backups stand, as the books have it."""
    at, error = settings.fact(tx, LAST_AT), settings.fact(tx, LAST_ERROR)
    return Standing(None if at is None else datetime.fromisoformat(at), error)


def _save(plan: Plan, database: Path, now: datetime, unwanted: threading.Event) -> tuple[str, int]:
    """In a thread: the bot goes on meanwhile. Returns the file's name and size."""
    if plan.safe.folder.is_dir():
        plan.safe.tidy()
    path = plan.safe.save(database, now, unwanted.is_set)
    plan.safe.rotate(plan.keep)
    return path.name, path.stat().st_size
