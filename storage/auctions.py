"""Auctions and their bids. Triggers hold what an auction was opened on, its steps, and every bid ever made."""

from collections.abc import Sequence
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
    Text,
    UniqueConstraint,
    case,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.auctions import Auction, AuctionState, Bid, Ending, PassedOver, Sale, Scope, Terms
from storage.members import member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

_LIVE = text("state IN ('open', 'rolling')")


class AuctionRow(Base):
    """One auction; `leader_id` and `highest` are kept for open ones only. `roll_rules` is what a tie is rolled on."""

    __tablename__ = "auctions"
    __table_args__ = (
        one_of("sale", Sale),
        one_of("scope", Scope),
        one_of("state", AuctionState),
        one_of("ending", Ending),
        CheckConstraint("closes_at <= latest_at", name="closes_at"),
        CheckConstraint("sale = 'open' OR (leader_id IS NULL AND highest IS NULL)", name="secret"),
        CheckConstraint("(state IN ('sold', 'undone')) = (batch_id IS NOT NULL)", name="batch"),
        partial("ix_auctions_live", "guild_id", where=_LIVE),
        Index(None, "guild_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    item: Mapped[str] = mapped_column(String(100))
    sale: Mapped[str] = word()
    minimum: Mapped[int] = mapped_column(BigInteger)
    increment: Mapped[int] = mapped_column(BigInteger)
    extend: Mapped[int]
    scope: Mapped[str] = word()
    state: Mapped[str] = word()
    channel_id: Mapped[int] = snowflake()
    opened_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    latest_at: Mapped[datetime]
    warn_at: Mapped[datetime | None]
    roll_rules: Mapped[str] = mapped_column(Text)
    roll_grounds: Mapped[str] = mapped_column(Text)
    leader_id: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    highest: Mapped[int | None] = mapped_column(BigInteger)
    bidders: Mapped[int]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    ending: Mapped[str | None] = word()
    reason: Mapped[str] = mapped_column(Text)
    winner_id: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    price: Mapped[int | None] = mapped_column(BigInteger)
    shared: Mapped[int | None]
    draw_id: Mapped[int | None] = mapped_column(ForeignKey("draws.id"), unique=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("point_batches.id"), unique=True)


class BidRow(Base):
    """A bid as it was made, in hundredths; 0 takes back what somebody bid who is being erased."""

    __tablename__ = "auction_bids"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount"),
        UniqueConstraint("auction_id", "member_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    auction_id: Mapped[int] = mapped_column(ForeignKey("auctions.id"))
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    key: Mapped[str] = mapped_column(String(60))
    amount: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class PassedOverRow(Base):
    """Somebody who would have won and could not pay."""

    __tablename__ = "auction_passed_over"
    __table_args__ = (UniqueConstraint("auction_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    auction_id: Mapped[int] = mapped_column(ForeignKey("auctions.id"))
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    price: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class RollText:
    """What a tie is rolled on, as it was written at the opening, and the ground on which a winner is passed over."""

    rules: str
    grounds: str


def open_auction(
    tx: Connection,
    guild_id: int,
    terms: Terms,
    roll: RollText,
    *,
    channel_id: int,
    by: int,
    now: datetime,
    closes_at: datetime,
    latest_at: datetime,
    warn_at: datetime,
) -> int:
    """Keep a fresh auction; returns its id."""
    row = {"guild_id": guild_id, "item": terms.item, "sale": terms.sale, "minimum": terms.minimum}
    row |= {"increment": terms.increment, "extend": terms.extend, "scope": terms.scope, "state": AuctionState.OPEN}
    row |= {"channel_id": channel_id, "opened_by": by, "opened_at": now, "closes_at": closes_at}
    row |= {"latest_at": latest_at, "warn_at": warn_at, "roll_rules": roll.rules, "roll_grounds": roll.grounds}
    row |= {"bidders": 0, "reason": ""}
    return tx.execute(insert(AuctionRow).values(row).returning(AuctionRow.id)).scalar_one()


def find(tx: Connection, guild_id: int, auction_id: int) -> Auction | None:
    """The guild's auction of that id."""
    return _one(tx, (AuctionRow.guild_id == guild_id) & (AuctionRow.id == auction_id))


def by_draw(tx: Connection, draw_id: int) -> Auction | None:
    """The auction whose tie a draw decides."""
    return _one(tx, AuctionRow.draw_id == draw_id)


def by_batch(tx: Connection, batch_id: int) -> Auction | None:
    """The auction whose winner was charged by an act."""
    return _one(tx, AuctionRow.batch_id == batch_id)


def due(tx: Connection, now: datetime, rolling_since: datetime) -> list[Auction]:
    """The live auctions that something is to be done about now: to close, to tell of, or rolling since too long."""
    open_ = AuctionRow.state == AuctionState.OPEN
    timely = open_ & ((AuctionRow.closes_at <= now) | (AuctionRow.warn_at <= now))
    stuck = (AuctionRow.state == AuctionState.ROLLING) & (AuctionRow.ended_at <= rolling_since)
    query = select(AuctionRow).where(_LIVE, timely | stuck).order_by(AuctionRow.closes_at, AuctionRow.id)
    return [_auction(row) for row in tx.execute(query)]


def live(tx: Connection, guild_id: int) -> list[Auction]:
    """The guild's auctions that are open or rolled for, the oldest first."""
    query = select(AuctionRow).where(_LIVE, AuctionRow.guild_id == guild_id).order_by(AuctionRow.id)
    return [_auction(row) for row in tx.execute(query)]


def page(tx: Connection, guild_id: int, *, limit: int, offset: int = 0) -> list[Auction]:
    """The guild's auctions, those that are live first, then the newest."""
    query = select(AuctionRow).where(AuctionRow.guild_id == guild_id)
    query = query.order_by(case((_LIVE, 0), else_=1), AuctionRow.id.desc())
    return [_auction(row) for row in tx.execute(query.limit(limit).offset(offset))]


def count(tx: Connection, guild_id: int) -> int:
    """How many auctions the guild ever had."""
    return tx.execute(select(func.count()).select_from(AuctionRow).where(AuctionRow.guild_id == guild_id)).scalar_one()


def named(
    tx: Connection, guild_id: int, typed: str, states: Sequence[AuctionState] | None, limit: int
) -> list[Auction]:
    """The guild's auctions in these states, or all, whose item holds what was typed; live ones first, then newest."""
    query = select(AuctionRow).where(AuctionRow.guild_id == guild_id, AuctionRow.item.icontains(typed, autoescape=True))
    if states is not None:
        query = query.where(AuctionRow.state.in_([*states]))
    query = query.order_by(case((_LIVE, 0), else_=1), AuctionRow.id.desc())
    return [_auction(row) for row in tx.execute(query.limit(limit))]


def roll_text(tx: Connection, auction_id: int) -> RollText:
    """What a tie in that auction, which exists, is rolled on."""
    query = select(AuctionRow.roll_rules, AuctionRow.roll_grounds).where(AuctionRow.id == auction_id)
    return RollText(*tx.execute(query).one())


def bid(tx: Connection, auction_id: int, member_id: int, amount: int, *, key: str, at: datetime) -> None:
    """Keep a fresh bid."""
    row = {"auction_id": auction_id, "member_id": member_id, "amount": amount, "key": key, "at": at}
    tx.execute(insert(BidRow).values(row))


def bid_of_key(tx: Connection, auction_id: int, member_id: int, key: str) -> Bid | None:
    """What was bid with that form, if it was."""
    query = select(BidRow.member_id, BidRow.amount, BidRow.at).where(BidRow.auction_id == auction_id)
    row = tx.execute(query.where(BidRow.member_id == member_id, BidRow.key == key)).one_or_none()
    return None if row is None else Bid(*row)


def standing(tx: Connection, auction_id: int) -> list[Bid]:
    """Everybody's newest bid in an auction, in the order in which they were made."""
    newest = select(func.max(BidRow.id)).where(BidRow.auction_id == auction_id).group_by(BidRow.member_id)
    query = select(BidRow.member_id, BidRow.amount, BidRow.at).where(BidRow.id.in_(newest), BidRow.amount > 0)
    return [Bid(*row) for row in tx.execute(query.order_by(BidRow.id))]


def bid_of(tx: Connection, auction_id: int, member_id: int) -> Bid | None:
    """Somebody's newest bid in an auction."""
    query = select(BidRow.member_id, BidRow.amount, BidRow.at).where(BidRow.auction_id == auction_id)
    row = tx.execute(query.where(BidRow.member_id == member_id).order_by(BidRow.id.desc()).limit(1)).one_or_none()
    return Bid(*row) if row is not None and row.amount else None


def follow_bid(
    tx: Connection, auction_id: int, *, closes_at: datetime, newcomers: int, leads: tuple[int, int] | None
) -> None:
    """A bid was taken: when it ends now, whether somebody is new to it, and in an open one who leads with how much."""
    values: dict[str, Any] = {"closes_at": closes_at, "bidders": AuctionRow.bidders + newcomers}
    if leads is not None:
        values |= {"leader_id": leads[0], "highest": leads[1]}
    tx.execute(update(AuctionRow).where(AuctionRow.id == auction_id).values(values))


def released(tx: Connection, auction_id: int, leads: Bid | None, bidders: int) -> None:
    """Somebody's bid was taken back: who leads an open auction now, and how many people are left in it."""
    values = {"leader_id": leads.member_id if leads else None, "highest": leads.amount if leads else None}
    tx.execute(update(AuctionRow).where(AuctionRow.id == auction_id).values(values | {"bidders": bidders}))


def reserved(tx: Connection, guild_id: int, member_id: int, besides: int | None = None) -> int:
    """What somebody's bids in live auctions hold of their balance, one auction left out if told; hundredths.

    A sealed or second-price bid is held until its auction is decided, an open one as long as it leads.
    """
    live = (AuctionRow.guild_id == guild_id, _LIVE)
    if besides is not None:
        live = (*live, AuctionRow.id != besides)
    leading = select(func.coalesce(func.sum(AuctionRow.highest), 0)).where(*live, AuctionRow.leader_id == member_id)
    secret = select(AuctionRow.id).where(*live, AuctionRow.sale != Sale.OPEN)
    newest = select(func.max(BidRow.id)).where(BidRow.member_id == member_id, BidRow.auction_id.in_(secret))
    newest = newest.group_by(BidRow.auction_id)
    sealed = select(func.coalesce(func.sum(BidRow.amount), 0)).where(BidRow.id.in_(newest))
    return sum(int(tx.execute(total).scalar() or 0) for total in (leading, sealed))


def told_closing(tx: Connection, auction_id: int) -> None:
    """It was told that it is closing."""
    tx.execute(update(AuctionRow).where(AuctionRow.id == auction_id).values(warn_at=None))


def end(tx: Connection, auction_id: int, *, by: int | None, at: datetime) -> bool:
    """Take no more bids; False when somebody else ended it."""
    change = update(AuctionRow).where(AuctionRow.id == auction_id, AuctionRow.state == AuctionState.OPEN)
    change = change.where(AuctionRow.ended_at.is_(None))
    return tx.execute(change.values(ended_at=at, ended_by=by)).rowcount > 0


def roll(tx: Connection, auction_id: int, draw_id: int) -> None:
    """A tie is being rolled."""
    values = {"state": AuctionState.ROLLING, "draw_id": draw_id}
    tx.execute(update(AuctionRow).where(AuctionRow.id == auction_id).values(values))


def sold(tx: Connection, auction_id: int, *, winner: int, price: int, batch_id: int, shared: int | None) -> None:
    """It is won and paid."""
    values = {"state": AuctionState.SOLD, "winner_id": winner, "price": price, "batch_id": batch_id, "shared": shared}
    tx.execute(update(AuctionRow).where(AuctionRow.id == auction_id).values(values))


def unsold(tx: Connection, auction_id: int, ending: Ending) -> None:
    """It ended without a winner."""
    values = {"state": AuctionState.UNSOLD, "ending": ending}
    tx.execute(update(AuctionRow).where(AuctionRow.id == auction_id).values(values))


def cancel(tx: Connection, auction_id: int, reason: str, *, by: int, at: datetime) -> bool:
    """Call an open one off; False when it is not open any more."""
    change = update(AuctionRow).where(AuctionRow.id == auction_id, AuctionRow.state == AuctionState.OPEN)
    values = {"state": AuctionState.CANCELLED, "ended_at": at, "ended_by": by, "reason": reason}
    return tx.execute(change.values(values)).rowcount > 0


def undone(tx: Connection, auction_id: int) -> None:
    """The act that charged its winner is taken back."""
    tx.execute(update(AuctionRow).where(AuctionRow.id == auction_id).values(state=AuctionState.UNDONE))


def pass_over(tx: Connection, auction_id: int, passed: PassedOver, at: datetime) -> None:
    """Keep that somebody would have won and could not pay."""
    row = {"auction_id": auction_id, "member_id": passed.member_id, "price": passed.price, "at": at}
    tx.execute(insert(PassedOverRow).values(row))


def passed_over(tx: Connection, auction_id: int) -> list[PassedOver]:
    """Who was passed over in an auction, in order."""
    query = select(PassedOverRow.member_id, PassedOverRow.price).where(PassedOverRow.auction_id == auction_id)
    return [PassedOver(*row) for row in tx.execute(query.order_by(PassedOverRow.id))]


def live_of(tx: Connection, member_id: int) -> list[Auction]:
    """The live auctions that somebody has a bid in."""
    theirs = select(BidRow.auction_id).where(BidRow.member_id == member_id)
    return [_auction(row) for row in tx.execute(select(AuctionRow).where(_LIVE, AuctionRow.id.in_(theirs)))]


def concerning(tx: Connection, member_id: int) -> list[Auction]:
    """Every auction that somebody bid in, opened or ended."""
    theirs = select(BidRow.auction_id).where(BidRow.member_id == member_id)
    named = (AuctionRow.opened_by == member_id) | (AuctionRow.ended_by == member_id) | AuctionRow.id.in_(theirs)
    return [_auction(row) for row in tx.execute(select(AuctionRow).where(named).order_by(AuctionRow.id))]


def bids_of(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a person bid, as plain values."""
    columns = (AuctionRow.item, AuctionRow.sale, BidRow.amount, BidRow.at)
    query = select(*columns).join(AuctionRow, AuctionRow.id == BidRow.auction_id).where(BidRow.member_id == member_id)
    rows = tx.execute(query.order_by(BidRow.id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def erase_reasons(tx: Connection, member_id: int) -> None:
    """Take away why a person cancelled auctions."""
    tx.execute(update(AuctionRow).where(AuctionRow.ended_by == member_id, AuctionRow.reason != "").values(reason=""))


def _one(tx: Connection, which: Any) -> Auction | None:
    row = tx.execute(select(AuctionRow).where(which)).one_or_none()
    return None if row is None else _auction(row)


def _auction(row: Any) -> Auction:
    terms = Terms(row.item, Sale(row.sale), row.minimum, row.increment, row.extend, Scope(row.scope))
    return Auction(
        id=row.id,
        guild_id=row.guild_id,
        terms=terms,
        state=AuctionState(row.state),
        channel_id=row.channel_id,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        latest_at=row.latest_at,
        warn_at=row.warn_at,
        leader_id=row.leader_id,
        highest=row.highest,
        bidders=row.bidders,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        ending=Ending(row.ending) if row.ending else None,
        reason=row.reason,
        winner_id=row.winner_id,
        price=row.price,
        draw_id=row.draw_id,
        batch_id=row.batch_id,
        shared=row.shared,
    )
