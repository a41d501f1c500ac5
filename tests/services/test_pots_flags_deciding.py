"""What officers decide about flags: cleared for good, or the entry given back, before the lock and once."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.people import Actor
from domain.pot_flags import FlagKind, FlagState
from domain.pot_settings import PotState
from services.desk import Desk
from storage import members
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.drawing import open_house
from tests.services.flagging import BIG, DAY, account, all_flags, flags, log_rows, newcomers, watched
from tests.services.potting import MARA, OFFICER, TOM, YLVA, Table


@pytest.fixture
async def table(desk: Desk, clock: Clock) -> AsyncGenerator[Table]:
    """Three old hands with 1,000 credits each."""
    async with open_house(desk, clock) as house:
        one = Table(house)
        await one.give(1000, MARA, TOM, YLVA)
        yield one
        await one.adds_up()


# Clear


async def test_nobody_decides_about_their_own_flag(table: Table):
    pot = await table.open(BIG)
    young = account(table.house.clock() - DAY, OFFICERS)
    await table.give(1000, young)
    (flag,) = await watched(table, pot, young)
    for decide in (table.pots.flags.clear(young, flag.id), table.pots.flags.hold(young, flag.id, "mine")):
        with pytest.raises(Forbidden) as refused:
            await decide
        assert refused.value.code == "pot.flag_own"
    assert [one.state for one in await all_flags(table)] == [FlagState.OPEN]
    assert (await table.pot(pot)).players == 1
    await table.pots.flags.clear(OFFICER, flag.id)


async def test_what_was_cleared_is_not_raised_again_nor_changed(table: Table):
    pot = await table.open(BIG)
    crowd = await newcomers(table, *[40] * 4)
    raised = await watched(table, pot, *crowd[:3])
    decided = await table.pots.flags.clear(OFFICER, raised[0].id)
    assert (decided.state, decided.facts, decided.decided_at) == (
        FlagState.CLEARED, raised[0].facts, table.house.clock(),
    )  # fmt: skip
    await watched(table, pot, *crowd, tickets=2)
    now = await all_flags(table)
    assert now[0] == replace(decided, tickets=3)
    assert [(one.user_id, one.state) for one in now[1:]] == [
        (crowd[1].user_id, FlagState.OPEN), (crowd[2].user_id, FlagState.OPEN), (crowd[3].user_id, FlagState.OPEN),
    ]  # fmt: skip
    assert len({(one.member_id, one.kind) for one in now}) == len(now)
    (row,) = await log_rows(table, "pot.flag_cleared")
    assert row.officers_only
    assert row.facts == {"pot": pot.id, "member": decided.member_id, "flag": "crowd"}


async def test_an_age_that_was_cleared_is_not_told_in_the_next_pot(table: Table):
    first, second = await table.open(), await table.open()
    one, other = await newcomers(table, 1, 9)
    raised = await watched(table, first, one, other)
    await table.pots.flags.clear(OFFICER, raised[0].id)
    again = await watched(table, second, one, other)
    assert [(flag.pot_id, flag.user_id) for flag in again] == [(first.id, other.user_id), (second.id, other.user_id)]


async def test_three_friends_who_were_cleared_are_no_crowd_in_the_next_pot(table: Table):
    first, second = await table.open(), await table.open()
    friends = await newcomers(table, 40, 40, 40)
    for flag in await watched(table, first, *friends):
        await table.pots.flags.clear(OFFICER, flag.id)
    assert await watched(table, second, *friends) == []


async def test_what_was_held_is_raised_in_the_next_pot(table: Table):
    first, second = await table.open(), await table.open()
    (young,) = await newcomers(table, 1)
    (flag,) = await watched(table, first, young)
    await table.pots.flags.hold(OFFICER, flag.id, "who are you?")
    assert [one.pot_id for one in await watched(table, second, young)] == [second.id]


# Hold


async def test_a_held_entry_is_refunded_and_cannot_come_back(table: Table):
    pot = await table.open()
    (young,) = await newcomers(table, 1)
    await table.buy(MARA, pot, 4)
    (flag,) = await watched(table, pot, young, tickets=3)
    before = await table.pot(pot)
    held = await table.pots.flags.hold(OFFICER, flag.id, "  one of\nseven  ")
    assert (held.state, held.reason, held.tickets) == (FlagState.HELD, "one of seven", 0)
    after = await table.pot(pot)
    assert (before.sold, before.players, after.sold, after.players) == (7, 2, 4, 1)
    assert await table.credits(young) == 1000
    with pytest.raises(Conflict, match=r"pot\.held_up") as refused:
        await table.buy(young, pot, 1)
    assert refused.value.facts == {"name": "Friday Pot", "reason": "one of seven"}
    with pytest.raises(Conflict, match=r"pot\.held_up"):
        await table.pots.joining.quote(young, pot.id, 1)
    with pytest.raises(Conflict, match=r"pot\.not_in"):
        await table.leave(young, pot)
    await table.adds_up()
    await table.buy(TOM, pot, 1)
    assert len(await all_flags(table)) == 1


async def test_every_other_flag_of_a_held_entry_is_decided_with_it(table: Table):
    pot = await table.open()
    crowd = await newcomers(table, 1, 1, 1)
    raised = await watched(table, pot, *crowd)
    assert len(raised) == 6
    first = raised[0]
    await table.pots.flags.hold(OFFICER, first.id, "alts")
    decided = [one for one in await all_flags(table) if one.member_id == first.member_id]
    assert {(one.kind, one.state, one.reason) for one in decided} == {
        (kind, FlagState.HELD, "alts") for kind in (FlagKind.YOUNG, FlagKind.CROWD)
    }
    assert len(await flags(table)) == 4
    (row,) = await log_rows(table, "pot.flag_held")
    officer = await table.house.desk.db.read(lambda tx: members.find(tx, GUILD, OFFICER.user_id))
    assert officer is not None
    assert (row.actor, row.note, row.officers_only) == (officer.id, "alts", True)
    assert row.facts == {"pot": pot.id, "member": first.member_id, "flag": "young", "tickets": 1, "credits": 50}


async def test_a_flag_about_an_entry_that_left_stays_and_can_still_be_held(table: Table):
    pot = await table.open()
    (young,) = await newcomers(table, 1)
    await watched(table, pot, young, tickets=2)
    await table.leave(young, pot)
    await table.tick(seconds=1)
    (flag,) = await flags(table)
    assert flag.tickets == 0
    held = await table.pots.flags.hold(OFFICER, flag.id, "stay away")
    assert held.state is FlagState.HELD
    assert await table.credits(young) == 1000
    with pytest.raises(Conflict, match=r"pot\.held_up"):
        await table.buy(young, pot, 1)


async def test_others_of_the_pot_play_on(table: Table):
    pot = await table.open()
    (young,) = await newcomers(table, 1)
    await table.buy(MARA, pot, 2)
    await table.buy(TOM, pot, 2)
    (flag,) = await watched(table, pot, young)
    await table.pots.flags.hold(OFFICER, flag.id, "alt")
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.settle()
    assert (await table.pot(pot)).state is PotState.SETTLED
    assert (await table.pot(pot)).payout == 200
    assert await table.credits(young) == 1000
    (late,) = await all_flags(table)
    assert (late.pot_state, late.tickets) == (PotState.SETTLED, 0)


async def test_what_is_in_the_draw_is_still_held_by_its_person(table: Table):
    pot = await table.open()
    (young,) = await newcomers(table, 1)
    await watched(table, pot, young, MARA, tickets=4)
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.settle()
    (flag,) = await flags(table)
    assert (flag.tickets, flag.pot_state) == (4, PotState.SETTLED)


# Who may, and when


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 301])
async def test_holding_needs_a_reason(table: Table, reason: str):
    pot = await table.open()
    (flag,) = await watched(table, pot, *await newcomers(table, 1))
    with pytest.raises(Invalid, match=r"pot\.reason_length"):
        await table.pots.flags.hold(OFFICER, flag.id, reason)
    assert await flags(table) == [flag]


async def test_a_flag_is_decided_once(table: Table):
    pot = await table.open()
    one, other = await watched(table, pot, *await newcomers(table, 1, 9))
    await table.pots.flags.clear(OFFICER, one.id)
    await table.pots.flags.hold(OFFICER, other.id, "alt")
    for flag in (one, other):
        with pytest.raises(Conflict, match=r"pot\.flag_decided"):
            await table.pots.flags.clear(OFFICER, flag.id)
        with pytest.raises(Conflict, match=r"pot\.flag_decided"):
            await table.pots.flags.hold(OFFICER, flag.id, "again")
    assert [len(await log_rows(table, f"pot.flag_{state}")) for state in ("cleared", "held")] == [1, 1]
    assert (await table.pot(pot)).sold == 1


async def test_after_the_lock_nothing_is_given_back_but_a_flag_can_be_cleared(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 1)
    one, other = await watched(table, pot, *await newcomers(table, 1, 9))
    await table.pots.closing.lock(OFFICER, pot.id)
    with pytest.raises(Conflict, match=r"pot\.locked"):
        await table.pots.flags.hold(OFFICER, one.id, "too late")
    assert (await table.pot(pot)).sold == 3
    assert (await table.pots.flags.clear(OFFICER, other.id)).state is FlagState.CLEARED
    assert [flag.state for flag in await all_flags(table)] == [FlagState.OPEN, FlagState.CLEARED]


async def test_at_the_very_moment_it_closes_it_is_too_late(table: Table):
    pot = await table.open()
    (flag,) = await watched(table, pot, *await newcomers(table, 1))
    table.house.clock.now = pot.closes_at
    with pytest.raises(Conflict, match=r"pot\.locked"):
        await table.pots.flags.hold(OFFICER, flag.id, "too late")
    assert await flags(table) == [flag]


async def test_members_neither_see_nor_decide(table: Table):
    pot = await table.open()
    (flag,) = await watched(table, pot, *await newcomers(table, 1))
    for act in (
        table.pots.flags.page(MARA, 1),
        table.pots.flags.clear(MARA, flag.id),
        table.pots.flags.hold(MARA, flag.id, "mine"),
    ):
        with pytest.raises(Forbidden, match=r"access\.officer"):
            await act
    assert await flags(table) == [flag]


async def test_another_guild_s_flag_is_nobody_s_business(table: Table):
    pot = await table.open()
    (flag,) = await watched(table, pot, *await newcomers(table, 1))
    stranger = Actor(GUILD + 1, 1, frozenset({OFFICERS}), manages_guild=True)
    for act in (table.pots.flags.clear(stranger, flag.id), table.pots.flags.hold(stranger, flag.id, "mine")):
        with pytest.raises(NotFound, match=r"pot\.flag_unknown"):
            await act
    with pytest.raises(NotFound, match=r"pot\.flag_unknown"):
        await table.pots.flags.clear(OFFICER, flag.id + 1)
    assert (await table.pots.flags.page(stranger, 1)).total == 0


async def test_what_waits_comes_first_and_what_is_over_waits_no_more(table: Table):
    over = await table.open()
    await watched(table, over, MARA, *await newcomers(table, 1))
    await table.pots.closing.lock(OFFICER, over.id)
    pot = await table.open()
    raised = await watched(table, pot, *await newcomers(table, *range(1, 27, 3)))
    await table.pots.flags.clear(OFFICER, raised[-1].id)
    first, second = await table.pots.flags.page(OFFICER, 1), await table.pots.flags.page(OFFICER, 2)
    assert (first.page, first.pages, first.total, first.waiting) == (1, 2, 10, 8)
    shown = [*first.flags, *second.flags]
    assert [(one.pot_id, one.state) for one in shown] == [
        *[(pot.id, FlagState.OPEN)] * 8, (pot.id, FlagState.CLEARED), (over.id, FlagState.OPEN),
    ]  # fmt: skip
    assert [one.id for one in shown[:8]] == sorted((one.id for one in shown[:8]), reverse=True)
    assert (await table.pots.flags.page(OFFICER, 99)).page == 2
