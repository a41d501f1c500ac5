"""The clan's characters: the roster, past names and claims."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.characters import AccountType, CharacterName
from domain.clan import Character
from storage.engine import once
from storage.members import member_id_key
from storage.schema import SECONDS, Base, one_of, partial, snowflake, word

_WAITING = text("state = 'waiting'")


class ClaimState(StrEnum):
    """Where somebody's claim on a character stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class CharacterRow(Base):
    """A game account that is or was on a clan's roster; leaving keeps the row, so coming back keeps the history."""

    __tablename__ = "characters"
    __table_args__ = (one_of("type", AccountType), UniqueConstraint("guild_id", "key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    name: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(12))
    type: Mapped[str] = word()
    hiscores_table: Mapped[str | None] = word()
    owner_id: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    first_at: Mapped[datetime | None] = mapped_column(SECONDS)
    last_at: Mapped[datetime | None] = mapped_column(SECONDS)
    missing_since: Mapped[datetime | None]


class PastNameRow(Base):
    """What a character was called before."""

    __tablename__ = "past_names"

    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"), primary_key=True)
    until: Mapped[datetime] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(12))


class ClaimRow(Base):
    """Somebody says that a character is theirs; an officer decides."""

    __tablename__ = "claims"
    __table_args__ = (
        one_of("state", ClaimState),
        partial("uq_claims_waiting", "character_id", "member_id", unique=True, where=_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"))
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    state: Mapped[str] = word()
    made_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(member_id_key())
    decided_at: Mapped[datetime | None]


columns = (
    CharacterRow.id,
    CharacterRow.guild_id,
    CharacterRow.name,
    CharacterRow.key,
    CharacterRow.type,
    CharacterRow.hiscores_table,
    CharacterRow.owner_id,
    CharacterRow.joined_at,
    CharacterRow.left_at,
    CharacterRow.first_at,
    CharacterRow.last_at,
    CharacterRow.missing_since,
)


_MOMENT = bindparam("moment", type_=SECONDS)
_SEEN = once(
    lambda: (
        update(CharacterRow)
        .where(CharacterRow.id == bindparam("character"))
        .values(
            hiscores_table=bindparam("table"),
            first_at=func.coalesce(CharacterRow.first_at, _MOMENT),
            last_at=_MOMENT,
            missing_since=None,
        )
    )
)


def add(
    tx: Connection,
    guild_id: int,
    name: CharacterName,
    kind: AccountType,
    *,
    owner: int | None,
    now: datetime,
) -> Character:
    """Enter a character that the guild never had."""
    row = {"guild_id": guild_id, "name": name.shown, "key": name.key, "type": kind, "owner_id": owner}
    return read(tx.execute(insert(CharacterRow).values(**row, joined_at=now).returning(*columns)).one())


def rejoin(
    tx: Connection,
    character_id: int,
    name: CharacterName,
    kind: AccountType,
    *,
    now: datetime,
) -> Character:
    """A character that left is on the roster again, with its history."""
    values = {"name": name.shown, "type": kind, "joined_at": now, "left_at": None, "missing_since": None}
    change = update(CharacterRow).where(CharacterRow.id == character_id).values(values)
    return read(tx.execute(change.returning(*columns)).one())


def leave(tx: Connection, character_id: int, now: datetime) -> bool:
    """Take it off the roster; False when it was off already."""
    change = update(CharacterRow).where(CharacterRow.id == character_id, CharacterRow.left_at.is_(None))
    return tx.execute(change.values(left_at=now)).rowcount > 0


def rename(tx: Connection, character: Character, name: CharacterName, now: datetime) -> None:
    """The account has another name from now on; the old one is remembered."""
    if name.shown != character.name:
        tx.execute(insert(PastNameRow).values(character_id=character.id, until=now, name=character.name))
    values = {"name": name.shown, "key": name.key, "missing_since": None}
    tx.execute(update(CharacterRow).where(CharacterRow.id == character.id).values(values))


def give_up_key(tx: Connection, character_id: int) -> None:
    """Free a former character's name for another account: its row keeps a key that nobody can type."""
    tx.execute(update(CharacterRow).where(CharacterRow.id == character_id).values(key=f"#{character_id}"))


def set_owner(tx: Connection, character_id: int, owner: int | None) -> None:
    """Whose character it is."""
    tx.execute(update(CharacterRow).where(CharacterRow.id == character_id).values(owner_id=owner))


def seen(tx: Connection, character_id: int, *, table: str, at: datetime) -> None:
    """The hiscores list it in that table, at that time."""
    tx.execute(_SEEN(), {"character": character_id, "table": table, "moment": at})


def began(tx: Connection, character_id: int, first_at: datetime) -> None:
    """Its first snapshot is older than we thought: history was brought in."""
    tx.execute(update(CharacterRow).where(CharacterRow.id == character_id).values(first_at=first_at))


def missing(tx: Connection, character_id: int, now: datetime) -> None:
    """The hiscores believably do not list it."""
    change = update(CharacterRow).where(CharacterRow.id == character_id, CharacterRow.missing_since.is_(None))
    tx.execute(change.values(missing_since=now))


def by_key(tx: Connection, guild_id: int, key: str) -> Character | None:
    """The character of that name, on the roster or not."""
    query = select(*columns).where(CharacterRow.guild_id == guild_id, CharacterRow.key == key)
    row = tx.execute(query).one_or_none()
    return None if row is None else read(row)


def by_id(tx: Connection, guild_id: int, character_id: int) -> Character | None:
    """The character of that id, if it is this guild's."""
    query = select(*columns).where(CharacterRow.guild_id == guild_id, CharacterRow.id == character_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else read(row)


def roster(tx: Connection, guild_id: int) -> list[Character]:
    """Everyone on the roster, by name."""
    query = select(*columns).where(CharacterRow.guild_id == guild_id, CharacterRow.left_at.is_(None))
    return [read(row) for row in tx.execute(query.order_by(CharacterRow.key))]


def first_seen(tx: Connection, guild_id: int) -> datetime | None:
    """When anybody on the roster was first looked at."""
    query = select(func.min(CharacterRow.first_at, type_=SECONDS))
    return tx.execute(query.where(CharacterRow.guild_id == guild_id, CharacterRow.left_at.is_(None))).scalar()


def names(tx: Connection, guild_id: int, wanted: set[int]) -> dict[int, str]:
    """What these characters are called, on the roster or not, by id."""
    query = select(CharacterRow.id, CharacterRow.name)
    rows = tx.execute(query.where(CharacterRow.guild_id == guild_id, CharacterRow.id.in_(sorted(wanted))))
    return {row.id: row.name for row in rows}


def count(tx: Connection, guild_id: int) -> int:
    """How many are on the roster."""
    query = select(func.count()).where(CharacterRow.guild_id == guild_id, CharacterRow.left_at.is_(None))
    return tx.execute(query).scalar_one()


def names_like(tx: Connection, guild_id: int, key_part: str, *, limit: int) -> list[str]:
    """Names on the roster that hold `key_part`, those that begin with it first."""
    begins = CharacterRow.key.startswith(key_part, autoescape=True)
    query = select(CharacterRow.name).where(
        CharacterRow.guild_id == guild_id,
        CharacterRow.left_at.is_(None),
        CharacterRow.key.contains(key_part, autoescape=True),
    )
    return list(tx.execute(query.order_by(begins.desc(), CharacterRow.key).limit(limit)).scalars())


def keys(tx: Connection, guild_id: int, wanted: Iterable[str]) -> set[str]:
    """Which of these names are on the roster."""
    query = select(CharacterRow.key).where(CharacterRow.guild_id == guild_id, CharacterRow.left_at.is_(None))
    return set(tx.execute(query).scalars()) & set(wanted)


def owned(tx: Connection, member_id: int) -> list[Character]:
    """The characters that a member claimed."""
    query = select(*columns).where(CharacterRow.owner_id == member_id).order_by(CharacterRow.key)
    return [read(row) for row in tx.execute(query)]


def past_names(tx: Connection, character_id: int) -> list[str]:
    """What it was called before, newest first."""
    query = select(PastNameRow.name).where(PastNameRow.character_id == character_id)
    return list(tx.execute(query.order_by(PastNameRow.until.desc())).scalars())


def claim(tx: Connection, character_id: int, member_id: int, now: datetime) -> int | None:
    """Note a claim; returns its id, or None when the same claim waits already."""
    waiting = select(ClaimRow.id).where(
        ClaimRow.character_id == character_id, ClaimRow.member_id == member_id, ClaimRow.state == ClaimState.WAITING
    )
    if tx.execute(waiting).first() is not None:
        return None
    row = {"character_id": character_id, "member_id": member_id, "state": ClaimState.WAITING, "made_at": now}
    return tx.execute(insert(ClaimRow).values(row).returning(ClaimRow.id)).scalar_one()


def claim_of(tx: Connection, guild_id: int, claim_id: int) -> tuple[int, int, ClaimState] | None:
    """Character, claimant and state of a claim, if it is this guild's."""
    query = select(ClaimRow.character_id, ClaimRow.member_id, ClaimRow.state).join(
        CharacterRow, CharacterRow.id == ClaimRow.character_id
    )
    row = tx.execute(query.where(ClaimRow.id == claim_id, CharacterRow.guild_id == guild_id)).one_or_none()
    return None if row is None else (row.character_id, row.member_id, ClaimState(row.state))


def decider_of(tx: Connection, claim_id: int) -> int | None:
    """The member who decided a claim, once somebody did."""
    return tx.execute(select(ClaimRow.decided_by).where(ClaimRow.id == claim_id)).scalar()


def decide_claim(tx: Connection, claim_id: int, state: ClaimState, *, by: int, now: datetime) -> bool:
    """Decide a waiting claim; False when somebody else was first."""
    change = update(ClaimRow).where(ClaimRow.id == claim_id, ClaimRow.state == ClaimState.WAITING)
    return tx.execute(change.values(state=state, decided_by=by, decided_at=now)).rowcount > 0


def reject_rivals(tx: Connection, claim_id: int, character_id: int, *, by: int, now: datetime) -> list[tuple[int, int]]:
    """Reject every other waiting claim on the character; returns them with who made them."""
    change = update(ClaimRow).where(
        ClaimRow.character_id == character_id, ClaimRow.id != claim_id, ClaimRow.state == ClaimState.WAITING
    )
    values = {"state": ClaimState.REJECTED, "decided_by": by, "decided_at": now}
    rows = tx.execute(change.values(values).returning(ClaimRow.id, ClaimRow.member_id)).all()
    return sorted((row.id, row.member_id) for row in rows)


def preferred(tx: Connection, claim_id: int) -> int | None:
    """Whose claim on the same character was confirmed in the act that decided this one, if that was another's."""
    other = aliased(ClaimRow)
    same = (other.character_id == ClaimRow.character_id) & (other.decided_at == ClaimRow.decided_at)
    query = select(other.member_id).join(ClaimRow, same & (other.decided_by == ClaimRow.decided_by))
    return tx.execute(
        query.where(ClaimRow.id == claim_id, other.id != claim_id, other.state == ClaimState.CONFIRMED)
    ).scalar()


def disown(tx: Connection, member_id: int) -> None:
    """Take a person's name off characters and claims."""
    tx.execute(update(CharacterRow).where(CharacterRow.owner_id == member_id).values(owner_id=None))
    tx.execute(delete(ClaimRow).where(ClaimRow.member_id == member_id))


def claims_of(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """A person's claims, as plain values."""
    query = (
        select(CharacterRow.name, ClaimRow.state, ClaimRow.made_at)
        .join(CharacterRow, CharacterRow.id == ClaimRow.character_id)
        .where(ClaimRow.member_id == member_id)
    )
    return [{"character": row.name, "state": row.state, "at": row.made_at.isoformat()} for row in tx.execute(query)]


def read(row: Any) -> Character:
    """The character of a row of `columns`."""
    id_, guild_id, name, key, kind, *rest = row
    return Character(id_, guild_id, name, key, AccountType(kind), *rest)
