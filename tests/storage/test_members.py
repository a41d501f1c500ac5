"""Guilds and members: an id for life, and a tombstone after it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from storage import members
from storage.engine import Database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = AT + timedelta(days=1)


async def test_a_person_has_one_id_in_each_guild(db: Database):
    def work(tx: Connection) -> list[int]:
        return [members.ensure(tx, guild, user, AT).id for guild, user in ((1, 7), (1, 8), (2, 7), (1, 7))]

    one, other, elsewhere, again = await db.write(work)
    assert len({one, other, elsewhere}) == 3
    assert again == one
    assert await db.read(lambda tx: members.find(tx, 1, 7)) == members.Member(one, 1, 7)
    assert await db.read(lambda tx: members.find(tx, 3, 7)) is None
    assert await db.read(lambda tx: members.users(tx, {one, other, 999})) == {one: 7, other: 8}


async def test_who_was_erased_is_a_number_and_comes_back_as_somebody_new(db: Database):
    before = await db.write(lambda tx: members.ensure(tx, 1, 7, AT))
    await db.write(lambda tx: members.forget(tx, before.id, LATER))
    assert await db.read(lambda tx: members.find(tx, 1, 7)) is None
    assert await db.read(lambda tx: members.users(tx, {before.id})) == {before.id: None}
    after = await db.write(lambda tx: members.ensure(tx, 1, 7, LATER))
    assert after.id != before.id


async def test_any_number_of_people_can_be_erased(db: Database):
    for user in range(3):
        gone = await db.write(lambda tx, user=user: members.ensure(tx, 1, user + 1, AT))
        await db.write(lambda tx, gone=gone: members.forget(tx, gone.id, AT))


async def test_the_bot_comes_and_goes(db: Database):
    for guild in (2, 1):
        await db.write(lambda tx, guild=guild: members.enter_guild(tx, guild, AT))
    assert await db.read(members.present_guilds) == [1, 2]
    await db.write(lambda tx: members.leave_guild(tx, 1, LATER))
    await db.write(lambda tx: members.leave_guild(tx, 404, LATER))
    assert await db.read(members.present_guilds) == [2]
    await db.write(lambda tx: members.enter_guild(tx, 1, LATER))
    assert await db.read(members.present_guilds) == [1, 2]
