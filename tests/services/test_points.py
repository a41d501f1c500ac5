"""Giving, charging and looking at points: shown first, done once, and the ladders follow the books."""

import asyncio
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from domain.epgp import Rates, Standing, ranking
from domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from domain.loot import BASE_GP, DKP_CAP, MINIMUM_EP, PRICING, Quality, Slot, System
from domain.people import Actor
from domain.points import Act, Change, Move, Pool
from services.desk import Desk
from services.loot import LootKeeper
from services.loot.passing import compared
from services.loot.standings import key_of, rates_of
from storage import members, points
from tests.services.conftest import GUILD, OFFICERS
from tests.services.pointing import MARA, OFFICER, TOM, YLVA, Table, random_act


@pytest.fixture
def table(desk: Desk) -> Table:
    """Empty books."""
    return Table(desk)


async def batches(table: Table) -> int:
    """How many batches there are."""
    return await table.desk.db.read(lambda tx: len(points.recent(tx, GUILD, 1000, undone=True)))


# Giving and charging


async def test_a_preview_changes_nothing_and_applying_does_it_once(table: Table):
    plan = await table.giving.plan_award(OFFICER, Pool.EP, 50_00, [MARA, TOM, MARA], "  raid\n night ")
    assert [(move.before, move.after) for move in plan.moves] == [(0, 50_00)] * 2
    assert (plan.reason, await batches(table), await table.all_held()) == ("raid night", 0, {})
    done = await table.giving.apply(OFFICER, plan.draft)
    again = await table.giving.apply(OFFICER, plan.draft)
    assert (done.first, again.first, again.batch, again.moves) == (True, False, done.batch, done.moves)
    assert (await table.held(MARA, Pool.EP), await table.held(TOM, Pool.EP)) == (50_00, 50_00)
    assert (done.batch.act, done.batch.reason) == (Act.AWARD, "raid night")
    assert done.by is not None
    assert done.by.user_id == OFFICER.user_id
    await table.adds_up()


async def test_fifty_officers_on_one_button_give_once(table: Table):
    plan = await table.giving.plan_award(OFFICER, Pool.DKP, 10_00, [MARA, TOM], "raid night")
    officers = [Actor(GUILD, 7000 + number, frozenset({OFFICERS}), manages_guild=False) for number in range(50)]
    done = await asyncio.gather(*(table.giving.apply(one, plan.draft) for one in officers))
    assert sum(one.first for one in done) == 1
    assert {one.batch.id for one in done} == {done[0].batch.id}
    assert await table.held(MARA, Pool.DKP) == 10_00
    await table.adds_up()


async def test_fifty_awards_at_once_all_count(table: Table):
    plans = [await table.giving.plan_award(OFFICER, Pool.DKP, 1_01, [MARA], "a kill") for _ in range(50)]
    await asyncio.gather(*(table.giving.apply(OFFICER, plan.draft) for plan in plans))
    assert await table.held(MARA, Pool.DKP) == 50 * 1_01
    await table.adds_up()


async def test_gifts_of_dkp_stop_at_the_cap_and_other_pools_have_none(table: Table):
    await table.set(DKP_CAP, 100_00)
    await table.award(Pool.DKP, 95_00, MARA)
    await table.enter(Act.IMPORT, Change(await table.member(YLVA), Pool.DKP, 120_00))
    plan = await table.giving.plan_award(OFFICER, Pool.DKP, 10_00, [MARA, TOM, YLVA], "raid night")
    assert [move.delta for move in plan.moves] == [5_00, 10_00]
    assert plan.at_cap == 1
    done = await table.giving.apply(OFFICER, plan.draft)
    assert sorted(move.after for move in done.moves) == [10_00, 100_00]
    assert await table.held(YLVA, Pool.DKP) == 120_00, "who is over it keeps what they have"
    with pytest.raises(Conflict, match=r"points\.all_at_cap"):
        await table.giving.plan_award(OFFICER, Pool.DKP, 10_00, [MARA, YLVA], "raid night")
    assert (await table.award(Pool.EP, 1000_00, MARA)).moves[0].after == 1000_00


async def test_the_cap_is_looked_at_again_when_it_is_applied(table: Table):
    await table.set(DKP_CAP, 100_00)
    plan = await table.giving.plan_award(OFFICER, Pool.DKP, 60_00, [MARA], "raid night")
    await table.award(Pool.DKP, 80_00, MARA)
    assert (await table.giving.apply(OFFICER, plan.draft)).moves[0].after == 100_00


async def test_a_charge_adds_gp_and_takes_dkp_below_zero_if_it_must(table: Table):
    assert (await table.charge(Pool.GP, 60_00, MARA)).moves[0].after == 60_00
    assert (await table.charge(Pool.DKP, 60_00, MARA)).moves[0].after == -60_00


@pytest.mark.parametrize(
    ("amount", "users", "reason", "code"),
    [
        (0, [MARA], "x", "points.amount"),
        (-5_00, [MARA], "x", "points.amount"),
        (10**13, [MARA], "x", "points.amount"),
        (5_00, [MARA], " \u200b", "points.reason"),
        (5_00, [], "x", "points.nobody"),
        (5_00, list(range(1, 1002)), "x", "points.too_many_people"),
    ],
)
async def test_what_cannot_be_given_is_refused_whole(
    table: Table, amount: int, users: list[int], reason: str, code: str
):
    with pytest.raises(Refusal, match=code):
        await table.giving.plan_award(OFFICER, Pool.EP, amount, users, reason)
    assert await table.all_held() == {}


async def test_only_officers_preview_and_apply(table: Table, raider: Actor):
    plan = await table.giving.plan_award(OFFICER, Pool.EP, 5_00, [MARA], "raid night")
    outlook_wants = [
        table.giving.plan_award(raider, Pool.EP, 5_00, [MARA], "x"),
        table.giving.plan_charge(raider, Pool.EP, 5_00, MARA, "x"),
        table.giving.apply(raider, plan.draft),
        table.decaying.preview(raider, System.EPGP, 10_00),
        table.decaying.apply(raider, 1),
        table.undo.preview(raider, 1, "x"),
        table.undo.confirm(raider, 1, 1),
        table.prices.set(raider, 5_00, item="x", slot=None, quality=None),
    ]
    for wanted in outlook_wants:
        with pytest.raises(Forbidden, match=r"access\.officer"):
            await wanted


async def test_a_preview_that_is_gone_is_refused_and_another_guild_s_too(table: Table):
    plan = await table.giving.plan_award(OFFICER, Pool.EP, 5_00, [MARA], "raid night")
    elsewhere = Actor(88, 1, frozenset(), manages_guild=True)
    for actor, draft in ((OFFICER, plan.draft + 1), (elsewhere, plan.draft)):
        with pytest.raises(Conflict, match=r"points\.draft_gone"):
            await table.giving.apply(actor, draft)
    assert await table.all_held() == {}


async def test_who_was_erased_since_the_preview_gets_nothing(table: Table):
    plan = await table.giving.plan_award(OFFICER, Pool.EP, 5_00, [MARA, TOM], "raid night")
    mara, now = await table.member(MARA), table.desk.clock()
    await table.desk.db.write(lambda tx: members.forget(tx, mara, now))
    done = await table.giving.apply(OFFICER, plan.draft)
    assert [done.people[move.member_id].user_id for move in done.moves] == [TOM]


async def test_somebody_named_many_times_is_one_person(table: Table):
    plan = await table.giving.plan_award(OFFICER, Pool.EP, 5_00, [MARA, TOM] * 501, "raid night")
    assert [move.after for move in plan.moves] == [5_00, 5_00]


# Who moves past whom


async def test_a_preview_tells_who_moves_past_whom(table: Table):
    await table.award(Pool.DKP, 30_00, MARA)
    await table.award(Pool.DKP, 20_00, TOM)
    await table.award(Pool.DKP, 10_00, YLVA)
    mara, tom, ylva = [await table.member(one) for one in (MARA, TOM, YLVA)]
    plan = await table.giving.plan_award(OFFICER, Pool.DKP, 15_00, [YLVA], "raid night")
    (shift,) = plan.passing.shifts
    assert (shift.member_id, shift.before, shift.after, shift.up, shift.others) == (ylva, 3, 2, True, (tom,))
    charge = await table.giving.plan_charge(OFFICER, Pool.DKP, 25_00, MARA, "a sword")
    (shift,) = charge.passing.shifts
    assert (shift.member_id, shift.before, shift.after, shift.up, shift.others) == (mara, 1, 3, False, (tom, ylva))
    newcomer = await table.giving.plan_award(OFFICER, Pool.DKP, 25_00, [8004], "raid night")
    (shift,) = newcomer.passing.shifts
    assert (shift.before, shift.after, shift.others) == (None, 2, (tom, ylva))
    everybody = await table.giving.plan_award(OFFICER, Pool.DKP, 25_00, [MARA, TOM, YLVA], "raid night")
    assert everybody.passing.total == 0


def test_every_pair_that_changes_order_is_told_once():
    """Against the plain definition, for random standings and random acts."""
    dice = random.Random(5)
    for _ in range(200):
        stands = {one: {Pool.DKP: dice.randint(-5, 5)} for one in range(1, 9)}
        before = sorted(stands, key=lambda one: (-stands[one][Pool.DKP], one))
        touched = dice.sample(sorted(stands), dice.randint(1, 8))
        moves = [Move(one, Pool.DKP, stands[one][Pool.DKP], dice.randint(-5, 5)) for one in touched]
        after_ = {
            **{one: mine[Pool.DKP] for one, mine in stands.items()},
            **{move.member_id: move.after for move in moves},
        }
        after = sorted(stands, key=lambda one: (-after_[one], one))
        pairs = {
            (one, other)
            for one in stands
            for other in stands
            if before.index(one) > before.index(other) and after.index(one) < after.index(other)
        }
        found = compared(System.DKP, stands, Rates(), moves)
        movers = {one if one in touched else other for one, other in pairs}
        assert found.total == len(movers)
        told = {
            (shift.member_id, other) if shift.up else (other, shift.member_id)
            for shift in found.shifts
            for other in shift.others
        }
        assert told <= pairs
        assert sum(len(shift.others) + shift.more for shift in found.shifts) <= len(pairs)


# Standings

SMALL = st.integers(-3, 6).map(lambda points_: points_ * 100)


@given(
    held=st.lists(st.tuples(SMALL, SMALL), max_size=8),
    base=st.integers(0, 3).map(lambda points_: points_ * 100),
    minimum=SMALL,
)
def test_the_ladder_s_keys_sort_as_the_rule_does(held: list[tuple[int, int]], base: int, minimum: int):
    """Small numbers, so that many have the same priority."""
    rates = Rates(base, minimum)
    rows = [Standing(number, ep, gp, number) for number, (ep, gp) in enumerate(held, 1)]
    by_key = sorted(rows, key=lambda one: key_of(System.EPGP, one.member_id, {Pool.EP: one.ep, Pool.GP: one.gp}, rates))
    assert by_key == [one.standing for one in ranking(rows, rates)]


async def test_the_ladder_follows_the_books_under_random_acts(table: Table):
    dice = random.Random(9)
    users = [8000 + number for number in range(12)]
    await table.set(MINIMUM_EP, 20_00)
    for _ in range(60):
        await random_act(table, dice, users)
        for system in (System.EPGP, System.DKP):
            assert await table.order(system) == await table.fresh_order(system)
    held = await table.desk.db.read(lambda tx: points.balances(tx, GUILD, Pool.EP, Pool.GP))
    rates = await table.desk.db.read(lambda tx: rates_of(tx, GUILD))
    rows = [Standing(one, mine.get(Pool.EP, 0), mine.get(Pool.GP, 0), one) for one, mine in held.items()]
    assert await table.order(System.EPGP) == [one.standing.member_id for one in ranking(rows, rates)]
    await table.adds_up()


async def test_a_page_has_everybody_once_and_out_of_range_is_the_nearest(table: Table):
    users = [8000 + number for number in range(30)]
    await table.award(Pool.DKP, 10_00, *users)
    seen = [
        place.place
        for number in (1, 2, 3)
        for place in (await table.board.page(GUILD, System.DKP, number)).table.places
    ]
    assert seen == list(range(1, 31))
    assert (await table.board.page(GUILD, System.DKP, 99)).page == 3
    assert (await table.board.page(GUILD, System.DKP, -1)).page == 1
    empty = await table.board.page(GUILD, System.EPGP, 5)
    assert (empty.page, empty.pages, empty.table.total) == (1, 1, 0)


async def test_who_has_less_than_the_minimum_comes_after_all_who_reach_it(table: Table):
    await table.set(MINIMUM_EP, 200_00)
    await table.award(Pool.EP, 1000_00, MARA)
    await table.charge(Pool.GP, 1000_00, MARA)
    await table.award(Pool.EP, 100_00, TOM)
    page = await table.board.page(GUILD, System.EPGP, 1)
    found = [(one.ranked.reached, f"{float(one.ranked.priority):.3f}") for one in page.table.places if one.ranked]
    assert found == [(True, "0.909"), (False, "1.000")]


async def test_one_s_own_place_under_the_guild_s_system(table: Table, raider: Actor):
    await table.award(Pool.DKP, 10_00, MARA, TOM)
    await table.award(Pool.EP, 10_00, TOM)
    stand = await table.board.stand(raider, TOM)
    assert stand.place is not None
    assert (stand.system, stand.place.place, stand.total) == (System.DKP, 2, 2)
    assert (await table.board.stand(raider, raider.user_id)).place is None
    await table.follow(System.EPGP)
    other = await table.board.stand(raider, TOM)
    assert other.place is not None
    assert (other.system, other.place.place, other.total) == (System.EPGP, 1, 1)
    await table.follow(System.COUNCIL)
    assert (await table.board.stand(raider, TOM)).place is None


async def test_standings_follow_a_changed_rate_once_they_are_told(table: Table):
    await table.award(Pool.EP, 100_00, MARA)
    assert (await table.order(System.EPGP)) == [await table.member(MARA)]
    await table.set(BASE_GP, 0)
    table.standings.changed(GUILD, None)
    page = await table.board.page(GUILD, System.EPGP, 1)
    assert page.table.places[0].ranked is not None
    assert page.table.places[0].ranked.priority == 100


# Line by line


async def test_the_history_explains_every_line(table: Table, raider: Actor):
    first = await table.award(Pool.EP, 50_00, MARA)
    await table.charge(Pool.GP, 20_00, MARA)
    await table.award(Pool.DKP, 7_00, MARA)
    await table.take_back(first.batch.id)
    pages = await table.giving.history(raider, System.EPGP, MARA, 1)
    assert [(line.batch.act, line.pool, line.delta, line.after) for line in pages.lines] == [
        (Act.UNDO, Pool.EP, -50_00, 0),
        (Act.CHARGE, Pool.GP, 20_00, 20_00),
        (Act.AWARD, Pool.EP, 50_00, 50_00),
    ]
    assert pages.lines[2].batch.undone_by == pages.lines[0].batch.id
    assert pages.by[first.batch.id].user_id == OFFICER.user_id
    assert (await table.giving.history(raider, System.DKP, MARA, 9)).total == 1
    assert (await table.giving.history(raider, System.DKP, 123456, 1)).lines == ()


# Prices


async def test_prices_are_set_by_slot_and_by_item(table: Table):
    await table.prices.set(OFFICER, 0, item="", slot=Slot.HEAD, quality=None)
    priced = await table.prices.set(OFFICER, 120_50, item="", slot=Slot.HEAD, quality=Quality.EPIC)
    assert (priced.before, priced.by_formula) == (None, False)
    await table.prices.set(OFFICER, 10_00, item=" Ashbringer ", slot=None, quality=None)
    again = await table.prices.set(OFFICER, 20_00, item="ASHBRINGER", slot=None, quality=None)
    assert again.before == 10_00
    found = await table.prices.list(GUILD, 1)
    assert found.slots[Slot.HEAD] == {None: 0, Quality.EPIC: 120_50}
    assert found.slots[Slot.TRINKET] == {None: 75_00}
    assert found.items == (("ASHBRINGER", 20_00),)
    await table.set(PRICING, "formula")
    by_formula = (await table.prices.list(GUILD, 1)).formula
    assert by_formula is not None
    assert by_formula.factors[Slot.TRINKET] == 125


@pytest.mark.parametrize(
    ("item", "slot", "quality", "code"),
    [
        ("", None, None, "points.price_of_nothing"),
        ("", None, "epic", "points.price_of_nothing"),
        ("Ashbringer", "head", None, "points.price_of_one"),
        ("Ashbringer", None, "epic", "points.price_of_one"),
        ("x" * 101, None, None, "points.item_name"),
        ("\u200b", None, None, "points.item_name"),
    ],
)
async def test_a_price_of_nothing_or_of_two_things_is_refused(
    table: Table, item: str, slot: Any, quality: Any, code: str
):
    named: dict[str, Any] = {"slot": Slot(slot) if slot else None, "quality": Quality(quality) if quality else None}
    with pytest.raises(Invalid, match=code):
        await table.prices.set(OFFICER, 5_00, item=item, **named)


async def test_every_act_is_in_the_log(table: Table):
    done = await table.award(Pool.EP, 50_00, MARA)
    await table.decay(System.EPGP, 10_00)
    await table.take_back(done.batch.id)
    await table.prices.set(OFFICER, 0, item="Ashbringer", slot=None, quality=None)
    rows = await table.desk.db.read(lambda tx: tx.execute(text("SELECT kind, body FROM audit ORDER BY seq")).all())
    told = [(row.kind, json.loads(row.body)["facts"]) for row in rows]
    assert told == [
        ("points.award", {"batch": 1, "entries": 1}),
        ("points.decay", {"batch": 2, "entries": 1, "percent": 10_00}),
        ("points.undo", {"batch": 3, "entries": 1, "reverses": 1}),
        ("points.priced", {"gp": 0, "free": True, "slot": "", "quality": ""}),
    ]


async def test_an_act_that_is_not_there_cannot_be_shown(table: Table):
    with pytest.raises(NotFound, match=r"points\.batch_unknown"):
        await table.acts.show(GUILD, 7)


async def test_what_a_member_has_and_wrote_is_exported_and_what_they_wrote_erased(table: Table):
    keeper = LootKeeper(table.standings)
    first = await table.award(Pool.DKP, 50_00, MARA, OFFICER.user_id)
    await table.prices.set(OFFICER, 5_00, item="Ashbringer", slot=None, quality=None)
    await table.prices.set(OFFICER, 7_50, item="", slot=Slot.HEAD, quality=Quality.EPIC)
    officer = await table.member(OFFICER.user_id)
    kept = await table.desk.db.read(lambda tx: keeper.export(tx, officer))
    assert kept["points"] == {"dkp": 50_00}
    assert [(line["act"], line["delta"], line["after"]) for line in kept["point_lines"]] == [("award", 50_00, 50_00)]
    assert kept["point_reasons"] == ["raid night"]
    assert kept["prices_set"] == [
        {"item": "Ashbringer", "gp": 5_00},
        {"slot": "head", "quality": "epic", "gp": 7_50},
    ]
    now = table.desk.clock()

    def erase(tx: Connection) -> None:
        keeper.erase(tx, officer)
        members.forget(tx, officer, now)

    assert len(await table.order(System.DKP)) == 2
    await table.desk.db.write(erase)
    assert (await table.acts.show(GUILD, first.batch.id)).batch.reason == ""
    assert await table.order(System.DKP) == [await table.member(MARA)], "who was erased stands nowhere"
    await table.adds_up()
