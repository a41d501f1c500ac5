"""Reading hops to its thread and back as seldom as it can."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import Connection

from storage import engine, migrations
from storage.engine import Database


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An open, migrated database."""
    url = f"sqlite:///{tmp_path / 'guildhall.db'}"
    migrations.upgrade(url)
    database = Database(url)
    await database.open()
    yield database
    await database.close()


async def test_a_read_hops_to_its_thread_once_a_statement(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hops: list[str] = []
    execute = vars(aiosqlite.Connection)["_execute"]

    async def counted(self: aiosqlite.Connection, fn: Any, *args: Any, **options: Any) -> Any:
        hops.append(fn.__name__)
        return await execute(self, fn, *args, **options)

    def work(tx: Connection) -> list[int]:
        return [tx.exec_driver_sql("SELECT ?", (number,)).scalar_one() for number in range(5)]

    await db.read(work)  # opens the connection
    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    assert await db.read(work) == [0, 1, 2, 3, 4]
    assert hops == ["_first_rows"] * 5 + ["rollback"]


async def test_connections_stay_open_however_many_read_at_once(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """To open one for a single reading, with its thread, costs more than the reading."""
    opened: list[Path] = []
    look = engine._look

    def counted(path: Path) -> Any:
        opened.append(path)
        return look(path)

    monkeypatch.setattr(engine, "_look", counted)

    def work(tx: Connection) -> int:
        return tx.exec_driver_sql("SELECT 7").scalar_one()

    for _ in range(3):
        assert await asyncio.gather(*(db.read(work) for _ in range(40))) == [7] * 40
    assert 1 < len(opened) <= engine._READERS
