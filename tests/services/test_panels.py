"""Panels: each repainted once a change, at its own pace, and left alone when it is gone."""

from datetime import timedelta
from typing import Any

import pytest

from domain.panels import Panel
from services.desk import Desk
from services.panels import LONGEST_WAIT, PACE, MessageGone, PaintFailed, Panels
from storage import panels

GUILD = 77


class Painter:
    """Discord as the tests want it."""

    def __init__(self) -> None:
        self.painted: list[int] = []
        self.trouble: dict[int, Exception] = {}
        self.pace: timedelta | None = None

    async def paint(self, panel: Panel) -> timedelta | None:
        """Edit the message."""
        if trouble := self.trouble.get(panel.message_id):
            raise trouble
        self.painted.append(panel.message_id)
        return self.pace


@pytest.fixture
def painter() -> Painter:
    """A Discord that works."""
    return Painter()


@pytest.fixture
async def hung(desk: Desk, painter: Painter) -> Panels:
    """The service, with three messages of two things."""
    service = Panels(desk)
    service.painter = painter
    for message, subject in ((1, 10), (2, 10), (3, 20)):
        await service.hang(GUILD, "clan.run", subject, channel_id=5, message_id=message)
    await service.repaint()
    assert sorted(painter.painted) == [1, 2, 3]
    painter.painted.clear()
    return service


async def touch(desk: Desk, subject: int = 10) -> None:
    """The thing changed."""
    await desk.db.write(lambda tx: panels.touch(tx, GUILD, "clan.run", subject))


async def test_only_what_changed_is_repainted_and_not_too_often(hung: Panels, painter: Painter, desk: Desk, clock: Any):
    await touch(desk)
    await hung.repaint()
    assert painter.painted == [], "painted just now"
    clock.now += PACE
    for _ in range(3):
        await hung.repaint()
    assert sorted(painter.painted) == [1, 2]


async def test_many_changes_are_one_repaint(hung: Panels, painter: Painter, desk: Desk, clock: Any):
    for _ in range(20):
        await touch(desk, 20)
    clock.now += PACE
    await hung.repaint()
    await hung.repaint()
    assert painter.painted == [3]


async def test_a_painter_may_have_its_own_pace(hung: Panels, painter: Painter, desk: Desk, clock: Any):
    painter.pace = timedelta(minutes=1)
    clock.now += PACE
    await touch(desk, 20)
    await hung.repaint()
    await touch(desk, 20)
    clock.advance(seconds=59)
    await hung.repaint()
    assert painter.painted == [3]
    clock.advance(seconds=1)
    await hung.repaint()
    assert painter.painted == [3, 3]


async def test_a_message_that_is_gone_is_left_alone(hung: Panels, painter: Painter, desk: Desk, clock: Any):
    painter.trouble[1] = MessageGone()
    clock.now += PACE
    await touch(desk)
    await hung.repaint()
    painter.trouble.clear()
    await touch(desk)
    clock.now += PACE
    await hung.repaint()
    assert painter.painted == [2, 2]


@pytest.mark.parametrize("trouble", [PaintFailed("429"), RuntimeError("the card is torn")])
async def test_a_failure_waits_longer_each_time_and_holds_up_nobody(
    hung: Panels, painter: Painter, desk: Desk, clock: Any, trouble: Exception
):
    painter.trouble[1] = trouble
    clock.now += PACE
    await touch(desk)
    await hung.repaint()
    assert painter.painted == [2]
    waits: list[timedelta] = []
    for _ in range(12):
        (due,) = await desk.db.read(
            lambda tx: tx.exec_driver_sql("SELECT due_at FROM panels WHERE message_id = 1").one()
        )
        wait = timedelta(microseconds=due - int(clock.now.timestamp() * 1_000_000))
        waits.append(wait)
        clock.now += wait
        await hung.repaint()
    assert waits == sorted(waits)
    assert waits[0] == PACE
    assert waits[-1] == LONGEST_WAIT
    painter.trouble.clear()
    clock.now += LONGEST_WAIT
    await hung.repaint()
    assert painter.painted == [2, 1]
