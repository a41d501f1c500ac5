"""A year of a large clan, written in bulk in the shape and the order in which snapshots are saved.

Every character is looked at once a day. On three days of four it plays, and then its total experience and, of some
twenty metrics that it cares for, up to nine change. What changed is a row of `changes`; with `every`, as the floor,
each metric is one on each day, changed or not.
"""

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from domain.characters import HISCORES_TABLES, AccountType
from domain.metrics import CATALOGUE, OVERALL
from storage import migrations

GUILD: Final = 772_000_000_000_000_004
NOW: Final = datetime(2026, 11, 20, 7, tzinfo=UTC)
LAST_RUN: Final = NOW - timedelta(hours=1)

_SLUGS: Final = tuple(metric.slug for metric in CATALOGUE)
_OVERALL: Final = _SLUGS.index(OVERALL)
_DAY: Final = 86_400
_TABLE: Final = HISCORES_TABLES[AccountType.REGULAR]


@dataclass(frozen=True, slots=True)
class Year:
    """What was written: where, how many values changed after the first day, everybody's total experience by day."""

    path: Path
    changes: int
    overall: list[list[int]]

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size


def write(path: Path, characters: int, days: int, *, every: bool = False) -> Year:
    """Make the file; the same numbers always make the same rows."""
    migrations.upgrade(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("synchronous=OFF", "cache_size=-300000", "foreign_keys=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        year = _Writer(connection, path, characters, days).write(every=every)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return year


class _Writer:
    """The clan as it plays, day after day."""

    def __init__(self, connection: sqlite3.Connection, path: Path, characters: int, days: int) -> None:
        self._connection = connection
        self._path = path
        self._days = days
        self._dice = dice = random.Random(20)
        self._clan = range(characters)
        self._first = int(LAST_RUN.timestamp()) - (days - 1) * _DAY
        self._values = [[dice.randrange(1, 20_000_000) for _ in _SLUGS] for _ in self._clan]
        for values in self._values:
            values[_OVERALL] = dice.randrange(100_000_000, 4_600_000_000)
        self._cares = [dice.sample(range(len(_SLUGS)), 20) for _ in self._clan]
        self._changed_at = [[self._at(0, who)] * len(_SLUGS) for who in self._clan]
        self._changes = 0

    def write(self, *, every: bool) -> Year:
        self._write_roster()
        overall = [[values[_OVERALL]] for values in self._values]
        for day in range(self._days):
            played = [self._played(day, who) if day else [] for who in self._clan]
            self._changes += sum(map(len, played))
            for who, history in enumerate(overall if day else ()):
                history.append(self._values[who][_OVERALL])
            told = [range(len(_SLUGS)) if every or not day else one for one in played]
            self._write_day(day, told)
        self._write_readings()
        return Year(self._path, self._changes, overall)

    def _at(self, day: int, who: int) -> int:
        return self._first + day * _DAY + who // 25

    def _played(self, day: int, who: int) -> list[int]:
        """Which metrics change on that day."""
        if self._dice.random() > 0.75:
            return []
        changed = sorted({_OVERALL, *self._dice.choices(self._cares[who], k=9)})
        for metric in changed:
            self._values[who][metric] += self._dice.randrange(1, 100_000)
            self._changed_at[who][metric] = self._at(day, who)
        return changed

    def _write_day(self, day: int, told: list[range | list[int]]) -> None:
        began = (self._first + day * _DAY) * 1_000_000
        self._connection.execute(
            "INSERT INTO snapshot_runs (id, guild_id, trigger, state, started_at, ended_at, total, read, failed)"
            " VALUES (?, ?, 'schedule', 'complete', ?, ?, ?, ?, 0)",
            (day + 1, GUILD, began, began + 60_000_000, len(self._clan), len(self._clan)),
        )
        self._connection.executemany(
            "INSERT INTO changes (character_id, metric_id, at, value) VALUES (?, ?, ?, ?)",
            (
                (who + 1, metric + 1, self._at(day, who), self._values[who][metric])
                for who in self._clan
                for metric in told[who]
            ),
        )
        self._connection.executemany(
            "INSERT INTO snapshots (character_id, run_id, taken_at, hiscores_table, hash) VALUES (?, ?, ?, ?, ?)",
            ((who + 1, day + 1, self._at(day, who), _TABLE, self._dice.randbytes(32)) for who in self._clan),
        )

    def _write_roster(self) -> None:
        self._connection.executemany(
            "INSERT INTO metrics (id, slug, name, first_seen_at) VALUES (?, ?, ?, ?)",
            ((metric + 1, slug, slug, self._first) for metric, slug in enumerate(_SLUGS)),
        )
        self._connection.executemany(
            "INSERT INTO characters (id, guild_id, name, key, type, hiscores_table, joined_at, first_at, last_at)"
            " VALUES (?, ?, ?, ?, 'auto', ?, ?, ?, ?)",
            (
                (
                    who + 1,
                    GUILD,
                    f"Raider {who}",
                    f"raider {who}",
                    _TABLE,
                    self._first * 1_000_000,
                    self._at(0, who),
                    self._at(self._days - 1, who),
                )
                for who in self._clan
            ),
        )

    def _write_readings(self) -> None:
        self._connection.executemany(
            "INSERT INTO readings (character_id, metric_id, value, rank, changed_at) VALUES (?, ?, ?, ?, ?)",
            (
                (who + 1, metric + 1, self._values[who][metric], self._dice.randrange(1, 900_000), changed_at)
                for who in self._clan
                for metric, changed_at in enumerate(self._changed_at[who])
            ),
        )
