"""How the house stands, for monitors: ages by the one clock, and what the last check and the last backup said."""

from pathlib import Path

import pytest

from domain.people import Actor
from services import gauges
from services.desk import Desk
from services.wallet import Wallets
from storage import notices, settings
from tests.services.banking import MARA, granted
from tests.services.conftest import GUILD, Clock
from tests.services.test_wallet_books import tamper


async def test_nothing_is_told_of_what_was_never_noted(desk: Desk):
    found = await gauges.read(desk)
    assert (found.checked_at, found.differences, found.backed_up_at, found.backup_failed) == (None, None, None, None)
    assert (found.pending_since, found.beacon_wait) == (0, 0)


async def test_the_last_check_of_the_books_is_told(desk: Desk, clock: Clock, leader: Actor, path: Path):
    wallets = Wallets(desk)
    await granted(wallets, leader, MARA, 500, 1)
    await wallets.check_books()
    found = await gauges.read(desk)
    assert (found.checked_at, found.differences) == (clock(), 0)
    checked = clock()
    clock.advance(hours=3)
    await wallets.check_books()
    assert (await gauges.read(desk)).checked_at == checked, "once a day"
    tamper(path, f"UPDATE accounts SET balance = balance + 1 WHERE guild_id = {GUILD} AND kind = 'wallet'")
    clock.advance(days=1)
    await wallets.check_books()
    found = await gauges.read(desk)
    assert (found.checked_at, found.differences) == (clock(), 2), "an account, and what circulates"


async def test_the_oldest_notice_grows_older_by_the_clock(desk: Desk, clock: Clock):
    await desk.db.write(lambda tx: notices.put(tx, GUILD, "clan.complete", key="1", facts={}, now=clock()))
    clock.advance(minutes=3)
    await desk.db.write(lambda tx: notices.put(tx, GUILD, "clan.complete", key="2", facts={}, now=clock()))
    clock.advance(minutes=2)
    assert (await gauges.read(desk)).pending_since == 300
    clock.advance(hours=-1)
    assert (await gauges.read(desk)).pending_since == 0, "a clock that was set back makes nothing younger than it is"


@pytest.mark.parametrize("error", [None, "no space left on device"])
async def test_a_backup_is_told_with_how_the_last_try_went(desk: Desk, clock: Clock, error: str | None):
    made = clock()
    await desk.db.write(lambda tx: settings.remember(tx, "backup.last_at", made.isoformat()))
    if error:
        await desk.db.write(lambda tx: settings.remember(tx, "backup.last_error", error))
    found = await gauges.read(desk)
    assert (found.backed_up_at, found.backup_failed) == (made, error is not None)


async def test_files_are_measured(desk: Desk, path: Path):
    found = gauges.files(desk)
    assert found.database >= path.stat().st_size > 0  # noqa: ASYNC240 - a test may wait
    assert found.free > 0
