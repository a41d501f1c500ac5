"""The log on disk: nothing of ours can edit it, and whoever edits the file behind our back is found out."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain.audit import Verdict
from storage import audit, members
from storage.audit import AuditRow
from storage.engine import Database, writing

GUILD, OTHER = 77, 88
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROWS = 8


def fill(tx: Connection) -> int:
    """Eight rows in two guilds: every second has a note, every fourth is for officers. Returns the writer's id."""
    member = members.ensure(tx, GUILD, 9001, AT)
    for number in range(1, ROWS + 1):
        for guild in (GUILD, OTHER):
            audit.append(
                tx,
                guild,
                "clan.added" if number % 3 else "settings.set",
                actor=member.id,
                at=AT + timedelta(minutes=number),
                facts={"number": number},
                note=f"note {number}" if number % 2 == 0 else "",
                salt=number.to_bytes(16, "big"),
                officers_only=number % 4 == 0,
            )
    return member.id


@pytest.fixture
async def books(db: Database) -> Database:
    """The database with a log in it."""
    await db.write(fill)
    return db


class Burglar:
    """Somebody with the file and a copy of SQLite, who takes the guards down first."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, *statements: str) -> None:
        """Carry these out."""
        with closing(sqlite3.connect(self._path)) as connection:
            for trigger in ("audit_no_update", "audit_no_delete"):
                connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
            for statement in statements:
                assert connection.execute(statement).rowcount > 0, statement
            connection.commit()


@pytest.fixture
def burglar(path: Path) -> Burglar:
    """Breaks in when called."""
    return Burglar(path)


async def check(db: Database, guild: int = GUILD) -> tuple[Verdict, int]:
    """What `/audit verify` finds."""
    return await db.read(lambda tx: audit.check(tx, guild))


# Guards


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET kind = 'x.y' WHERE seq = 1",
        "UPDATE audit SET seq = 99 WHERE seq = 8",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 8",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 8",
        "REPLACE INTO audit SELECT guild_id, seq, 'x.y', officers_only, body, previous, hash FROM audit WHERE seq = 8",
        "INSERT INTO audit SELECT * FROM audit WHERE seq = 8 ON CONFLICT (guild_id, seq) DO UPDATE SET kind = 'x.y'",
        "UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 1",
    ],
)
async def test_no_statement_of_ours_changes_the_log(books: Database, statement: str):
    with pytest.raises(IntegrityError, match="append-only"):
        await books.write(lambda tx: tx.execute(text(statement)).rowcount)
    assert await check(books) == await check(books)
    assert (await check(books))[0].rows == ROWS


async def test_the_guards_hold_on_a_bare_connection_too(books: Database, path: Path):
    """Deleting and updating need no setting; only REPLACE needs `recursive_triggers`, which ours always has."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("UPDATE audit SET kind = 'x'", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)


def test_the_same_number_twice_is_refused(path: Path):
    engine = writing(path)
    with engine.begin() as tx:
        fill(tx)
    row = {"guild_id": GUILD, "seq": 1, "kind": "x", "officers_only": False, "body": b"", "previous": b"", "hash": b""}
    with engine.connect() as tx, pytest.raises(IntegrityError):
        tx.execute(insert(AuditRow).values(row))
    engine.dispose()


# Tampering


MOVED = "UPDATE audit SET seq = -seq WHERE guild_id = 77 AND seq >= {0}"
BACK = "UPDATE audit SET seq = {0} - seq WHERE guild_id = 77 AND seq < 0"
COPIED = (
    "REPLACE INTO audit SELECT guild_id, {to}, kind, officers_only, body, previous, hash FROM audit "
    "WHERE seq = {of} AND guild_id = 77"
)


@pytest.mark.parametrize(
    ("row", "fault", "statements"),
    [
        (3, "changed", ["UPDATE audit SET body = CAST(replace(body, 'number', 'rebmun') AS BLOB) WHERE seq = 3"]),
        (3, "changed", ["UPDATE audit SET body = replace(body, 'number', 'rebmun') WHERE seq = 3"]),
        (3, "changed", ["UPDATE audit SET body = 5 WHERE seq = 3"]),
        (3, "changed", ["UPDATE audit SET body = '' WHERE seq = 3"]),
        (3, "changed", ["UPDATE audit SET hash = zeroblob(32) WHERE seq = 3"]),
        (3, "changed", ["UPDATE audit SET hash = 'abc' WHERE seq = 3"]),
        (3, "unlinked", ["UPDATE audit SET previous = zeroblob(32) WHERE seq = 3"]),
        (1, "unlinked", ["UPDATE audit SET previous = hash WHERE seq = 1"]),
        (3, "relabelled", ["UPDATE audit SET kind = 'x.y' WHERE seq = 3"]),
        (4, "relabelled", ["UPDATE audit SET officers_only = 0 WHERE seq = 4"]),
        (3, "missing", ["UPDATE audit SET seq = 99 WHERE seq = 3"]),
        (3, "missing", ["DELETE FROM audit WHERE seq = 3"]),
        (1, "missing", ["DELETE FROM audit WHERE seq = 1"]),
        (1, "missing", ["DELETE FROM audit WHERE seq < 8"]),
        (3, "unlinked", ["DELETE FROM audit WHERE seq = 3", MOVED.format(4), BACK.format(-1)]),
        (
            3,
            "unlinked",
            [
                MOVED.format(3),
                BACK.format(1),
                COPIED.format(to=3, of=1),
            ],
        ),
        (
            2,
            "unlinked",
            [
                "UPDATE audit SET seq = 0 WHERE guild_id = 77 AND seq = 2",
                "UPDATE audit SET seq = 2 WHERE guild_id = 77 AND seq = 5",
                "UPDATE audit SET seq = 5 WHERE guild_id = 77 AND seq = 0",
            ],
        ),
        (
            1,
            "relabelled",
            ["DELETE FROM audit WHERE guild_id = 77", "UPDATE audit SET guild_id = 77 WHERE guild_id = 88"],
        ),
        (
            5,
            "unlinked",
            [COPIED.format(to=5, of=2)],
        ),
    ],
)
async def test_tampering_with_the_file_is_found_in_its_row(
    books: Database, burglar: Burglar, row: int, fault: str, statements: list[str]
):
    burglar(*statements)
    verdict, note = await check(books)
    assert (verdict.broken_at, verdict.fault, note) == (row, fault, 0)


@pytest.mark.parametrize(
    ("row", "statements"),
    [
        (4, ["UPDATE audit_notes SET text = 'another' WHERE seq = 4"]),
        (4, ["UPDATE audit_notes SET salt = zeroblob(16) WHERE seq = 4"]),
        (3, ["INSERT INTO audit_notes SELECT guild_id, 3, member_id, salt, text FROM audit_notes WHERE seq = 4"]),
        (
            2,
            [
                "UPDATE audit_notes SET seq = 0 WHERE seq = 2",
                "UPDATE audit_notes SET seq = 2 WHERE seq = 4",
                "UPDATE audit_notes SET seq = 4 WHERE seq = 0",
            ],
        ),
        (9, ["INSERT INTO audit_notes SELECT guild_id, 9, member_id, salt, text FROM audit_notes WHERE seq = 4"]),
        (8, ["DELETE FROM audit WHERE seq = 8"]),
    ],
)
async def test_tampering_with_a_note_is_found_in_its_row(
    books: Database, burglar: Burglar, row: int, statements: list[str]
):
    burglar(*statements)
    verdict, note = await check(books)
    assert (verdict.fault, note) == (None, row)


async def test_one_guild_s_trouble_is_not_another_s(books: Database, burglar: Burglar):
    burglar("DELETE FROM audit WHERE guild_id = 77 AND seq = 3")
    assert (await check(books))[0].fault == "missing"
    assert (await check(books, OTHER))[0] == Verdict(ROWS, (await check(books, OTHER))[0].head)


# Erasing


async def test_erasing_notes_leaves_the_chain_whole(books: Database):
    before = await check(books)
    member_id = await books.read(lambda tx: members.find(tx, GUILD, 9001).id)  # pyright: ignore[reportOptionalMemberAccess]
    assert await books.read(lambda tx: audit.notes_of(tx, member_id)) == ["note 2", "note 4", "note 6", "note 8"] * 2
    await books.write(lambda tx: audit.erase_notes(tx, member_id))
    assert await books.read(lambda tx: audit.notes_of(tx, member_id)) == []
    assert await check(books) == before
    entries = await books.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=99, offset=0))
    assert [entry.note for entry in entries] == [None] * ROWS


async def test_a_note_needs_salt(db: Database):
    def unsalted(tx: Connection) -> None:
        audit.append(tx, GUILD, "x.y", actor=None, at=AT, facts={}, note="hello", salt=b"short")

    with pytest.raises(ValueError, match="16 fresh bytes"):
        await db.write(unsalted)
    assert (await check(db))[0].rows == 0


# Looking


async def test_pages_come_newest_first_with_what_was_written(books: Database):
    first = await books.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=3, offset=0))
    assert [entry.seq for entry in first] == [8, 7, 6]
    assert first[0].facts == {"number": 8}
    assert (first[0].note, first[1].note) == ("note 8", None)
    assert (first[0].officers_only, first[1].officers_only) == (True, False)
    assert first[0].at == AT + timedelta(minutes=8)
    last = await books.read(lambda tx: audit.page(tx, GUILD, kind=None, limit=3, offset=6))
    assert [entry.seq for entry in last] == [2, 1]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [(None, 8), ("clan", 6), ("clan.added", 6), ("settings.set", 2), ("sett", 0), ("clan.", 0), ("cl_n", 0), ("%", 0)],
)
async def test_a_kind_or_an_area_selects(books: Database, kind: str | None, rows: int):
    assert await books.read(lambda tx: audit.count(tx, GUILD, kind=kind)) == rows
    assert len(await books.read(lambda tx: audit.page(tx, GUILD, kind=kind, limit=99, offset=0))) == rows
    assert await books.read(lambda tx: audit.kinds(tx, GUILD)) == ["clan.added", "settings.set"]


# All kinds of facts


@pytest.fixture(scope="module")
def bare(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One open transaction that is never committed, for many examples."""
    path = tmp_path_factory.mktemp("bare") / "guildhall.db"
    path.write_bytes(migrated.read_bytes())
    engine = writing(path)
    yield engine
    engine.dispose()


facts = st.dictionaries(
    st.text(max_size=10),
    st.integers() | st.text(max_size=20) | st.booleans() | st.none() | st.lists(st.text(max_size=5), max_size=3),
    max_size=4,
)
acts = st.tuples(facts, st.text(max_size=40), st.booleans(), st.none() | st.just(1))


@settings(max_examples=30)
@given(st.lists(acts, max_size=12))
def test_whatever_is_entered_verifies_and_reads_back(bare: Any, told: list[tuple[Any, str, bool, int | None]]):
    with bare.connect() as tx:
        members.ensure(tx, GUILD, 1, AT)
        for number, (some, note, officers, actor) in enumerate(told, 1):
            salt = number.to_bytes(16, "big")
            options: dict[str, Any] = {"actor": actor, "at": AT, "facts": some, "note": note, "salt": salt}
            assert audit.append(tx, GUILD, "x.y", officers_only=officers, **options) == number
        verdict, wrong = audit.check(tx, GUILD)
        assert (verdict.rows, verdict.fault, wrong) == (len(told), None, 0)
        entries = audit.page(tx, GUILD, kind="x", limit=99, offset=0)[::-1]
        assert [(entry.facts, entry.note or "", entry.officers_only, entry.actor) for entry in entries] == told
        tx.rollback()


def test_a_database_that_fails_is_no_verdict(bare: Any):
    with bare.connect() as tx:
        tx.execute(text("DROP TABLE audit"))
        with pytest.raises(DBAPIError):
            audit.check(tx, GUILD)
        tx.rollback()
