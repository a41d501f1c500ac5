"""Pictures in backups: all that the database names and nothing else, whole or not at all, and none is lost by one."""

import hashlib
import json
import os
import sqlite3
import stat
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from storage import backup as vault
from storage import shelf
from storage.backup import Unusable
from storage.shelf import Shelf
from tests.storage.test_migrations import at_revision

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
CAT, DOG, ORPHAN, LATER = b"RIFF a cat" * 50, b"RIFF a dog" * 60, b"nobody's", b"of a later day"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def entered(path: Path, *pictures: bytes) -> None:
    """Rows that name these pictures."""
    columns = "guild_id, sha256, mime, width, height, size, at"
    with closing(sqlite3.connect(path)) as connection, connection:
        for data in pictures:
            row = (1, digest(data), "image/webp", 1, 1, len(data), 0)
            connection.execute(f"INSERT INTO pictures ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def named(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT sha256 FROM pictures")}


@pytest.fixture
def key(path: Path) -> Path:
    return path.with_name("secret.key")


@pytest.fixture
def pictures(path: Path) -> Shelf:
    """Two pictures that are named, and one that is not any more."""
    pictures = shelf.beside(path)
    for data in (CAT, DOG, ORPHAN):
        pictures.put(data)
    entered(path, CAT, DOG, CAT)
    return pictures


@pytest.fixture
def saved(path: Path, key: Path, pictures: Shelf, tmp_path: Path) -> Path:
    target = tmp_path / "elsewhere.zip"
    vault.backup(path, key, target, now=NOW)
    return target


def everything(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_what_the_database_names_is_in_it_and_comes_back(saved: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "new" / "data"
    restored = vault.restore(saved, fresh / "guildhall.db", fresh / "secret.key", now=NOW)
    assert restored.aside == ()
    there = shelf.beside(fresh / "guildhall.db")
    assert {name: there.find(name) for name in there.names()} == {digest(CAT): CAT, digest(DOG): DOG}
    assert named(fresh / "guildhall.db") == set(there.names())
    assert {stat.S_IMODE(one.stat().st_mode) for one in there.folder.iterdir()} == {0o600}
    assert not [one for one in fresh.iterdir() if one.name.startswith(".")]


def test_the_manifest_names_them_by_their_hash(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        said = json.loads(archive.read("manifest.json"))
        assert archive.testzip() is None
        assert set(archive.namelist()) == {*said["files"], "manifest.json"}
    expected = {f"pictures/{digest(one)}": digest(one) for one in (CAT, DOG)}
    assert {name: one for name, one in said["files"].items() if name != "guildhall.db"} == expected
    assert vault.read_manifest(saved).files == said["files"]


def test_what_backup_returns_is_what_is_in_it(path: Path, key: Path, pictures: Shelf, tmp_path: Path) -> None:
    manifest = vault.backup(path, key, tmp_path / "one.zip", now=NOW)
    assert manifest == vault.read_manifest(tmp_path / "one.zip")


@pytest.mark.parametrize("harm", [b"", CAT[:-1] + b"!", None])
def test_a_picture_that_is_lost_does_not_stop_the_rest(
    path: Path, key: Path, pictures: Shelf, tmp_path: Path, harm: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    lost = pictures.folder / digest(CAT)
    lost.unlink()
    if harm is not None:
        lost.write_bytes(harm)
    manifest = vault.backup(path, key, tmp_path / "one.zip", now=NOW)
    assert set(manifest.files) == {"guildhall.db", f"pictures/{digest(DOG)}"}
    assert [record.message for record in caplog.records] == ["a picture is missing or damaged, and not in the backup"]
    fresh = tmp_path / "new"
    vault.restore(tmp_path / "one.zip", fresh / "guildhall.db", fresh / "secret.key", now=NOW)
    assert list(shelf.beside(fresh / "guildhall.db").names()) == [digest(DOG)]


def test_what_was_there_is_kept_and_what_was_damaged_is_mended(
    path: Path, key: Path, pictures: Shelf, saved: Path
) -> None:
    pictures.put(LATER)
    entered(path, LATER)
    (pictures.folder / digest(DOG)).write_bytes(b"damaged")
    restored = vault.restore(saved, path, key, now=NOW)
    assert pictures.find(digest(DOG)) == DOG
    assert named(path) == {digest(CAT), digest(DOG)}
    (aside,) = [one for one in restored.aside if one.is_dir()]
    assert aside == path.with_name("pictures-before-20261120T060000Z")
    pictures.sweep(named(path), older_than=-10)
    assert set(pictures.names()) == {digest(CAT), digest(DOG)}
    kept = Shelf(aside)
    assert {kept.find(digest(one)) for one in (CAT, ORPHAN, LATER)} == {CAT, ORPHAN, LATER}, (
        "tidying takes nothing of it"
    )
    vault.restore(saved, path, key, now=NOW)
    assert path.with_name("pictures-before-20261120T060000Z-2").is_dir()


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


def files(change: Callable[[dict[str, str]], Any], **more: Any) -> Callable[[dict[str, bytes]], None]:
    """Another manifest."""

    def act(parts: dict[str, bytes]) -> None:
        said = json.loads(parts["manifest.json"])
        change(said["files"])
        parts["manifest.json"] = json.dumps(said | more).encode()

    return act


def put(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    """Another file, and a manifest that fits it."""

    def act(parts: dict[str, bytes]) -> None:
        parts[name] = content
        files(lambda listed: listed.update({name: digest(content)}))(parts)

    return act


def gone(parts: dict[str, bytes]) -> None:
    del parts[f"pictures/{digest(CAT)}"]


SPOILT: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "another picture": (lambda parts: parts.update({f"pictures/{digest(CAT)}": DOG}), "not the file that its manifest"),
    "a picture less": (gone, "is damaged"),
    "another name": (put("pictures/cat.webp", CAT), "holds other files"),
    "a name of something else": (put(f"pictures/{digest(DOG)[::-1]}", CAT), "holds other files"),
    "a way out": (put("pictures/../../evil", CAT), "holds other files"),
    "a whole path": (put("/tmp/evil", CAT), "holds other files"),
    "a folder": (files(lambda listed: listed.update({"pictures/": digest(b"")})), "holds other files"),
    "a deeper one": (put(f"pictures/x/{digest(CAT)}", CAT), "holds other files"),
    "no database": (files(lambda listed: listed.pop("guildhall.db")), "holds other files"),
}


@pytest.mark.parametrize(("change", "complaint"), SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_backup_changes_nothing(
    path: Path, key: Path, saved: Path, change: Callable[[dict[str, bytes]], None], complaint: str
) -> None:
    spoilt = rebuilt(saved, change)
    before = everything(path.parent)
    with pytest.raises(Unusable, match=complaint):
        vault.restore(spoilt, path, key, now=NOW)
    assert everything(path.parent) == before


def test_one_of_before_there_were_pictures_is_put_back(path: Path, key: Path, pictures: Shelf, saved: Path) -> None:
    def older(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name.startswith("pictures/")]:
            del parts[name]
        files(lambda listed: [listed.pop(name) for name in list(listed) if "/" in name], format="guildhall/backup/1")(
            parts
        )

    restored = vault.restore(rebuilt(saved, older), path, key, now=NOW)
    assert set(restored.manifest.files) == {"guildhall.db"}
    assert any(one.is_dir() for one in restored.aside), "what is there could be tidied away now"


def test_a_database_of_before_there_were_pictures_is_saved(tmp_path: Path, key: Path) -> None:
    old = at_revision(tmp_path / "old.db", "0008")
    manifest = vault.backup(old, key, tmp_path / "one.zip", now=NOW)
    assert (manifest.revision, set(manifest.files)) == ("0008", {"guildhall.db"})
    vault.restore(tmp_path / "one.zip", old, key, now=NOW)


@pytest.mark.parametrize("step", ["os.link", "pathlib.Path.replace", "storage.backup._sync_folder", "os.fsync"])
def test_a_restore_that_breaks_off_loses_no_picture(
    path: Path, key: Path, pictures: Shelf, saved: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures.put(LATER)
    entered(path, LATER)

    def fail(*_: object) -> None:
        raise OSError("the plug was pulled")

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(OSError, match="the plug"):
            vault.restore(saved, path, key, now=NOW)
    assert all(pictures.find(name) for name in named(path))
    vault.restore(saved, path, key, now=NOW)
    assert named(path) == {digest(CAT), digest(DOG)}
    assert all(pictures.find(name) for name in named(path))


def test_memory_holds_one_picture_at_a_time(path: Path, key: Path, tmp_path: Path) -> None:
    pictures, size = shelf.beside(path), 1 << 20
    for number in range(24):
        data = os.urandom(64) * (size // 64) + bytes([number])
        pictures.put(data)
        entered(path, data)
    tracemalloc.start()
    vault.backup(path, key, tmp_path / "one.zip", now=NOW)
    fresh = tmp_path / "new"
    vault.restore(tmp_path / "one.zip", fresh / "guildhall.db", fresh / "secret.key", now=NOW)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * size
    assert len(list(shelf.beside(fresh / "guildhall.db").names())) == 24
