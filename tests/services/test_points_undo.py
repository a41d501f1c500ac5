"""Taking acts back: what is left of them, in whatever order, once, and never where something depends on them."""

import asyncio
import random
from datetime import datetime

import pytest
from sqlalchemy import Connection

from domain.errors import Conflict, Invalid, NotFound
from domain.loot import System
from domain.people import Actor
from domain.points import Act, Batch, Change, Pool, replayed
from services.desk import Desk
from storage import loot_items, points
from storage.loot_items import Item, Source
from tests.services.conftest import GUILD, OFFICERS
from tests.services.pointing import MARA, OFFICER, TOM, YLVA, Table, random_act, refusal_of


@pytest.fixture
def table(desk: Desk) -> Table:
    """Empty books."""
    return Table(desk)


USERS = [8000 + number for number in range(6)]


async def what_stands_is_replayed(table: Table) -> None:
    """Every balance is what the acts that were not taken back come to, and the sum of its lines."""

    def work(tx: Connection) -> None:
        held = points.balances(tx, GUILD, *Pool)
        kept = {(member, pool): amount for member, mine in held.items() for pool, amount in mine.items()}
        steps = points.steps(tx, GUILD, kept.keys(), without=0)
        assert {one: replayed(one[1], found) for one, found in steps.items()} == kept

    await table.desk.db.read(work)
    await table.adds_up()


@pytest.mark.parametrize("seed", range(8))
async def test_after_any_history_of_acts_and_undos_every_balance_is_what_stands(table: Table, seed: int):
    dice = random.Random(seed)
    for _ in range(25):
        await random_act(table, dice, USERS)
        await what_stands_is_replayed(table)


@pytest.mark.parametrize("seed", range(6))
async def test_taking_everything_back_in_any_order_leaves_nothing(table: Table, seed: int):
    dice = random.Random(100 + seed)
    for _ in range(15):
        await random_act(table, dice, USERS)
    left = [batch.id for batch, _ in await table.acts.recent(GUILD, 1000)]
    while left:
        dice.shuffle(left)
        refused = [one for one in left if await refusal_of(table.take_back(one)) == "points.undo_spent"]
        assert len(refused) < len(left), "what was spent is taken back first, and then what it was spent of"
        left = refused
    assert await table.all_held() == {}
    await table.adds_up()


@pytest.mark.parametrize("seed", range(4))
async def test_taking_everything_back_in_reverse_restores_every_balance(table: Table, seed: int):
    dice = random.Random(200 + seed)
    seen = [await table.all_held()]
    for _ in range(12):
        pool, amount = dice.choice([*Pool]), dice.randint(1, 50_00)
        if dice.random() < 0.3:
            await refusal_of(table.decay(dice.choice([System.EPGP, System.DKP]), dice.randint(1, 100_00)))
        else:
            await table.award(pool, amount, *dice.sample(USERS, 3))
        if (now := await table.all_held()) != seen[-1]:
            seen.append(now)
    for batch, _ in await table.acts.recent(GUILD, 1000):
        await table.take_back(batch.id)
        if (now := await table.all_held()) != seen[-1]:
            seen.pop()
            assert now == seen[-1]
    assert seen == [{}]


async def test_what_decayed_since_is_not_taken_twice(table: Table):
    first = await table.award(Pool.EP, 100_00, MARA)
    await table.award(Pool.EP, 11_11, MARA)
    await table.decay(System.EPGP, 10_00)
    await table.decay(System.EPGP, 50_00)
    preview = await table.undo.preview(OFFICER, first.batch.id, "by mistake")
    assert [decay.percent for decay in preview.undoing.decays] == [10_00, 50_00]
    (move,) = preview.undoing.moves
    assert (move.before, move.after) == (49_99, 4_99)
    assert await table.held(MARA, Pool.EP) == 49_99, "a preview does nothing"
    done = await table.undo.confirm(OFFICER, first.batch.id, preview.draft)
    assert [(one.before, one.after) for one in done.moves] == [(49_99, 4_99)]
    assert await table.held(MARA, Pool.EP) == 4_99
    await table.adds_up()


async def test_a_decay_that_found_nothing_is_taken_back_from_those_too_whom_it_found_something_of_since(table: Table):
    mara = await table.member(MARA)
    first = await table.award(Pool.EP, 100_00, MARA)
    await table.enter(Act.IMPORT, Change(mara, Pool.EP, -100_00))
    await table.award(Pool.EP, 50_00, TOM)
    decay = await table.decay(System.EPGP, 10_00)
    await table.take_back(first.batch.id)
    assert await table.held(MARA, Pool.EP) == -90_00
    await table.take_back(decay.batch.id)
    assert (await table.held(MARA, Pool.EP), await table.held(TOM, Pool.EP)) == (-100_00, 50_00)
    await what_stands_is_replayed(table)


async def test_a_second_press_says_what_stands(table: Table):
    first = await table.award(Pool.EP, 100_00, MARA)
    preview = await table.undo.preview(OFFICER, first.batch.id, "by mistake")
    done = await table.undo.confirm(OFFICER, first.batch.id, preview.draft)
    again = await table.undo.confirm(OFFICER, first.batch.id, preview.draft)
    assert (done.first, again.first, again.batch.id) == (True, False, done.batch.id)
    assert again.batch.reverses == first.batch.id
    assert await table.held(MARA, Pool.EP) == 0


async def test_fifty_officers_take_it_back_once(table: Table):
    first = await table.award(Pool.DKP, 100_00, MARA, TOM)
    officers = [Actor(GUILD, 7000 + number, frozenset({OFFICERS}), manages_guild=False) for number in range(50)]
    previews = [await table.undo.preview(one, first.batch.id, "by mistake") for one in officers]
    done = await asyncio.gather(
        *(table.undo.confirm(one, first.batch.id, mine.draft) for one, mine in zip(officers, previews, strict=True))
    )
    assert sum(one.first for one in done) == 1
    assert len({one.batch.id for one in done}) == 1
    assert await table.all_held() == {}
    await table.adds_up()


async def test_it_is_told_once(table: Table):
    first = await table.award(Pool.DKP, 100_00, MARA)
    await table.take_back(first.batch.id)
    assert [(event, facts["batch"]) for event, facts in await table.told()] == [("loot.undone", first.batch.id)]


# What is refused, and nothing half done


async def refused(table: Table, batch: int, code: str) -> None:
    before = await table.all_held()
    with pytest.raises(Conflict, match=code):
        await table.undo.preview(OFFICER, batch, "by mistake")
    with pytest.raises(Conflict, match=code):
        await table.undo.apply(OFFICER, batch, "by mistake")
    assert await table.all_held() == before


async def test_points_that_were_spent_stay_until_what_they_bought_is_taken_back(table: Table):
    first = await table.award(Pool.DKP, 100_00, MARA, TOM)
    spent = await table.charge(Pool.DKP, 60_00, MARA)
    await refused(table, first.batch.id, r"points\.undo_spent")
    await table.take_back(spent.batch.id)
    await table.take_back(first.batch.id)
    assert await table.all_held() == {}


async def test_a_charge_before_an_award_does_not_keep_it(table: Table):
    await table.charge(Pool.DKP, 60_00, MARA)
    later = await table.award(Pool.DKP, 10_00, MARA)
    await table.take_back(later.batch.id)
    assert await table.held(MARA, Pool.DKP) == -60_00


async def test_gp_that_was_charged_since_does_not_keep_ep(table: Table):
    first = await table.award(Pool.EP, 100_00, MARA)
    await table.charge(Pool.GP, 60_00, MARA)
    await table.take_back(first.batch.id)
    assert (await table.held(MARA, Pool.EP), await table.held(MARA, Pool.GP)) == (0, 60_00)


async def test_an_item_that_was_passed_on_stays(table: Table):
    mara, tom = await table.member(MARA), await table.member(TOM)
    given = await table.enter(Act.ITEM, Change(mara, Pool.GP, 60_00))
    passed = await table.enter(Act.ITEM, Change(mara, Pool.GP, -60_00), Change(tom, Pool.GP, 60_00))
    now = table.desk.clock()

    def hand_out(tx: Connection) -> None:
        row = loot_items.add(
            tx, GUILD, Item(member_id=mara, item="Blade", batch_id=given.batch.id, source=Source.DECISION, at=now)
        )
        loot_items.add(
            tx,
            GUILD,
            Item(
                member_id=tom, item="Blade", batch_id=passed.batch.id, source=Source.PASSED_ON, passed_from=row, at=now
            ),
        )

    await table.desk.db.write(hand_out)
    await refused(table, given.batch.id, r"points\.undo_passed_on")
    done = await table.take_back(passed.batch.id)
    assert [(item.item, item.member_id) for item in done.items] == [("Blade", tom)]
    await table.take_back(given.batch.id)
    assert await table.all_held() == {}
    items = await table.desk.db.read(lambda tx: loot_items.listed(tx, GUILD))
    assert items == []


async def test_points_that_moved_on_with_a_character_stay(table: Table):
    mara, tom = await table.member(MARA), await table.member(TOM)
    first = await table.award(Pool.EP, 50_00, MARA)
    merged = await table.enter(Act.MERGE, Change(mara, Pool.EP, -50_00), Change(tom, Pool.EP, 50_00))
    await refused(table, first.batch.id, r"points\.undo_merged")
    await refused(table, merged.batch.id, r"points\.undo_of_merge")


async def test_a_switch_can_be_taken_back_until_something_follows_it(table: Table):
    leader = Actor(GUILD, 1, frozenset(), manages_guild=True)
    mara = await table.member(MARA)
    first = await table.award(Pool.DKP, 50_00, MARA)
    switch = await table.enter(Act.SWITCH, Change(mara, Pool.DKP, -50_00), Change(mara, Pool.EP, 50_00))
    await refused(table, first.batch.id, r"points\.undo_before_switch")
    later = await table.award(Pool.EP, 5_00, MARA)
    with pytest.raises(Conflict, match=r"points\.undo_switch"):
        await table.undo.preview(leader, switch.batch.id, "by mistake")
    await table.take_back(later.batch.id)
    await table.undo.apply(leader, switch.batch.id, "by mistake")
    assert (await table.held(MARA, Pool.DKP), await table.held(MARA, Pool.EP)) == (50_00, 0)
    await table.take_back(first.batch.id)
    assert await table.all_held() == {}


async def test_an_undoing_is_not_taken_back_and_nothing_is_twice(table: Table):
    first = await table.award(Pool.EP, 50_00, MARA)
    done = await table.take_back(first.batch.id)
    await refused(table, first.batch.id, r"points\.undone_before")
    await refused(table, done.batch.id, r"points\.undo_of_undo")


async def test_a_feature_can_refuse_for_its_own_reasons(table: Table):
    first = await table.award(Pool.EP, 50_00, MARA)

    def keep(_tx: Connection, batch: Batch, _at: datetime) -> None:
        raise Conflict("points.undo_passed_on", item="Blade", batch=batch.id)

    table.books.when_undone(Act.AWARD, keep)
    with pytest.raises(Conflict, match=r"points\.undo_passed_on"):
        await table.undo.apply(OFFICER, first.batch.id, "by mistake")
    assert await table.held(MARA, Pool.EP) == 50_00


async def test_what_is_not_there_or_elsewhere_and_a_missing_reason(table: Table):
    first = await table.award(Pool.EP, 50_00, YLVA)
    elsewhere = Actor(88, 1, frozenset(), manages_guild=True)
    for actor, batch in ((OFFICER, first.batch.id + 1), (elsewhere, first.batch.id)):
        with pytest.raises(NotFound, match=r"points\.batch_unknown"):
            await table.undo.preview(actor, batch, "by mistake")
    with pytest.raises(Invalid, match=r"points\.reason"):
        await table.undo.preview(OFFICER, first.batch.id, " ")
    with pytest.raises(Conflict, match=r"points\.draft_gone"):
        await table.undo.confirm(OFFICER, first.batch.id, 99)
