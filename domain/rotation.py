"""Which of the saved backups are kept: the newest of each of the last days, weeks and months that have one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Keep:
    """Of how many days, weeks (from Monday) and months that have a backup the newest one stays."""

    days: int
    weeks: int
    months: int


def parse(text: str) -> Keep:
    """What the operator wrote, such as `7,4,6`; raises `ValueError`, in words."""
    found = re.fullmatch(r"\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*", text, re.ASCII)
    if found is None or max(map(int, found.groups())) > _MOST:
        raise ValueError(f"it takes three numbers up to {_MOST} for days, weeks and months, such as 7,4,6")
    return Keep(*map(int, found.groups()))


def superseded(made: Iterable[datetime], keep: Keep) -> set[datetime]:
    """Those that may go, of backups made at these times (aware UTC); never the newest."""
    newest_first = sorted(set(made), reverse=True)
    stays = set(newest_first[:1])
    stays |= _newest_of_each(newest_first, keep.days, lambda at: at.date())
    stays |= _newest_of_each(newest_first, keep.weeks, lambda at: at.isocalendar()[:2])
    stays |= _newest_of_each(newest_first, keep.months, lambda at: (at.year, at.month))
    return set(newest_first) - stays


def _newest_of_each(newest_first: list[datetime], most: int, span: Callable[[datetime], object]) -> set[datetime]:
    newest: dict[object, datetime] = {}
    for at in newest_first:
        newest.setdefault(span(at), at)
    return set([*newest.values()][:most])
