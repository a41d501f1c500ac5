"""What waits to be told to members who asked for direct messages."""

from datetime import datetime

from sqlalchemy import JSON, Connection, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.notices import Facts
from storage.engine import insert
from storage.members import member_id_key
from storage.preferences import PreferenceRow
from storage.schema import Base


class DigestLineRow(Base):
    """One line of somebody's next digest."""

    __tablename__ = "digest_lines"
    __table_args__ = (UniqueConstraint("member_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key())
    key: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(String(60))
    facts: Mapped[Facts] = mapped_column(JSON)
    at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


def put(tx: Connection, member_id: int, about: str, *, key: str, facts: Facts, now: datetime) -> None:
    """Tell a member in their next digest, once per `key`; whoever did not ask for digests is not told.

    The sentence stands in the words under `digest.<about>`.
    """
    wanted = select(PreferenceRow.digests).where(PreferenceRow.member_id == member_id)
    if not tx.execute(wanted).scalar():
        return
    row = {"member_id": member_id, "key": key, "about": about, "facts": facts, "at": now}
    tx.execute(insert(DigestLineRow).values(row).on_conflict_do_nothing(index_elements=["member_id", "key"]))
