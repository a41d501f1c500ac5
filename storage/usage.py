"""How much the bot is used: commands by name without their contents, who was active on which day, who came and left."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

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
