"""What is told after a run: how it went, who gained most, and who took the lead of the month."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection

from domain.boards import Row
from domain.clan import (
    HIGHLIGHT_BOARDS,
    HIGHLIGHTS,
    LEADERBOARD,
    SNAPSHOT_COMPLETE,
    SNAPSHOT_FAILED,
    Run,
    RunState,
)
from domain.guild import TIMEZONE
from domain.settings import zone
from domain.windows import Window, window_start
from services.clan import gains
from storage import characters, notices, runs, settings


def outbox_key(run_id: int) -> str:
    """Under which key a run's end stands in the outbox."""
    return f"run:{run_id}"


def tell(tx: Connection, run: Run, now: datetime) -> None:
    """Put a run's end into the outbox."""
    counts = {"run": run.id, "read": run.read, "failed": run.failed, "total": run.total}
    if run.state is RunState.FAILED:
        facts = counts | {"error": run.error}
        notices.put(tx, run.guild_id, SNAPSHOT_FAILED.name, key=outbox_key(run.id), facts=facts, now=now)
        return
    (many, timezone) = settings.some(tx, run.guild_id, HIGHLIGHTS, TIMEZONE)
    start = window_start(Window.WEEK, now, zone(str(timezone)))
    boards = {board: gains.board_rows(tx, run.guild_id, board, start) for board in HIGHLIGHT_BOARDS}
    top = {board: [_plain(row) for row in rows[: cast("int", many)]] for board, rows in boards.items()}
    facts = counts | {"window": Window.WEEK.value, "highlights": {board: rows for board, rows in top.items() if rows}}
    notices.put(tx, run.guild_id, SNAPSHOT_COMPLETE.name, key=outbox_key(run.id), facts=facts, now=now)
    _tell_leaders(tx, run, now, str(timezone))


def _tell_leaders(tx: Connection, run: Run, now: datetime, timezone: str) -> None:
    """Tell when the first place of a board of the month changed hands."""
    tz = zone(timezone)
    start, month = window_start(Window.MONTH, now, tz), f"{now.astimezone(tz):%Y-%m}"
    known = runs.leaders(tx, run.guild_id)
    taken: list[dict[str, Any]] = []
    for board in HIGHLIGHT_BOARDS:
        rows = gains.board_rows(tx, run.guild_id, board, start)
        if not rows or _shared(rows):
            continue
        before, its_month = known.get(board, (None, ""))
        if before == rows[0].key and its_month == month:
            continue
        runs.set_leader(tx, run.guild_id, board, rows[0].key, month)
        if its_month == month and before is not None:
            taken.append({"board": board, "from": _name(tx, run.guild_id, before), **_plain(rows[0])})
    if taken:
        facts: dict[str, Any] = {"run": run.id, "leaders": taken}
        notices.put(tx, run.guild_id, LEADERBOARD.name, key=f"leaders:{run.id}", facts=facts, now=now)


def _shared(rows: list[Row[int]]) -> bool:
    return len(rows) > 1 and rows[1].place == 1


def _plain(row: Row[int]) -> dict[str, Any]:
    return {"name": row.name, "value": row.value, "place": row.place}


def _name(tx: Connection, guild_id: int, character_id: int) -> str:
    character = characters.by_id(tx, guild_id, character_id)
    return character.name if character else ""
