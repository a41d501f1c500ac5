"""What a raid pays: per kill, for being there, and per full quarter of an hour; and what the bench gets of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from domain.points import Pool
from domain.raids import Fought, Mark, seconds_present

QUARTER: Final = 15 * 60
"""Seconds that have to be full to be paid."""


REFERENCE_LIMIT: Final = 120
"""Characters that a line of the ledger has for what it is for."""


class Pay(StrEnum):
    """What a payment is for; on standby somebody gets a part of what they missed."""

    KILL = "kill"
    RAID = "raid"
    QUARTER = "quarter"
    STANDBY_KILL = "standby_kill"
    STANDBY_RAID = "standby_raid"
    STANDBY_QUARTER = "standby_quarter"


STANDBY: Final = frozenset({Pay.STANDBY_KILL, Pay.STANDBY_RAID, Pay.STANDBY_QUARTER})


@dataclass(frozen=True, slots=True)
class Rates:
    """What a guild pays, in hundredths of a pool's points; `standby` in whole percent. No pool: nothing is paid."""

    pool: Pool | None
    per_kill: int = 0
    per_raid: int = 0
    per_quarter: int = 0
    standby: int = 0

    def amount(self, kind: Pay) -> int:
        """Hundredths that one payment of that kind is, rounded down."""
        if self.pool is None:
            return 0
        whole = {
            Pay.KILL: self.per_kill,
            Pay.STANDBY_KILL: self.per_kill,
            Pay.RAID: self.per_raid,
            Pay.STANDBY_RAID: self.per_raid,
            Pay.QUARTER: self.per_quarter,
            Pay.STANDBY_QUARTER: self.per_quarter,
        }[kind]
        return whole * self.standby // 100 if kind in STANDBY else whole


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something that somebody is paid for once: a fight of a log; `fight` counts quarters, and is 0 for the raid."""

    code: str
    fight: int
    member_id: int
    kind: Pay


@dataclass(frozen=True, slots=True)
class Night:
    """A raid as it is paid: its first log's code, every fight of every log, and what officers marked."""

    code: str
    fights: Sequence[Fought]
    marks: Mapping[int, Mark]


def due(night: Night) -> list[Due]:
    """Everything that a night is paid for, in order; kills that several logs tell of once, to whoever any log saw."""
    kills = killed(night.fights)
    seconds, whole = seconds_present(night.fights)
    benched = {one for one, mark in night.marks.items() if mark is Mark.BENCHED}
    found: list[Due] = []
    for member in sorted(seconds.keys() | benched):
        there = seconds.get(member, 0)
        bench = member in benched
        seen = member in seconds
        for kill in kills:
            if member in kill.present:
                found.append(Due(*kill.first, member, Pay.KILL))
            elif bench:
                found.append(Due(*kill.first, member, Pay.STANDBY_KILL))
        if seen or bench:
            found.append(Due(night.code, 0, member, Pay.RAID if seen else Pay.STANDBY_RAID))
        own, all_ = there // QUARTER, whole // QUARTER
        found += (Due(night.code, number, member, Pay.QUARTER) for number in range(1, own + 1))
        if bench:
            found += (Due(night.code, number, member, Pay.STANDBY_QUARTER) for number in range(own + 1, all_ + 1))
    return found


def reference(one: Due, name: str) -> str:
    """What a line of the ledger says it is for: the kind, the log and the fight in it, and the boss's name."""
    named = name if one.kind in (Pay.KILL, Pay.STANDBY_KILL) else ""
    return ":".join([one.kind.value, one.code.replace(":", ""), str(one.fight), named])[:REFERENCE_LIMIT]


def referred(text: str) -> tuple[Pay, int, str] | None:
    """The kind, the fight and the boss's name of a line's reference; None where it is not a raid's."""
    kind, _, rest = text.partition(":")
    _, _, rest = rest.partition(":")
    fight, _, name = rest.partition(":")
    if kind not in [one.value for one in Pay] or not (fight.isascii() and fight.isdecimal()):
        return None
    return Pay(kind), int(fight), name


def killed(fights: Iterable[Fought]) -> list[Fought]:
    """The bosses that fell, each once, in order, with everybody whom any log saw there."""
    found: dict[tuple[str, int], Fought] = {}
    for one in sorted(fights, key=lambda one: (one.started_at, one.row)):
        if one.kill and one.boss:
            known = found.get(one.first, one)
            found[one.first] = replace(known, present=known.present | one.present)
    return list(found.values())
