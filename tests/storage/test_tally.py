"""Durations in buckets, and what the writer did."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import migrations
from storage.engine import Database
from storage.tally import COMMIT_BOUNDS, Buckets


def test_a_bound_belongs_to_its_bucket() -> None:
    buckets = Buckets((1.0, 2.0))
    for seconds in (0.0, 1.0, 1.0001, 2.0, 2.0001, 99.0):
        buckets.note(seconds)
    assert buckets.up_to() == [2, 4, 6]
    assert (buckets.count, buckets.seconds) == (6, pytest.approx(105.0002))


@given(st.lists(st.floats(0, 1e6)))
def test_buckets_count_as_one_would_by_hand(durations: list[float]) -> None:
    buckets = Buckets(COMMIT_BOUNDS)
    for seconds in durations:
        buckets.note(seconds)
    by_hand = [sum(seconds <= bound for seconds in durations) for bound in COMMIT_BOUNDS]
    assert buckets.up_to() == [*by_hand, len(durations)]
    assert all(low <= high for low, high in pairwise(buckets.up_to()))


async def test_the_writer_counts_commits_writes_and_what_the_database_could_not_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'guildhall.db'}"
    migrations.upgrade(url)
    db = Database(url)
    await db.open()

    def fine(tx: Connection) -> None:
        tx.exec_driver_sql("INSERT OR IGNORE INTO facts VALUES ('a', 'b')")

    def taken(tx: Connection) -> None:
        tx.exec_driver_sql("INSERT INTO facts VALUES ('a', 'c')")

    def refused(_: Connection) -> None:
        raise ValueError

    def impossible(tx: Connection) -> None:
        tx.exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    await db.write(fine)
    assert (db.commits.writes, db.commits.durations.count, db.commits.failures) == (1, 1, 0)
    for work, error in ((taken, IntegrityError), (refused, ValueError)):
        with pytest.raises(error):
            await db.write(work)
    assert (db.commits.writes, db.commits.failures) == (3, 0), "a rule that held, and a no: nothing failed"
    with pytest.raises(DBAPIError):
        await db.write(impossible)
    assert (db.commits.writes, db.commits.failures) == (4, 1)
    before = db.commits.durations.count
    await asyncio.gather(*(db.write(fine) for _ in range(40)))
    assert db.commits.writes == 44
    assert 1 <= db.commits.durations.count - before < 40, "they shared commits"
    assert db.commits.durations.seconds > 0
    await db.close()


async def test_how_many_wait_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'guildhall.db'}"
    migrations.upgrade(url)
    db = Database(url)
    await db.open()
    loop, begun = asyncio.get_running_loop(), asyncio.Event()
    waiting: list[int] = []

    def slow(_: Connection) -> None:
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(look(), loop).result()

    async def look() -> None:
        while db.waiting < 3:  # noqa: ASYNC110 - the queue tells nobody
            await asyncio.sleep(0)
        waiting.append(db.waiting)

    first = asyncio.create_task(db.write(slow))
    await begun.wait()
    async with asyncio.timeout(10):
        await asyncio.gather(first, *(db.write(lambda _: None) for _ in range(3)))
    assert waiting == [3]
    assert db.waiting == 0
    await db.close()
