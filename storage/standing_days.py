"""How everybody stood on each board when a day of the guild ended; kept for as long as movement is told of it."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from domain.leaderboard_settings import Board
from storage.schema import Base, one_of, snowflake, word


class StandingDayRow(Base):
    """What every member had on a board at the end of a day, by member id."""

    __tablename__ = "standing_days"
    __table_args__ = (one_of("board", Board), {"sqlite_with_rowid": False})

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    board: Mapped[str] = word(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
