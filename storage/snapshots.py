"""Snapshots stored as what changed: the newest value of each metric, a row per changed value, a light row each.

Values hold between changes, so the value at any time is that of the last change at or before it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVarTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    ScalarSelect,
    Select,
    String,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.hiscores import Sheet
from domain.snapshots import Content, canonical_text, changes, snapshot_hash
from storage.characters import CharacterRow
from storage.engine import insert, once, upsert
from storage.schema import SECONDS, Base, word

Ts = TypeVarTuple("Ts")


class MetricRow(Base):
    """Something that the hiscores count, with the time they were first seen to list it."""

    __tablename__ = "metrics"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    first_seen_at: Mapped[datetime] = mapped_column(SECONDS)


class SnapshotRow(Base):
    """One look at a character; its text can be rebuilt and must hash to `hash`."""

    __tablename__ = "snapshots"
    __table_args__ = (Index(None, "character_id", "taken_at", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot_runs.id"))
    taken_at: Mapped[datetime] = mapped_column(SECONDS)
    hiscores_table: Mapped[str] = word()
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class ReadingRow(Base):
    """The newest value of a metric (None: hidden), its rank, and when the value last changed."""

    __tablename__ = "readings"
    __table_args__ = (
        # Holds all that a board reads, so that the ranks, which change daily, need not be read past.
        Index(None, "metric_id", "character_id", "changed_at", "value"),
        {"sqlite_with_rowid": False},
    )

    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"), primary_key=True)
    metric_id: Mapped[int] = mapped_column(ForeignKey("metrics.id"), primary_key=True)
    value: Mapped[int | None] = mapped_column(BigInteger)
    rank: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(SECONDS)


class ChangeRow(Base):
    """A metric's value from this time on, until its next change; None: hidden."""

    __tablename__ = "changes"
    __table_args__ = ({"sqlite_with_rowid": False},)

    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"), primary_key=True)
    metric_id: Mapped[int] = mapped_column(ForeignKey("metrics.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(SECONDS, primary_key=True)
    value: Mapped[int | None] = mapped_column(BigInteger)


def save(
    tx: Connection, character_id: int, run_id: int | None, sheet: Sheet, *, table: str, at: datetime
) -> int | None:
    """Keep what the hiscores said; returns the snapshot's id, or None when time did not go forward since the last.

    `at` is cut to whole seconds.
    """
    at = at.replace(microsecond=0)
    last = tx.execute(_LAST_TAKEN_AT(), {"character": character_id}).scalar()
    if last is not None and at <= last:
        return None
    ids = _metric_ids(tx, sheet, at)
    slugs = {metric_id: slug for slug, metric_id in ids.items()}
    stand = tx.execute(_STAND(), {"character": character_id})
    before = {slugs[metric_id]: value for metric_id, value in stand if value is not None}
    known = sheet.known()
    changed = {change.slug for change in changes(before, known)}
    _write_changes(tx, character_id, ((ids[slug], known.get(slug)) for slug in sorted(changed)), at)
    _write_readings(tx, character_id, sheet, ids, changed, at)
    return _write_snapshot(tx, character_id, run_id, Content(at, table, known))


def save_past(tx: Connection, character_id: int, past: Sequence[tuple[datetime, str, Sheet]]) -> int:
    """Put older sheets (oldest first) before a character's first snapshot; returns how many were kept."""
    first = select(func.min(SnapshotRow.taken_at, type_=SECONDS)).where(SnapshotRow.character_id == character_id)
    own = tx.execute(first).scalar_one()
    before: dict[str, int] = {}
    ids: dict[str, int] = {}
    kept = 0
    for taken_at, table, sheet in past:
        at = taken_at.replace(microsecond=0)
        if at >= own:
            break
        ids = _metric_ids(tx, sheet, at)
        known = sheet.known()
        _write_changes(tx, character_id, ((ids[one.slug], one.value) for one in changes(before, known)), at)
        _write_snapshot(tx, character_id, None, Content(at, table, known))
        before = known
        kept += 1
    _hide_unlisted(tx, character_id, {ids[slug] for slug in before}, own)
    return kept


def note_listed(tx: Connection, slugs: Iterable[str], at: datetime) -> None:
    """These metrics were listed by the hiscores at that time, earlier than we first saw them."""
    late = update(MetricRow).where(MetricRow.slug.in_(sorted(set(slugs))), MetricRow.first_seen_at > at)
    tx.execute(late.values(first_seen_at=at))


def names(tx: Connection) -> dict[str, str]:
    """The hiscores' own name of every metric met so far, by slug."""
    return dict(tx.execute(select(MetricRow.slug, MetricRow.name).order_by(MetricRow.id)).all())


def metric_ids(tx: Connection) -> dict[str, int]:
    """The id of every metric met so far, by slug."""
    return dict(tx.execute(_METRIC_IDS()).all())


def first_listed(tx: Connection) -> dict[str, datetime]:
    """When each metric was first seen to be listed."""
    return dict(tx.execute(select(MetricRow.slug, MetricRow.first_seen_at)).all())


def values_at(tx: Connection, character_id: int, at: datetime) -> dict[str, int]:
    """The known values of a character at that time, by slug."""
    found = tx.execute(_VALUES_AT(), {"at": at, "character": character_id})
    return {row.slug: row.value for row in found if row.value is not None}


def many_values_at(
    tx: Connection, moments: Mapping[int, datetime], slugs: Collection[str]
) -> dict[int, dict[str, int]]:
    """The known values of some metrics for several characters, each at its own time."""
    wanted = sorted(slugs)

    def of(character_id: int, at: datetime) -> dict[str, int]:
        found = tx.execute(_SOME_VALUES_AT(), {"at": at, "character": character_id, "slugs": wanted})
        return {row.slug: row.value for row in found if row.value is not None}

    return {character_id: of(character_id, at) for character_id, at in moments.items()}


def newest(tx: Connection, character_id: int) -> dict[str, tuple[int | None, int | None]]:
    """Value and rank of every metric as last seen, by slug."""
    query = select(MetricRow.slug, ReadingRow.value, ReadingRow.rank).join(
        MetricRow, MetricRow.id == ReadingRow.metric_id
    )
    rows = tx.execute(query.where(ReadingRow.character_id == character_id))
    return {row.slug: (row.value, row.rank) for row in rows}


def newest_of(tx: Connection, character_ids: Collection[int], slug: str) -> dict[int, int]:
    """The newest known value of one metric, by character."""
    query = (
        select(ReadingRow.character_id, ReadingRow.value)
        .join(MetricRow, MetricRow.id == ReadingRow.metric_id)
        .where(MetricRow.slug == slug, ReadingRow.character_id.in_(sorted(character_ids)))
    )
    return {row.character_id: row.value for row in tx.execute(query) if row.value is not None}


def ends(
    tx: Connection, guild_id: int, slugs: Sequence[str], start: datetime, *, changed_only: bool = True
) -> list[tuple[int, str, int | None, int | None]]:
    """(character, slug, value at its baseline, value now) over the roster.

    The baseline is the last snapshot at or before `start`, else the first after it. With `changed_only`, what has
    not changed since `start` is left out: it gained nothing.
    """
    query = _ENDS_CHANGED() if changed_only else _ENDS()
    rows: Iterable[Any] = tx.execute(query, {"guild": guild_id, "start": start, "slugs": slugs})
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def contenders(
    tx: Connection, guild_id: int, slugs: Sequence[str], start: datetime
) -> Sequence[tuple[int, str, bool, str, int | None, int | None]]:
    """What has changed since `start` over the roster, and whose it is; see `ends`.

    (character, its name, whether its first snapshot is later than `start`, slug, value at its baseline, value now).
    """
    return tx.execute(_CONTENDERS(), {"guild": guild_id, "start": start, "slugs": slugs}).all()


def totals(tx: Connection, guild_id: int, slugs: Collection[str]) -> dict[int, dict[str, int]]:
    """The newest known values of some metrics for everyone on the roster."""
    query = (
        select(ReadingRow.character_id, MetricRow.slug, ReadingRow.value)
        .join(MetricRow, MetricRow.id == ReadingRow.metric_id)
        .join(CharacterRow, CharacterRow.id == ReadingRow.character_id)
        .where(CharacterRow.guild_id == guild_id, CharacterRow.left_at.is_(None))
        .where(MetricRow.slug.in_(sorted(slugs)), ReadingRow.value.is_not(None))
    )
    found: dict[int, dict[str, int]] = {}
    for character_id, slug, value in tx.execute(query):
        if value is not None:
            found.setdefault(character_id, {})[slug] = value
    return found


def course(
    tx: Connection, character_ids: Collection[int], slugs: Collection[str], start: datetime
) -> list[tuple[int, str, datetime, int | None]]:
    """Every change of some metrics after `start`, in order of time: (character, slug, time, value)."""
    query = (
        select(ChangeRow.character_id, MetricRow.slug, ChangeRow.at, ChangeRow.value)
        .join(MetricRow, MetricRow.id == ChangeRow.metric_id)
        .where(ChangeRow.character_id.in_(sorted(character_ids)), MetricRow.slug.in_(sorted(slugs)))
        .where(ChangeRow.at > start)
        .order_by(ChangeRow.at)
    )
    return [(row[0], row[1], row[2], row[3]) for row in tx.execute(query)]


def times(tx: Connection, character_id: int, *, since: datetime) -> list[datetime]:
    """When the character was looked at after `since`, in order."""
    query = select(SnapshotRow.taken_at).where(SnapshotRow.character_id == character_id, SnapshotRow.taken_at > since)
    return list(tx.execute(query.order_by(SnapshotRow.taken_at)).scalars())


def at_or_before(tx: Connection, character_id: int, at: datetime) -> tuple[int, datetime, bytes] | None:
    """The last snapshot at or before that time: id, time and hash."""
    query = select(SnapshotRow.id, SnapshotRow.taken_at, SnapshotRow.hash).where(
        SnapshotRow.character_id == character_id, SnapshotRow.taken_at <= at
    )
    row = tx.execute(query.order_by(SnapshotRow.taken_at.desc()).limit(1)).one_or_none()
    return None if row is None else (row.id, row.taken_at, row.hash)


def text_of(tx: Connection, snapshot_id: int) -> tuple[str, bytes] | None:
    """The canonical text of a snapshot, rebuilt from the changes, and the hash that was stored with it."""
    columns = select(SnapshotRow.character_id, SnapshotRow.taken_at, SnapshotRow.hiscores_table, SnapshotRow.hash)
    row = tx.execute(columns.where(SnapshotRow.id == snapshot_id)).one_or_none()
    if row is None:
        return None
    content = Content(row.taken_at, row.hiscores_table, values_at(tx, row.character_id, row.taken_at))
    return canonical_text(content), row.hash


def _metric_ids(tx: Connection, sheet: Sheet, at: datetime) -> dict[str, int]:
    ids = dict(tx.execute(_METRIC_IDS()).all())
    fresh = [reading for slug, reading in sheet.items() if slug not in ids]
    for reading in fresh:
        row = {"slug": reading.slug, "name": reading.name[:100], "first_seen_at": at}
        ids[reading.slug] = tx.execute(insert(MetricRow).values(row).returning(MetricRow.id)).scalar_one()
    return ids


def _write_changes(tx: Connection, character_id: int, changed: Iterable[tuple[int, int | None]], at: datetime) -> None:
    rows = [
        {"character_id": character_id, "metric_id": metric_id, "at": at, "value": value} for metric_id, value in changed
    ]
    if rows:
        tx.execute(_CHANGED(), rows)


def _write_readings(
    tx: Connection, character_id: int, sheet: Sheet, ids: Mapping[str, int], changed: set[str], at: datetime
) -> None:
    moved: list[dict[str, Any]] = []
    ranks: list[dict[str, Any]] = []
    for slug in sheet.keys() | changed:
        reading = sheet.get(slug)
        row = {"character_id": character_id, "metric_id": ids[slug], "rank": reading.rank if reading else None}
        if slug in changed:
            moved.append(row | {"value": reading.value if reading else None, "changed_at": at})
        elif reading is not None and reading.value is not None:
            ranks.append({"b_character": character_id, "b_metric": row["metric_id"], "b_rank": row["rank"]})
    if moved:
        tx.execute(_MOVED(), moved)
    if ranks:
        tx.execute(_SET_RANK(), ranks)


def _write_snapshot(tx: Connection, character_id: int, run_id: int | None, content: Content) -> int:
    row = {"character_id": character_id, "run_id": run_id, "taken_at": content.taken_at}
    row |= {"hiscores_table": content.table, "hash": snapshot_hash(canonical_text(content))}
    return tx.execute(_TAKEN(), row).scalar_one()


def _hide_unlisted(tx: Connection, character_id: int, listed: set[int], own: datetime) -> None:
    """What history knew and the first own snapshot did not was hidden from then on."""
    query = select(ChangeRow.metric_id).where(ChangeRow.character_id == character_id, ChangeRow.at == own)
    hidden = listed - set(tx.execute(query).scalars())
    _write_changes(tx, character_id, ((metric_id, None) for metric_id in sorted(hidden)), own)


def _as_of_then() -> Any:
    """What the character `character` showed at the time `at`."""
    later, at = aliased(ChangeRow), bindparam("at", type_=SECONDS)
    superseded = (
        select(later.at)
        .where(later.character_id == ChangeRow.character_id, later.metric_id == ChangeRow.metric_id)
        .where(later.at > ChangeRow.at, later.at <= at)
        .exists()
    )
    columns = select(MetricRow.slug, ChangeRow.value).join(MetricRow, MetricRow.id == ChangeRow.metric_id)
    return columns.where(ChangeRow.character_id == bindparam("character"), ChangeRow.at <= at, ~superseded)


_VALUES_AT = once(_as_of_then)
_SOME_VALUES_AT = once(lambda: _as_of_then().where(MetricRow.slug.in_(bindparam("slugs", expanding=True))))
_LAST_TAKEN_AT = once(
    lambda: select(func.max(SnapshotRow.taken_at, type_=SECONDS)).where(
        SnapshotRow.character_id == bindparam("character")
    )
)
_METRIC_IDS = once(lambda: select(MetricRow.slug, MetricRow.id))
_STAND = once(
    lambda: select(ReadingRow.metric_id, ReadingRow.value).where(ReadingRow.character_id == bindparam("character"))
)
_CHANGED = once(lambda: insert(ChangeRow))
_MOVED = once(lambda: upsert(ReadingRow, "character_id", "metric_id", change=("value", "rank", "changed_at")))
_TAKEN = once(lambda: insert(SnapshotRow).returning(SnapshotRow.id))
_START = bindparam("start", type_=SECONDS)
_SET_RANK = once(
    lambda: (
        update(ReadingRow)
        .where(ReadingRow.character_id == bindparam("b_character"), ReadingRow.metric_id == bindparam("b_metric"))
        .values(rank=bindparam("b_rank"))
    )
)


def value_at(moment: Any) -> ScalarSelect[int | None]:
    """The value of a reading's metric at that moment; hidden and never listed are both None."""
    return (
        select(ChangeRow.value)
        .where(ChangeRow.character_id == ReadingRow.character_id, ChangeRow.metric_id == ReadingRow.metric_id)
        .where(ChangeRow.at <= moment)
        .order_by(ChangeRow.at.desc())
        .limit(1)
        .scalar_subquery()
    )


def _value_at_baseline() -> ScalarSelect[int | None]:
    """The same at the character's baseline: one that came later is counted from its first snapshot."""
    since: ColumnElement[datetime] = case((CharacterRow.first_at > _START, CharacterRow.first_at), else_=_START)
    return value_at(since)


def _over_roster(query: Select[*Ts]) -> Select[*Ts]:
    joined = query.join(MetricRow, MetricRow.id == ReadingRow.metric_id)
    joined = joined.join(CharacterRow, CharacterRow.id == ReadingRow.character_id)
    return joined.where(
        MetricRow.slug.in_(bindparam("slugs", expanding=True)),
        CharacterRow.guild_id == bindparam("guild"),
        CharacterRow.left_at.is_(None),
    )


_ENDS = once(
    lambda: _over_roster(select(ReadingRow.character_id, MetricRow.slug, _value_at_baseline(), ReadingRow.value))
)
_ENDS_CHANGED = once(lambda: _ENDS().where(ReadingRow.changed_at > _START))
_CONTENDERS = once(
    lambda: _over_roster(
        select(
            ReadingRow.character_id,
            CharacterRow.name,
            CharacterRow.first_at > _START,
            MetricRow.slug,
            _value_at_baseline(),
            ReadingRow.value,
        )
    ).where(ReadingRow.changed_at > _START)
)
