"""Histories that are still to be fetched from Wise Old Man, and how it went."""

from datetime import datetime

from sqlalchemy import Connection, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.clan import Character
from storage.characters import CharacterRow, columns, read
from storage.engine import insert
from storage.schema import Base


class BackfillRow(Base):
    """One character's history: due at a time, or done; `error` is the code of the last failure."""

    __tablename__ = "backfills"

    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"), primary_key=True)
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    attempts: Mapped[int]
    kept: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(60))


def ask(tx: Connection, character_id: int, due_at: datetime) -> None:
    """Fetch the character's history, unless that was asked before."""
    statement = insert(BackfillRow).values(character_id=character_id, due_at=due_at, attempts=0)
    tx.execute(statement.on_conflict_do_nothing(index_elements=["character_id"]))


def awaited(tx: Connection, character_id: int) -> bool:
    """Whether the character's history is still to be fetched."""
    query = select(BackfillRow.character_id).where(BackfillRow.character_id == character_id)
    return tx.execute(query.where(BackfillRow.due_at.is_not(None))).first() is not None


def due(tx: Connection, now: datetime, *, limit: int) -> list[tuple[Character, int]]:
    """The characters whose history is due, with the attempts so far; first they need a snapshot of their own."""
    query = select(*columns, BackfillRow.attempts).join(BackfillRow, BackfillRow.character_id == CharacterRow.id)
    ready = query.where(BackfillRow.due_at <= now, CharacterRow.first_at.is_not(None))
    rows = tx.execute(ready.order_by(BackfillRow.due_at).limit(limit))
    return [(read(row[:-1]), row[-1]) for row in rows]


def done(tx: Connection, character_id: int, kept: int) -> None:
    """The history is in; `kept` snapshots came of it."""
    values = {"due_at": None, "kept": kept, "error": None}
    tx.execute(update(BackfillRow).where(BackfillRow.character_id == character_id).values(values))


def postpone(tx: Connection, character_id: int, *, attempts: int, until: datetime | None, error: str) -> None:
    """Try again then, or (None) never."""
    values = {"due_at": until, "attempts": attempts, "error": error}
    tx.execute(update(BackfillRow).where(BackfillRow.character_id == character_id).values(values))
