"""Boards that hang in a channel, who stood on the podium when it was told last, and who plays for nothing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Connection, String, UniqueConstraint, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.leaderboard_settings import PANEL, Asked, Board
from domain.windows import Window
from storage.engine import once, upsert
from storage.members import MemberRow, member_id_key
from storage.panels import PanelRow
from storage.schema import Base, one_of, snowflake, word


class BoardPinRow(Base):
    """A board that a leader hung in a channel, with as many places as were asked for last."""

    __tablename__ = "board_pins"
    __table_args__ = (
        one_of("board", Board),
        one_of("window", Window),
        UniqueConstraint("guild_id", "board", "window", "region", "team"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    board: Mapped[str] = word()
    window: Mapped[str] = word()
    top: Mapped[int]
    region: Mapped[str] = mapped_column(String(40))
    team: Mapped[str] = mapped_column(String(40))
    pinned_by: Mapped[int] = mapped_column(member_id_key(), index=True)
    at: Mapped[datetime]


class PodiumRow(Base):
    """The first three of a board as they were noted last, and when that was told, if it was.

    `pending` are others who stand there since `since`, if there are any.
    """

    __tablename__ = "podiums"
    __table_args__ = (one_of("board", Board),)

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    board: Mapped[str] = word(primary_key=True)
    members: Mapped[list[Any]] = mapped_column(JSON)
    told_at: Mapped[datetime | None]
    pending: Mapped[list[Any]] = mapped_column(JSON)
    since: Mapped[datetime | None]


class LeftOutRow(Base):
    """A member who was last seen with a role that is left out of prizes and tiers."""

    __tablename__ = "left_out"

    member_id: Mapped[int] = mapped_column(member_id_key(), primary_key=True)
    seen_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Pin:
    """A board that hangs somewhere: its id, the guild, and what was asked for."""

    id: int
    guild_id: int
    asked: Asked


@dataclass(frozen=True, slots=True)
class Podium:
    """The first three as they were noted last, told then (None: never); `pending` stand there since `since`."""

    members: tuple[int, ...]
    told_at: datetime | None = None
    pending: tuple[int, ...] = ()
    since: datetime | None = None


_PIN = once(
    lambda: upsert(
        BoardPinRow, "guild_id", "board", "window", "region", "team", change=("top", "pinned_by", "at")
    ).returning(BoardPinRow.id)
)
_HUNG = once(
    lambda: select(*_COLUMNS).where(
        select(PanelRow.message_id)
        .where(PanelRow.guild_id == BoardPinRow.guild_id, PanelRow.kind == PANEL, PanelRow.subject == BoardPinRow.id)
        .exists()
    )
)
_LEFT_OUT = once(
    lambda: (
        select(LeftOutRow.member_id)
        .join(MemberRow, MemberRow.id == LeftOutRow.member_id)
        .where(MemberRow.guild_id == bindparam("guild"))
    )
)
_SEEN = once(lambda: upsert(LeftOutRow, "member_id", change=("seen_at",)))
_PODIUM = once(lambda: upsert(PodiumRow, "guild_id", "board", change=("members", "told_at", "pending", "since")))
_COLUMNS = (
    BoardPinRow.id,
    BoardPinRow.guild_id,
    BoardPinRow.board,
    BoardPinRow.top,
    BoardPinRow.window,
    BoardPinRow.region,
    BoardPinRow.team,
)


def pin(tx: Connection, guild_id: int, asked: Asked, *, by: int, now: datetime) -> int:
    """Keep what a pinned board shows; the same board has the same id, with the places that are asked for now."""
    row = {"guild_id": guild_id, "board": asked.board, "window": asked.window, "top": asked.top}
    row |= {"region": asked.region, "team": asked.team, "pinned_by": by, "at": now}
    return tx.execute(_PIN(), row).scalar_one()


def find(tx: Connection, guild_id: int, pin_id: int) -> Asked | None:
    """What the guild's pinned board of that id shows."""
    query = select(*_COLUMNS).where(BoardPinRow.guild_id == guild_id, BoardPinRow.id == pin_id)
    row = tx.execute(query).one_or_none()
    return None if row is None else _pin(row).asked


def hung(tx: Connection) -> list[Pin]:
    """Every board that hangs in some channel."""
    return [_pin(row) for row in tx.execute(_HUNG())]


def hanging(tx: Connection, pin_id: int, channel_id: int) -> list[int]:
    """The messages in a channel that show a pinned board, oldest first."""
    query = select(PanelRow.message_id).where(PanelRow.kind == PANEL, PanelRow.subject == pin_id)
    return list(tx.execute(query.where(PanelRow.channel_id == channel_id).order_by(PanelRow.message_id)).scalars())


def pinned_by(tx: Connection, member_id: int) -> list[dict[str, Any]]:
    """The boards that a person pinned last, as plain values."""
    query = select(*_COLUMNS, BoardPinRow.at).where(BoardPinRow.pinned_by == member_id).order_by(BoardPinRow.id)
    return [
        {"board": row.board, "window": row.window, "top": row.top, "region": row.region, "team": row.team}
        | {"at": row.at.isoformat()}
        for row in tx.execute(query)
    ]


def left_out(tx: Connection, guild_id: int) -> set[int]:
    """The guild's members who were last seen with a role that is left out of prizes and tiers."""
    return set(tx.execute(_LEFT_OUT(), {"guild": guild_id}).scalars())


def everybody_left_out(tx: Connection) -> dict[int, frozenset[int]]:
    """The same for every guild that has some."""
    query = select(MemberRow.guild_id, LeftOutRow.member_id).join(MemberRow, MemberRow.id == LeftOutRow.member_id)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for guild_id, member_id in tx.execute(query):
        found[guild_id].add(member_id)
    return {guild_id: frozenset(members) for guild_id, members in found.items()}


def set_left_out(tx: Connection, member_id: int, left_out: bool, now: datetime) -> None:  # noqa: FBT001 - what was seen
    """The member was seen, with such a role or without."""
    if left_out:
        tx.execute(_SEEN(), {"member_id": member_id, "seen_at": now})
    else:
        leave_in(tx, member_id)


def leave_in(tx: Connection, member_id: int) -> None:
    """The member is not left out of anything (any more)."""
    tx.execute(delete(LeftOutRow).where(LeftOutRow.member_id == member_id))


def left_out_since(tx: Connection, member_id: int) -> datetime | None:
    """When a member was last seen with such a role, None for who was not."""
    return tx.execute(select(LeftOutRow.seen_at).where(LeftOutRow.member_id == member_id)).scalar()


def leave_nobody_out(tx: Connection, guild_id: int) -> None:
    """The guild leaves no role out any more."""
    tx.execute(delete(LeftOutRow).where(LeftOutRow.member_id.in_(_of_guild(guild_id))))


def podium(tx: Connection, guild_id: int, board: Board) -> Podium | None:
    """The first three of a board as they were noted last, None before they ever were."""
    row = tx.execute(select(PodiumRow).where(PodiumRow.guild_id == guild_id, PodiumRow.board == board)).one_or_none()
    return None if row is None else Podium(tuple(row.members), row.told_at, tuple(row.pending), row.since)


def note_podium(tx: Connection, guild_id: int, board: Board, noted: Podium) -> None:
    """Remember who stands there."""
    row = {"guild_id": guild_id, "board": board, "members": [*noted.members], "told_at": noted.told_at}
    tx.execute(_PODIUM(), row | {"pending": [*noted.pending], "since": noted.since})


def step_down(tx: Connection, guild_id: int, member_id: int) -> None:
    """Take somebody off every podium, as if they had never stood there."""
    for row in tx.execute(select(PodiumRow).where(PodiumRow.guild_id == guild_id)).all():
        left = {side: [one for one in getattr(row, side) if one != member_id] for side in ("members", "pending")}
        mine = (PodiumRow.guild_id == guild_id) & (PodiumRow.board == row.board)
        tx.execute(update(PodiumRow).where(mine).values(left))


def podiums_of(tx: Connection, guild_id: int, member_id: int) -> list[dict[str, Any]]:
    """The podiums that a person stood on when they were noted last, as plain values."""
    rows = tx.execute(select(PodiumRow).where(PodiumRow.guild_id == guild_id)).all()
    return [{"board": row.board, "place": row.members.index(member_id) + 1} for row in rows if member_id in row.members]


def _of_guild(guild_id: int) -> Any:
    return select(MemberRow.id).where(MemberRow.guild_id == guild_id)


def _pin(row: Any) -> Pin:
    asked = Asked(Board(row.board), row.top, Window(row.window), row.region, row.team)
    return Pin(row.id, row.guild_id, asked)
