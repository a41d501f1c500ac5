"""Looking one character up: in which of the hiscores' tables it is, and what that table says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zlib import crc32

from clients.outage import Closed, Outage
from domain.characters import HISCORES_TABLES, AccountType, CharacterName
from domain.hiscores import Sheet
from domain.metrics import OVERALL

Ask = Callable[[AccountType], Awaitable[Sheet | None]]
"""Asks one table for the character: its sheet, or None for a 404. Raises `Outage` or `Closed`."""

_TYPES: Final = {table: kind for kind, table in HISCORES_TABLES.items()}
_SPECIALITY: Final = {kind: rank for rank, kind in enumerate(HISCORES_TABLES)}
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Found:
    """What the hiscores say of a character at `at` (aware UTC) in the table of accounts of `type`."""

    sheet: Sheet
    type: AccountType
    at: datetime

    @property
    def table(self) -> str:
        """The hiscores table it was found in, to be handed in with the next lookup."""
        return HISCORES_TABLES[self.type]


@dataclass(frozen=True, slots=True)
class Missing:
    """The hiscores do not list the character (404)."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing is known: an outage. `code` as in `Outage`, or `not_asked`, or `all_missing`.

    `next_try` (aware UTC) is set where the hiscores are left alone until then.
    """

    code: str
    next_try: datetime | None = None


Answer = Found | Missing | Failed


@dataclass(frozen=True, slots=True)
class Subject:
    """A character to look up: `table` is where it was last found, `xp` the overall experience it had there.

    Both None when it was never found. `id` is the asker's own, for telling outcomes apart.
    """

    id: int
    name: CharacterName
    type: AccountType
    table: str | None = None
    xp: int | None = None


class Lookup:
    """One round of asking for a subject.

    A type that was set is asked in its own table and nowhere else. With `auto`, how the tables work decides:
    every account is in the regular one, ironmen are in the ironman one too, hardcore and ultimate ironmen in
    theirs as well, all with the same numbers. Who loses a status (a hardcore that dies, an ironman that
    gives it up) stays in the old table, which stands still from then on. So the truth is the table with
    the highest overall experience, and of equals the most special one; a table that does not rank the account
    (404) says nothing. That is found out once, in two to four requests. From then on the table is remembered
    and asked alone, and the others are looked at again when

    - a special table shows no progress since last time (it may be standing still), or
    - it is the character's day of the week (each has one), for whatever else may have happened, or
    - the table does not list the character any more, which the sweep believes before it asks `elsewhere`.
    """

    def __init__(self, subject: Subject, ask: Ask, *, clock: Callable[[], datetime]) -> None:
        self._subject = subject
        self._ask = ask
        self._clock = clock
        self._last = _TYPES.get(subject.table or "") if subject.type is AccountType.AUTO else subject.type

    async def round(self) -> Found | None:
        """Ask where the character was last; None when it is not there right now.

        Raises:
            Outage, Closed: nobody knows.
        """
        if self._last is None:
            return await self._truth()
        found = await self._at(self._last)
        if found is None or not self._doubtful(found):
            return found
        try:
            truth = await self._truth()
        except (Outage, Closed):
            return found  # what the known table says is good enough for today
        # A single 404 among the others must not undo what was known: only more experience does.
        return found if truth is None or _weight(truth) < _weight(found) else truth

    async def elsewhere(self) -> Found | None:
        """Ask all the tables it can be in, unless each round did; None when none lists it.

        Raises:
            Outage, Closed: a table did not answer, so nobody knows.
        """
        searched = self._subject.type is not AccountType.AUTO or self._last is None
        return None if searched else await self._truth()

    async def _truth(self) -> Found | None:
        best: Found | None = None
        for kind in HISCORES_TABLES:
            # The most special table is asked last: who gains in between looks newer there, never older.
            found = await self._at(kind)
            if found is not None and (best is None or _weight(found) > _weight(best)):
                best = found
            if kind is AccountType.IRONMAN and best is not None and best.type is AccountType.REGULAR:
                break  # no ironman, or one no longer: the tables of the subtypes cannot say more
        return best

    async def _at(self, kind: AccountType) -> Found | None:
        sheet = await self._ask(kind)
        return None if sheet is None else Found(sheet, kind, self._clock())

    def _doubtful(self, found: Found) -> bool:
        if self._subject.type is not AccountType.AUTO:
            return False
        stands_still = self._subject.xp is not None and _xp(found) <= self._subject.xp
        special = found.type is not AccountType.REGULAR
        return (special and stands_still) or _is_day_of(self._subject.name, self._clock().date())


def _weight(found: Found) -> tuple[int, int]:
    return _xp(found), _SPECIALITY[found.type]


def _xp(found: Found) -> int:
    overall = found.sheet.get(OVERALL)
    return -1 if overall is None or overall.value is None else overall.value


def _is_day_of(name: CharacterName, day: date) -> bool:
    return crc32(name.key.encode()) % _WEEK == day.toordinal() % _WEEK
