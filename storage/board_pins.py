"""Boards that hang in a channel, who stood on the podium when it was told last, and who plays for nothing."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from domain.leaderboard_settings import Board
from domain.windows import Window
from storage.members import member_id_key
from storage.schema import Base, one_of, snowflake, word


class BoardPinRow(Base):
    """A board that a leader hung in a channel, as it was asked for."""

    __tablename__ = "board_pins"
    __table_args__ = (one_of("board", Board), one_of("window", Window))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake(index=True)
    board: Mapped[str] = word()
    window: Mapped[str] = word()
    top: Mapped[int]
    region: Mapped[str] = mapped_column(String(40))
    team: Mapped[str] = mapped_column(String(40))
    pinned_by: Mapped[int] = mapped_column(member_id_key(), index=True)
    at: Mapped[datetime]


class PodiumRow(Base):
    """The first three of a board as they were told last; `since` is when others stood there first, if they do."""

    __tablename__ = "podiums"
    __table_args__ = (one_of("board", Board),)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    board: Mapped[str] = word(primary_key=True)
    members: Mapped[list[Any]] = mapped_column(JSON)
    told_at: Mapped[datetime]
    since: Mapped[datetime | None]


class LeftOutRow(Base):
    """A member who was last seen with a role that is left out of prizes and tiers."""

    __tablename__ = "left_out"

    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True)
    seen_at: Mapped[datetime]
