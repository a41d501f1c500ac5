"""Migrations: from nothing to the newest revision, all or nothing, and what comes out is what the code says."""

import importlib
import pkgutil
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

import storage
from storage import migrations
from storage.migrations import BrokenReferences, NoDatabase, UnknownRevision
from storage.schema import Base

ROOT = Path(__file__).parents[2]
for module in pkgutil.iter_modules(storage.__path__):
    importlib.import_module(f"storage.{module.name}")


def scripts(folder: Path = migrations.SCRIPTS) -> ScriptDirectory:
    """Alembic's own view of the scripts."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config)


def at_revision(path: Path, revision: str) -> Path:
    """A database that an older version of the bot left behind."""
    config = Config()
    config.set_main_option("script_location", str(migrations.SCRIPTS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    return path


def content(path: Path) -> list[str]:
    """All that a file says, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def shape(path: Path) -> dict[str, Any]:
    """Everything that a database keeps its rows by, as SQLite tells it."""
    with closing(sqlite3.connect(path)) as connection:
        tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        named = {name: sql for name, sql in connection.execute(tables) if name != "alembic_version"}
        return {name: _table(connection, name, sql) for name, sql in named.items()}


def _table(connection: sqlite3.Connection, name: str, sql: str) -> dict[str, Any]:
    def ask(pragma: str, of: str) -> list[tuple[Any, ...]]:
        return connection.execute(f"PRAGMA {pragma}('{of}')").fetchall()

    indexes = {row[1]: row[2:] for row in ask("index_list", name)}
    partial = "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?"
    return {
        "columns": sorted(row[1:] for row in ask("table_xinfo", name)),
        "references": sorted(row[2:] for row in ask("foreign_key_list", name)),
        "indexes": {
            index: (told, ask("index_info", index), connection.execute(partial, (index,)).fetchone())
            for index, told in indexes.items()
        },
        "checks": sorted(re.findall(r"CONSTRAINT (\w+) CHECK \((.*)\)", sql)),
        "named": sorted(re.findall(r"CONSTRAINT (\w+)", sql)),
        "without rowid": "WITHOUT ROWID" in sql,
    }


def test_from_nothing_to_the_head(tmp_path: Path):
    path = tmp_path / "new" / "folder" / "guildhall.db"
    assert migrations.current(path) is None
    assert migrations.upgrade(f"sqlite:///{path}") is None
    assert migrations.current(path) == migrations.head()


def test_again_changes_nothing(path: Path):
    before = sha256(path.read_bytes()).digest()
    assert migrations.upgrade(f"sqlite:///{path}") == migrations.head()
    assert sha256(path.read_bytes()).digest() == before


def test_the_head_is_the_only_one_and_every_script_is_numbered():
    directory = scripts()
    assert directory.get_heads() == [migrations.head()]
    revisions = [script.revision for script in directory.walk_revisions()][::-1]
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    for script in directory.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_the_tables_are_those_of_the_code(path: Path):
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_down_to_checks_and_partial_indexes(path: Path, tmp_path: Path):
    """Alembic does not compare these."""
    engine = create_engine(f"sqlite:///{tmp_path / 'code.db'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    migrated, told = shape(path), shape(tmp_path / "code.db")
    assert migrated.keys() == told.keys()
    for table, wanted in told.items():
        assert migrated[table] == wanted, table


def test_the_log_is_guarded(path: Path):
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert set(triggers) >= {("audit_no_update", "audit"), ("audit_no_delete", "audit")}


@pytest.mark.parametrize("revision", [script.revision for script in scripts().walk_revisions()][1:])
def test_from_every_older_revision(revision: str, path: Path, tmp_path: Path):
    old = at_revision(tmp_path / "old.db", revision)
    assert migrations.upgrade(f"sqlite:///{old}") == revision
    assert shape(old) == shape(path)


def test_a_newer_file_is_refused_and_left_alone(path: Path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = sha256(path.read_bytes()).digest()
    with pytest.raises(UnknownRevision, match="9999"):
        migrations.upgrade(f"sqlite:///{path}")
    assert sha256(path.read_bytes()).digest() == before


def test_rows_that_point_nowhere_are_refused_and_the_file_is_left_alone(tmp_path: Path):
    old = at_revision(tmp_path / "old.db", "0001")
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("INSERT INTO guild_settings VALUES (1, 'guild.timezone', '\"UTC\"', 404, 0)")
        connection.commit()
    before = content(old)
    with pytest.raises(BrokenReferences, match="1 rows point nowhere, the first in guild_settings"):
        migrations.upgrade(f"sqlite:///{old}")
    assert content(old) == before
    assert migrations.current(old) == "0001"


def test_a_migration_that_breaks_half_way_leaves_the_file_alone(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = Path(shutil.copytree(migrations.SCRIPTS, tmp_path / "migrations"))
    (folder / "versions" / "9998_half.py").write_text(
        "from alembic import op\n"
        f"revision, down_revision = '9998', '{migrations.head()}'\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (id INTEGER)')\n"
        "    op.execute(\"INSERT INTO facts VALUES ('half', '')\")\n"
        "    op.execute('SELECT * FROM nowhere')\n"
    )
    before = content(path)
    monkeypatch.setattr(migrations, "SCRIPTS", folder)
    with pytest.raises(DBAPIError, match="nowhere"):
        migrations.upgrade(f"sqlite:///{path}")
    assert content(path) == before


def test_two_processes_at_once(tmp_path: Path):
    """Two bots started by mistake: one migrates, the other finds it done."""
    act = f"from storage import migrations; migrations.upgrade('sqlite:///{tmp_path / 'guildhall.db'}')"
    both = [
        subprocess.Popen([sys.executable, "-c", act], cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for process in both:
        _, said = process.communicate(timeout=30)
        assert process.returncode == 0, said
    assert migrations.current(tmp_path / "guildhall.db") == migrations.head()


def test_a_folder_with_a_percent_sign(tmp_path: Path):
    path = tmp_path / "100% guild" / "guildhall.db"
    migrations.upgrade(f"sqlite:///{path}")
    assert migrations.current(path) == migrations.head()


@pytest.mark.parametrize("found", ["a text file", "a folder"])
def test_what_is_no_database_is_said(tmp_path: Path, found: str):
    path = tmp_path / "guildhall.db"
    if found == "a folder":
        path.mkdir()
    else:
        path.write_text("this is no database, it is the notes of the last raid\n" * 40)
    with pytest.raises(NoDatabase, match="cannot be read"):
        migrations.upgrade(f"sqlite:///{path}")
