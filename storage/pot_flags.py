"""Flags on entries in pots: what looks like collusion, and what officers decided about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, ForeignKey, Text, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Mapped, aliased, mapped_column

from domain.marks import MarkKind
from domain.pot_flags import FlagKind, FlagState, Suspicion
from domain.pot_settings import PotState
from domain.pots import StakeState
from storage.engine import insert
from storage.links import MarkRow
from storage.members import MemberRow, member_id_key
from storage.pots import PotRow, StakeRow
from storage.schema import Base, one_of, partial, word

_OPEN = text("state = 'open'")


class FlagRow(Base):
    """One suspicion about one person in one pot; `facts` are the figures behind it."""

    __tablename__ = "pot_flags"
    __table_args__ = (
        one_of("kind", FlagKind),
        one_of("state", FlagState),
        UniqueConstraint("pot_id", "member_id", "kind"),
        partial("ix_pot_flags_open", "pot_id", where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pot_id: Mapped[int] = mapped_column(ForeignKey("pots.id"))
    member_id: Mapped[int] = mapped_column(member_id_key(), index=True)
    kind: Mapped[str] = word()
    facts: Mapped[dict[str, int]] = mapped_column(JSON)
    at: Mapped[datetime]
    state: Mapped[str] = word()
    decided_by: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text)


_WAITS = (FlagRow.state == FlagState.OPEN) & (PotRow.state == PotState.OPEN)


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as it stands; `user_id` is Discord's of the person flagged, None once erased.

    `tickets` is what the person holds in the pot now, 0 once the entry has left; `facts` are empty once erased.
    """

    id: int
    pot_id: int
    pot: str
    pot_state: PotState
    member_id: int
    user_id: int | None
    tickets: int
    kind: FlagKind
    facts: dict[str, int]
    at: datetime
    state: FlagState
    decided_by: int | None
    decided_at: datetime | None
    reason: str


def raise_flags(tx: Connection, pot_id: int, suspicions: Iterable[Suspicion], now: datetime) -> list[Suspicion]:
    """Keep what is new among these, and the newest figures of those that wait; returns the new ones.

    What officers have decided about is neither raised again nor changed.
    """
    columns = (FlagRow.member_id, FlagRow.kind, FlagRow.state, FlagRow.facts)
    rows = tx.execute(select(*columns).where(FlagRow.pot_id == pot_id))
    kept = {(row.member_id, row.kind): row for row in rows}
    fresh: list[Suspicion] = []
    for one in suspicions:
        known = kept.get((one.member_id, one.kind.value))
        if known is None:
            row = {"pot_id": pot_id, "member_id": one.member_id, "kind": one.kind, "facts": dict(one.facts), "at": now}
            tx.execute(insert(FlagRow).values(row | {"state": FlagState.OPEN, "reason": ""}))
            fresh.append(one)
        elif known.state == FlagState.OPEN and known.facts != one.facts:
            change = update(FlagRow).where(FlagRow.pot_id == pot_id, FlagRow.member_id == one.member_id)
            tx.execute(change.where(FlagRow.kind == one.kind).values(facts=dict(one.facts)))
    return fresh


def hurried(tx: Connection, pot_id: int, joins: int) -> Mapping[int, tuple[datetime, ...]]:
    """When those joined a pot who did so at least that often, whatever became of it; by member."""
    mine = StakeRow.pot_id == pot_id
    often = select(StakeRow.member_id).where(mine).group_by(StakeRow.member_id).having(func.count() >= joins)
    query = select(StakeRow.member_id, StakeRow.at).where(mine, StakeRow.member_id.in_(often))
    found: dict[int, tuple[datetime, ...]] = {}
    for member_id, at in tx.execute(query.order_by(StakeRow.at, StakeRow.id)):
        found[member_id] = (*found.get(member_id, ()), at)
    return found


def waved_through(tx: Connection, pot_id: int) -> Mapping[int, frozenset[FlagKind]]:
    """What officers ever cleared, in this pot or another, of those who are in it; by member."""
    inside = select(StakeRow.member_id).where(StakeRow.pot_id == pot_id, StakeRow.state == StakeState.LIVE)
    query = select(FlagRow.member_id, FlagRow.kind).where(FlagRow.member_id.in_(inside))
    found: dict[int, frozenset[FlagKind]] = {}
    for member_id, kind in tx.execute(query.where(FlagRow.state == FlagState.CLEARED).distinct()):
        found[member_id] = found.get(member_id, frozenset()) | {FlagKind(kind)}
    return found


def places(tx: Connection, pot_id: int, now: datetime) -> Mapping[int, frozenset[tuple[bytes, bytes]]]:
    """Marks of network and browser that people in a pot allowed to be kept, in pairs; by member.

    Linking keeps one of each, so that they belong, and end, together.
    """
    network, browser = aliased(MarkRow), aliased(MarkRow)
    inside = select(StakeRow.member_id).where(StakeRow.pot_id == pot_id, StakeRow.state == StakeState.LIVE)
    query = select(network.member_id, network.mark, browser.mark.label("browser"))
    query = query.join(browser, browser.member_id == network.member_id).where(network.member_id.in_(inside))
    query = query.where(network.kind == MarkKind.NETWORK, browser.kind == MarkKind.BROWSER, network.expires_at > now)
    found: dict[int, frozenset[tuple[bytes, bytes]]] = {}
    for member_id, *pair in tx.execute(query):
        found[member_id] = found.get(member_id, frozenset()) | {(pair[0], pair[1])}
    return found


def find(tx: Connection, guild_id: int, flag_id: int) -> Flag | None:
    """The guild's flag of that id."""
    row = tx.execute(_flags(guild_id).where(FlagRow.id == flag_id)).one_or_none()
    return None if row is None else _flag(row)


def page(tx: Connection, guild_id: int, *, limit: int, offset: int) -> list[Flag]:
    """The guild's flags: those that wait for officers first, then the others; newest first."""
    order = (~_WAITS, FlagRow.id.desc())
    return [_flag(row) for row in tx.execute(_flags(guild_id).order_by(*order).limit(limit).offset(offset))]


def count(tx: Connection, guild_id: int) -> tuple[int, int]:
    """How many flags the guild has, and how many of them wait for officers: undecided, in a pot that is still open."""
    query = select(func.count(), func.count().filter(_WAITS))
    query = query.select_from(FlagRow).join(PotRow, PotRow.id == FlagRow.pot_id)
    row = tx.execute(query.where(PotRow.guild_id == guild_id)).one()
    return row[0], row[1]


def open_in(tx: Connection, pot_id: int) -> int:
    """How many flags of a pot wait for officers."""
    return tx.execute(
        select(func.count()).select_from(FlagRow).where(FlagRow.pot_id == pot_id, FlagRow.state == FlagState.OPEN)
    ).scalar_one()


def decide(tx: Connection, flag_id: int, state: FlagState, reason: str, *, by: int, now: datetime) -> bool:
    """Officers cleared it or gave the entry back; False when it was decided before."""
    change = update(FlagRow).where(FlagRow.id == flag_id, FlagRow.state == FlagState.OPEN)
    values = {"state": state, "reason": reason, "decided_by": by, "decided_at": now}
    return tx.execute(change.values(values)).rowcount > 0


def decide_others(tx: Connection, flag: Flag, state: FlagState, reason: str, *, by: int, now: datetime) -> None:
    """What was decided about an entry holds for every other open flag on it."""
    change = update(FlagRow).where(FlagRow.pot_id == flag.pot_id, FlagRow.member_id == flag.member_id)
    values = {"state": state, "reason": reason, "decided_by": by, "decided_at": now}
    tx.execute(change.where(FlagRow.state == FlagState.OPEN).values(values))


def about(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a person was flagged for, as plain values."""
    columns = (PotRow.name, FlagRow.kind, FlagRow.facts, FlagRow.at, FlagRow.state, FlagRow.reason)
    return _plain(tx, select(*columns).where(FlagRow.member_id == member_id))


def decided_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What an officer decided about flags, as plain values; whom they are about is those people's own."""
    columns = (PotRow.name, FlagRow.kind, FlagRow.decided_at, FlagRow.state, FlagRow.reason)
    return _plain(tx, select(*columns).where(FlagRow.decided_by == member_id))


def erase(tx: Connection, member_id: int) -> None:
    """Take away what an officer wrote, and the figures behind what a person was flagged for."""
    tx.execute(update(FlagRow).where(FlagRow.decided_by == member_id).values(reason=""))
    tx.execute(update(FlagRow).where(FlagRow.member_id == member_id).values(facts={}))


def _plain(tx: Connection, query: Any) -> list[dict[str, Any]]:
    rows = tx.execute(query.join(PotRow, PotRow.id == FlagRow.pot_id).order_by(FlagRow.id))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def _flags(guild_id: int) -> Any:
    held = select(func.coalesce(func.sum(StakeRow.tickets), 0)).where(
        StakeRow.pot_id == FlagRow.pot_id,
        StakeRow.member_id == FlagRow.member_id,
        StakeRow.state != StakeState.RETURNED,
    )
    columns = (
        FlagRow.id,
        FlagRow.pot_id,
        PotRow.name,
        PotRow.state.label("pot_state"),
        FlagRow.member_id,
        MemberRow.user_id,
        held.scalar_subquery().label("tickets"),
        FlagRow.kind,
        FlagRow.facts,
        FlagRow.at,
        FlagRow.state,
        FlagRow.decided_by,
        FlagRow.decided_at,
        FlagRow.reason,
    )
    query = select(*columns).join(PotRow, PotRow.id == FlagRow.pot_id)
    return query.join(MemberRow, MemberRow.id == FlagRow.member_id).where(PotRow.guild_id == guild_id)


def _flag(row: Any) -> Flag:
    return Flag(
        id=row.id,
        pot_id=row.pot_id,
        pot=row.name,
        pot_state=PotState(row.pot_state),
        member_id=row.member_id,
        user_id=row.user_id,
        tickets=row.tickets,
        kind=FlagKind(row.kind),
        facts=row.facts,
        at=row.at,
        state=FlagState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
    )
