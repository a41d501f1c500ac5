"""Drafts: what a preview showed, kept until somebody presses *Apply*; the button holds only the draft's id."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, String, bindparam, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.engine import once
from storage.members import member_id_key
from storage.schema import Base, snowflake


class DraftRow(Base):
    """Something that was prepared and is not done yet; old ones are dropped, and no id is ever given twice."""

    __tablename__ = "drafts"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - as SQLAlchemy wants it

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    kind: Mapped[str] = mapped_column(String(40))
    made_by: Mapped[int] = mapped_column(member_id_key(), index=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


_TAKE = once(
    lambda: (
        update(DraftRow)
        .where(DraftRow.id == bindparam("draft"), DraftRow.guild_id == bindparam("guild"))
        .where(DraftRow.kind == bindparam("what"), DraftRow.used_at.is_(None))
        .values(used_at=bindparam("now", type_=DraftRow.used_at.type))
        .returning(DraftRow.body)
    )
)


def keep(tx: Connection, guild_id: int, kind: str, body: dict[str, Any], *, by: int, now: datetime) -> int:
    """Keep a draft; returns its id."""
    row = {"guild_id": guild_id, "kind": kind, "made_by": by, "made_at": now, "body": body}
    return tx.execute(insert(DraftRow).values(row).returning(DraftRow.id)).scalar_one()


def take(tx: Connection, guild_id: int, kind: str, draft_id: int, now: datetime) -> dict[str, Any] | None:
    """The draft's content, once: None when it is not this guild's, was used, or is gone."""
    return tx.execute(_TAKE(), {"draft": draft_id, "guild": guild_id, "what": kind, "now": now}).scalar()


def look(tx: Connection, guild_id: int, kind: str, draft_id: int) -> dict[str, Any] | None:
    """The draft's content, which can still be taken afterwards: None when `take` would have none."""
    query = select(DraftRow.body).where(DraftRow.id == draft_id, DraftRow.guild_id == guild_id)
    return tx.execute(query.where(DraftRow.kind == kind, DraftRow.used_at.is_(None))).scalar()


def used(tx: Connection, guild_id: int, kind: str, draft_id: int) -> dict[str, Any] | None:
    """What a draft held that somebody took: None when nobody did, or it is gone."""
    query = select(DraftRow.body).where(DraftRow.id == draft_id, DraftRow.guild_id == guild_id)
    return tx.execute(query.where(DraftRow.kind == kind, DraftRow.used_at.is_not(None))).scalar()


def forget_old(tx: Connection, before: datetime) -> None:
    """Drop drafts that nobody came back to."""
    tx.execute(delete(DraftRow).where(DraftRow.made_at < before))


def made_by(tx: Connection, member_id: int) -> list[str]:
    """The kinds of drafts that a member has lying around."""
    return list(tx.execute(select(DraftRow.kind).where(DraftRow.made_by == member_id)).scalars())


def drop_of(tx: Connection, member_id: int) -> None:
    """Throw a member's drafts away."""
    tx.execute(delete(DraftRow).where(DraftRow.made_by == member_id))
