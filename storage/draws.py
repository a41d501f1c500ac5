"""Draws: each step of the protocol as it was published; a step that was taken is never taken again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.draws import DrawState
from domain.notices import State
from fairness.proof import Posts
from fairness.protocol import Call, Draw, Entry, Kind, Lock, Mode, Settlement
from fairness.signing import Signature
from storage import draw_entries
from storage.draw_entries import DrawEntryRow, DrawPlaceRow
from storage.engine import upsert
from storage.epochs import EpochRow
from storage.members import GuildRow
from storage.notices import NoticeRow
from storage.schema import Base, one_of, partial, snowflake, word

_OPEN = text("state IN ('committed', 'locked', 'called')")


class DrawRow(Base):
    """One draw of a guild, numbered without a gap; `secret` is told to nobody before the call."""

    __tablename__ = "draws"
    __table_args__ = (
        one_of("state", DrawState),
        one_of("kind", Kind),
        one_of("mode", Mode),
        UniqueConstraint("guild_id", "number"),
        partial("ix_draws_open", "state", where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    number: Mapped[int]
    kind: Mapped[str] = word()
    title: Mapped[str] = mapped_column(Text)
    closes_at: Mapped[int] = mapped_column(BigInteger)
    winners: Mapped[int]
    mode: Mapped[str] = word()
    chain: Mapped[bytes] = mapped_column(LargeBinary)
    rules: Mapped[str] = mapped_column(Text)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    commitment: Mapped[bytes] = mapped_column(LargeBinary)
    address: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = word()
    channel_id: Mapped[int] = snowflake()
    committed_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    root: Mapped[bytes | None] = mapped_column(LargeBinary)
    lock_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    lock_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    lock_signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    round: Mapped[int | None] = mapped_column(BigInteger)
    called_at: Mapped[int | None] = mapped_column(BigInteger)
    call_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    beacon_signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    settled_at: Mapped[datetime | None]
    seed: Mapped[bytes | None] = mapped_column(LargeBinary)
    result: Mapped[bytes | None] = mapped_column(LargeBinary)
    result_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    result_signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    commitment_post: Mapped[int | None] = snowflake()
    lock_post: Mapped[int | None] = snowflake()
    call_post: Mapped[int | None] = snowflake()
    ended_at: Mapped[datetime | None]


class PostedKeyRow(Base):
    """The public keys that a guild was last told to expect under its draws."""

    __tablename__ = "posted_keys"

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    orchestrator: Mapped[bytes] = mapped_column(LargeBinary)
    settlement: Mapped[bytes] = mapped_column(LargeBinary)
    posted_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Record:
    """A draw as it stands; a step's fields are None until it was taken. The secret is in `call`, once called."""

    id: int
    state: DrawState
    draw: Draw
    commitment: bytes
    address: str
    channel_id: int
    committed_at: datetime
    locked_at: datetime | None
    lock: Lock | None
    lock_signature: Signature | None
    call: Call | None
    beacon_signature: bytes | None
    settled_at: datetime | None
    seed: bytes | None
    result: bytes | None
    result_signature: Signature | None
    commitment_post: int | None
    lock_post: int | None
    call_post: int | None
    ended_at: datetime | None

    @property
    def posts(self) -> Posts | None:
        """Where its steps were made public; None while any of them was not."""
        if self.commitment_post is None or self.lock_post is None or self.call_post is None:
            return None
        return Posts(self.channel_id, self.commitment_post, self.lock_post, self.call_post)


def next_number(tx: Connection, guild_id: int) -> int:
    """The number of the guild's next draw; they count 1, 2, 3 … without a gap, for no draw is ever dropped.

    After a restore they go on past any that could have been used since the backup.
    """
    newest = select(func.max(DrawRow.number)).where(DrawRow.guild_id == guild_id).scalar_subquery()
    first = select(func.max(EpochRow.first_draw)).where(EpochRow.guild_id == guild_id).scalar_subquery()
    used, start = tx.execute(select(newest, first)).one()
    return max((used or 0) + 1, start or 1)


def highest_number(tx: Connection, guild_id: int) -> int:
    """The number of the guild's newest draw; 0 where there was none."""
    return tx.execute(select(func.max(DrawRow.number)).where(DrawRow.guild_id == guild_id)).scalar() or 0


def commit(
    tx: Connection, draw: Draw, secret: bytes, commitment: bytes, *, address: str, channel_id: int, now: datetime
) -> int:
    """Keep a fresh draw with its secret; returns its id."""
    row = {"guild_id": draw.guild_id, "number": draw.number, "kind": draw.kind, "title": draw.title}
    row |= {"closes_at": draw.closes_at, "winners": draw.winners, "mode": draw.mode, "chain": draw.chain}
    row |= {"rules": draw.rules, "secret": secret, "commitment": commitment, "address": address}
    row |= {"state": DrawState.COMMITTED, "channel_id": channel_id, "committed_at": now}
    return tx.execute(insert(DrawRow).values(row).returning(DrawRow.id)).scalar_one()


def lock(
    tx: Connection,
    draw_id: int,
    closed: Lock,
    entries: Sequence[Entry],
    *,
    signature: Signature,
    members: Mapping[str, int],
    now: datetime,
) -> bool:
    """Close the entries; `members` has the member of each `who` that is one. False when it was locked before."""
    values = {"state": DrawState.LOCKED, "locked_at": now, "root": closed.root, "lock_hash": closed.hash}
    values |= {"lock_key": signature.public_key, "lock_signature": signature.signature}
    if not _advance(tx, draw_id, DrawState.COMMITTED, values):
        return False
    draw_entries.add(tx, draw_id, entries, members)
    return True


def call(tx: Connection, draw_id: int, called: Call) -> bool:
    """Reveal the secret and name the round, for good; False when it was called before."""
    values = {"state": DrawState.CALLED, "round": called.round, "called_at": called.called_at}
    return _advance(tx, draw_id, DrawState.LOCKED, values | {"call_hash": called.hash})


def settle(
    tx: Connection,
    draw_id: int,
    outcome: Settlement,
    *,
    beacon_signature: bytes | None,
    signature: Signature,
    now: datetime,
) -> bool:
    """Keep the outcome; False when it was settled before."""
    # One that was given up before stays over since then: what its round shows comes too late to hand anything out.
    over = func.coalesce(DrawRow.ended_at, literal(now, DrawRow.ended_at.type))
    values: dict[str, Any] = {"state": DrawState.SETTLED, "settled_at": now, "ended_at": over, "seed": outcome.seed}
    values |= {"result": outcome.result, "beacon_signature": beacon_signature}
    values |= {"result_key": signature.public_key, "result_signature": signature.signature}
    if not _advance(tx, draw_id, DrawState.CALLED, values):
        return False
    draw_entries.add_places(tx, draw_id, 0, outcome.picks)
    return True


def cancel(tx: Connection, draw_id: int, now: datetime) -> bool:
    """End it without a draw; False when it was called or over."""
    change = update(DrawRow).where(DrawRow.id == draw_id)
    change = change.where(DrawRow.state.in_([DrawState.COMMITTED, DrawState.LOCKED]))
    return tx.execute(change.values(state=DrawState.CANCELLED, ended_at=now)).rowcount > 0


def give_up(tx: Connection, draw_id: int, now: datetime) -> bool:
    """Nobody waits for its round any more; it can still be settled, to show what it would have been."""
    change = update(DrawRow).where(DrawRow.id == draw_id, DrawRow.state == DrawState.CALLED, DrawRow.ended_at.is_(None))
    return tx.execute(change.values(ended_at=now)).rowcount > 0


def note_post(tx: Connection, draw_id: int, step: str, message_id: int) -> None:
    """A step's post is up: `commitment`, `lock` or `call`; the first one stands."""
    column = {"commitment": DrawRow.commitment_post, "lock": DrawRow.lock_post, "call": DrawRow.call_post}[step]
    tx.execute(update(DrawRow).where(DrawRow.id == draw_id, column.is_(None)).values({column: message_id}))


def by_id(tx: Connection, draw_id: int) -> Record:
    """The draw of that id, which exists."""
    return _record(tx.execute(select(DrawRow).where(DrawRow.id == draw_id)).one())


def find(tx: Connection, guild_id: int, draw_id: int) -> Record | None:
    """The guild's draw of that id."""
    row = tx.execute(select(DrawRow).where(DrawRow.guild_id == guild_id, DrawRow.id == draw_id)).one_or_none()
    return None if row is None else _record(row)


def by_number(tx: Connection, guild_id: int, number: int) -> Record | None:
    """The guild's draw of that number."""
    row = tx.execute(select(DrawRow).where(DrawRow.guild_id == guild_id, DrawRow.number == number)).one_or_none()
    return None if row is None else _record(row)


def by_address(tx: Connection, address: str) -> Record | None:
    """The draw whose proof is served at that address."""
    row = tx.execute(select(DrawRow).where(DrawRow.address == address)).one_or_none()
    return None if row is None else _record(row)


def page(tx: Connection, guild_id: int, *, limit: int, offset: int) -> list[Record]:
    """The guild's draws, newest first."""
    query = select(DrawRow).where(DrawRow.guild_id == guild_id).order_by(DrawRow.number.desc())
    return [_record(row) for row in tx.execute(query.limit(limit).offset(offset))]


def count(tx: Connection, guild_id: int) -> int:
    """How many draws the guild has had."""
    return tx.execute(select(func.count()).select_from(DrawRow).where(DrawRow.guild_id == guild_id)).scalar_one()


def called(tx: Connection) -> list[Record]:
    """The draws that wait for their round, the oldest call first; those given up are left out."""
    query = select(DrawRow).where(_OPEN, DrawRow.state == DrawState.CALLED, DrawRow.ended_at.is_(None))
    query = query.order_by(DrawRow.called_at)
    return [_record(row) for row in tx.execute(query)]


def locked(tx: Connection, kind: Kind) -> list[Record]:
    """The draws of a kind that are locked and not called, the oldest first."""
    query = select(DrawRow).where(_OPEN, DrawRow.state == DrawState.LOCKED, DrawRow.kind == kind)
    return [_record(row) for row in tx.execute(query.order_by(DrawRow.id))]


def unposted(tx: Connection) -> list[Record]:
    """The draws of which a step that was taken is not posted yet; one that was called off needs no more posts."""
    locked = DrawRow.lock_post.is_(None) & DrawRow.lock_hash.is_not(None)
    called = DrawRow.call_post.is_(None) & DrawRow.call_hash.is_not(None)
    query = select(DrawRow).where(DrawRow.commitment_post.is_(None) | locked | called)
    # Of a guild that is erased nothing is posted any more.
    erased = select(GuildRow.id).where(GuildRow.erased_at.is_not(None))
    query = query.where(DrawRow.state != DrawState.CANCELLED, DrawRow.guild_id.not_in(erased))
    return [_record(row) for row in tx.execute(query.order_by(DrawRow.id))]


def on_its_way(tx: Connection, guild_id: int, event: str, draw_id: int | None = None) -> bool:
    """Whether a post of that event, of that draw if it is of one, still waits to be delivered."""
    query = select(NoticeRow.id).where(NoticeRow.guild_id == guild_id, NoticeRow.event == event)
    query = query.where(NoticeRow.state == State.PENDING)
    if draw_id is not None:
        query = query.where(NoticeRow.facts["draw"].as_integer() == draw_id)
    return tx.execute(query.limit(1)).first() is not None


def secret_of(tx: Connection, draw_id: int) -> bytes:
    """The draw's 32 secret bytes: for making the commitment, the call and nothing else."""
    return tx.execute(select(DrawRow.secret).where(DrawRow.id == draw_id)).scalar_one()


def entries_of(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """What a person entered, as plain values."""
    query = (
        select(DrawRow.number, DrawRow.title, DrawEntryRow.first_ticket, DrawEntryRow.tickets, DrawEntryRow.evidence)
        .join(DrawRow, DrawRow.id == DrawEntryRow.draw_id)
        .where(DrawEntryRow.member_id == member_id)
    )
    rows = tx.execute(query.order_by(DrawRow.number, DrawEntryRow.seq))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def undecided_of(tx: Connection, member_id: int) -> list[int]:
    """The numbers of draws that a person is in and whose result is not out."""
    query = select(DrawRow.number).join(DrawEntryRow, DrawEntryRow.draw_id == DrawRow.id)
    query = query.where(DrawEntryRow.member_id == member_id).where(DrawRow.ended_at.is_(None))
    return sorted(set(tx.execute(query).scalars()))


def voided_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """Which winners a person passed over, and why, as plain values."""
    query = (
        select(DrawRow.number, DrawPlaceRow.position, DrawPlaceRow.void)
        .join(DrawRow, DrawRow.id == DrawPlaceRow.draw_id)
        .where(DrawPlaceRow.voided_by == member_id)
    )
    rows = tx.execute(query.order_by(DrawRow.number, DrawPlaceRow.position))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented name


def over_of(tx: Connection, member_id: int) -> list[tuple[int, int]]:
    """The draws that are over and that a person was in: guild and id."""
    query = select(DrawRow.guild_id, DrawRow.id).join(DrawEntryRow, DrawEntryRow.draw_id == DrawRow.id)
    query = query.where(DrawEntryRow.member_id == member_id, DrawRow.ended_at.is_not(None)).distinct()
    return [(guild_id, draw_id) for guild_id, draw_id in tx.execute(query)]


def erase(tx: Connection, member_id: int) -> None:
    """Take a person out of every draw that is over: who they were, their salt and their evidence, all together."""
    over = select(DrawRow.id).where(DrawRow.ended_at.is_not(None))
    change = update(DrawEntryRow).where(DrawEntryRow.member_id == member_id, DrawEntryRow.draw_id.in_(over))
    tx.execute(change.values(who=None, salt=None, evidence=None))


def keys_posted(tx: Connection, guild_id: int) -> tuple[bytes, bytes] | None:
    """The public keys that the guild was last told: orchestrator and settlement."""
    query = select(PostedKeyRow.orchestrator, PostedKeyRow.settlement).where(PostedKeyRow.guild_id == guild_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else (row.orchestrator, row.settlement)


def note_keys(tx: Connection, guild_id: int, orchestrator: bytes, settlement: bytes, now: datetime) -> None:
    """These keys are what the guild is told to expect."""
    row = {"guild_id": guild_id, "orchestrator": orchestrator, "settlement": settlement, "posted_at": now}
    tx.execute(upsert(PostedKeyRow, "guild_id", change=("orchestrator", "settlement", "posted_at")), row)


def _advance(tx: Connection, draw_id: int, before: DrawState, values: Mapping[str, Any]) -> bool:
    change = update(DrawRow).where(DrawRow.id == draw_id, DrawRow.state == before)
    return tx.execute(change.values(dict(values))).rowcount > 0


def _record(row: Any) -> Record:
    draw = Draw(
        row.guild_id,
        row.number,
        Kind(row.kind),
        row.title,
        row.closes_at,
        row.winners,
        Mode(row.mode),
        row.chain,
        row.rules,
    )
    return Record(
        id=row.id,
        state=DrawState(row.state),
        draw=draw,
        commitment=row.commitment,
        address=row.address,
        channel_id=row.channel_id,
        committed_at=row.committed_at,
        locked_at=row.locked_at,
        lock=None if row.lock_hash is None else Lock(row.root, row.lock_hash),
        lock_signature=_signature(row.lock_key, row.lock_signature),
        call=None if row.call_hash is None else Call(row.secret, row.round, row.called_at, row.call_hash),
        beacon_signature=row.beacon_signature,
        settled_at=row.settled_at,
        seed=row.seed,
        result=row.result,
        result_signature=_signature(row.result_key, row.result_signature),
        commitment_post=row.commitment_post,
        lock_post=row.lock_post,
        call_post=row.call_post,
        ended_at=row.ended_at,
    )


def _signature(public_key: bytes | None, signature: bytes | None) -> Signature | None:
    return None if public_key is None or signature is None else Signature(public_key, signature)
