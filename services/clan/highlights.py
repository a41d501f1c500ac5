"""What is told after a run: how it went, where the first places changed, and who took the lead of the month."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection

from domain.boards import Row
from domain.clan import HIGHLIGHT_BOARDS, Run, RunState
from domain.clan_settings import HIGHLIGHTS, LEADERBOARD, SNAPSHOT_COMPLETE, SNAPSHOT_FAILED
from domain.guild import TIMEZONE
from domain.settings import zone
from domain.windows import Window
from services.clan import gains, windows
from storage import characters, notices, runs, settings

_KEY = "run:"


def outbox_key(run_id: int) -> str:
    """Under which key a run's end stands in the outbox."""
    return f"{_KEY}{run_id}"


def tell(tx: Connection, run: Run, now: datetime) -> None:
    """Put a run's end into the outbox."""
    counts = {"run": run.id, "read": run.read, "failed": run.failed, "total": run.total}
    if run.state is RunState.FAILED:
        facts = counts | {"error": run.error}
        notices.put(tx, run.guild_id, SNAPSHOT_FAILED.name, key=outbox_key(run.id), facts=facts, now=now)
        return
    facts = counts | {"window": Window.WEEK.value} | _first_places(tx, run, now)
    notices.put(tx, run.guild_id, SNAPSHOT_COMPLETE.name, key=outbox_key(run.id), facts=facts, now=now)
    _tell_leaders(tx, run, now)


def _first_places(tx: Connection, run: Run, now: datetime) -> dict[str, Any]:
    """The first places of the boards on which they changed since they were last told, and all of them for next time.

    A clan that snapshots daily would else be told nearly the same every day.
    """
    (many,) = settings.some(tx, run.guild_id, HIGHLIGHTS)
    start = windows.start_in(tx, run.guild_id, Window.WEEK, now)
    rows = {board: gains.board_rows(tx, run.guild_id, board, start) for board in HIGHLIGHT_BOARDS}
    top = {board: found[: cast("int", many)] for board, found in rows.items()}
    places = {board: [[row.place, row.key] for row in found] for board, found in top.items() if found}
    before = _told_before(tx, run.guild_id)
    changed = {board: [_plain(row) for row in top[board]] for board in places if places[board] != before.get(board)}
    return {"many": many, "highlights": changed, "places": places}


def _told_before(tx: Connection, guild_id: int) -> Mapping[str, Sequence[list[int]]]:
    told = notices.newest(tx, guild_id, SNAPSHOT_COMPLETE.name, key_start=_KEY) or {}
    return told.get("places", {})


def _tell_leaders(tx: Connection, run: Run, now: datetime) -> None:
    """Tell when the first place of a board of the month changed hands.

    It did when whoever had it is still on the board, and not when they left. Who joined in the course of the month
    brings along what others could not see them gain: they take the lead silently.
    """
    (timezone,) = map(str, settings.some(tx, run.guild_id, TIMEZONE))
    tz = zone(timezone)
    start, month = windows.starts_at(Window.MONTH, now, tz), f"{now.astimezone(tz):%Y-%m}"
    known = runs.leaders(tx, run.guild_id)
    taken: list[dict[str, Any]] = []
    for board in HIGHLIGHT_BOARDS:
        rows = gains.board_rows(tx, run.guild_id, board, start)
        if not rows or _shared(rows):
            continue
        first = rows[0]
        before, its_month = known.get(board, (None, ""))
        if before == first.key and its_month == month:
            continue
        runs.set_leader(tx, run.guild_id, board, first.key, month)
        passed = next((row.name for row in rows if row.key == before), None) if its_month == month else None
        if passed is not None and _here_since(tx, run.guild_id, first.key, start):
            taken.append({"board": board, "from": passed, **_plain(first)})
    if taken:
        facts: dict[str, Any] = {"run": run.id, "leaders": taken}
        notices.put(tx, run.guild_id, LEADERBOARD.name, key=f"leaders:{run.id}", facts=facts, now=now)


def _here_since(tx: Connection, guild_id: int, character_id: int, start: datetime) -> bool:
    character = characters.by_id(tx, guild_id, character_id)
    return character is not None and character.joined_at <= start


def _shared(rows: list[Row[int]]) -> bool:
    return len(rows) > 1 and rows[1].place == 1


def _plain(row: Row[int]) -> dict[str, Any]:
    return {"name": row.name, "value": row.value, "place": row.place}
