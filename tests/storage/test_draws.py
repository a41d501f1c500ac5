"""What a draw published is final: the database itself refuses to change it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, delete, update
from sqlalchemy.exc import DBAPIError

from fairness import protocol
from fairness.protocol import Claim, Draw, Kind, Mode
from fairness.signing import sign
from storage import draw_entries, draws
from storage.draw_entries import DrawEntryRow, DrawPlaceRow
from storage.draws import DrawRow
from storage.engine import Database

GUILD = 77
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECRET = bytes(range(32))


def settled(tx: Connection) -> int:
    """A sealed draw between two people, from its commitment to its result."""
    plan = Draw(GUILD, draws.next_number(tx, GUILD), Kind.TIE, "A tie", 1_800_000_000, 1, Mode.SEALED, b"", "One wins.")
    commitment = protocol.commit(plan, SECRET)
    address = f"{plan.number:064x}"
    draw_id = draws.commit(tx, plan, SECRET, commitment, address=address, channel_id=5, now=NOW)
    salts = iter((bytes(16), bytes([1] * 16)))
    entries = protocol.line_up([Claim("discord:1", 1), Claim("discord:2", 1)], lambda: next(salts))
    lock = protocol.lock(commitment, entries)
    signature = sign(bytes(32), lock.hash)
    assert draws.lock(tx, draw_id, lock, entries, signature=signature, members={}, now=NOW)
    call = protocol.call(lock.hash, SECRET, 0, 1_800_000_000_000)
    assert draws.call(tx, draw_id, call)
    outcome = protocol.settle(plan, entries, lock.hash, call, b"")
    assert draws.settle(tx, draw_id, outcome, beacon_signature=None, signature=signature, now=NOW)
    return draw_id


async def refused(db: Database, act: Callable[[Connection], object]) -> str:
    """Why the database refuses this act on a settled draw; nothing of it is kept."""

    def work(tx: Connection) -> None:
        settled(tx)
        act(tx)

    with pytest.raises(DBAPIError) as refusal:
        await db.write(work)
    return str(refusal.value.orig)


FROZEN = {
    "number": 9,
    "kind": "pot",
    "title": "Another",
    "closes_at": 1,
    "winners": 2,
    "mode": "beacon",
    "chain": b"x",
    "rules": "Two win.",
    "secret": bytes(32),
    "commitment": bytes(32),
}
ONCE = {
    "root": bytes(32),
    "lock_hash": bytes(32),
    "round": 7,
    "called_at": 7,
    "call_hash": bytes(32),
    "seed": bytes(32),
    "result": bytes(32),
}


@pytest.mark.parametrize("column", FROZEN)
async def test_what_was_committed_to_never_changes(db: Database, column: str) -> None:
    why = await refused(db, lambda tx: tx.execute(update(DrawRow).values({column: FROZEN[column]})))
    assert why == "a commitment is final"


@pytest.mark.parametrize("column", ONCE)
async def test_a_step_is_taken_once(db: Database, column: str) -> None:
    why = await refused(db, lambda tx: tx.execute(update(DrawRow).values({column: ONCE[column]})))
    assert why == "a step of a draw is taken once"


@pytest.mark.parametrize("table", [DrawRow, DrawEntryRow, DrawPlaceRow])
async def test_nothing_of_a_draw_is_ever_dropped(db: Database, table: type) -> None:
    assert await refused(db, lambda tx: tx.execute(delete(table)))


@pytest.mark.parametrize(
    ("column", "value"), [("participant", bytes(32)), ("first_ticket", 3), ("tickets", 3), ("evidence_sha256", b"x")]
)
async def test_a_leaf_never_changes(db: Database, column: str, value: object) -> None:
    why = await refused(db, lambda tx: tx.execute(update(DrawEntryRow).values({column: value})))
    assert why == "a locked entry is final"


async def test_an_entry_is_erased_and_never_given_to_somebody_else(db: Database) -> None:
    why = await refused(db, lambda tx: tx.execute(update(DrawEntryRow).values(who="discord:3")))
    assert why == "an entry is only erased"

    def erase(tx: Connection) -> list[str | None]:
        draw_id = settled(tx)
        tx.execute(update(DrawEntryRow).values(who=None, salt=None, evidence=None))
        return [entry.who for entry in draw_entries.of(tx, draw_id)]

    assert await db.write(erase) == [None, None]


@pytest.mark.parametrize(("column", "value"), [("ticket", 0), ("nonce", 5), ("participant", b"x")])
async def test_a_position_never_changes(db: Database, column: str, value: object) -> None:
    why = await refused(db, lambda tx: tx.execute(update(DrawPlaceRow).values({column: value})))
    assert why == "a position is final"


async def test_a_winner_is_passed_over_once_and_for_good(db: Database) -> None:
    def twice(tx: Connection) -> None:
        tx.execute(update(DrawPlaceRow).values(void="left"))
        tx.execute(update(DrawPlaceRow).values(void=None))

    assert await refused(db, twice) == "a void is final"


async def test_numbers_count_without_a_gap_in_each_guild(db: Database) -> None:
    def many(tx: Connection) -> list[int]:
        return [draws.by_id(tx, settled(tx)).draw.number for _ in range(3)]

    assert await db.write(many) == [1, 2, 3]
    assert await db.read(lambda tx: draws.next_number(tx, GUILD)) == 4
    assert await db.read(lambda tx: draws.next_number(tx, GUILD + 1)) == 1
