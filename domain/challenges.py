"""Weekly challenges: what one may be, where it stands by its dates, and who may submit and vote when.

A challenge is a draft until it is published; then its dates alone, as they are now, say where it stands: `upcoming`
before it starts, `active` while submissions are open, `voting` (or judging) until it ends, `completed` once its result
is kept. So editing a date, a restart or a late tick need nothing special: whatever happened before, the same dates end
in the same state. One whose end is moved past its result is open again; the result stays until the next one is kept.
Only calling it off is final.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from domain.challenge_points import Rates
from domain.challenge_settings import CLOSING, OPENED, VOTING, VOTING_CLOSING, State, Voting
from domain.errors import Conflict, Invalid
from domain.notices import Event
from domain.texts import lines, one_line

TITLE_LIMIT: Final = 80
PROMPT_LIMIT: Final = 300
DESCRIPTION_LIMIT: Final = 1500
REASON_LIMIT: Final = 300
MOST_SUBMISSIONS: Final = 10
SHORTEST: Final = timedelta(minutes=10)
LONGEST: Final = timedelta(days=120)
REMINDERS: Final = timedelta(hours=24)
"""How long before a deadline everybody is reminded, where the phase is longer than that."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When a challenge starts, when submissions close, when voting closes, and when it ends."""

    starts_at: datetime
    submissions_close_at: datetime
    voting_closes_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides where a challenge stands besides its dates; `completed_at` is when a result was last kept."""

    published_at: datetime | None = None
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a challenge is: `most` submissions a person, `judge_weight` percent of the score, `colour` as 0xRRGGBB."""

    title: str
    prompt: str
    description: str
    voting: Voting
    most: int
    link_required: bool
    judge_weight: int
    colour: int | None
    rates: Rates


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge as it stands; `week` and `year` are of ISO 8601, of its start in the guild's timezone.

    `channel_id` is where it was published, `reason` what officers gave for calling it off.
    """

    id: int
    guild_id: int
    terms: Terms
    dates: Dates
    standing: Standing
    slug: str
    week: int
    year: int
    image_id: int | None
    sponsor_id: int | None
    featured: bool
    channel_id: int | None
    created_by: int | None
    reason: str

    def state(self, now: datetime) -> State:
        """Where it stands at that moment."""
        return state_at(self.dates, self.standing, now)


def state_at(dates: Dates, standing: Standing, now: datetime) -> State:
    """Where a challenge stands at that moment; one whose end has come is `voting` until its result is kept."""
    if standing.cancelled_at is not None:
        return State.CANCELLED
    if standing.published_at is None:
        return State.DRAFT
    if now < dates.starts_at:
        return State.UPCOMING
    if now < dates.submissions_close_at:
        return State.ACTIVE
    if now >= dates.ends_at and not due_to_complete(dates, standing, now):
        return State.COMPLETED
    return State.VOTING


def due_to_complete(dates: Dates, standing: Standing, now: datetime) -> bool:
    """Whether its result is to be worked out now: its end has come, and what is kept is of before that end."""
    if standing.published_at is None or standing.cancelled_at is not None or now < dates.ends_at:
        return False
    return standing.completed_at is None or standing.completed_at < dates.ends_at


def votes_open(voting: Voting, dates: Dates, standing: Standing, now: datetime) -> bool:
    """Whether votes can be cast and taken back: `votes` from the start on, stars once submissions are closed."""
    if standing.cancelled_at is not None or standing.published_at is None or voting is Voting.NONE:
        return False
    opens_at = dates.starts_at if voting is Voting.VOTES else dates.submissions_close_at
    return opens_at <= now < dates.voting_closes_at


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that is announced at `at`, and makes no sense any more from `until` on.

    `turn` is the date that it is about: where that is moved, it is another moment.
    """

    event: Event
    at: datetime
    turn: datetime
    until: datetime


def moments(voting: Voting, dates: Dates) -> list[Moment]:
    """What is announced about a challenge by its dates, and when; its result comes with its completion.

    A reminder is told where the phase that ends is longer than what the reminder is early.
    """
    starts, closes, votes = dates.starts_at, dates.submissions_close_at, dates.voting_closes_at
    told = [Moment(OPENED, starts, starts, closes)]
    if closes - starts > REMINDERS:
        told.append(Moment(CLOSING, closes - REMINDERS, closes, closes))
    if voting is not Voting.NONE:
        told.append(Moment(VOTING, closes, closes, votes))
        if votes - closes > REMINDERS:
            told.append(Moment(VOTING_CLOSING, votes - REMINDERS, votes, votes))
    return told


def to_announce(challenge: Challenge, now: datetime) -> list[Moment]:
    """The moments that have come and are not over; a reminder of before its publishing is none."""
    published_at = challenge.standing.published_at
    if published_at is None or challenge.standing.cancelled_at is not None:
        return []
    late = [one for one in moments(challenge.terms.voting, challenge.dates) if one.at <= now < one.until]
    return [one for one in late if one.at == one.turn or one.at >= published_at]


def check_dates(dates: Dates, voting: Voting) -> Dates:
    """The dates as they can be, on whole seconds; without a vote, voting closes with the submissions.

    Raises `Invalid` when they are out of order, too short or too long.
    """
    starts, closes, votes, ends = (
        one.replace(microsecond=0)
        for one in (dates.starts_at, dates.submissions_close_at, dates.voting_closes_at, dates.ends_at)
    )
    if voting is Voting.NONE:
        votes = closes
    if not starts < closes <= votes <= ends:
        raise Invalid("challenge.dates_order", starts=starts, closes=closes, votes=votes, ends=ends)
    if closes - starts < SHORTEST or (voting is not Voting.NONE and votes - closes < SHORTEST):
        raise Invalid("challenge.dates_short", minutes=SHORTEST // timedelta(minutes=1))
    if ends - starts > LONGEST:
        raise Invalid("challenge.dates_long", days=LONGEST.days)
    return Dates(starts, closes, votes, ends)


def check_publishable(dates: Dates, state: State, now: datetime, title: str) -> None:
    """Raise `Conflict` when it is no draft any more, `Invalid` when nobody could submit because its time is over."""
    if state is not State.DRAFT:
        raise Conflict("challenge.not_draft", title=title)
    if dates.submissions_close_at <= now:
        raise Invalid("challenge.dates_over", at=dates.submissions_close_at)


def check_edit(old: Challenge, dates: Dates, terms: Terms, now: datetime) -> None:
    """Raise `Conflict` where a change would turn what people did already into something else.

    A start that has been stays, and so does how it is voted and judged, what it pays and what it asks for. Deadlines
    can be moved at any time, also back into the future: nothing that was handed in or given is lost by it.
    """
    title = old.terms.title
    state = old.state(now)
    if state is State.CANCELLED:
        raise Conflict("challenge.cancelled", title=title)
    if state in (State.DRAFT, State.UPCOMING):
        return
    if dates.starts_at != old.dates.starts_at:
        raise Conflict("challenge.started", title=title)
    was, now_is = old.terms, terms
    if (was.voting, was.judge_weight, was.rates, was.link_required) != (
        now_is.voting,
        now_is.judge_weight,
        now_is.rates,
        now_is.link_required,
    ) or now_is.most < was.most:
        raise Conflict("challenge.rules_stand", title=title)


def check_submitting(challenge: Challenge, mine: int, now: datetime) -> None:
    """Raise `Conflict` where somebody with `mine` submissions may not hand in another one now."""
    check_open(challenge, now)
    if mine >= challenge.terms.most:
        raise Conflict("challenge.enough", title=challenge.terms.title, most=challenge.terms.most)


def check_open(challenge: Challenge, now: datetime) -> None:
    """Raise `Conflict` where submissions cannot be handed in, edited or withdrawn now."""
    title = challenge.terms.title
    match challenge.state(now):
        case State.ACTIVE:
            return
        case State.DRAFT | State.UPCOMING:
            raise Conflict("challenge.not_started", title=title, at=challenge.dates.starts_at)
        case State.CANCELLED:
            raise Conflict("challenge.cancelled", title=title)
        case _:
            raise Conflict("challenge.closed", title=title, at=challenge.dates.submissions_close_at)


def check_voting(challenge: Challenge, now: datetime) -> None:
    """Raise `Conflict` where nobody can vote now."""
    terms, dates = challenge.terms, challenge.dates
    if challenge.state(now) is State.CANCELLED:
        raise Conflict("challenge.cancelled", title=terms.title)
    if terms.voting is Voting.NONE:
        raise Conflict("challenge.no_voting", title=terms.title)
    if votes_open(terms.voting, dates, challenge.standing, now):
        return
    if now < dates.voting_closes_at:
        at = dates.starts_at if terms.voting is Voting.VOTES else dates.submissions_close_at
        raise Conflict("challenge.voting_later", title=terms.title, at=at)
    raise Conflict("challenge.voting_over", title=terms.title, at=dates.voting_closes_at)


def on_publishing(dates: Dates, now: datetime) -> Dates:
    """The dates of a challenge that is published now: it does not start before anybody could know of it."""
    return replace(dates, starts_at=max(dates.starts_at, now.replace(microsecond=0)))


def phase_end(challenge: Challenge, now: datetime) -> datetime:
    """When the phase that it is in ends; raises `Conflict` where there is none that could be ended sooner."""
    dates = challenge.dates
    match challenge.state(now):
        case State.ACTIVE if now.replace(microsecond=0) > dates.starts_at:
            return dates.submissions_close_at
        case State.VOTING if now < dates.voting_closes_at:
            return dates.voting_closes_at
        case State.VOTING if now < dates.ends_at:
            return dates.ends_at
        case _:
            raise Conflict("challenge.nothing_to_close", title=challenge.terms.title)


def closed_now(challenge: Challenge, now: datetime) -> Dates:
    """Its dates with the phase that it is in ended now; raises what `phase_end` raises.

    What was to end together with that phase ends with it; everything later stays where it is.
    """
    turned, at = phase_end(challenge, now), now.replace(microsecond=0)
    dates = challenge.dates
    later = (dates.submissions_close_at, dates.voting_closes_at, dates.ends_at)
    return Dates(dates.starts_at, *(at if one == turned else one for one in later))


def check_terms(terms: Terms) -> Terms:
    """What a challenge can be, with its texts tidied; raises `Invalid` with what is wrong."""
    title = check_text(terms.title, TITLE_LIMIT, "challenge.title_length")
    prompt = check_text(terms.prompt, PROMPT_LIMIT, "challenge.prompt_length")
    told = lines(terms.description, DESCRIPTION_LIMIT)
    if told is None:
        length = len(terms.description.strip())
        raise Invalid("challenge.description_length", limit=DESCRIPTION_LIMIT, length=length)
    check_numbers(terms.most, terms.judge_weight)
    return replace(terms, title=title, prompt=prompt, description=told)


def check_numbers(most: int, judge_weight: int) -> None:
    """Raise `Invalid` for submissions a person and judges' percent that cannot be."""
    if not 1 <= most <= MOST_SUBMISSIONS:
        raise Invalid("challenge.most_range", limit=MOST_SUBMISSIONS)
    if not 0 <= judge_weight <= 100:
        raise Invalid("challenge.judge_range")


def parse_colour(text: str) -> int | None:
    """A colour as `#E66A8B`, with or without the sign, or as `#E6B`; None for none. Raises `Invalid`."""
    typed = text.strip().removeprefix("#")
    if not typed:
        return None
    if not re.fullmatch(r"[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?", typed):
        raise Invalid("challenge.colour", text=text.strip()[:20])
    return int(typed if len(typed) == 6 else "".join(2 * one for one in typed), 16)


def check_text(text: str, limit: int, code: str) -> str:
    """One line that can be seen, of a bounded length; raises `Invalid` with that code."""
    tidy = one_line(text, limit)
    if tidy is None:
        raise Invalid(code, limit=limit)
    return tidy


def check_reason(text: str) -> str:
    """Why officers called off, disqualified or discarded; raises `Invalid` when empty or too long."""
    return check_text(text, REASON_LIMIT, "challenge.reason_length")


def slug(title: str) -> str:
    """A title as part of an address: `Draw your pet!` is `draw-your-pet`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:TITLE_LIMIT].rstrip("-") or "challenge"


def free_slug(title: str, taken: Collection[str]) -> str:
    """A title's slug that is not taken: with `-2` behind it, or the next number that is free."""
    plain, number = slug(title), 2
    found = plain
    while found in taken:
        found, number = f"{plain}-{number}", number + 1
    return found


def week_of(starts_at: datetime, timezone: ZoneInfo) -> tuple[int, int]:
    """Year and week of ISO 8601 in which it starts, by the guild's calendar."""
    year, week, _ = starts_at.astimezone(timezone).isocalendar()
    return year, week
