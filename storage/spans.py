"""Spans: what characters' numbers were at both ends of a time, each between snapshots of its own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Connection, ScalarSelect, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from storage.engine import once
from storage.schema import SECONDS
from storage.snapshots import ChangeRow, MetricRow, ReadingRow, SnapshotRow


@dataclass(frozen=True, slots=True)
class Ends:
    """A character's first snapshot at or after a span's start, and its last at or before the end: id, time, hash."""

    character_id: int
    first: tuple[int, datetime, bytes]
    last: tuple[int, datetime, bytes]


def ends(tx: Connection, characters: Collection[int], start: datetime, end: datetime) -> list[Ends]:
    """Both ends of each of these characters that was looked at in the span, in order of their ids."""
    rows: Iterable[Any] = tx.execute(_ends(), {"characters": sorted(characters), "start": start, "end": end})
    return [Ends(row[0], (row[1], row[2], row[3]), (row[4], row[5], row[6])) for row in rows]


def differences(
    tx: Connection, characters: Collection[int], slugs: Collection[str], start: datetime, end: datetime
) -> list[tuple[int, str, int | None, int | None]]:
    """What changed between both ends: (character, slug, value at the first, value at the last); None is hidden."""
    wanted = {"characters": sorted(characters), "slugs": sorted(slugs), "start": start, "end": end}
    rows: Iterable[Any] = tx.execute(_differences(), wanted)
    return [(row[0], row[1], row[2], row[3]) for row in rows if row[2] != row[3]]


def _span() -> CTE:
    return (
        select(
            SnapshotRow.character_id.label("character_id"),
            func.min(SnapshotRow.taken_at, type_=SECONDS).label("first"),
            func.max(SnapshotRow.taken_at, type_=SECONDS).label("last"),
        )
        .where(SnapshotRow.character_id.in_(bindparam("characters", expanding=True)))
        .where(SnapshotRow.taken_at >= bindparam("start", type_=SECONDS))
        .where(SnapshotRow.taken_at <= bindparam("end", type_=SECONDS))
        .group_by(SnapshotRow.character_id)
        .cte("span")
    )


@once
def _ends() -> Any:
    span = _span()
    first, last = aliased(SnapshotRow), aliased(SnapshotRow)
    found = select(span.c.character_id, first.id, first.taken_at, first.hash, last.id, last.taken_at, last.hash)
    found = found.join(first, and_(first.character_id == span.c.character_id, first.taken_at == span.c.first))
    found = found.join(last, and_(last.character_id == span.c.character_id, last.taken_at == span.c.last))
    return found.order_by(span.c.character_id)


@once
def _differences() -> Any:
    span = _span()

    def value_at(moment: Any) -> ScalarSelect[int | None]:
        return (
            select(ChangeRow.value)
            .where(ChangeRow.character_id == ReadingRow.character_id, ChangeRow.metric_id == ReadingRow.metric_id)
            .where(ChangeRow.at <= moment)
            .order_by(ChangeRow.at.desc())
            .limit(1)
            .scalar_subquery()
        )

    found = select(ReadingRow.character_id, MetricRow.slug, value_at(span.c.first), value_at(span.c.last))
    found = found.join(MetricRow, MetricRow.id == ReadingRow.metric_id)
    found = found.join(span, span.c.character_id == ReadingRow.character_id)
    # What has not changed since the first snapshot gained nothing.
    found = found.where(MetricRow.slug.in_(bindparam("slugs", expanding=True)), ReadingRow.changed_at > span.c.first)
    return found.order_by(ReadingRow.character_id, MetricRow.slug)
