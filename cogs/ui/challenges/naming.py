"""What things of a challenge are called: its heading and colour, how it stands, what a prize is, who somebody is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cogs.ui.cards import Accent
from cogs.ui.words import Words, harmless
from domain.challenge_prizes import THING_LIMIT, Kind
from domain.challenge_settings import State, Voting
from domain.challenges import REASON_LIMIT, votes_open

if TYPE_CHECKING:
    from domain.challenges import Challenge


def heading(say: Words, challenge: Challenge) -> str:
    """A challenge's title with the sign of all challenges."""
    return say("challenge.heading", title=challenge.terms.title)


def accent_of(challenge: Challenge) -> int:
    """The colour of its cards: its own, else that of all challenges; an alert's once it was called off."""
    if challenge.standing.cancelled_at is not None:
        return Accent.ALERT
    return Accent.CHALLENGE if challenge.terms.colour is None else challenge.terms.colour


def person(say: Words, user_id: int | None) -> str:
    """Somebody by Discord's id; None is somebody erased."""
    return say("challenge.erased") if user_id is None else f"<@{user_id}>"


def prize_text(say: Words, kind: Kind, amount: int, currency: str, thing: str) -> str:
    """What a prize is: `100 USD`, `500,000 credits`, `a cape`."""
    match kind:
        case Kind.CREDITS:
            return say("challenge.prize.credits", amount=amount)
        case Kind.CASH:
            return say("challenge.prize.cash", amount=money(say, amount), currency=currency)
        case Kind.THING:
            return harmless(thing, THING_LIMIT)


def money(say: Words, cents: int) -> str:
    """A sum of money, with its cents where there are any."""
    whole, rest = divmod(cents, 100)
    return say.number(whole) + (f"{',' if say.language == 'es' else '.'}{rest:02}" if rest else "")


def state_words(say: Words, challenge: Challenge, now: datetime) -> str:
    """How a challenge stands, in a word or two; without a vote it is not voted but judged."""
    state = challenge.state(now)
    judged = state is State.VOTING and challenge.terms.voting is Voting.NONE
    return say("challenge.state.judging" if judged else f"challenge.state.{state}")


def status_line(say: Words, challenge: Challenge, now: datetime) -> str:
    """How a challenge stands, with the time that people ask for."""
    dates, standing = challenge.dates, challenge.standing
    match challenge.state(now):
        case State.DRAFT:
            return say("challenge.status.draft")
        case State.UPCOMING:
            return say("challenge.status.upcoming", at=dates.starts_at)
        case State.ACTIVE:
            return say("challenge.status.active", at=dates.submissions_close_at)
        case State.VOTING if votes_open(challenge.terms.voting, dates, standing, now):
            return say("challenge.status.voting", at=dates.voting_closes_at)
        case State.VOTING if now < dates.ends_at:
            return say("challenge.status.deciding", at=dates.ends_at)
        case State.VOTING:
            return say("challenge.status.due")
        case State.COMPLETED:
            return say("challenge.status.completed", at=dates.ends_at)
        case State.CANCELLED:
            return say("challenge.status.cancelled", at=standing.cancelled_at or dates.ends_at, why=why(challenge))


def why(challenge: Challenge) -> str:
    """What officers gave for calling it off."""
    return harmless(challenge.reason, REASON_LIMIT)
