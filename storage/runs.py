"""Snapshot runs: one at a time per clan, who is still to be asked, what could not be read, and when the next is due."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, String, bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from domain.clan import Character, Run, RunError, RunState, Trigger
from storage.characters import CharacterRow
from storage.characters import columns as character_columns
from storage.characters import read as read_character
from storage.engine import once, upsert
from storage.members import member_id_key
from storage.schema import Base, one_of, partial, snowflake, word

_RUNNING = text("state = 'running'")
_READ = "read"
_WAITING = "waiting"


class RunRow(Base):
    """One round over a clan's roster."""

    __tablename__ = "snapshot_runs"
    __table_args__ = (
        one_of("state", RunState),
        one_of("trigger", Trigger),
        partial("uq_snapshot_runs_running", "guild_id", unique=True, where=_RUNNING),
        Index(None, "guild_id", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    trigger: Mapped[str] = word()
    state: Mapped[str] = word()
    asked_by: Mapped[int | None] = mapped_column(member_id_key())
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    total: Mapped[int]
    read: Mapped[int]
    failed: Mapped[int]
    error: Mapped[str | None] = mapped_column(String(40))


class RunCharacterRow(Base):
    """Who a run has to ask (`waiting`), has read (`read`, dropped at its end), or could not read (a code)."""

    __tablename__ = "run_characters"
    __table_args__ = ({"sqlite_with_rowid": False},)

    run_id: Mapped[int] = mapped_column(ForeignKey("snapshot_runs.id"), primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40))


class ScheduleRow(Base):
    """When a clan's next run is due."""

    __tablename__ = "clan_schedules"

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    next_run_at: Mapped[datetime | None] = mapped_column(index=True)


class LeaderRow(Base):
    """Who led a board of the month when last looked at, so that a change can be told."""

    __tablename__ = "clan_leaders"

    guild_id: Mapped[int] = snowflake(primary_key=True, autoincrement=False)
    board: Mapped[str] = mapped_column(String(64), primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id"))
    month: Mapped[str] = mapped_column(String(7))


_COLUMNS = (
    RunRow.id,
    RunRow.guild_id,
    RunRow.trigger,
    RunRow.state,
    RunRow.asked_by,
    RunRow.started_at,
    RunRow.ended_at,
    RunRow.total,
    RunRow.read,
    RunRow.failed,
    RunRow.error,
)

_READING = once(
    lambda: (
        select(RunRow.ended_at)
        .where(RunRow.guild_id == bindparam("guild"), RunRow.ended_at <= bindparam("at"), RunRow.read > 0)
        .order_by(RunRow.started_at.desc())
        .limit(1)
    )
)
_NOTE = once(
    lambda: (
        update(RunCharacterRow)
        .where(RunCharacterRow.run_id == bindparam("run"), RunCharacterRow.character_id == bindparam("character"))
        .where(RunCharacterRow.code == _WAITING)
        .values(code=bindparam("outcome"))
    )
)
_SCHEDULE = once(lambda: upsert(ScheduleRow, "guild_id", change=("next_run_at",)))
_LEADS = once(lambda: upsert(LeaderRow, "guild_id", "board", change=("character_id", "month")))
_ONE_MORE_READ = once(lambda: update(RunRow).where(RunRow.id == bindparam("run")).values(read=RunRow.read + 1))
_ONE_MORE_FAILED = once(lambda: update(RunRow).where(RunRow.id == bindparam("run")).values(failed=RunRow.failed + 1))


def start(
    tx: Connection, guild_id: int, trigger: Trigger, *, asked_by: int | None, subjects: Sequence[int], now: datetime
) -> Run:
    """Begin a run over these characters; the database refuses a second one beside it."""
    row = {"guild_id": guild_id, "trigger": trigger, "state": RunState.RUNNING, "asked_by": asked_by}
    row |= {"started_at": now, "total": len(subjects), "read": 0, "failed": 0}
    run = _run(tx.execute(insert(RunRow).values(row).returning(*_COLUMNS)).one())
    rows = [{"run_id": run.id, "character_id": one, "code": _WAITING} for one in subjects]
    if rows:
        tx.execute(insert(RunCharacterRow), rows)
    return run


def running(tx: Connection, guild_id: int) -> Run | None:
    """The clan's run that is under way."""
    row = tx.execute(select(*_COLUMNS).where(RunRow.guild_id == guild_id, _RUNNING)).one_or_none()
    return None if row is None else _run(row)


def all_running(tx: Connection) -> list[Run]:
    """Every run under way, oldest first."""
    return [_run(row) for row in tx.execute(select(*_COLUMNS).where(_RUNNING).order_by(RunRow.id))]


def by_id(tx: Connection, guild_id: int, run_id: int) -> Run | None:
    """The run of that id, if it is this guild's."""
    row = tx.execute(select(*_COLUMNS).where(RunRow.guild_id == guild_id, RunRow.id == run_id)).one_or_none()
    return None if row is None else _run(row)


def last_ended(tx: Connection, guild_id: int) -> Run | None:
    """The clan's newest run that is over."""
    query = select(*_COLUMNS).where(RunRow.guild_id == guild_id, RunRow.ended_at.is_not(None))
    row = tx.execute(query.order_by(RunRow.started_at.desc()).limit(1)).one_or_none()
    return None if row is None else _run(row)


def last_complete(tx: Connection, guild_id: int) -> Run | None:
    """The clan's newest run that asked everybody."""
    query = select(*_COLUMNS).where(RunRow.guild_id == guild_id, RunRow.state == RunState.COMPLETE)
    row = tx.execute(query.order_by(RunRow.started_at.desc()).limit(1)).one_or_none()
    return None if row is None else _run(row)


def last_reading(tx: Connection, guild_id: int, at: datetime) -> datetime | None:
    """When the clan's last run that had ended by then and read anybody did so."""
    return tx.execute(_READING(), {"guild": guild_id, "at": at}).scalar()


def page(tx: Connection, guild_id: int, *, limit: int, offset: int) -> list[Run]:
    """The clan's runs, newest first."""
    query = select(*_COLUMNS).where(RunRow.guild_id == guild_id).order_by(RunRow.started_at.desc())
    return [_run(row) for row in tx.execute(query.limit(limit).offset(offset))]


def count(tx: Connection, guild_id: int) -> int:
    """How many runs the clan has had."""
    return tx.execute(select(func.count()).where(RunRow.guild_id == guild_id)).scalar_one()


def waiting(tx: Connection, run_id: int) -> list[Character]:
    """The characters that the run still has to ask."""
    query = select(*character_columns).join(RunCharacterRow, RunCharacterRow.character_id == CharacterRow.id)
    query = query.where(RunCharacterRow.run_id == run_id, RunCharacterRow.code == _WAITING)
    return [read_character(row) for row in tx.execute(query.order_by(CharacterRow.key))]


def note_read(tx: Connection, run_id: int, character_id: int) -> bool:
    """The run has this character's snapshot; False when it had an outcome already."""
    if not _note(tx, run_id, character_id, _READ):
        return False
    tx.execute(_ONE_MORE_READ(), {"run": run_id})
    return True


def note_failed(tx: Connection, run_id: int, character_id: int, code: str) -> bool:
    """The run could not read this character; False when it had an outcome already."""
    if not _note(tx, run_id, character_id, code):
        return False
    tx.execute(_ONE_MORE_FAILED(), {"run": run_id})
    return True


def end(tx: Connection, run_id: int, state: RunState, *, now: datetime, error: str | None = None) -> Run | None:
    """End a run that is under way; None when it was over already."""
    change = update(RunRow).where(RunRow.id == run_id, RunRow.state == RunState.RUNNING)
    row = tx.execute(change.values(state=state, ended_at=now, error=error).returning(*_COLUMNS)).one_or_none()
    if row is None:
        return None
    tx.execute(delete(RunCharacterRow).where(RunCharacterRow.run_id == run_id, RunCharacterRow.code == _READ))
    return _run(row)


def errors(tx: Connection, run_id: int) -> list[RunError]:
    """The characters that the run could not read, by name."""
    query = select(CharacterRow.id, CharacterRow.name, RunCharacterRow.code).join(
        CharacterRow, CharacterRow.id == RunCharacterRow.character_id
    )
    query = query.where(RunCharacterRow.run_id == run_id, RunCharacterRow.code.not_in([_READ, _WAITING]))
    return [RunError(*row) for row in tx.execute(query.order_by(CharacterRow.key))]


def schedule(tx: Connection, guild_id: int, next_run_at: datetime | None) -> None:
    """The clan's next run is due then, or never."""
    tx.execute(_SCHEDULE(), {"guild_id": guild_id, "next_run_at": next_run_at})


def next_run(tx: Connection, guild_id: int) -> datetime | None:
    """When the clan's next run is due."""
    return tx.execute(select(ScheduleRow.next_run_at).where(ScheduleRow.guild_id == guild_id)).scalar()


def scheduled(tx: Connection, guild_id: int) -> bool:
    """Whether the clan's schedule was ever reckoned."""
    return tx.execute(select(ScheduleRow.guild_id).where(ScheduleRow.guild_id == guild_id)).first() is not None


def due(tx: Connection, now: datetime) -> list[int]:
    """The guilds whose run is due."""
    query = select(ScheduleRow.guild_id).where(ScheduleRow.next_run_at <= now).order_by(ScheduleRow.next_run_at)
    return list(tx.execute(query).scalars())


def leaders(tx: Connection, guild_id: int) -> dict[str, tuple[int, str]]:
    """Who led each board when last looked at, and in which month: `2026-11`."""
    query = select(LeaderRow).where(LeaderRow.guild_id == guild_id)
    return {row.board: (row.character_id, row.month) for row in tx.execute(query)}


def set_leader(tx: Connection, guild_id: int, board: str, character_id: int, month: str) -> None:
    """Remember who leads a board now."""
    tx.execute(_LEADS(), {"guild_id": guild_id, "board": board, "character_id": character_id, "month": month})


def _note(tx: Connection, run_id: int, character_id: int, code: str) -> bool:
    return tx.execute(_NOTE(), {"run": run_id, "character": character_id, "outcome": code}).rowcount > 0


def _run(row: Any) -> Run:
    id_, guild_id, trigger, state, *rest = row
    return Run(id_, guild_id, Trigger(trigger), RunState(state), *rest)
