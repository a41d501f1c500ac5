"""Whoever presses how often and at once, a request has one end; and the database holds on to it."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.request_settings import State
from services.desk import Desk
from services.requests import Requests, open_requests
from storage.engine import Database
from tests.services.conftest import Clock
from tests.services.requesting import MARA, ask, choose, held, logged, nothing, officer, rows

JAINA = officer(1)


@pytest.fixture
def requests(desk: Desk) -> Requests:
    """The services in a guild with officers."""
    return open_requests(desk, nothing)


async def test_asking_at_once_asks_once(requests: Requests, desk: Desk):
    asked = await asyncio.gather(*(ask(requests) for _ in range(20)), return_exceptions=True)
    assert Counter(str(one).split()[0] for one in asked if isinstance(one, Exception)) == {"request.pending": 19}
    assert await rows(desk, "SELECT count(*) FROM credit_requests") == [(1,)]


async def test_forty_approvals_at_once_grant_once(requests: Requests, desk: Desk):
    seen = await ask(requests, amount=500)
    decided = await asyncio.gather(*(requests.deciding.approve(officer(one % 20), seen.id) for one in range(40)))
    assert [one.done for one in decided].count(True) == 1
    assert {one.shown.seen.granted for one in decided} == {500}
    assert await held(desk) == 500
    assert await rows(desk, "SELECT count(*) FROM transactions") == [(1,)]
    assert [kind for kind, *_ in await logged(desk)].count("request.approved") == 1


async def test_forty_approvals_at_once_of_two_that_are_needed_grant_once(requests: Requests, desk: Desk):
    await choose(desk, "request.two_from", 1)
    seen = await ask(requests, amount=500)
    acts = (requests.deciding.approve(officer(one % 8), seen.id, 461 + one) for one in range(40))
    decided = await asyncio.gather(*acts, return_exceptions=True)
    assert sum(not isinstance(one, BaseException) and one.done for one in decided) == 2
    agreed = await rows(desk, "SELECT amount FROM request_approvals")
    assert len(agreed) == 2
    assert await held(desk) == min(amount for (amount,) in agreed)


async def test_withdrawing_against_an_approval_has_one_outcome(requests: Requests, desk: Desk):
    for round_ in range(10):
        seen = await ask(requests, amount=10)
        before = await held(desk)
        acts = [requests.asking.withdraw(MARA, seen.id), requests.deciding.approve(JAINA, seen.id)]
        withdrawn, approved = await asyncio.gather(*(acts if round_ % 2 else acts[::-1]))
        assert withdrawn.done != approved.done
        (state,) = (await rows(desk, f"SELECT state FROM credit_requests WHERE id = {seen.id}"))[0]
        approves = approved if round_ % 2 else withdrawn  # the list was turned round
        assert (await held(desk) - before == 10) == (state == "approved") == approves.done


async def test_expiry_against_an_approval_has_one_outcome(requests: Requests, desk: Desk, clock: Clock):
    seen = await ask(requests)
    clock.advance(days=7)
    decided, _ = await asyncio.gather(requests.deciding.approve(JAINA, seen.id), requests.clock.due())
    assert not decided.done
    assert decided.shown.seen.state is State.EXPIRED
    assert await held(desk) == 0
    assert [kind for kind, *_ in await logged(desk)] == ["request.asked", "request.expired"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE credit_requests SET granted = 49",
        "UPDATE credit_requests SET decided_at = 1",
        "UPDATE credit_requests SET state = 'pending', granted = NULL",
        "UPDATE credit_requests SET amount = 49",
        "UPDATE credit_requests SET reason = 'another'",
        "UPDATE credit_requests SET answer = 'another'",
        "UPDATE credit_requests SET reminded_at = 5",
        "DELETE FROM credit_requests",
        "INSERT OR REPLACE INTO credit_requests SELECT * FROM credit_requests",
        "UPDATE request_approvals SET amount = 1",
        "UPDATE request_approvals SET word = 'another'",
        "DELETE FROM request_approvals",
        "INSERT INTO request_approvals SELECT request_id, 1, 1, '', 1 FROM request_approvals",
    ],
)
async def test_the_database_refuses_to_change_what_is_decided(
    requests: Requests, desk: Desk, db: Database, change: str
):
    seen = await ask(requests)
    await requests.deciding.approve(JAINA, seen.id)
    with pytest.raises(DBAPIError):
        await db.write(lambda tx: tx.execute(text(change)))
    await db.write(lambda tx: tx.execute(text("UPDATE credit_requests SET reason = '', answer = ''")))


async def test_the_database_refuses_that_anybody_decides_for_themselves(requests: Requests, db: Database):
    await ask(requests)
    for change in (
        "UPDATE credit_requests SET state = 'approved', granted = 5, decided_by = member_id, decided_at = 1",
        "UPDATE credit_requests SET state = 'denied', decided_by = member_id, decided_at = 1",
        "INSERT INTO request_approvals SELECT id, member_id, 5, '', 1 FROM credit_requests",
    ):
        with pytest.raises(DBAPIError):
            await db.write(lambda tx, change=change: tx.execute(text(change)))
