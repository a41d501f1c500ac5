"""The ledger of points: what every act changed for whom, never edited, with each member's balance kept beside it.

Triggers refuse to change or drop what was entered (see the migrations); one batch per key and one undoing per batch are
unique indexes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.errors import Conflict
from domain.points import Act, Batch, Change, Decay, Move, Pool, Step, totals
from storage.engine import insert, once
from storage.members import MemberRow, member_id_key
from storage.schema import Base, one_of, snowflake, word


class BatchRow(Base):
    """One act: everything that it changed has its id. `reverses` is the batch that it takes back.

    `pools` (a row of words), `percent` and `base_gp` are a decay's.
    """

    __tablename__ = "point_batches"
    __table_args__ = (
        one_of("act", Act),
        CheckConstraint("(act = 'undo') = (reverses IS NOT NULL)", name="reverses"),
        CheckConstraint("(act = 'decay') = (percent IS NOT NULL)", name="percent"),
        UniqueConstraint("guild_id", "key"),
        Index(None, "guild_id", "act", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    key: Mapped[str] = mapped_column(String(120))
    act: Mapped[str] = word()
    actor: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    pools: Mapped[str] = mapped_column(String(40))
    percent: Mapped[int | None]
    base_gp: Mapped[int | None] = mapped_column(BigInteger)
    reverses: Mapped[int | None] = mapped_column(ForeignKey("point_batches.id"), unique=True)


class PointRow(Base):
    """So many hundredths for one member, and what they had afterwards."""

    __tablename__ = "point_entries"
    __table_args__ = (
        one_of("pool", Pool),
        CheckConstraint("delta <> 0", name="delta"),
        Index(None, "member_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("point_batches.id"), index=True)
    member_id: Mapped[int] = mapped_column(member_id_key())
    pool: Mapped[str] = word()
    delta: Mapped[int] = mapped_column(BigInteger)
    after: Mapped[int] = mapped_column(BigInteger)
    reference: Mapped[str] = mapped_column(String(120))


class BalanceRow(Base):
    """What a member has in a pool: the sum of their entries, kept so that nobody has to add them up."""

    __tablename__ = "point_balances"
    __table_args__ = (
        one_of("pool", Pool),
        Index(None, "guild_id", "pool", "balance"),
        {"sqlite_with_rowid": False},
    )

    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True)
    pool: Mapped[str] = word(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    balance: Mapped[int] = mapped_column(BigInteger)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a member's points: hundredths, what they had afterwards, and the act that it was part of."""

    batch: Batch
    pool: Pool
    delta: int
    after: int
    reference: str


Off = tuple[int, Pool, int, int]
"""A balance that is not the sum of its entries: whose, in which pool, what is kept and what it should be."""

StepsOf = Mapping[tuple[int, Pool], list[Step]]
"""What happened to balances, by member and pool."""

_AT_ONCE: Final = 500
_ENTER = once(
    lambda: insert(BatchRow).on_conflict_do_nothing(index_elements=["guild_id", "key"]).returning(BatchRow.id)
)
_POINT = once(lambda: insert(PointRow))
_MOVED = once(
    lambda: (
        insert(BalanceRow)
        .on_conflict_do_update(
            index_elements=["member_id", "pool"], set_={"balance": BalanceRow.balance + bindparam("moved")}
        )
        .returning(BalanceRow.balance)
    )
)
_HELD = once(
    lambda: (
        select(BalanceRow.member_id, BalanceRow.pool, BalanceRow.balance)
        .join(MemberRow, MemberRow.id == BalanceRow.member_id)
        .where(MemberRow.erased_at.is_(None), BalanceRow.guild_id == bindparam("guild"))
        .where(BalanceRow.pool.in_(bindparam("pools", expanding=True)))
    )
)
_HELD_BY = once(lambda: _HELD().where(BalanceRow.member_id.in_(bindparam("members", expanding=True))))
_OF = once(
    lambda: select(BalanceRow.member_id, BalanceRow.pool, BalanceRow.balance).where(
        BalanceRow.member_id.in_(bindparam("people", expanding=True))
    )
)
_UNDOING = aliased(BatchRow)


_FIND = once(lambda: _batches().where(BatchRow.guild_id == bindparam("guild"), BatchRow.id == bindparam("which")))


def enter(
    tx: Connection,
    guild_id: int,
    act: Act,
    *,
    key: str,
    at: datetime,
    by: int | None,
    reason: str = "",
    decay: Decay | None = None,
    reverses: int | None = None,
) -> int | None:
    """Keep a fresh batch; returns its id, None when the key was used before."""
    row = {"guild_id": guild_id, "key": key, "act": act, "actor": by, "at": at, "reason": reason}
    row |= {"reverses": reverses, "pools": "", "percent": None, "base_gp": None}
    if decay is not None:
        row |= {"pools": " ".join(decay.pools), "percent": decay.percent, "base_gp": decay.base_gp}
    return tx.execute(_ENTER(), row).scalar()


def change(tx: Connection, guild_id: int, batch_id: int, changes: Sequence[Change]) -> list[Move]:
    """Enter what the batch does, in this order; changes of nothing are left out. Returns what really happened."""
    moves: list[Move] = []
    lines: list[dict[str, Any]] = []
    for one in changes:
        if not one.delta:
            continue
        row = {"member_id": one.member_id, "pool": one.pool, "guild_id": guild_id, "balance": one.delta}
        after = tx.execute(_MOVED(), row | {"moved": one.delta}).scalar_one()
        moves.append(Move(one.member_id, one.pool, after - one.delta, after))
        line = {"batch_id": batch_id, "member_id": one.member_id, "pool": one.pool, "delta": one.delta}
        lines.append(line | {"after": after, "reference": one.reference})
    if lines:
        tx.execute(_POINT(), lines)
    return moves


def balances(
    tx: Connection, guild_id: int, *pools: Pool, of: Collection[int] | None = None
) -> dict[int, dict[Pool, int]]:
    """What everybody who was not erased, or these of them, has in these pools, in hundredths, by member."""
    asked = {"guild": guild_id, "pools": [one.value for one in pools]}
    if of is None:
        rows = [tx.execute(_HELD(), asked)]
    else:
        rows = [tx.execute(_HELD_BY(), asked | {"members": [*part]}) for part in _parts(sorted(of))]
    found: dict[int, dict[Pool, int]] = {}
    for member_id, pool, balance in chain.from_iterable(rows):
        found.setdefault(member_id, {})[Pool(pool)] = balance
    return found


def balances_of(tx: Connection, member_ids: Sequence[int]) -> dict[int, dict[Pool, int]]:
    """What these members have, in hundredths, by member; pools that were never used are left out."""
    found: dict[int, dict[Pool, int]] = {}
    for some in _parts(member_ids):
        for member_id, pool, balance in tx.execute(_OF(), {"people": [*some]}).all():
            found.setdefault(member_id, {})[Pool(pool)] = balance
    return found


def balance(tx: Connection, member_id: int, pool: Pool) -> int:
    """What a member has in a pool, in hundredths."""
    query = select(BalanceRow.balance).where(BalanceRow.member_id == member_id, BalanceRow.pool == pool)
    return tx.execute(query).scalar() or 0


def find(tx: Connection, guild_id: int, batch_id: int) -> Batch | None:
    """The guild's batch of that id."""
    row = tx.execute(_FIND(), {"guild": guild_id, "which": batch_id}).one_or_none()
    return None if row is None else _batch(row)


def by_key(tx: Connection, guild_id: int, key: str) -> Batch | None:
    """The guild's batch of that key."""
    row = tx.execute(_batches().where(BatchRow.guild_id == guild_id, BatchRow.key == key)).one_or_none()
    return None if row is None else _batch(row)


def key_of(tx: Connection, batch_id: int) -> str:
    """The key that a batch was entered under."""
    return tx.execute(select(BatchRow.key).where(BatchRow.id == batch_id)).scalar_one()


def keys(tx: Connection, guild_id: int) -> dict[str, int]:
    """The guild's batches by their keys."""
    query = select(BatchRow.key, BatchRow.id).where(BatchRow.guild_id == guild_id)
    return {row.key: row.id for row in tx.execute(query)}


def undone_with_key(tx: Connection, guild_id: int, start: str) -> int:
    """How many batches whose keys start like that were taken back."""
    query = select(func.count()).select_from(BatchRow).join(_UNDOING, _UNDOING.reverses == BatchRow.id)
    query = query.where(BatchRow.guild_id == guild_id, BatchRow.key.startswith(start, autoescape=True))
    return tx.execute(query).scalar_one()


def every(tx: Connection, guild_id: int) -> list[tuple[Batch, list[Change]]]:
    """All that the guild's ledger holds, oldest first."""
    batches = [_batch(row) for row in tx.execute(_batches().where(BatchRow.guild_id == guild_id).order_by(BatchRow.id))]
    lines: dict[int, list[Change]] = {batch.id: [] for batch in batches}
    query = select(PointRow.batch_id, PointRow.member_id, PointRow.pool, PointRow.delta, PointRow.reference)
    query = query.join(BatchRow, BatchRow.id == PointRow.batch_id).where(BatchRow.guild_id == guild_id)
    for row in tx.execute(query.order_by(PointRow.id)):
        lines[row.batch_id].append(Change(row.member_id, Pool(row.pool), row.delta, row.reference))
    return [(batch, lines[batch.id]) for batch in batches]


def recent(tx: Connection, guild_id: int, limit: int, *, undone: bool = False) -> list[Batch]:
    """The guild's newest batches, those that take something back left out, and those taken back unless asked for."""
    query = _batches().where(BatchRow.guild_id == guild_id, BatchRow.act != Act.UNDO)
    if not undone:
        query = query.where(_UNDOING.id.is_(None))
    return [_batch(row) for row in tx.execute(query.order_by(BatchRow.id.desc()).limit(limit))]


def first_at(tx: Connection, guild_id: int, pools: Sequence[Pool]) -> datetime | None:
    """When the guild's first points in these pools were entered."""
    moved = select(PointRow.id).where(PointRow.batch_id == BatchRow.id, PointRow.pool.in_([*pools]))
    query = select(BatchRow.at).where(BatchRow.guild_id == guild_id, moved.exists())
    return tx.execute(query.order_by(BatchRow.id).limit(1)).scalar()


def people_of(tx: Connection, batch_id: int) -> int:
    """How many members a batch touched."""
    query = select(func.count(PointRow.member_id.distinct()))
    return tx.execute(query.where(PointRow.batch_id == batch_id)).scalar_one()


def changes_of(tx: Connection, batch_id: int) -> list[Change]:
    """What a batch changed, in order."""
    query = select(PointRow.member_id, PointRow.pool, PointRow.delta, PointRow.reference)
    rows = tx.execute(query.where(PointRow.batch_id == batch_id).order_by(PointRow.id))
    return [Change(row[0], Pool(row[1]), row[2], row[3]) for row in rows]


def moves_of(tx: Connection, batch_id: int, *, most: int) -> list[Move]:
    """What a batch did to each balance, for so many of its members: those first whom it moved most."""
    mine = select(PointRow.member_id).where(PointRow.batch_id == batch_id).group_by(PointRow.member_id)
    first = mine.order_by(func.max(func.abs(PointRow.delta)).desc(), func.min(PointRow.id)).limit(most)
    places = {member_id: place for place, member_id in enumerate(tx.execute(first).scalars())}
    query = select(PointRow.member_id, PointRow.pool, PointRow.delta, PointRow.after).order_by(PointRow.id)
    rows = tx.execute(query.where(PointRow.batch_id == batch_id, PointRow.member_id.in_([*places])))
    found = [Move(row[0], Pool(row[1]), row[3] - row[2], row[3]) for row in rows]
    return sorted(found, key=lambda move: places[move.member_id])


def decays_after(tx: Connection, guild_id: int, batch_id: int) -> list[Decay]:
    """The decays after a batch that still stand, oldest first."""
    return [decay for found, decay in _decays(tx, guild_id) if found > batch_id]


def untouched_since(tx: Connection, guild_id: int, batch_id: int) -> bool:
    """Whether a batch is the guild's newest, so that nothing was entered or taken back since."""
    newest = select(func.max(BatchRow.id)).where(BatchRow.guild_id == guild_id)
    return tx.execute(newest).scalar() == batch_id


def steps(tx: Connection, guild_id: int, touched: Collection[tuple[int, Pool]], without: int) -> StepsOf:
    """What happened to these balances by acts that still stand, oldest first, as if that batch had not been."""
    decays = [(found, decay) for found, decay in _decays(tx, guild_id) if found != without]
    lines: dict[tuple[int, Pool], list[tuple[int, Step]]] = {one: [*decays] for one in touched}
    query = select(PointRow.batch_id, PointRow.member_id, PointRow.pool, PointRow.delta)
    query = query.join(BatchRow, BatchRow.id == PointRow.batch_id)
    query = query.outerjoin(_UNDOING, _UNDOING.reverses == BatchRow.id).where(_UNDOING.id.is_(None))
    query = query.where(BatchRow.act.not_in([Act.UNDO, Act.DECAY]), BatchRow.id != without)
    for some in _parts(sorted({member_id for member_id, _ in touched})):
        for batch_id, member_id, pool, delta in tx.execute(query.where(PointRow.member_id.in_(some))):
            if (mine := lines.get((member_id, Pool(pool)))) is not None:
                mine.append((batch_id, delta))
    return {one: [step for _, step in sorted(mine, key=itemgetter(0))] for one, mine in lines.items()}


def later(tx: Connection, guild_id: int, batch_id: int, *acts: Act) -> Batch | None:
    """The first batch after that one which still stands and takes nothing back; of these acts only, if any."""
    query = _batches().where(BatchRow.guild_id == guild_id, BatchRow.id > batch_id, _UNDOING.id.is_(None))
    query = query.where(BatchRow.act.in_([*acts])) if acts else query.where(BatchRow.act != Act.UNDO)
    row = tx.execute(query.order_by(BatchRow.id).limit(1)).one_or_none()
    return None if row is None else _batch(row)


def merged_since(tx: Connection, batch_id: int) -> bool:
    """Whether points of somebody in a batch went on to another member since, when a character was linked."""
    mine = select(PointRow.member_id).where(PointRow.batch_id == batch_id)
    query = select(PointRow.id).join(BatchRow, BatchRow.id == PointRow.batch_id).where(BatchRow.act == Act.MERGE)
    query = query.where(PointRow.batch_id > batch_id, PointRow.member_id.in_(mine), PointRow.delta < 0)
    return tx.execute(query.limit(1)).scalar() is not None


def spent_after(tx: Connection, batch_id: int, member_ids: Sequence[int], pool: Pool, *acts: Act) -> dict[int, int]:
    """What members spent from a pool after a batch, by acts that still stand; in hundredths, by member."""
    query = select(PointRow.member_id, func.sum(-PointRow.delta)).join(BatchRow, BatchRow.id == PointRow.batch_id)
    query = query.outerjoin(_UNDOING, _UNDOING.reverses == BatchRow.id).where(_UNDOING.id.is_(None))
    query = query.where(BatchRow.id > batch_id, BatchRow.act.in_([*acts]), PointRow.pool == pool, PointRow.delta < 0)
    rows = tx.execute(query.where(PointRow.member_id.in_([*member_ids])).group_by(PointRow.member_id))
    return {member_id: int(spent) for member_id, spent in rows}


def history(
    tx: Connection, guild_id: int, member_id: int, pools: Sequence[Pool], *, limit: int, offset: int = 0
) -> list[Line]:
    """A member's lines in these pools, newest first."""
    query = _batches(PointRow.pool, PointRow.delta, PointRow.after, PointRow.reference)
    query = query.join(PointRow, PointRow.batch_id == BatchRow.id).where(BatchRow.guild_id == guild_id)
    query = query.where(PointRow.member_id == member_id, PointRow.pool.in_([*pools]))
    rows = tx.execute(query.order_by(PointRow.id.desc()).limit(limit).offset(offset))
    return [Line(_batch(row), Pool(row.pool), row.delta, row.after, row.reference) for row in rows]


def lines_of(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """A member's lines, oldest first, as plain values."""
    query = select(BatchRow.at, BatchRow.act, PointRow.pool, PointRow.delta, PointRow.after, PointRow.reference)
    query = query.join(PointRow, PointRow.batch_id == BatchRow.id).where(PointRow.member_id == member_id)
    rows = tx.execute(query.order_by(PointRow.id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def count(tx: Connection, member_id: int, pools: Sequence[Pool]) -> int:
    """How many lines a member has in these pools."""
    query = select(func.count()).select_from(PointRow)
    return tx.execute(query.where(PointRow.member_id == member_id, PointRow.pool.in_([*pools]))).scalar_one()


def earned_and_spent(tx: Connection, guild_id: int, pool: Pool) -> dict[int, tuple[int, int]]:
    """What everybody ever gained and lost in a pool, decay and what was taken back left out; by member."""
    query = (
        select(
            PointRow.member_id,
            func.sum(case((PointRow.delta > 0, PointRow.delta), else_=0)),
            func.sum(case((PointRow.delta < 0, -PointRow.delta), else_=0)),
        )
        .join(BatchRow, BatchRow.id == PointRow.batch_id)
        .outerjoin(_UNDOING, _UNDOING.reverses == BatchRow.id)
        .where(BatchRow.guild_id == guild_id, PointRow.pool == pool, _UNDOING.id.is_(None))
        .where(BatchRow.act.not_in([Act.DECAY, Act.UNDO]))
        .group_by(PointRow.member_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in tx.execute(query)}


def check(tx: Connection) -> list[Off]:
    """Balances that are not the sum of their entries, and entries without a balance."""
    sums = select(PointRow.member_id, PointRow.pool, func.sum(PointRow.delta).label("total"))
    summed = sums.group_by(PointRow.member_id, PointRow.pool).subquery()
    kept, total = func.coalesce(BalanceRow.balance, 0), func.coalesce(summed.c.total, 0)
    same = (summed.c.member_id == BalanceRow.member_id) & (summed.c.pool == BalanceRow.pool)
    off = select(BalanceRow.member_id, BalanceRow.pool, kept, total).outerjoin(summed, same).where(kept != total)
    lost = select(summed.c.member_id, summed.c.pool, literal(0), total).outerjoin(BalanceRow, same)
    found = [*tx.execute(off), *tx.execute(lost.where(BalanceRow.member_id.is_(None), total != 0))]
    return sorted((row[0], Pool(row[1]), int(row[2]), int(row[3])) for row in found)


def written_by(tx: Connection, member_id: int) -> list[str]:
    """The reasons that a member gave."""
    query = select(BatchRow.reason).where(BatchRow.actor == member_id, BatchRow.reason != "")
    return list(tx.execute(query.order_by(BatchRow.id)).scalars())


def erase_reasons(tx: Connection, member_id: int) -> None:
    """Take away what a member wrote; what moved stays as it was."""
    tx.execute(update(BatchRow).where(BatchRow.actor == member_id).values(reason=""))


def same_as(tx: Connection, batch: Batch, act: Act, changes: Sequence[Change]) -> None:
    """Raise `Conflict` when what stands under a key is not what is asked for now."""
    wanted = {key: delta for key, delta in totals(changes).items() if delta}
    stands = {key: delta for key, delta in totals(changes_of(tx, batch.id)).items() if delta}
    if batch.act is not act or wanted != stands:
        raise Conflict("points.key_taken")


def _parts(member_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (member_ids[start : start + _AT_ONCE] for start in range(0, len(member_ids), _AT_ONCE))


def _decays(tx: Connection, guild_id: int) -> list[tuple[int, Decay]]:
    query = _batches().where(BatchRow.guild_id == guild_id, BatchRow.act == Act.DECAY, _UNDOING.id.is_(None))
    found = (_batch(row) for row in tx.execute(query.order_by(BatchRow.id)))
    return [(one.id, one.decay) for one in found if one.decay is not None]


def _batches(*more: Any) -> Any:
    columns = (BatchRow, _UNDOING.id.label("undone_by"), *more)
    return select(*columns).outerjoin(_UNDOING, _UNDOING.reverses == BatchRow.id)


def _batch(row: Any) -> Batch:
    decay = None
    if row.percent is not None:
        decay = Decay(tuple(map(Pool, row.pools.split())), row.percent, row.base_gp)
    return Batch(row.id, row.guild_id, Act(row.act), row.actor, row.at, row.reason, decay, row.reverses, row.undone_by)
