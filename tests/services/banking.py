"""What the tests of wallets do again and again: grant, ask, look into the tables and the log."""

from collections.abc import Awaitable
from typing import Any

import pytest
from sqlalchemy import text

from domain.errors import Refusal
from domain.people import Actor
from services.desk import Desk
from services.wallet import Ask, Moved, Wallets
from storage import audit, ledger_check
from tests.services.conftest import GUILD, LEADERS

SECOND = Actor(GUILD, 9005, frozenset({LEADERS}), manages_guild=False)
MARA, TOM = 9003, 9004
ELSEWHERE = GUILD + 1


async def refused(act: Awaitable[object]) -> tuple[str, dict[str, Any]]:
    """The code and the facts with which an act is refused."""
    with pytest.raises(Refusal) as refusal:
        await act
    return refusal.value.code, dict(refusal.value.facts)


async def rows(desk: Desk, query: str) -> list[Any]:
    return [tuple(row) for row in await desk.db.read(lambda tx: tx.execute(text(query)).fetchall())]


async def log_of(desk: Desk) -> list[tuple[str, dict[str, Any], str | None]]:
    """What the log tells of wallets, oldest first."""
    found = await desk.db.read(lambda tx: audit.page(tx, GUILD, kind="wallet", limit=99, offset=0))
    return [(entry.kind, dict(entry.facts), entry.note) for entry in found[::-1]]


async def adds_up(desk: Desk) -> bool:
    return await desk.db.read(ledger_check.check) == []


async def granted(wallets: Wallets, leader: Actor, user: int, amount: int, request: int) -> Moved:
    done = await wallets.grant(leader, user, amount, "a gift", request)
    assert isinstance(done, Moved)
    return done


async def asked(wallets: Wallets, leader: Actor, amount: int = 50, reason: str = "for the bank") -> Ask:
    ask = await wallets.grant(leader, leader.user_id, amount, reason, 1)
    assert isinstance(ask, Ask)
    return ask
