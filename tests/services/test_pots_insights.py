"""What officers learn from their pots is what happened, within the window, in their guild."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from domain.errors import Forbidden
from domain.guild import TIMEZONE
from domain.people import Actor
from domain.pot_flags import FlagKind, FlagState
from domain.pot_insights import Insights, Stakes, fills
from domain.pots import Ending, Pot
from domain.windows import Window
from fairness.checks import DISCORD_EPOCH
from services.desk import Desk
from storage import settings
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.drawing import open_house
from tests.services.potting import FRIDAY, MARA, OFFICER, TOM, YLVA, Table

STRANGER = Actor(GUILD + 1, 9002, frozenset(), manages_guild=True)


@pytest.fixture
async def table(desk: Desk, clock: Clock) -> AsyncGenerator[Table]:
    """Three members with 5,000 credits each."""
    async with open_house(desk, clock) as house:
        one = Table(house)
        await one.give(5000, MARA, TOM, YLVA)
        yield one
        await one.adds_up()


async def seen(table: Table, window: Window = Window.THIRTY_DAYS, actor: Actor = OFFICER) -> Insights:
    """What an officer sees."""
    return await table.pots.insights.of(actor, window)


async def filled(table: Table, after: float, *people: Actor) -> Pot:
    """A pot that fills after so many seconds, with eight, eight and four tickets, and is won."""
    pot = await table.open()
    table.house.clock.advance(seconds=after)
    for who, tickets in zip(people or (MARA, TOM, YLVA), (8, 8, 4), strict=True):
        await table.buy(who, pot, tickets)
    await table.settle()
    assert (await table.pot(pot)).payout == 1000
    return pot


async def test_a_guild_without_pots_has_nothing_to_show(table: Table):
    found = await seen(table)
    assert found.nothing
    assert found == Insights(
        Window.THIRTY_DAYS,
        table.house.clock() - timedelta(days=30),
        table.house.clock(),
        0,
        fills(()),
        0,
        0,
        Stakes(0, 0, 0),
    )


async def test_pots_are_counted_from_their_opening_to_their_last_ticket(table: Table):
    for after in (20, 89, 90, 4000):
        await filled(table, after)
    await table.buy(MARA, await table.open(), 3)
    found = await seen(table)
    assert (found.opened, found.settled, found.cancelled) == (5, 4, {})
    assert found.fills == fills(timedelta(seconds=after) for after in (20, 89, 90, 4000))
    assert (found.fills.quick, found.fills.middle) == (2, timedelta(seconds=89.5))


async def test_a_pot_that_is_drawn_before_it_is_full_never_filled(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 1)
    await table.buy(TOM, pot, 1)
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.settle()
    found = await seen(table)
    assert (found.settled, found.fills.total) == (1, 0)


async def test_pots_without_a_winner_are_counted_by_why(table: Table):
    empty, alone, off = [await table.open() for _ in range(3)]
    await table.buy(MARA, alone, 2)
    await table.buy(TOM, off, 3)
    await table.pots.closing.cancel(OFFICER, off.id, "wrong price")
    await table.tick(hours=3)
    found = await seen(table)
    assert found.cancelled == {Ending.EMPTY: 1, Ending.ALONE: 1, Ending.OFFICERS: 1}
    assert (found.settled, found.opened) == (0, 3)
    assert found.stakes == Stakes(staked=250, returned=250, paid=0)
    assert (await table.pot(empty)).ending is Ending.EMPTY


async def test_whoever_enters_another_pot_has_come_back(table: Table):
    first = await table.open()
    for who, tickets in ((MARA, 8), (TOM, 4), (TOM, 4), (YLVA, 4)):
        await table.buy(who, first, tickets)
    assert await players(table) == (3, 0)
    second = await table.open()
    await table.buy(MARA, second, 1)
    assert await players(table) == (3, 1)
    await table.buy(MARA, second, 1)
    await table.buy(TOM, second, 1)
    await table.leave(TOM, second)
    assert await players(table) == (3, 1), "buying twice is no return, and who left did not enter"


async def test_who_only_ever_left_was_no_player(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 1)
    await table.leave(MARA, pot)
    assert await players(table) == (0, 0)


async def test_whoever_was_here_before_the_window_comes_back_into_it(table: Table):
    await filled(table, 10)
    table.house.clock.advance(days=40)
    assert await players(table) == (0, 0)
    await table.buy(MARA, await table.open(), 1)
    assert await players(table) == (1, 1)


async def players(table: Table) -> tuple[int, int]:
    """Who played within thirty days, and who of them came back."""
    found = await seen(table)
    return found.players, found.came_back


async def test_what_is_staked_is_paid_given_back_or_still_in(table: Table):
    await filled(table, 10)
    pot = await table.open()
    await table.buy(MARA, pot, 4)
    await table.buy(TOM, pot, 2)
    await table.leave(TOM, pot)
    found = await seen(table)
    assert found.stakes == Stakes(staked=1300, returned=100, paid=1000)
    held = "SELECT sum(balance) FROM accounts WHERE kind = 'escrow'"
    inside = await table.house.desk.db.read(lambda tx: tx.execute(text(held)).scalar_one())
    assert found.stakes.staked - found.stakes.returned - found.stakes.paid == inside == 200


async def test_flags_are_counted_by_sign_and_by_what_became_of_them(table: Table):
    pot = await table.open()
    young = [newcomer(table, age) for age in (1, 5, 9)]
    await table.give(500, *young)
    for who in (MARA, MARA, MARA, MARA, *young):
        await table.buy(who, pot, 1)
    await table.tick(seconds=1)
    waiting = (await table.pots.flags.page(OFFICER, 1)).flags
    by_user = {one.user_id: one.id for one in waiting}
    await table.pots.flags.clear(OFFICER, by_user[young[0].user_id])
    await table.pots.flags.hold(OFFICER, by_user[young[1].user_id], "alt")
    found = await seen(table)
    assert found.flags == {
        (FlagKind.FAST, FlagState.OPEN): 1,
        (FlagKind.YOUNG, FlagState.CLEARED): 1,
        (FlagKind.YOUNG, FlagState.HELD): 1,
        (FlagKind.YOUNG, FlagState.OPEN): 1,
    }


def newcomer(table: Table, days: int) -> Actor:
    """Somebody whose account is that old."""
    made_at = table.house.clock() - timedelta(days=days)
    return Actor(GUILD, int(made_at.timestamp() * 1000 - DISCORD_EPOCH) << 22, frozenset(), manages_guild=False)


@pytest.mark.parametrize(("window", "days"), [(Window.WEEK, 7), (Window.THIRTY_DAYS, 30)])
async def test_a_window_ends_at_its_edge(table: Table, window: Window, days: int):
    pot = await table.open()
    young = newcomer(table, 1)
    await table.give(500, young)
    for who, tickets in ((MARA, 8), (TOM, 8), (YLVA, 3), (young, 1)):
        await table.buy(who, pot, tickets)
    await table.tick()
    table.house.clock.advance(days=days)
    found = await seen(table, window)
    assert (found.opened, found.fills.total, found.players, found.flagged()) == (1, 1, 4, 1)
    assert found.stakes.staked == 1000
    table.house.clock.advance(microseconds=1)
    assert (await seen(table, window)).nothing
    assert (await seen(table, window)).stakes == Stakes(0, 0, 0)


async def test_a_pot_counts_where_it_was_opened_filled_and_won(table: Table):
    pot = await table.open(replace(FRIDAY, closes="in 10 days"))
    table.house.clock.advance(days=8)
    assert (await seen(table, Window.WEEK)).nothing
    for who, tickets in ((MARA, 8), (TOM, 8), (YLVA, 4)):
        await table.buy(who, pot, tickets)
    await table.settle()
    found = await seen(table, Window.WEEK)
    assert (found.opened, found.fills.total, found.settled, found.stakes.paid) == (0, 1, 1, 1000)


async def test_a_month_is_that_of_the_guild_s_calendar(table: Table):
    def kiritimati(tx: Connection) -> None:
        settings.put(tx, GUILD, TIMEZONE.name, "Pacific/Kiritimati", by=None, at=table.house.clock())

    await table.house.desk.db.write(kiritimati)
    found = await seen(table, Window.MONTH)
    assert found.since.isoformat() == "2026-10-31T10:00:00+00:00"


async def test_another_guild_s_pots_are_none_of_ours(table: Table):
    await everything(table)
    found = await seen(table, actor=STRANGER)
    assert found.nothing
    assert found.stakes == Stakes(0, 0, 0)


async def test_all_of_it_is_over_one_day(table: Table):
    await everything(table)
    table.house.clock.advance(days=30, seconds=1)
    found = await seen(table)
    assert found.nothing
    assert found.stakes == Stakes(0, 0, 0)


async def everything(table: Table) -> None:
    """A pot that is won, and one that somebody leaves and somebody is flagged in."""
    await filled(table, 10)
    pot = await table.open()
    young = newcomer(table, 1)
    await table.give(500, young)
    await table.buy(young, pot, 1)
    await table.buy(TOM, pot, 2)
    await table.leave(TOM, pot)
    await table.tick()
    found = await seen(table)
    assert (found.flagged(), found.stakes.staked, found.stakes.returned, found.stakes.paid) == (1, 1150, 100, 1000)


async def test_officers_only(table: Table):
    with pytest.raises(Forbidden, match=r"access\.officer"):
        await seen(table, actor=MARA)
    leader = Actor(GUILD, 1, frozenset({OFFICERS}), manages_guild=False)
    assert (await seen(table, actor=leader)).nothing
