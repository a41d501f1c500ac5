"""The one way to the database: writes through one thread that shares commits, reads through the async engine.

All that is particular to SQLite lives here: WAL with `synchronous=FULL`, so that what was answered survives the
plug; `BEGIN IMMEDIATE`, so that a writer never finds out late that it was not alone; foreign keys and recursive
triggers on every connection (`INSERT OR REPLACE` slips past delete triggers without them).
"""

import asyncio
import functools
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool, StaticPool

from storage.damage import Damage, Damaged, says_damaged
from storage.reading import HoppingOnce
from storage.tally import Commits

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[Connection], T]

insert = sqlite.insert
"""INSERT that knows ON CONFLICT; PostgreSQL's own has the same methods."""

once = functools.cache
"""Keeps a statement from when it is first needed: to build one takes longer than to carry it out."""

BUSY_SECONDS = 5.0
_SHARE = 64  # writes that may share one commit: bounds how long the first of them waits for the others
_TOLD_AT_ONCE = 8  # callers that go on in one turn of the event loop: who else waits has their turn in between
_BREATH = 0.00005  # seconds: long enough for another thread to wake up
_BREATH_EVERY = 0.002
_CACHED_STATEMENTS = 512
_READERS = 8  # connections that read at the same time, and stay open once they were needed
_AFTER = "after the commit"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    # KiB; a board over a year of a large clan touches 2,000 pages, and the default holds 500.
    "cache_size=-16000",
)


class Closed(RuntimeError):
    """The database is not open (any more)."""


@dataclass(slots=True)
class _Task:
    """One waiting write: what to do, where its result is awaited, and what is to follow once it is on disk."""

    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None
    context: Context = field(default_factory=copy_context)
    after: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])


class Database:
    """One SQLite file: `write` and `read` take synchronous functions of a connection.

    A function given to `write` is a transaction: it is carried out whole or not at all, nothing but SQL can
    happen inside it, and its result is handed out only after the commit is on disk. Writes that are waiting at
    the same time share one commit; each has a savepoint, so one that fails leaves no trace in the others.
    """

    def __init__(self, url: str) -> None:
        self.path = sqlite_path(url)
        self.damage = Damage()
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._gate = threading.Lock()  # nothing is handed in behind the closing's back, from whatever thread
        self._reader: AsyncEngine | None = None
        self._aside: Engine | None = None
        self.commits = Commits()

    @property
    def waiting(self) -> int:
        """How many writes wait for the writer."""
        return self._queue.qsize()

    async def open(self) -> None:
        """Open both sides; the file and its tables are there already (`storage.migrations`)."""
        if self._thread is not None:
            return
        self._queue = SimpleQueue()
        self._reader = _reading(self.path)
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # A daemon: `close` waits for it; an exit that skips `close` must not hang on it.
        self._thread = threading.Thread(target=self._serve, args=(ready.get_loop(), ready), name="writer", daemon=True)
        self._thread.start()
        try:
            await ready
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Finish every write that was handed in, then close; closing twice is fine."""
        with self._gate:
            thread, self._thread = self._thread, None
            if thread is None:
                return
            self._queue.put(None)
        await asyncio.to_thread(thread.join)
        reader, self._reader = self._reader, None
        if reader is not None:
            await reader.dispose()
        aside, self._aside = self._aside, None
        if aside is not None:
            aside.dispose()

    async def write(self, work: Work[T]) -> T:
        """Carry out `work` as one durable transaction and return what it returned.

        Raises what `work` raised (nothing is kept of it), `sqlalchemy.exc.DBAPIError` when the commit fails or the file
        is damaged, and `Closed`. Cancelling the caller does not take the write back.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._gate:
            if self._thread is None:
                raise Closed("the database is not open")
            self._queue.put(_Task(work, loop, future))
        return await future

    async def read(self, work: Work[T]) -> T:
        """Carry out `work` on one consistent view of the committed data; it cannot change anything."""
        if self._reader is None:
            raise Closed("the database is not open")
        try:
            async with self._reader.connect() as connection:
                return await connection.run_sync(work)
        except DBAPIError as error:
            self.damage.look((error,))
            raise

    async def read_aside(self, work: Work[T]) -> T:
        """The same in a thread beside the event loop, for what reads and reckons so much that it would stand still."""
        if self._reader is None:
            raise Closed("the database is not open")
        engine = self._aside = self._aside or _reading_aside(self.path)

        def read() -> T:
            try:
                with engine.connect() as connection:
                    return work(connection)
            except DBAPIError as error:
                self.damage.look((error,))
                raise

        return await asyncio.to_thread(read)

    def _serve(self, loop: asyncio.AbstractEventLoop, ready: asyncio.Future[None]) -> None:
        try:
            engine = writing(self.path)
            connection = engine.connect()
        except Exception as error:  # noqa: BLE001 - handed to whoever opens
            loop.call_soon_threadsafe(_open_up, ready, error)
            return
        loop.call_soon_threadsafe(_open_up, ready, None)
        try:
            while (task := self._queue.get()) is not None:
                batch, last = self._waiting(task)
                begun = time.perf_counter()
                if self.damage.found is None:
                    _commit(connection, batch)
                else:
                    _refuse(batch, self.damage.found)
                failed = [task.error for task in batch]
                self.damage.look(failed)
                self.commits.note(time.perf_counter() - begun, failed)
                _hand_out(batch)
                if last:
                    return
        finally:
            connection.close()
            engine.dispose()

    def _waiting(self, first: _Task) -> tuple[list[_Task], bool]:
        batch = [first]
        while len(batch) < _SHARE:
            try:
                task = self._queue.get_nowait()
            except Empty:
                break
            if task is None:
                return batch, True
            batch.append(task)
        return batch, False


class _Breath:
    """Lets the other threads run every few milliseconds of a long batch.

    SQLite gives Python's lock back so often, and so briefly each time, that whoever waits for it neither gets it nor
    may ask for it: the event loop would stand still until the commit.
    """

    def __init__(self) -> None:
        self._due = time.monotonic() + _BREATH_EVERY

    def take(self) -> None:
        """Pause for a moment, if it is time."""
        if time.monotonic() >= self._due:
            time.sleep(_BREATH)
            self._due = time.monotonic() + _BREATH_EVERY


def _commit(connection: Connection, batch: Sequence[_Task]) -> None:
    """Carry out the batch in one transaction; every task ends with a result or an error."""
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    try:
        connection.begin()
        alone = len(batch) == 1
        breath = _Breath()
        for task in batch:
            breath.take()
            if not alone:
                driver.execute("SAVEPOINT task")
            connection.info[_AFTER] = task.after
            try:
                task.result = task.work(connection)
            except BaseException as error:  # handed to the caller of write()
                task.error = _carried(error)
                if alone or not driver.in_transaction or says_damaged(error):
                    # Alone it has nothing to spare; some failures (disk full, I/O) undo the whole transaction; and
                    # nothing is committed to a file that is damaged.
                    raise
                driver.execute("ROLLBACK TO task")
            if not alone:
                driver.execute("RELEASE task")
        connection.commit()
    except BaseException as error:  # noqa: BLE001 - handed to the callers of write()
        connection.rollback()
        if driver.in_transaction:
            # SQLAlchemy holds a transaction whose commit failed for over; SQLite does not.
            driver.rollback()
        for task in batch:
            task.error = task.error or _carried(error)


def _refuse(batch: Sequence[_Task], damage: Damaged) -> None:
    for task in batch:
        task.error = DatabaseError(None, None, sqlite3.DatabaseError(str(damage)))


def _carried(error: BaseException) -> Exception:
    """The error as a future can carry it: an exit or a StopIteration would stop the wrong ones."""
    if isinstance(error, Exception) and not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError(f"a write raised {type(error).__name__}")
    wrapped.__cause__ = error
    return wrapped


def _open_up(ready: asyncio.Future[None], error: Exception | None) -> None:
    if ready.done():  # whoever opened has gone
        return
    if error is None:
        ready.set_result(None)
    else:
        ready.set_exception(error)


def _hand_out(batch: Sequence[_Task]) -> None:
    loops = {task.loop for task in batch}
    for loop in loops:
        mine = [task for task in batch if task.loop is loop]
        try:
            loop.call_soon_threadsafe(_settle, mine)
        except RuntimeError:  # the loop is gone, and with it everybody who waited
            log.warning("a write was committed after its caller had gone")


def _settle(tasks: Sequence[_Task]) -> None:
    if len(tasks) > _TOLD_AT_ONCE:
        tasks[0].loop.call_soon(_settle, tasks[_TOLD_AT_ONCE:])
    for task in tasks[:_TOLD_AT_ONCE]:
        if task.error is None:
            for act in task.after:
                task.loop.call_soon(act, context=task.context)
        if task.future.done():
            continue
        if task.error is not None:
            task.future.set_exception(task.error)
        else:
            task.future.set_result(task.result)


def after_commit(tx: Connection, act: Callable[[], None]) -> None:
    """Do something on the event loop once this write is on disk, before whoever awaits it goes on; never if it is not.

    It is done in the context of the call of `write`: a line in the log bears the reference of what brought it about.
    """
    tx.info.setdefault(_AFTER, []).append(act)


def upsert(table: Any, *key: str, change: Sequence[str]) -> sqlite.Insert:
    """INSERT of a whole row that, where `key` is taken, changes these columns of the row that is there."""
    statement = insert(table)
    return statement.on_conflict_do_update(index_elements=key, set_={name: statement.excluded[name] for name in change})


def sqlite_path(url: str) -> Path:
    """The file that a `sqlite:///` address names; raises `ValueError` for anything else."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise ValueError("DATABASE_URL must name a SQLite file, for example sqlite:///data/guildhall.db")
    return Path(parsed.database)


def writing(path: Path) -> Engine:
    """An engine of one connection that writes."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=StaticPool,
        query_cache_size=2000,
        connect_args={
            "timeout": BUSY_SECONDS,
            "cached_statements": _CACHED_STATEMENTS,
            "check_same_thread": False,
        },
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", begin_immediate)
    return engine


def _look(path: Path) -> sqlite3.Connection:
    """A connection that cannot change anything."""
    options: dict[str, Any] = {"timeout": BUSY_SECONDS, "cached_statements": _CACHED_STATEMENTS}
    connection = sqlite3.connect(path, check_same_thread=False, **options)
    _configure(connection)
    connection.execute("PRAGMA query_only=ON")
    return connection


def _reading_aside(path: Path) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: _look(path), poolclass=QueuePool, query_cache_size=2000)
    event.listen(engine, "begin", _begin_reading)
    return engine


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")  # until the rollback all statements see the same data


def _reading(path: Path) -> AsyncEngine:
    async def open_() -> HoppingOnce:
        connection = HoppingOnce(lambda: _look(path))
        await connection
        return connection

    # None beyond the pool: to open a connection for one reading, with its thread, costs more than the reading.
    pool: dict[str, Any] = {"pool_size": _READERS, "max_overflow": 0}
    return create_async_engine(f"sqlite+aiosqlite:///{path}", query_cache_size=2000, async_creator=open_, **pool)


def _configure(connection: sqlite3.Connection, _record: object = None) -> None:
    connection.isolation_level = None  # transactions start where we say, not where the driver thinks
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def begin_immediate(connection: Connection) -> None:
    """Start a transaction as the only writer, now rather than at the first change."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
