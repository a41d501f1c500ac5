"""Rows for every table of a database at any revision: row 1, 2 and 3 of each refer to row 1, 2 and 3 of the others."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from storage import audit
from storage.engine import writing

ROWS = 3
GUILD = 1
_TRIES = 20_000
_REAL = {"audit", "audit_notes", "alembic_version"}
"""What has to be more than rows: a chain of hashes is made by who checks it."""

Row = dict[str, object]


def fill(path: Path) -> None:
    """Three rows in every table, and three links in the chain of the audit log; every rule of the file holds."""
    random = Random(7)
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:  # they hold the steps of an act; here its end is written at once
            connection.execute(f"DROP TRIGGER {name}")
        for table, sql in _tables(connection):
            for number in range(1, ROWS + 1):
                _insert(connection, random, table, sql, number)
        for _, sql in triggers:
            connection.execute(sql)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    engine = writing(path)
    with engine.begin() as tx:
        for number in range(ROWS):
            at = datetime(2026, 11, 20, 6, number, tzinfo=UTC)
            audit.append(tx, GUILD, "settings.set", actor=None, at=at, facts={"number": number})
    engine.dispose()


def rows(path: Path) -> dict[str, list[Row]]:
    """Everything that is kept, by table."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [name for name, _ in _tables(connection)] + ["audit", "audit_notes"]
        return {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    listed = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [(name, sql) for name, sql in connection.execute(listed) if name not in _REAL]


def _insert(connection: sqlite3.Connection, random: Random, table: str, sql: str, number: int) -> None:
    """Try values until every CHECK holds; those that refer stay what they refer to, or nothing."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    tied = {row[3] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    tied |= {row[1] for row in columns if row[5]}
    for attempt in range(_TRIES):
        row = {one[1]: _value(random, sql, one, number, tied=one[1] in tied, first=not attempt) for one in columns}
        places = ", ".join("?" * len(row))
        try:
            connection.execute(
                f"INSERT INTO {table} ({', '.join(map(_quoted, row))}) VALUES ({places})", list(row.values())
            )
        except sqlite3.IntegrityError:
            continue
        return
    raise AssertionError(f"no row that {table} takes was found")


def _quoted(column: str) -> str:
    return f'"{column}"'


def _value(
    random: Random, sql: str, column: tuple[int, str, str, int, object, int], number: int, *, tied: bool, first: bool
) -> object:
    _, name, kind, needed, _, _ = column
    words = list(_words(sql, name))
    if not needed and not first and random.random() < 0.5:
        return None
    if words:
        return words[number % len(words)] if first else random.choice(words)
    if "INT" in kind or "BOOL" in kind:
        return number if tied or first else random.choice((number, 0, number + 1, number + 10, 10 * number))
    if "FLOAT" in kind or "REAL" in kind or "NUMERIC" in kind:
        return number / 2
    if "BLOB" in kind:
        return bytes([number]) * 32
    return "{}" if kind == "JSON" else str(number)


def _words(sql: str, column: str) -> Iterator[str]:
    """The words that a CHECK allows in a column."""
    for found in re.findall(rf"CHECK \(\"?{column}\"? IN \(([^)]*)\)\)", sql):
        yield from re.findall(r"'([^']*)'", found)
