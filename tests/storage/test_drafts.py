"""Drafts are taken up once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from storage import drafts, members
from storage.engine import Database

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def keep(tx: Connection) -> tuple[int, int]:
    """A draft and who made it."""
    by = members.ensure(tx, 1, 7, AT).id
    return drafts.keep(tx, 1, "clan.import", {"names": ["Zezima"]}, by=by, now=AT), by


async def test_an_id_is_never_given_twice(db: Database):
    def work(tx: Connection) -> tuple[int, int]:
        first, _ = keep(tx)
        drafts.forget_old(tx, AT + timedelta(days=1))
        return first, keep(tx)[0]

    first, second = await db.write(work)
    assert second > first, "a button of long ago would do what was never shown on it"


async def test_a_draft_is_taken_once_and_in_its_own_guild(db: Database):
    draft, _ = await db.write(keep)
    for guild, kind, number in ((2, "clan.import", draft), (1, "other", draft), (1, "clan.import", draft + 1)):
        asked = (guild, kind, number)
        assert await db.write(lambda tx, asked=asked: drafts.take(tx, *asked, AT)) is None
    assert await db.write(lambda tx: drafts.take(tx, 1, "clan.import", draft, AT)) == {"names": ["Zezima"]}
    assert await db.write(lambda tx: drafts.take(tx, 1, "clan.import", draft, AT)) is None


async def test_old_drafts_and_those_of_a_person_go(db: Database):
    _, by = await db.write(keep)
    await db.write(lambda tx: drafts.forget_old(tx, AT))
    assert await db.read(lambda tx: drafts.made_by(tx, by)) == ["clan.import"]
    await db.write(lambda tx: drafts.drop_of(tx, by))
    assert await db.read(lambda tx: drafts.made_by(tx, by)) == []
    draft, _ = await db.write(keep)
    await db.write(lambda tx: drafts.forget_old(tx, AT + timedelta(seconds=1)))
    assert await db.write(lambda tx: drafts.take(tx, 1, "clan.import", draft, AT)) is None
