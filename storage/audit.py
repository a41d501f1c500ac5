"""The audit log: one chain of hashes per guild, never edited; the texts people wrote stand beside it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Index, LargeBinary, String, Text, bindparam, cast, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.audit import GENESIS, Entry, Event, Facts, Row, Verdict, body, link, note_hash, verify
from storage.engine import once
from storage.members import member_id_key
from storage.schema import Base, snowflake


class AuditRow(Base):
    """One link of a guild's chain; triggers refuse UPDATE, DELETE and REPLACE."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "guild_id", "kind", "seq"),)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(60))
    officers_only: Mapped[bool]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class AuditNoteRow(Base):
    """What somebody wrote with an act; erased with its writer, while the chain keeps its salted hash."""

    __tablename__ = "audit_notes"

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str] = mapped_column(Text)


_NEWEST = once(
    lambda: (
        select(AuditRow.seq, AuditRow.hash)
        .where(AuditRow.guild_id == bindparam("guild"))
        .order_by(AuditRow.seq.desc())
        .limit(1)
    )
)
_APPEND = once(lambda: insert(AuditRow))
_NOTE = once(lambda: insert(AuditNoteRow))


def append(
    tx: Connection,
    guild_id: int,
    kind: str,
    *,
    actor: int | None,
    at: datetime,
    facts: Facts,
    note: str = "",
    salt: bytes = b"",
    officers_only: bool = False,
) -> int:
    """Add one row to the guild's chain and return its number; `salt` (16 fresh bytes) goes with a `note`."""
    last = tx.execute(_NEWEST(), {"guild": guild_id}).one_or_none()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    if note and len(salt) < 16:
        raise ValueError("a note needs 16 fresh bytes of salt")
    hashed = note_hash(salt, note) if note else None
    content = body(Event(guild_id, seq, at, actor, kind, facts, officers_only, hashed))
    row = {"guild_id": guild_id, "seq": seq, "kind": kind, "officers_only": officers_only}
    tx.execute(_APPEND(), row | {"body": content, "previous": previous, "hash": link(previous, content)})
    if note:
        row = {"guild_id": guild_id, "seq": seq, "member_id": actor, "salt": salt, "text": note}
        tx.execute(_NOTE(), row)
    return seq


def page(
    tx: Connection, guild_id: int, *, kind: str | None, limit: int, offset: int, officers: bool = True
) -> list[Entry]:
    """The newest rows first; `kind` may be a whole kind or an area, `officers` includes the rows for officers."""
    query = _selected(select(AuditRow, AuditNoteRow.text), kind, officers=officers).where(AuditRow.guild_id == guild_id)
    joined = query.outerjoin(
        AuditNoteRow, (AuditNoteRow.guild_id == AuditRow.guild_id) & (AuditNoteRow.seq == AuditRow.seq)
    )
    return [_entry(row) for row in tx.execute(joined.order_by(AuditRow.seq.desc()).limit(limit).offset(offset))]


def count(tx: Connection, guild_id: int, *, kind: str | None = None, officers: bool = True) -> int:
    """How many rows the guild's chain has, of that kind or area."""
    query = _selected(select(func.count()).select_from(AuditRow), kind, officers=officers).where(
        AuditRow.guild_id == guild_id
    )
    return tx.execute(query).scalar_one()


def kinds(tx: Connection, guild_id: int, *, officers: bool = True) -> list[str]:
    """The kinds of acts that the guild's chain holds."""
    query = _selected(select(AuditRow.kind).distinct(), None, officers=officers).where(AuditRow.guild_id == guild_id)
    return list(tx.execute(query.order_by(AuditRow.kind)).scalars())


def check(tx: Connection, guild_id: int) -> tuple[Verdict, int]:
    """Re-walk the chain; also the number of the first note that does not match its hash, or 0."""
    verdict = verify(guild_id, _rows(tx, guild_id))
    if verdict.fault:
        return verdict, 0
    # Outer: a note whose row is gone is a fault of the note.
    query = select(
        AuditNoteRow.seq, cast(AuditNoteRow.salt, LargeBinary), cast(AuditNoteRow.text, Text), AuditRow.body
    ).outerjoin(AuditRow, (AuditNoteRow.guild_id == AuditRow.guild_id) & (AuditNoteRow.seq == AuditRow.seq))
    rows = tx.execute(query.where(AuditNoteRow.guild_id == guild_id).order_by(AuditNoteRow.seq))
    for seq, salt, text, content in rows:
        said: dict[str, Any] = json.loads(content or b"{}")
        if said.get("note") != note_hash(salt, text).hex():
            return verdict, seq
    return verdict, 0


def notes_of(tx: Connection, member_id: int) -> list[str]:
    """Everything that member wrote with an act."""
    query = select(AuditNoteRow.text).where(AuditNoteRow.member_id == member_id)
    return list(tx.execute(query.order_by(AuditNoteRow.guild_id, AuditNoteRow.seq)).scalars())


def erase_notes(tx: Connection, member_id: int) -> None:
    """Take away what that member wrote; the chain still verifies."""
    tx.execute(delete(AuditNoteRow).where(AuditNoteRow.member_id == member_id))


def _selected(query: Any, kind: str | None, *, officers: bool) -> Any:
    if not officers:
        query = query.where(AuditRow.officers_only.is_(False))
    if kind is None:
        return query
    return query.where((AuditRow.kind == kind) | AuditRow.kind.startswith(f"{kind}.", autoescape=True))


def _rows(tx: Connection, guild_id: int) -> Iterator[Row]:
    # SQLite keeps whatever somebody puts into a column; casts make it bytes again, which then do not fit their hash.
    content = (cast(column, LargeBinary) for column in (AuditRow.body, AuditRow.previous, AuditRow.hash))
    columns = select(AuditRow.seq, AuditRow.kind, AuditRow.officers_only, *content)
    for row in tx.execute(columns.where(AuditRow.guild_id == guild_id).order_by(AuditRow.seq)).yield_per(1000):
        yield Row(*row)


def _entry(row: Any) -> Entry:
    said = json.loads(row.body)
    return Entry(
        seq=row.seq,
        at=datetime.fromtimestamp(said["at"] / 1000, tz=UTC),
        actor=said["actor"],
        kind=said["kind"],
        facts=said["facts"],
        officers_only=said["officers"],
        hash=row.hash,
        note=row.text,
    )
