"""Pinned boards: leaders alone pin, one message a channel, and a repaint when something changed."""

import pytest

from domain.errors import Forbidden, NotFound
from domain.leaderboard_settings import Asked, Board
from domain.people import Actor
from domain.windows import Window
from services.desk import Desk
from storage import audit
from tests.services.boarding import Hall
from tests.services.conftest import GUILD, Clock

POINTS = Asked(Board.CHALLENGES)


@pytest.fixture
async def hall(desk: Desk, clock: Clock) -> Hall:
    """The boards of one guild."""
    made = Hall(desk, clock)
    await made.move_in()
    return made


async def painted(hall: Hall) -> None:
    """Everything that hangs was repainted."""
    from sqlalchemy import text

    await hall.desk.db.write(lambda tx: tx.execute(text("UPDATE panels SET painted = wanted")))


async def test_leaders_pin_and_it_is_logged(hall: Hall, leader: Actor, officer: Actor, raider: Actor):
    for somebody in (officer, raider):
        with pytest.raises(Forbidden):
            await hall.all.pins.pin(somebody, POINTS)
    await hall.all.pins.pin(leader, POINTS)
    (row,) = await hall.desk.db.read(lambda tx: audit.page(tx, GUILD, kind="leaderboard", limit=9, offset=0))
    assert (row.kind, row.facts) == ("leaderboard.pinned", {"board": "challenges", "window": "30d", "top": 10})


async def test_the_same_board_again_replaces_the_older_message(hall: Hall, leader: Actor):
    first = await hall.all.pins.pin(leader, POINTS)
    await hall.hang(first, 900)
    again = await hall.all.pins.pin(leader, Asked(Board.CHALLENGES, top=5))
    await hall.hang(again, 901)
    assert again == first
    assert await hall.stale() == [901]
    assert (await hall.all.pins.show(GUILD, again)).asked.top == 5
    assert await hall.all.pins.pin(leader, Asked(Board.CHALLENGES, window=Window.WEEK)) != first
    assert await hall.all.pins.pin(leader, Asked(Board.CHALLENGES, region="EU")) != first


async def test_a_pinned_board_is_repainted_when_it_changed_and_only_then(hall: Hall, leader: Actor):
    for board, message in ((Board.CHALLENGES, 900), (Board.POTS, 901), (Board.STANDING, 902)):
        await hall.hang(await hall.all.pins.pin(leader, Asked(board)), message)
    await hall.earn(1, 10)
    await hall.boards.refresh()
    await painted(hall)
    await hall.boards.refresh()
    assert await hall.stale() == []
    await hall.earn(2, 10)
    await hall.boards.refresh()
    assert sorted(await hall.stale()) == [900, 902]


async def test_a_pinned_board_tells_movement_anew_after_midnight(hall: Hall, leader: Actor, clock: Clock):
    await hall.hang(await hall.all.pins.pin(leader, POINTS), 900)
    await hall.earn(1, 10)
    await hall.boards.refresh()
    await painted(hall)
    clock.advance(hours=13)
    await hall.all.days.due()
    assert await hall.stale() == [900]


async def test_a_board_that_hangs_nowhere_any_more_is_not_kept(hall: Hall, leader: Actor, clock: Clock):
    await hall.hang(await hall.all.pins.pin(leader, POINTS), 900)
    await hall.boards.refresh()
    assert len(hall.boards.kept) == 1
    from storage import panels

    await hall.desk.db.write(lambda tx: panels.take_down(tx, 900))
    clock.advance(hours=1)
    await hall.boards.refresh()
    assert len(hall.boards.kept) == 0


async def test_a_pin_of_another_guild_is_not_shown(hall: Hall, leader: Actor):
    pinned = await hall.all.pins.pin(leader, POINTS)
    with pytest.raises(NotFound):
        await hall.all.pins.show(GUILD + 1, pinned)
