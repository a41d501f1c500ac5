"""What credits and the lines of a wallet are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.words import Words, harmless
from domain.credit import Credit
from domain.ledger import REASON_LIMIT, Act, Line

if TYPE_CHECKING:
    from services.wallet import Told

_LONGEST_NOTE = 120
_MINUS = "−"


def amount(say: Words, credit: Credit, value: int) -> str:
    """So many credits of a kind: `850 credits`, `1 AI credit`."""
    return say(f"wallet.amount.{credit}", amount=value)


def moved(say: Words, line: Line) -> str:
    """What a line put in or took out: `+600`, or `−20 AI credits` where it is no ordinary credit."""
    sign = "+" if line.amount > 0 else _MINUS
    size = abs(line.amount)
    return sign + (say.number(size) if line.credit is Credit.CREDIT else amount(say, line.credit, size))


def about(say: Words, line: Line, told: Told) -> str:
    """Why it moved, in a few words."""
    match line.act:
        case Act.STAKE | Act.REFUND:
            return say(f"wallet.line.{line.act}", tickets=line.tickets, pot=line.pot or "")
        case Act.PAYOUT:
            return say("wallet.line.payout", pot=line.pot or "")
        case Act.GRANT | Act.TAKE:
            what = _by_leader(say, line, told)
        case Act.PRIZE if line.amount < 0:
            what = say("wallet.line.prize_back")
        case Act.PRIZE | Act.ERASURE:
            what = say(f"wallet.line.{line.act}")
    return say("wallet.line.note", what=what, note=harmless(line.note, _LONGEST_NOTE)) if line.note else what


def _by_leader(say: Words, line: Line, told: Told) -> str:
    if line.actor is None:
        return say(f"wallet.line.{line.act}")
    if line.actor == told.owner:
        return say(f"wallet.line.own_{line.act}")
    return say(f"wallet.line.{line.act}_by", who=person(say, told.users.get(line.actor)))


def person(say: Words, user_id: int | None) -> str:
    """A member as a mention, which nobody is called by."""
    return f"<@{user_id}>" if user_id else say("audit.erased")


def why(say: Words, reason: str) -> str:
    """What a leader gave as the reason, whole."""
    return say("wallet.why", reason=harmless(reason, REASON_LIMIT))


def afterwards(say: Words, balance: int) -> str:
    """What was in the wallet then."""
    return say("wallet.afterwards", credits=amount(say, Credit.CREDIT, balance))
