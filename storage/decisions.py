"""Decisions of the council and what they came to. Triggers hold what was frozen at the opening and at each award."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.decisions import Decision, DecisionState, Drop, Rules, TieBreak
from domain.loot import Quality, Slot, System, Transparency
from storage.engine import insert, once
from storage.members import member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

_LIVE = text("state IN ('open', 'rolling')")
_UNCLOSED = text("closed_at IS NULL")


class DecisionRow(Base):
    """One decision; `awards` counts how often it was awarded, `gp` are hundredths that the opening named.

    `roll_id` is the draw that is deciding it, with the officer who asked for it in `ended_by`, their `reason`, and the
    full price in `roll_price`.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        one_of("state", DecisionState),
        one_of("quality", Quality),
        one_of("slot", Slot),
        one_of("system", System),
        one_of("transparency", Transparency),
        CheckConstraint("(state = 'rolling') = (roll_id IS NOT NULL)", name="roll"),
        partial("ix_decisions_live", "guild_id", where=_LIVE),
        partial("ix_decisions_unclosed", "closes_at", where=_UNCLOSED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake(index=True)
    item: Mapped[str] = mapped_column(String(100))
    item_id: Mapped[int | None]
    quality: Mapped[str | None] = word()
    slot: Mapped[str | None] = word()
    ilvl: Mapped[int | None]
    gp: Mapped[int | None] = mapped_column(BigInteger)
    boss: Mapped[str] = mapped_column(String(100))
    raid_id: Mapped[int | None]
    anyone: Mapped[bool]
    system: Mapped[str] = word()
    transparency: Mapped[str] = word()
    self_vote: Mapped[bool]
    quorum: Mapped[int]
    recent_days: Mapped[int]
    channel_id: Mapped[int] = snowflake()
    opened_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    state: Mapped[str] = word()
    closed_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    reason: Mapped[str] = mapped_column(Text)
    roll_id: Mapped[int | None] = mapped_column(ForeignKey("draws.id"), unique=True)
    roll_price: Mapped[int | None] = mapped_column(BigInteger)
    awards: Mapped[int]


class AwardRow(Base):
    """What an award came to, with the card as everything stood then; its reason stands with its batch."""

    __tablename__ = "decision_awards"
    __table_args__ = (one_of("tie_break", TieBreak), UniqueConstraint("decision_id", "number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    number: Mapped[int]
    winner_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("point_batches.id"), unique=True)
    by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    at: Mapped[datetime]
    tie_break: Mapped[str | None] = word()
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draws.id"), unique=True)
    card: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True, slots=True)
class Award:
    """An award; `card` is what was frozen with it."""

    decision_id: int
    number: int
    winner_id: int
    batch_id: int
    by: int | None
    at: datetime
    tie_break: TieBreak | None
    draw_id: int | None
    card: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll that decides: who asked for it, why it will be awarded, and the full price in hundredths."""

    by: int | None
    reason: str
    price: int | None


_FIND = once(
    lambda: select(DecisionRow).where(DecisionRow.guild_id == bindparam("guild"), DecisionRow.id == bindparam("which"))
)
_AWARD = once(
    lambda: (
        update(DecisionRow)
        .where(DecisionRow.id == bindparam("which"), DecisionRow.state == bindparam("before"))
        .values(
            state=DecisionState.AWARDED,
            awards=DecisionRow.awards + 1,
            ended_at=bindparam("now", type_=DecisionRow.ended_at.type),
            ended_by=bindparam("who"),
            closed_at=func.coalesce(DecisionRow.closed_at, bindparam("now", type_=DecisionRow.ended_at.type)),
            reason="",
            roll_id=None,
            roll_price=None,
        )
        .returning(DecisionRow.awards)
    )
)
_KEEP_AWARD = once(lambda: insert(AwardRow))


def open_decision(
    tx: Connection,
    guild_id: int,
    drop: Drop,
    rules: Rules,
    *,
    anyone: bool,
    raid_id: int | None,
    channel_id: int,
    by: int,
    now: datetime,
) -> int:
    """Keep a fresh decision; returns its id."""
    row: dict[str, Any] = {name: getattr(drop, name) for name in Drop.__slots__}
    row |= {name: getattr(rules, name) for name in Rules.__slots__}
    row |= {"guild_id": guild_id, "anyone": anyone, "raid_id": raid_id, "channel_id": channel_id}
    row |= {"opened_by": by, "opened_at": now, "state": DecisionState.OPEN, "reason": "", "awards": 0}
    return tx.execute(insert(DecisionRow).values(row).returning(DecisionRow.id)).scalar_one()


def find(tx: Connection, guild_id: int, decision_id: int) -> Decision | None:
    """The guild's decision of that id."""
    row = tx.execute(_FIND(), {"guild": guild_id, "which": decision_id}).one_or_none()
    return None if row is None else _decision(row)


def by_roll(tx: Connection, draw_id: int) -> Decision | None:
    """The decision that this draw is deciding right now."""
    row = tx.execute(select(DecisionRow).where(DecisionRow.roll_id == draw_id)).one_or_none()
    return None if row is None else _decision(row)


def rolling(tx: Connection) -> list[Decision]:
    """Every decision that a roll is deciding right now."""
    query = select(DecisionRow).where(DecisionRow.roll_id.is_not(None)).order_by(DecisionRow.id)
    return [_decision(row) for row in tx.execute(query)]


def roll_of(tx: Connection, decision_id: int) -> Roll | None:
    """What a decision that is rolling will be awarded with."""
    columns = (DecisionRow.ended_by, DecisionRow.reason, DecisionRow.roll_price)
    query = select(*columns).where(DecisionRow.id == decision_id, DecisionRow.roll_id.is_not(None))
    row = tx.execute(query).one_or_none()
    return None if row is None else Roll(row[0], row[1], row[2])


def listed(
    tx: Connection, guild_id: int, states: Collection[DecisionState] | None = None, *, limit: int | None = None
) -> list[Decision]:
    """The guild's decisions in these states, or all, newest first."""
    query = select(DecisionRow).where(DecisionRow.guild_id == guild_id)
    if states is not None:
        query = query.where(DecisionRow.state.in_([one.value for one in states]))
    return [_decision(row) for row in tx.execute(query.order_by(DecisionRow.id.desc()).limit(limit))]


def past_closing(tx: Connection, now: datetime) -> list[Decision]:
    """Decisions whose deadline has come without anybody having noted it."""
    query = select(DecisionRow).where(_UNCLOSED, DecisionRow.closes_at <= now).order_by(DecisionRow.id)
    return [_decision(row) for row in tx.execute(query)]


def close(tx: Connection, decision_id: int, now: datetime) -> bool:
    """Note that its deadline has come; False when that was noted before."""
    change = update(DecisionRow).where(DecisionRow.id == decision_id, _UNCLOSED)
    return tx.execute(change.values(closed_at=now)).rowcount > 0


def award(tx: Connection, decision_id: int, *, rolled: bool, by: int | None, now: datetime) -> int | None:
    """It is awarded, out of an officer's hand or by the roll that was deciding it: the how-many-eth award.

    None when it is not in that state any more: somebody else was first.
    """
    before = DecisionState.ROLLING if rolled else DecisionState.OPEN
    return tx.execute(_AWARD(), {"which": decision_id, "before": before, "who": by, "now": now}).scalar()


def keep_award(tx: Connection, award: Award) -> None:
    """Keep what an award came to."""
    tx.execute(_KEEP_AWARD(), {name: getattr(award, name) for name in Award.__slots__})


def begin_roll(tx: Connection, decision_id: int, draw_id: int, roll: Roll) -> bool:
    """A roll decides it from now on; False when it is not open any more."""
    values = {"state": DecisionState.ROLLING, "roll_id": draw_id, "roll_price": roll.price}
    return _step(tx, decision_id, DecisionState.OPEN, **values, ended_by=roll.by, reason=roll.reason)


def give_roll_up(tx: Connection, decision_id: int) -> bool:
    """No round came: it is open as before."""
    values = {"state": DecisionState.OPEN, "roll_id": None, "roll_price": None, "ended_by": None, "reason": ""}
    return _step(tx, decision_id, DecisionState.ROLLING, **values)


def cancel(tx: Connection, decision_id: int, reason: str, *, by: int, now: datetime) -> bool:
    """It is over without an award; False when it is not open any more."""
    values = {"state": DecisionState.CANCELLED, "reason": reason, "ended_by": by, "ended_at": now}
    return _step(tx, decision_id, DecisionState.OPEN, **values, closed_at=now)


def reopen(tx: Connection, decision_id: int, now: datetime) -> bool:
    """Its award was taken back: it can be awarded again."""
    values = {"state": DecisionState.OPEN, "reopened_at": now, "ended_at": None, "ended_by": None}
    return _step(tx, decision_id, DecisionState.AWARDED, **values)


def awards_of(tx: Connection, decision_id: int) -> list[Award]:
    """Everything it was awarded as, oldest first; those that were taken back too."""
    query = select(AwardRow).where(AwardRow.decision_id == decision_id).order_by(AwardRow.number)
    return [_award(row) for row in tx.execute(query)]


def award_of_batch(tx: Connection, batch_id: int) -> Award | None:
    """The award that this batch is of."""
    row = tx.execute(select(AwardRow).where(AwardRow.batch_id == batch_id)).one_or_none()
    return None if row is None else _award(row)


def made_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The decisions that a member opened, and those they awarded or cancelled last, as plain values."""
    mine = (DecisionRow.opened_by == member_id) | (DecisionRow.ended_by == member_id)
    columns = (DecisionRow.id, DecisionRow.item, DecisionRow.opened_at, DecisionRow.state)
    query = select(*columns, (DecisionRow.opened_by == member_id).label("opened")).where(mine)
    reason = select(DecisionRow.reason).where(DecisionRow.ended_by == member_id, DecisionRow.reason != "")
    rows = [dict(row._mapping) for row in tx.execute(query.order_by(DecisionRow.id))]  # noqa: SLF001 - its documented name
    return [*rows, *({"reason": one} for one in tx.execute(reason).scalars())]


def concerning(tx: Connection, member_id: int) -> list[tuple[int, int]]:
    """Guild and id of the decisions whose cards name somebody as officer or winner."""
    won = select(AwardRow.decision_id).where(AwardRow.winner_id == member_id)
    mine = (DecisionRow.opened_by == member_id) | (DecisionRow.ended_by == member_id) | DecisionRow.id.in_(won)
    return [(row[0], row[1]) for row in tx.execute(select(DecisionRow.guild_id, DecisionRow.id).where(mine))]


def erase_reasons(tx: Connection, member_id: int) -> None:
    """Take away why a member cancelled, and why they are letting a roll decide."""
    tx.execute(update(DecisionRow).where(DecisionRow.ended_by == member_id, DecisionRow.reason != "").values(reason=""))


def _step(tx: Connection, decision_id: int, before: DecisionState, **values: Any) -> bool:
    change = update(DecisionRow).where(DecisionRow.id == decision_id, DecisionRow.state == before)
    return tx.execute(change.values(**values)).rowcount > 0


def _decision(row: Any) -> Decision:
    quality, slot = row.quality and Quality(row.quality), row.slot and Slot(row.slot)
    drop = Drop(row.item, row.item_id, quality, slot, row.ilvl, row.gp, row.boss)
    transparency = Transparency(row.transparency)
    rules = Rules(row.closes_at, System(row.system), transparency, row.self_vote, row.quorum, row.recent_days)
    return Decision(
        id=row.id,
        guild_id=row.guild_id,
        drop=drop,
        rules=rules,
        state=DecisionState(row.state),
        anyone=row.anyone,
        channel_id=row.channel_id,
        raid_id=row.raid_id,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        reopened_at=row.reopened_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        reason=row.reason,
        roll_id=row.roll_id,
        awards=row.awards,
    )


def _award(row: Any) -> Award:
    tie_break = row.tie_break and TieBreak(row.tie_break)
    return Award(
        row.decision_id, row.number, row.winner_id, row.batch_id, row.by, row.at, tie_break, row.draw_id, row.card
    )
