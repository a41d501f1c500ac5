"""What the tests of requests do again and again: ask, decide, and look into the wallets, the outbox and the log."""

from collections.abc import Awaitable
from itertools import count
from typing import Any

from sqlalchemy import Connection, text

from domain.credit import Credit
from domain.guild import OFFICERS_CHANNEL
from domain.people import Actor
from services.desk import Desk
from services.requests import Requests
from services.requests.views import Seen
from storage import audit, ledger, members, preferences, settings
from storage.preferences import Preferences
from tests.services.banking import refused
from tests.services.conftest import GUILD, OFFICERS

MARA = Actor(GUILD, 9003, frozenset(), manages_guild=False)
TOM = Actor(GUILD, 9004, frozenset(), manages_guild=False)
CHANNEL = 4242
_INTERACTIONS = count(10_001)


def officer(number: int) -> Actor:
    """One of many officers."""
    return Actor(GUILD, 20_000 + number, frozenset({OFFICERS}), manages_guild=False)


async def nothing() -> None:
    """Nobody delivers here."""


async def told_officers(desk: Desk) -> None:
    """The guild has a channel for officers."""
    at = desk.clock()
    await desk.db.write(lambda tx: settings.put(tx, GUILD, OFFICERS_CHANNEL.name, CHANNEL, by=None, at=at))


async def choose(desk: Desk, name: str, value: int | str) -> None:
    """The guild sets something."""
    at = desk.clock()
    await desk.db.write(lambda tx: settings.put(tx, GUILD, name, value, by=None, at=at))


async def ask(
    requests: Requests, who: Actor = MARA, amount: int = 50, credit: Credit = Credit.AI, interaction: int = 0
) -> Seen:
    """Somebody asks for credits, with an interaction of its own unless told."""
    asked = await requests.asking.ask(who, credit, amount, "for a guide", interaction or next(_INTERACTIONS))
    return asked.seen


async def code_of(act: Awaitable[object]) -> str:
    """The code with which an act is refused."""
    return (await refused(act))[0]


async def held(desk: Desk, who: Actor = MARA, credit: Credit = Credit.AI) -> int:
    """What is in somebody's wallet."""

    def work(tx: Connection) -> int:
        member = members.find(tx, GUILD, who.user_id)
        return 0 if member is None else ledger.held(tx, member.id).get(credit, 0)

    return await desk.db.read(work)


async def rows(desk: Desk, query: str) -> list[Any]:
    """What a query finds."""
    return [tuple(row) for row in await desk.db.read(lambda tx: tx.execute(text(query)).fetchall())]


async def outbox(desk: Desk) -> list[str]:
    """The events that are to be told, oldest first."""
    return [event for (event,) in await rows(desk, "SELECT event FROM outbox ORDER BY id")]


async def logged(desk: Desk, area: str = "request") -> list[tuple[str, dict[str, Any], str | None, bool]]:
    """What the log tells, oldest first: the act, its facts, the note, and whether only officers see it."""
    found = await desk.db.read(lambda tx: audit.page(tx, GUILD, kind=area, limit=99, offset=0))
    return [(one.kind, dict(one.facts), one.note, one.officers_only) for one in found[::-1]]


async def wants_digests(desk: Desk, who: Actor = MARA) -> None:
    """Somebody opted in to direct messages."""

    def work(tx: Connection) -> None:
        member = members.ensure(tx, GUILD, who.user_id, desk.clock())
        preferences.save(tx, member.id, Preferences(digests=True))

    await desk.db.write(work)
