"""Pots and what is staked in them. Triggers hold what a pot was opened on, and every stake once its pot is locked."""

from collections.abc import Mapping, Sequence
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
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.pot_settings import PotState
from domain.pots import Ending, Pot, StakeState, Terms
from storage.engine import once
from storage.members import MemberRow, member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

_LIVE = text("state IN ('open', 'locked', 'settling')")


class PotRow(Base):
    """One pot; `sold` and `players` count what its stakes hold, `paused` is why it takes no entries right now."""

    __tablename__ = "pots"
    __table_args__ = (
        one_of("state", PotState),
        one_of("ending", Ending),
        CheckConstraint("sold BETWEEN 0 AND max_tickets", name="sold"),
        CheckConstraint("players BETWEEN 0 AND sold", name="players"),
        partial("ix_pots_live", "guild_id", where=_LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake(index=True)
    name: Mapped[str] = mapped_column(String(80))
    cost: Mapped[int] = mapped_column(BigInteger)
    max_tickets: Mapped[int]
    max_per_user: Mapped[int]
    repeat: Mapped[bool]
    state: Mapped[str] = word()
    channel_id: Mapped[int] = snowflake()
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"), unique=True)
    created_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    sold: Mapped[int]
    players: Mapped[int]
    paused: Mapped[str | None] = mapped_column(Text)
    filled_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ending: Mapped[str | None] = word()
    reason: Mapped[str] = mapped_column(Text)
    winner_id: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    payout: Mapped[int | None] = mapped_column(BigInteger)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("pots.id"), unique=True)


class StakeRow(Base):
    """Tickets that somebody bought at once; `key` is the confirmation's, unique for a person in a pot."""

    __tablename__ = "pot_stakes"
    __table_args__ = (
        one_of("state", StakeState),
        CheckConstraint("tickets > 0", name="tickets"),
        UniqueConstraint("pot_id", "member_id", "key"),
        Index(None, "member_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pot_id: Mapped[int] = mapped_column(ForeignKey("pots.id"))
    member_id: Mapped[int] = mapped_column(member_id_key())
    key: Mapped[str] = mapped_column(String(40))
    tickets: Mapped[int]
    paid: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    state: Mapped[str] = word()
    ended_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Stake:
    """Tickets bought at once, and the credits paid for them."""

    id: int
    pot_id: int
    member_id: int
    tickets: int
    paid: int
    at: datetime
    state: StakeState


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody in a pot with all their tickets: `user_id` is Discord's, None once erased."""

    member_id: int
    user_id: int | None
    tickets: int
    paid: int
    since: datetime


_POT = once(lambda: select(PotRow).where(PotRow.guild_id == bindparam("guild"), PotRow.id == bindparam("pot")))
_SELL = once(
    lambda: (
        update(PotRow)
        .where(PotRow.id == bindparam("pot"), PotRow.state == PotState.OPEN.value)
        .values(sold=PotRow.sold + bindparam("bought"), players=PotRow.players + bindparam("newcomers"))
    )
)
_STAKE = once(lambda: insert(StakeRow).returning(StakeRow.id))


def open_pot(
    tx: Connection,
    guild_id: int,
    terms: Terms,
    *,
    draw_id: int,
    channel_id: int,
    by: int | None,
    closes_at: datetime,
    now: datetime,
    previous_id: int | None = None,
) -> int:
    """Keep a fresh pot; returns its id."""
    row = {"guild_id": guild_id, "name": terms.name, "cost": terms.cost, "max_tickets": terms.max_tickets}
    row |= {"max_per_user": terms.max_per_user, "repeat": terms.repeat, "state": PotState.OPEN, "reason": ""}
    row |= {"channel_id": channel_id, "draw_id": draw_id, "created_by": by, "opened_at": now, "closes_at": closes_at}
    row |= {"sold": 0, "players": 0, "previous_id": previous_id}
    return tx.execute(insert(PotRow).values(row).returning(PotRow.id)).scalar_one()


def find(tx: Connection, guild_id: int, pot_id: int) -> Pot | None:
    """The guild's pot of that id."""
    row = tx.execute(_POT(), {"guild": guild_id, "pot": pot_id}).one_or_none()
    return None if row is None else _pot(row)


def by_draw(tx: Connection, draw_id: int) -> Pot | None:
    """The pot that a draw decides."""
    row = tx.execute(select(PotRow).where(PotRow.draw_id == draw_id)).one_or_none()
    return None if row is None else _pot(row)


def live(tx: Connection) -> list[Pot]:
    """Every pot that is not over, the next to close first."""
    query = select(PotRow).where(_LIVE).order_by(PotRow.closes_at, PotRow.id)
    return [_pot(row) for row in tx.execute(query)]


def newest_stakes(tx: Connection) -> Mapping[int, int]:
    """The newest stake in each pot that is open, by pot."""
    open_ = select(PotRow.id).where(_LIVE, PotRow.state == PotState.OPEN)
    query = select(StakeRow.pot_id, func.max(StakeRow.id)).where(StakeRow.pot_id.in_(open_))
    rows = tx.execute(query.group_by(StakeRow.pot_id)).all()
    return {row.pot_id: row[1] for row in rows}


def listed(tx: Connection, guild_id: int, states: Sequence[PotState] | None = None) -> list[Pot]:
    """The guild's pots in these states, or all; newest first."""
    query = select(PotRow).where(PotRow.guild_id == guild_id)
    if states is not None:
        query = query.where(PotRow.state.in_([*states]))
    return [_pot(row) for row in tx.execute(query.order_by(PotRow.id.desc()))]


def after(tx: Connection, pot_id: int) -> int | None:
    """The pot that followed on the same terms."""
    return tx.execute(select(PotRow.id).where(PotRow.previous_id == pot_id)).scalar()


def sell(tx: Connection, pot_id: int, tickets: int, *, newcomers: int) -> bool:
    """Count tickets as sold, or as back when negative; False when the pot is not open any more."""
    return tx.execute(_SELL(), {"pot": pot_id, "bought": tickets, "newcomers": newcomers}).rowcount > 0


def filled(tx: Connection, pot_id: int, at: datetime) -> None:
    """The last ticket is sold."""
    tx.execute(update(PotRow).where(PotRow.id == pot_id).values(filled_at=at))


def pause(tx: Connection, pot_id: int, reason: str | None) -> bool:
    """Stop taking entries for that reason, or take them again; False when it is not open, or was so before."""
    change = update(PotRow).where(PotRow.id == pot_id, PotRow.state == PotState.OPEN)
    change = change.where(PotRow.paused.is_(None) if reason is not None else PotRow.paused.is_not(None))
    return tx.execute(change.values(paused=reason)).rowcount > 0


def lock(tx: Connection, pot_id: int, at: datetime) -> bool:
    """Close the entries; False when they were closed before."""
    return _advance(tx, pot_id, PotState.OPEN, {"state": PotState.LOCKED, "locked_at": at, "paused": None})


def settling(tx: Connection, pot_id: int) -> bool:
    """Its draw is called; False when it was before."""
    return _advance(tx, pot_id, PotState.LOCKED, {"state": PotState.SETTLING})


def settled(tx: Connection, pot_id: int, *, winner: int, payout: int, at: datetime) -> bool:
    """It is won, and every stake in it is played; False when it was over before."""
    values = {"state": PotState.SETTLED, "ended_at": at, "ending": Ending.DRAWN, "winner_id": winner, "payout": payout}
    if not _advance(tx, pot_id, PotState.SETTLING, values):
        return False
    change = update(StakeRow).where(StakeRow.pot_id == pot_id, StakeRow.state == StakeState.LIVE)
    tx.execute(change.values(state=StakeState.PLAYED, ended_at=at))
    return True


def cancel(tx: Connection, pot_id: int, ending: Ending, at: datetime, reason: str = "") -> bool:
    """End it without a winner; False when it was over before."""
    change = update(PotRow).where(PotRow.id == pot_id).where(_LIVE)
    values = {"state": PotState.CANCELLED, "ended_at": at, "ending": ending, "reason": reason, "paused": None}
    return tx.execute(change.values(values)).rowcount > 0


def stake(tx: Connection, pot_id: int, member_id: int, *, key: str, tickets: int, paid: int, at: datetime) -> int:
    """Keep a fresh stake; returns its id."""
    row = {"pot_id": pot_id, "member_id": member_id, "key": key, "tickets": tickets, "paid": paid, "at": at}
    return tx.execute(_STAKE(), row | {"state": StakeState.LIVE}).scalar_one()


def stake_of(tx: Connection, pot_id: int, member_id: int, key: str) -> Stake | None:
    """What was bought with that confirmation, if it was."""
    query = select(StakeRow).where(StakeRow.pot_id == pot_id, StakeRow.member_id == member_id, StakeRow.key == key)
    row = tx.execute(query).one_or_none()
    return None if row is None else _stake(row)


def live_stakes(tx: Connection, pot_id: int, member_id: int | None = None) -> list[Stake]:
    """The stakes in a pot, of one person or of all, in order of buying."""
    query = select(StakeRow).where(StakeRow.pot_id == pot_id, StakeRow.state == StakeState.LIVE)
    if member_id is not None:
        query = query.where(StakeRow.member_id == member_id)
    return [_stake(row) for row in tx.execute(query.order_by(StakeRow.id))]


def give_back(tx: Connection, pot_id: int, member_id: int | None, at: datetime) -> None:
    """The stakes of one person, or of all, are returned."""
    change = update(StakeRow).where(StakeRow.pot_id == pot_id, StakeRow.state == StakeState.LIVE)
    if member_id is not None:
        change = change.where(StakeRow.member_id == member_id)
    tx.execute(change.values(state=StakeState.RETURNED, ended_at=at))


def entrants(tx: Connection, pot_id: int) -> list[Entrant]:
    """Everybody in a pot, or in its draw once it is settled, with all their tickets; in order of entering."""
    first = func.min(StakeRow.id)
    query = (
        select(
            StakeRow.member_id,
            MemberRow.user_id,
            func.sum(StakeRow.tickets),
            func.sum(StakeRow.paid),
            func.min(StakeRow.at).label("since"),
        )
        .join(MemberRow, MemberRow.id == StakeRow.member_id)
        .where(StakeRow.pot_id == pot_id, StakeRow.state != StakeState.RETURNED)
        .group_by(StakeRow.member_id, MemberRow.user_id)
        .order_by(first)
    )
    return [Entrant(*row) for row in tx.execute(query)]


def held_by(tx: Connection, guild_id: int, member_id: int) -> Mapping[int, int]:
    """The tickets that somebody holds in each of the guild's pots that are not over, by pot."""
    query = select(StakeRow.pot_id, func.sum(StakeRow.tickets)).join(PotRow, PotRow.id == StakeRow.pot_id)
    query = query.where(StakeRow.member_id == member_id, StakeRow.state == StakeState.LIVE)
    rows = tx.execute(query.where(PotRow.guild_id == guild_id).group_by(StakeRow.pot_id))
    return {pot_id: int(tickets) for pot_id, tickets in rows}


def staked(tx: Connection, member_id: int) -> int:
    """The credits that somebody has in pots that are not over."""
    total = select(func.coalesce(func.sum(StakeRow.paid), 0))
    mine = total.where(StakeRow.member_id == member_id, StakeRow.state == StakeState.LIVE)
    return int(tx.execute(mine).scalar_one())


def stakes_of(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a person staked, as plain values."""
    columns = (PotRow.name, StakeRow.tickets, StakeRow.paid, StakeRow.at, StakeRow.state)
    query = select(*columns).join(PotRow, PotRow.id == StakeRow.pot_id).where(StakeRow.member_id == member_id)
    rows = tx.execute(query.order_by(StakeRow.id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def made_by(tx: Connection, member_id: int) -> list[str]:
    """The names of the pots that a person opened."""
    return list(tx.execute(select(PotRow.name).where(PotRow.created_by == member_id).order_by(PotRow.id)).scalars())


def won_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a person won, as plain values."""
    query = select(PotRow.name, PotRow.payout, PotRow.ended_at).where(PotRow.winner_id == member_id)
    return [dict(row._mapping) for row in tx.execute(query.order_by(PotRow.id))]  # noqa: SLF001 - SQLAlchemy's name


def live_of(tx: Connection, member_id: int) -> list[tuple[int, int]]:
    """The pots that a person is in and that are not over: guild and id."""
    query = select(PotRow.guild_id, PotRow.id).join(StakeRow, StakeRow.pot_id == PotRow.id).distinct()
    query = query.where(StakeRow.member_id == member_id, StakeRow.state == StakeState.LIVE)
    return [(guild_id, pot_id) for guild_id, pot_id in tx.execute(query)]


def _advance(tx: Connection, pot_id: int, from_: PotState, values: dict[str, Any]) -> bool:
    change = update(PotRow).where(PotRow.id == pot_id, PotRow.state == from_).values(values)
    return tx.execute(change).rowcount > 0


def _stake(row: Any) -> Stake:
    return Stake(row.id, row.pot_id, row.member_id, row.tickets, row.paid, row.at, StakeState(row.state))


def _pot(row: Any) -> Pot:
    return Pot(
        id=row.id,
        guild_id=row.guild_id,
        terms=Terms(row.name, row.cost, row.max_tickets, row.max_per_user, row.repeat),
        state=PotState(row.state),
        channel_id=row.channel_id,
        draw_id=row.draw_id,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        sold=row.sold,
        players=row.players,
        paused=row.paused,
        filled_at=row.filled_at,
        locked_at=row.locked_at,
        ended_at=row.ended_at,
        ending=Ending(row.ending) if row.ending else None,
        reason=row.reason,
        winner_id=row.winner_id,
        payout=row.payout,
        previous_id=row.previous_id,
    )
