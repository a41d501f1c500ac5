"""What things of a pot are called: how it stands, how full it is, who is in it, what somebody's chance is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cogs.ui.cards import bar
from cogs.ui.words import Words, harmless
from domain.pot_settings import PotState
from domain.pots import REASON_LIMIT, Ending, Pot

if TYPE_CHECKING:
    from services.draws import Seen
    from services.pots.views import Entrant

_TOP = 3


def person(say: Words, user_id: int | None) -> str:
    """Somebody by Discord's id; None is somebody erased."""
    return say("pot.erased") if user_id is None else f"<@{user_id}>"


def status_line(say: Words, pot: Pot, winner: int | None = None) -> str:
    """How a pot stands, with what people ask for: when it locks, why it does not go on, who won."""
    match pot.state:
        case PotState.OPEN if pot.paused is not None:
            return say("pot.status.paused", reason=harmless(pot.paused, REASON_LIMIT))
        case PotState.OPEN:
            return say("pot.status.open", at=pot.closes_at)
        case PotState.LOCKED | PotState.SETTLING:
            return say("pot.status.locked", at=pot.locked_at or pot.closes_at)
        case PotState.SETTLED:
            return say("pot.status.settled", who=person(say, winner), at=pot.ended_at or pot.closes_at)
        case PotState.CANCELLED:
            return say("pot.status.cancelled", why=why(say, pot), at=pot.ended_at or pot.closes_at)


def state_words(say: Words, pot: Pot) -> str:
    """How a pot stands, in a word or two, for lists that are picked from."""
    return say("pot.state.paused") if pot.paused is not None else say(f"pot.state.{pot.state}")


def told_apart(say: Words, pots: Sequence[Pot]) -> list[str]:
    """How each stands, with a moment where another of the same name stands alike, as those do that repeat."""
    words = [state_words(say, pot) for pot in pots]
    seen = Counter((pot.terms.name, state) for pot, state in zip(pots, words, strict=True))
    return [
        f"{state} · {pot.ended_at or pot.opened_at:%Y-%m-%d %H:%M} UTC" if seen[pot.terms.name, state] > 1 else state
        for pot, state in zip(pots, words, strict=True)
    ]


def why(say: Words, pot: Pot) -> str:
    """Why a pot ended without a winner."""
    if pot.ending is Ending.OFFICERS or pot.ending is None:
        return harmless(pot.reason, REASON_LIMIT)
    return say(f"pot.ending.{pot.ending}")


def bar_line(say: Words, pot: Pot) -> str:
    """How full it is, and of how much."""
    return say("pot.bar", bar=bar(pot.escrow, pot.value), committed=pot.escrow, value=pot.value)


def terms_line(say: Words, pot: Pot) -> str:
    """What a ticket costs and how many one may hold, and how many people hold some."""
    cost, most = pot.terms.cost, pot.terms.max_per_user
    if not pot.players:
        return say("pot.terms_nobody", cost=cost, most=most)
    return say("pot.terms_line", cost=cost, most=most, players=pot.players)


def sold_line(say: Words, pot: Pot) -> str:
    """What was sold to how many, once nothing can be bought any more."""
    return say("pot.sold_line", cost=pot.terms.cost, tickets=pot.sold, players=pot.players)


def top_line(say: Words, entrants: Sequence[Entrant]) -> str:
    """Who holds most, and how many others there are."""
    top = sorted(entrants, key=lambda one: -one.tickets)[:_TOP]
    names = [say("pot.top", who=person(say, one.user_id), tickets=one.tickets) for one in top]
    more = len(entrants) - len(top)
    return " · ".join([*names, say("pot.top_more", count=more)] if more else names)


def share(say: Words, held: int, sold: int) -> str:
    """Part of the tickets in whole percent; never all or nothing where it is not."""
    percent = (200 * held + sold) // (2 * sold) if sold else 0
    if held and not percent:
        return say("pot.share.least")
    if percent == 100 and held < sold:
        return say("pot.share.most")
    return say("pot.share.percent", percent=percent)


def won_line(say: Words, pot: Pot, draw: Seen) -> str:
    """What the winner got, and by which ticket."""
    return say("pot.won", credits=pot.payout or 0, ticket=winning_ticket(draw), tickets=draw.tickets)


def winning_ticket(draw: Seen) -> int:
    """The ticket that was drawn, counted from 0."""
    return draw.places[0].pick.ticket if draw.places else 0
