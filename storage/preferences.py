"""What members say about themselves, and whether they want direct messages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.members import member_id_key
from storage.schema import Base


class PreferenceRow(Base):
    """A member's region and team (empty: none), and their digests; `closed_at` is when they turned out closed."""

    __tablename__ = "preferences"

    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True)
    region: Mapped[str] = mapped_column(String(40))
    team: Mapped[str] = mapped_column(String(40))
    digests: Mapped[bool]
    closed_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a member said about themselves; everybody who said nothing has these."""

    region: str = ""
    team: str = ""
    digests: bool = False
    closed_at: datetime | None = None
    last_at: datetime | None = None
