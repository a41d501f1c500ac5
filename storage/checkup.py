"""What is wrong with a database file, read without changing it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, select

from storage import audit, wal
from storage.audit import AuditRow
from storage.damage import Damaged, says_damaged
from storage.engine import BUSY_SECONDS


def must_be_sound(path: Path) -> None:
    """Look at the log beside a database file and at every page of it; raises `Damaged`. For who is alone with it.

    Raises `sqlite3.Error` when it cannot be read for another reason. About a second for 100 MB.
    """
    if not path.exists():
        return
    wal.must_be_whole(path)
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            said = _said(connection, "quick_check")
    except sqlite3.DatabaseError as error:
        if says_damaged(error):
            raise Damaged(f"{path}: {error}") from error
        raise
    if said != ["ok"]:
        raise Damaged(f"{path}: {'; '.join(said)}")


def quick_faults(path: Path) -> list[str]:
    """What a look at every page and reference finds wrong, in words; raises `sqlite3.OperationalError` when locked."""
    return _faults(path, "quick_check")


def faults(path: Path) -> list[str]:
    """What a look at every page, reference and index finds wrong, in words; takes a while on large files.

    Raises `sqlite3.OperationalError` when the file is locked.
    """
    return _faults(path, "integrity_check")


def broken_chains(tx: Connection) -> dict[int, int]:
    """The first row of each guild's audit chain (or the note beside it) that does not hold, by guild; empty is good."""
    broken: dict[int, int] = {}
    for guild_id in tx.execute(select(AuditRow.guild_id).distinct().order_by(AuditRow.guild_id)).scalars().all():
        verdict, note = audit.check(tx, guild_id)
        if at := verdict.broken_at or note:
            broken[guild_id] = at
    return broken


def _faults(path: Path, pragma: str) -> list[str]:
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
            said = _said(connection, pragma)
            lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        return [str(error)]
    found = [] if said == ["ok"] else said
    return found + ([f"{len(lost)} rows point nowhere, the first in {lost[0][0]}"] if lost else [])


def _said(connection: sqlite3.Connection, pragma: str) -> list[str]:
    """What SQLite finds, each on one line; `ok` when nothing."""
    found = "\n".join(str(row[0]) for row in connection.execute(f"PRAGMA {pragma}(5)"))
    return [line for line in found.splitlines() if not line.startswith("***")][:5]
