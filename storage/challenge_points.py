"""The ledger of challenge points: rows are never edited, a cause is paid once, and sums are kept beside them.

A key names a cause; the rows of one key have numbers, so that what was paid, taken back and paid again stays readable,
and two writers can never both be the next.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, Select, String, UniqueConstraint, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from domain.challenge_points import Cause, Owed, vote_key
from storage.engine import insert as upsert
from storage.engine import once
from storage.members import member_id_key
from storage.schema import Base, one_of, word


class PointRow(Base):
    """Points that somebody was paid for a cause, or that were taken back when negative."""

    __tablename__ = "challenge_points"
    __table_args__ = (
        one_of("cause", Cause),
        UniqueConstraint("challenge_id", "key", "number"),
        Index(None, "challenge_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"))
    key: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    cause: Mapped[str] = word()
    points: Mapped[int]
    at: Mapped[datetime]


class TotalRow(Base):
    """What a member's rows in a challenge come to; `bot.py check` adds them up again."""

    __tablename__ = "challenge_totals"
    __table_args__ = ({"sqlite_with_rowid": False},)

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenges.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True, index=True)
    points: Mapped[int]


_ENTER = once(lambda: insert(PointRow))


@once
def _add() -> ReturningInsert[int]:
    row = upsert(TotalRow)
    grown = {"points": TotalRow.points + row.excluded.points}
    return row.on_conflict_do_update(index_elements=["challenge_id", "member_id"], set_=grown).returning(
        TotalRow.points
    )


@dataclass(frozen=True, slots=True)
class Paid:
    """What the rows of each key come to, and how many rows each has, also of those that come to nothing."""

    owed: dict[str, Owed]
    rows: dict[str, int]


def of_everybody(tx: Connection, challenge_id: int) -> Paid:
    """Everything that a challenge paid."""
    return _read(tx, _rows(challenge_id))


def of_causes(tx: Connection, challenge_id: int, causes: Collection[Cause], members: Collection[int]) -> Paid:
    """What a challenge paid these members for these causes."""
    query = _rows(challenge_id).where(PointRow.cause.in_(sorted(causes)), PointRow.member_id.in_(sorted(members)))
    return _read(tx, query)


def of_votes(tx: Connection, challenge_id: int, voter_id: int) -> Paid:
    """What somebody's votes paid, them and those whom they voted for."""
    beginning = vote_key(voter_id, 0)[:-1]
    # A range, which the index on the key answers; `;` follows `:`.
    return _read(tx, _rows(challenge_id).where(PointRow.key >= beginning, PointRow.key < beginning[:-1] + ";"))


def enter(tx: Connection, challenge_id: int, rows: Iterable[Owed], before: Paid, now: datetime) -> dict[int, int]:
    """Append rows to what is `before`; returns what everybody concerned has now."""
    counts = Counter(before.rows)
    values: list[dict[str, Any]] = []
    sums: Counter[int] = Counter()
    for row in rows:
        counts[row.key] += 1
        sums[row.member_id] += row.points
        of = {"challenge_id": challenge_id, "key": row.key, "number": counts[row.key]}
        values.append(of | {"member_id": row.member_id, "cause": row.cause.value, "points": row.points, "at": now})
    if not values:
        return {}
    tx.execute(_ENTER(), values)
    return {who: _added(tx, challenge_id, who, points) for who, points in sums.items()}


def totals(tx: Connection, challenge_id: int) -> dict[int, int]:
    """What everybody who was ever paid has in a challenge."""
    query = select(TotalRow.member_id, TotalRow.points).where(TotalRow.challenge_id == challenge_id)
    return {row[0]: row[1] for row in tx.execute(query)}


def _added(tx: Connection, challenge_id: int, member_id: int, points: int) -> int:
    row = {"challenge_id": challenge_id, "member_id": member_id, "points": points}
    return tx.execute(_add(), row).scalar_one()


def _rows(challenge_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PointRow.key,
            PointRow.member_id,
            PointRow.cause,
            func.sum(PointRow.points).label("points"),
            func.max(PointRow.number).label("number"),
        )
        .where(PointRow.challenge_id == challenge_id)
        .group_by(PointRow.key, PointRow.member_id, PointRow.cause)
    )


def _read(tx: Connection, query: Select[*tuple[Any, ...]]) -> Paid:
    owed: dict[str, Owed] = {}
    rows: dict[str, int] = {}
    for row in tx.execute(query):
        rows[row.key] = max(row.number, rows.get(row.key, 0))
        if row.points:
            owed[row.key] = Owed(row.key, row.member_id, Cause(row.cause), row.points)
    return Paid(owed, rows)
