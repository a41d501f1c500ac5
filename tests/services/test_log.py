"""The log as people see it: everybody sees that something happened, officers see what."""

import pytest

from domain.people import Actor
from services.desk import Desk
from services.log import PAGE, GuildLog
from storage import audit, members

GUILD = 77


@pytest.fixture
async def log(desk: Desk) -> GuildLog:
    """A log of 25 rows; every fifth is for officers."""
    for number in range(1, 26):

        def work(tx: audit.Connection, number: int = number) -> None:
            by = members.ensure(tx, GUILD, 9001, desk.clock()).id
            audit.append(
                tx,
                GUILD,
                "loot.voted" if number % 5 == 0 else "settings.set",
                actor=by,
                at=desk.clock(),
                facts={"number": number},
                note=f"note {number}",
                salt=desk.entropy(16),
                officers_only=number % 5 == 0,
            )

        await desk.db.write(work)
    return GuildLog(desk)


async def test_pages_are_counted_and_a_page_out_of_range_is_the_nearest(log: GuildLog, raider: Actor):
    first = await log.page(raider, kind=None, page=1)
    assert (first.page, first.pages, first.total, len(first.entries)) == (1, 3, 25, PAGE)
    assert [entry.seq for entry in first.entries] == list(range(25, 15, -1))
    assert (await log.page(raider, kind=None, page=99)).page == 3
    assert (await log.page(raider, kind=None, page=-5)).page == 1
    assert len((await log.page(raider, kind=None, page=3)).entries) == 5


async def test_a_row_for_officers_shows_others_its_hash_alone(log: GuildLog, raider: Actor, officer: Actor):
    hidden = (await log.page(raider, kind=None, page=1)).entries[0]
    shown = (await log.page(officer, kind=None, page=1)).entries[0]
    assert (shown.kind, shown.facts, shown.note) == ("loot.voted", {"number": 25}, "note 25")
    assert (hidden.kind, hidden.facts, hidden.note, hidden.actor) == ("officers", {}, None, None)
    assert hidden.hash == shown.hash
    assert hidden.seq == shown.seq


async def test_nobody_finds_out_what_it_is_by_asking_for_it(log: GuildLog, raider: Actor, officer: Actor):
    assert (await log.page(officer, kind="loot", page=1)).total == 5
    assert (await log.page(raider, kind="loot", page=1)).total == 0
    assert (await log.page(raider, kind="loot.voted", page=1)).entries == ()
    assert await log.kinds(officer) == ["loot.voted", "settings.set"]
    assert await log.kinds(raider) == ["settings.set"]
    assert (await log.page(raider, kind="settings", page=1)).total == 20


async def test_actors_are_named_until_they_are_erased(log: GuildLog, officer: Actor, desk: Desk):
    page = await log.page(officer, kind=None, page=1)
    (member,) = page.users
    assert page.users == {member: 9001}
    await desk.db.write(lambda tx: members.forget(tx, member, desk.clock()))
    assert (await log.page(officer, kind=None, page=1)).users == {member: None}


async def test_it_verifies(log: GuildLog):
    checked = await log.verify(GUILD)
    assert (checked.verdict.rows, checked.verdict.fault, checked.note) == (25, None, 0)
    assert (await log.verify(999)).verdict.rows == 0
