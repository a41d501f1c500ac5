"""Links to Discord accounts, the tickets that lead to them, and marks of networks and browsers, for who allowed it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.members import member_id_key
from storage.schema import Base, one_of, snowflake, word


class MarkKind(StrEnum):
    """What a mark was made from."""

    NETWORK = "network"
    BROWSER = "browser"


class LinkRow(Base):
    """The Discord account that a member showed to be theirs; no token is kept."""

    __tablename__ = "links"

    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True)
    account_id: Mapped[int] = snowflake()
    name: Mapped[str] = mapped_column(String(100))
    avatar: Mapped[str | None] = mapped_column(String(100))
    linked_at: Mapped[datetime]


class LinkTicketRow(Base):
    """One private, single-use address; everything in it that is secret is kept as a hash, but for the verifier."""

    __tablename__ = "link_tickets"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    token: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    state: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    cookie: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    verifier: Mapped[str | None] = mapped_column(String(128))
    may_mark: Mapped[bool]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class MarkRow(Base):
    """A keyed, truncated hash of the network or browser that a member linked from; gone after thirty days."""

    __tablename__ = "marks"
    __table_args__ = (one_of("kind", MarkKind), {"sqlite_with_rowid": False})

    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True)
    kind: Mapped[str] = word(primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
