"""What raids paid: each thing once to each member while it stands, and which batch paid it or took it back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    exists,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.points import Pool
from domain.raid_pay import Due, Pay
from domain.raids import Mark
from storage.members import member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

_STANDS = text("taken_at IS NULL")


class RaidBatchRow(Base):
    """A batch that a raid entered: an import's of that log, or a mark's with whom it marked, as what, and before."""

    __tablename__ = "raid_batches"
    __table_args__ = (one_of("mark", Mark), one_of("before", Mark))

    batch_id: Mapped[int] = mapped_column(ForeignKey("point_batches.id"), primary_key=True, autoincrement=False)
    raid_id: Mapped[int] = mapped_column(ForeignKey("raids.id"), index=True)
    code: Mapped[str | None] = mapped_column(String(40))
    member_id: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    mark: Mapped[str | None] = word()
    before: Mapped[str | None] = word()
    undone_at: Mapped[datetime | None]


class PaymentRow(Base):
    """Hundredths paid for one thing; `taken_by` is the batch that took it back, or the paying one once undone."""

    __tablename__ = "raid_payments"
    __table_args__ = (
        one_of("kind", Pay),
        one_of("pool", Pool),
        CheckConstraint("(taken_at IS NULL) = (taken_by IS NULL)", name="taken"),
        partial(
            "uq_raid_payments_standing", "guild_id", "code", "fight", "member_id", "kind", where=_STANDS, unique=True
        ),
        Index(None, "raid_id", "member_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    raid_id: Mapped[int] = mapped_column(ForeignKey("raids.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("point_batches.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    fight: Mapped[int]
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    kind: Mapped[str] = word()
    pool: Mapped[str] = word()
    amount: Mapped[int] = mapped_column(BigInteger)
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("point_batches.id"), index=True)


@dataclass(frozen=True, slots=True)
class Payment:
    """Hundredths of a pool that were paid for one thing, by that batch."""

    due: Due
    pool: Pool
    amount: int
    batch_id: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class RaidBatch:
    """A batch of a raid: `code` is an import's log, `member_id`, `mark` and `before` are a mark's."""

    batch_id: int
    raid_id: int
    code: str | None
    member_id: int | None
    mark: Mark | None
    before: Mark | None


def note_batch(
    tx: Connection,
    raid_id: int,
    batch_id: int,
    *,
    code: str | None = None,
    member_id: int | None = None,
    mark: Mark | None = None,
    before: Mark | None = None,
) -> None:
    """That batch is one of the raid's."""
    row = {"batch_id": batch_id, "raid_id": raid_id, "code": code}
    row |= {"member_id": member_id, "mark": mark, "before": before}
    tx.execute(insert(RaidBatchRow).values(row))


def batches_of(tx: Connection, raid_id: int) -> list[RaidBatch]:
    """The raid's batches that stand, newest first."""
    query = select(RaidBatchRow).where(RaidBatchRow.raid_id == raid_id, RaidBatchRow.undone_at.is_(None))
    return [_batch(row) for row in tx.execute(query.order_by(RaidBatchRow.batch_id.desc()))]


def find_batch(tx: Connection, batch_id: int) -> RaidBatch | None:
    """The raid's part of that batch, if it is one's."""
    row = tx.execute(select(RaidBatchRow).where(RaidBatchRow.batch_id == batch_id)).one_or_none()
    return None if row is None else _batch(row)


def undo_batch(tx: Connection, batch_id: int, at: datetime) -> None:
    """The batch is undone: what it paid is not paid any more, and what it took back stands again."""
    back = update(PaymentRow).where(PaymentRow.taken_by == batch_id, PaymentRow.batch_id != batch_id)
    tx.execute(back.values(taken_at=None, taken_by=None))
    paid = update(PaymentRow).where(PaymentRow.batch_id == batch_id, PaymentRow.taken_at.is_(None))
    tx.execute(paid.values(taken_at=at, taken_by=batch_id))
    tx.execute(update(RaidBatchRow).where(RaidBatchRow.batch_id == batch_id).values(undone_at=at))


def pay(tx: Connection, guild_id: int, raid_id: int, batch_id: int, payments: Sequence[Payment]) -> None:
    """Keep what a batch paid; the database refuses to have anything paid twice."""
    rows = [
        {
            "guild_id": guild_id,
            "raid_id": raid_id,
            "batch_id": batch_id,
            "code": one.due.code,
            "fight": one.due.fight,
            "member_id": one.due.member_id,
            "kind": one.due.kind,
            "pool": one.pool,
            "amount": one.amount,
        }
        for one in payments
    ]
    if rows:
        tx.execute(insert(PaymentRow), rows)


def take_back(tx: Connection, rows: Iterable[int], batch_id: int, at: datetime) -> None:
    """That batch takes these payments back."""
    change = update(PaymentRow).where(PaymentRow.id.in_(sorted(rows)), PaymentRow.taken_at.is_(None))
    tx.execute(change.values(taken_at=at, taken_by=batch_id))


def hand_over(tx: Connection, old: int, new: int) -> None:
    """What one member was paid, another was; what both were paid for stays the first one's."""
    other = aliased(PaymentRow)
    same = (other.guild_id == PaymentRow.guild_id) & (other.code == PaymentRow.code) & (other.fight == PaymentRow.fight)
    same = same & (other.kind == PaymentRow.kind) & (other.member_id == new) & other.taken_at.is_(None)
    both = exists().where(same).correlate(PaymentRow)
    tx.execute(update(PaymentRow).where(PaymentRow.member_id == old, ~both).values(member_id=new))
    tx.execute(update(RaidBatchRow).where(RaidBatchRow.member_id == old).values(member_id=new))


def standing(tx: Connection, raid_id: int) -> list[Payment]:
    """What a raid paid and did not take back, in order."""
    query = select(PaymentRow).where(PaymentRow.raid_id == raid_id, PaymentRow.taken_at.is_(None))
    return [_payment(row) for row in tx.execute(query.order_by(PaymentRow.id))]


def standing_for(tx: Connection, guild_id: int, codes: Collection[str]) -> list[Payment]:
    """What was paid for fights of these logs, and nights that began with them, and not taken back since."""
    query = select(PaymentRow).where(PaymentRow.guild_id == guild_id, PaymentRow.code.in_(sorted(codes)))
    return [_payment(row) for row in tx.execute(query.where(PaymentRow.taken_at.is_(None)).order_by(PaymentRow.id))]


def marked_times(tx: Connection, raid_id: int, member_id: int) -> int:
    """How many batches marks of a member in a raid have entered so far."""
    query = select(func.count()).select_from(RaidBatchRow).where(RaidBatchRow.raid_id == raid_id)
    return tx.execute(query.where(RaidBatchRow.member_id == member_id)).scalar_one()


def _payment(row: Any) -> Payment:
    due = Due(row.code, row.fight, row.member_id, Pay(row.kind))
    return Payment(due, Pool(row.pool), row.amount, row.batch_id, row.id)


def _batch(row: Any) -> RaidBatch:
    mark, before = (Mark(one) if one else None for one in (row.mark, row.before))
    return RaidBatch(row.batch_id, row.raid_id, row.code, row.member_id, mark, before)
