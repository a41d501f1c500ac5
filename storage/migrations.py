"""Bring a database file to the newest revision before anything else opens it.

Foreign keys are off while tables are rebuilt (alembic's batch operations would delete child rows silently with them
on), and every reference is checked afterwards, before the change is committed.
"""

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from storage.engine import BUSY_SECONDS, begin_immediate, sqlite_path

log = logging.getLogger(__name__)

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"


class BrokenReferences(RuntimeError):
    """The file holds rows that point nowhere; it was left as it was."""


class NoDatabase(OSError):
    """What lies there cannot be read as a database."""


class NotSaved(RuntimeError):
    """No backup could be made before the upgrade; the file was left as it was."""


class UnknownRevision(RuntimeError):
    """The file was written by a newer version of the bot; it was left as it was."""


def head() -> str:
    """The newest revision: scripts are numbered (`0001_clans.py`), so alembic need not be loaded to know it."""
    return max(path.name.split("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*.py"))


def current(path: Path) -> str | None:
    """The revision that a file is at; None for a new or empty one. Raises `NoDatabase`."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    except sqlite3.Error as error:
        raise NoDatabase(f"{path} cannot be read: {error}") from error
    return str(row[0]) if row else None


def upgrade(url: str, save: Callable[[Path, str, str], None] | None = None) -> str | None:
    """Migrate the file at `url` to the head, all or nothing; returns the revision it came from.

    Where there is something to lose, `save` is called before: with the file, and the revisions from and to.
    Raises `BrokenReferences`, `UnknownRevision`, `NoDatabase`, what `save` raises, and `sqlalchemy.exc.DBAPIError` or
    `OSError` when the file cannot be used.
    """
    path = sqlite_path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    before = current(path)
    if before == head():
        return before
    if before is not None and before > head():
        raise UnknownRevision(f"the database is at revision {before}; this version knows {head()}")
    if before is None:
        path.touch(0o600)  # what SQLite puts beside it is as private as the file itself
    elif save is not None:
        save(path, before, head())
    _run(path)
    _keep_a_wal(path)
    log.info("database migrated", extra={"from": before, "to": head()})
    return before


def _run(path: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event

    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", begin_immediate)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    try:
        with engine.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise BrokenReferences(f"{len(broken)} rows point nowhere, the first in {broken[0][0]}")
    finally:
        engine.dispose()


def _keep_a_wal(path: Path) -> None:
    """Switch the file to a write-ahead log, which stays with it; SQLite does not wait for others there, so we do."""
    until = time.monotonic() + BUSY_SECONDS
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return


def _configure(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")
