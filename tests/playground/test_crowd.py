"""The crowd joins a pot that a visitor is in until it is full; let loose it does more, within bounds, until called."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.pot_settings import PotState
from domain.pots import Pot
from playground import crowd as crowds
from playground.crowd import MOST_ACTS, Crowd
from playground.crowd_acts import Act, buy, visited
from playground.world import World
from storage import pots
from tests.playground.conftest import NOW, short_past


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """The demo guild after a short past, which ends with a pot that is filling."""
    async with short_past(tmp_path, monkeypatch, 3) as world:
        yield world


async def one_of(world: World, state: PotState) -> Pot:
    """The one pot in that state."""
    (pot,) = await world.bot.db.read(lambda tx: pots.listed(tx, world.guild.handle.id, [state]))
    return pot


async def test_the_past_has_a_pot_that_was_won_and_one_that_is_filling(world: World) -> None:
    won, filling = await one_of(world, PotState.SETTLED), await one_of(world, PotState.OPEN)
    assert (won.payout, won.players) == (600, 4)
    assert (filling.terms.name, filling.percent, filling.players) == ("Friday Pot", 62, 3)
    assert filling.closes_at > NOW + timedelta(days=1)


async def test_nobody_joins_before_a_visitor_does(world: World) -> None:
    with world.env.time_context():
        assert not await Crowd(world, 7).join_in()


async def test_the_crowd_fills_the_pot_that_a_visitor_is_in(world: World) -> None:
    crowd, pot, visitor = Crowd(world, 7), await one_of(world, PotState.OPEN), world.people["raider"]
    with world.env.time_context():
        world.env.skip(60)
        await buy(world, "raider", pot, 3, "0123456789abcdef")
        assert [(one.id, people) for one, people in await visited(world, NOW)] == [(pot.id, {visitor.id})]
        for _ in range(20):
            world.env.skip(3)
            if not await crowd.join_in():
                break
        await world.bot.tick()
        locked = await one_of(world, PotState.SETTLING)
        assert (locked.id, locked.sold) == (pot.id, 40)
        held = {one.user_id: one.tickets for one in await world.bot.db.read(lambda tx: pots.entrants(tx, pot.id))}
        assert held[visitor.id] == 3, "the crowd does not play for the visitor"
        world.env.skip(20)
        await world.bot.tick()
    assert await world.bot.db.read(pots.live) == []
    assert list(world.troubles.latest) == []


async def test_let_loose_it_acts_so_often_and_no_more_and_says_what_it_does(world: World) -> None:
    crowd = Crowd(world, 7)
    with world.env.time_context():
        assert not await crowd.act()
        crowd.let_loose(tuple(Act), most=5)
        acts = [crowd.said[-1] for _ in range(9) if await crowd.act()]
    assert len(acts) == 5
    assert not crowd.loose
    assert {act.split()[1] for act in acts} >= {"buys", "votes", "bids"}


async def test_let_loose_it_can_be_called_back(world: World) -> None:
    crowd = Crowd(world, 7)
    crowd.let_loose((Act.POT,))
    with world.env.time_context():
        assert await crowd.act()
        crowd.call_back()
        assert not await crowd.act()


async def test_it_goes_home_when_there_is_nothing_left_to_do_and_never_acts_for_whoever_looks_on(world: World) -> None:
    crowd, me = Crowd(world, 7), world.people["raider2"]
    with world.env.time_context():
        await me.slash(world.channels["pots"], "wallet history")
        assert world.doings.last == me.id
        crowd.let_loose((Act.CHALLENGE,))
        acts = [crowd.said[-1] for _ in range(MOST_ACTS) if await crowd.act()]
    assert 5 < len(acts) < MOST_ACTS
    assert not crowd.loose
    mine = next(part.name for part in world.cast.people if part.key == "raider2")
    assert [act for act in acts if act.startswith(mine)] == []


def test_it_never_does_more_than_two_things_a_second() -> None:
    assert min(*crowds._LOOSE_PAUSE, *crowds._PAUSE) >= 0.5
