"""Challenge points: what everybody is owed for taking part, and the rows that bring a ledger to it.

What is owed follows from what stands (submissions, votes, ballots, places), never from the order in which it came
about: so a vote that is taken back, a submission that is withdrawn, and a result that is worked out again all end
where they would have ended had it been so from the start. Every row has a key that names its cause, paid once.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from domain.errors import Invalid

EARLY: Final = timedelta(hours=24)
"""How long after the start a submission is an early bird."""

PLACES: Final = 10
"""The last place that is paid."""

HIGHEST_RATE: Final = 1_000_000


class Cause(StrEnum):
    """What points are for."""

    SUBMIT = "submit"
    EARLY = "early"
    VOTE = "vote"
    RECEIVED = "received"
    BALLOT = "ballot"
    FEATURED = "featured"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Rates:
    """What a challenge pays; `places` are the first, the second, …, and `other_places` each one after them up to 10."""

    submit: int = 50
    early: int = 25
    vote: int = 5
    votes_a_day: int = 20
    received: int = 2
    featured: int = 100
    places: tuple[int, ...] = (500, 300, 200)
    other_places: int = 100

    def place(self, place: int) -> int:
        """What a place pays, counted from 1."""
        if place <= len(self.places):
            return self.places[place - 1]
        return self.other_places if place <= PLACES else 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission that stands: not withdrawn, not disqualified."""

    id: int
    member_id: int
    at: datetime
    featured: bool = False


class Vote(NamedTuple):
    """A vote that stands, for a submission that stands; `maker_id` is whose that is, never the voter's."""

    voter_id: int
    submission_id: int
    maker_id: int
    at: datetime


class Owed(NamedTuple):
    """One row of what is owed: `key` is the same for the same cause whenever it is worked out."""

    key: str
    member_id: int
    cause: Cause
    points: int


def for_submissions(rates: Rates, starts_at: datetime, most: int, entries: Iterable[Entry]) -> dict[str, Owed]:
    """What submissions are owed, by key: a person is paid for `most` of them, the earliest first."""
    rows: list[Owed] = []
    counted: Counter[int] = Counter()
    for one in sorted(entries, key=lambda entry: (entry.at, entry.id)):
        if one.featured:
            rows.append(Owed(f"featured:{one.id}", one.member_id, Cause.FEATURED, rates.featured))
        counted[one.member_id] += 1
        if counted[one.member_id] > most:
            continue
        rows.append(Owed(f"submit:{one.id}", one.member_id, Cause.SUBMIT, rates.submit))
        if one.at < starts_at + EARLY:
            rows.append(Owed(f"early:{one.id}", one.member_id, Cause.EARLY, rates.early))
    return _by_key(rows)


def for_votes(rates: Rates, votes: Iterable[Vote], timezone: ZoneInfo) -> dict[str, Owed]:
    """What votes are owed, by key: to the voter for the first ones of a day in `timezone`, to the maker for each."""
    rows: list[Owed] = []
    counted: Counter[tuple[int, date]] = Counter()
    for vote in sorted(votes, key=lambda one: (one.at, one.voter_id, one.submission_id)):
        day = vote.voter_id, vote.at.astimezone(timezone).date()
        counted[day] += 1
        key = vote_key(vote.voter_id, vote.submission_id)
        if counted[day] <= rates.votes_a_day:
            rows.append(Owed(key, vote.voter_id, Cause.VOTE, rates.vote))
        rows.append(Owed(f"{key}:received", vote.maker_id, Cause.RECEIVED, rates.received))
    return _by_key(rows)


def vote_key(voter_id: int, submission_id: int) -> str:
    """What names the points that a vote brings its voter; with `:received` after it, those of the maker."""
    return f"vote:{voter_id}:{submission_id}"


def for_ballots(rates: Rates, ballots: Mapping[int, int]) -> dict[str, Owed]:
    """What complete ballots are owed, by key: `ballots` are the marks in each; as many as a day's votes pay."""
    return _by_key(
        Owed(f"ballot:{voter}", voter, Cause.BALLOT, rates.vote * min(marks, rates.votes_a_day))
        for voter, marks in ballots.items()
    )


def for_places(rates: Rates, places: Mapping[int, int]) -> dict[str, Owed]:
    """What places are owed, by key; `places` are by member."""
    return _by_key(Owed(f"place:{who}", who, Cause.PLACE, rates.place(place)) for who, place in places.items())


def corrections(paid: Mapping[str, Owed], due: Mapping[str, Owed]) -> list[Owed]:
    """The rows that bring a ledger from what it comes to, by key, to what is owed; none when it is there."""
    rows: list[Owed] = []
    for key in sorted(key for key in paid.keys() | due.keys() if paid.get(key) != due.get(key)):
        was, now = paid.get(key), due.get(key)
        if was is not None and (now is None or now.member_id != was.member_id):
            rows.append(Owed(key, was.member_id, was.cause, -was.points))
            was = None
        if now is not None and (difference := now.points - (was.points if was else 0)):
            rows.append(Owed(key, now.member_id, now.cause, difference))
    return [row for row in rows if row.points]


def totals(rows: Iterable[Owed]) -> dict[int, int]:
    """What rows come to for each member; nobody for whom they come to nothing."""
    sums: Counter[int] = Counter()
    for row in rows:
        sums[row.member_id] += row.points
    return {member_id: points for member_id, points in sums.items() if points}


def explained(rows: Sequence[Owed]) -> dict[Cause, int]:
    """What rows come to for each cause."""
    sums: Counter[Cause] = Counter()
    for row in rows:
        sums[row.cause] += row.points
    return {cause: points for cause, points in sums.items() if points}


def _by_key(rows: Iterable[Owed]) -> dict[str, Owed]:
    return {row.key: row for row in rows if row.points}


_NAMES: Final = ("submit", "early", "vote", "votes_a_day", "received", "featured")
_LABELS: Final = {name: name.replace("_", " ") for name in _NAMES}
_LINE: Final = re.compile(r"\s*([a-z -]+?)\s*[:=]?\s*(-?\d[\d,. ]*)", re.IGNORECASE)
_PLACES: Final = re.compile(r"\s*places?\s*[:=]?\s*([\d ,./]*)", re.IGNORECASE)
_OTHER: Final = re.compile(r"\s*(?:4\s*[-–]\s*10|other places)\s*[:=]?\s*(\d+)\s*", re.IGNORECASE)


def parse_rates(text: str) -> Rates:
    """The rates that somebody typed, a line each as `written_rates` writes them; what is left out is as it always is.

    Raises `Invalid` with the line that is not understood, or a number above what there can be.
    """
    found: dict[str, Any] = {}
    for line in filter(str.strip, text.splitlines()):
        if other := _OTHER.fullmatch(line):
            found["other_places"] = int(other[1])
        elif places := _PLACES.fullmatch(line):
            found["places"] = tuple(int(one) for one in re.findall(r"\d+", places[1]))
        elif (match := _LINE.fullmatch(line)) and (name := match[1].strip().lower().replace(" ", "_")) in _NAMES:
            found[name] = int(re.sub(r"[,. ]", "", match[2]))
        else:
            raise Invalid("challenge.rate_line", line=line.strip()[:60])
    rates = Rates(**found)
    every = (*(getattr(rates, name) for name in _NAMES), *rates.places, rates.other_places)
    if not all(0 <= one <= HIGHEST_RATE for one in every) or len(rates.places) > PLACES:
        raise Invalid("challenge.rate_range", limit=HIGHEST_RATE, places=PLACES)
    return rates


def written_rates(rates: Rates) -> str:
    """The rates as lines that can be typed."""
    lines = [f"{label}: {getattr(rates, name)}" for name, label in _LABELS.items()]
    lines.append(f"places: {' '.join(map(str, rates.places))}".rstrip())
    return "\n".join([*lines, f"other places: {rates.other_places}"])
