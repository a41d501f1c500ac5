"""Insights: what officers learn about how their guild uses the bot, as counts with what they are counts of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from domain import pot_insights
from domain.request_settings import State
from domain.retention import Share
from domain.windows import Window


@dataclass(frozen=True, slots=True)
class People:
    """Who uses the bot: of `members` in the guild so many are linked, so many were active.

    `daily` has every day of the window. `seven` and `thirty` are those who came back so many days after their first
    or later; `comings` are joined and left, None where Discord tells neither. `began` is the first day that is counted.
    """

    members: int
    linked: int
    active: int
    daily: tuple[tuple[date, int], ...]
    seven: Share
    thirty: Share
    comings: tuple[int, int] | None
    began: date | None


@dataclass(frozen=True, slots=True)
class Requests:
    """Requests for credits within a window: how many were asked, how those that ended did, and how many wait now.

    `middle` is the median time to a decision.
    """

    asked: int
    ended: Mapping[State, int] = field(default_factory=dict[State, int])
    granted: int = 0
    waiting: int = 0
    middle: timedelta | None = None

    @property
    def approved(self) -> Share:
        """The approved ones of those that somebody decided."""
        yes, no = self.ended.get(State.APPROVED, 0), self.ended.get(State.DENIED, 0)
        return Share(yes, yes + no)

    @property
    def nothing(self) -> bool:
        """Whether nobody asked and nothing was decided."""
        return not (self.asked or self.waiting or any(self.ended.values()))


@dataclass(frozen=True, slots=True)
class Challenges:
    """Challenges that ran within a window: `each` with when it began and how many took part, the oldest first.

    `people` took part in any; `votes` are those that count, ballots' stars among them, of `voters`. `returned` took
    part in the next one too, of all who took part in one that had a next.
    """

    each: tuple[tuple[datetime, int], ...]
    people: int
    submissions: int
    voters: int
    votes: int
    returned: Share

    @property
    def votes_per_voter(self) -> int:
        """In tenths, rounded to the nearest; 0 where nobody voted."""
        return (20 * self.votes + self.voters) // (2 * self.voters) if self.voters else 0


@dataclass(frozen=True, slots=True)
class Insights:
    """Everything about a guild within a window that began at `since`; `commands` by name, the most used first."""

    window: Window
    since: datetime
    until: datetime
    people: People
    commands: Mapping[str, int]
    requests: Requests
    pots: pot_insights.Insights
    challenges: Challenges


def first_day(since: datetime, tz: ZoneInfo) -> date:
    """The first whole day of a window that begins at `since`."""
    local = since.astimezone(tz)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return local.date() + timedelta(days=local != midnight)


def every_day(counts: Mapping[date, int], first: date, today: date) -> tuple[tuple[date, int], ...]:
    """Each day from the first to today with its count, also those on which there was nothing."""
    days = (first + timedelta(days=number) for number in range((today - first).days + 1))
    return tuple((day, counts.get(day, 0)) for day in days)


def middle(spans: Iterable[timedelta]) -> timedelta | None:
    """The median; None of none."""
    seconds = [span.total_seconds() for span in spans]
    return timedelta(seconds=median(seconds)) if seconds else None


def worth_comparing(crowds: Sequence[tuple[datetime, datetime, int]], since: datetime, now: datetime) -> list[int]:
    """Which challenges (start, end of submissions, id; the oldest first) tell who returned within a window.

    Those whose submissions closed by now and within the window, and the one before the first of them.
    """
    closed = [(closes, which) for _, closes, which in crowds if closes <= now]
    first = next((place for place, (closes, _) in enumerate(closed) if closes >= since), len(closed))
    return [which for _, which in closed[max(first - 1, 0) :]] if first < len(closed) else []
