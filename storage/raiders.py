"""Raiders: the game characters of a guild's members, mains and alts; and people known by a character's name only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, UniqueConstraint, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.raiders import RaiderName
from storage import members
from storage.engine import once
from storage.members import MemberRow, member_id_key
from storage.schema import Base, partial, snowflake

_MAIN = text("main")


class RaiderRow(Base):
    """A character of a member; `realm_key` is empty where only its name is known. One of a member's is the main."""

    __tablename__ = "raiders"
    __table_args__ = (
        UniqueConstraint("guild_id", "key", "realm_key"),
        partial("uq_raiders_main", "member_id", where=_MAIN, unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    name: Mapped[str] = mapped_column(String(40))
    realm: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(40))
    realm_key: Mapped[str] = mapped_column(String(60))
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    main: Mapped[bool]
    linked_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    linked_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Raider:
    """A character and whose it is; `user_id` is Discord's, None for people known by the character's name only."""

    id: int
    name: RaiderName
    member_id: int
    user_id: int | None
    main: bool


_MAINS = once(
    lambda: select(RaiderRow.member_id, RaiderRow.name).where(
        _MAIN, RaiderRow.member_id.in_(bindparam("people", expanding=True))
    )
)


_SHOWN = once(
    lambda: (
        select(MemberRow.id, MemberRow.user_id, RaiderRow.name)
        .outerjoin(RaiderRow, (RaiderRow.member_id == MemberRow.id) & RaiderRow.main)
        .where(MemberRow.id.in_(bindparam("people", expanding=True)))
    )
)


def stand_in(tx: Connection, guild_id: int, name: RaiderName, now: datetime) -> int:
    """Somebody who is known by a character's name only; returns their member id. Linking gives their points on."""
    member_id = members.nobody(tx, guild_id, now)
    add(tx, guild_id, name, member_id, main=True, by=None, now=now)
    return member_id


def add(
    tx: Connection, guild_id: int, name: RaiderName, member_id: int, *, main: bool, by: int | None, now: datetime
) -> int:
    """Keep a fresh character; returns its id."""
    row = {"guild_id": guild_id, "name": name.shown, "realm": name.realm, "key": name.key, "realm_key": name.realm_key}
    row |= {"member_id": member_id, "main": main, "linked_by": by, "linked_at": now}
    return tx.execute(insert(RaiderRow).values(row).returning(RaiderRow.id)).scalar_one()


def give(tx: Connection, raider_id: int, member_id: int, *, main: bool, by: int | None, now: datetime) -> None:
    """The character is that member's now."""
    values = {"member_id": member_id, "main": main, "linked_by": by, "linked_at": now}
    tx.execute(update(RaiderRow).where(RaiderRow.id == raider_id).values(values))


def name_realm(tx: Connection, raider_id: int, name: RaiderName) -> None:
    """The character, of which only the name was known, is on that realm."""
    values = {"realm": name.realm, "realm_key": name.realm_key}
    tx.execute(update(RaiderRow).where(RaiderRow.id == raider_id).values(values))


def make_main(tx: Connection, member_id: int, raider_id: int) -> None:
    """That character of the member is their main, and no other is."""
    mine = update(RaiderRow).where(RaiderRow.member_id == member_id)
    tx.execute(mine.where(RaiderRow.id != raider_id).values(main=False))
    tx.execute(mine.where(RaiderRow.id == raider_id).values(main=True))


def of_guild(tx: Connection, guild_id: int) -> list[Raider]:
    """Every character of the guild, by name."""
    query = _raiders().where(RaiderRow.guild_id == guild_id).order_by(RaiderRow.key, RaiderRow.realm_key)
    return [_raider(row) for row in tx.execute(query)]


def named(tx: Connection, guild_id: int, name: RaiderName) -> list[Raider]:
    """The characters of that name: on that realm where it is told, else on any."""
    query = _raiders().where(RaiderRow.guild_id == guild_id, RaiderRow.key == name.key)
    if name.realm_key:
        query = query.where(RaiderRow.realm_key.in_([name.realm_key, ""]))
    return [_raider(row) for row in tx.execute(query.order_by(RaiderRow.realm_key.desc()))]


def of_member(tx: Connection, member_id: int) -> list[Raider]:
    """A member's characters, the main first."""
    query = _raiders().where(RaiderRow.member_id == member_id).order_by(RaiderRow.main.desc(), RaiderRow.key)
    return [_raider(row) for row in tx.execute(query)]


def shown(tx: Connection, member_ids: Iterable[int]) -> Mapping[int, tuple[int | None, str]]:
    """Discord's id of each of these members, None where there is none, and their main's name, empty without one."""
    rows = tx.execute(_SHOWN(), {"people": sorted(set(member_ids))}).all()
    return {member_id: (user_id, name or "") for member_id, user_id, name in rows}


def forget(tx: Connection, member_id: int) -> None:
    """Whose these characters are is forgotten, and what they are called: names tell who somebody is."""
    tx.execute(delete(RaiderRow).where(RaiderRow.member_id == member_id))
    tx.execute(update(RaiderRow).where(RaiderRow.linked_by == member_id).values(linked_by=None))


def _raiders() -> Any:
    return select(RaiderRow, MemberRow.user_id).join(MemberRow, MemberRow.id == RaiderRow.member_id)


def _raider(row: Any) -> Raider:
    name = RaiderName(row.name, row.realm, row.key, row.realm_key)
    return Raider(row.id, name, row.member_id, row.user_id, row.main)
