"""Switching a guild's system: shown side by side first, done as one batch with the setting, and undone as one."""

from collections.abc import AsyncGenerator, Mapping

import pytest
from sqlalchemy import Connection

from domain.errors import Conflict, Forbidden
from domain.guild import LOOT_SYSTEM
from domain.loot import System
from domain.people import Actor
from domain.points import Act, Change, Pool
from domain.switching import Convert
from services.desk import Desk
from services.loot import Loot
from storage import members, points, settings
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import open_house


@pytest.fixture
async def loot(desk: Desk, clock: Clock) -> AsyncGenerator[Loot]:
    """The loot of a guild that counts DKP."""
    async with open_house(desk, clock) as house:
        yield house.hall.loot


async def hold(desk: Desk, loot: Loot, pool: Pool, balances: Mapping[int, int], key: str) -> None:
    """Everybody (by Discord's id) gets so much."""
    now = desk.clock()

    def work(tx: Connection) -> None:
        changes = [Change(members.ensure(tx, GUILD, one, now).id, pool, amount) for one, amount in balances.items()]
        loot.books.enter(tx, GUILD, Act.AWARD, changes, key=key, at=now, by=None, reason="")

    await desk.db.write(work)


async def held(desk: Desk) -> dict[int, dict[Pool, int]]:
    """What everybody has, by Discord's id."""

    def work(tx: Connection) -> dict[int, dict[Pool, int]]:
        found = points.balances(tx, GUILD, *Pool)
        users = members.users(tx, set(found))
        return {user: found[one] for one, user in users.items() if user is not None}

    return await desk.db.read(work)


BALANCES = {11: 500_00, 12: 200_00, 13: 10_00, 14: -50_00}


async def test_fresh_shows_both_rankings_and_moves_everything_in_one_batch(desk: Desk, loot: Loot, leader: Actor):
    await hold(desk, loot, Pool.DKP, BALANCES, "a")
    await hold(desk, loot, Pool.DKP, {13: -10_00}, "b")
    before = await held(desk)
    shown = await loot.switching.preview(leader, System.EPGP, Convert.FRESH)
    assert [(row.person.user_id, row.before, row.after) for row in shown.rows] == [
        (11, 1, 1), (12, 2, 2), (14, 3, 3), (13, None, None),
    ]  # fmt: skip
    assert shown.changed == 3
    assert await held(desk) == before, "nothing is done yet"
    done = await loot.switching.apply(leader, shown.draft)
    assert (done.old, done.new, done.people) == (System.DKP, System.EPGP, 3)
    assert await loot.switching.current(GUILD) is System.EPGP
    now = await held(desk)
    assert {user: (mine.get(Pool.EP, 0), mine.get(Pool.GP, 0), mine[Pool.DKP]) for user, mine in now.items()} == {
        11: (500_00, 0, 0), 12: (200_00, 0, 0), 13: (0, 0, 0), 14: (0, 50_00, 0),
    }  # fmt: skip
    with pytest.raises(Conflict) as refused:
        await loot.switching.apply(leader, shown.draft)
    assert refused.value.code == "points.done_before"
    await loot.undo.apply(leader, done.batch, "a mistake")
    assert await loot.switching.current(GUILD) is System.DKP
    after = await held(desk)
    assert {user: mine[Pool.DKP] for user, mine in after.items()} == {
        user: mine[Pool.DKP] for user, mine in before.items()
    }
    assert all(not mine.get(Pool.EP) and not mine.get(Pool.GP) for mine in after.values())


async def test_history_makes_effort_of_all_that_was_ever_earned(desk: Desk, loot: Loot, leader: Actor):
    await hold(desk, loot, Pool.DKP, {11: 100_00}, "a")
    decay = (await loot.decaying.preview(leader, System.DKP, 50_00)).decay
    assert decay.percent == 50_00
    await hold(desk, loot, Pool.DKP, {11: -30_00}, "b")
    shown = await loot.switching.preview(leader, System.EPGP, Convert.HISTORY)
    await loot.switching.apply(leader, shown.draft)
    assert await held(desk) == {11: {Pool.EP: 100_00, Pool.GP: 30_00, Pool.DKP: 0}}


async def test_a_switch_cannot_be_undone_once_something_followed(desk: Desk, loot: Loot, leader: Actor):
    await hold(desk, loot, Pool.DKP, BALANCES, "a")
    done = await loot.switching.apply(leader, (await loot.switching.preview(leader, System.EPGP, Convert.FRESH)).draft)
    await hold(desk, loot, Pool.EP, {11: 1_00}, "later")
    with pytest.raises(Conflict) as refused:
        await loot.undo.apply(leader, done.batch, "too late")
    assert refused.value.code == "points.undo_switch"
    assert await loot.switching.current(GUILD) is System.EPGP


async def test_what_was_before_a_switch_stays_once_it_is_switched(desk: Desk, loot: Loot, leader: Actor):
    await hold(desk, loot, Pool.DKP, BALANCES, "a")
    first = (await desk.db.read(lambda tx: points.recent(tx, GUILD, 1)))[0]
    await loot.switching.apply(leader, (await loot.switching.preview(leader, System.EPGP, Convert.FRESH)).draft)
    with pytest.raises(Conflict) as refused:
        await loot.undo.apply(leader, first.id, "too late")
    assert refused.value.code == "points.undo_before_switch"


async def test_keep_leaves_every_pool_and_only_changes_the_system(desk: Desk, loot: Loot, leader: Actor):
    await hold(desk, loot, Pool.DKP, BALANCES, "a")
    before = await held(desk)
    shown = await loot.switching.preview(leader, System.COUNCIL, Convert.KEEP)
    assert all(row.after is None for row in shown.rows)
    done = await loot.switching.apply(leader, shown.draft)
    assert await held(desk) == before
    assert await loot.switching.current(GUILD) is System.COUNCIL
    await loot.undo.apply(leader, done.batch, "back")
    assert await loot.switching.current(GUILD) is System.DKP


async def test_only_leaders_switch_and_only_leaders_undo_a_switch(
    desk: Desk, loot: Loot, leader: Actor, officer: Actor
):
    with pytest.raises(Forbidden):
        await loot.switching.preview(officer, System.EPGP, Convert.KEEP)
    shown = await loot.switching.preview(leader, System.EPGP, Convert.KEEP)
    with pytest.raises(Forbidden):
        await loot.switching.apply(officer, shown.draft)
    done = await loot.switching.apply(leader, shown.draft)
    with pytest.raises(Forbidden):
        await loot.undo.apply(officer, done.batch, "no")


async def test_of_two_leaders_who_switch_one_is_told_that_the_other_did(desk: Desk, loot: Loot, leader: Actor):
    one = await loot.switching.preview(leader, System.EPGP, Convert.KEEP)
    other = await loot.switching.preview(leader, System.COUNCIL, Convert.KEEP)
    await loot.switching.apply(leader, one.draft)
    with pytest.raises(Conflict) as refused:
        await loot.switching.apply(leader, other.draft)
    assert refused.value.code == "loot.switched_meanwhile"
    chosen = await desk.db.read(lambda tx: settings.some(tx, GUILD, LOOT_SYSTEM))
    assert chosen == ("epgp",)
