"""What waits to be told to members who asked for direct messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, String, UniqueConstraint, delete, exists, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.digests import Line
from domain.notices import Facts
from storage.engine import insert
from storage.members import GuildRow, MemberRow, member_id_key
from storage.preferences import PreferenceRow
from storage.schema import Base, partial

_UNSENT = text("sent_at IS NULL")


class DigestLineRow(Base):
    """One line of somebody's next digest."""

    __tablename__ = "digest_lines"
    __table_args__ = (
        UniqueConstraint("member_id", "key"),
        partial("ix_digest_lines_unsent", "member_id", "id", where=_UNSENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key())
    key: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(String(60))
    facts: Mapped[Facts] = mapped_column(JSON)
    at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody for whom lines wait, and when they were written to last."""

    member_id: int
    guild_id: int
    user_id: int
    last_at: datetime | None


def put(tx: Connection, member_id: int, about: str, *, key: str, facts: Facts, now: datetime) -> None:
    """Tell a member in their next digest, once per `key`; whoever did not ask for digests is not told.

    The sentence stands in the words under `digest.<about>`.
    """
    wanted = select(PreferenceRow.digests).where(PreferenceRow.member_id == member_id)
    if not tx.execute(wanted).scalar():
        return
    row = {"member_id": member_id, "key": key, "about": about, "facts": facts, "at": now}
    tx.execute(insert(DigestLineRow).values(row).on_conflict_do_nothing(index_elements=["member_id", "key"]))


def waiting(tx: Connection) -> list[Waiting]:
    """Everybody who wants digests and for whom something waits, in guilds that the bot is in."""
    columns = (MemberRow.id, MemberRow.guild_id, MemberRow.user_id, PreferenceRow.last_at)
    query = select(*columns).join(PreferenceRow, PreferenceRow.member_id == MemberRow.id)
    query = query.join(GuildRow, GuildRow.id == MemberRow.guild_id).where(GuildRow.left_at.is_(None))
    some = exists().where(DigestLineRow.member_id == MemberRow.id, _UNSENT)
    wanted = query.where(PreferenceRow.digests, MemberRow.user_id.is_not(None), some).order_by(MemberRow.id)
    return [Waiting(*row) for row in tx.execute(wanted)]


def unsent(tx: Connection, member_id: int, limit: int) -> tuple[list[Line], bool]:
    """The oldest lines that wait for a member, and whether there are more than those."""
    columns = (DigestLineRow.id, DigestLineRow.about, DigestLineRow.facts, DigestLineRow.at)
    query = select(*columns).where(DigestLineRow.member_id == member_id, DigestLineRow.sent_at.is_(None))
    rows = [Line(*row) for row in tx.execute(query.order_by(DigestLineRow.id).limit(limit + 1))]
    return rows[:limit], len(rows) > limit


def claim(tx: Connection, member_id: int, last_at: datetime | None, now: datetime) -> bool:
    """The member is written to now; False when they do not want it any more, or were written to since `last_at`."""
    same = PreferenceRow.last_at.is_(None) if last_at is None else PreferenceRow.last_at == last_at
    change = update(PreferenceRow).where(PreferenceRow.member_id == member_id, PreferenceRow.digests, same)
    return tx.execute(change.values(last_at=now)).rowcount > 0


def give_back(tx: Connection, member_id: int, last_at: datetime | None) -> None:
    """The member was not written to after all."""
    tx.execute(update(PreferenceRow).where(PreferenceRow.member_id == member_id).values(last_at=last_at))


def note_sent(tx: Connection, line_ids: list[int], now: datetime) -> None:
    """These were told."""
    tx.execute(update(DigestLineRow).where(DigestLineRow.id.in_(line_ids)).values(sent_at=now))


def close(tx: Connection, member_id: int, now: datetime) -> None:
    """Their direct messages are closed: no digests until they ask again, and nothing waits for them."""
    change = update(PreferenceRow).where(PreferenceRow.member_id == member_id)
    tx.execute(change.values(digests=False, closed_at=now))
    drop_unsent(tx, member_id)


def drop_unsent(tx: Connection, member_id: int) -> None:
    """Nothing waits for the member any more."""
    tx.execute(delete(DigestLineRow).where(DigestLineRow.member_id == member_id, DigestLineRow.sent_at.is_(None)))


def tidy(tx: Connection, *, sent_before: datetime, put_before: datetime) -> None:
    """Drop what was told before one time, and what was not told and is from before another."""
    old = DigestLineRow.sent_at.is_(None) & (DigestLineRow.at < put_before)
    tx.execute(delete(DigestLineRow).where((DigestLineRow.sent_at < sent_before) | old))


def about(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What the member was or is to be told, as plain values."""
    columns = (DigestLineRow.about, DigestLineRow.facts, DigestLineRow.at, DigestLineRow.sent_at)
    rows = tx.execute(select(*columns).where(DigestLineRow.member_id == member_id).order_by(DigestLineRow.id))
    return [
        {"about": row.about, "facts": row.facts, "at": row.at.isoformat(), "sent_at": _text(row.sent_at)}
        for row in rows
    ]


def erase(tx: Connection, member_id: int) -> None:
    """Forget what the member was told, and what they said about themselves."""
    tx.execute(delete(DigestLineRow).where(DigestLineRow.member_id == member_id))
    tx.execute(delete(PreferenceRow).where(PreferenceRow.member_id == member_id))


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
