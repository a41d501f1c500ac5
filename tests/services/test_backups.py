"""Backups on schedule: when one is due, what a failure leaves, and that the bot goes on meanwhile."""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from domain.rotation import Keep
from services import backups as module
from services.backups import Backups, Plan, Standing
from services.desk import Desk
from storage import backup, settings
from storage.engine import Database
from storage.safe import Safe

START = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """Stands still until it is told."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def plan(path: Path) -> Plan:
    """Every day, in the usual place."""
    path.with_name("secret.key").write_text("guildhalls-own-key")
    return Plan(Safe(path.parent / "backups", path.with_name("secret.key")), 24 * HOUR, Keep(2, 0, 0))


@pytest.fixture
def backups(db: Database, clock: Clock, plan: Plan) -> Backups:
    return Backups(Desk(db, clock, bytes), plan)


def made(plan: Plan) -> list[datetime]:
    return sorted(plan.safe.made())


async def at(backups: Backups, clock: Clock, after: timedelta) -> None:
    clock.now = START + after
    await backups.due()


async def test_the_first_is_made_at_once_and_the_next_a_day_later(backups: Backups, clock: Clock, plan: Plan) -> None:
    await backups.due()
    assert made(plan) == [START]
    assert await backups.standing() == Standing(START, None)
    await at(backups, clock, 23 * HOUR)
    assert made(plan) == [START]
    await at(backups, clock, 24 * HOUR)
    assert made(plan) == [START, START + 24 * HOUR]
    await at(backups, clock, 48 * HOUR)
    assert made(plan) == [START + 24 * HOUR, START + 48 * HOUR]


async def test_a_restart_needs_nothing(backups: Backups, clock: Clock, plan: Plan, db: Database) -> None:
    await backups.due()
    clock.now += 12 * HOUR
    again = Backups(Desk(db, clock, bytes), plan)
    await again.due()
    assert made(plan) == [START]


async def test_without_a_plan_none_is_made(db: Database, clock: Clock, path: Path) -> None:
    await Backups(Desk(db, clock, bytes)).due()
    assert not (path.parent / "backups").exists()


async def test_a_clock_that_was_years_ahead_does_not_put_the_next_one_off(
    backups: Backups, clock: Clock, plan: Plan
) -> None:
    await at(backups, clock, timedelta(days=3650))
    await at(backups, clock, timedelta())
    assert (await backups.standing()).last_at == START


async def test_a_failure_is_said_once_remembered_and_tried_again_after_waits_that_grow(
    db: Database, clock: Clock, plan: Plan, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Plan(Safe(plan.safe.folder / "unplugged", plan.safe.key, own=False), plan.every, plan.keep)
    backups = Backups(Desk(db, clock, bytes), away)
    tries: list[timedelta] = []
    saved = module._save

    def counted(*arguments: object) -> object:
        tries.append(clock.now - START)
        return saved(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_save", counted)
    with caplog.at_level(logging.INFO):
        for minutes in range(0, 60 * 24, 5):
            await at(backups, clock, timedelta(minutes=minutes))
    hours = [tried / HOUR for tried in tries]
    assert hours == pytest.approx(
        [0, 5 / 60, 15 / 60, 35 / 60, 75 / 60, 155 / 60, 315 / 60, 635 / 60, 995 / 60, 1355 / 60]
    )
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == ["no backup was made"]
    standing = await backups.standing()
    assert standing.last_at is None
    assert standing.error is not None
    assert "there is no folder" in standing.error
    # The disk is plugged in.
    away.safe.folder.mkdir(parents=True)
    await at(backups, clock, 60 * HOUR)
    assert await backups.standing() == Standing(START + 60 * HOUR, None)
    away.safe.folder.rename(plan.safe.folder / "plugged")
    await at(backups, clock, 90 * HOUR)
    await at(backups, clock, 90.1 * HOUR)
    assert len(tries) == 13, "after a success the waits begin anew"


async def test_a_failure_leaves_the_bot_at_work_and_what_was_saved(
    backups: Backups, clock: Clock, plan: Plan, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await backups.due()

    def full(*_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_pack", full)
    await at(backups, clock, 24 * HOUR)
    assert made(plan) == [START]
    assert [one.name for one in plan.safe.folder.iterdir()] == ["guildhall-20261120T060000Z.zip"]
    standing = await backups.standing()
    assert (standing.last_at, "No space left" in (standing.error or "")) == (START, True)
    await db.write(lambda tx: settings.remember(tx, "word", "goes on"))


async def test_one_that_finds_the_file_damaged_tells_the_house(
    backups: Backups, db: Database, path: Path, plan: Plan
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'members'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    await backups.due()
    assert db.damage.found is not None
    assert made(plan) == []


async def test_a_stop_breaks_it_off_and_leaves_nothing(
    backups: Backups, plan: Plan, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is being cancelled is a coroutine; the thread that packs has to be told."""
    begun, over = threading.Event(), threading.Event()
    proven = backup.prove

    def slow(source: Path) -> object:
        begun.set()
        assert over.wait(10)
        return proven(source)

    monkeypatch.setattr(backup, "prove", slow)
    making = asyncio.create_task(backups.due())
    await asyncio.to_thread(begun.wait, 10)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    over.set()
    for _ in range(1000):
        if not any(plan.safe.folder.iterdir()):
            break
        await asyncio.sleep(0.01)
    assert [*plan.safe.folder.iterdir()] == []
    assert (await backups.standing()).last_at is None


async def test_the_bot_goes_on_while_a_large_house_is_saved(
    backups: Backups, db: Database, path: Path, plan: Plan
) -> None:
    """Nobody waits for it, neither for the event loop nor for a write."""
    fill(path, 40)
    saving = asyncio.create_task(backups.due())
    lags, writes = await watched(saving.done, db)
    await saving
    assert made(plan) == [START]
    assert len(writes) > 3
    assert max(lags) < 1.0
    assert max(writes) < 5.0


def fill(path: Path, megabytes: int) -> None:
    """Make the database so large, with what cannot be packed well."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE ballast (content BLOB)")
        for _ in range(megabytes):
            connection.execute("INSERT INTO ballast VALUES (randomblob(500000) || zeroblob(500000))")


async def watched(over: Callable[[], bool], db: Database) -> tuple[list[float], list[float]]:
    """How late the event loop was and how long each write took, in seconds, until it is over."""
    lags, writes = [0.0], [0.0]

    async def write() -> None:
        number = 0
        while not over():
            begun = perf_counter()
            await db.write(lambda tx, number=number: settings.remember(tx, "word", str(number)))
            writes.append(perf_counter() - begun)
            number += 1
            await asyncio.sleep(0.02)

    writing = asyncio.create_task(write())
    while not over():
        begun = perf_counter()
        await asyncio.sleep(0.01)
        lags.append(perf_counter() - begun - 0.01)
    await writing
    return lags, writes
