"""What gear costs in a guild: by quality and slot, and single items by name; hundredths of GP."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Connection, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.loot import Quality, Slot
from storage.engine import upsert
from storage.members import member_id_key
from storage.schema import Base, snowflake, word


class SlotPriceRow(Base):
    """What items of a slot cost; `quality` is empty for those of any."""

    __tablename__ = "slot_prices"
    __table_args__ = (CheckConstraint("gp >= 0", name="gp"),)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    quality: Mapped[str] = word(primary_key=True)
    slot: Mapped[str] = word(primary_key=True)
    gp: Mapped[int] = mapped_column(BigInteger)
    set_by: Mapped[int | None] = mapped_column(member_id_key())


class ItemPriceRow(Base):
    """What one item costs, whatever its slot; `key` is its name without case."""

    __tablename__ = "item_prices"
    __table_args__ = (CheckConstraint("gp >= 0", name="gp"),)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    item: Mapped[str] = mapped_column(String(100))
    gp: Mapped[int] = mapped_column(BigInteger)
    set_by: Mapped[int | None] = mapped_column(member_id_key())


def set_slot(tx: Connection, guild_id: int, quality: Quality | None, slot: Slot, gp: int, *, by: int) -> None:
    """Items of that slot, of that quality or any, cost so much from now on."""
    row = {"guild_id": guild_id, "quality": quality.value if quality else "", "slot": slot, "gp": gp, "set_by": by}
    tx.execute(upsert(SlotPriceRow, "guild_id", "quality", "slot", change=("gp", "set_by")), row)


def set_item(tx: Connection, guild_id: int, item: str, gp: int, *, by: int) -> None:
    """That item costs so much from now on, whatever its slot."""
    row = {"guild_id": guild_id, "key": item.casefold(), "item": item, "gp": gp, "set_by": by}
    tx.execute(upsert(ItemPriceRow, "guild_id", "key", change=("item", "gp", "set_by")), row)


def slots(tx: Connection, guild_id: int) -> Mapping[tuple[str, str], int]:
    """What the guild set by quality (empty: any) and slot."""
    query = select(SlotPriceRow.quality, SlotPriceRow.slot, SlotPriceRow.gp).where(SlotPriceRow.guild_id == guild_id)
    return {(quality, slot): gp for quality, slot, gp in tx.execute(query)}


def of_item(tx: Connection, guild_id: int, item: str) -> int | None:
    """What the guild set for that very item."""
    query = select(ItemPriceRow.gp).where(ItemPriceRow.guild_id == guild_id, ItemPriceRow.key == item.casefold())
    return tx.execute(query).scalar()


def items(tx: Connection, guild_id: int) -> list[tuple[str, int]]:
    """Every single item that has a price of its own, by name."""
    query = select(ItemPriceRow.item, ItemPriceRow.gp).where(ItemPriceRow.guild_id == guild_id)
    return [(item, gp) for item, gp in tx.execute(query.order_by(ItemPriceRow.key))]


def set_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The prices that a member was the last to set, as plain values."""
    items_ = select(ItemPriceRow.item, ItemPriceRow.gp).where(ItemPriceRow.set_by == member_id)
    slots_ = select(SlotPriceRow.slot, SlotPriceRow.quality, SlotPriceRow.gp).where(SlotPriceRow.set_by == member_id)
    asked = (items_.order_by(ItemPriceRow.key), slots_.order_by(SlotPriceRow.slot, SlotPriceRow.quality))
    return [dict(row._mapping) for query in asked for row in tx.execute(query)]  # noqa: SLF001 - SQLAlchemy's documented name


def forget(tx: Connection, guild_id: int, item: str) -> bool:
    """That item costs what its slot does again; whether it had a price of its own."""
    gone = delete(ItemPriceRow).where(ItemPriceRow.guild_id == guild_id, ItemPriceRow.key == item.casefold())
    return tx.execute(gone).rowcount > 0
