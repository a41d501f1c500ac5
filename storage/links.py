"""Links to Discord accounts, the tickets that lead to them, and marks of networks and browsers, for who allowed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, LargeBinary, String, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.links import Account
from domain.marks import MARK_SIZE, MarkKind
from storage.engine import insert, once, upsert
from storage.members import MemberRow, member_id_key
from storage.schema import Base, one_of, snowflake, word


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
    mark: Mapped[bytes] = mapped_column(LargeBinary(MARK_SIZE), primary_key=True, index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Link:
    """The account that a member showed to be theirs, as it was called then."""

    account_id: int
    name: str
    avatar: str | None
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """An address that somebody asked for; `state`, `cookie` and `verifier` are there once it was set out from.

    `user_id` is the Discord user who asked, None once erased.
    """

    id: int
    member_id: int
    guild_id: int
    user_id: int | None
    state: bytes | None
    cookie: bytes | None
    verifier: str | None
    may_mark: bool
    expires_at: datetime
    used_at: datetime | None


_OF = once(
    lambda: select(LinkRow.account_id, LinkRow.name, LinkRow.avatar, LinkRow.linked_at).where(
        LinkRow.member_id == bindparam("member")
    )
)


def of(tx: Connection, member_id: int) -> Link | None:
    """The member's link, if there is one."""
    row = tx.execute(_OF(), {"member": member_id}).one_or_none()
    return None if row is None else Link(*row)


def count_linked(tx: Connection, guild_id: int) -> int:
    """How many members of a guild are linked."""
    query = select(func.count()).select_from(LinkRow).join(MemberRow, MemberRow.id == LinkRow.member_id)
    return tx.execute(query.where(MemberRow.guild_id == guild_id)).scalar_one()


def save(tx: Connection, member_id: int, account: Account, now: datetime) -> None:
    """From now on the member is linked to that account, and to no other."""
    row = {"member_id": member_id, "account_id": account.id, "name": account.name, "avatar": account.avatar}
    change = ("account_id", "name", "avatar", "linked_at")
    tx.execute(upsert(LinkRow, "member_id", change=change), row | {"linked_at": now})


def forget(tx: Connection, member_id: int) -> bool:
    """Forget the member's link, tickets and marks; whether there was a link or a mark."""
    tx.execute(delete(LinkTicketRow).where(LinkTicketRow.member_id == member_id))
    gone = [tx.execute(delete(table).where(table.member_id == member_id)).rowcount for table in (LinkRow, MarkRow)]
    return any(gone)


def make_ticket(tx: Connection, member_id: int, token: bytes, now: datetime, expires_at: datetime) -> None:
    """The member's one ticket: those before it lead nowhere any more."""
    tx.execute(delete(LinkTicketRow).where(LinkTicketRow.member_id == member_id))
    row = {"member_id": member_id, "token": token, "may_mark": False, "made_at": now, "expires_at": expires_at}
    tx.execute(insert(LinkTicketRow).values(row))


def ticket(tx: Connection, token: bytes) -> Ticket | None:
    """The ticket behind an address; None as well while whoever asked for it is blocked."""
    return _one(tx, LinkTicketRow.token == token)


def ticket_of_state(tx: Connection, state: bytes) -> Ticket | None:
    """The ticket that somebody comes back with; None as well while whoever asked for it is blocked."""
    return _one(tx, LinkTicketRow.state == state)


def set_out(tx: Connection, token: bytes, now: datetime, **values: Any) -> bool:
    """Note `state`, `cookie`, `verifier` and `may_mark`; False when the ticket leads nowhere.

    What was noted before is replaced: of several tabs, the one that set out last can come back.
    """
    change = update(LinkTicketRow).where(LinkTicketRow.token == token, _good(now))
    return tx.execute(change.values(values)).rowcount > 0


def take(tx: Connection, ticket_id: int, state: bytes, now: datetime) -> bool:
    """Use the ticket up; False when somebody was faster, it set out anew, or its time is over."""
    change = update(LinkTicketRow).where(LinkTicketRow.id == ticket_id, LinkTicketRow.state == state, _good(now))
    return tx.execute(change.values(used_at=now, verifier=None)).rowcount > 0


def is_under_way(tx: Connection, ticket_id: int) -> bool:
    """Whether the ticket was taken and is still there, and whoever asked for it may act."""
    found = _one(tx, LinkTicketRow.id == ticket_id)
    return found is not None and found.used_at is not None


def give_back(tx: Connection, ticket_id: int) -> None:
    """The ticket can be set out with once more, with a new state: the one it had is used up."""
    values = {"used_at": None, "state": None, "cookie": None, "verifier": None}
    tx.execute(update(LinkTicketRow).where(LinkTicketRow.id == ticket_id).values(values))


def set_marks(tx: Connection, member_id: int, marks: Iterable[tuple[MarkKind, bytes]], expires_at: datetime) -> None:
    """Keep these until then; a mark that is kept already is kept for longer."""
    for kind, mark in marks:
        row = {"member_id": member_id, "kind": kind, "mark": mark, "expires_at": expires_at}
        tx.execute(upsert(MarkRow, "member_id", "kind", "mark", change=["expires_at"]), row)


def drop_marks(tx: Connection, member_id: int) -> None:
    """Keep no mark of this member."""
    tx.execute(delete(MarkRow).where(MarkRow.member_id == member_id))


def has_marks(tx: Connection, member_id: int, now: datetime) -> bool:
    """Whether marks of this member are kept."""
    found = select(MarkRow.member_id).where(MarkRow.member_id == member_id, MarkRow.expires_at > now).limit(1)
    return tx.execute(found).first() is not None


def tidy(tx: Connection, now: datetime) -> None:
    """Drop tickets and marks whose time is over."""
    tx.execute(delete(LinkTicketRow).where(LinkTicketRow.expires_at <= now))
    tx.execute(delete(MarkRow).where(MarkRow.expires_at <= now))


def tickets_of(tx: Connection, member_id: int) -> list[dict[str, str | None]]:
    """When the member asked for addresses, and when they came back with them, as plain values."""
    columns = (LinkTicketRow.made_at, LinkTicketRow.used_at)
    rows = tx.execute(select(*columns).where(LinkTicketRow.member_id == member_id).order_by(LinkTicketRow.id))
    return [{"asked_at": _text(row.made_at), "used_at": _text(row.used_at)} for row in rows]


def marks_kept(tx: Connection, member_id: int) -> list[dict[str, str | None]]:
    """The member's marks as they stand in the books, as plain values."""
    rows = tx.execute(select(MarkRow).where(MarkRow.member_id == member_id).order_by(MarkRow.kind, MarkRow.mark))
    return [{"of": row.kind, "mark": row.mark.hex(), "until": _text(row.expires_at)} for row in rows]


def _good(now: datetime) -> Any:
    return LinkTicketRow.used_at.is_(None) & (LinkTicketRow.expires_at > now)


def _one(tx: Connection, wanted: Any) -> Ticket | None:
    columns = (
        LinkTicketRow.id,
        LinkTicketRow.member_id,
        MemberRow.guild_id,
        MemberRow.user_id,
        LinkTicketRow.state,
        LinkTicketRow.cookie,
        LinkTicketRow.verifier,
        LinkTicketRow.may_mark,
        LinkTicketRow.expires_at,
        LinkTicketRow.used_at,
    )
    query = select(*columns).join(MemberRow, MemberRow.id == LinkTicketRow.member_id)
    row = tx.execute(query.where(wanted, MemberRow.blocked_at.is_(None))).one_or_none()
    return None if row is None else Ticket(*row)


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
