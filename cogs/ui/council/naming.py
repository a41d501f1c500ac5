"""What things of a decision are called: the item, how it stands, and what speaks for each who wants it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from cogs.ui.points.naming import amount, person_text, points_text
from cogs.ui.words import Words, harmless
from domain.decisions import Decision, DecisionState, Sight, TieBreak
from domain.epgp import Ranked, Rates, Standing
from domain.loot import NOTE_LIMIT, REASON_LIMIT, Response, System
from domain.points import HUNDRED, Pool

if TYPE_CHECKING:
    from services.loot.council.seeing import Ballot, Line
    from services.loot.council.views import Shown
    from services.loot.people import Person

_NAMED: Final = 10
_VOTERS: Final = 6


def response_name(say: Words, response: Response) -> str:
    """What a raider says, in a word."""
    return say(f"council.response.{response}")


def break_name(say: Words, how: TieBreak) -> str:
    """What a tie-break is called."""
    return say(f"council.break.{how}")


def heading(say: Words, decision: Decision) -> str:
    """The item, and the boss that dropped it."""
    drop = decision.drop
    if drop.boss:
        return say("council.heading_boss", item=drop.item, boss=drop.boss)
    return say("council.heading", item=drop.item)


def status(say: Words, shown: Shown) -> str:
    """How it stands, with what people ask for: who answered, until when, who got it."""
    decision = shown.decision
    match decision.state:
        case DecisionState.OPEN if decision.reopened_at is not None:
            return say("council.status.again", at=decision.reopened_at)
        case DecisionState.OPEN:
            return " · ".join([say("council.status.open"), answered(say, shown), deadline(say, decision)])
        case DecisionState.ROLLING:
            return say("council.status.rolling", draw=shown.roll or 0)
        case DecisionState.AWARDED:
            who = person_text(say, shown.people.get(shown.hands[-1].member_id)) if shown.hands else say("points.left")
            return say("council.status.awarded", who=who, at=decision.ended_at or decision.opened_at)
        case DecisionState.CANCELLED:
            at = decision.ended_at or decision.opened_at
            reason = harmless(decision.reason, REASON_LIMIT)
            return (
                say("council.status.cancelled_why", at=at, reason=reason)
                if reason
                else say("council.status.cancelled", at=at)
            )


def answered(say: Words, shown: Shown) -> str:
    """How many of those asked have answered."""
    if shown.asked:
        return say("council.answered_of", answered=shown.answered, asked=shown.asked)
    return say("council.answered", answered=shown.answered)


def deadline(say: Words, decision: Decision) -> str:
    """Until when answers are in time, or were."""
    key = "council.closed" if decision.closed_at is not None else "council.closes"
    return say(key, at=decision.rules.closes_at)


def about(say: Words, shown: Shown) -> str:
    """What is known of the item: quality, slot, level and price."""
    drop, system = shown.decision.drop, shown.decision.rules.system
    parts = [
        say(f"points.quality.{drop.quality}") if drop.quality else "",
        say(f"points.slot.{drop.slot}") if drop.slot else "",
        say("council.ilvl", level=drop.ilvl) if drop.ilvl else "",
        say("council.item_id", number=drop.item_id) if drop.item_id else "",
        amount(say, _pool(system), shown.full) if shown.full is not None else "",
        say("council.price_unknown") if system is System.EPGP and shown.full is None else "",
    ]
    return " · ".join(filter(None, parts))


def line(say: Words, one: Line, people: Mapping[int, Person], system: System, rates: Rates) -> str:
    """Somebody who wants it: their answer, what speaks for them, and the votes as they may be seen."""
    answer = one.answer
    said = [
        f"**{response_name(say, answer.response)}**",
        person_text(say, people.get(answer.member_id)),
        priority(say, one.points, system, rates),
        say("council.items", count=one.got) if one.got else say("council.no_items"),
        marks(say, one, people),
        f"“{harmless(answer.note, NOTE_LIMIT)}”" if answer.note else "",
    ]
    told = " · ".join(filter(None, said))
    votes = tally(say, one, people)
    return f"{told}\n{votes}" if votes else told


def marks(say: Words, one: Line, people: Mapping[int, Person]) -> str:
    """That an answer came late, or through an officer."""
    late = say("council.late") if one.answer.late else ""
    by = "" if one.answer.by is None else say("council.by", who=person_text(say, people.get(one.answer.by)))
    return " · ".join(filter(None, [late, by]))


def priority(say: Words, points: Mapping[Pool, int], system: System, rates: Rates) -> str:
    """What somebody has that counts: PR under EPGP, the balance under DKP."""
    match system:
        case System.EPGP:
            one = Ranked(Standing(0, points.get(Pool.EP, 0), points.get(Pool.GP, 0), 0), rates)
            hundredths = int(one.priority * HUNDRED)
            key = "council.priority" if one.reached else "council.priority_short"
            return say(key, value=points_text(say, hundredths))
        case System.DKP:
            return amount(say, Pool.DKP, points.get(Pool.DKP, 0))
        case System.COUNCIL:
            return ""


def tally(say: Words, one: Line, people: Mapping[int, Person]) -> str:
    """The votes on somebody, as far as they may be seen."""
    if one.tally is None:
        return ""
    yes, no = one.tally.approvals, one.tally.rejections
    for_, against = (_names(say, whose, people) for whose in (one.approved, one.rejected))
    return say("council.tally", approvals=yes, approved=for_, rejections=no, rejected=against)


def _names(say: Words, whose: Sequence[int], people: Mapping[int, Person]) -> str:
    if not whose:
        return ""
    names = [person_text(say, people.get(one)) for one in whose[:_VOTERS]]
    return f" ({', '.join(names)}{'…' if len(whose) > _VOTERS else ''})"


def crowd(say: Words, whose: Iterable[int], people: Mapping[int, Person]) -> str:
    """People in a row, and how many there are besides."""
    everybody = list(whose)
    names = ", ".join(person_text(say, people.get(one)) for one in everybody[:_NAMED])
    more = len(everybody) - _NAMED
    return say("council.and_more", names=names, count=more) if more > 0 else names


def quorum_line(say: Words, shown: Shown) -> str:
    """How many officers have voted, of how many that are needed, and who has not."""
    ballot, quorum = shown.ballot, shown.decision.rules.quorum
    told = [
        say("council.voters_of", voters=len(ballot.voters), quorum=quorum)
        if quorum
        else say("council.voters", voters=len(ballot.voters)),
        say("council.waiting", who=crowd(say, ballot.waiting, shown.people)) if ballot.waiting else "",
    ]
    return " · ".join(filter(None, told))


def policy(say: Words, decision: Decision) -> str:
    """Who sees the votes, as the opening froze it."""
    told = say(f"council.transparency.{decision.rules.transparency}")
    return f"{told} {say('council.self_vote')}" if decision.rules.self_vote else told


def hidden(say: Words, ballot: Ballot, decision: Decision) -> str:
    """Why somebody does not see the votes, where they do not."""
    return say(f"council.hidden.{decision.rules.transparency}") if ballot.sight is Sight.NOTHING else ""


def _pool(system: System) -> Pool:
    return Pool.DKP if system is System.DKP else Pool.GP
