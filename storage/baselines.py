"""Baselines: the values of everybody's first snapshot in a contest that still counts."""

from collections.abc import Mapping

from sqlalchemy import Connection, ForeignKey, LargeBinary, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.engine import once, upsert
from storage.schema import Base


class ContestBaselineRow(Base):
    """The values of a character's first snapshot in a contest that still counts: kept so that they are read once."""

    __tablename__ = "contest_baselines"
    __table_args__ = ({"sqlite_with_rowid": False},)

    contest_id: Mapped[int] = mapped_column(ForeignKey("contests.id"), primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"), primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshots.id"))
    mark: Mapped[bytes] = mapped_column(LargeBinary)
    known: Mapped[bytes] = mapped_column(LargeBinary)


def kept(tx: Connection, contest_id: int, mark: bytes) -> dict[int, tuple[int, bytes]]:
    """By character: its first snapshot and that one's values; `mark` stands for whose they are, in which order."""
    rows = tx.execute(_KEPT(), {"contest": contest_id, "marked": mark}).all()
    return {character_id: (snapshot_id, known) for character_id, snapshot_id, known in rows}


def keep(tx: Connection, contest_id: int, mark: bytes, fresh: Mapping[int, tuple[int, bytes]]) -> None:
    """Keep the values of these characters' first snapshots."""
    rows = [
        {
            "contest_id": contest_id,
            "character_id": character_id,
            "snapshot_id": snapshot_id,
            "mark": mark,
            "known": values,
        }
        for character_id, (snapshot_id, values) in fresh.items()
    ]
    if rows:
        tx.execute(_KEEP(), rows)


def drop(tx: Connection, contest_id: int) -> None:
    """The contest counts no more."""
    tx.execute(delete(ContestBaselineRow).where(ContestBaselineRow.contest_id == contest_id))


_KEPT = once(
    lambda: (
        select(ContestBaselineRow.character_id, ContestBaselineRow.snapshot_id, ContestBaselineRow.known)
        .where(ContestBaselineRow.contest_id == bindparam("contest"))
        .where(ContestBaselineRow.mark == bindparam("marked"))
    )
)
_KEEP = once(lambda: upsert(ContestBaselineRow, "contest_id", "character_id", change=("snapshot_id", "mark", "known")))
