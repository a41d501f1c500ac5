"""Guilds and their members: an internal id for every person, so that erasing a person keeps the books."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, String, UniqueConstraint, bindparam, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.engine import insert, once
from storage.schema import Base, partial, snowflake


class GuildRow(Base):
    """A Discord server that the bot is or was in."""

    __tablename__ = "guilds"

    id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class MemberRow(Base):
    """A person in a guild; `user_id` is taken away when the person is erased."""

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("guild_id", "user_id"),
        partial("ix_members_blocked", "guild_id", where=text("blocked_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    user_id: Mapped[int | None] = snowflake()
    first_seen_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]
    blocked_reason: Mapped[str | None] = mapped_column(String(300))


_FIND = once(
    lambda: select(MemberRow.id, MemberRow.blocked_reason).where(
        MemberRow.guild_id == bindparam("guild"), MemberRow.user_id == bindparam("user")
    )
)
_USERS = once(
    lambda: select(MemberRow.id, MemberRow.user_id).where(MemberRow.id.in_(bindparam("people", expanding=True)))
)
_ENTER = once(lambda: insert(MemberRow).returning(MemberRow.id))


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a guild; `user_id` is None once erased, `blocked` is why a leader lets them only look."""

    id: int
    guild_id: int
    user_id: int | None
    blocked: str | None = None


def member_id_key() -> ForeignKey:
    """The reference to a member that other tables hold (a fresh one each: SQLAlchemy ties it to its column)."""
    return ForeignKey("members.id")


def ensure(tx: Connection, guild_id: int, user_id: int, now: datetime) -> Member:
    """The member of that guild, entered now when seen for the first time."""
    if found := find(tx, guild_id, user_id):
        return found
    row = {"guild_id": guild_id, "user_id": user_id, "first_seen_at": now}
    return Member(tx.execute(_ENTER(), row).scalar_one(), guild_id, user_id)


def nobody(tx: Connection, guild_id: int, now: datetime, *, erased: bool = False) -> int:
    """Somebody who is not on Discord, or was erased; returns their member id."""
    row = {"guild_id": guild_id, "user_id": None, "first_seen_at": now, "erased_at": now if erased else None}
    return tx.execute(insert(MemberRow).values(row).returning(MemberRow.id)).scalar_one()


def find(tx: Connection, guild_id: int, user_id: int) -> Member | None:
    """The member of that guild, if ever seen."""
    found = tx.execute(_FIND(), {"guild": guild_id, "user": user_id}).one_or_none()
    return None if found is None else Member(found[0], guild_id, user_id, found[1])


def guild_of(tx: Connection, member_id: int) -> int:
    """The guild that this member, who exists, is one of."""
    return tx.execute(select(MemberRow.guild_id).where(MemberRow.id == member_id)).scalar_one()


def users(tx: Connection, member_ids: set[int]) -> dict[int, int | None]:
    """Discord's user ids by member id; None for people who were erased."""
    return {row[0]: row[1] for row in tx.execute(_USERS(), {"people": sorted(member_ids)})}


def count(tx: Connection, guild_id: int) -> int:
    """How many people of a guild are in the books."""
    query = select(func.count()).where(MemberRow.guild_id == guild_id, MemberRow.user_id.is_not(None))
    return tx.execute(query).scalar_one()


def first_seen(tx: Connection, member_ids: set[int]) -> dict[int, datetime]:
    """When these members, those of them who were not erased, were first seen."""
    query = select(MemberRow.id, MemberRow.first_seen_at).where(MemberRow.id.in_(sorted(member_ids)))
    return {row.id: row.first_seen_at for row in tx.execute(query.where(MemberRow.erased_at.is_(None)))}


def forget(tx: Connection, member_id: int, now: datetime) -> None:
    """Leave a tombstone: the id stays for the books, nothing tells who it was."""
    tx.execute(update(MemberRow).where(MemberRow.id == member_id).values(user_id=None, erased_at=now))


def enter_guild(tx: Connection, guild_id: int, now: datetime) -> None:
    """The bot is in this guild (again)."""
    statement = insert(GuildRow).values(id=guild_id, joined_at=now, left_at=None)
    tx.execute(statement.on_conflict_do_update(index_elements=[GuildRow.id], set_={"left_at": None, "erased_at": None}))


def leave_guild(tx: Connection, guild_id: int, now: datetime) -> None:
    """The bot was removed from this guild."""
    tx.execute(update(GuildRow).where(GuildRow.id == guild_id, GuildRow.left_at.is_(None)).values(left_at=now))


def joined_guild(tx: Connection, guild_id: int) -> datetime | None:
    """When the bot first came to this guild."""
    return tx.execute(select(GuildRow.joined_at).where(GuildRow.id == guild_id)).scalar()


def note_absent(tx: Connection, listed: set[int], now: datetime) -> list[int]:
    """The guilds that we were in and that Discord does not list any more left now; returns them."""
    present = tx.execute(select(GuildRow.id).where(GuildRow.left_at.is_(None))).scalars()
    gone = sorted(set(present) - listed)
    if gone:
        tx.execute(update(GuildRow).where(GuildRow.id.in_(gone)).values(left_at=now))
    return gone


def present_guilds(tx: Connection) -> list[int]:
    """The guilds that the bot is in."""
    return list(tx.execute(select(GuildRow.id).where(GuildRow.left_at.is_(None)).order_by(GuildRow.id)).scalars())
