"""What a locked draw holds: its entries, leaf by leaf, and the positions that were drawn among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, ForeignKey, LargeBinary, Text, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from fairness.drawing import Pick
from fairness.protocol import Entry
from storage.members import member_id_key
from storage.schema import Base


class DrawEntryRow(Base):
    """One leaf of a locked draw; `who`, `salt` and `evidence` go together when the person is erased."""

    __tablename__ = "draw_entries"
    __table_args__ = ({"sqlite_with_rowid": False},)

    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    participant: Mapped[bytes] = mapped_column(LargeBinary)
    who: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    first_ticket: Mapped[int] = mapped_column(BigInteger)
    tickets: Mapped[int] = mapped_column(BigInteger)
    evidence: Mapped[str | None] = mapped_column(Text)
    evidence_sha256: Mapped[bytes] = mapped_column(LargeBinary)


class DrawPlaceRow(Base):
    """A position that was drawn; `void` is the public reason for which its winner was passed over."""

    __tablename__ = "draw_places"
    __table_args__ = ({"sqlite_with_rowid": False},)

    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    nonce: Mapped[int] = mapped_column(BigInteger)
    ticket: Mapped[int] = mapped_column(BigInteger)
    participant: Mapped[bytes] = mapped_column(LargeBinary)
    void: Mapped[str | None] = mapped_column(Text)
    voided_by: Mapped[int | None] = mapped_column(member_id_key())
    voided_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Place:
    """A position that was drawn: whose it is (`who` is None once that person was erased), and with how many tickets."""

    position: int
    pick: Pick
    who: str | None
    tickets: int
    void: str | None
    voided_by: int | None


def add(tx: Connection, draw_id: int, entries: Sequence[Entry], members: Mapping[str, int]) -> None:
    """Keep the leaves of a draw that is being locked; `members` has the member of each `who` that is one."""
    tx.execute(insert(DrawEntryRow), [_row(draw_id, seq, entry, members) for seq, entry in enumerate(entries)])


def void(
    tx: Connection, draw_id: int, position: int, reason: str, picks: Sequence[Pick], *, by: int | None, now: datetime
) -> bool:
    """Pass a winner over, for good, and add the positions that step up; False when it was passed over before."""
    change = update(DrawPlaceRow).where(
        DrawPlaceRow.draw_id == draw_id, DrawPlaceRow.position == position, DrawPlaceRow.void.is_(None)
    )
    if not tx.execute(change.values(void=reason, voided_by=by, voided_at=now)).rowcount:
        return False
    known = tx.execute(
        select(func.count()).select_from(DrawPlaceRow).where(DrawPlaceRow.draw_id == draw_id)
    ).scalar_one()
    add_places(tx, draw_id, known, picks[known:])
    return True


def of(tx: Connection, draw_id: int) -> tuple[Entry, ...]:
    """The leaves, in order."""
    query = select(
        DrawEntryRow.participant,
        DrawEntryRow.who,
        DrawEntryRow.salt,
        DrawEntryRow.first_ticket,
        DrawEntryRow.tickets,
        DrawEntryRow.evidence,
        DrawEntryRow.evidence_sha256,
    )
    rows = tx.execute(query.where(DrawEntryRow.draw_id == draw_id).order_by(DrawEntryRow.seq))
    return tuple(map(_entry, rows))


def size(tx: Connection, draw_id: int) -> tuple[int, int, int]:
    """How many entries, tickets and participants a locked draw has."""
    counted = select(
        func.count(),
        func.coalesce(func.sum(DrawEntryRow.tickets), 0),
        func.count(DrawEntryRow.participant.distinct()),
    ).where(DrawEntryRow.draw_id == draw_id)
    entries, tickets, participants = tx.execute(counted).one()
    return entries, int(tickets), participants


def places(tx: Connection, draw_id: int) -> list[Place]:
    """The positions drawn, in order."""
    theirs = (DrawEntryRow.draw_id == DrawPlaceRow.draw_id) & (DrawEntryRow.participant == DrawPlaceRow.participant)
    query = (
        select(
            DrawPlaceRow,
            func.min(DrawEntryRow.who).label("who"),
            func.coalesce(func.sum(DrawEntryRow.tickets), 0).label("tickets"),
        )
        .join(DrawEntryRow, theirs)
        .where(DrawPlaceRow.draw_id == draw_id)
        .group_by(DrawPlaceRow.draw_id, DrawPlaceRow.position)
        .order_by(DrawPlaceRow.position)
    )
    return [_place(row) for row in tx.execute(query)]


def winner(tx: Connection, draw_id: int, position: int = 0) -> int | None:
    """The member at a position, which count from 0, if that is one; the first unless told."""
    theirs = (DrawEntryRow.draw_id == DrawPlaceRow.draw_id) & (DrawEntryRow.participant == DrawPlaceRow.participant)
    query = select(DrawEntryRow.member_id).join(DrawPlaceRow, theirs)
    query = query.where(DrawPlaceRow.draw_id == draw_id, DrawPlaceRow.position == position)
    return tx.execute(query.limit(1)).scalar()


def entrants(tx: Connection, draw_id: int) -> list[int]:
    """The members who have a line, in the order of their first."""
    query = select(DrawEntryRow.member_id).where(DrawEntryRow.draw_id == draw_id, DrawEntryRow.member_id.is_not(None))
    return list(dict.fromkeys(one for one in tx.execute(query.order_by(DrawEntryRow.seq)).scalars() if one is not None))


def lines_of(tx: Connection, draw_id: int, who: str) -> list[tuple[int, Entry]]:
    """A person's leaves, each with its place in the list, which counts from 0."""
    query = select(DrawEntryRow).where(DrawEntryRow.draw_id == draw_id, DrawEntryRow.who == who)
    return [(row.seq, _entry(row)) for row in tx.execute(query.order_by(DrawEntryRow.seq))]


def add_places(tx: Connection, draw_id: int, first: int, picks: Sequence[Pick]) -> None:
    """Keep positions from `first` on."""
    rows = [
        {
            "draw_id": draw_id,
            "position": position,
            "nonce": pick.nonce,
            "ticket": pick.ticket,
            "participant": pick.participant,
        }
        for position, pick in enumerate(picks, first)
    ]
    if rows:
        tx.execute(insert(DrawPlaceRow), rows)


def _entry(row: Any) -> Entry:
    return Entry(row.participant, row.who, row.salt, row.first_ticket, row.tickets, row.evidence, row.evidence_sha256)


def _place(row: Any) -> Place:
    pick = Pick(row.nonce, row.ticket, row.participant)
    return Place(row.position, pick, row.who, int(row.tickets), row.void, row.voided_by)


def _row(draw_id: int, seq: int, entry: Entry, members: Mapping[str, int]) -> dict[str, Any]:
    return {
        "draw_id": draw_id,
        "seq": seq,
        "member_id": members.get(entry.who or ""),
        "participant": entry.participant,
        "who": entry.who,
        "salt": entry.salt,
        "first_ticket": entry.first_ticket,
        "tickets": entry.tickets,
        "evidence": entry.evidence,
        "evidence_sha256": entry.evidence_sha256,
    }
