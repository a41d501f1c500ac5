"""What a restore leaves in the books for the next start to act on, and what the books then forget."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from domain.draws import CALLED_POST, KEYS_POST, DrawState
from domain.notices import State
from storage import settings
from storage.draws import DrawRow
from storage.epochs import NOTE
from storage.links import LinkTicketRow
from storage.members import GuildRow
from storage.notices import NoticeRow
from storage.panels import PanelRow


@dataclass(frozen=True, slots=True)
class Note:
    """That a backup was put back, and what the books that lay there before knew of numbers: they may be newer.

    `saved_at` and `restored_at` are aware UTC; `epoch` is the old books' and `highest` their highest draw by guild.
    """

    saved_at: datetime
    restored_at: datetime
    epoch: int = 1
    highest: Mapping[int, int] = field(default_factory=dict[int, int])


def leave(path: Path, saved_at: datetime, restored_at: datetime, before: Path) -> None:
    """Leave the note in the database at `path`, which is about to take the place of the one at `before`."""
    epoch, highest = _known(before)
    said = {"saved_at": saved_at.isoformat(), "restored_at": restored_at.isoformat(), "epoch": epoch}
    value = json.dumps(said | {"highest": {str(guild_id): number for guild_id, number in highest.items()}})
    with closing(sqlite3.connect(path)) as connection, connection:
        # What opens next makes a write-ahead log of its own; here nothing may stay behind beside the file.
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (NOTE, value))


def note(tx: Connection) -> Note | None:
    """The note of a restore that nobody acted on yet."""
    value = settings.fact(tx, NOTE)
    return None if value is None else _note(value)


def forget(tx: Connection) -> None:
    """Take the note away: it was acted on."""
    settings.forget(tx, NOTE)


def guilds(tx: Connection) -> dict[int, bool]:
    """The guilds in the books that are not erased, and whether we are still in each."""
    query = select(GuildRow.id, GuildRow.left_at).where(GuildRow.erased_at.is_(None)).order_by(GuildRow.id)
    return {guild_id: left_at is None for guild_id, left_at in tx.execute(query)}


def highest(tx: Connection) -> dict[int, int]:
    """The number of each guild's newest draw."""
    query = select(DrawRow.guild_id, func.max(DrawRow.number)).group_by(DrawRow.guild_id)
    return dict(tx.execute(query).all())


def be_silent(tx: Connection, now: datetime) -> None:
    """Tell nothing that was told, most likely, after the backup was made; but the call of a draw that goes on."""
    called = select(DrawRow.id).where(DrawRow.state == DrawState.CALLED)
    goes_on = (NoticeRow.event == CALLED_POST.name) & NoticeRow.facts["draw"].as_integer().in_(called)
    change = update(NoticeRow).where(NoticeRow.state == State.PENDING, ~goes_on, NoticeRow.event != KEYS_POST.name)
    tx.execute(change.values(state=State.SKIPPED, settled_at=now))


def start_over(tx: Connection) -> None:
    """Let go of open addresses for linking, and have every message that hangs painted anew: it may show later books."""
    tx.execute(delete(LinkTicketRow))
    tx.execute(update(PanelRow).values(wanted=PanelRow.wanted + 1))


def _known(path: Path) -> tuple[int, dict[int, int]]:
    """Epoch and highest numbers of the books at `path`; of those that cannot be read, nothing."""
    if not path.exists():
        return 1, {}
    found: dict[int, int] = {}
    epoch = 1

    def see(rows: Any) -> None:
        for guild_id, number in rows:
            found[guild_id] = max(number, found.get(guild_id, 0))

    try:
        with closing(sqlite3.connect(path)) as connection:
            see(connection.execute("SELECT guild_id, max(number) FROM draws GROUP BY guild_id"))
            facts = dict(connection.execute("SELECT key, value FROM facts WHERE key IN ('epoch', ?)", (NOTE,)))
            epoch = int(facts.get("epoch", 1))
            if NOTE in facts:  # restored, and never started since
                earlier = _note(facts[NOTE])
                epoch = max(epoch, earlier.epoch)
                see(earlier.highest.items())
            see(connection.execute("SELECT guild_id, max(first_draw) - 1 FROM epochs GROUP BY guild_id"))
    except (sqlite3.Error, ValueError):
        return epoch, found  # an older revision, or damaged: what could be read counts
    return epoch, found


def _note(value: str) -> Note:
    said = json.loads(value)
    highest = {int(guild_id): int(number) for guild_id, number in said["highest"].items()}
    saved_at, restored_at = (datetime.fromisoformat(said[key]) for key in ("saved_at", "restored_at"))
    return Note(saved_at, restored_at, int(said["epoch"]), highest)
