"""Reading through aiosqlite with one hop to its thread a statement; its own cursors make four.

A hop is a thread that wakes another that wakes the first: of a small statement's time nearly all, of a board's a third.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any

import aiosqlite

_FIRST = 1000  # rows that come along with the hop that finds them: all that most statements have


class HoppingOnce(aiosqlite.Connection):
    """A connection whose cursors bring the first rows along, and whose transactions begin with their first statement.

    Its thread ends with the process when nobody closed it.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connect, iter_chunk_size=64)
        self._thread.daemon = True

    # SQLAlchemy enters what it gets here, as one would enter aiosqlite's own context manager around a cursor.
    def cursor(self) -> "_Cursor":  # pyright: ignore[reportIncompatibleMethodOverride]
        """A cursor; made here, for making one touches nothing that the thread could be busy with."""
        return _Cursor(self, self._conn.cursor())


class _Cursor(aiosqlite.Cursor):
    """Keeps the rows that came along and hands them out before it goes for more."""

    def __init__(self, connection: HoppingOnce, cursor: sqlite3.Cursor) -> None:
        super().__init__(connection, cursor)
        self._here: deque[Any] = deque()
        self._more = False

    async def execute(self, sql: str, parameters: Any = ()) -> "_Cursor":
        """Carry it out and bring the first rows along."""
        rows = await self._execute(self._first_rows, sql, parameters)  # pyright: ignore[reportUnknownMemberType]
        self._here.extend(rows)
        self._more = len(self._here) == _FIRST
        return self

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        rows = [*self._here, *(await super().fetchall() if self._more else ())]
        self._here.clear()
        self._more = False
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Up to `size` rows."""
        wanted = self.arraysize if size is None else size
        if not self._here and self._more:
            self._here.extend(await super().fetchmany(max(wanted, _FIRST)))
            self._more = bool(self._here)
        return [self._here.popleft() for _ in range(min(wanted, len(self._here)))]

    async def fetchone(self) -> Any:
        """The next row, None after the last."""
        return next(iter(await self.fetchmany(1)), None)

    async def close(self) -> None:
        """Close it; one that gave all its rows is at rest already, and needs no hop."""
        if self._more:
            await super().close()
        else:
            self._cursor.close()

    def _first_rows(self, sql: str, parameters: Any) -> list[Any]:
        if not self._cursor.connection.in_transaction:
            self._cursor.execute("BEGIN")  # until the rollback all statements see the same data
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchmany(_FIRST)
