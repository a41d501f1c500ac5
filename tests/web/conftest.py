"""The real pages on a real database, listening on a port of this machine."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Connection

from clients.beacon import Relays
from clients.hiscores import Hiscores
from clients.outside import Outside
from clients.wise_old_man import WiseOldMan
from domain.characters import AccountType, parse_name
from domain.hiscores import Reading, Sheet
from fairness.beacon import QUICKNET
from services.desk import Desk
from services.guildhall import Guildhall
from storage import characters, members, migrations, snapshots
from storage.engine import Database
from web.server import Site, serve

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
GUILD = 1186000000000000001


def now() -> datetime:
    return NOW


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database with one snapshot, number 1."""
    url = f"sqlite:///{tmp_path / 'guildhall.db'}"
    migrations.upgrade(url)
    database = Database(url)
    await database.open()
    await database.write(_snapshot)
    yield database
    await database.close()


def _snapshot(tx: Connection) -> None:
    members.enter_guild(tx, GUILD, NOW)
    who = characters.add(tx, GUILD, parse_name("Zezima"), AccountType.REGULAR, owner=None, now=NOW)
    sheet = Sheet({"slayer": Reading("slayer", "Slayer", 1, 4_442_420), "zulrah": Reading("zulrah", "Zulrah", 2, 1646)})
    assert snapshots.save(tx, who.id, None, sheet, table="hiscore_oldschool", at=NOW) == 1


@pytest.fixture
async def hall(db: Database) -> AsyncIterator[Guildhall]:
    """The house; its outside world is not asked."""
    outside = Outside(
        lambda: Hiscores("http://127.0.0.1:1", None, "tests", clock=now),
        lambda: WiseOldMan("http://127.0.0.1:1", "", "tests", clock=now),
        lambda: Relays(["http://127.0.0.1:1"], QUICKNET, "tests", clock=now),
    )
    hall = Guildhall(Desk(db, now, os.urandom), outside, lambda: b"tests")
    yield hall
    await hall.close()


@pytest.fixture
async def site(hall: Guildhall) -> AsyncIterator[Site]:
    """The pages, being served."""
    site = await serve(hall, "127.0.0.1", 0)
    yield site
    await site.close()


@pytest.fixture
async def browser(site: Site) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody who reads the pages."""
    async with aiohttp.ClientSession(site.address) as session:
        yield session
