"""Damage: SQLite says so, a look at the file says so, or its log lost what was committed; nothing is written after."""

import asyncio
import fcntl
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from storage import backup, checkup, lock, settings, wal
from storage.damage import Damaged
from storage.engine import Database
from storage.lock import Held

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
PAGE = 4096

# Commits so many transactions and dies without closing anything.
_DIES = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA synchronous=FULL")
connection.execute("PRAGMA wal_autocheckpoint=0")
for number in range(int(sys.argv[2])):
    connection.execute("INSERT OR REPLACE INTO facts VALUES ('word', ?)", (str(number),))
for statement in sys.argv[3:]:
    connection.execute(statement)
os._exit(0)
"""


def killed(path: Path, commits: int, *statements: str) -> Path:
    """What a process that was killed after so many commits left beside the database."""
    words = [sys.executable, "-c", _DIES, str(path), str(commits), *statements]
    subprocess.run(words, check=True, timeout=30)
    log = Path(f"{path}-wal")
    assert log.stat().st_size
    return log


def flip(file: Path, at: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(at)
        byte = opened.read(1)
        opened.seek(at)
        opened.write(bytes([byte[0] ^ 0x40]))


def frame(number: int) -> int:
    """Where a frame of the log begins, the first being 0."""
    return 32 + number * (24 + PAGE)


def word(path: Path) -> str | None:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT value FROM facts WHERE key = 'word'").fetchone()
    return row[0] if row else None


def spoil(path: Path, table: str) -> None:
    """The disk gives back something else where a table is."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xff" * PAGE)


# --- the log


def test_after_a_crash_the_log_is_whole(path: Path) -> None:
    killed(path, 5)
    checkup.must_be_sound(path)
    assert word(path) == "4"


def test_a_transaction_that_was_never_committed_is_no_damage(path: Path) -> None:
    """More pages than the cache holds: they stand in the log without a commit, and are dropped."""
    ballast = "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n WHERE i < 300) "
    rows = f"INSERT INTO facts {ballast}SELECT 'ballast' || i, hex(randomblob(3000)) FROM n"
    before = killed(path, 3).stat().st_size
    log = killed(path, 3, "PRAGMA cache_size=5", "BEGIN", rows)
    assert log.stat().st_size > before + 100 * PAGE
    checkup.must_be_sound(path)
    assert word(path) == "2"


@pytest.mark.parametrize("cut", [1, 10, 24, 1000, PAGE])
def test_a_last_transaction_that_is_there_by_half_is_no_damage(path: Path, cut: int) -> None:
    log = killed(path, 5)
    os.truncate(log, log.stat().st_size - cut)
    checkup.must_be_sound(path)
    assert word(path) == "3"


def test_a_last_transaction_with_a_hole_is_no_damage(path: Path) -> None:
    """The plug was pulled before its commit was on disk: of its pages any may be missing, and nobody was answered."""
    rows = "INSERT INTO facts VALUES " + ", ".join(
        f"('ballast{number}', hex(randomblob(1500)))" for number in range(40)
    )
    log = killed(path, 3, rows)
    frames = (log.stat().st_size - 32) // (24 + PAGE)
    flip(log, frame(frames - 10) + 24)
    checkup.must_be_sound(path)
    assert word(path) == "2"


def test_frames_of_an_earlier_round_are_no_damage(path: Path) -> None:
    """SQLite begins the log anew without cutting it: behind what counts stands what counted long ago."""
    killed(path, 40)
    with closing(sqlite3.connect(path, isolation_level=None)) as keeps_it_open:
        keeps_it_open.execute("SELECT * FROM facts").fetchall()
        keeps_it_open.execute("PRAGMA wal_checkpoint(RESTART)")
        log = killed(path, 3)
        assert log.stat().st_size >= frame(40)
        wal.must_be_whole(path)


@pytest.mark.parametrize("place", [frame(1) + 24 + 100, frame(1) + 16, frame(1) + 8, frame(1)])
def test_commits_behind_a_damaged_place_are_not_dropped_without_a_word(path: Path, place: int) -> None:
    log = killed(path, 8)
    flip(log, place)
    before = log.read_bytes()
    with pytest.raises(Damaged, match=r"guildhall\.db-wal, which holds what was written last, is damaged: [78] trans"):
        checkup.must_be_sound(path)
    assert log.read_bytes() == before, "it is left for who can mend it"
    # This is what SQLite would have made of it.
    assert word(path) is None


@pytest.mark.parametrize("place", [0, 5, 9, 17, 25])
def test_a_log_whose_beginning_is_damaged_is_not_dropped_without_a_word(path: Path, place: int) -> None:
    flip(killed(path, 3), place)
    with pytest.raises(Damaged, match="all of it in it cannot be read"):
        checkup.must_be_sound(path)


def test_an_empty_log_is_whole(path: Path) -> None:
    wal.must_be_whole(path)
    log = Path(f"{path}-wal")
    log.touch()
    wal.must_be_whole(path)
    log.write_bytes(b"x" * 20)
    wal.must_be_whole(path)


# --- the file


def test_a_page_that_is_not_what_sqlite_wrote(path: Path) -> None:
    checkup.must_be_sound(path)
    spoil(path, "members")
    with pytest.raises(Damaged, match=r"guildhall\.db: "):
        checkup.must_be_sound(path)


def test_a_file_that_was_cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(Damaged):
        checkup.must_be_sound(path)


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_bytes(b"the notes of the last raid\n" * 1000)
    with pytest.raises(Damaged, match="not a database"):
        checkup.must_be_sound(path)


def test_a_file_that_is_not_there_is_no_damage(tmp_path: Path) -> None:
    checkup.must_be_sound(tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


# --- while the bot runs


def everybody(tx: Connection) -> list[Any]:
    return [*tx.exec_driver_sql("SELECT * FROM members").all()]


def content(path: Path) -> tuple[bytes, bytes]:
    return path.read_bytes(), Path(f"{path}-wal").read_bytes()


def remember(tx: Connection) -> None:
    settings.remember(tx, "word", "written")


@pytest.mark.parametrize("way", ["write", "read", "read_aside"])
async def test_once_sqlite_finds_damage_nothing_more_is_written(db: Database, path: Path, way: str) -> None:
    await db.write(remember)
    spoil(path, "members")
    waiting = asyncio.create_task(db.damage.wait())
    await asyncio.sleep(0)
    with pytest.raises(DatabaseError, match="malformed"):
        await getattr(db, way)(everybody)
    found = await asyncio.wait_for(waiting, 5)
    assert str(found) == "database disk image is malformed"
    assert await db.damage.wait() is found
    before = content(path)
    for _ in range(3):
        with pytest.raises(DatabaseError, match="malformed"):
            await db.write(remember)
    assert content(path) == before


async def test_those_who_share_a_commit_with_damage_are_not_committed(db: Database, path: Path) -> None:
    spoil(path, "members")
    begun, go_on = threading.Event(), threading.Event()

    def keeps_the_writer_busy(_: Connection) -> None:
        begun.set()
        assert go_on.wait(10)

    first = asyncio.create_task(db.write(keeps_the_writer_busy))
    await asyncio.to_thread(begun.wait, 10)
    shared = [asyncio.create_task(db.write(work)) for work in (remember, everybody, remember)]
    await asyncio.sleep(0.05)  # all three wait now, and will share one commit
    go_on.set()
    await first
    outcomes = await asyncio.gather(*shared, return_exceptions=True)
    assert [type(one) for one in outcomes] == [DatabaseError] * 3
    assert word(path) is None


async def test_other_failures_are_no_damage(db: Database) -> None:
    for statement in ("SELECT * FROM nowhere", "INSERT INTO facts (key) VALUES (NULL)"):
        with pytest.raises(DatabaseError):
            await db.write(lambda tx, statement=statement: tx.exec_driver_sql(statement))
    assert db.damage.found is None
    await db.write(remember)


# --- the lock


def run(code: str, path: Path) -> str:
    """What a process of its own says when it fails."""
    words = [sys.executable, "-c", code, str(path)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False).stderr


async def test_a_lock_that_was_deleted_under_the_hands_of_its_holder_lets_nobody_in(db: Database, path: Path) -> None:
    """The lock is gone, and SQLite still knows that somebody has the file open."""
    await db.write(remember)
    assert not lock.lock_path(path).exists()
    ask = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path; from storage import lock\n"
        "with lock.alone(Path(sys.argv[1]), 'run', now=datetime.now(UTC)): pass"
    )
    for _ in range(2):  # the first one leaves no lock that would let the second one in
        said = await asyncio.to_thread(run, ask, path)
        assert "Held: another program, which has it open while its lock" in said
        assert not lock.lock_path(path).exists()
    await db.write(remember)


def test_a_house_that_was_moved_without_its_lock_is_let_in(path: Path) -> None:
    with lock.alone(path, "run", now=NOW):
        assert lock.holder(path)
    assert lock.holder(path) is None


def test_two_in_one_process_are_refused_too(path: Path) -> None:
    with (
        lock.alone(path, "run", now=NOW),
        pytest.raises(Held, match=rf"process {os.getpid()} \(run"),
        lock.alone(path, "run", now=NOW),
    ):
        pass


def test_who_only_asks_for_the_holder_does_not_keep_a_start_away(path: Path) -> None:
    """`check` looks for a moment; a bot that starts in that moment waits for it."""
    lock.lock_path(path).touch()
    with lock.lock_path(path).open(encoding="utf-8") as asking:
        fcntl.flock(asking, fcntl.LOCK_SH)
        threading.Timer(0.3, fcntl.flock, (asking, fcntl.LOCK_UN)).start()
        with lock.alone(path, "run", now=NOW):
            assert lock.holder(path)


def test_a_damaged_log_does_not_stand_in_the_way_of_a_restore(path: Path, tmp_path: Path) -> None:
    key = tmp_path / "secret.key"
    saved = tmp_path / "saved.zip"
    backup.backup(path, key, saved, now=NOW)
    log = killed(path, 8)
    flip(log, frame(1) + 24)
    with lock.alone(path, "restore", now=NOW):
        assert log.exists(), "who asks for the lock does not clear it away"
        backup.restore(saved, path, key, now=NOW)
    checkup.must_be_sound(path)
