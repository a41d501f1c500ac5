"""Killed at every point that a write and a delivery pass: nothing handed out is lost, nothing is half, all is told."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domain.audit import Verdict
from domain.notices import Notice
from services.desk import Desk
from services.notices import Notices, Posted
from storage import audit, migrations, notices
from storage.engine import Database

ROOT = Path(__file__).parents[2]
GUILD = 77
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACTS = {1, 2, 3, 5, 6, 7, 8, 9}
POINTS = {
    "before anything",
    "half way",
    "before the commit",
    "after the commit",
    "after it was handed out",
    "before Discord took it",
    "after Discord took it",
}


@pytest.fixture(scope="module")
def lives(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders that the killed processes left behind; `CRASH_SEED` replays the random moments."""
    folder = tmp_path_factory.mktemp("lives")
    seed = os.environ.get("CRASH_SEED", "1")
    return lives_of("crashing", migrated, folder, seed)


def lives_of(script: str, template: Path, folder: Path, *arguments: str) -> list[Path]:
    """Let that script of this folder live and be killed; the folders that its lives left behind."""
    command = [sys.executable, str(Path(__file__).with_name(f"{script}.py")), str(template), str(folder), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return sorted(folder.iterdir())


def lines(file: Path) -> list[dict[str, Any]]:
    """What was written down; the last line may be torn off."""
    text = file.read_text() if file.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


class PostOffice:
    """Discord after the restart: the same as before."""

    def __init__(self, folder: Path) -> None:
        self._posts = folder / "posts"

    async def post(self, notice: Notice, channel_id: int) -> Posted:
        """Taken."""
        with self._posts.open("a") as out:
            out.write(json.dumps({"nonce": notice.id, "act": notice.facts["act"], "channel": channel_id}) + "\n")
        return Posted(channel_id, 1000 + notice.id)

    async def hook(self, notice: Notice, url: str) -> Posted:
        """Nothing here goes through a webhook."""
        raise AssertionError(url)


@cache
def aftermath(folder: Path) -> dict[str, Any]:
    """The books as the restarted bot finds them, and after it told what was left to tell."""
    return asyncio.run(_restart(folder))


async def _restart(folder: Path) -> dict[str, Any]:
    url = f"sqlite:///{folder / 'guildhall.db'}"
    migrations.upgrade(url)
    db = Database(url)
    await db.open()
    found: dict[str, Any] = {"receipts": lines(folder / "receipts"), "books": await db.read(_books)}
    found["verdict"] = await db.read(lambda tx: audit.check(tx, GUILD))
    telling = Notices(Desk(db, lambda: NOW, os.urandom))
    telling.courier = PostOffice(folder)
    await telling.deliver()
    found["pending"] = await db.read(notices.pending)
    found["posts"] = lines(folder / "posts")
    await db.close()
    return found


def _books(tx: Any) -> dict[str, set[Any]]:
    def ask(sql: str) -> set[Any]:
        return set(tx.exec_driver_sql(sql).scalars())

    return {
        "members": ask("SELECT user_id - 9000 FROM members"),
        "settings": ask("SELECT CAST(value AS INTEGER) FROM guild_settings"),
        "audit": ask("SELECT json_extract(body, '$.facts.act') FROM audit"),
        "notes": ask("SELECT CAST(substr(text, 6) AS INTEGER) FROM audit_notes"),
        "outbox": ask("SELECT json_extract(facts, '$.act') FROM outbox"),
    }


def test_every_kind_of_point_was_the_end_of_somebody(lives: list[Path]):
    ends = Counter(line["at"] for folder in lives for line in lines(folder / "died"))
    assert set(ends) == POINTS
    # How often each one comes depends on how the writes happened to share their commits.
    assert any((folder / "lived").exists() for folder in lives if folder.name.startswith("point")), "up to the last"


def test_what_was_handed_out_is_there(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert {receipt["act"] for receipt in after["receipts"]} <= after["books"]["audit"], folder.name


def test_nothing_is_half(lives: list[Path]):
    for folder in lives:
        acts = aftermath(folder)["books"].values()
        assert all(act == next(iter(acts)) for act in acts), (folder.name, aftermath(folder)["books"])
        assert next(iter(acts)) <= ACTS, "and nothing of the one who was refused"


def test_the_log_is_intact(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        verdict, note = after["verdict"]
        assert isinstance(verdict, Verdict)
        assert (verdict.fault, note) == (None, 0), folder.name
        assert verdict.rows == len(after["books"]["audit"])


def test_everything_is_told_after_the_restart(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert after["pending"] == 0
        assert {post["act"] for post in after["posts"]} == after["books"]["outbox"], folder.name


def test_a_repetition_carries_the_same_nonce(lives: list[Path]):
    """So that Discord, which drops repetitions, shows each once; and some were repeated, or this shows nothing."""
    repeated = 0
    for folder in lives:
        posts = aftermath(folder)["posts"]
        nonces = {post["nonce"]: post["act"] for post in posts}
        assert len(nonces) == len({post["act"] for post in posts}), folder.name
        repeated += len(posts) - len(nonces)
    assert repeated >= 5


def test_the_files_are_sound(lives: list[Path]):
    for folder in lives:
        with closing(sqlite3.connect(folder / "guildhall.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_who_lives_to_the_end_has_done_it_all(lives: list[Path]):
    (lived,) = [folder for folder in lives if (folder / "lived").exists() and folder.name.startswith("point")]
    after = aftermath(lived)
    assert {receipt["act"] for receipt in after["receipts"]} == after["books"]["audit"] == ACTS
    assert Counter(post["act"] for post in after["posts"]) == Counter(ACTS)
