"""Epochs of each guild, as `domain.epochs` has them. Triggers keep them as they began."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, Connection, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.epochs import Epoch, first_draw
from storage import settings
from storage.schema import Base, snowflake

FIRST: Final = 1
NOTE: Final = "restored"
"""The fact under which a restore leaves its note."""

_NUMBER: Final = "epoch"


class EpochRow(Base):
    """An epoch of a guild that began with a restore."""

    __tablename__ = "epochs"
    __table_args__ = (CheckConstraint("first_draw > last_draw", name="first_draw"),)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_draw: Mapped[int]
    first_draw: Mapped[int]
    saved_at: Mapped[datetime]
    restored_at: Mapped[datetime]


def current(tx: Connection) -> int:
    """The number of the house's epoch; 1 as long as no backup was put back."""
    return int(settings.fact(tx, _NUMBER) or FIRST)


def is_due(tx: Connection) -> bool:
    """Whether a backup was put back, and its epoch has not begun yet."""
    return settings.fact(tx, NOTE) is not None


def enter(tx: Connection, number: int) -> None:
    """The house's epoch is this one from now on."""
    settings.remember(tx, _NUMBER, str(number))


def begin(tx: Connection, guild_id: int, epoch: Epoch) -> None:
    """Keep how an epoch begins in a guild."""
    row = {"guild_id": guild_id, "epoch": epoch.number, "last_draw": epoch.last_draw, "first_draw": epoch.first_draw}
    tx.execute(insert(EpochRow).values(row | {"saved_at": epoch.saved_at, "restored_at": epoch.restored_at}))


def of_guild(tx: Connection, guild_id: int) -> list[Epoch]:
    """The epochs that began in a guild with a restore, the newest first."""
    query = select(EpochRow).where(EpochRow.guild_id == guild_id).order_by(EpochRow.epoch.desc())
    return [_epoch(row) for row in tx.execute(query)]


def first_draws(tx: Connection) -> dict[int, int]:
    """From which number on each guild counts its draws, of those in which an epoch began."""
    query = select(EpochRow.guild_id, func.max(EpochRow.first_draw)).group_by(EpochRow.guild_id)
    return dict(tx.execute(query).all())


def meet(tx: Connection, guild_id: int, joined_at: datetime) -> None:
    """Begin the house's epoch in a guild that came to us between a backup and its restore, which the books forgot."""
    query = select(EpochRow).order_by(EpochRow.epoch.desc()).limit(1)
    row = tx.execute(query).one_or_none()
    if row is None or joined_at >= row.restored_at or of_guild(tx, guild_id):
        return
    known = _epoch(row)
    first = first_draw(0, known.saved_at, known.restored_at)
    begin(tx, guild_id, Epoch(known.number, 0, first, known.saved_at, known.restored_at))


def _epoch(row: Any) -> Epoch:
    return Epoch(row.epoch, row.last_draw, row.first_draw, row.saved_at, row.restored_at)
