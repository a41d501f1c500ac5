"""The outbox: what must be told is written in the transaction that made it true, and delivered afterwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import JSON, Connection, String, Text, delete, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.notices import Facts, Notice, Route, State
from storage.engine import insert, once
from storage.schema import Base, one_of, partial, snowflake, word

_PENDING = text("state = 'pending'")


class NoticeRow(Base):
    """One thing to tell; `dedupe_key` makes it impossible to note the same thing twice."""

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", State),
        partial("ix_outbox_due", "due_at", where=_PENDING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake(index=True)
    event: Mapped[str] = mapped_column(String(60))
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    facts: Mapped[Facts] = mapped_column(JSON)
    channel_id: Mapped[int | None] = snowflake()
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int]
    state: Mapped[str] = word()
    error: Mapped[str | None] = mapped_column(Text)
    message_id: Mapped[int | None] = snowflake()
    settled_at: Mapped[datetime | None]


class RouteRow(Base):
    """Where a guild wants an event told, and how its last delivery went."""

    __tablename__ = "notification_routes"
    __table_args__ = (one_of("last_state", State),)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    event: Mapped[str] = mapped_column(String(60), primary_key=True)
    enabled: Mapped[bool]
    channel_id: Mapped[int | None] = snowflake()
    webhook_url: Mapped[str | None] = mapped_column(Text)
    last_at: Mapped[datetime | None]
    last_state: Mapped[str | None] = word()
    last_error: Mapped[str | None] = mapped_column(Text)


_PUT = once(lambda: insert(NoticeRow).on_conflict_do_nothing(index_elements=["dedupe_key"]))


def put(
    tx: Connection,
    guild_id: int,
    event: str,
    *,
    key: str,
    facts: Facts,
    now: datetime,
    channel_id: int | None = None,
    wait: timedelta = timedelta(0),
) -> bool:
    """Note something to tell after this transaction and `wait`; False when the same `key` was noted before."""
    row = {"guild_id": guild_id, "event": event, "dedupe_key": f"{guild_id}:{key}", "facts": facts}
    row |= {"channel_id": channel_id, "created_at": now, "due_at": now + wait, "attempts": 0, "state": State.PENDING}
    return tx.execute(_PUT(), row).rowcount > 0


class Lane(NamedTuple):
    """Notices that are told one after the other: a guild's, of which those of an urgent event go apart."""

    guild_id: int
    urgent: bool


def lanes(tx: Connection, now: datetime, urgent: str) -> list[Lane]:
    """The lanes in which something is to be told now; `urgent` names the event that does not wait for others."""
    apart = NoticeRow.event == urgent
    query = select(NoticeRow.guild_id, apart).where(_PENDING, NoticeRow.due_at <= now).distinct()
    return [Lane(guild_id, bool(is_urgent)) for guild_id, is_urgent in tx.execute(query)]


def due(tx: Connection, lane: Lane, now: datetime, urgent: str, *, limit: int) -> list[Notice]:
    """What to tell in a lane now, oldest first."""
    columns = select(
        NoticeRow.id,
        NoticeRow.guild_id,
        NoticeRow.event,
        NoticeRow.facts,
        NoticeRow.channel_id,
        NoticeRow.created_at,
        NoticeRow.attempts,
    )
    # The sum keeps the index on guilds out of it, which would lead through everything that they were ever told.
    query = columns.where(_PENDING, NoticeRow.due_at <= now, NoticeRow.guild_id + 0 == lane.guild_id)
    query = query.where((NoticeRow.event == urgent) == lane.urgent).order_by(NoticeRow.due_at, NoticeRow.id)
    return [Notice(*row) for row in tx.execute(query.limit(limit))]


def settle(
    tx: Connection,
    notice_id: int,
    state: State,
    *,
    now: datetime,
    error: str | None = None,
    channel_id: int | None = None,
    message_id: int | None = None,
) -> None:
    """The notice came to its end: delivered (with where), failed or skipped (with why)."""
    values: dict[str, Any] = {"state": state, "settled_at": now, "error": error, "message_id": message_id}
    if channel_id is not None:
        values["channel_id"] = channel_id
    tx.execute(update(NoticeRow).where(NoticeRow.id == notice_id).values(values))


def postpone(tx: Connection, notice_id: int, *, attempts: int, until: datetime, error: str) -> None:
    """Try the notice again later."""
    values = {"attempts": attempts, "due_at": until, "error": error}
    tx.execute(update(NoticeRow).where(NoticeRow.id == notice_id).values(values))


def posted(tx: Connection, guild_id: int, keys: Mapping[str, int]) -> dict[int, tuple[int, int]]:
    """Channel and message of the delivered notices of these keys, by what each key stands for."""
    wanted = {f"{guild_id}:{key}": thing for key, thing in keys.items()}
    query = select(NoticeRow.dedupe_key, NoticeRow.channel_id, NoticeRow.message_id)
    rows = tx.execute(query.where(NoticeRow.dedupe_key.in_([*wanted])))
    return {
        wanted[key]: (channel, message) for key, channel, message in rows if channel is not None and message is not None
    }


def newest(tx: Connection, guild_id: int, event: str, *, key_start: str) -> Facts | None:
    """What the newest notice of that event told whose key begins like that, as long as it is kept."""
    query = select(NoticeRow.facts).where(NoticeRow.guild_id == guild_id, NoticeRow.event == event)
    query = query.where(NoticeRow.dedupe_key.startswith(f"{guild_id}:{key_start}", autoescape=True))
    return tx.execute(query.order_by(NoticeRow.id.desc()).limit(1)).scalar()


def outcome(tx: Connection, guild_id: int, key: str) -> tuple[State, str | None] | None:
    """How the notice of that key stands, and why it did not get through if it did not."""
    query = select(NoticeRow.state, NoticeRow.error).where(NoticeRow.dedupe_key == f"{guild_id}:{key}")
    row = tx.execute(query).one_or_none()
    return None if row is None else (State(row.state), row.error)


def pending(tx: Connection) -> int:
    """How many notices wait."""
    return tx.execute(select(func.count()).select_from(NoticeRow).where(_PENDING)).scalar_one()


def forget_settled(tx: Connection, before: datetime) -> int:
    """Drop what was told long ago; the audit log keeps what happened. Returns how many."""
    gone = delete(NoticeRow).where(NoticeRow.state != State.PENDING, NoticeRow.settled_at < before)
    return tx.execute(gone).rowcount


def routes(tx: Connection, guild_id: int) -> dict[str, Route]:
    """The events that the guild routed or that were delivered to it, by name."""
    query = select(RouteRow).where(RouteRow.guild_id == guild_id)
    return {row.event: _route(row) for row in tx.execute(query)}


def route(tx: Connection, guild_id: int, event: str) -> Route:
    """Where that event goes in that guild."""
    query = select(RouteRow).where(RouteRow.guild_id == guild_id, RouteRow.event == event)
    row = tx.execute(query).one_or_none()
    return Route(event) if row is None else _route(row)


def set_route(tx: Connection, guild_id: int, route: Route) -> None:
    """Send that event there from now on."""
    row = {"enabled": route.enabled, "channel_id": route.channel_id, "webhook_url": route.webhook_url}
    _upsert_route(tx, guild_id, route.event, row)


def set_last(tx: Connection, guild_id: int, event: str, state: State, *, at: datetime, error: str | None) -> None:
    """Remember how the last delivery of that event went."""
    _upsert_route(tx, guild_id, event, {"last_at": at, "last_state": state, "last_error": error})


def _upsert_route(tx: Connection, guild_id: int, event: str, row: dict[str, Any]) -> None:
    first: dict[str, Any] = {"guild_id": guild_id, "event": event, "enabled": True, **row}
    statement = insert(RouteRow).values(first)
    tx.execute(statement.on_conflict_do_update(index_elements=["guild_id", "event"], set_=row))


def _route(row: Any) -> Route:
    state = State(row.last_state) if row.last_state else None
    return Route(row.event, row.enabled, row.channel_id, row.webhook_url, row.last_at, state, row.last_error)


def delete_guild(tx: Connection, guild_ids: Sequence[int]) -> None:
    """Forget what was to be told to guilds that are gone."""
    tx.execute(delete(NoticeRow).where(NoticeRow.guild_id.in_(guild_ids)))
    tx.execute(delete(RouteRow).where(RouteRow.guild_id.in_(guild_ids)))
