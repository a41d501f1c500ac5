"""What somebody won is told with everything else that can be won, and only while it stands."""

from collections.abc import AsyncGenerator, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, update

from domain.challenge_results import Measure
from domain.contests import ContestState
from domain.people import Actor
from domain.points import Act
from domain.profiles import WINS, Win, WinKind
from fairness.protocol import Kind
from services.desk import Desk
from storage import loot_items, members, points
from storage.challenge_results import ResultRow
from storage.challenges import ChallengeRow
from storage.contests import ContestRow
from storage.loot_items import Item, ItemRow, Source
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.drawing import House, open_house
from tests.services.drawing import who as named
from tests.services.finishing import USERS, Week, person
from tests.services.potting import MARA, TOM, YLVA, Table

OFFICER = Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)


@pytest.fixture
async def house(desk: Desk, clock: Clock) -> AsyncGenerator[House]:
    """A house that draws."""
    async with open_house(desk, clock) as one:
        yield one


async def wins(house: House, user_id: int) -> Sequence[Win]:
    """What somebody won, as a card tells it."""
    known = (await house.hall.profiles.show(OFFICER, user_id)).known
    return () if known is None else known.wins


async def item(
    house: House, who: Actor, name: str, source: Source = Source.DECISION, passed_from: int | None = None
) -> int:
    """Somebody gets an item."""
    now = house.clock()

    def work(tx: Connection) -> int:
        member = members.ensure(tx, GUILD, who.user_id, now).id
        batch = points.enter(tx, GUILD, Act.ITEM, key=f"item:{name}:{who.user_id}", at=now, by=None)
        assert batch is not None
        given = Item(member_id=member, item=name, batch_id=batch, source=source, at=now, passed_from=passed_from)
        return loot_items.add(tx, GUILD, given)

    return await house.desk.db.write(work)


async def contest(house: House, name: str) -> tuple[str, int]:
    """A contest that is drawn; returns who won it, and its draw."""
    record = await house.drawn(kind=Kind.CONTEST)
    now = house.clock()
    row = {"guild_id": GUILD, "name": name, "prize": "a cape", "state": ContestState.DRAWN, "ends_at": now}
    row |= {"winners": 1, "created_at": now, "draw_id": record.id, "reason": ""}
    await house.desk.db.write(lambda tx: tx.execute(insert(ContestRow), row))
    first = (await house.seen(record)).winners[0].who
    assert first is not None
    return first, record.id


async def test_who_won_nothing_has_no_wins(house: House):
    await item(house, TOM, "Cape")
    now = house.clock()
    await house.desk.db.write(lambda tx: members.ensure(tx, GUILD, MARA.user_id, now))
    assert await wins(house, MARA.user_id) == ()


async def test_a_contest_is_won_by_who_was_drawn_and_not_passed_over(house: House):
    first, draw_id = await contest(house, "Slayer September")
    told = {user: await wins(house, user) for user in range(9000, 9005)}
    winner = next(user for user in told if named(user) == first)
    record = await house.record(draw_id)
    assert record.settled_at is not None
    assert told.pop(winner) == (Win(WinKind.CONTEST, "Slayer September", record.settled_at),)
    assert set(told.values()) == {()}
    by = await house.desk.db.write(lambda tx: members.ensure(tx, GUILD, 9002, house.clock()))
    await house.void(record, 0, "an alt", by=by.id)
    assert await wins(house, winner) == ()
    next_one = (await house.seen(record)).winners[0].who
    assert [user for user in told if await wins(house, user)] == [user for user in told if named(user) == next_one]


async def test_a_pot_is_won_with_what_it_paid(house: House):
    table = Table(house)
    await table.give(5000, MARA, TOM, YLVA)
    pot = await table.open()
    for who, tickets in ((MARA, 8), (TOM, 8), (YLVA, 4)):
        await table.buy(who, pot, tickets)
    await table.settle()
    told = [win for who in (MARA, TOM, YLVA) for win in await wins(house, who.user_id)]
    assert [(win.kind, win.title, win.credits) for win in told] == [(WinKind.POT, "Friday Pot", 1000)]


async def test_loot_and_auctions_are_won_while_they_are_held(house: House):
    await item(house, MARA, "Cape")
    house.clock.advance(hours=1)
    bought = await item(house, MARA, "Bow", Source.AUCTION)
    handed = await item(house, MARA, "Ring")
    house.clock.advance(hours=1)
    await item(house, TOM, "Ring", Source.PASSED_ON, passed_from=handed)
    told = await wins(house, MARA.user_id)
    assert [(win.kind, win.title) for win in told] == [(WinKind.AUCTION, "Bow"), (WinKind.LOOT, "Cape")]
    assert [win.title for win in await wins(house, TOM.user_id)] == ["Ring"]
    undone = update(ItemRow).where(ItemRow.id == bought).values(undone_at=house.clock())
    await house.desk.db.write(lambda tx: tx.execute(undone))
    assert [win.title for win in await wins(house, MARA.user_id)] == ["Cape"]


async def test_of_a_challenge_the_podium_wins(house: House):
    week = Week(house.desk, house.clock)
    challenge = await week.open()
    now = house.clock()
    for who, place in ((1, 1), (2, 3), (3, 4)):
        work = await week.hand_in(challenge, who)
        row = {"challenge_id": challenge.id, "member_id": await week.member(who), "submission_id": work}
        row |= {"place": place, "score": "4", "measure": Measure.VOTES, "given": 4}
        await house.desk.db.write(lambda tx, row=row: tx.execute(insert(ResultRow), row))  # type: ignore[misc]
    assert await wins(house, person(1).user_id) == (), "it is not over"
    over = update(ChallengeRow).where(ChallengeRow.id == challenge.id).values(completed_at=now)
    await house.desk.db.write(lambda tx: tx.execute(over))
    assert await wins(house, USERS + 1) == (Win(WinKind.CHALLENGE, "Draw your pet", now, place=1),)
    assert [win.place for win in await wins(house, USERS + 2)] == [3]
    assert await wins(house, USERS + 3) == ()


async def test_the_newest_are_told(house: House):
    for number in range(WINS + 3):
        house.clock.advance(hours=1)
        await item(house, MARA, f"item {number}")
    assert [win.title for win in await wins(house, MARA.user_id)] == [f"item {number}" for number in range(7, 2, -1)]
    assert timedelta(hours=4) == (await wins(house, MARA.user_id))[0].at - (await wins(house, MARA.user_id))[-1].at
