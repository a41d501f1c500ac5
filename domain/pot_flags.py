"""Flags: what in a pot looks like collusion, told to officers before the lock. A flag holds nobody up by itself.

Four signs, each of its own kind, from nothing but the pot's own entries and, for the last, what people allowed:

- `fast`: so many joins by one person within eight seconds. Each join is two presses with Discord's answer in between,
  which keeps the quickest hand at some three seconds a join, thus at three joins in that time; a machine needs less
  than a second. Who left and came back counts every time.
- `young`: a Discord account younger than the guild's setting when it joined.
- `crowd`: what one person leaves behind who has several accounts made for it. Looked at are accounts of up to three
  months (or younger than the setting, where that is more): after that everybody knows who is who. It takes three: of
  ten newcomers, two have accounts of the same three hours in every eighth pot, by chance. Three have in one pot of
  1,400, so accounts made in such a sitting are told whatever they hold and whenever they came. Three of the same two
  days are found in every seventh pot: these must also have come within an hour of one another, and hold a good part
  of what is sold; the guild sets how much. Of what is sold, not of what could be: that is what decides the draw.

Friends who signed up together on one evening look like a crowd, and every newcomer looks young. Nothing in a pot tells
them apart, officers do: so what they waved through about an account's making holds for its later pots too.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import Final


class FlagKind(StrEnum):
    """What was noticed."""

    FAST = "fast"
    YOUNG = "young"
    CROWD = "crowd"
    SHARED = "shared"


class FlagState(StrEnum):
    """What officers did about it: nothing yet, waved through, or gave the entry back."""

    OPEN = "open"
    CLEARED = "cleared"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something noticed about one person in a pot; `facts` are the figures that officers are shown."""

    member_id: int
    kind: FlagKind
    facts: Mapping[str, int]


FAST_WITHIN: Final = timedelta(seconds=8)
FRESH: Final = timedelta(days=90)
CROWD: Final = 3
SHARING: Final = 2
SITTING: Final = timedelta(hours=3)
MADE_WITHIN: Final = timedelta(hours=48)
JOINED_WITHIN: Final = timedelta(hours=1)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on something is told: joins in a few seconds, age of an account, share of a pot in percent."""

    fast_joins: int
    young: timedelta
    crowd_percent: int


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody in a pot: when their Discord account was made, when they joined (at least once), what they hold.

    `joins` ascend and count even where the tickets went back; a single one will do for somebody with fewer than are
    fast. `known` is what officers waved through about this account before, `places` are the marks of network and
    browser that the person allowed, each pair as they were seen together.
    """

    member_id: int
    made_at: datetime
    joins: tuple[datetime, ...]
    tickets: int
    known: frozenset[FlagKind] = frozenset()
    places: frozenset[tuple[bytes, bytes]] = frozenset()

    @property
    def age(self) -> timedelta:
        """How old the account was when it first joined."""
        return self.joins[0] - self.made_at


@dataclass(frozen=True, slots=True)
class _Crowd:
    """Accounts that look like one person's; `hours` is within what time they were made."""

    accounts: int
    tickets: int
    hours: int

    @classmethod
    def of(cls, accounts: Sequence[Joiner]) -> "_Crowd":
        """The figures of these."""
        made = [one.made_at for one in accounts]
        hours = -((min(made) - max(made)) // _HOUR)
        return cls(len(accounts), sum(one.tickets for one in accounts), max(1, hours))


def suspicions(joiners: Sequence[Joiner], thresholds: Thresholds) -> list[Suspicion]:
    """What looks like collusion among everybody in a pot, kind by kind, each in the order of `joiners`."""
    return [
        *_fast(joiners, thresholds.fast_joins),
        *_young(joiners, thresholds.young),
        *_crowded(joiners, thresholds),
        *_sharing(joiners),
    ]


def _fast(joiners: Iterable[Joiner], too_many: int) -> Iterator[Suspicion]:
    for one in joiners:
        most = max(end - start for start, end in _spans(one.joins, FAST_WITHIN))
        if most >= too_many:
            facts = {"joins": most, "seconds": int(FAST_WITHIN.total_seconds())}
            yield Suspicion(one.member_id, FlagKind.FAST, facts)


def _young(joiners: Iterable[Joiner], young: timedelta) -> Iterator[Suspicion]:
    for one in joiners:
        if one.age < young and FlagKind.YOUNG not in one.known:
            yield Suspicion(one.member_id, FlagKind.YOUNG, {"days": one.age // timedelta(days=1)})


def _crowded(joiners: Sequence[Joiner], thresholds: Thresholds) -> Iterator[Suspicion]:
    fresh = [one for one in joiners if one.age < max(FRESH, thresholds.young) and FlagKind.CROWD not in one.known]
    sold = sum(one.tickets for one in joiners)
    found: dict[int, _Crowd] = {}
    for accounts in (*_together(fresh, _made, SITTING), *_within_days(fresh, thresholds.crowd_percent * sold)):
        crowd = _Crowd.of(accounts)
        for one in accounts:
            known = found.get(one.member_id)
            if known is None or (crowd.accounts, crowd.tickets) > (known.accounts, known.tickets):
                found[one.member_id] = crowd
    for one in joiners:
        if crowd := found.get(one.member_id):
            facts = {"accounts": crowd.accounts, "tickets": crowd.tickets, "percent": 100 * crowd.tickets // sold}
            yield Suspicion(one.member_id, FlagKind.CROWD, facts | {"hours": crowd.hours})


def _sharing(joiners: Sequence[Joiner]) -> Iterator[Suspicion]:
    found: defaultdict[tuple[bytes, bytes], list[Joiner]] = defaultdict(list)
    for one in joiners:
        if FlagKind.SHARED not in one.known:
            for place in one.places:
                found[place].append(one)
    for one in joiners:
        together = max((found.get(place, []) for place in one.places), key=len, default=list[Joiner]())
        if FlagKind.SHARED not in one.known and len(together) >= SHARING:
            tickets = sum(other.tickets for other in together)
            percent = 100 * tickets // sum(other.tickets for other in joiners)
            facts = {"accounts": len(together), "tickets": tickets, "percent": percent}
            yield Suspicion(one.member_id, FlagKind.SHARED, facts)


def _within_days(fresh: Iterable[Joiner], hundredths: int) -> Iterator[Sequence[Joiner]]:
    """Enough accounts that were made within days, came within an hour, and hold that many hundredths of tickets."""
    ordered = sorted(fresh, key=_made)
    for start, end in _spans([_made(one) for one in ordered], MADE_WITHIN):
        yield from _together(ordered[start:end], _came, JOINED_WITHIN, hundredths)


def _together(
    accounts: Iterable[Joiner], moment: Callable[[Joiner], datetime], within: timedelta, hundredths: int = 0
) -> Iterator[Sequence[Joiner]]:
    """Enough accounts within that time of one another that hold as much; those that overlap are one crowd."""
    ordered = sorted(accounts, key=moment)
    held = (0, *accumulate(one.tickets for one in ordered))
    runs: list[tuple[int, int]] = []
    for start, end in _spans([moment(one) for one in ordered], within):
        if end - start < CROWD or 100 * (held[end] - held[start]) < hundredths:
            continue
        runs.append((runs.pop()[0] if runs and start < runs[-1][1] else start, end))
    return (ordered[start:end] for start, end in runs)


def _spans(moments: Sequence[datetime], within: timedelta) -> Iterator[tuple[int, int]]:
    """The longest stretches of ascending moments that are no further apart than that, as slices; none within another.

    They come in order, and there is one at least where there are moments.
    """
    end = 0
    for start, first in enumerate(moments):
        before, end = end, bisect_right(moments, first + within, end)
        if end > before:
            yield start, end


def _made(joiner: Joiner) -> datetime:
    return joiner.made_at


def _came(joiner: Joiner) -> datetime:
    return joiner.joins[0]
