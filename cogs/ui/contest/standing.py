"""How a contest that is over stands, in plain words: what its lock waits for, who can go on, and who won."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import discord

from cogs.ui.clan.naming import failures
from cogs.ui.draws.naming import who
from cogs.ui.words import Words, harmless
from domain.clan import RunState
from domain.contests import GRACE, Wait
from domain.draws import DrawState

if TYPE_CHECKING:
    from services.contests.views import Shown
    from services.draws import Place, Seen

_REASON = 120


def ended_block(say: Words, shown: Shown) -> str:
    """What happens between the end and the winner."""
    draw = shown.draw
    if draw is None:
        return ""
    match draw.record.state:
        case DrawState.COMMITTED:
            return _waiting(say, shown)
        case DrawState.LOCKED:
            posted = draw.record.lock_post is not None
            return say("contest.locked") if posted else say("contest.locked_unposted", channel=draw.record.channel_id)
        case DrawState.CANCELLED:
            return say("contest.empty")
        case _:
            return _called(say, draw)


def unread_block(say: Words, shown: Shown) -> str:
    """Whom the last run could not read, and what a leader can do about it."""
    until = _until(shown)
    choice = (
        say("contest.wait.decide_again", until=until) if discord.utils.utcnow() < until else say("contest.wait.decide")
    )
    return "\n".join([say("contest.wait.confirmation"), failures(say, shown.unread), choice])


def winners_block(say: Words, draw: Seen) -> str:
    """Who won with which ticket; those who were passed over stand in the order with the reason."""
    if len(draw.places) == 1 and not draw.voids:
        (only,) = draw.places
        told = {"who": who(say, only.who), "ticket": only.pick.ticket, "pool": draw.pool(only)}
        return say("draw.live.wins", emoji="🏆", **told)
    lines = [say("draw.live.voids", voids=draw.voids)] if draw.voids else []
    for place in draw.places:
        told = {"place": f"{place.position + 1}.", "who": who(say, place.who)}
        told |= {"ticket": place.pick.ticket, "pool": draw.pool(place)}
        if place.void is None:
            lines.append(say("draw.live.place", **told))
        else:
            lines.append(say("draw.live.passed_over", **told, reason=harmless(place.void, _REASON)))
    return "\n".join(lines if draw.winners else [*lines, say("draw.live.nobody")])


def stepped_up(draw: Seen) -> Place | None:
    """Who took the place of the winner that was passed over last; None where nobody is left in the order."""
    grown = len(draw.places) == draw.record.draw.winners + draw.voids
    return draw.places[-1] if draw.voids and grown and draw.places[-1].void is None else None


def _waiting(say: Words, shown: Shown) -> str:
    match shown.wait:
        case Wait.RUN:
            return _last_run(say, shown)
        case Wait.FRESH_RUN:
            return say("contest.wait.fresh_run")
        case Wait.CONFIRMATION:
            return unread_block(say, shown)
        case Wait.POST:
            return say("contest.wait.post", channel=shown.contest.channel_id or 0)
        case None:
            return say("contest.wait.lock")


def _last_run(say: Words, shown: Shown) -> str:
    run = shown.run
    if run is None or (run.state is RunState.RUNNING and not run.asked):
        return say("contest.wait.run_soon")
    if run.state is RunState.RUNNING:
        return say("contest.wait.run", asked=run.asked, total=run.total)
    return say("contest.wait.run_failed", until=_until(shown))


def _called(say: Words, draw: Seen) -> str:
    call = draw.record.call
    if call is None or draw.sealed:
        return say("contest.called_sealed")
    if draw.round_at is None:
        return say("draw.live.no_chain")
    return say("contest.called_beacon", round=call.round, at=draw.round_at)


def _until(shown: Shown) -> datetime:
    """Until when what is read counts."""
    return (shown.contest.ended_at or shown.contest.ends_at) + GRACE
