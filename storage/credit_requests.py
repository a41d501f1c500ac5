"""Requests for credits, and the officers who agreed to each."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.credit import Credit
from domain.request_settings import State
from storage.members import member_id_key
from storage.schema import Base, one_of, partial, snowflake, word


class CreditRequestRow(Base):
    """What somebody asked for, and how it ended: `granted` by `decided_by` (nobody: the clock), or why not."""

    __tablename__ = "credit_requests"
    __table_args__ = (
        one_of("credit", Credit),
        one_of("state", State),
        CheckConstraint("amount > 0 AND (granted IS NULL OR granted BETWEEN 1 AND amount)", name="amounts"),
        CheckConstraint("(state = 'approved') = (granted IS NOT NULL)", name="approved"),
        Index(None, "guild_id", "state"),
        partial("uq_credit_requests_pending", "member_id", "credit", where=text("state = 'pending'"), unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
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
    """An officer who agreed to a request, to so many credits."""

    __tablename__ = "request_approvals"

    request_id: Mapped[int] = mapped_column(ForeignKey("credit_requests.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
