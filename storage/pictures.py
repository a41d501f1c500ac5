"""Pictures that the bot keeps: what each is; the bytes lie in the data directory under their hash (`storage.shelf`)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.members import member_id_key
from storage.schema import Base, snowflake


class PictureRow(Base):
    """One picture as it was kept: checked, without metadata, and no larger than it is shown."""

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake(index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    mime: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    made_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: `sha256` in hex names its file; width and height in pixels, `size` in bytes."""

    sha256: str
    mime: str
    width: int
    height: int
    size: int


def keep(tx: Connection, guild_id: int, picture: Picture, *, by: int | None, now: datetime) -> int:
    """Enter a picture whose file is on the shelf already; returns its id."""
    row = {"guild_id": guild_id, "sha256": picture.sha256, "mime": picture.mime, "width": picture.width}
    row |= {"height": picture.height, "size": picture.size, "made_by": by, "at": now}
    return tx.execute(insert(PictureRow).values(row).returning(PictureRow.id)).scalar_one()


def find(tx: Connection, guild_id: int, picture_id: int) -> Picture | None:
    """The guild's picture of that id."""
    query = select(PictureRow).where(PictureRow.id == picture_id, PictureRow.guild_id == guild_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else Picture(row.sha256, row.mime, row.width, row.height, row.size)


def drop(tx: Connection, picture_id: int) -> None:
    """Nothing shows that picture any more; its file goes with the next tidying."""
    tx.execute(delete(PictureRow).where(PictureRow.id == picture_id))


def hashes(tx: Connection) -> set[str]:
    """The files that are still needed, by their hash."""
    return set(tx.execute(select(PictureRow.sha256).distinct()).scalars())
