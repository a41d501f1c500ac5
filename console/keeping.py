"""Where backups go, as the settings say it: on schedule, and before an upgrade."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from config import Settings
from storage.migrations import NotSaved

if TYPE_CHECKING:
    from services.backups import Plan
    from storage.safe import Safe


def safe_of(settings: Settings) -> "Safe":
    """The folder that the bot's own backups are kept in; only the usual one is the bot's to make.

    Another one may be a disk that is not there at the moment: a folder of its name would fill the wrong disk.
    """
    from storage.safe import Safe

    return Safe(settings.backups, settings.key_file, own=not settings.backup_dir)


def plan_of(settings: Settings) -> "Plan | None":
    """The schedule; none where it is switched off."""
    from services.backups import Plan

    if not settings.backup_hours:
        return None
    return Plan(safe_of(settings), timedelta(hours=settings.backup_hours), settings.keep)


def save_before(settings: Settings, database: Path, old: str, new: str) -> None:
    """Back up before an upgrade from one revision to another; raises `storage.migrations.NotSaved`."""
    from storage.backup import NotMade

    try:
        safe_of(settings).save_before(database, old, new, datetime.now(UTC))
    except (NotMade, OSError, sqlite3.Error) as error:
        raise NotSaved(
            f"it stays at revision {old}, for no backup could be made before the upgrade ({error})"
        ) from error
