"""Flags that were raised before there was a new kind of them are the same after it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.storage.test_migrations import at_revision

ROWS = [
    (3, 1, 7, "fast", '{"joins": 4, "seconds": 8}', 5, "open", None, None, ""),
    (9, 1, 7, "crowd", "{}", 6, "held", 8, 7, "We know her's"),
]


def test_flags_move_to_a_table_that_takes_the_new_kind(tmp_path: Path):
    path = at_revision(tmp_path / "old.db", "0009")
    put = f"INSERT INTO pot_flags VALUES ({', '.join('?' * 10)})"
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(put, ROWS)
        connection.commit()
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(put, (10, 1, 8, "shared", *ROWS[0][4:]))
    at_revision(path, "0010")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM pot_flags ORDER BY id").fetchall() == ROWS
        connection.execute(put, (10, 1, 8, "shared", *ROWS[0][4:]))
        for row in ((11, 1, 8, "odd", *ROWS[0][4:]), (11, 1, 7, "fast", *ROWS[0][4:])):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(put, row)
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name LIKE '%_before'").fetchall()
