"""Panels: every change is painted, however many there were meanwhile."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from domain.panels import Panel
from storage import panels
from storage.engine import Database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOON = AT + timedelta(seconds=2)


def hang(tx: Connection, message: int, subject: int = 1, guild: int = 1) -> None:
    """A message to keep up to date."""
    panels.hang(tx, guild, "clan.run", subject, channel_id=5, message_id=message, now=AT)


async def stale(db: Database, at: datetime = AT) -> list[Panel]:
    """What is to be repainted."""
    return await db.read(lambda tx: panels.stale(tx, at, limit=9))


async def test_a_new_panel_is_painted_once(db: Database):
    await db.write(lambda tx: hang(tx, 100))
    (panel,) = await stale(db)
    assert (panel.message_id, panel.channel_id, panel.kind, panel.subject) == (100, 5, "clan.run", 1)
    await db.write(lambda tx: panels.painted(tx, panel, again_at=AT))
    assert await stale(db) == []
    await db.write(lambda tx: hang(tx, 100))
    assert await stale(db) == []


async def test_a_change_while_painting_is_not_lost(db: Database):
    await db.write(lambda tx: hang(tx, 100))
    (panel,) = await stale(db)
    await db.write(lambda tx: panels.touch(tx, 1, "clan.run", 1))
    await db.write(lambda tx: panels.painted(tx, panel, again_at=SOON))
    assert await stale(db) == [], "each message at its own pace"
    assert [one.message_id for one in await stale(db, SOON)] == [100]


async def test_a_change_concerns_every_message_of_its_thing_and_no_other(db: Database):
    await db.write(lambda tx: [hang(tx, 100), hang(tx, 101), hang(tx, 102, subject=2), hang(tx, 103, guild=2)])
    for panel in await stale(db):
        await db.write(lambda tx, panel=panel: panels.painted(tx, panel, again_at=AT))
    await db.write(lambda tx: panels.touch(tx, 1, "clan.run", 1))
    assert {one.message_id for one in await stale(db)} == {100, 101}


async def test_a_failure_waits_and_is_counted_until_it_works(db: Database):
    await db.write(lambda tx: hang(tx, 100))
    (panel,) = await stale(db)
    await db.write(lambda tx: panels.failed(tx, panel, again_at=SOON))
    assert await stale(db) == []
    (again,) = await stale(db, SOON)
    assert again.failures == 1
    await db.write(lambda tx: panels.painted(tx, again, again_at=SOON))
    await db.write(lambda tx: panels.touch(tx, 1, "clan.run", 1))
    assert (await stale(db, SOON))[0].failures == 0


async def test_what_was_taken_down_stays_down(db: Database):
    await db.write(lambda tx: hang(tx, 100))
    await db.write(lambda tx: panels.take_down(tx, 100))
    await db.write(lambda tx: panels.touch(tx, 1, "clan.run", 1))
    assert await stale(db) == []


async def test_the_newest_message_of_a_thing(db: Database):
    await db.write(lambda tx: [hang(tx, 100), hang(tx, 101), hang(tx, 102, subject=2), hang(tx, 103, guild=2)])
    assert await db.read(lambda tx: panels.posted(tx, 1, "clan.run", [1, 2, 3])) == {1: (5, 101), 2: (5, 102)}
