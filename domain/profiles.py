"""What is told about a member: their numbers, what they won, and how their gains grew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.credit import Credit
from domain.leaderboard_settings import Board


class Number(StrEnum):
    """A number of one's own that can be asked after: a value on a board, or a balance of one kind of credit."""

    STANDING = "standing"
    XP = "xp"
    LEVELS = "levels"
    BOSSES = "bosses"
    CLUES = "clues"
    POTS = "pots"
    LOOT = "loot"
    CHALLENGES = "challenges"
    CREDIT = "credit"
    AI = "ai"
    LEAD = "lead"

    @property
    def board(self) -> Board | None:
        """The board that it stands on; None for a balance."""
        return None if self.value in set(Credit) else Board(self.value)

    @property
    def credit(self) -> Credit | None:
        """The kind of credit that it counts; None for a board."""
        return Credit(self.value) if self.value in set(Credit) else None


class WinKind(StrEnum):
    """What can be won."""

    CONTEST = "contest"
    POT = "pot"
    CHALLENGE = "challenge"
    LOOT = "loot"
    AUCTION = "auction"


PODIUM: Final = 3
"""The last place of a challenge that is told as a win."""

WINS: Final = 5
"""As many wins as are told."""


@dataclass(frozen=True, slots=True)
class Win:
    """Something that somebody won: `credits` of a pot, `place` of a challenge, else 0."""

    kind: WinKind
    title: str
    at: datetime
    credits: int = 0
    place: int = 0


def newest(wins: Iterable[Win]) -> tuple[Win, ...]:
    """The wins that are told, newest first; of those of one moment, in the order of their kinds and titles."""
    kinds = list(WinKind)
    ordered = sorted(wins, key=lambda win: (kinds.index(win.kind), win.title))
    return tuple(sorted(ordered, key=lambda win: win.at, reverse=True)[:WINS])


def course(
    baselines: Mapping[int, int | None],
    changes: Iterable[tuple[int, datetime, int | None]],
    looks: Iterable[datetime],
    start: datetime,
) -> tuple[tuple[datetime, int], ...]:
    """What several characters gained together from `start` on, as it grew: it never falls.

    `baselines` are what each had at the start, None where that is not known: such a one is counted from the first
    value that is. `changes` are (character, moment, value) in order of time; None is a hidden value. `looks` are when
    anybody was looked at: nothing grew where nothing changed.
    """
    best = {who: value for who, value in baselines.items() if value is not None}
    gained, grown = 0, {start: 0}
    for who, at, value in changes:
        if value is None:
            continue
        # What fell and rose again was not gained twice.
        before = best.get(who, value)
        gained += max(0, value - before)
        best[who] = max(before, value)
        grown[max(at, start)] = gained
    points: list[tuple[datetime, int]] = []
    for at in sorted({*grown, *(look for look in looks if look > start)}):
        points.append((at, grown[at] if at in grown else points[-1][1]))
    return tuple(points)
