"""What is wrong with a database file, read without changing it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, select

from storage import audit
from storage.audit import AuditRow
from storage.engine import BUSY_SECONDS


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
            said = [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}(5)")]
            lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        return [str(error)]
    found = [] if said == ["ok"] else said
    return found + ([f"{len(lost)} rows point nowhere, the first in {lost[0][0]}"] if lost else [])
