"""Lobbies that officers pinned: messages that show the guild's pots, each by its own filters."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Connection, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.pot_settings import PotState
from storage.members import member_id_key
from storage.schema import Base, one_of, snowflake, word


class LobbyRow(Base):
    """What a pinned lobby shows: pots in one state or all that are not over, between two values."""

    __tablename__ = "pot_lobbies"
    __table_args__ = (one_of("state", PotState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake(index=True)
    state: Mapped[str | None] = word()
    min_value: Mapped[int | None] = mapped_column(BigInteger)
    max_value: Mapped[int | None] = mapped_column(BigInteger)
    pinned_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    pinned_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which pots somebody wants to see; `value` is what a pot holds when it is full."""

    state: PotState | None = None
    min_value: int | None = None
    max_value: int | None = None


def pin(tx: Connection, guild_id: int, filters: Filters, *, by: int, now: datetime) -> int:
    """Keep what a new lobby shows; returns its id."""
    row = {"guild_id": guild_id, "state": filters.state, "min_value": filters.min_value}
    row |= {"max_value": filters.max_value, "pinned_by": by, "pinned_at": now}
    return tx.execute(insert(LobbyRow).values(row).returning(LobbyRow.id)).scalar_one()


def find(tx: Connection, guild_id: int, lobby_id: int) -> Filters | None:
    """What the guild's lobby of that id shows."""
    query = select(LobbyRow.state, LobbyRow.min_value, LobbyRow.max_value)
    row = tx.execute(query.where(LobbyRow.guild_id == guild_id, LobbyRow.id == lobby_id)).one_or_none()
    return None if row is None else Filters(PotState(row.state) if row.state else None, row.min_value, row.max_value)


def of_guild(tx: Connection, guild_id: int) -> list[int]:
    """The guild's lobbies."""
    return list(tx.execute(select(LobbyRow.id).where(LobbyRow.guild_id == guild_id)).scalars())


def pinned_by(tx: Connection, member_id: int) -> int:
    """How many lobbies a person pinned."""
    return len(tx.execute(select(LobbyRow.id).where(LobbyRow.pinned_by == member_id)).all())
