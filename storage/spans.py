"""Spans: what characters' numbers were at both ends of a time, each between snapshots of its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Connection, and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from domain.judging import Look
from storage.characters import CharacterRow
from storage.engine import once
from storage.schema import SECONDS
from storage.snapshots import ReadingRow, SnapshotRow, value_at


@dataclass(frozen=True, slots=True)
class Ends:
    """A character's first snapshot at or after a span's start, and its last at or before the end."""

    character_id: int
    first: Look
    last: Look


def ends(tx: Connection, characters: Collection[int], start: datetime, end: datetime) -> list[Ends]:
    """Both ends of each of these characters that was looked at in the span, in order of their ids."""
    rows: Any = tx.execute(_ends(), {"characters": sorted(characters), "start": start, "end": end}).all()
    return [Ends(row[0], Look(row[1], row[2], row[3]), Look(row[4], row[5], row[6])) for row in rows]


def moved(
    tx: Connection, characters: Collection[int], start: datetime, end: datetime
) -> Sequence[tuple[int, int, int | None]]:
    """What changed after the first end: (character, id of the metric, value at the last end); None is hidden."""
    wanted = {"characters": sorted(characters), "start": start, "end": end}
    rows: Any = tx.execute(_moved(), wanted).all()
    return rows


def _span() -> CTE:
    """The times of both ends, each found by its index: to read all between them would take longer the longer it is."""
    taken_at = SnapshotRow.taken_at
    within = SnapshotRow.character_id == CharacterRow.id
    within &= taken_at.between(bindparam("start", type_=SECONDS), bindparam("end", type_=SECONDS))

    def end(which: Any, name: str) -> Any:
        return select(which(taken_at, type_=SECONDS)).where(within).scalar_subquery().label(name)

    ends = select(CharacterRow.id.label("character_id"), end(func.min, "first"), end(func.max, "last"))
    wanted = ends.where(CharacterRow.id.in_(bindparam("characters", expanding=True)))
    # Else they would be looked up anew for every number that is compared with them.
    return wanted.cte("span").prefix_with("MATERIALIZED")


@once
def _ends() -> Any:
    span = _span()
    first, last = aliased(SnapshotRow), aliased(SnapshotRow)
    found = select(span.c.character_id, first.id, first.taken_at, first.hash, last.id, last.taken_at, last.hash)
    found = found.join(first, and_(first.character_id == span.c.character_id, first.taken_at == span.c.first))
    found = found.join(last, and_(last.character_id == span.c.character_id, last.taken_at == span.c.last))
    return found.order_by(span.c.character_id)


@once
def _moved() -> Any:
    span = _span()
    # The newest value is the last one's too, unless it changed since.
    last = case((ReadingRow.changed_at <= span.c.last, ReadingRow.value), else_=value_at(span.c.last))
    found = select(ReadingRow.character_id, ReadingRow.metric_id, last)
    found = found.join(span, span.c.character_id == ReadingRow.character_id)
    # What has not changed since the first snapshot gained nothing.
    return found.where(ReadingRow.changed_at > span.c.first)
