"""How much there is of what moves: counted right, and without reading what is over."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Executable, func, select
from sqlalchemy.dialects import sqlite

from domain.draws import DrawState
from domain.notices import State
from storage import gauges, members, migrations, notices, settings
from storage.challenges import ChallengeRow
from storage.contests import ContestRow
from storage.draws import DrawRow
from storage.engine import Database
from storage.gauges import LIVE
from storage.pots import PotRow

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
GUILD = 1186000000000000001


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'guildhall.db'}"
    migrations.upgrade(url)
    database = Database(url)
    await database.open()
    await database.write(lambda tx: members.enter_guild(tx, GUILD, NOW))
    yield database
    await database.close()


def draw(tx: Connection, number: int, state: DrawState, called_at: int | None = None, *, over: bool = False) -> None:
    """A draw that stands so; nothing else of it matters here."""
    row = {"guild_id": GUILD, "number": number, "kind": "pot", "title": "t", "closes_at": 1, "winners": 1}
    row |= {"mode": "beacon", "chain": b"", "rules": "{}", "secret": b"", "commitment": b"", "address": str(number)}
    row |= {"state": state.value, "channel_id": 1, "committed_at": NOW, "called_at": called_at}
    tx.execute(DrawRow.__table__.insert().values(row | {"ended_at": NOW if over else None}))  # type: ignore[attr-defined]


async def test_an_empty_house_has_nothing(db: Database) -> None:
    found = await db.read(lambda tx: gauges.counts(tx, ("a",)))
    assert (found.pending, found.oldest_pending, found.failed, found.called_at, dict(found.facts)) == (
        0,
        None,
        0,
        None,
        {},
    )
    assert set(found.under_way.values()) == {0}
    assert found.draws == {"committed": 0, "locked": 0, "called": 0}


async def test_notices_are_counted_by_how_they_stand(db: Database) -> None:
    def work(tx: Connection) -> None:
        for number in range(6):
            at = NOW + timedelta(minutes=number)
            notices.put(tx, GUILD, "clan.complete", key=str(number), facts={}, now=at)
        notices.settle(tx, 1, State.DELIVERED, now=NOW)
        notices.settle(tx, 2, State.FAILED, now=NOW, error="gone")
        notices.settle(tx, 3, State.SKIPPED, now=NOW)

    await db.write(work)
    found = await db.read(lambda tx: gauges.counts(tx, ()))
    assert (found.pending, found.failed) == (3, 1)
    assert found.oldest_pending == NOW + timedelta(minutes=3)


async def test_draws_wait_until_they_are_settled_or_given_up(db: Database) -> None:
    def work(tx: Connection) -> None:
        draw(tx, 1, DrawState.COMMITTED)
        draw(tx, 2, DrawState.COMMITTED)
        draw(tx, 3, DrawState.LOCKED)
        draw(tx, 4, DrawState.CALLED, 1_700_000_000_000, over=True)
        draw(tx, 5, DrawState.CALLED, 1_700_000_060_000)
        draw(tx, 6, DrawState.CALLED, 1_700_000_120_000)
        draw(tx, 7, DrawState.SETTLED, 1_600_000_000_000)
        draw(tx, 8, DrawState.CANCELLED)

    await db.write(work)
    found = await db.read(lambda tx: gauges.counts(tx, ()))
    assert found.draws == {"committed": 2, "locked": 1, "called": 2}
    assert found.called_at == datetime.fromtimestamp(1_700_000_060, UTC), "the one given up is waited for no more"


async def test_facts_that_were_asked_for_come_along(db: Database) -> None:
    def work(tx: Connection) -> None:
        settings.remember(tx, "a", "1")
        settings.remember(tx, "b", "2")

    await db.write(work)
    assert (await db.read(lambda tx: gauges.counts(tx, ("a", "c")))).facts == {"a": "1"}


@pytest.mark.parametrize("name", LIVE)
async def test_what_is_under_way_is_counted_from_an_index_of_just_that(db: Database, name: str) -> None:
    row, live = LIVE[name]
    plan = await explained(db, select(func.count()).select_from(row).where(live))
    assert "USING" in plan
    assert "INDEX" in plan, plan


async def test_draws_and_the_outbox_are_counted_from_their_indexes(db: Database) -> None:
    assert "INDEX ix_draws_open" in await explained(db, gauges._DRAWS())
    assert "INDEX ix_outbox_due" in await explained(db, gauges._WAITING())


async def explained(db: Database, query: Executable) -> str:
    """How SQLite goes about it."""
    text = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))  # type: ignore[attr-defined]
    return await db.read(lambda tx: "; ".join(row[3] for row in tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")))


def test_all_that_is_counted_has_a_name_of_its_own() -> None:
    assert len({row for row, _ in LIVE.values()}) == len(LIVE)
    assert {ChallengeRow, ContestRow, PotRow} <= {row for row, _ in LIVE.values()}
