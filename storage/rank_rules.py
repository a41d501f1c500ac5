"""Roles by rank: the rules, and whom each has given its role."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.leaderboard_settings import Board
from storage.members import member_id_key
from storage.schema import Base, one_of, snowflake, word


class RankRuleRow(Base):
    """The top so many of a board get a role; `blocked` says why Discord does not let us, `removed_at` ends it."""

    __tablename__ = "rank_rules"
    __table_args__ = (one_of("board", Board), UniqueConstraint("guild_id", "board", "top", "role_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    board: Mapped[str] = word()
    top: Mapped[int]
    role_id: Mapped[int] = snowflake()
    added_by: Mapped[int] = mapped_column(member_id_key(), index=True)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    blocked: Mapped[str | None] = word()
    blocked_at: Mapped[datetime | None]


class RankHolderRow(Base):
    """Somebody whom a rule gives its role: since when they stand below, when they got it, and when they left."""

    __tablename__ = "rank_holders"

    rule_id: Mapped[int] = mapped_column(ForeignKey("rank_rules.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    below_since: Mapped[datetime | None]
    given_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
