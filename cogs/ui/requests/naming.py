"""What kinds of credit are called where one can ask for them, and how much of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.words import Words, harmless
from domain.credit import Credit
from domain.request_settings import State
from domain.requests import REASON_LIMIT

if TYPE_CHECKING:
    from services.requests.views import Seen


def kind(say: Words, credit: Credit, called: str) -> str:
    """What a guild calls a kind of credit; without a name of its own as everybody does."""
    return harmless(called) if called else say(f"wallet.kind.{credit}")


def amount(say: Words, credit: Credit, called: str, value: int) -> str:
    """So many credits of a kind: `1 AI credit`, or `50 × Gems` where the guild has a name of its own."""
    return harmless(amount_label(say, credit, called, value))


def amount_label(say: Words, credit: Credit, called: str, value: int) -> str:
    """The same for a button or a select, which show what is typed as it is."""
    return f"{say.number(value)} × {called}" if called else say(f"wallet.amount.{credit}", amount=value)


def asked(say: Words, seen: Seen) -> str:
    """What a request asks for."""
    return amount(say, seen.credit, seen.called, seen.amount)


def person(say: Words, user_id: int | None) -> str:
    """A member as a mention, which nobody is called by."""
    return f"<@{user_id}>" if user_id else say("audit.erased")


def outcome(say: Words, seen: Seen) -> str:
    """How a request ended, in one line, for officers."""
    who, what = person(say, seen.user_id), asked(say, seen)
    if seen.state is State.DENIED:
        return say("request.outcome.denied", by=person(say, seen.decided_by), who=who, asked=what)
    if seen.state is not State.APPROVED:
        return say(f"request.outcome.{seen.state}", who=who, asked=what)
    by = say.list(tuple(person(say, one.user_id) for one in seen.agreed))
    if seen.granted == seen.amount:
        return say("request.outcome.approved", by=by, who=who, granted=what)
    return say("request.outcome.lowered", by=by, who=who, granted=_granted(say, seen), asked=what)


def own_outcome(say: Words, seen: Seen) -> str:
    """The same for whoever asked, with what was said about it."""
    lines = [_own_outcome(say, seen)]
    said = [seen.answer, *(one.word for one in seen.agreed)]
    lines += [say("request.said", said=harmless(one, REASON_LIMIT)) for one in said if one]
    return "\n".join(lines)


def _own_outcome(say: Words, seen: Seen) -> str:
    at, what = seen.decided_at or seen.asked_at, asked(say, seen)
    if seen.state is State.APPROVED and seen.granted != seen.amount:
        return say("request.own.lowered", granted=_granted(say, seen), asked=what, at=at)
    return say(f"request.own.{seen.state}", asked=what, at=at)


def _granted(say: Words, seen: Seen) -> str:
    return amount(say, seen.credit, seen.called, seen.granted or 0)
