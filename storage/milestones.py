"""Milestones that were reached, each told once."""

from datetime import datetime

from sqlalchemy import Connection, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.engine import insert
from storage.schema import Base, snowflake


class MilestoneRow(Base):
    """Something was reached for the first time; `key` says by which character or member (by id), and what."""

    __tablename__ = "milestones"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime]


def reach(tx: Connection, guild_id: int, key: str, now: datetime) -> bool:
    """Note that it was reached; False when it was before."""
    row = {"guild_id": guild_id, "key": key, "at": now}
    statement = insert(MilestoneRow).values(row).on_conflict_do_nothing().returning(MilestoneRow.key)
    return tx.execute(statement).scalar() is not None
