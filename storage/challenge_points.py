"""The ledger of challenge points: rows are never edited, a cause is paid once, and sums are kept beside them.

A key names a cause; the rows of one key have numbers, so that what was paid, taken back and paid again stays readable,
and two writers can never both be the next.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, Select, String, UniqueConstraint, func, insert, literal, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.challenge_points import Cause, Owed, vote_key
from storage.challenges import ChallengeRow
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


_CAUSES = {cause.value: cause for cause in Cause}
_ENTER = once(lambda: insert(PointRow))
_FEW = 20
"""As many sums as are told one by one; more are changed at once and read again."""


def _growing() -> Any:
    row = upsert(TotalRow)
    grown = {"points": TotalRow.points + row.excluded.points}
    return row.on_conflict_do_update(index_elements=["challenge_id", "member_id"], set_=grown)


_ADD = once(lambda: _growing().returning(TotalRow.points))
_ADD_MANY = once(_growing)


Sums = dict[int, int]
"""Points by member."""

Off = tuple[int, int, int, int]
"""A challenge and a member whose total is not what their rows come to: what is kept, and what they sum to."""


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
    if len(sums) <= _FEW:
        return {who: _added(tx, challenge_id, who, points) for who, points in sums.items()}
    row = {"challenge_id": challenge_id}
    tx.execute(_ADD_MANY(), [row | {"member_id": who, "points": points} for who, points in sums.items()])
    after = totals(tx, challenge_id)
    return {who: after[who] for who in sums}


def totals(tx: Connection, challenge_id: int, of: Collection[int] | None = None) -> dict[int, int]:
    """What everybody who was ever paid has in a challenge, or only these members."""
    query = select(TotalRow.member_id, TotalRow.points).where(TotalRow.challenge_id == challenge_id)
    return _summed(tx, query if of is None else query.where(TotalRow.member_id.in_(sorted(of))))


def all_time(tx: Connection, guild_id: int, of: Collection[int] | None = None) -> dict[int, int]:
    """What everybody who was ever paid has in all the guild's challenges together, or only these members."""
    query = select(TotalRow.member_id, func.sum(TotalRow.points)).group_by(TotalRow.member_id)
    query = query.join(ChallengeRow, ChallengeRow.id == TotalRow.challenge_id).where(ChallengeRow.guild_id == guild_id)
    return _summed(tx, query if of is None else query.where(TotalRow.member_id.in_(sorted(of))))


def since(tx: Connection, at: datetime, guild_id: int, challenge_id: int | None = None) -> Sums:
    """What the rows from a moment on come to by member, in one challenge or in all of the guild."""
    query = select(PointRow.member_id, func.sum(PointRow.points)).where(PointRow.at >= at).group_by(PointRow.member_id)
    if challenge_id is not None:
        return _summed(tx, query.where(PointRow.challenge_id == challenge_id))
    query = query.join(ChallengeRow, ChallengeRow.id == PointRow.challenge_id)
    return _summed(tx, query.where(ChallengeRow.guild_id == guild_id))


def of_member(tx: Connection, challenge_id: int, member_id: int) -> list[Owed]:
    """What stands of a member's rows in a challenge, by key; what was paid and taken back is left out."""
    found = _read(tx, _rows(challenge_id).where(PointRow.member_id == member_id))
    return list(found.owed.values())


def check(tx: Connection) -> list[Off]:
    """Totals that are not the sum of their rows, and rows without a total."""
    key = (PointRow.challenge_id, PointRow.member_id)
    summed = select(*key, func.sum(PointRow.points).label("added")).group_by(*key).subquery()
    same = (summed.c.challenge_id == TotalRow.challenge_id) & (summed.c.member_id == TotalRow.member_id)
    added = func.coalesce(summed.c.added, 0)
    off = select(TotalRow.challenge_id, TotalRow.member_id, TotalRow.points, added).outerjoin(summed, same)
    lost = select(summed.c.challenge_id, summed.c.member_id, literal(0), added).outerjoin(TotalRow, same)
    found = [
        *tx.execute(off.where(TotalRow.points != added)),
        *tx.execute(lost.where(TotalRow.member_id.is_(None), added != 0)),
    ]
    return sorted((row[0], row[1], int(row[2]), int(row[3])) for row in found)


def _summed(tx: Connection, query: Select[Any, Any]) -> Sums:
    # In parts: whoever reads a hundred thousand on the event loop lets others have their turn.
    return {row[0]: int(row[1]) for row in tx.execute(query.execution_options(yield_per=1000))}


def _added(tx: Connection, challenge_id: int, member_id: int, points: int) -> int:
    row = {"challenge_id": challenge_id, "member_id": member_id, "points": points}
    return tx.execute(_ADD(), row).scalar_one()


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
    for key, member_id, cause, points, number in tx.execute(query).all():
        rows[key] = max(number, rows.get(key, 0))
        if points:
            owed[key] = Owed(key, member_id, _CAUSES[cause], points)
    return Paid(owed, rows)
