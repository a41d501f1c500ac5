"""The safe: the folder of the backups that the bot makes by itself, what they are called, and which of them go.

    guildhall-20261122T060000Z.zip             on schedule
    before-0009-to-0010-20261122T060000Z.zip   before an upgrade

Only what bears such a name, and holds a manifest of that moment, is ever deleted.
"""

import re
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from domain.rotation import Keep, superseded
from storage import backup
from storage.backup import Unusable

_MOMENT: Final = "%Y%m%dT%H%M%SZ"
_SCHEDULED: Final = re.compile(r"guildhall-(\d{8}T\d{6}Z)\.zip")
_BEFORE: Final = re.compile(r"before-\d{4}-to-\d{4}-(\d{8}T\d{6}Z)\.zip")
_DRAFT: Final = re.compile(r"\.(?:guildhall|before-\d{4}-to-\d{4})-\d{8}T\d{6}Z\.zip-\w+")
_UPGRADES: Final = 3
_ABANDONED: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Safe:
    """A folder of backups, and the key that goes into them; `own` says that the folder is the bot's to make."""

    folder: Path
    key: Path
    own: bool = True

    def save(self, database: Path, now: datetime, unwanted: Callable[[], bool] = lambda: False) -> Path:
        """Back up on schedule; returns where it is. Raises what `storage.backup.backup` does."""
        return self._save(database, f"guildhall-{_moment(now)}.zip", now, unwanted)

    def save_before(self, database: Path, old: str, new: str, now: datetime) -> Path:
        """Back up before the upgrade from one revision to another; of earlier ones the last two stay."""
        target = self._save(database, f"before-{old}-to-{new}-{_moment(now)}.zip", now, lambda: False)
        earlier = self._found(_BEFORE)
        for at in sorted(earlier, reverse=True)[_UPGRADES:]:
            earlier[at].unlink(missing_ok=True)
        return target

    def made(self) -> dict[datetime, Path]:
        """The backups made on schedule that are there, by when."""
        return self._found(_SCHEDULED)

    def rotate(self, keep: Keep) -> list[Path]:
        """Delete what was made on schedule and need not stay; returns what went."""
        made = self.made()
        gone = [made[at] for at in sorted(superseded(made, keep))]
        for path in gone:
            path.unlink(missing_ok=True)
        return gone

    def tidy(self) -> None:
        """Delete what a process that was killed left behind half done, a day later: another may be at work now."""
        before = time.time() - _ABANDONED.total_seconds()
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):
                if _DRAFT.fullmatch(path.name) and path.is_dir() and path.stat().st_mtime < before:
                    shutil.rmtree(path)

    def _save(self, database: Path, name: str, now: datetime, unwanted: Callable[[], bool]) -> Path:
        if self.own and database.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = self.folder / name
        backup.backup(database, self.key, target, now=now, unwanted=unwanted)
        return target

    def _found(self, pattern: re.Pattern[str]) -> dict[datetime, Path]:
        """What has such a name, and a manifest that says the same moment."""
        found: dict[datetime, Path] = {}
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if (named := pattern.fullmatch(path.name)) is None or path.is_symlink() or not path.is_file():
                continue
            with suppress(Unusable, OSError, ValueError):
                at = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
                if backup.read_manifest(path).made_at == at:
                    found[at] = path
        return found


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).strftime(_MOMENT)
