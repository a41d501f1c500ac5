"""How everybody stood on each board when a day of the guild ended; kept for as long as movement is told of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import JSON, Connection, Text, bindparam, cast, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.leaderboard_settings import Board
from domain.windows import Window
from storage.engine import once, upsert
from storage.schema import Base, one_of, snowflake, word


class StandingDayRow(Base):
    """What every member had on a board over a window at the end of a day, by member id."""

    __tablename__ = "standing_days"
    __table_args__ = (one_of("board", Board), one_of("window", Window), {"sqlite_with_rowid": False})

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    board: Mapped[str] = word(primary_key=True)
    window: Mapped[str] = word(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    values: Mapped[dict[str, Any]] = mapped_column(JSON)


_KEEP = once(lambda: upsert(StandingDayRow, "guild_id", "board", "window", "day", change=("values",)))
_BOARD = (
    StandingDayRow.guild_id == bindparam("guild"),
    StandingDayRow.board == bindparam("which"),
    StandingDayRow.window == bindparam("over"),
)
_DAYS = once(lambda: select(StandingDayRow.day).where(*_BOARD).order_by(StandingDayRow.day))
_VALUES = once(lambda: select(StandingDayRow.values).where(*_BOARD, StandingDayRow.day == bindparam("ended")))


def keep(tx: Connection, guild_id: int, board: Board, window: Window, day: date, values: Mapping[int, int]) -> None:
    """Keep what everybody had when that day ended."""
    row = {"guild_id": guild_id, "board": board, "window": window, "day": day}
    tx.execute(_KEEP(), row | {"values": {str(who): value for who, value in values.items()}})


def days(tx: Connection, guild_id: int, board: Board, window: Window) -> list[date]:
    """The days of which a board is kept, oldest first."""
    return list(tx.execute(_DAYS(), {"guild": guild_id, "which": board, "over": window}).scalars())


def values(tx: Connection, guild_id: int, board: Board, window: Window, day: date) -> dict[int, int] | None:
    """What everybody had on a board when that day ended; None when it was not kept."""
    asked = {"guild": guild_id, "which": board, "over": window, "ended": day}
    found = tx.execute(_VALUES(), asked).scalar_one_or_none()
    return None if found is None else {int(who): value for who, value in found.items()}


def is_kept(tx: Connection, guild_id: int, day: date) -> bool:
    """Whether that day of the guild is kept."""
    query = select(StandingDayRow.day).where(StandingDayRow.guild_id == guild_id, StandingDayRow.day == day)
    return tx.execute(query.limit(1)).first() is not None


def drop(tx: Connection, guild_id: int, window: Window, before: date) -> None:
    """Let go of what is older."""
    mine = (StandingDayRow.guild_id == guild_id) & (StandingDayRow.window == window)
    tx.execute(delete(StandingDayRow).where(mine, StandingDayRow.day < before))


def of_member(tx: Connection, guild_id: int, member_id: int) -> list[dict[str, Any]]:
    """What a person had on every board at the end of every day that is kept, as plain values."""
    rows = _naming(tx, guild_id, member_id)
    return [
        {"board": row.board, "window": row.window, "day": row.day.isoformat(), "value": row.values[str(member_id)]}
        for row in rows
    ]


def forget(tx: Connection, guild_id: int, member_id: int) -> None:
    """Take a person off every board of every day that is kept."""
    for row in _naming(tx, guild_id, member_id):
        left = {who: value for who, value in row.values.items() if who != str(member_id)}
        mine = (StandingDayRow.guild_id == guild_id, StandingDayRow.board == row.board)
        day = (StandingDayRow.window == row.window, StandingDayRow.day == row.day)
        tx.execute(update(StandingDayRow).where(*mine, *day).values(values=left))


def _naming(tx: Connection, guild_id: int, member_id: int) -> list[Any]:
    """The kept boards with that person on them; the text is searched first, which is much quicker than reading it."""
    named = cast(StandingDayRow.values, Text).contains(f'"{member_id}":', autoescape=True)
    query = select(StandingDayRow).where(StandingDayRow.guild_id == guild_id, named)
    order = (StandingDayRow.board, StandingDayRow.window, StandingDayRow.day)
    return [row for row in tx.execute(query.order_by(*order)) if str(member_id) in row.values]
