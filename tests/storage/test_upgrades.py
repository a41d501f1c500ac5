"""Upgrades from every earlier revision with rows in every table: nothing is lost, and there is a way back."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy.exc import OperationalError

from config import Settings
from console.keeping import save_before
from storage import backup, checkup, migrations
from storage.engine import Database
from storage.migrations import NotSaved
from tests.storage.filling import GUILD, ROWS, Row, fill, rows
from tests.storage.test_migrations import at_revision, content, scripts

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
EARLIER = sorted(script.revision for script in scripts().walk_revisions())[:-1]

Save = Callable[[Path, str, str], None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An operator's settings in a folder of their own."""
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def save(settings: Settings) -> Save:
    """What a start does before an upgrade."""
    return partial(save_before, settings)


@pytest.fixture(scope="session", params=EARLIER)
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A house that an older version left behind, full of rows."""
    path = at_revision(tmp_path_factory.mktemp("old") / "guildhall.db", request.param)
    fill(path)
    return request.param, path


@pytest.fixture
def old(template: tuple[str, Path], settings: Settings) -> tuple[str, Path]:
    """A copy of it, with its key, where the bot looks for them."""
    settings.data_dir.mkdir()
    settings.key_file.write_text("the key of back then")
    return template[0], Path(shutil.copy(template[1], settings.data_dir / "guildhall.db"))


def as_before(found: list[Row], columns: set[str]) -> Counter[str]:
    """Rows as they were known before, in no order."""
    return Counter(repr(sorted((key, row[key]) for key in columns)) for row in found)


async def test_every_row_is_there_afterwards(old: tuple[str, Path], save: Save) -> None:
    revision, path = old
    before = rows(path)
    assert min(len(found) for table, found in before.items() if table != "audit_notes") == ROWS
    assert migrations.upgrade(f"sqlite:///{path}", save) == revision
    after = rows(path)
    for table, found in before.items():
        columns = {key for row in found for key in row}
        assert as_before(after[table], columns) == as_before(found, columns), table
    assert checkup.faults(path) == []
    db = Database(f"sqlite:///{path}")
    await db.open()
    assert await db.read(checkup.broken_chains) == {}
    await db.close()
    assert len(after["audit"]) == ROWS
    assert {row["guild_id"] for row in after["audit"]} == {GUILD}


def test_the_backup_of_before_brings_the_old_revision_back_to_the_byte(
    old: tuple[str, Path], save: Save, settings: Settings, tmp_path: Path
) -> None:
    revision, path = old
    before = content(path)
    migrations.upgrade(f"sqlite:///{path}", save)
    (made,) = settings.backups.iterdir()
    assert made.name.startswith(f"before-{revision}-to-{migrations.head()}-")
    with ZipFile(made) as archive:
        archive.extract("guildhall.db", tmp_path / "packed")
        assert archive.read("secret.key") == b"the key of back then"
    assert content(tmp_path / "packed" / "guildhall.db") == before
    # The bot goes on with the new one for a while, and then the operator takes the way back.
    settings.key_file.write_text("another key")
    backup.restore(made, path, settings.key_file, now=NOW)
    assert (migrations.current(path), settings.key_file.read_text()) == (revision, "the key of back then")
    noted = [line for line in content(path) if "INTO \"facts\" VALUES('restored'" not in line]
    assert noted == before, "nothing but the note of the restore"
    assert migrations.upgrade(f"sqlite:///{path}") == revision


def at(revision: str, settings: Settings) -> Path:
    settings.data_dir.mkdir(exist_ok=True)
    return at_revision(settings.data_dir / "guildhall.db", revision)


def test_where_nothing_changes_nothing_is_saved(settings: Settings, save: Save) -> None:
    path = settings.data_dir / "guildhall.db"
    assert migrations.upgrade(f"sqlite:///{path}", save) is None
    assert migrations.upgrade(f"sqlite:///{path}", save) == migrations.head()
    assert not settings.backups.exists()


def test_what_cannot_be_saved_is_not_upgraded(settings: Settings, tmp_path: Path) -> None:
    away = settings.model_copy(update={"backup_dir": str(tmp_path / "unplugged")})
    path = at("0001", settings)
    before = content(path)
    with pytest.raises(NotSaved, match=r"stays at revision 0001, for no backup .* \(there is no folder .*unplugged\)"):
        migrations.upgrade(f"sqlite:///{path}", partial(save_before, away))
    assert (content(path), migrations.current(path)) == (before, "0001")


def test_an_upgrade_that_fails_leaves_the_old_one_and_its_backup(settings: Settings, save: Save) -> None:
    """There is room for the backup, and none for the new tables."""
    path = at("0001", settings)
    fill(path)
    before = content(path)
    with closing(sqlite3.connect(path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()

    def limited(engine: object, *_: object) -> None:
        assert isinstance(engine, sqlite3.Connection)
        engine.isolation_level = None
        engine.execute("PRAGMA foreign_keys=OFF")
        engine.execute(f"PRAGMA max_page_count={pages + 3}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "_configure", limited)
        with pytest.raises(OperationalError, match="full"):
            migrations.upgrade(f"sqlite:///{path}", save)
    assert (content(path), checkup.faults(path)) == (before, [])
    (made,) = settings.backups.iterdir()
    assert backup.read_manifest(made).revision == "0001"
    assert migrations.upgrade(f"sqlite:///{path}", save) == "0001"
