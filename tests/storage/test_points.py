"""The ledger of points: one key is one batch, a decay in SQL is the rule's, and nothing that was entered changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from domain.points import WHOLE, Act, Change, Decay, Pool, replayed
from storage import migrations, points
from storage.engine import writing
from tests.storage.pointkeeping import AT, GUILD, OTHER, PointBooks

AMOUNTS = st.integers(-(10**11), 10**11)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A migrated database."""
    path = tmp_path / "guildhall.db"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    """The writer's own way in."""
    engine = writing(file)
    yield engine
    engine.dispose()


@pytest.fixture
def tx(engine: Engine) -> Iterator[Connection]:
    """A transaction that is rolled back."""
    with engine.connect() as connection:
        connection.begin()
        yield connection
        connection.rollback()


@pytest.fixture
def books(tx: Connection) -> PointBooks:
    """Empty books."""
    return PointBooks(tx)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    held=st.lists(AMOUNTS, min_size=1, max_size=6),
    percent=st.integers(0, WHOLE),
    base=st.one_of(st.none(), st.integers(0, 10**7)),
    pool=st.sampled_from([Pool.EP, Pool.GP]),
)
def test_a_decay_in_sql_is_the_decay_of_the_rule(
    tx: Connection, held: list[int], percent: int, base: int | None, pool: Pool
):
    before = tx.begin_nested()
    books, decay = PointBooks(tx), Decay((Pool.EP, Pool.GP), percent, base)
    people = [books.member(1000 + number) for number in range(len(held))]
    books.enter(*(Change(member, pool, amount) for member, amount in zip(people, held, strict=True)))
    batch, touched = books.decay(decay)
    expected = {member: decay.left(pool, amount) for member, amount in zip(people, held, strict=True)}
    assert {member: books.balance(member, pool) for member in people} == expected
    moved = {move.member_id: (move.before, move.after) for move in points.moves_of(tx, batch, most=99)}
    assert moved == {
        member: (amount, expected[member])
        for member, amount in zip(people, held, strict=True)
        if amount != expected[member]
    }
    assert touched == len(moved)
    assert points.check(tx) == []
    before.rollback()


def test_a_decay_touches_its_pools_and_its_guild_only(tx: Connection, books: PointBooks):
    elsewhere = PointBooks(tx, OTHER)
    mara, stranger = books.member(1), elsewhere.member(1)
    books.enter(Change(mara, Pool.EP, 100_00), Change(mara, Pool.DKP, 100_00))
    elsewhere.enter(Change(stranger, Pool.EP, 100_00))
    assert books.decay(Decay((Pool.EP, Pool.GP), 10_00))[1] == 1
    assert (books.balance(mara, Pool.EP), books.balance(mara, Pool.DKP)) == (90_00, 100_00)
    assert elsewhere.balance(stranger, Pool.EP) == 100_00


def test_one_key_is_one_batch_in_a_guild(tx: Connection, books: PointBooks):
    assert points.enter(tx, GUILD, Act.AWARD, key="once", at=AT, by=None) is not None
    assert points.enter(tx, GUILD, Act.AWARD, key="once", at=AT, by=None) is None
    assert points.enter(tx, OTHER, Act.AWARD, key="once", at=AT, by=None) is not None


def test_a_batch_is_taken_back_once(tx: Connection, books: PointBooks):
    mara = books.member(1)
    batch, _ = books.enter(Change(mara, Pool.DKP, 5_00))
    undo, _ = books.enter(Change(mara, Pool.DKP, -5_00), act=Act.UNDO, reverses=batch)
    found = points.find(tx, GUILD, batch)
    assert found is not None
    assert found.undone_by == undo
    with pytest.raises(Exception, match="UNIQUE"):
        books.enter(act=Act.UNDO, reverses=batch)


def test_changes_of_nothing_leave_no_line_and_each_line_says_what_was_there_then(tx: Connection, books: PointBooks):
    mara = books.member(1)
    batch, moves = books.enter(Change(mara, Pool.EP, 5_00), Change(mara, Pool.EP, 0), Change(mara, Pool.EP, -7_00))
    assert [(move.before, move.after) for move in moves] == [(0, 5_00), (5_00, -2_00)]
    assert points.moves_of(tx, batch, most=1) == moves
    assert [line.after for line in points.history(tx, GUILD, mara, [Pool.EP], limit=9)] == [-2_00, 5_00]


def test_what_happened_without_a_batch_is_replayed_from_what_stands(tx: Connection, books: PointBooks):
    mara = books.member(1)
    decay = Decay((Pool.EP, Pool.GP), 50_00)
    first, _ = books.enter(Change(mara, Pool.EP, 100_00))
    gone, _ = books.enter(Change(mara, Pool.EP, 11_00))
    books.enter(Change(mara, Pool.EP, -11_00), act=Act.UNDO, reverses=gone)
    books.decay(decay)
    books.enter(Change(mara, Pool.EP, 7_00))
    steps = points.steps(tx, GUILD, [(mara, Pool.EP)], without=first)
    assert steps == {(mara, Pool.EP): [decay, 7_00]}
    assert replayed(Pool.EP, steps[mara, Pool.EP]) == 7_00
    whole = points.steps(tx, GUILD, [(mara, Pool.EP)], without=0)
    assert replayed(Pool.EP, whole[mara, Pool.EP]) == books.balance(mara, Pool.EP) == 57_00


def test_what_was_earned_and_spent_leaves_out_decays_and_what_was_taken_back(tx: Connection, books: PointBooks):
    mara = books.member(1)
    books.enter(Change(mara, Pool.DKP, 100_00))
    gone, _ = books.enter(Change(mara, Pool.DKP, 40_00))
    books.decay(Decay((Pool.DKP,), 10_00))
    books.enter(Change(mara, Pool.DKP, -30_00), act=Act.CHARGE)
    books.enter(Change(mara, Pool.DKP, -36_00), act=Act.UNDO, reverses=gone)
    assert points.earned_and_spent(tx, GUILD, Pool.DKP) == {mara: (100_00, 30_00)}


def test_balances_that_do_not_add_up_are_found(file: Path, engine: Engine):
    with engine.begin() as tx:
        books = PointBooks(tx)
        mara, tom = books.member(1), books.member(2)
        books.enter(Change(mara, Pool.DKP, 5_00), Change(tom, Pool.DKP, 6_00))
        assert points.check(tx) == []
    with closing(sqlite3.connect(file)) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE point_balances SET balance = 7 WHERE member_id = ?", [mara])
        raw.execute("DELETE FROM point_balances WHERE member_id = ?", [tom])
    with engine.begin() as tx:
        assert points.check(tx) == [(mara, Pool.DKP, 7, 5_00), (tom, Pool.DKP, 0, 6_00)]


COLUMNS = {
    "point_batches": ["id", "guild_id", "key", "act", "actor", "at", "pools", "percent", "base_gp", "reverses"],
    "point_entries": ["id", "batch_id", "member_id", "pool", "delta", "after", "reference"],
    "point_balances": ["member_id", "pool", "guild_id"],
}


@pytest.mark.parametrize(
    "statement",
    [f"UPDATE {table} SET {column} = {column}" for table, columns in COLUMNS.items() for column in columns]
    + [f"DELETE FROM {table}" for table in COLUMNS]
    + [
        "UPDATE point_batches SET reason = 'another'",
        "INSERT OR REPLACE INTO point_entries SELECT * FROM point_entries",
        "INSERT OR REPLACE INTO point_batches SELECT * FROM point_batches",
    ],
)
def test_what_was_entered_never_changes(file: Path, engine: Engine, statement: str):
    with engine.begin() as tx:
        books = PointBooks(tx)
        books.enter(Change(books.member(1), Pool.DKP, 5_00))
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA recursive_triggers=ON")
        with pytest.raises(sqlite3.IntegrityError, match=r"append-only|only erased"):
            raw.execute(statement)


def test_a_reason_can_be_erased_and_nothing_else(tx: Connection):
    books = PointBooks(tx)
    mara = books.member(1)
    batch = points.enter(tx, GUILD, Act.AWARD, key="k", at=AT, by=mara, reason="raid night")
    assert batch is not None
    points.erase_reasons(tx, mara)
    found = points.find(tx, GUILD, batch)
    assert found is not None
    assert (found.reason, found.by) == ("", mara)


@pytest.mark.parametrize(
    "columns",
    [
        "act, percent, reverses) VALUES ('decay', NULL, NULL",
        "act, percent, reverses) VALUES ('award', 5, NULL",
        "act, percent, reverses) VALUES ('undo', NULL, NULL",
        "act, percent, reverses) VALUES ('gift', NULL, NULL",
    ],
)
def test_a_batch_that_cannot_be_is_refused_by_the_table(file: Path, columns: str):
    columns = columns.replace(") VALUES (", ", guild_id, key, at, reason, pools) VALUES (")
    with closing(sqlite3.connect(file)) as raw, pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        raw.execute(f"INSERT INTO point_batches ({columns}, {GUILD}, 'k', 0, '', '')")
