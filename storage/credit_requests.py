"""Requests for credits, and the officers who agreed to each.

The database refuses to change or drop a request that is decided, but for the texts in it, which can be erased
(triggers, see the migrations); one pending request per person and kind is a unique index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.credit import Credit
from domain.request_settings import State
from storage.engine import insert
from storage.members import MemberRow, member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

# Written out, not bound: SQLite uses a partial index only where a statement says what is in it.
_PENDING = text("credit_requests.state = 'pending'")


class CreditRequestRow(Base):
    """What somebody asked for, and how it ended: `granted` by `decided_by` (nobody: the clock), or why not.

    `interaction_id` is the interaction it was asked with: repeated, it asks for nothing more.
    """

    __tablename__ = "credit_requests"
    __table_args__ = (
        one_of("credit", Credit),
        one_of("state", State),
        CheckConstraint("amount > 0 AND (granted IS NULL OR granted BETWEEN 1 AND amount)", name="amounts"),
        CheckConstraint("(state = 'approved') = (granted IS NOT NULL)", name="approved"),
        Index(None, "guild_id", "state"),
        Index("ix_credit_requests_granted", "guild_id", "credit", "decided_at"),
        partial("ix_credit_requests_waiting", "expires_at", where=text("state = 'pending'")),
        partial("uq_credit_requests_pending", "member_id", "credit", where=text("state = 'pending'"), unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    interaction_id: Mapped[int] = snowflake(unique=True)
    credit: Mapped[str] = word()
    amount: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = word()
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    granted: Mapped[int | None] = mapped_column(BigInteger)
    decided_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(300))


class RequestApprovalRow(Base):
    """An officer who agreed to a request, to so many credits, and what they said with it."""

    __tablename__ = "request_approvals"

    request_id: Mapped[int] = mapped_column(ForeignKey("credit_requests.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    word: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class CreditRequest:
    """A request as it stands."""

    id: int
    guild_id: int
    member_id: int
    credit: Credit
    amount: int
    reason: str
    state: State
    asked_at: datetime
    expires_at: datetime
    reminded_at: datetime | None
    granted: int | None
    decided_by: int | None
    decided_at: datetime | None
    answer: str

    @property
    def pending(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.state is State.PENDING


@dataclass(frozen=True, slots=True)
class Approval:
    """An officer who agreed, to so many credits."""

    member_id: int
    amount: int
    word: str


_COLUMNS = (
    CreditRequestRow.id,
    CreditRequestRow.guild_id,
    CreditRequestRow.member_id,
    CreditRequestRow.credit,
    CreditRequestRow.amount,
    CreditRequestRow.reason,
    CreditRequestRow.state,
    CreditRequestRow.asked_at,
    CreditRequestRow.expires_at,
    CreditRequestRow.reminded_at,
    CreditRequestRow.granted,
    CreditRequestRow.decided_by,
    CreditRequestRow.decided_at,
    CreditRequestRow.answer,
)


def ask(
    tx: Connection,
    guild_id: int,
    member_id: int,
    credit: Credit,
    *,
    amount: int,
    reason: str,
    interaction_id: int,
    now: datetime,
    expires_at: datetime,
) -> int:
    """Keep a fresh request; returns its id."""
    row = {"guild_id": guild_id, "member_id": member_id, "credit": credit, "amount": amount, "reason": reason}
    row |= {"interaction_id": interaction_id, "state": State.PENDING, "asked_at": now, "expires_at": expires_at}
    return tx.execute(insert(CreditRequestRow).values(answer="", **row).returning(CreditRequestRow.id)).scalar_one()


def asked_with(tx: Connection, interaction_id: int) -> int | None:
    """The request that was asked for with that interaction."""
    query = select(CreditRequestRow.id).where(CreditRequestRow.interaction_id == interaction_id)
    return tx.execute(query).scalar()


def find(tx: Connection, guild_id: int, request_id: int) -> CreditRequest | None:
    """The guild's request of that id."""
    query = select(*_COLUMNS).where(CreditRequestRow.guild_id == guild_id, CreditRequestRow.id == request_id)
    return None if (row := tx.execute(query).one_or_none()) is None else _request(row)


def waiting_of(tx: Connection, member_id: int) -> list[CreditRequest]:
    """What a member asked for that is not decided yet, oldest first."""
    query = select(*_COLUMNS).where(_PENDING, CreditRequestRow.member_id == member_id)
    return [_request(row) for row in tx.execute(query.order_by(CreditRequestRow.id))]


def over_of(tx: Connection, member_id: int, limit: int) -> list[CreditRequest]:
    """What became of a member's last requests, newest first."""
    query = select(*_COLUMNS).where(
        CreditRequestRow.member_id == member_id, CreditRequestRow.state != State.PENDING.value
    )
    return [_request(row) for row in tx.execute(query.order_by(CreditRequestRow.decided_at.desc()).limit(limit))]


def waiting(tx: Connection, guild_id: int, *, limit: int, offset: int) -> list[CreditRequest]:
    """What waits in a guild, oldest first."""
    query = select(*_COLUMNS).where(_PENDING, CreditRequestRow.guild_id == guild_id)
    return [_request(row) for row in tx.execute(query.order_by(CreditRequestRow.id).limit(limit).offset(offset))]


def count_waiting(tx: Connection, guild_id: int) -> int:
    """How many requests wait in a guild."""
    query = select(func.count()).select_from(CreditRequestRow)
    return tx.execute(query.where(_PENDING, CreditRequestRow.guild_id == guild_id)).scalar_one()


def waiting_credits(tx: Connection, guild_id: int, credit: Credit) -> int:
    """How many credits of that kind are asked for by what waits in a guild."""
    query = select(func.coalesce(func.sum(CreditRequestRow.amount), 0)).where(_PENDING)
    query = query.where(CreditRequestRow.guild_id == guild_id, CreditRequestRow.credit == credit)
    return tx.execute(query).scalar_one()


def granted_since(tx: Connection, guild_id: int, credit: Credit, since: datetime, member_id: int) -> tuple[int, int]:
    """How many credits of that kind were granted on request since then: to that member, and to everybody."""
    mine = func.sum(CreditRequestRow.granted).filter(CreditRequestRow.member_id == member_id)
    query = select(mine, func.sum(CreditRequestRow.granted))
    query = query.where(CreditRequestRow.guild_id == guild_id, CreditRequestRow.credit == credit)
    query = query.where(CreditRequestRow.decided_at >= since, CreditRequestRow.state == State.APPROVED)
    row = tx.execute(query).one()
    return row[0] or 0, row[1] or 0


def last_denied(tx: Connection, member_id: int, credit: Credit) -> datetime | None:
    """When a member's request for that kind was last denied."""
    query = select(func.max(CreditRequestRow.decided_at)).where(CreditRequestRow.member_id == member_id)
    query = query.where(CreditRequestRow.credit == credit, CreditRequestRow.state == State.DENIED)
    return tx.execute(query).scalar()


def approve(tx: Connection, request_id: int, member_id: int, amount: int, said: str, now: datetime) -> None:
    """Keep that an officer agrees to so many credits."""
    row = {"request_id": request_id, "member_id": member_id, "amount": amount, "word": said, "at": now}
    tx.execute(insert(RequestApprovalRow).values(row))


def approvals(tx: Connection, request_ids: Sequence[int]) -> dict[int, list[Approval]]:
    """Who agreed to these requests, oldest first; whoever may only look by now counts no more."""
    query = select(
        RequestApprovalRow.request_id, RequestApprovalRow.member_id, RequestApprovalRow.amount, RequestApprovalRow.word
    ).join(CreditRequestRow, CreditRequestRow.id == RequestApprovalRow.request_id)
    query = query.join(MemberRow, MemberRow.id == RequestApprovalRow.member_id)
    counts = MemberRow.blocked_at.is_(None) | (CreditRequestRow.state != State.PENDING.value)
    found: dict[int, list[Approval]] = {one: [] for one in request_ids}
    rows = tx.execute(
        query.where(RequestApprovalRow.request_id.in_(request_ids), counts).order_by(RequestApprovalRow.at)
    )
    for request_id, member_id, amount, said in rows:
        found[request_id].append(Approval(member_id, amount, said))
    return found


def decide(
    tx: Connection,
    request_id: int,
    state: State,
    *,
    by: int | None,
    now: datetime,
    granted: int | None = None,
    answer: str = "",
) -> bool:
    """End a request that waits; False when it has ended before."""
    change = update(CreditRequestRow).where(CreditRequestRow.id == request_id, _PENDING)
    values = {"state": state, "decided_by": by, "decided_at": now, "granted": granted, "answer": answer}
    return tx.execute(change.values(values).returning(CreditRequestRow.id)).one_or_none() is not None


def expiring(tx: Connection, until: datetime) -> list[CreditRequest]:
    """What waits and expires until then, the most urgent first."""
    query = select(*_COLUMNS).where(_PENDING, CreditRequestRow.expires_at <= until)
    return [_request(row) for row in tx.execute(query.order_by(CreditRequestRow.expires_at, CreditRequestRow.id))]


def remind(tx: Connection, request_id: int, now: datetime) -> bool:
    """Note that officers were reminded; False when it has ended, or they were before."""
    change = update(CreditRequestRow).where(CreditRequestRow.id == request_id, _PENDING)
    change = change.where(CreditRequestRow.reminded_at.is_(None)).values(reminded_at=now)
    return tx.execute(change).rowcount > 0


def of_member(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a person asked for and what became of it, as plain values."""
    rows = tx.execute(select(*_COLUMNS).where(CreditRequestRow.member_id == member_id).order_by(CreditRequestRow.id))
    return [
        {
            "credit": row.credit,
            "amount": row.amount,
            "reason": row.reason,
            "state": row.state,
            "at": row.asked_at.isoformat(),
            "granted": row.granted,
            "decided_at": row.decided_at.isoformat() if row.decided_at else None,
            "answer": row.answer,
        }
        for row in rows
    ]


def decided_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a person decided about others' requests and said with it, and what they agreed to, as plain values."""
    decided = select(CreditRequestRow.id, CreditRequestRow.state, CreditRequestRow.answer, CreditRequestRow.decided_at)
    others = CreditRequestRow.member_id != member_id
    decided = decided.where(CreditRequestRow.decided_by == member_id, others).order_by(CreditRequestRow.id)
    agreed = select(RequestApprovalRow).where(RequestApprovalRow.member_id == member_id)
    acts: list[dict[str, Any]] = [
        {"request": row.id, "state": row.state, "said": row.answer, "at": row.decided_at.isoformat()}
        for row in tx.execute(decided)
    ]
    return acts + [
        {"request": row.request_id, "agreed_to": row.amount, "said": row.word, "at": row.at.isoformat()}
        for row in tx.execute(agreed.order_by(RequestApprovalRow.request_id))
    ]


def concerning(tx: Connection, member_id: int) -> list[tuple[int, int]]:
    """The requests that a person made, agreed to or decided: guild and id."""
    agreed = select(RequestApprovalRow.request_id).where(RequestApprovalRow.member_id == member_id)
    theirs = (CreditRequestRow.member_id == member_id) | (CreditRequestRow.decided_by == member_id)
    query = select(CreditRequestRow.guild_id, CreditRequestRow.id)
    rows = tx.execute(query.where(theirs | CreditRequestRow.id.in_(agreed)))
    return [(guild_id, request_id) for guild_id, request_id in rows]


def erase(tx: Connection, member_id: int) -> None:
    """Take away what a person wrote, and their word for what is not decided: they could come back and say it again."""
    tx.execute(update(CreditRequestRow).where(CreditRequestRow.member_id == member_id).values(reason=""))
    tx.execute(update(CreditRequestRow).where(CreditRequestRow.decided_by == member_id).values(answer=""))
    mine = RequestApprovalRow.member_id == member_id
    pending = select(CreditRequestRow.id).where(_PENDING)
    tx.execute(delete(RequestApprovalRow).where(mine, RequestApprovalRow.request_id.in_(pending)))
    tx.execute(update(RequestApprovalRow).where(mine).values(word=""))


def _request(row: Any) -> CreditRequest:
    return CreditRequest(row[0], row[1], row[2], Credit(row[3]), row[4], row[5], State(row[6]), *row[7:])
