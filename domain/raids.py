"""Raids: what a combat log tells of a night, who of the guild was there, and when two logs tell of the same fight."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.errors import Invalid

CODE_LIMIT: Final = 40
TITLE_LIMIT: Final = 120
BOSS_LIMIT: Final = 100

SAME_FIGHT: Final = timedelta(seconds=60)
"""Two logs of the same encounter and difficulty that are no further apart than this are of the same fight."""

PAUSE: Final = timedelta(minutes=30)
"""Whoever is in two fights in a row is there in between, unless the pause is longer."""

SAME_NIGHT: Final = timedelta(hours=1)
"""Logs no further apart than this, with mostly the same people, are of one night."""

TRASH: Final = 0
"""The encounter of what is no boss."""

DUNGEON: Final = 10
"""The difficulty of timed dungeons, which a raid's log may hold too; they are no raid's bosses."""

_CODE: Final = r"(?:a:)?[A-Za-z0-9]{12,32}|DEMO[A-Za-z0-9]{0,28}"
_PATH: Final = re.compile(rf"(?:^|/)reports/({_CODE})(?:[/?#]|$)")
_BARE: Final = re.compile(_CODE)
_ADDRESS: Final = re.compile(r"<?(?:https?://)?([\w.-]+)(?::\d+)?(/[^\s<>]*)>?")


class Mark(StrEnum):
    """What an officer says of somebody who missed a raid, or part of it."""

    EXCUSED = "excused"
    BENCHED = "benched"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Player:
    """A character as a log has it: `id` is its number there; two may share a name on different servers."""

    id: int
    name: str
    server: str
    role: str = ""

    def __str__(self) -> str:
        return f"{self.name}-{self.server}" if self.server else self.name


@dataclass(frozen=True, slots=True)
class Fight:
    """A pull of a boss, or trash (`encounter` 0); `players` are numbers of the report's players."""

    id: int
    encounter: int
    name: str
    difficulty: int
    kill: bool
    started_at: datetime
    ended_at: datetime
    players: frozenset[int]

    @property
    def boss(self) -> bool:
        """Whether it is one of a raid's bosses."""
        return self.encounter != TRASH and self.difficulty != DUNGEON


@dataclass(frozen=True, slots=True)
class Report:
    """A combat log of a night, with its fights in the order in which they were fought."""

    code: str
    title: str
    zone: str
    started_at: datetime
    ended_at: datetime
    fights: tuple[Fight, ...]
    players: Mapping[int, Player]


@dataclass(frozen=True, slots=True)
class Raid:
    """A night in a guild's books: `code` is that of the first log it was imported from."""

    id: int
    guild_id: int
    code: str
    title: str
    zone: str
    started_at: datetime
    ended_at: datetime
    applied_at: datetime
    applied_by: int | None
    reverted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fought:
    """A fight in a guild's books: `present` are members; `first` names it by the log that told of it first."""

    row: int
    raid_id: int
    code: str
    fight: int
    encounter: int
    name: str
    difficulty: int
    kill: bool
    started_at: datetime
    ended_at: datetime
    present: frozenset[int]
    first: tuple[str, int]

    @property
    def boss(self) -> bool:
        """Whether it is one of a raid's bosses."""
        return self.encounter != TRASH and self.difficulty != DUNGEON


Span = tuple[datetime, datetime]


def parse_report(text: str) -> str:
    """The code of a report, typed bare or as any of its addresses; raises `Invalid`."""
    typed = text.strip()
    if _BARE.fullmatch(typed):
        return typed
    address = _ADDRESS.fullmatch(typed)
    if address and _is_theirs(address[1]) and (found := _PATH.search(address[2])):
        return found[1]
    raise Invalid("raid.report_code")


def _is_theirs(host: str) -> bool:
    """Whether an address is one of the service's own: anybody else's says nothing about its reports."""
    return host.lower() == "warcraftlogs.com" or host.lower().endswith(".warcraftlogs.com")


def same_fight(one: Fight | Fought, other: Fight | Fought) -> bool:
    """Whether two logs tell of the same pull: they began or ended within a minute of each other.

    A kill is never the same as a wipe: a boss that resets at once is pulled twice within a minute.
    """
    if not one.boss or (one.encounter, one.difficulty, one.kill) != (other.encounter, other.difficulty, other.kill):
        return False
    apart = abs(one.started_at - other.started_at)
    if one.kill:
        apart = min(apart, abs(one.ended_at - other.ended_at))
    return apart <= SAME_FIGHT


def presence(fights: Sequence[Fight | Fought], there: Sequence[bool]) -> list[Span]:
    """When somebody was there: in the fights of one log that they were in, and between two of them in a row."""
    spans: list[Span] = []
    before: Fight | Fought | None = None
    for fight, was in zip(fights, there, strict=True):
        if was:
            stayed = before is not None and fight.started_at - before.ended_at <= PAUSE
            begin = before.ended_at if before is not None and stayed else fight.started_at
            spans.append((min(begin, fight.started_at), fight.ended_at))
        before = fight if was else None
    return spans


def length(spans: Iterable[Span]) -> timedelta:
    """How long these spans are together, what they share counted once."""
    total = timedelta()
    until: datetime | None = None
    for begin, end in sorted(spans):
        start = begin if until is None or begin > until else until
        if end > start:
            total += end - start
            until = end
    return total


def seconds_present(fights: Sequence[Fought]) -> tuple[dict[int, int], int]:
    """For how many whole seconds each member was there, by all logs of the night, and how long the raid was."""
    logs: dict[str, list[Fought]] = {}
    for fight in sorted(fights, key=lambda one: (one.started_at, one.fight)):
        logs.setdefault(fight.code, []).append(fight)
    people = {one for fight in fights for one in fight.present}
    found: dict[int, int] = {}
    for member in people:
        spans = [span for log in logs.values() for span in presence(log, [member in one.present for one in log])]
        found[member] = int(length(spans).total_seconds())
    whole = [span for log in logs.values() for span in presence(log, [True] * len(log))]
    return found, int(length(whole).total_seconds())


def one_night(one: Span, some: frozenset[int], other: Span, others: frozenset[int]) -> bool:
    """Whether two logs that share no fight are of one night: close in time, with half of the smaller group in both."""
    apart = max(one[0], other[0]) - min(one[1], other[1])
    smaller = min(len(some), len(others))
    return apart <= SAME_NIGHT and smaller > 0 and 2 * len(some & others) >= smaller
