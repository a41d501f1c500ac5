"""`Database`: what it promises to those who write, to those who read, and to those who pull the plug."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from domain.errors import Invalid
from storage import engine
from storage.engine import Closed, Database, Work, sqlite_path
from storage.settings import FactRow, GuildSettingRow

Put = Callable[..., Work[str]]


def put(key: str, value: str = "") -> Work[str]:
    """A write of one row that returns its key."""

    def work(tx: Connection) -> str:
        tx.execute(insert(FactRow).values(key=key, value=value))
        return key

    return work


def keys(tx: Connection) -> set[str]:
    """The keys of all rows."""
    return set(tx.execute(select(FactRow.key)).scalars())


def driver(tx: Connection) -> sqlite3.Connection:
    """SQLite's own connection under `tx`."""
    return cast(sqlite3.Connection, tx.connection.driver_connection)


@contextmanager
def held_up(db: Database) -> Generator[asyncio.Task[None]]:
    """The writer is busy inside; what is handed in meanwhile waits, and goes on together afterwards."""
    go = threading.Event()
    blocker = asyncio.ensure_future(db.write(lambda tx: void(go.wait(10))))
    try:
        yield blocker
    finally:
        go.set()


def void(_: object) -> None:
    """Nothing."""


async def together(db: Database, *works: Work[Any]) -> list[Any]:
    """The outcomes of writes that waited at the same time."""
    with held_up(db) as blocker:
        await asyncio.sleep(0.02)
        waiting = [asyncio.ensure_future(db.write(work)) for work in works]
        await asyncio.sleep(0)
    await blocker
    return await asyncio.gather(*waiting, return_exceptions=True)


async def listen(db: Database) -> list[str]:
    """Every statement that the writer's connection carries out from now on."""
    said: list[str] = []
    await db.write(lambda tx: driver(tx).set_trace_callback(said.append))
    await db.write(void)
    said.clear()
    return said


# Writing


async def test_a_write_hands_out_its_result_when_it_is_on_disk(db: Database, path: Path):
    assert await db.write(put("a")) == "a"
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT key FROM facts").fetchall() == [("a",)]


async def test_writes_that_wait_share_one_commit(db: Database):
    said = await listen(db)
    outcomes = await together(db, *(put(str(number)) for number in range(20)))
    assert outcomes == [str(number) for number in range(20)]
    assert said.count("COMMIT") == 2, "the one that held them up, and one for all that waited"
    assert said.count("BEGIN IMMEDIATE") == 2


async def test_a_commit_is_not_shared_by_more_than_the_first_can_wait_for(db: Database):
    said = await listen(db)
    await together(db, *(put(str(number)) for number in range(engine._SHARE + 1)))
    assert said.count("COMMIT") == 3


async def test_one_that_fails_leaves_no_trace_in_the_others(db: Database):
    def half(tx: Connection) -> None:
        tx.execute(insert(FactRow).values(key="half", value=""))
        raise Invalid("settings.unknown", name="x")

    before, failed, twice, after = await together(db, put("before"), half, put("before"), put("after"))
    assert (before, after) == ("before", "after")
    assert isinstance(failed, Invalid)
    assert isinstance(twice, IntegrityError)
    assert await db.read(keys) == {"before", "after"}


async def test_a_refusal_comes_out_as_it_went_in(db: Database):
    refusal = Invalid("settings.unknown", name="x")

    def refuse(tx: Connection) -> None:
        tx.execute(insert(FactRow).values(key="half", value=""))
        raise refusal

    with pytest.raises(Invalid) as alone:
        await db.write(refuse)
    assert alone.value is refusal
    assert await db.read(keys) == set()
    assert await db.write(put("next")) == "next"


@pytest.mark.parametrize("exit_", [SystemExit, KeyboardInterrupt, asyncio.CancelledError, StopIteration])
async def test_not_even_an_exit_inside_a_write_takes_the_writer_down(db: Database, exit_: type[BaseException]):
    def leave(tx: Connection) -> None:
        tx.execute(insert(FactRow).values(key="half", value=""))
        raise exit_

    with pytest.raises(RuntimeError, match=exit_.__name__):
        await asyncio.wait_for(db.write(leave), 2)
    outcomes = await asyncio.wait_for(together(db, put("a"), leave, put("b")), 2)
    assert [outcomes[0], outcomes[2]] == ["a", "b"]
    assert await db.read(keys) == {"a", "b"}


async def test_a_commit_that_fails_fails_all_who_shared_it_and_the_next_goes_through(db: Database):
    def bad(tx: Connection) -> str:
        driver(tx).execute("PRAGMA defer_foreign_keys=ON")  # found out by the commit only
        driver(tx).execute("INSERT INTO guild_settings VALUES (1, 'x', '1', 404, 0)")
        return "bad"

    outcomes = await together(db, put("a"), bad, put("b"))
    assert [type(outcome) for outcome in outcomes] == [IntegrityError] * 3
    assert await db.read(keys) == set()
    assert await db.write(put("next")) == "next"
    assert await db.read(keys) == {"next"}


async def test_a_commit_that_fails_alone_leaves_the_connection_usable(db: Database):
    def bad(tx: Connection) -> None:
        driver(tx).execute("PRAGMA defer_foreign_keys=ON")
        driver(tx).execute("INSERT INTO guild_settings VALUES (1, 'x', '1', 404, 0)")

    with pytest.raises(IntegrityError):
        await db.write(bad)
    assert await db.write(put("next")) == "next"


async def test_a_full_disk_fails_the_write_that_meets_it_and_is_over_when_there_is_room(db: Database, path: Path):
    def fill(tx: Connection) -> None:
        tx.execute(insert(FactRow).values(key="big", value="x" * 10_000_000))

    await db.write(lambda tx: void(driver(tx).execute("PRAGMA max_page_count=1").fetchone()))
    with pytest.raises(OperationalError, match="full"):
        await db.write(fill)
    outcomes = await together(db, put("a"), fill, put("b"))
    full = outcomes[1]
    assert isinstance(full, OperationalError)
    here = await db.read(keys)
    for key, outcome in zip(("a", "b"), (outcomes[0], outcomes[2]), strict=True):
        assert (key in here) == (outcome == key), "what was handed out as done is there, and nothing else"
    await db.write(lambda tx: void(driver(tx).execute("PRAGMA max_page_count=1000000").fetchone()))
    await db.write(fill)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_whoever_stops_waiting_does_not_take_the_write_back(db: Database):
    with held_up(db) as blocker:
        await asyncio.sleep(0.02)
        gone = asyncio.ensure_future(db.write(put("gone")))
        stays = asyncio.ensure_future(db.write(put("stays")))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
    await blocker
    assert await stays == "stays"
    assert gone.cancelled()
    assert await db.read(keys) == {"gone", "stays"}


# 50 at once


def fresh(folder: Path) -> Database:
    """An empty database of one table."""
    path = folder / f"{time.monotonic_ns()}.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE sums (name TEXT PRIMARY KEY, total INTEGER NOT NULL, version INTEGER NOT NULL)"
        )
        connection.execute("INSERT INTO sums VALUES ('all', 0, 0)")
        connection.commit()
    return Database(f"sqlite:///{path}")


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(-100, 100), st.sampled_from(["ok", "ok", "ok", "refuse", "sql"])), max_size=50))
def test_fifty_at_once_are_as_good_as_one_after_the_other(
    tmp_path_factory: pytest.TempPathFactory, writes: list[tuple[int, str]]
):
    folder = tmp_path_factory.mktemp("sums")

    def adding(amount: int, how: str) -> Work[tuple[int, int]]:
        def work(tx: Connection) -> tuple[int, int]:
            change = text("UPDATE sums SET total = total + :amount, version = version + 1 RETURNING version, total")
            version, total = tx.execute(change, {"amount": amount}).one()
            if how == "refuse":
                raise Invalid("settings.unknown", name="x")
            if how == "sql":
                tx.execute(text("INSERT INTO sums VALUES ('all', 0, 0)"))
            return version, total

        return work

    async def run() -> tuple[list[tuple[int, int] | BaseException], tuple[int, int]]:
        db = fresh(folder)
        await db.open()
        outcomes = await asyncio.gather(*(db.write(adding(*one)) for one in writes), return_exceptions=True)
        stands = await db.read(lambda tx: tx.execute(text("SELECT version, total FROM sums")).one())
        await db.close()
        return outcomes, (stands[0], stands[1])

    outcomes, stands = asyncio.run(run())
    good = [amount for amount, how in writes if how == "ok"]
    assert stands == (len(good), sum(good))
    assert [how == "ok" for _, how in writes] == [not isinstance(outcome, BaseException) for outcome in outcomes]
    done = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    assert done == [(number + 1, sum(good[: number + 1])) for number in range(len(good))], "each saw those before it"


# Reading


@pytest.mark.parametrize("side", ["read", "read_aside"])
async def test_reading_cannot_change_anything(db: Database, side: str):
    ask: Callable[[Work[Any]], Awaitable[Any]] = getattr(db, side)
    await db.write(put("a"))
    for change in (insert(FactRow).values(key="b", value=""), delete(FactRow), text("DROP TABLE facts")):
        with pytest.raises(OperationalError, match="readonly"):
            await ask(lambda tx, change=change: void(tx.execute(change)))
    assert await ask(keys) == {"a"}


@pytest.mark.parametrize("side", ["read", "read_aside"])
async def test_a_read_sees_one_moment(db: Database, path: Path, side: str):
    ask: Callable[[Work[Any]], Awaitable[Any]] = getattr(db, side)
    go = threading.Event()

    def write(tx: Connection) -> str:
        go.wait(5)
        return put("later")(tx)

    writing = asyncio.ensure_future(db.write(write))
    await asyncio.sleep(0)

    def look(tx: Connection) -> tuple[set[str], set[str]]:
        first = keys(tx)
        go.set()
        with closing(sqlite3.connect(path)) as other:
            until = time.monotonic() + 5
            while not other.execute("SELECT 1 FROM facts").fetchall() and time.monotonic() < until:
                time.sleep(0.002)
            assert other.execute("SELECT key FROM facts").fetchall() == [("later",)]
        return first, keys(tx)

    assert await ask(look) == (set(), set())
    await writing
    assert await ask(keys) == {"later"}


async def test_reading_aside_leaves_the_event_loop_its_turn(db: Database):
    go = threading.Event()
    asked = asyncio.ensure_future(db.read_aside(lambda _: go.wait(5)))
    await asyncio.sleep(0.01)
    go.set()
    assert await asked, "nobody could have said so while it waited"


@pytest.mark.parametrize("rows", [0, 1, 999, 1000, 1001, 2500])
@pytest.mark.parametrize("how", ["all", "one by one", "in parts", "streamed"])
async def test_every_row_is_read_however_many_there_are(db: Database, rows: int, how: str):
    def fill(tx: Connection) -> None:
        if rows:
            tx.execute(insert(FactRow), [{"key": f"{number:05}", "value": ""} for number in range(rows)])

    def look(tx: Connection) -> list[str]:
        found = tx.execute(select(FactRow.key).order_by(FactRow.key))
        match how:
            case "all":
                return list(found.scalars())
            case "one by one":
                return [row.key for row in iter(found.fetchone, None)]
            case "in parts":
                return [row.key for part in found.partitions(300) for row in part]
            case _:
                return [row.key for row in found.yield_per(700)]

    await db.write(fill)
    assert await db.read(look) == [f"{number:05}" for number in range(rows)]


async def test_readers_that_leave_hold_nothing(db: Database, path: Path):
    """Neither a cancelled reader nor one that failed keeps a transaction (and with it the write-ahead log) open."""
    many = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT sum(i) FROM n")
    for _ in range(20):
        reading = asyncio.ensure_future(db.read(lambda tx: tx.execute(many).scalar()))
        await asyncio.sleep(0.003)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    with pytest.raises(OperationalError):
        await db.read(lambda tx: tx.execute(text("SELECT * FROM nowhere")).all())
    await db.write(put("a"))
    assert await db.read(keys) == {"a"}
    with closing(sqlite3.connect(path)) as other:
        busy, log, moved = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (busy, log, moved) == (0, 0, 0), "no reader is left in the middle of something"


async def test_many_read_at_once(db: Database):
    await db.write(put("a"))
    assert await asyncio.gather(*(db.read(keys) for _ in range(100))) == [{"a"}] * 100


# Both sides


@pytest.mark.parametrize("side", ["write", "read", "read_aside"])
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("recursive_triggers", 1), ("synchronous", 2), ("journal_mode", "wal")],
)
async def test_both_sides_are_set_up_alike(db: Database, side: str, pragma: str, value: object):
    ask: Callable[[Work[Any]], Awaitable[Any]] = getattr(db, side)
    assert await ask(lambda tx: tx.execute(text(f"PRAGMA {pragma}")).scalar()) == value


async def test_a_reference_to_nobody_is_refused(db: Database):
    row = {"guild_id": 1, "name": "x", "value": "1", "set_by": 404, "set_at": datetime(2026, 1, 1, tzinfo=UTC)}
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        await db.write(lambda tx: void(tx.execute(insert(GuildSettingRow).values(row))))


# Two loops


async def test_two_event_loops_write_side_by_side(db: Database):
    async def many(name: str) -> list[str]:
        return await asyncio.gather(*(db.write(put(f"{name}{number}")) for number in range(50)))

    there = asyncio.get_running_loop().run_in_executor(None, lambda: asyncio.run(many("there")))
    here = await many("here")
    assert here == [f"here{number}" for number in range(50)]
    assert await there == [f"there{number}" for number in range(50)]
    assert await db.read(lambda tx: tx.execute(select(func.count()).select_from(FactRow)).scalar_one()) == 100


async def test_a_loop_that_is_gone_does_not_stop_the_others(db: Database):
    go = threading.Event()

    async def leave() -> None:
        asyncio.ensure_future(db.write(lambda tx: void(go.wait(5))))  # noqa: RUF006 - it is left behind on purpose
        asyncio.ensure_future(db.write(put("left behind")))  # noqa: RUF006
        await asyncio.sleep(0)

    def run() -> None:
        loop = asyncio.new_event_loop()
        loop.run_until_complete(leave())
        loop.close()

    await asyncio.to_thread(run)
    here = asyncio.ensure_future(db.write(put("here")))
    await asyncio.sleep(0.02)
    go.set()
    assert await here == "here"
    assert await db.read(keys) == {"left behind", "here"}


# Opening and closing


async def test_closing_finishes_what_was_handed_in(path: Path):
    db = Database(f"sqlite:///{path}")
    await db.open()
    waiting = [asyncio.ensure_future(db.write(put(str(number)))) for number in range(200)]
    await asyncio.sleep(0)
    await db.close()
    assert await asyncio.gather(*waiting) == [str(number) for number in range(200)]
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM facts").fetchone() == (200,)


async def test_closed_is_said_and_it_opens_again(path: Path):
    db = Database(f"sqlite:///{path}")
    for act in (db.write, db.read, db.read_aside):
        with pytest.raises(Closed):
            await act(keys)
    await db.open()
    await db.open()
    await db.write(put("a"))
    await db.close()
    await db.close()
    for act in (db.write, db.read, db.read_aside):
        with pytest.raises(Closed):
            await act(keys)
    await db.open()
    assert await db.read(keys) == {"a"}
    assert await db.write(put("b")) == "b"
    await db.close()


async def test_a_clean_close_leaves_one_file(path: Path):
    db = Database(f"sqlite:///{path}")
    await db.open()
    await db.write(put("a"))
    await db.read(keys)
    await db.read_aside(keys)
    await db.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_a_write_from_another_thread_never_hangs_over_the_close(path: Path):
    """It is carried out or told that it is too late; it does not wait for a writer that has gone."""
    for _ in range(20):
        db = Database(f"sqlite:///{path}")
        await db.open()

        async def hammer(db: Database = db) -> None:
            with suppress(Closed):
                while True:
                    await asyncio.wait_for(db.write(void), 2)

        there = asyncio.get_running_loop().run_in_executor(None, lambda act=hammer: asyncio.run(act()))
        await asyncio.sleep(0.005)
        await db.close()
        await there


async def test_a_file_that_cannot_be_opened_is_an_error_of_opening(tmp_path: Path):
    db = Database(f"sqlite:///{tmp_path / 'nowhere' / 'guildhall.db'}")
    with pytest.raises(DBAPIError):
        await db.open()
    with pytest.raises(Closed):
        await db.write(void)
    await db.close()


@pytest.mark.parametrize(
    "url", ["postgresql://localhost/guildhall", "sqlite://", "sqlite:///:memory:", "sqlite:///", "mysql://x/y"]
)
def test_an_address_that_is_no_sqlite_file_is_refused(url: str):
    with pytest.raises(ValueError, match="SQLite file"):
        sqlite_path(url)


def test_an_address_names_a_file():
    assert sqlite_path("sqlite:///data/guildhall.db") == Path("data/guildhall.db")
    assert sqlite_path("sqlite:////var/lib/guildhall.db") == Path("/var/lib/guildhall.db")


# Another process


@pytest.fixture
def intruder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the write lock until it is killed."""
    begin = f"import sqlite3; c = sqlite3.connect({str(path)!r}); c.execute('BEGIN IMMEDIATE')"
    hold = f"{begin}; print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


async def test_a_lock_held_by_another_process_is_said_and_is_over_with_it(
    path: Path, intruder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    db = Database(f"sqlite:///{path}")
    await db.open()
    for outcome in await asyncio.gather(*(db.write(put(key)) for key in "abc"), return_exceptions=True):
        assert isinstance(outcome, OperationalError)
        assert "database is locked" in str(outcome)
    assert await db.read(keys) == set(), "reading goes on"
    intruder.kill()
    intruder.wait(5)
    assert await db.write(put("a")) == "a"
    await db.close()


async def test_a_lock_that_is_let_go_in_time_is_only_a_delay(
    path: Path, intruder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 5.0)
    db = Database(f"sqlite:///{path}")
    await db.open()
    waiting = asyncio.ensure_future(db.write(put("a")))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    intruder.kill()
    assert await waiting == "a"
    await db.close()


async def test_a_copy_taken_while_open_is_whole(db: Database, path: Path, tmp_path: Path):
    """The file and its write-ahead log together, as a file system's snapshot takes them."""
    await db.write(put("a"))
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", tmp_path / f"copy.db{suffix}")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT key FROM facts").fetchall() == [("a",)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
