"""The clock reminds officers of what waits, once, and lets go of what waited too long."""

import pytest
from sqlalchemy import text

from domain.request_settings import State
from services.desk import Desk
from services.requests import Requests, open_requests
from storage import credit_requests
from tests.services.conftest import Clock
from tests.services.requesting import TOM, ask, choose, nothing, officer, outbox, rows, told_officers, wants_digests

JAINA = officer(1)


@pytest.fixture
def requests(desk: Desk) -> Requests:
    """The services in a guild with officers."""
    return open_requests(desk, nothing)


async def test_officers_are_reminded_once_and_then_it_expires(requests: Requests, desk: Desk, clock: Clock):
    await told_officers(desk)
    await wants_digests(desk)
    seen = await ask(requests)
    clock.advance(days=5, hours=23)
    await requests.clock.due()
    assert await outbox(desk) == ["request.asked"]
    clock.advance(hours=1)
    for _ in range(3):
        await requests.clock.due()
    assert await outbox(desk) == ["request.asked", "request.reminder"]
    now = clock()
    assert not await desk.db.write(lambda tx: credit_requests.remind(tx, seen.id, now)), "another tick came second"
    clock.advance(hours=23, minutes=59)
    await requests.clock.due()
    assert (await requests.views.show(JAINA, seen.id)).seen.pending
    clock.advance(minutes=1)
    for _ in range(2):
        await requests.clock.due()
    assert (await requests.views.show(JAINA, seen.id)).seen.state is State.EXPIRED
    assert await outbox(desk) == ["request.asked", "request.reminder", "request.decided"]
    assert await rows(desk, "SELECT about FROM digest_lines") == [("request.expired",)]
    assert (await ask(requests)).pending, "nothing cools down where nobody said no"


async def test_of_a_single_day_the_half_is_left_to_officers(requests: Requests, desk: Desk, clock: Clock):
    await told_officers(desk)
    await choose(desk, "request.expires_days", 1)
    await ask(requests)
    clock.advance(hours=11, minutes=59)
    await requests.clock.due()
    assert await outbox(desk) == ["request.asked"]
    clock.advance(minutes=1)
    for _ in range(2):
        await requests.clock.due()
    assert await outbox(desk) == ["request.asked", "request.reminder"]


async def test_a_bot_that_slept_over_it_lets_it_expire_without_a_reminder(requests: Requests, desk: Desk, clock: Clock):
    await told_officers(desk)
    await ask(requests)
    clock.advance(days=30)
    await requests.clock.due()
    assert await outbox(desk) == ["request.asked", "request.decided"]


async def test_a_request_that_stumbles_keeps_no_other_from_its_end(
    requests: Requests, desk: Desk, clock: Clock, caplog: pytest.LogCaptureFixture
):
    await ask(requests)
    await ask(requests, TOM)
    broken = (
        "CREATE TRIGGER broken BEFORE UPDATE ON credit_requests WHEN OLD.id = 1 BEGIN SELECT RAISE(ABORT, 'x'); END"
    )
    await desk.db.write(lambda tx: tx.execute(text(broken)))
    clock.advance(days=8)
    await requests.clock.due()
    assert await rows(desk, "SELECT state FROM credit_requests ORDER BY id") == [("pending",), ("expired",)]
    assert "a request stumbled" in caplog.text
