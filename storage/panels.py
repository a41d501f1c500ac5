"""Panels: messages that live. A change marks them in its transaction; the clock's tick repaints what is marked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Index, String, bindparam, delete, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.panels import Panel
from storage.engine import insert, once
from storage.schema import Base, partial, snowflake

_STALE = text("painted < wanted")


class PanelRow(Base):
    """One message that shows a thing as it stands: `wanted` counts changes, `painted` what the message shows."""

    __tablename__ = "panels"
    __table_args__ = (
        partial("ix_panels_stale", "due_at", where=_STALE),
        Index("ix_panels_thing", "guild_id", "kind", "subject"),
    )

    message_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    channel_id: Mapped[int] = snowflake()
    guild_id: Mapped[int] = snowflake()
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[int] = snowflake()
    wanted: Mapped[int]
    painted: Mapped[int]
    due_at: Mapped[datetime]
    failures: Mapped[int]


_TOUCH = once(
    lambda: (
        update(PanelRow)
        .where(PanelRow.guild_id == bindparam("guild"), PanelRow.kind == bindparam("what"))
        .where(PanelRow.subject == bindparam("which"))
        .values(wanted=PanelRow.wanted + 1)
    )
)

_TOUCH_WITH = once(
    lambda: (
        update(PanelRow)
        .where(PanelRow.guild_id == bindparam("guild"))
        .where(
            ((PanelRow.kind == bindparam("what")) & (PanelRow.subject == bindparam("which")))
            | (PanelRow.kind == bindparam("others"))
        )
        .values(wanted=PanelRow.wanted + 1)
    )
)
_TOUCH_ALL = once(
    lambda: (
        update(PanelRow)
        .where(PanelRow.guild_id == bindparam("guild"), PanelRow.kind == bindparam("what"))
        .values(wanted=PanelRow.wanted + 1)
    )
)


def hang(
    tx: Connection, guild_id: int, kind: str, subject: int, *, channel_id: int, message_id: int, now: datetime
) -> None:
    """Keep this message up to date from now on; it is repainted once in case something changed meanwhile."""
    row = {"channel_id": channel_id, "guild_id": guild_id, "kind": kind, "subject": subject}
    row |= {"wanted": 1, "painted": 0, "due_at": now, "failures": 0}
    statement = insert(PanelRow).values(message_id=message_id, **row)
    tx.execute(statement.on_conflict_do_nothing(index_elements=["message_id"]))


def take_down_older(tx: Connection, guild_id: int, kind: str, subject: int, channel_id: int) -> None:
    """Of the messages in that channel which show the thing, leave all but the newest alone."""
    same = (PanelRow.guild_id == guild_id, PanelRow.kind == kind, PanelRow.subject == subject)
    here = (*same, PanelRow.channel_id == channel_id)
    newest = select(func.max(PanelRow.message_id)).where(*here).scalar_subquery()
    tx.execute(delete(PanelRow).where(*here, PanelRow.message_id < newest))


def touch(tx: Connection, guild_id: int, kind: str, subject: int) -> None:
    """The thing changed: every message that shows it needs a repaint."""
    tx.execute(_TOUCH(), {"guild": guild_id, "what": kind, "which": subject})


def touch_with(tx: Connection, guild_id: int, kind: str, subject: int, others: str) -> None:
    """The thing changed, and with it what every message of the kind `others` shows."""
    tx.execute(_TOUCH_WITH(), {"guild": guild_id, "what": kind, "which": subject, "others": others})


def touch_all(tx: Connection, guild_id: int, kind: str) -> None:
    """Something changed that every message of that kind shows."""
    tx.execute(_TOUCH_ALL(), {"guild": guild_id, "what": kind})


def stale(tx: Connection, now: datetime, *, limit: int) -> list[Panel]:
    """The messages to repaint now, longest due first."""
    columns = select(
        PanelRow.message_id,
        PanelRow.channel_id,
        PanelRow.guild_id,
        PanelRow.kind,
        PanelRow.subject,
        PanelRow.wanted,
        PanelRow.failures,
    )
    query = columns.where(_STALE, PanelRow.due_at <= now).order_by(PanelRow.due_at).limit(limit)
    return [Panel(*row) for row in tx.execute(query)]


def posted(tx: Connection, guild_id: int, kind: str, subjects: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Channel and message of the newest panel of each of these things, by thing."""
    query = select(PanelRow.subject, PanelRow.channel_id, PanelRow.message_id)
    query = query.where(PanelRow.guild_id == guild_id, PanelRow.kind == kind, PanelRow.subject.in_(subjects))
    return {row[0]: (row[1], row[2]) for row in tx.execute(query.order_by(PanelRow.message_id))}


def painted(tx: Connection, panel: Panel, *, again_at: datetime) -> None:
    """The message shows all changes up to the ones that `panel` covers; the next repaint not before `again_at`."""
    values = {"painted": panel.wanted, "due_at": again_at, "failures": 0}
    tx.execute(update(PanelRow).where(PanelRow.message_id == panel.message_id).values(values))


def failed(tx: Connection, panel: Panel, *, again_at: datetime) -> None:
    """The repaint did not get through; try again then."""
    values = {"due_at": again_at, "failures": panel.failures + 1}
    tx.execute(update(PanelRow).where(PanelRow.message_id == panel.message_id).values(values))


def take_down(tx: Connection, message_id: int) -> None:
    """The message is gone or finished: leave it alone from now on."""
    tx.execute(delete(PanelRow).where(PanelRow.message_id == message_id))
