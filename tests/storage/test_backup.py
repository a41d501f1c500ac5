"""Backups: one file that can be put back, made while the bot writes; and every file that must not be put back."""

import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage import backup as vault
from storage import lock, migrations, settings
from storage.backup import InUse, NotMade, Unusable
from storage.engine import Database

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
SECRET = "guildhalls-own-key"
LOST = ("CREATE TABLE orphans (id INTEGER REFERENCES members (id))", "INSERT INTO orphans VALUES (7)")


@pytest.fixture
def key(path: Path) -> Path:
    """The secret key beside the database."""
    key = path.with_name("secret.key")
    key.write_text(SECRET)
    return key


@pytest.fixture
def saved(path: Path, key: Path, tmp_path: Path) -> Path:
    """A backup of a database that says `saved`."""
    say(path, "saved")
    target = tmp_path / "guildhall.zip"
    vault.backup(path, key, target, now=NOW)
    return target


def say(path: Path, word: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO facts VALUES ('word', ?)", (word,))


def said(path: Path) -> str | None:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT value FROM facts WHERE key = 'word'").fetchone()
    return row[0] if row else None


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_is_put_back_and_what_was_there_is_kept(path: Path, key: Path, saved: Path) -> None:
    say(path, "later")
    key.write_text("another key")
    restored = vault.restore(saved, path, key, now=NOW)
    assert (said(path), key.read_text()) == ("saved", SECRET)
    assert restored.manifest.made_at == NOW
    assert restored.manifest.revision == migrations.head()
    aside = {one.name for one in restored.aside}
    assert aside >= {"guildhall-before-20261120T060000Z.db", "secret-before-20261120T060000Z.key"}
    assert said(path.with_name("guildhall-before-20261120T060000Z.db")) == "later"
    assert path.with_name("secret-before-20261120T060000Z.key").read_text() == "another key"
    assert not [name for name in names(path.parent) if name.startswith(".")]


def test_a_second_restore_in_the_same_second_keeps_both(path: Path, key: Path, saved: Path) -> None:
    for word in ("one", "two"):
        say(path, word)
        vault.restore(saved, path, key, now=NOW)
    kept = {said(one) for one in path.parent.glob("guildhall-before-*.db")}
    assert kept == {"one", "two"}


def test_a_fresh_machine_is_filled_from_a_backup(saved: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "new" / "data"
    restored = vault.restore(saved, fresh / "guildhall.db", fresh / "secret.key", now=NOW)
    assert restored.aside == ()
    assert said(fresh / "guildhall.db") == "saved"
    assert (fresh / "secret.key").read_text() == SECRET
    assert stat.S_IMODE((fresh / "secret.key").stat().st_mode) == 0o600


async def test_a_backup_is_whole_while_the_bot_writes(db: Database, path: Path, key: Path, tmp_path: Path) -> None:
    await db.write(lambda tx: settings.remember(tx, "word", "in the wal"))
    assert path.with_name("guildhall.db-wal").stat().st_size  # it is not in the main file yet
    target = tmp_path / "live.zip"
    vault.backup(path, key, target, now=NOW)
    await db.write(lambda tx: settings.remember(tx, "word", "later"))
    fresh = tmp_path / "fresh"
    vault.restore(target, fresh / "guildhall.db", fresh / "secret.key", now=NOW)
    assert said(fresh / "guildhall.db") == "in the wal"


def test_only_the_owner_can_read_it_and_nothing_else_is_left(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert not [name for name in names(saved.parent) if name.startswith(".")]


def test_the_manifest_names_every_file_by_its_hash(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        hashes = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in ("guildhall.db", "secret.key")}
    assert manifest == {
        "format": "guildhall/backup/2",
        "made_at": "2026-11-20T06:00:00Z",
        "revision": migrations.head(),
        "files": hashes,
    }


def test_what_was_erased_is_not_in_the_backup(path: Path, key: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("INSERT INTO facts VALUES ('name', 'Sylvanas Windrunner')")
        connection.execute("DELETE FROM facts WHERE key = 'name'")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Sylvanas Windrunner" in path.read_bytes()
    target = tmp_path / "guildhall.zip"
    vault.backup(path, key, target, now=NOW)
    with zipfile.ZipFile(target) as archive:
        assert b"Sylvanas Windrunner" not in archive.read("guildhall.db")


def test_a_key_in_the_settings_is_not_saved_and_a_restore_leaves_the_file_alone(
    path: Path, key: Path, tmp_path: Path
) -> None:
    target = tmp_path / "guildhall.zip"
    manifest = vault.backup(path, path.with_name("no.key"), target, now=NOW)
    assert set(manifest.files) == {"guildhall.db"}
    vault.restore(target, path, key, now=NOW)
    assert key.read_text() == SECRET


def test_an_older_backup_is_replaced_and_nothing_else_ever_is(path: Path, key: Path, saved: Path) -> None:
    say(path, "newer")
    vault.backup(path, key, saved, now=NOW)
    vault.restore(saved, path, key, now=NOW)
    assert said(path) == "newer"
    letter = saved.with_name("letter.txt")
    letter.write_text("dear guild")
    for target in (letter, path, key, path.with_name("missing") / "x.zip", path.parent):
        with pytest.raises(NotMade):
            vault.backup(path, key, target, now=NOW)
    assert letter.read_text() == "dear guild"
    assert (said(path), key.read_text()) == ("newer", SECRET)


def test_nothing_to_save_is_said(tmp_path: Path, key: Path) -> None:
    with pytest.raises(NotMade, match="there is no database"):
        vault.backup(tmp_path / "none.db", key, tmp_path / "x.zip", now=NOW)
    assert not (tmp_path / "x.zip").exists()


def test_a_damaged_database_makes_no_backup_and_keeps_the_old_one(path: Path, key: Path, saved: Path) -> None:
    before = saved.read_bytes()
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in LOST:
            connection.execute(statement)
    with pytest.raises(NotMade, match="point nowhere"):
        vault.backup(path, key, saved, now=NOW)
    assert saved.read_bytes() == before


# --- files that must not be put back


def rebuilt(saved: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other content."""
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    spoilt = saved.with_name("spoilt.zip")
    with zipfile.ZipFile(spoilt, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return spoilt


def with_manifest(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), **values}).encode()

    return change


def with_database(*statements: str) -> Callable[[dict[str, bytes]], None]:
    """A database that was changed, under a manifest that fits it."""

    def change(parts: dict[str, bytes]) -> None:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(parts["guildhall.db"])
            for statement in statements:
                connection.execute(statement)
            connection.commit()
            parts["guildhall.db"] = connection.serialize()
        with_files(parts)

    return change


def with_files(parts: dict[str, bytes]) -> None:
    files = {name: hashlib.sha256(parts[name]).hexdigest() for name in ("guildhall.db", "secret.key")}
    with_manifest(files=files)(parts)


def with_broken_page(parts: dict[str, bytes]) -> None:
    content = bytearray(parts["guildhall.db"])
    content[4096:8192] = b"\xff" * 4096
    parts["guildhall.db"] = bytes(content)
    with_files(parts)


def without(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        del parts[name]

    return change


def newer(parts: dict[str, bytes]) -> None:
    with_database("UPDATE alembic_version SET version_num = '9999'")(parts)
    with_manifest(revision="9999")(parts)


SPOILT: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "another database": (lambda parts: parts.update({"guildhall.db": b"SQLite"}), "not the file that its manifest"),
    "another key": (lambda parts: parts.update({"secret.key": b"mine"}), "secret.key in it is not the file"),
    "no manifest": (without("manifest.json"), "no manifest"),
    "no database": (without("guildhall.db"), "guildhall.db in it is damaged"),
    "a manifest of nonsense": (lambda parts: parts.update({"manifest.json": b"[]"}), "no manifest that can be read"),
    "an endless manifest": (lambda parts: parts.update({"manifest.json": b" " * (33 << 20)}), "too large"),
    "another format": (with_manifest(format="guildhall/backup/3"), "format that this version does not know"),
    "a path": (with_manifest(files={"guildhall.db": "0", "../../etc/passwd": "0"}), "holds other files"),
    "a time that is none": (with_manifest(made_at="yesterday"), "no manifest that can be read"),
    "a newer bot": (newer, "made by a newer version"),
    "two revisions": (with_manifest(revision="0001"), "its manifest says 0001"),
    "broken pages": (with_broken_page, "its database is damaged"),
    "lost references": (with_database(*LOST), "its database is damaged"),
}


@pytest.mark.parametrize(("change", "complaint"), SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_backup_changes_nothing(
    path: Path, key: Path, saved: Path, change: Callable[[dict[str, bytes]], None], complaint: str
) -> None:
    spoilt = rebuilt(saved, change)
    before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    with pytest.raises(Unusable, match=complaint):
        vault.restore(spoilt, path, key, now=NOW)
    assert {one: one.read_bytes() for one in path.parent.iterdir()} == before


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", os.urandom(500), b"not a backup"])
def test_a_file_that_is_no_backup_is_refused(path: Path, key: Path, saved: Path, content: bytes) -> None:
    saved.write_bytes(content)
    with pytest.raises(Unusable):
        vault.restore(saved, path, key, now=NOW)
    assert said(path) == "saved"


def test_a_backup_with_flipped_bytes_is_refused(path: Path, key: Path, saved: Path) -> None:
    whole = saved.read_bytes()
    for at in range(30, len(whole), len(whole) // 400):
        saved.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            vault.restore(saved, path, key, now=NOW)
        except Unusable:
            continue
        # A byte of the packing that means nothing, such as a time of day: what came out is whole.
        assert (said(path), key.read_text()) == ("saved", SECRET)


def test_a_missing_file_and_a_folder_are_refused(path: Path, key: Path, tmp_path: Path) -> None:
    for source in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(Unusable):
            vault.restore(source, path, key, now=NOW)


# --- while somebody works


async def test_a_database_that_is_open_elsewhere_is_left_alone(
    db: Database, path: Path, key: Path, saved: Path
) -> None:
    await db.write(lambda tx: settings.remember(tx, "word", "live"))
    with pytest.raises(InUse):
        vault.restore(saved, path, key, now=NOW)
    assert await db.read(lambda tx: settings.fact(tx, "word")) == "live"
    assert not list(path.parent.glob("*before*"))


def leave_in_wal(path: Path, word: str) -> None:
    """The bot says it, and is killed before it stands in the main file."""
    crash = f"""
import os, sqlite3
connection = sqlite3.connect({str(path)!r})
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("INSERT OR REPLACE INTO facts VALUES ('word', {word!r})")
connection.commit()
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", crash], check=False)
    assert path.with_name("guildhall.db-wal").stat().st_size


def test_what_a_crash_left_in_the_wal_is_kept_with_the_old_database(path: Path, key: Path, saved: Path) -> None:
    leave_in_wal(path, "last words")
    vault.restore(saved, path, key, now=NOW)
    assert said(path) == "saved"
    assert said(path.with_name("guildhall-before-20261120T060000Z.db")) == "last words"


def test_a_damaged_database_is_replaced_and_its_wal_goes_with_it(path: Path, key: Path, saved: Path) -> None:
    wal = path.with_name("guildhall.db-wal")
    leave_in_wal(path, "last words")
    left = wal.read_bytes()
    path.write_bytes(b"no database at all " * 400)
    vault.restore(saved, path, key, now=NOW)
    aside = path.with_name("guildhall-before-20261120T060000Z.db")
    assert aside.read_bytes().startswith(b"no database at all")
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == left
    assert not wal.exists()
    assert said(path) == "saved"


@pytest.mark.parametrize("step", ["os.link", "pathlib.Path.replace", "storage.backup._sync_folder", "os.fsync"])
def test_a_restore_that_breaks_off_leaves_one_whole_database(
    path: Path, key: Path, saved: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(path, "later")

    def fail(*_: object) -> None:
        raise OSError("the plug was pulled")

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(OSError, match="the plug"):
            vault.restore(saved, path, key, now=NOW)
    assert said(path) in {"later", "saved"}
    vault.restore(saved, path, key, now=NOW)
    assert (said(path), key.read_text()) == ("saved", SECRET)


# --- the lock


def test_one_process_at_a_time(path: Path) -> None:
    with lock.alone(path, "run", now=NOW):
        assert lock.holder(path) == f"process {os.getpid()} (run, since 2026-11-20 06:00 UTC)"
        with pytest.raises(lock.Held, match=rf"process {os.getpid()} \(run, since"), lock.alone(path, "x", now=NOW):
            pass
    assert lock.holder(path) is None
    with lock.alone(path, "again", now=NOW):
        assert "again" in (lock.holder(path) or "")


def test_a_killed_process_holds_nothing(path: Path) -> None:
    code = f"""
import os
from datetime import datetime
from pathlib import Path
from storage import lock
with lock.alone(Path({str(path)!r}), "run", now=datetime.now()):
    os._exit(9)
"""
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)
    assert "(run, since" in lock.lock_path(path).read_text()
    assert lock.holder(path) is None
    with lock.alone(path, "run", now=NOW):
        pass
