"""The disk is full, cannot be written, or gives back what nobody wrote: a clear stop, and never silent damage."""

import asyncio
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from unittest.mock import ANY

import pytest

from storage import checkup, lock, migrations
from tests.console.test_running import end, until_said
from tests.discord_stub import TOKEN, Stub, clicked, stub
from tests.storage.filling import fill, rows
from tests.storage.test_damage import flip, frame, killed, spoil
from tests.storage.test_migrations import at_revision

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def discord() -> AsyncIterator[Stub]:
    async with stub() as made:
        yield made


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts small disks of their own; only root may."""
    mounted: list[Path] = []

    def mount(name: str, options: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        ran = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "guildhall-tests", folder],
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            pytest.skip(f"no disk can be mounted here: {ran.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", folder], check=True)


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python bot.py run` where it is not to come as far as Discord."""
    own = {"DATA_DIR": str(folder), "DISCORD_TOKEN": TOKEN, "WEB_PORT": "0", "LOG_LEVEL": "ERROR"}
    return subprocess.run(
        [sys.executable, ROOT / "bot.py", "run"],
        cwd=folder.parent,
        env={**os.environ, **own, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def filled(folder: Path) -> Path:
    """Fill the disk to its last byte."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    assert shutil.disk_usage(folder).free == 0
    return filler


# --- full


async def test_a_disk_that_fills_up_refuses_acts_in_words_and_the_bot_recovers_by_itself(
    discord: Stub, disk: Callable[..., Path], tmp_path: Path
) -> None:
    data = disk("data", "size=32m")
    process = await discord.start(folder=tmp_path, DATA_DIR=str(data), BACKUP_HOURS="0")
    log = await until_said(process, "ready")
    said = asyncio.create_task(process.stderr.read() if process.stderr else asyncio.sleep(0, b""))
    filler = filled(data)
    await clicked_until(discord, "nothing was changed")
    assert process.returncode is None
    filler.unlink()
    await clicked_until(discord, "nowhere to go")
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 30) == 0
    log += (await said).decode()
    assert "database or disk is full" in log
    assert log.count("a job failed") < 60, "one stack for each job, not one a second"
    assert checkup.faults(data / "guildhall.db") == []


async def clicked_until(discord: Stub, pattern: str, at_most: int = 40) -> None:
    """Change something again and again until the answer says that."""
    for _ in range(at_most):
        discord.answers.clear()
        await discord.dispatch("INTERACTION_CREATE", clicked("notifications", "test", event="clan.snapshot_complete"))
        for _ in range(50):
            if any(path in said for said in discord.answers for path in ("content", "components")):
                break
            await asyncio.sleep(0.05)
        if re.search(pattern, " ".join(discord.answers)):
            return
    raise AssertionError(discord.answers)


def test_a_start_on_a_full_disk_is_a_sentence(disk: Callable[..., Path]) -> None:
    data = disk("data", "size=1m")
    filled(data)
    ran = start(data)
    assert ran.returncode in (1, 2)
    assert "Traceback" not in ran.stderr
    assert re.search(r"disk is full.*: make room on it\.\n$|No space left on device", ran.stderr)
    assert not [one for one in data.iterdir() if one.suffix == ".db" and one.stat().st_size]


async def test_an_upgrade_without_room_for_its_backup_is_refused_with_the_way_out(
    discord: Stub, disk: Callable[..., Path], tmp_path: Path
) -> None:
    data = disk("data", "size=6m")
    old(data)
    before = rows(data / "guildhall.db")
    code, _, said = await discord.run(folder=tmp_path, LOG_LEVEL="ERROR")
    assert code == 2
    (sentence,) = said.splitlines()
    for words in (
        "The database was not upgraded: it stays at revision 0001",
        "there is too little room",
        "MiB free, and a backup may need",
        "uv run bot.py migrate --no-backup",
    ):
        assert words in sentence
    assert (rows(data / "guildhall.db"), migrations.current(data / "guildhall.db")) == (before, "0001")
    assert await discord.run("migrate", "--no-backup", folder=tmp_path) == (0, ANY, "")
    assert migrations.current(data / "guildhall.db") == migrations.head()


@pytest.mark.parametrize("way", ["run", "migrate", "sync"])
async def test_whatever_upgrades_saves_before(discord: Stub, tmp_path: Path, way: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    old(data)
    if way == "run":
        process = await discord.start(folder=tmp_path, BACKUP_HOURS="0")
        await until_said(process, "ready")
        assert (await end(process))[0] == 0
    else:
        assert (await discord.run(way, folder=tmp_path))[0] == 0
    (made,) = (data / "backups").iterdir()
    assert made.name.startswith(f"before-0001-to-{migrations.head()}-")
    assert migrations.current(data / "guildhall.db") == migrations.head()


def old(data: Path) -> None:
    """A database of the first version."""
    fill(at_revision(data / "guildhall.db", "0001"))


# --- read-only


def test_a_disk_that_cannot_be_written_is_a_sentence(disk: Callable[..., Path], tmp_path: Path) -> None:
    data = disk("data", "size=8m")
    migrations.upgrade(f"sqlite:///{data / 'guildhall.db'}")
    subprocess.run(["mount", "-o", "remount,ro", data], check=True)
    ran = start(data)
    assert ran.returncode == 2
    (sentence,) = ran.stderr.splitlines()
    assert "Read-only file system" in sentence
    assert "DATA_DIR (or DATABASE_URL) must be a place that this user may write to." in sentence


def test_a_database_that_cannot_be_written_is_a_sentence(disk: Callable[..., Path], tmp_path: Path) -> None:
    """The folder can be, its lock too; the file alone is on another disk."""
    inside = disk("inside", "size=8m")
    migrations.upgrade(f"sqlite:///{inside / 'guildhall.db'}")
    (inside / "guildhall.lock").touch()
    subprocess.run(["mount", "-o", "remount,ro", inside], check=True)
    ran = start(tmp_path / "data", DATABASE_URL=f"sqlite:///{inside / 'guildhall.db'}")
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert re.search(r"must be a place that this user may write to|let this user write to the file", ran.stderr)


# --- damaged


@pytest.mark.parametrize("damage", ["page", "cut off", "no database", "log"])
def test_a_start_on_a_damaged_file_stops_and_leaves_it_as_it_is(tmp_path: Path, damage: str) -> None:
    data = tmp_path / "data"
    path = data / "guildhall.db"
    migrations.upgrade(f"sqlite:///{path}")
    match damage:
        case "page":
            spoil(path, "members")
        case "cut off":
            os.truncate(path, path.stat().st_size // 2 + 100)
        case "no database":
            path.write_bytes(b"the notes of the last raid\n" * 1000)
        case _:
            flip(killed(path, 8), frame(1) + 24)
    before = {one.name: one.read_bytes() for one in data.iterdir()}
    for words in (["run"], ["migrate"] if damage == "log" else ["run"]):
        ran = subprocess.run(
            [sys.executable, ROOT / "bot.py", *words],
            cwd=tmp_path,
            env={**os.environ, "DISCORD_TOKEN": TOKEN, "LOG_LEVEL": "ERROR"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 2, ran.stderr
        (sentence,) = ran.stderr.splitlines()
        assert sentence.startswith("The database is damaged (")
        assert "nothing more is written to it: `uv run bot.py restore FILE` puts a backup in its place." in sentence
        after = {one.name: one.read_bytes() for one in data.iterdir()}
        assert {name: after[name] for name in before if not name.endswith("-shm")} == {
            name: found for name, found in before.items() if not name.endswith("-shm")
        }


async def test_damage_that_comes_up_while_it_runs_stops_the_bot_in_order(discord: Stub, tmp_path: Path) -> None:
    process = await discord.start(folder=tmp_path, BACKUP_HOURS="0")
    await until_said(process, "ready")
    said = asyncio.create_task(process.stderr.read() if process.stderr else asyncio.sleep(0, b""))
    path = tmp_path / "data/guildhall.db"
    for table in ("members", "outbox", "notification_routes", "draws", "audit"):
        await asyncio.to_thread(spoil, path, table)
    await discord.dispatch("INTERACTION_CREATE", clicked("notifications", "test", event="clan.snapshot_complete"))
    assert await asyncio.wait_for(process.wait(), 60) == 2
    log = (await said).decode()
    assert "CRITICAL storage.damage [" in log
    assert "guildhall [-] stopping" in log
    *_, last = log.splitlines()
    assert last.startswith("The database is damaged (database disk image is malformed), and nothing more is written")
    again = await discord.run(folder=tmp_path)
    assert (again[0], again[2].splitlines()[-1][:28]) == (2, "The database is damaged (dat")


# --- two on one file


async def test_a_second_bot_is_refused_even_when_the_lock_was_deleted(discord: Stub, tmp_path: Path) -> None:
    process = await discord.start(folder=tmp_path)
    await until_said(process, "ready")
    lock.lock_path(tmp_path / "data/guildhall.db").unlink()
    for _ in range(2):
        code, _, said = await discord.run(folder=tmp_path)
        assert code == 2
        assert said.startswith("The database is in use by another program, which has it open while its lock data/")
        assert said.endswith("was deleted: stop that first.\n")
    assert (await end(process))[0] == 0
    with closing(sqlite3.connect(tmp_path / "data/guildhall.db")) as books:
        assert books.execute("PRAGMA integrity_check").fetchone() == ("ok",)
