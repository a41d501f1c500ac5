"""Whose the characters are: linked, moved, claimed; and everybody's attendance, exported and erased with them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.loot import System
from domain.people import Actor
from domain.points import Act, Change, Pool
from domain.raiders import parse_raider
from domain.raids import Mark
from domain.windows import Window
from playground.warcraft_logs import Pull
from services.desk import Desk
from services.loot import LootKeeper
from services.loot.raid_characters import Linked
from storage import loot_items, members, points, raiders, raids
from storage.loot_items import Item, Source
from tests.services.conftest import GUILD, Clock
from tests.services.raiding import (
    BRAM,
    EVENING,
    MARA,
    OFFICER,
    PLAYERS,
    REALM,
    TOM,
    VEXIE,
    YLVA,
    Camp,
    night,
    open_camp,
)


@pytest.fixture
async def camp(desk: Desk, clock: Clock) -> AsyncIterator[Camp]:
    """A guild in which nobody has a character yet."""
    async with open_camp(desk, clock) as camp:
        yield camp


async def link(
    camp: Camp, who: Actor, name: str, realm: str = REALM, *, main: str = "", whose: Actor | None = None
) -> Linked:
    """Somebody links a character, to themselves unless told."""
    return await camp.raids.characters.link(who, name, realm, main, whose.user_id if whose else None)


async def stranger(camp: Camp, name: str = "Bram", realm: str = "", *, held: int = 300) -> int:
    """Somebody whom the books know by a name only, with points and an item; returns their member id."""

    def work(tx: Connection) -> int:
        now = camp.clock()
        member_id = raiders.stand_in(tx, GUILD, parse_raider(name, realm), now)
        if held:
            books, changes = camp.hall.loot.books, [Change(member_id, Pool.DKP, held * 100)]
            entered = books.enter(tx, GUILD, Act.IMPORT, changes, key=f"import {name}", at=now, by=None)
            item = Item(member_id=member_id, item="Blade", batch_id=entered.batch.id, source=Source.IMPORT, at=now)
            loot_items.add(tx, GUILD, item)
        return member_id

    return await camp.desk.db.write(work)


async def test_the_first_is_the_main_and_another_can_be_made_it(camp: Camp) -> None:
    await link(camp, MARA, "Mara")
    linked = await link(camp, MARA, "Alt")
    assert [(str(one.name), one.main) for one in linked.characters] == [
        ("Mara-Silvermoon", True),
        ("Alt-Silvermoon", False),
    ]
    linked = await link(camp, MARA, "Alt", main="Alt")
    assert not linked.new
    assert [(one.name.shown, one.main) for one in linked.characters] == [("Alt", True), ("Mara", False)]
    with pytest.raises(NotFound, match=r"raid\.main_unknown"):
        await link(camp, MARA, "Third", main="Ylva")
    assert len(await camp.raids.characters.of(GUILD, MARA.user_id)) == 2


async def test_somebody_elses_is_refused_to_members_and_moved_by_officers(camp: Camp) -> None:
    await link(camp, MARA, "Mara")
    await link(camp, MARA, "Alt")
    with pytest.raises(Forbidden, match=r"raid\.character_taken"):
        await link(camp, TOM, "mara")
    with pytest.raises(Forbidden, match=r"access\.officer"):
        await link(camp, TOM, "Fresh", whose=MARA)
    moved = await link(camp, OFFICER, "Mara", whose=TOM)
    assert moved.moved_from is not None
    assert moved.moved_from.user_id == MARA.user_id
    assert [one.main for one in await camp.raids.characters.of(GUILD, MARA.user_id)] == [True]
    assert [one.name.shown for one in await camp.raids.characters.of(GUILD, TOM.user_id)] == ["Mara"]


async def test_a_realm_tells_two_of_one_name_apart(camp: Camp) -> None:
    await link(camp, MARA, "Twin", "Draenor")
    await link(camp, TOM, "Twin", "Kazzak")
    with pytest.raises(Invalid, match=r"raid\.which_realm") as refusal:
        await link(camp, YLVA, "Twin", "")
    assert refusal.value.facts["realms"] == ("Kazzak", "Draenor")
    assert not (await link(camp, TOM, "Twin", "")).new  # one of them is his
    with pytest.raises(Invalid, match=r"raid\.character_name"):
        await link(camp, YLVA, "two words")


async def test_a_name_that_was_linked_alone_gets_its_realm(camp: Camp) -> None:
    await link(camp, MARA, "Mara", "")
    linked = await link(camp, MARA, "Mara", "Draenor")
    assert not linked.new
    assert [str(one.name) for one in linked.characters] == ["Mara-Draenor"]
    fresh = await link(camp, TOM, "Mara", "Kazzak")
    assert fresh.new


async def test_who_is_known_by_a_name_passes_everything_on_when_an_officer_says_so(camp: Camp) -> None:
    old = await stranger(camp)
    waiting = await link(camp, BRAM, "Bram")
    assert waiting.waits is not None
    assert (dict(waiting.passed), waiting.items) == ({Pool.DKP: 300_00}, 1)
    assert await camp.has(BRAM) == 0
    with pytest.raises(Forbidden):
        await camp.raids.characters.confirm(BRAM, waiting.waits)
    done = await camp.raids.characters.confirm(OFFICER, waiting.waits)
    assert (dict(done.passed), done.items) == ({Pool.DKP: 300_00}, 1)
    assert await camp.has(BRAM) == 300_00
    with pytest.raises(Conflict, match=r"raid\.claim_done"):
        await camp.raids.characters.confirm(OFFICER, waiting.waits)
    items = await camp.desk.db.read(lambda tx: loot_items.listed(tx, GUILD))
    assert [one.member_id for one in items] == [done.person.member_id]
    assert await camp.desk.db.read(lambda tx: points.balance(tx, old, Pool.DKP)) == 0
    table = await camp.hall.loot.standings.table(GUILD, System.DKP, offset=0, count=9, viewer=None)
    assert [place.member_id for place in table.places] == [done.person.member_id]
    assert await camp.desk.db.read(points.check) == []
    batch = await camp.desk.db.read(lambda tx: points.by_key(tx, GUILD, f"merge:{old}"))
    assert batch is not None
    with pytest.raises(Conflict, match=r"points\.undo"):
        await camp.hall.loot.undo.apply(OFFICER, batch.id, "no")


async def test_an_officer_links_at_once_and_a_name_without_anything_needs_none(camp: Camp) -> None:
    await stranger(camp)
    assert (await link(camp, OFFICER, "Bram", whose=BRAM)).waits is None
    assert await camp.has(BRAM) == 300_00
    await stranger(camp, "Empty", held=0)
    assert (await link(camp, TOM, "Empty")).waits is None


async def test_attendance_and_pay_of_a_name_go_along_and_are_not_paid_again(camp: Camp) -> None:
    await stranger(camp, "Pug", "Draenor", held=0)
    await camp.settle()
    raid = (await camp.bring_in(night())).raid
    linked = await link(camp, OFFICER, "Pug", "Draenor", whose=BRAM)
    assert (dict(linked.passed), linked.raids) == ({Pool.DKP: 70_00}, 1)
    assert await camp.has(BRAM) == 70_00
    assert (await camp.raids.importing.preview(OFFICER, night().code)).draft is None
    parts = (await camp.raids.views.show(GUILD, raid.id)).parts
    assert parts[linked.person.member_id].seconds == 40 * 60


async def test_a_member_who_was_there_twice_over_counts_once(camp: Camp) -> None:
    await stranger(camp, "Pug", "Draenor", held=0)
    await camp.settle()
    pulls = [Pull(*VEXIE, 0, 10, (1, 4), kill=True), Pull(*VEXIE, 11, 5, (1,)), Pull(*VEXIE, 17, 5, (4,))]
    raid = (await camp.bring_in(night(pulls=pulls, players=PLAYERS))).raid
    linked = await link(camp, OFFICER, "Pug", "Draenor", whose=MARA)
    part = (await camp.raids.views.show(GUILD, raid.id)).parts[linked.person.member_id]
    assert part.seconds == 22 * 60


async def test_attendance_over_a_window(camp: Camp) -> None:
    await camp.settle()
    first = (await camp.bring_in(night())).raid
    for code, days in (("eeeeFFFFggggHHHH", 2), ("iiiiJJJJkkkkLLLL", 9)):
        camp.clock.now = EVENING + timedelta(days=days, hours=9)
        await camp.bring_in(night(code, began=EVENING + timedelta(days=days)))
    await camp.raids.marks.mark(OFFICER, first.id, BRAM.user_id, Mark.EXCUSED)
    found = await camp.raids.views.attendance(MARA, Window.THIRTY_DAYS, 1)
    rows = {one.member_id: one for one in found.rows}
    assert found.held == 3
    assert found.mine is not None
    assert (found.mine.percent, found.mine.present) == (100, 3)
    bram = await camp.desk.db.read(lambda tx: members.find(tx, GUILD, BRAM.user_id))
    assert bram is not None
    assert (rows[bram.id].held, rows[bram.id].excused, rows[bram.id].percent) == (3, 1, 0)
    week = await camp.raids.views.attendance(MARA, Window.WEEK, 1)
    assert week.held == 1
    nothing = await camp.raids.views.attendance(Actor(78, 1, frozenset(), manages_guild=False), Window.WEEK, 1)
    assert (nothing.rows, nothing.mine, nothing.held) == ((), None, 0)


async def test_what_is_kept_of_somebody_is_exported_and_goes_with_them(camp: Camp) -> None:
    await camp.settle()
    raid = (await camp.bring_in(night())).raid
    await camp.raids.marks.mark(OFFICER, raid.id, YLVA.user_id, Mark.BENCHED)
    told = await camp.desk.db.read(lambda tx: exported(camp, tx, YLVA))
    assert told["characters"] == ["Ylva-Silvermoon"]
    assert [(one["title"], one["mark"]) for one in told["raids"]] == [("Thursday", "benched")]
    officer = await camp.desk.db.read(lambda tx: exported(camp, tx, OFFICER))
    assert [one["title"] for one in officer["raids_applied"]] == ["Thursday"]
    assert [one["mark"] for one in officer["raid_marks_given"]] == ["benched"]
    await camp.hall.privacy.erase(YLVA)
    shown = await camp.raids.views.show(GUILD, raid.id)
    assert len(shown.parts) == 2
    left = await camp.desk.db.read(lambda tx: raiders.of_guild(tx, GUILD))
    assert [one.name.shown for one in left] == ["Mara", "Tom"]
    preview = await camp.raids.importing.preview(OFFICER, night().code)
    assert [one.name for one in preview.plan.roster.unknown] == ["Pug", "Ylva"]
    assert preview.plan.sums.empty
    assert await camp.desk.db.read(lambda tx: raids.attendees(tx, raid.id))


def exported(camp: Camp, tx: Connection, who: Actor) -> dict[str, Any]:
    """What loot keeps about somebody."""
    member = members.find(tx, GUILD, who.user_id)
    assert member is not None
    return LootKeeper(camp.hall.loot.standings).export(tx, member.id)
