"""Sponsors of challenges."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.members import member_id_key
from storage.schema import Base, snowflake


class SponsorRow(Base):
    """One sponsor of a guild; `contact` is for officers alone."""

    __tablename__ = "sponsors"
    __table_args__ = (UniqueConstraint("guild_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    name: Mapped[str] = mapped_column(String(80))
    website: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    verified: Mapped[bool]
    active: Mapped[bool]
    added_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    added_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Sponsor:
    """A sponsor; `contact` is for officers alone, `logo_id` a picture's id."""

    id: int
    guild_id: int
    name: str
    website: str
    description: str
    contact: str
    logo_id: int | None
    verified: bool
    active: bool


def find(tx: Connection, guild_id: int, sponsor_id: int) -> Sponsor | None:
    """The guild's sponsor of that id."""
    query = select(SponsorRow).where(SponsorRow.id == sponsor_id, SponsorRow.guild_id == guild_id)
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    texts = (row.name, row.website, row.description, row.contact)
    return Sponsor(row.id, row.guild_id, *texts, row.logo_id, row.verified, row.active)
