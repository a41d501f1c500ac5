"""The story of a request: who asks for what and why, who agreed so far, what is left this week, how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.ui.requests.naming import amount, asked, kind, outcome, person
from cogs.ui.words import Words, harmless
from domain.requests import REASON_LIMIT

if TYPE_CHECKING:
    from services.requests.views import Agreed, Left, Seen, Shown


def heading(say: Words, seen: Seen) -> str:
    """What the request is for."""
    return say("request.heading", called=kind(say, seen.credit, seen.called))


def status(say: Words, seen: Seen) -> str:
    """Whether it waits, and until when; or when it ended."""
    if seen.pending:
        return say("request.status.pending", at=seen.expires_at)
    return say(f"request.status.{seen.state}", at=seen.decided_at or seen.asked_at)


def story(say: Words, shown: Shown) -> list[str]:
    """The body of the card, block by block; an ended request keeps only its story."""
    seen = shown.seen
    if not seen.pending:
        lines = [outcome(say, seen), *reasons(say, seen), *(_word(say, one) for one in seen.agreed if one.word)]
        return ["\n".join(lines)]
    asks = say("request.asks", who=person(say, seen.user_id), asked=asked(say, seen))
    blocks = ["\n".join([asks, *reasons(say, seen)])]
    if seen.needed > 1 or seen.agreed:
        blocks.append("\n".join(_agreed(say, seen)))
    if shown.left is not None:
        blocks.append(_left(say, seen, shown.left))
    return blocks


def reasons(say: Words, seen: Seen) -> list[str]:
    """Why it was asked for, and why it was denied; nothing of what was erased."""
    lines = [say("request.why", reason=harmless(seen.reason, REASON_LIMIT))] if seen.reason else []
    return [*lines, say("request.why_not", reason=harmless(seen.answer, REASON_LIMIT))] if seen.answer else lines


def _agreed(say: Words, seen: Seen) -> list[str]:
    lines = [say("request.agreed", agreed=len(seen.agreed), needed=seen.needed)]
    for one in seen.agreed:
        credits_ = amount(say, seen.credit, seen.called, one.amount)
        lines.append(say("request.agreed_row", by=person(say, one.user_id), credits=credits_))
        if one.word:
            lines.append(_word(say, one))
    return lines


def _word(say: Words, one: Agreed) -> str:
    return say("request.word", by=person(say, one.user_id), said=harmless(one.word, REASON_LIMIT))


def _left(say: Words, seen: Seen, left: Left) -> str:
    return say(
        "request.left",
        who=person(say, seen.user_id),
        mine=left.mine,
        member_week=left.member_week,
        everybodys=left.everybodys,
        guild_week=left.guild_week,
        at=left.until,
    )
