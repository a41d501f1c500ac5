"""How much the bot is used: commands by name without their contents, who was active on which day, who came and left."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.retention import Seen
from storage.engine import insert, once
from storage.members import member_id_key
from storage.schema import Base, snowflake


class CommandUseRow(Base):
    """How often a command was used in a guild on a day of the guild."""

    __tablename__ = "command_uses"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    command: Mapped[str] = mapped_column(String(70), primary_key=True)
    uses: Mapped[int]


class ActiveDayRow(Base):
    """Somebody used the bot on a day of the guild."""

    __tablename__ = "active_days"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)


class ComingRow(Base):
    """How many joined and left a guild on a day, as far as Discord told."""

    __tablename__ = "comings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    joined: Mapped[int]
    left: Mapped[int]


def _adding(table: Any, key: Sequence[str], *sums: str) -> Any:
    row = insert(table)
    grown = {name: getattr(table, name) + row.excluded[name] for name in sums}
    return row.on_conflict_do_update(index_elements=list(key), set_=grown)


_USED = once(lambda: _adding(CommandUseRow, ("guild_id", "day", "command"), "uses"))
_CAME = once(lambda: _adding(ComingRow, ("guild_id", "day"), "joined", "left"))
_ACTIVE = once(lambda: insert(ActiveDayRow).on_conflict_do_nothing())


def add_uses(tx: Connection, guild_id: int, uses: Mapping[tuple[date, str], int]) -> None:
    """Commands were used that often, by day and name."""
    rows = [{"guild_id": guild_id, "day": day, "command": name, "uses": n} for (day, name), n in uses.items()]
    if rows:
        tx.execute(_USED(), rows)


def add_active(tx: Connection, guild_id: int, active: set[tuple[date, int]]) -> None:
    """Members were active on these days."""
    rows = [{"guild_id": guild_id, "day": day, "member_id": member_id} for day, member_id in sorted(active)]
    if rows:
        tx.execute(_ACTIVE(), rows)


def add_comings(tx: Connection, guild_id: int, day: date, *, joined: int, left: int) -> None:
    """So many joined and left on a day."""
    tx.execute(_CAME(), {"guild_id": guild_id, "day": day, "joined": joined, "left": left})


def commands(tx: Connection, guild_id: int, since: date) -> dict[str, int]:
    """How often each command was used from that day on, the most used first."""
    total = func.sum(CommandUseRow.uses)
    query = select(CommandUseRow.command, total).where(CommandUseRow.guild_id == guild_id, CommandUseRow.day >= since)
    rows = tx.execute(query.group_by(CommandUseRow.command).order_by(total.desc(), CommandUseRow.command))
    return {row[0]: int(row[1]) for row in rows}


def active_by_day(tx: Connection, guild_id: int, since: date) -> dict[date, int]:
    """How many members were active on each day from that one on; days without anybody are left out."""
    query = select(ActiveDayRow.day, func.count()).where(ActiveDayRow.guild_id == guild_id, ActiveDayRow.day >= since)
    return {row[0]: row[1] for row in tx.execute(query.group_by(ActiveDayRow.day))}


def active(tx: Connection, guild_id: int, since: date) -> int:
    """How many members were active from that day on."""
    query = select(func.count(ActiveDayRow.member_id.distinct()))
    return tx.execute(query.where(ActiveDayRow.guild_id == guild_id, ActiveDayRow.day >= since)).scalar_one()


def seen(tx: Connection, guild_id: int, since: date) -> list[Seen]:
    """The first and the last day of everybody who was active from that day on, as far back as it is kept."""
    ever = select(func.min(ActiveDayRow.day), func.max(ActiveDayRow.day)).where(ActiveDayRow.guild_id == guild_id)
    each = ever.group_by(ActiveDayRow.member_id).having(func.max(ActiveDayRow.day) >= since)
    return [Seen(row[0], row[1]) for row in tx.execute(each)]


def began(tx: Connection, guild_id: int) -> date | None:
    """The first day that anything is known of."""
    return tx.execute(select(func.min(CommandUseRow.day)).where(CommandUseRow.guild_id == guild_id)).scalar()


def comings(tx: Connection, guild_id: int, since: date) -> tuple[int, int]:
    """How many joined and left from that day on, as far as Discord told."""
    query = select(func.sum(ComingRow.joined), func.sum(ComingRow.left))
    row = tx.execute(query.where(ComingRow.guild_id == guild_id, ComingRow.day >= since)).one()
    return int(row[0] or 0), int(row[1] or 0)


def days_of(tx: Connection, member_id: int) -> list[date]:
    """The days on which a member was active."""
    query = select(ActiveDayRow.day).where(ActiveDayRow.member_id == member_id)
    return list(tx.execute(query.order_by(ActiveDayRow.day)).scalars())


def forget(tx: Connection, member_id: int) -> None:
    """Drop the days of a member."""
    tx.execute(delete(ActiveDayRow).where(ActiveDayRow.member_id == member_id))


def forget_before(tx: Connection, day: date) -> None:
    """Drop what is older."""
    for table in (CommandUseRow, ActiveDayRow, ComingRow):
        tx.execute(delete(table).where(table.day < day))
