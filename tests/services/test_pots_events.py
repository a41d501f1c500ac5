"""Pots in the log: what happened, once it is on disk, under the reference of what brought it about, without names."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from typing import Any, NoReturn

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from domain.errors import Conflict, Refusal
from domain.pot_settings import PotState
from domain.pots import REFUND_AFTER
from services import trace
from services.desk import Desk
from services.pots import events, joining
from storage.engine import Database, after_commit
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import open_house
from tests.services.potting import FRIDAY, MARA, OFFICER, TOM, YLVA, Table

_PLAIN = set(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"message", "asctime"}


@pytest.fixture
async def table(desk: Desk, clock: Clock) -> AsyncGenerator[Table]:
    """Three members with 1,000 credits each."""
    async with open_house(desk, clock) as house:
        one = Table(house)
        await one.give(1000, MARA, TOM, YLVA)
        yield one
        await one.adds_up()


class _Kept(logging.Handler):
    """Keeps every line, with the reference that it bears."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[logging.LogRecord] = []
        self.addFilter(trace.TraceFilter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record)


@pytest.fixture
def lines() -> Iterator[list[logging.LogRecord]]:
    """The lines about pots."""
    handler, level = _Kept(), events.log.level
    events.log.addHandler(handler)
    events.log.setLevel(logging.INFO)
    yield handler.lines
    events.log.setLevel(level)
    events.log.removeHandler(handler)


def told(lines: list[logging.LogRecord]) -> list[tuple[str, dict[str, Any]]]:
    """What each line says, and the facts beside it."""
    return [
        (line.getMessage(), {key: value for key, value in vars(line).items() if key not in _PLAIN}) for line in lines
    ]


async def test_every_step_is_told_with_its_figures_under_its_reference(table: Table, lines: list[logging.LogRecord]):
    pot = await table.open()
    for who, tickets, reference in ((MARA, 8, "MARA"), (TOM, 8, "TOM"), (YLVA, 4, "YLVA")):
        with trace.tracing(reference):
            await table.buy(who, pot, tickets)
    with trace.tracing("draws-7"):
        await table.settle()
    one: dict[str, Any] = {"guild": GUILD, "pot": pot.id}
    whole: dict[str, Any] = {"tickets": 20, "credits": 1000, "people": 3}
    assert told(lines) == [
        ("pot_joined", one | {"tickets": 8, "credits": 400, "trace": "MARA"}),
        ("pot_joined", one | {"tickets": 8, "credits": 400, "trace": "TOM"}),
        ("pot_joined", one | {"tickets": 4, "credits": 200, "trace": "YLVA"}),
        ("pot_locked", one | whole | {"trace": "YLVA"}),
        ("pot_settled", one | whole | {"draw": 1, "trace": "draws-7"}),
    ]


async def test_a_pot_that_ends_without_a_winner_says_why(table: Table, lines: list[logging.LogRecord]):
    empty, alone, off, silent = [await table.open() for _ in range(4)]
    table.house.beacon.late = 2 * REFUND_AFTER.total_seconds()
    for who, pot in ((MARA, alone), (MARA, off), (MARA, silent), (TOM, silent)):
        await table.buy(who, pot, 2)
    await table.pots.closing.lock(OFFICER, silent.id)
    with trace.tracing("OFFICER"):
        await table.pots.closing.cancel(OFFICER, off.id, "wrong price")
    with trace.tracing("pots-9"):
        await table.tick(hours=3)
    with trace.tracing("draws-9"):
        await table.tick(hours=24)
    assert [facts for what, facts in told(lines) if what == "pot_cancelled"] == [
        {"guild": GUILD, "pot": pot.id, "why": why, "credits": credits_, "people": people, "trace": reference}
        for pot, why, credits_, people, reference in (
            (off, "officers", 100, 1, "OFFICER"),
            (empty, "empty", 0, 0, "pots-9"),
            (alone, "alone", 100, 1, "pots-9"),
            (silent, "silent", 200, 2, "draws-9"),
        )
    ]


async def test_no_line_names_anybody(table: Table, lines: list[logging.LogRecord]):
    pot = await table.open()
    for who in (MARA, TOM, YLVA):
        await table.buy(who, pot, 4)
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.settle()
    written = str(told(lines))
    assert written.count("pot_") == 5
    assert not [
        one for one in (FRIDAY.name, *(str(who.user_id) for who in (MARA, TOM, YLVA, OFFICER))) if one in written
    ]


async def test_what_is_undone_is_not_told(
    table: Table, lines: list[logging.LogRecord], monkeypatch: pytest.MonkeyPatch
):
    pot = await table.open()
    await table.buy(MARA, pot, 8)
    await table.buy(TOM, pot, 8)
    lines.clear()

    def broken(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("after the lock was noted")

    monkeypatch.setattr(joining, "Bought", broken)
    with pytest.raises(RuntimeError, match="after the lock"):
        await table.buy(YLVA, pot, 4)
    assert (await table.pot(pot)).state is PotState.OPEN
    assert told(lines) == []
    monkeypatch.undo()
    await table.buy(YLVA, pot, 4)
    assert [what for what, _ in told(lines)] == ["pot_joined", "pot_locked"]


async def test_of_purchases_that_share_a_commit_only_those_that_stand_are_told(
    table: Table, lines: list[logging.LogRecord]
):
    pot = await table.open()

    async def buy(reference: str, tickets: int, key: str) -> Refusal | None:
        trace.follow(reference)
        try:
            await table.buy(MARA, pot, tickets, key)
        except Refusal as refusal:
            return refusal
        return None

    asked = [("A", 5, "one"), ("B", 9, "two"), ("C", 5, "one"), ("D", 4, "three"), ("E", 3, "four")]
    refused = await asyncio.gather(*(buy(*one) for one in asked))
    assert [one is None for one in refused] == [True, False, True, False, True]
    assert [(facts["trace"], facts["tickets"]) for _, facts in told(lines)] == [("A", 5), ("E", 3)]


async def test_a_line_is_written_even_when_nobody_waits_for_it_any_more(table: Table, lines: list[logging.LogRecord]):
    pot = await table.open()
    with trace.tracing("GONE"):
        buying = asyncio.ensure_future(table.buy(MARA, pot, 2))
    await asyncio.sleep(0)
    buying.cancel()
    await table.house.desk.db.write(lambda tx: None)
    await asyncio.sleep(0)
    assert [facts["trace"] for _, facts in told(lines)] == ["GONE"]
    assert (await table.pot(pot)).sold == 2


async def test_a_lock_that_comes_second_is_not_told_twice(table: Table, lines: list[logging.LogRecord]):
    pot = await table.open()
    await table.buy(MARA, pot, 2)
    await table.buy(TOM, pot, 2)
    both = (table.pots.closing.lock(OFFICER, pot.id), table.pots.closing.lock(OFFICER, pot.id))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert [isinstance(one, Conflict) for one in results] == [False, True]
    assert [what for what, _ in told(lines)].count("pot_locked") == 1


# What follows a commit


async def test_what_follows_a_commit_comes_before_whoever_awaits_it_goes_on(db: Database):
    seen: list[str] = []
    with trace.tracing("ABC"):
        await db.write(lambda tx: after_commit(tx, lambda: seen.append(trace.current())))
        seen.append("awaited")
    assert seen == ["ABC", "awaited"]


async def test_nothing_follows_a_commit_that_fails(db: Database):
    seen: list[str] = []

    def work(tx: Connection) -> None:
        tx.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # found out by the commit only
        tx.exec_driver_sql("INSERT INTO pot_lobbies (guild_id, pinned_by, pinned_at) VALUES (1, 99, 0)")
        after_commit(tx, lambda: seen.append("failed"))

    with pytest.raises(IntegrityError):
        await db.write(work)
    await db.write(lambda tx: after_commit(tx, lambda: seen.append("kept")))
    assert seen == ["kept"]


async def test_what_follows_cannot_harm_the_others_that_shared_the_commit(db: Database):
    seen: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, told: seen.append(str(told["exception"])))

    def fail() -> None:
        raise RuntimeError("a full disk of the log")

    writes = [db.write(lambda tx: after_commit(tx, fail)), db.write(lambda tx: "fine")]
    assert await asyncio.gather(*writes) == [None, "fine"]
    assert seen == ["a full disk of the log"]
    loop.set_exception_handler(None)
