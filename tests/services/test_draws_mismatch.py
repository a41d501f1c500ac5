"""What is kept of a draw does not fit what was published: nothing is decided with it; officers are told once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.draws import CALLED_POST, MISMATCH, DrawState
from domain.errors import Conflict
from domain.guild import OFFICERS_CHANNEL
from services.desk import Desk
from services.draws import Mismatch, settling
from storage import settings
from storage.draws import Record
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import House, actor, open_house, signature, tampered

DEN = 402


@pytest.fixture
async def house(desk: Desk, clock: Clock) -> AsyncIterator[House]:
    """A house that draws with a local beacon, in a guild with a channel for officers."""
    await desk.db.write(lambda tx: settings.put(tx, GUILD, OFFICERS_CHANNEL.name, DEN, by=None, at=clock()))
    async with open_house(desk, clock) as house:
        yield house


@pytest.fixture
async def waiting(house: House) -> Record:
    """A draw whose round is out."""
    record = await house.called()
    house.clock.advance(seconds=20)
    return record


async def state(house: House, record: Record) -> DrawState:
    """Where it stands."""
    return (await house.record(record.id)).state


async def test_what_a_stranger_would_reject_is_not_kept_and_the_officers_are_told_once(
    house: House, waiting: Record, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settling.protocol, "settle", _another_winner(settling.protocol.settle))
    for _ in range(3):
        house.clock.advance(minutes=1)
        await house.hall.draws.due()
        await house.hall.notices.deliver()
    assert await state(house, waiting) is DrawState.CALLED
    assert "draw.settled" not in await house.log()
    assert house.office.told(MISMATCH.name) == [({"draw": 1}, DEN)]
    assert (await house.log()).count(MISMATCH.name) == 1
    monkeypatch.undo()
    house.clock.advance(minutes=1)
    await house.hall.draws.due()
    assert await state(house, waiting) is DrawState.SETTLED, "and what was mended goes on"


async def test_a_secret_that_is_not_the_one_committed_to_is_never_revealed(house: House):
    record = await house.lock(await house.commit())
    await house.desk.db.write(lambda tx: tampered(tx, "UPDATE draws SET secret = zeroblob(32)"))
    with pytest.raises(Mismatch):
        await house.call(record)
    assert await state(house, record) is DrawState.LOCKED
    assert CALLED_POST.name not in house.office.events()


async def test_a_list_that_was_changed_after_its_lock_draws_nobody(house: House, waiting: Record):
    await house.desk.db.write(lambda tx: tampered(tx, "UPDATE draw_entries SET tickets = tickets + 1 WHERE seq = 0"))
    with pytest.raises(Conflict, match=r"draw\.broken"):
        await house.hall.draws.paste(actor(), waiting.id, signature(waiting))
    await house.hall.notices.deliver()
    assert house.office.told(MISMATCH.name) == [({"draw": 1}, DEN)], "told even when no relay answers"
    await house.hall.draws.due()
    await house.hall.notices.deliver()
    assert await state(house, waiting) is DrawState.CALLED
    assert house.office.told(MISMATCH.name) == [({"draw": 1}, DEN)]


async def test_what_follows_from_a_result_may_find_the_mismatch(house: House, waiting: Record):
    def look(tx: Connection, record: Record, now: datetime) -> None:
        house.hall.draws.verify(tx, replace(record, seed=bytes(32)))

    house.hall.draws.when_settled(waiting.draw.kind, look)
    await house.hall.draws.due()
    await house.hall.notices.deliver()
    assert await state(house, waiting) is DrawState.CALLED
    assert house.office.told(MISMATCH.name) == [({"draw": 1}, DEN)]


def _another_winner(settle: Any) -> Any:
    def settled(*given: Any, **options: Any) -> Any:
        outcome = settle(*given, **options)
        return replace(outcome, picks=(replace(outcome.picks[0], ticket=outcome.picks[0].ticket ^ 1),))

    return settled
