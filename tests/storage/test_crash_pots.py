"""A pot whose bot is killed at every point: every stake is drawn or back, once, and nobody pays twice."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domain.pot_settings import PotState
from domain.pots import Pot
from storage import migrations, notices
from tests.services.pot_books import Auditor
from tests.storage.crashing_draws import BEGIN, GUILD
from tests.storage.crashing_pots import PotHouse
from tests.storage.test_crash import lines, lives_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def lives(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders that the killed processes left behind."""
    return lives_of("crashing_pots", migrated, tmp_path_factory.mktemp("pots"))


@dataclass(frozen=True)
class Aftermath:
    """What had been told and kept of presses when the bot came back, and what became of the pot."""

    found: Pot | None
    told: set[tuple[int, str]]
    kept: set[tuple[int, str]]
    done: Pot
    stakes: Counter[tuple[int, str]]
    pending: int


@cache
def aftermath(folder: Path) -> Aftermath:
    """The pot after the bot was started anew, everybody pressed again, and it went on."""
    return asyncio.run(_restart(folder))


async def _restart(folder: Path) -> Aftermath:
    migrations.upgrade(f"sqlite:///{folder / 'guildhall.db'}")
    house = PotHouse(folder, BEGIN + timedelta(minutes=70))
    await house.db.open()
    told = {(line["who"], line["key"]) for line in lines(folder / "receipts")}
    found, kept = await house.pot(), set(await house.db.read(_keys))
    auditor = Auditor(GUILD, house.hall.draws)
    await house.db.write(auditor.look)
    done = await house.finish()
    await house.db.write(auditor.close)
    after = Aftermath(
        found, told, kept, done, Counter(await house.db.read(_keys)), await house.db.read(notices.pending)
    )
    await house.db.close()
    return after


def _keys(tx: Any) -> list[tuple[int, str]]:
    query = "SELECT m.user_id, s.key FROM pot_stakes s JOIN members m ON m.id = s.member_id"
    return [(user_id, key) for user_id, key in tx.exec_driver_sql(query)]


def test_somebody_was_killed_in_every_state(lives: list[Path]):
    states = {after.found.state if after.found else None for after in map(aftermath, lives)}
    assert states == {None, PotState.OPEN, PotState.LOCKED, PotState.SETTLING, PotState.SETTLED}
    assert len(lives) > 60
    assert sum((folder / "lived").exists() for folder in lives) == 1


def test_what_was_handed_out_is_in_the_books(lives: list[Path]):
    for folder in lives:
        after = aftermath(folder)
        assert after.told <= after.kept, folder.name
    assert any(aftermath(folder).told for folder in lives)


def test_nobody_pays_twice_for_one_prompt(lives: list[Path]):
    for folder in lives:
        assert max(aftermath(folder).stakes.values()) == 1, folder.name


def test_every_pot_comes_to_its_end_and_the_books_add_up(lives: list[Path]):
    """`aftermath` itself asks the twelve rules, before going on and at the end."""
    for folder in lives:
        after = aftermath(folder)
        assert after.done.over, folder.name
        assert after.pending == 0, folder.name
    assert {aftermath(folder).done.state for folder in lives} == {PotState.SETTLED}


def test_the_files_are_sound(lives: list[Path]):
    for folder in lives:
        aftermath(folder)
        with closing(sqlite3.connect(folder / "guildhall.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
