"""Credits that leaders want to give to themselves: another leader decides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Connection, Text, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.members import member_id_key
from storage.schema import Base, one_of, snowflake, word


class AskState(StrEnum):
    """Where such a request stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class AskRow(Base):
    """A leader's request about their own wallet; `amount` is negative where credits are to be taken."""

    __tablename__ = "wallet_asks"
    __table_args__ = (one_of("state", AskState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake(index=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    state: Mapped[str] = word()
    decided_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    decided_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Ask:
    """Such a request as it stands."""

    id: int
    guild_id: int
    member_id: int
    amount: int
    reason: str
    asked_at: datetime
    state: AskState
    decided_by: int | None
    decided_at: datetime | None


def ask(tx: Connection, guild_id: int, member_id: int, amount: int, reason: str, now: datetime) -> int:
    """Keep a fresh request; returns its id."""
    row = {"guild_id": guild_id, "member_id": member_id, "amount": amount, "reason": reason}
    row |= {"asked_at": now, "state": AskState.WAITING}
    return tx.execute(insert(AskRow).values(row).returning(AskRow.id)).scalar_one()


def waiting(tx: Connection, member_id: int, amount: int, reason: str) -> int | None:
    """The id of the very same request that nobody has decided yet."""
    query = select(AskRow.id).where(AskRow.member_id == member_id, AskRow.state == AskState.WAITING)
    return tx.execute(query.where(AskRow.amount == amount, AskRow.reason == reason)).scalar()


def find(tx: Connection, guild_id: int, ask_id: int) -> Ask | None:
    """The guild's request of that id."""
    row = tx.execute(select(AskRow).where(AskRow.guild_id == guild_id, AskRow.id == ask_id)).one_or_none()
    if row is None:
        return None
    state = AskState(row.state)
    return Ask(
        row.id,
        row.guild_id,
        row.member_id,
        row.amount,
        row.reason,
        row.asked_at,
        state,
        row.decided_by,
        row.decided_at,
    )


def decide(tx: Connection, ask_id: int, state: AskState, *, by: int, now: datetime) -> bool:
    """Another leader decided; False when one had before."""
    change = update(AskRow).where(AskRow.id == ask_id, AskRow.state == AskState.WAITING)
    return tx.execute(change.values(state=state, decided_by=by, decided_at=now)).rowcount > 0


def of_member(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a person asked for, as plain values."""
    query = select(AskRow.amount, AskRow.reason, AskRow.asked_at, AskRow.state).where(AskRow.member_id == member_id)
    return [
        {"amount": row.amount, "reason": row.reason, "at": row.asked_at.isoformat(), "state": row.state}
        for row in tx.execute(query.order_by(AskRow.id))
    ]


def concerning(tx: Connection, member_id: int) -> list[tuple[int, int]]:
    """The requests that a person made or decided: guild and id."""
    theirs = (AskRow.member_id == member_id) | (AskRow.decided_by == member_id)
    return [(guild_id, ask_id) for guild_id, ask_id in tx.execute(select(AskRow.guild_id, AskRow.id).where(theirs))]


def erase(tx: Connection, member_id: int, now: datetime) -> None:
    """Withdraw what waits, and take away what a person wrote."""
    mine = update(AskRow).where(AskRow.member_id == member_id)
    tx.execute(mine.where(AskRow.state == AskState.WAITING).values(state=AskState.REFUSED, decided_at=now))
    tx.execute(mine.values(reason=""))
