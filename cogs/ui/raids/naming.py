"""What raids, their bosses and the people in them are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cogs.ui.points.naming import points_text
from cogs.ui.words import Words, harmless, moment, sentences
from domain.points import Pool
from domain.raid_pay import referred
from domain.raids import Player, Raid

if TYPE_CHECKING:
    from domain.raid_pay import Rates

NAMES_SHOWN = 20


def raid_line(raid: Raid) -> str:
    """Its number, by which commands know it, and its title."""
    return f"`#{raid.id}` **{harmless(raid.title)}**"


def when(raid: Raid) -> str:
    """Where and when it was."""
    parts = [harmless(raid.zone)] if raid.zone and raid.zone != raid.title else []
    return " · ".join([*parts, moment(raid.started_at, "f")])


def difficulty(say: Words, number: int) -> str:
    """How hard a boss was, in a word; empty where the game has no such word."""
    key = f"raid.difficulty.{number}"
    return say(key) if key in sentences() else ""


def boss_text(say: Words, name: str, number: int) -> str:
    """A boss with how hard it was."""
    word = difficulty(say, number)
    return f"{harmless(name)} ({word})" if word else harmless(name)


def span(say: Words, seconds: int) -> str:
    """So many hours and minutes."""
    hours, minutes = divmod(seconds // 60, 60)
    return say("raid.hours", hours=hours, minutes=minutes) if hours else say("raid.minutes", minutes=minutes)


def players(say: Words, those: Sequence[Player]) -> str:
    """Characters of a log in a row; when there are too many, how many more."""
    return rows(say, [harmless(str(one)) for one in those])


def rows(say: Words, names: Sequence[str]) -> str:
    """Names in a row, which are safe to show; when there are too many, how many more."""
    shown = ", ".join(names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return say("raid.and_more", names=shown, more=more) if more > 0 else shown


def rates_text(say: Words, rates: Rates) -> str:
    """What a raid pays, in one line."""
    if rates.pool is None:
        return say("raid.pays_nothing")
    told = (
        ("raid.pays.kill", rates.per_kill),
        ("raid.pays.raid", rates.per_raid),
        ("raid.pays.quarter", rates.per_quarter),
    )
    parts = tuple(say(key, points=points_text(say, amount)) for key, amount in told if amount)
    if not parts:
        return say("raid.pays_zero", pool=rates.pool.value.upper())
    return say("raid.pays", parts=say.list(parts), pool=rates.pool.value.upper())


def line_text(say: Words, reference: str) -> str:
    """What a line of points was for, where a raid paid it; else nothing."""
    found = referred(reference)
    if found is None:
        return ""
    kind, fight, name = found
    return say(f"raid.line.{kind}", what=name or str(fight))


def sums(say: Words, paid: Iterable[tuple[Pool, int]]) -> str:
    """So many points of each pool."""
    return ", ".join(f"{points_text(say, amount)} {pool.value.upper()}" for pool, amount in paid)
