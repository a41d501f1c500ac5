"""What members say about themselves, and whether they want direct messages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, bindparam, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.engine import once, upsert
from storage.members import MemberRow, member_id_key
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


_OF = once(
    lambda: select(
        PreferenceRow.region,
        PreferenceRow.team,
        PreferenceRow.digests,
        PreferenceRow.closed_at,
        PreferenceRow.last_at,
    ).where(PreferenceRow.member_id == bindparam("member"))
)
_SAID = once(
    lambda: (
        select(PreferenceRow.member_id, PreferenceRow.region, PreferenceRow.team)
        .join(MemberRow, MemberRow.id == PreferenceRow.member_id)
        .where(MemberRow.guild_id == bindparam("guild"), or_(PreferenceRow.region != "", PreferenceRow.team != ""))
    )
)


def of(tx: Connection, member_id: int) -> Preferences:
    """What this member said; the same for whoever said nothing."""
    row = tx.execute(_OF(), {"member": member_id}).one_or_none()
    return Preferences() if row is None else Preferences(*row)


def save(tx: Connection, member_id: int, said: Preferences) -> None:
    """From now on this stands."""
    row = {
        "member_id": member_id,
        "region": said.region,
        "team": said.team,
        "digests": said.digests,
        "closed_at": said.closed_at,
        "last_at": said.last_at,
    }
    change = ["region", "team", "digests", "closed_at", "last_at"]
    tx.execute(upsert(PreferenceRow, "member_id", change=change), row)


def regions_and_teams(tx: Connection, guild_id: int) -> dict[int, tuple[str, str]]:
    """Region and team of every member who said one or the other, by member id."""
    return {row[0]: (row[1], row[2]) for row in tx.execute(_SAID(), {"guild": guild_id})}
