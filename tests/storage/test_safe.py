"""The safe: what the bot saves by itself, and that it never deletes anything else."""

import shutil
import stat
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from os import utime
from pathlib import Path
from unittest.mock import Mock

import pytest

from domain.rotation import Keep
from storage import backup, room
from storage.backup import NotMade
from storage.safe import Safe

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def safe(path: Path) -> Safe:
    """The usual one, beside the database."""
    path.with_name("secret.key").write_text("guildhalls-own-key")
    return Safe(path.parent / "backups", path.with_name("secret.key"))


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_what_is_saved_bears_the_moment_in_its_name_and_is_nobody_elses_to_read(safe: Safe, path: Path) -> None:
    made = safe.save(path, NOW)
    assert made == safe.folder / "guildhall-20261120T060000Z.zip"
    assert backup.read_manifest(made).files.keys() == {"guildhall.db", "secret.key"}
    assert (stat.S_IMODE(made.stat().st_mode), stat.S_IMODE(safe.folder.stat().st_mode)) == (0o600, 0o700)
    assert names(safe.folder) == [made.name]


def test_rotation_leaves_what_the_rule_says(safe: Safe, path: Path) -> None:
    made = [safe.save(path, NOW - day * DAY) for day in range(4)]
    assert safe.rotate(Keep(2, 0, 0)) == [made[3], made[2]]
    assert sorted(safe.made().values()) == [made[1], made[0]]


def test_what_is_not_ours_is_never_deleted(safe: Safe, path: Path, tmp_path: Path) -> None:
    newest = safe.save(path, NOW)
    by_hand = safe.folder / "guildhall.zip"
    shutil.copy(newest, by_hand)
    old = {
        "guildhall-20240101T000000Z.zip": b"not a backup at all",
        "guildhall-20240102T000000Z.zip.bak": newest.read_bytes(),
        "guildhall-20240103T000000Z.zip": newest.read_bytes(),  # renamed: its manifest knows another moment
        "guildhall-20249999T000000Z.zip": newest.read_bytes(),
        "my-guildhall-20240104T000000Z.zip": newest.read_bytes(),
    }
    for name, content in old.items():
        (safe.folder / name).write_bytes(content)
    elsewhere = Safe(tmp_path / "elsewhere", safe.key).save(path, NOW - 900 * DAY)
    (safe.folder / elsewhere.name).symlink_to(elsewhere)
    (safe.folder / "guildhall-20240105T000000Z.zip").mkdir()
    before = names(safe.folder)
    assert safe.rotate(Keep(0, 0, 0)) == []
    assert names(safe.folder) == before
    assert elsewhere.exists()


def test_one_that_the_disk_damaged_is_neither_counted_nor_deleted(safe: Safe, path: Path) -> None:
    made = [safe.save(path, NOW - day * DAY) for day in range(2)]
    made[1].write_bytes(made[1].read_bytes()[:-100])
    assert list(safe.made().values()) == [made[0]]
    assert safe.rotate(Keep(0, 0, 0)) == []


def test_before_an_upgrade_the_last_three_stay(safe: Safe, path: Path) -> None:
    scheduled = safe.save(path, NOW)
    made = [safe.save_before(path, "0001", "0002", NOW + hour * timedelta(hours=1)) for hour in range(5)]
    assert made[0].name == "before-0001-to-0002-20261120T060000Z.zip"
    assert names(safe.folder) == [*(one.name for one in made[2:]), scheduled.name]
    assert safe.rotate(Keep(0, 0, 0)) == []


def test_the_operators_own_folder_must_be_there(safe: Safe, path: Path, tmp_path: Path) -> None:
    away = Safe(tmp_path / "unplugged", safe.key, own=False)
    with pytest.raises(NotMade, match="there is no folder"):
        away.save(path, NOW)
    assert not away.folder.exists()


def test_too_little_room_is_found_out_before_anything_is_written(
    safe: Safe, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = room.needed(path)

    def with_free(amount: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", Mock(return_value=Mock(free=amount)))

    assert needed >= 2 * path.stat().st_size + room.SPARE
    with_free(needed - 1)
    with pytest.raises(NotMade, match=r"too little room: .*backups has \d+ MiB free, and a backup may need \d+ MiB"):
        safe.save(path, NOW)
    assert names(safe.folder) == []
    with_free(needed)
    safe.save(path, NOW)


def test_what_cannot_be_read_back_gets_no_name(safe: Safe, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes everything and gives back something else."""
    packed = backup._pack

    def spoilt(draft: Path, *rest: object) -> object:
        manifest = packed(draft, *rest)  # type: ignore[arg-type]
        with zipfile.ZipFile(draft) as archive:
            at = archive.getinfo("guildhall.db").header_offset + 200
        with draft.open("r+b") as file:
            file.seek(at)
            byte = file.read(1)
            file.seek(at)
            file.write(bytes([byte[0] ^ 1]))
        return manifest

    monkeypatch.setattr(backup, "_pack", spoilt)
    with pytest.raises(NotMade, match="cannot be read back"):
        safe.save(path, NOW)
    assert names(safe.folder) == []


def test_a_backup_that_is_wanted_no_more_is_broken_off_while_it_copies(
    safe: Safe, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(backup, "_STEPS", 10)
    monkeypatch.setattr(backup, "_pack", Mock(side_effect=AssertionError("it went on")))

    def unwanted() -> bool:
        asked.append(True)
        return True

    with pytest.raises(NotMade, match="broken off"):
        safe.save(path, NOW, unwanted)
    assert asked
    assert names(safe.folder) == []


def test_what_a_killed_process_left_goes_after_a_day(safe: Safe, path: Path) -> None:
    safe.folder.mkdir()
    left = safe.folder / ".guildhall-20261118T060000Z.zip-abc_123"
    fresh = safe.folder / ".before-0001-to-0002-20261120T060000Z.zip-xyz"
    strange = safe.folder / ".guildhall-notes"
    for folder in (left, fresh, strange):
        folder.mkdir()
        (folder / "guildhall.db").write_text("half")
    for folder in (left, strange):
        utime(folder, (0, 0))
    safe.tidy()
    assert names(safe.folder) == sorted([fresh.name, strange.name])


def test_two_at_the_same_time_do_not_harm_each_other(safe: Safe, path: Path) -> None:
    by_hand = path.with_name("by-hand.zip")
    failed: list[BaseException] = []

    def save(act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001 - shown by the test
            failed.append(error)

    acts = [lambda: safe.save(path, NOW), lambda: backup.backup(path, safe.key, by_hand, now=NOW)]
    acts += [lambda: safe.save(path, NOW + DAY), lambda: backup.backup(path, safe.key, by_hand, now=NOW + DAY)]
    threads = [threading.Thread(target=save, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for made in (by_hand, *safe.made().values()):
        backup.prove(made)
    assert len(safe.made()) == 2
    assert [name for name in (*names(safe.folder), *names(path.parent)) if name.startswith(".")] == []
