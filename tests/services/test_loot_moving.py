"""Moving in: a dry run, one batch, idempotent and undone as one; and our own books, written and read back the same."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from domain.errors import Conflict, Forbidden, Invalid
from domain.guild import LOOT_SYSTEM
from domain.loose_tables import Fault
from domain.loot import System
from domain.loot_rows import Format
from domain.people import Actor
from domain.points import Act, Change, Pool
from services.desk import Desk
from services.loot import Loot
from services.loot.people import people
from storage import loot_items, members, points, raiders, settings
from storage.loot_items import Item, Source
from tests.services.conftest import GUILD, LEADERS, Clock
from tests.services.drawing import open_house

OTHER = GUILD + 1
GARGUL = "dateTime,character,itemID,offspec,id\n2021-11-15,Mara,19019,0,a\n2021-11-16,Tom,19020,1,b\n"
CEPGP = "name,class,rank,EP,GP,PR\nMara,Mage,Core,300,150,2.00\nTom,Mage,Core,100.5,100,1.00\n"


@pytest.fixture
async def loot(desk: Desk, clock: Clock) -> AsyncGenerator[Loot]:
    """The loot of a guild."""
    async with open_house(desk, clock) as house:
        yield house.hall.loot


async def standings(desk: Desk, guild_id: int = GUILD) -> dict[str, dict[Pool, int]]:
    """What everybody has, by their main's name."""

    def work(tx: Connection) -> dict[str, dict[Pool, int]]:
        found = points.balances(tx, guild_id, *Pool)
        shown = people(tx, found)
        return {shown[one].name or str(shown[one].user_id): mine for one, mine in found.items()}

    return await desk.db.read(work)


async def items(desk: Desk, *, undone: bool = False) -> list[str]:
    """The names of what was handed out, newest first."""
    return [one.item for one in await desk.db.read(lambda tx: loot_items.listed(tx, GUILD, undone=undone))]


async def test_items_come_in_once_and_go_as_one(desk: Desk, loot: Loot, officer: Actor):
    shown = await loot.moving.preview(officer, GARGUL.encode())
    assert (shown.format, shown.items, shown.known, shown.names) == (Format.GARGUL, 2, 0, ("Mara", "Tom"))
    assert await items(desk) == []
    assert shown.draft is not None
    done = await loot.moving.apply(officer, shown.draft)
    assert (done.items, done.people) == (2, 2)
    assert await items(desk) == ["#19020", "#19019"]
    again = await loot.moving.preview(officer, GARGUL.encode())
    assert (again.items, again.known, again.draft) == (0, 2, None)
    more = await loot.moving.preview(officer, (GARGUL + "2021-11-17,mara,19021,0,c\n").encode())
    assert (more.items, more.known, more.names) == (1, 2, ())
    assert done.batch is not None
    await loot.undo.apply(officer, done.batch, "the wrong file")
    assert await items(desk) == []
    assert len(await items(desk, undone=True)) == 2
    back = await loot.moving.preview(officer, GARGUL.encode())
    assert back.draft is not None
    assert (await loot.moving.apply(officer, back.draft)).items == 2, "what was taken back can come again"


async def test_pressing_twice_imports_once(desk: Desk, loot: Loot, officer: Actor):
    draft = (await loot.moving.preview(officer, GARGUL.encode())).draft
    assert draft is not None
    results = await asyncio.gather(*(loot.moving.apply(officer, draft) for _ in range(20)), return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in results) == 1
    assert {one.code for one in results if isinstance(one, Conflict)} == {"points.done_before"}
    assert len(await items(desk)) == 2


async def test_standings_come_in_without_the_base_that_they_include(desk: Desk, loot: Loot, officer: Actor):
    shown = await loot.moving.preview(officer, CEPGP.encode())
    assert shown.gp_with_base
    assert [shown.people[move.member_id].name for move in shown.moves] == ["Mara", "Mara", "Tom"]
    assert shown.draft is not None
    done = await loot.moving.apply(officer, shown.draft)
    assert await standings(desk) == {"Mara": {Pool.EP: 300_00, Pool.GP: 50_00}, "Tom": {Pool.EP: 100_50}}
    assert (await loot.moving.preview(officer, CEPGP.encode())).draft is None, "they stand as the file says"
    assert done.batch is not None
    await loot.undo.apply(officer, done.batch, "the wrong file")
    assert all(not any(mine.values()) for mine in (await standings(desk)).values())
    back = await loot.moving.preview(officer, CEPGP.encode())
    assert back.draft is not None
    await loot.moving.apply(officer, back.draft)
    assert (await standings(desk))["Mara"] == {Pool.EP: 300_00, Pool.GP: 50_00}


async def test_it_is_told_who_would_move_past_whom(desk: Desk, loot: Loot, officer: Actor):
    shown = await loot.moving.preview(officer, CEPGP.encode())
    assert shown.draft is not None
    await loot.moving.apply(officer, shown.draft)
    now = desk.clock()
    await desk.db.write(lambda tx: settings.put(tx, GUILD, LOOT_SYSTEM.name, "epgp", by=None, at=now))
    turned = CEPGP.replace("300,150,2.00", "30,150,0.20") + "Ylva,Mage,Core,60,100,0.60\n"
    later = await loot.moving.preview(officer, turned.encode())
    told = [
        (later.people[one.member_id].name, one.up, [later.people[other].name for other in one.others])
        for one in later.passing.shifts
    ]
    assert told == [("Ylva", True, ["Mara"]), ("Mara", False, ["Tom"])]


async def test_a_linked_characters_points_are_their_members(desk: Desk, loot: Loot, officer: Actor):
    from domain.raiders import parse_raider

    now = desk.clock()

    def link(tx: Connection) -> int:
        member = members.ensure(tx, GUILD, 4711, now)
        raiders.add(tx, GUILD, parse_raider("Mara-Stormrage"), member.id, main=True, by=None, now=now)
        return member.id

    mara = await desk.db.write(link)
    shown = await loot.moving.preview(officer, CEPGP.encode())
    assert shown.names == ("Tom",)
    assert shown.draft is not None
    await loot.moving.apply(officer, shown.draft)
    assert (await desk.db.read(lambda tx: points.balances_of(tx, [mara])))[mara] == {Pool.EP: 300_00, Pool.GP: 50_00}


async def test_a_name_that_two_characters_bear_is_told_and_left_out(desk: Desk, loot: Loot, officer: Actor):
    from domain.raiders import parse_raider

    now = desk.clock()

    def link(tx: Connection) -> None:
        for user, realm in ((1, "Stormrage"), (2, "Area 52")):
            member = members.ensure(tx, GUILD, user, now)
            raiders.add(tx, GUILD, parse_raider("Mara", realm), member.id, main=True, by=None, now=now)

    await desk.db.write(link)
    shown = await loot.moving.preview(officer, GARGUL.encode())
    assert [one.fault for one in shown.problems] == [Fault.AMBIGUOUS]
    assert shown.items == 1


async def test_only_officers_move_books(loot: Loot, officer: Actor, raider: Actor):
    with pytest.raises(Forbidden):
        await loot.moving.preview(raider, GARGUL.encode())
    with pytest.raises(Forbidden):
        await loot.moving.export(raider, as_json=True)
    draft = (await loot.moving.preview(officer, GARGUL.encode())).draft
    assert draft is not None
    with pytest.raises(Forbidden):
        await loot.moving.apply(raider, draft)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"hello there", b"{}", b'{"format": "guildhall-loot/1"}']
)
async def test_what_cannot_be_read_changes_nothing(desk: Desk, loot: Loot, officer: Actor, data: bytes):
    with pytest.raises(Invalid):
        await loot.moving.preview(officer, data)
    assert await items(desk) == []


async def _give(desk: Desk, loot: Loot, guild_id: int) -> None:
    """Somebody gets 5 EP."""
    now = desk.clock()

    def work(tx: Connection) -> None:
        change = Change(members.ensure(tx, guild_id, 31, now).id, Pool.EP, 5_00)
        loot.books.enter(tx, guild_id, Act.AWARD, [change], key="gift", at=now, by=None, reason="")

    await desk.db.write(work)


async def _a_life(desk: Desk, loot: Loot, officer: Actor, clock: Clock) -> None:
    """Points come and go, are decayed and undone, and items are handed out."""
    shown = await loot.moving.preview(officer, CEPGP.encode())
    assert shown.draft is not None
    await loot.moving.apply(officer, shown.draft)
    clock.advance(hours=1)
    now = desk.clock()

    def work(tx: Connection) -> int:
        people = [members.ensure(tx, GUILD, user, now).id for user in (31, 32, 33)]
        gift = [Change(one, Pool.EP, 123_45 + one, "fight:1") for one in people]
        first = loot.books.enter(tx, GUILD, Act.RAID, gift, key="raid", at=now, by=None, reason="=cmd|' /C calc'!A0")
        charge = [Change(people[0], Pool.GP, 80_00)]
        second = loot.books.enter(tx, GUILD, Act.ITEM, charge, key="item", at=now, by=None, reason='-1, "quoted"\nline')
        handed = Item(
            member_id=people[0], item='@Blade, "of" X', batch_id=second.batch.id, source=Source.DECISION, at=now,
            pool=Pool.GP, paid=80_00, note="+note",
        )  # fmt: skip
        row = loot_items.add(tx, GUILD, handed)
        third = loot.books.enter(tx, GUILD, Act.ITEM, [], key="passed", at=now, by=None, reason="")
        passed = replace(handed, member_id=people[1], batch_id=third.batch.id, source=Source.PASSED_ON, passed_from=row)
        loot_items.add(tx, GUILD, passed)
        return first.batch.id

    raid = await desk.db.write(work)
    from domain.points import Decay

    await desk.db.write(
        lambda tx: loot.books.decay(tx, GUILD, Decay((Pool.EP, Pool.GP), 10_00, 100_00), key="decay", at=now, by=None)
    )
    await loot.undo.apply(officer, raid, "never happened")


@pytest.mark.parametrize("as_json", [True, False])
async def test_what_is_exported_is_read_back_to_the_same_books(
    desk: Desk, loot: Loot, officer: Actor, clock: Clock, *, as_json: bool
):
    await _a_life(desk, loot, officer, clock)
    exported = await loot.moving.export(officer, as_json=as_json)
    stranger = Actor(OTHER, 5, frozenset({LEADERS}), manages_guild=True)
    shown = await loot.moving.preview(stranger, exported)
    assert (shown.format, shown.batches, shown.items) == (
        Format.GUILDHALL_JSON if as_json else Format.GUILDHALL_CSV, 6, 2,
    )  # fmt: skip
    assert shown.draft is not None
    done = await loot.moving.apply(stranger, shown.draft)
    assert (done.batch, done.batches, done.items) == (None, 6, 2)
    assert await standings(desk, OTHER) == await standings(desk, GUILD)
    there = await loot.moving.export(stranger, as_json=True)
    home = await loot.moving.export(officer, as_json=True)
    assert _told(there) == _told(home)
    again = await loot.moving.preview(stranger, exported)
    assert (again.draft, again.batches) == (None, 0)
    assert await desk.db.read(points.check) == []


def _told(book: bytes) -> dict[str, object]:
    """A book without the numbers that a database gives: they are counted anew, in order."""
    body = json.loads(book)
    for kind, number in (("person", "member"), ("batch", "batch"), ("item", "id")):
        fresh = {row[number]: count for count, row in enumerate(body[kind])}
        for other in ("person", "character", "batch", "entry", "item"):
            for row in body[other]:
                if number in row and not (number == "id" and other != "item"):
                    row[number] = fresh[row[number]]
                if number == "batch" and row.get("reverses") is not None and other == "batch":
                    row["reverses"] = fresh[row["reverses"]]
                if number == "id" and row.get("passed_from") is not None:
                    row["passed_from"] = fresh[row["passed_from"]]
    del body["book"]
    return body


async def test_no_text_in_the_table_is_a_formula(desk: Desk, loot: Loot, officer: Actor, clock: Clock):
    await _a_life(desk, loot, officer, clock)
    table = csv.DictReader(io.StringIO((await loot.moving.export(officer, as_json=False)).decode("utf-8-sig")))
    texts = [row[column] for row in table for column in ("name", "reason", "reference", "item", "note")]
    assert {"'=cmd|' /C calc'!A0", "'+note", '\'@Blade, "of" X'} <= set(texts)
    assert not [text for text in texts if text[:1] in ("=", "+", "-", "@")]


async def test_a_grown_book_brings_only_what_is_new(desk: Desk, loot: Loot, officer: Actor, clock: Clock):
    await _a_life(desk, loot, officer, clock)
    stranger = Actor(OTHER, 5, frozenset({LEADERS}), manages_guild=True)
    draft = (await loot.moving.preview(stranger, await loot.moving.export(officer, as_json=False))).draft
    assert draft is not None
    await loot.moving.apply(stranger, draft)
    await _give(desk, loot, GUILD)
    grown = await loot.moving.preview(stranger, await loot.moving.export(officer, as_json=False))
    assert grown.batches == 1
    assert grown.draft is not None
    await loot.moving.apply(stranger, grown.draft)
    assert await standings(desk, OTHER) == await standings(desk, GUILD)


async def test_a_book_is_not_mixed_with_other_points(desk: Desk, loot: Loot, officer: Actor, clock: Clock):
    await _a_life(desk, loot, officer, clock)
    exported = await loot.moving.export(officer, as_json=True)
    with pytest.raises(Conflict) as refused:
        await loot.moving.preview(officer, exported)
    assert refused.value.code == "loot.book_elsewhere"
    stranger = Actor(OTHER, 5, frozenset({LEADERS}), manages_guild=True)
    await _give(desk, loot, OTHER)
    with pytest.raises(Conflict):
        await loot.moving.preview(stranger, exported)


async def test_a_broken_book_is_refused_whole(desk: Desk, loot: Loot, officer: Actor, clock: Clock):
    await _a_life(desk, loot, officer, clock)
    body = json.loads(await loot.moving.export(officer, as_json=True))
    body["entry"][0]["delta"] = "much"
    stranger = Actor(OTHER, 5, frozenset({LEADERS}), manages_guild=True)
    with pytest.raises(Invalid) as refused:
        await loot.moving.preview(stranger, json.dumps(body).encode())
    assert refused.value.code == "loot.book_broken"
    assert await standings(desk, OTHER) == {}
    assert System(body["book"][0]["source"]) is System.DKP
