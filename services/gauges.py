"""How the house stands at this moment, for monitors: read when it is asked for, and kept nowhere."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from services import backups
from services.wallet import CHECKED_AT, DIFFERENCES
from storage import gauges
from storage.gauges import Counts

if TYPE_CHECKING:
    from services.desk import Desk

_FACTS: Final = (CHECKED_AT, DIFFERENCES)


@dataclass(frozen=True, slots=True)
class Files:
    """What the database takes on its disk, with what is not yet written back, and what is left there, in bytes."""

    database: int
    free: int


@dataclass(frozen=True, slots=True)
class Gauges:
    """What is under way and what waits, and what was noted last: None where nothing was noted yet."""

    counts: Counts
    pending_since: float
    beacon_wait: float
    checked_at: datetime | None
    differences: int | None
    backed_up_at: datetime | None
    backup_failed: bool | None


async def read(desk: "Desk") -> Gauges:
    """How the books stand."""
    counts, backup = await desk.db.read_aside(lambda tx: (gauges.counts(tx, _FACTS), backups.remembered(tx)))
    now, facts = desk.clock(), counts.facts
    checked_at = facts.get(CHECKED_AT)
    return Gauges(
        counts,
        pending_since=_since(counts.oldest_pending, now),
        beacon_wait=_since(counts.called_at, now),
        checked_at=None if checked_at is None else datetime.fromisoformat(checked_at),
        differences=int(facts[DIFFERENCES]) if DIFFERENCES in facts else None,
        backed_up_at=backup.last_at,
        backup_failed=None if backup == backups.Standing(None, None) else backup.error is not None,
    )


def files(desk: "Desk") -> Files:
    """How much room the database takes, and how much is left; raises `OSError`."""
    path = desk.db.path
    beside = (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm")))
    return Files(sum(file.stat().st_size for file in beside if file.exists()), shutil.disk_usage(path.parent).free)


def _since(at: datetime | None, now: datetime) -> float:
    """Seconds since then; 0 when there is no then, or it is still to come."""
    return 0.0 if at is None else max(0.0, (now - at).total_seconds())
