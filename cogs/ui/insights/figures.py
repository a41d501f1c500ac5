"""Insights in words: every figure with what it is a part of, and no rate of a few."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from cogs.ui.insights.themes import Theme
from cogs.ui.pots.insights import span_words
from cogs.ui.words import Words
from domain.insights import Insights, Requests
from domain.pot_flags import FlagState
from domain.request_settings import State
from domain.retention import ENOUGH, Share

_FLAGS: Final = (("cleared", FlagState.CLEARED), ("held", FlagState.HELD), ("waiting", FlagState.OPEN))

Told = tuple[list[str], str]
"""The lines of a theme, and its small print."""


def share_text(say: Words, share: Share, key: str = "insights.share") -> str:
    """A part of a whole: `12 of 40 · 30 %`, or `2 of 3` where a rate would tell nothing."""
    percent = share.percent
    if percent is None:
        return say(key, part=share.part, whole=share.whole)
    return say(f"{key}.percent", part=share.part, whole=share.whole, percent=percent)


def day_text(say: Words, day: date) -> str:
    """A day: `Nov 16`."""
    return say("clan.date", day=day.day, month=say("clan.months").split()[day.month - 1])


def _people(say: Words, insights: Insights) -> Told:
    people = insights.people
    lines = [
        say("insights.linked", share=_of_members(say, insights, people.linked)),
        say("insights.active", share=_of_members(say, insights, people.active)),
    ]
    day, most = max(people.daily, key=lambda one: (one[1], one[0]), default=(insights.since.date(), 0))
    if most:
        lines.append(say("insights.busiest", day=day_text(say, day), count=most))
    lines += [_back(say, days, share) for days, share in ((7, people.seven), (30, people.thirty))]
    if people.comings is None:
        lines.append(say("insights.comings.untold"))
    else:
        lines.append(say("insights.comings", joined=people.comings[0], left=people.comings[1]))
    return lines, "\n".join(filter(None, (say("insights.people.small"), _counted_since(say, insights))))


def _back(say: Words, days: int, share: Share) -> str:
    if not share.whole:
        return say("insights.back.none", days=days)
    return say("insights.back", days=days, share=share_text(say, share))


def _commands(say: Words, insights: Insights) -> Told:
    total = sum(insights.commands.values())
    if not total:
        return [say("insights.commands.none")], say("insights.commands.small")
    small = "\n".join(filter(None, (say("insights.commands.small"), _counted_since(say, insights))))
    return [say("insights.commands", total=total, kinds=len(insights.commands))], small


def _credits(say: Words, insights: Insights) -> Told:
    return [*_requests(say, insights.requests), *_pots(say, insights)], say("insights.credits.small")


def _requests(say: Words, requests: Requests) -> list[str]:
    if requests.nothing:
        return [say("insights.requests.none")]
    lines = [say("insights.requests", asked=requests.asked, waiting=requests.waiting)]
    if requests.middle is not None:
        lines.append(share_text(say, requests.approved, "insights.decided"))
        middle = span_words(requests.middle)
        lines.append(say("insights.granted", granted=requests.granted, middle=middle))
    withdrawn, expired = (requests.ended.get(state, 0) for state in (State.WITHDRAWN, State.EXPIRED))
    if withdrawn or expired:
        lines.append(say("insights.unanswered", withdrawn=withdrawn, expired=expired))
    return lines


def _pots(say: Words, insights: Insights) -> list[str]:
    pots = insights.pots
    if pots.nothing:
        return [say("insights.pots.none")]
    cancelled = sum(pots.cancelled.values())
    lines = [say("insights.pots", opened=pots.opened, settled=pots.settled, cancelled=cancelled)]
    middle = pots.fills.middle
    if middle is not None:
        quick = share_text(say, Share(pots.fills.quick, pots.fills.total))
        key = "insights.fills.one" if pots.fills.total == 1 else "insights.fills"
        lines.append(say(key, middle=span_words(middle), share=quick))
    if pots.players:
        lines.append(say("insights.players", share=share_text(say, Share(pots.came_back, pots.players))))
    if raised := pots.flagged():
        counts = {name: pots.flagged(state=state) for name, state in _FLAGS}
        lines.append(say("pot.insights.flags", raised=raised, **counts))
    return lines


def _challenges(say: Words, insights: Insights) -> Told:
    found = insights.challenges
    if not found.each:
        return [say("insights.challenges.none")], ""
    part = _of_members(say, insights, found.people)
    counts = {"count": len(found.each), "submissions": found.submissions}
    lines = [say("insights.challenges", share=part, **counts)]
    if found.voters:
        whole, tenth = divmod(found.votes_per_voter, 10)
        each = f"{say.number(whole)}{',' if say.language == 'es' else '.'}{tenth}"
        key = "insights.votes" if found.voters >= ENOUGH else "insights.votes.few"
        lines.append(say(key, votes=found.votes, voters=found.voters, each=each))
    if found.returned.whole:
        lines.append(say("insights.returned", share=share_text(say, found.returned)))
    else:
        lines.append(say("insights.returned.none"))
    return lines, ""


def _of_members(say: Words, insights: Insights, part: int) -> str:
    """A part of everybody in the guild; Discord's number may be a moment behind the books."""
    whole = max(insights.people.members, part)
    return share_text(say, Share(part, whole), "insights.of_members")


def _counted_since(say: Words, insights: Insights) -> str:
    """From when on there are figures, where that is later than the window's start."""
    began = insights.people.began
    if began is None or began <= insights.since.date() + timedelta(days=1):
        return ""
    return say("insights.counted_since", began=day_text(say, began))


FIGURES: Final[Mapping[Theme, Callable[[Words, Insights], Told]]] = {
    Theme.PEOPLE: _people,
    Theme.COMMANDS: _commands,
    Theme.CREDITS: _credits,
    Theme.CHALLENGES: _challenges,
}
