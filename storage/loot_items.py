"""What was handed out: every item with who got it, how and for what; entered once, and marked when it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    ForeignKey,
    Index,
    String,
    Text,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.loot import Quality, Response, Slot
from domain.points import Pool
from storage.engine import once
from storage.members import member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

_TOLD = text("source_id IS NOT NULL AND undone_at IS NULL")


class Source(StrEnum):
    """What handed an item out."""

    DECISION = "decision"
    AUCTION = "auction"
    IMPORT = "import"
    PASSED_ON = "passed_on"


class ItemRow(Base):
    """An item in somebody's hands; `batch_id` is the act that gave it, and undoing that takes it back.

    `source_id` is what an import was told of it, unique in a guild among what stands; `passed_from` is the row that it
    came from.
    """

    __tablename__ = "loot_items"
    __table_args__ = (
        one_of("quality", Quality),
        one_of("slot", Slot),
        one_of("response", Response),
        one_of("pool", Pool),
        one_of("source", Source),
        partial("uq_loot_items_source_id", "guild_id", "source_id", where=_TOLD, unique=True),
        Index(None, "guild_id", "at"),
        Index(None, "member_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    member_id: Mapped[int] = mapped_column(member_id_key())
    item: Mapped[str] = mapped_column(String(100))
    item_id: Mapped[int | None]
    quality: Mapped[str | None] = word()
    slot: Mapped[str | None] = word()
    response: Mapped[str | None] = word()
    pool: Mapped[str | None] = word()
    paid: Mapped[int] = mapped_column(BigInteger)
    boss: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = word()
    source_id: Mapped[str | None] = mapped_column(String(120))
    decision_id: Mapped[int | None]
    auction_id: Mapped[int | None]
    passed_from: Mapped[int | None] = mapped_column(ForeignKey("loot_items.id"), unique=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("point_batches.id"), index=True)
    by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


_NEXT = aliased(ItemRow)
_HANDED_ON = select(_NEXT.id).where(_NEXT.passed_from == ItemRow.id, _NEXT.undone_at.is_(None)).exists()
"""Whether somebody else has it by now."""

IN_HAND = ItemRow.undone_at.is_(None) & ~_HANDED_ON
"""Whether who got it still has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item and who got it; `paid` are hundredths of `pool`, `by` is the officer's member id."""

    member_id: int
    item: str
    batch_id: int
    source: Source
    at: datetime
    item_id: int | None = None
    quality: Quality | None = None
    slot: Slot | None = None
    response: Response | None = None
    pool: Pool | None = None
    paid: int = 0
    boss: str = ""
    note: str = ""
    source_id: str | None = None
    decision_id: int | None = None
    auction_id: int | None = None
    passed_from: int | None = None
    by: int | None = None
    undone_at: datetime | None = None
    id: int = 0


_AT_ONCE = 500
_ADD = once(lambda: insert(ItemRow).returning(ItemRow.id))
_NAMES = once(
    lambda: (
        select(ItemRow.member_id, ItemRow.item)
        .where(ItemRow.guild_id == bindparam("guild"), ItemRow.member_id.in_(bindparam("people", expanding=True)))
        .where(ItemRow.at >= bindparam("since", type_=ItemRow.at.type), IN_HAND)
        .order_by(ItemRow.at.desc(), ItemRow.id.desc())
    )
)


def add(tx: Connection, guild_id: int, item: Item) -> int:
    """Keep an item that was handed out; returns its id."""
    row = {name: getattr(item, name) for name in _COLUMNS} | {"guild_id": guild_id}
    return tx.execute(_ADD(), row).scalar_one()


def add_all(tx: Connection, guild_id: int, items: Sequence[Item]) -> None:
    """Keep many items that were handed out."""
    if items:
        rows = [{name: getattr(item, name) for name in _COLUMNS} | {"guild_id": guild_id} for item in items]
        tx.execute(insert(ItemRow), rows)


def known_sources(tx: Connection, guild_id: int) -> set[str]:
    """The source ids of all that was imported and stands."""
    query = select(ItemRow.source_id).where(ItemRow.guild_id == guild_id, _TOLD)
    return {str(one) for one in tx.execute(query).scalars()}


def every(tx: Connection, guild_id: int) -> list[Item]:
    """All that was ever handed out, taken back since or not, in order of entering."""
    return [_item(row) for row in tx.execute(select(ItemRow).where(ItemRow.guild_id == guild_id).order_by(ItemRow.id))]


def listed(
    tx: Connection,
    guild_id: int,
    *,
    member_id: int | None = None,
    name: str = "",
    undone: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[Item]:
    """What was handed out, newest first: to one member, of names that hold `name`, also what was taken back."""
    query = _wanted(select(ItemRow), guild_id, member_id, name, undone=undone)
    rows = tx.execute(query.order_by(ItemRow.at.desc(), ItemRow.id.desc()).limit(limit).offset(offset))
    return [_item(row) for row in rows]


def count(tx: Connection, guild_id: int, *, member_id: int | None = None, name: str = "", undone: bool = False) -> int:
    """How many `listed` would find."""
    query = _wanted(select(func.count()).select_from(ItemRow), guild_id, member_id, name, undone=undone)
    return tx.execute(query).scalar_one()


def names_since(tx: Connection, guild_id: int, member_ids: Sequence[int], since: datetime) -> dict[int, list[str]]:
    """The names of what these members got since a moment and still have, newest first; by member."""
    found: dict[int, list[str]] = {}
    asked = {"guild": guild_id, "since": since}
    for start in range(0, len(member_ids), _AT_ONCE):
        part = member_ids[start : start + _AT_ONCE]
        for member_id, name in tx.execute(_NAMES(), asked | {"people": part}).all():
            found.setdefault(member_id, []).append(name)
    return found


def find(tx: Connection, guild_id: int, item_row: int) -> Item | None:
    """The item of that row."""
    row = tx.execute(select(ItemRow).where(ItemRow.guild_id == guild_id, ItemRow.id == item_row)).one_or_none()
    return None if row is None else _item(row)


def of_batch(tx: Connection, batch_id: int) -> list[Item]:
    """The items that an act handed out."""
    return [_item(row) for row in tx.execute(select(ItemRow).where(ItemRow.batch_id == batch_id).order_by(ItemRow.id))]


def of_decision(tx: Connection, guild_id: int, decision_id: int) -> list[Item]:
    """The item of a decision in everybody's hands that it ever was in, oldest first; what was taken back too."""
    query = select(ItemRow).where(ItemRow.guild_id == guild_id, ItemRow.decision_id == decision_id)
    return [_item(row) for row in tx.execute(query.order_by(ItemRow.id))]


def passed_on(tx: Connection, batch_id: int) -> Item | None:
    """An item of an act that somebody else has by now, as they have it."""
    mine = select(ItemRow.id).where(ItemRow.batch_id == batch_id)
    query = select(ItemRow).where(ItemRow.passed_from.in_(mine), ItemRow.undone_at.is_(None))
    row = tx.execute(query.order_by(ItemRow.id).limit(1)).one_or_none()
    return None if row is None else _item(row)


def take_back(tx: Connection, batch_id: int, at: datetime) -> int:
    """The items of an act are taken back; how many. What they were passed on from is in its owner's hands again."""
    change = update(ItemRow).where(ItemRow.batch_id == batch_id, ItemRow.undone_at.is_(None))
    # A row that was taken back leaves the one it came from free to be passed on again.
    return tx.execute(change.values(undone_at=at, passed_from=None)).rowcount


def hand_over(tx: Connection, old: int, new: int) -> int:
    """What one member got, another did: somebody known by a name only turned out to be them; how many items."""
    return tx.execute(update(ItemRow).where(ItemRow.member_id == old).values(member_id=new)).rowcount


def texts_of(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a member got, as plain values."""
    columns = (ItemRow.item, ItemRow.at, ItemRow.paid, ItemRow.pool, ItemRow.response, ItemRow.note)
    rows = tx.execute(select(*columns).where(ItemRow.member_id == member_id).order_by(ItemRow.id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def erase_notes(tx: Connection, member_id: int) -> None:
    """Take away what was written about a member's items, and what they wrote as an officer."""
    mine = (ItemRow.member_id == member_id) | (ItemRow.by == member_id)
    tx.execute(update(ItemRow).where(mine).values(note=""))


_COLUMNS = [name for name in Item.__slots__ if name != "id"]


def _wanted(query: Any, guild_id: int, member_id: int | None, name: str, *, undone: bool) -> Any:
    query = query.where(ItemRow.guild_id == guild_id)
    if member_id is not None:
        query = query.where(ItemRow.member_id == member_id)
    if name:
        query = query.where(ItemRow.item.icontains(name, autoescape=True))
    return query if undone else query.where(ItemRow.undone_at.is_(None))


def _item(row: Any) -> Item:
    return Item(
        id=row.id,
        member_id=row.member_id,
        item=row.item,
        batch_id=row.batch_id,
        source=Source(row.source),
        at=row.at,
        item_id=row.item_id,
        quality=Quality(row.quality) if row.quality else None,
        slot=Slot(row.slot) if row.slot else None,
        response=Response(row.response) if row.response else None,
        pool=Pool(row.pool) if row.pool else None,
        paid=row.paid,
        boss=row.boss,
        note=row.note,
        source_id=row.source_id,
        decision_id=row.decision_id,
        auction_id=row.auction_id,
        passed_from=row.passed_from,
        by=row.by,
        undone_at=row.undone_at,
    )
