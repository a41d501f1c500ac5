"""Why an item went where it went: the card that was frozen with the award, as far as its reader may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.council.naming import break_name, crowd, line, policy, response_name
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.draws.naming import verify_url
from cogs.ui.draws.verify import CheckDraw
from cogs.ui.points.naming import amount, person_text
from cogs.ui.press import Press, turners
from cogs.ui.words import Words, harmless
from domain.decisions import Decision, Sight
from domain.loot import REASON_LIMIT, Response

if TYPE_CHECKING:
    from services.loot.council.seeing import Line
    from services.loot.council.views import Told, Why
    from services.loot.people import Person

PAGE: Final = 6
_ITEMS: Final = 3
_ITEM: Final = 40


class TurnWhy(Press, key="decision:v1:story", args=r"(?P<decision>\d{1,15}):(?P<page>\d{1,6})"):
    """Another page of the story."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await turn(interaction, await _card(interaction, int(self.args["decision"]), int(self.args["page"])))


async def show_why(interaction: Interaction, decision_id: int) -> None:
    """Answer with the story of the last award; raises `NotFound` and `Conflict` (not awarded)."""
    await show(interaction, await _card(interaction, decision_id, 1), private=True)


async def _card(interaction: Interaction, decision_id: int, page: int) -> Card:
    hall = hall_of(interaction)
    why = await hall.loot.council.views.why(actor_of(interaction), decision_id)
    return why_card(words_for(interaction), why, page, hall.public_url)


def why_card(say: Words, why: Why, page: int, public_url: str) -> Card:
    """One page of the story: the newest award first, those who wanted it a few at a time."""
    pages = [(told, start) for told in reversed(why.told) for start in range(0, max(1, len(told.lines)), PAGE)]
    at = min(max(page, 1), len(pages))
    told, start = pages[at - 1]
    part = told.lines[start : start + PAGE]
    lines = [_line(say, why.decision, told, one, why.people) for one in part]
    links = [(say("draw.button.verify"), verify_url(public_url, told.address))] if told.draw and public_url else []
    turning = say("word.page", page=at, pages=len(pages)) if len(pages) > 1 else ""
    return Card(
        Accent.LOOT,
        say("council.why.heading", item=why.decision.drop.item),
        status="\n".join(filter(None, [_status(say, told, why.people), turning])),
        body=[_award(say, why, told), *lines, _rest(say, told, why.people)],
        rows=[[*turners(TurnWhy, at, len(pages), why.decision.id), *_check(say, told, public_url)]],
        links=links,
        small=f"{policy(say, why.decision)}\n{say('council.why.small')}",
    )


def _status(say: Words, told: Told, people: Mapping[int, Person]) -> str:
    who = person_text(say, people.get(told.winner))
    by = person_text(say, people.get(told.by)) if told.by is not None else say("points.left")
    said = say("council.why.status", who=who, by=by, at=told.at)
    return f"{said}\n{say('council.why.undone', at=told.undone_at)}" if told.undone_at else said


def _award(say: Words, why: Why, told: Told) -> str:
    """The reason, the price, how a tie was broken, and where the item went afterwards."""
    people = why.people
    lines = [say("points.why", reason=harmless(told.reason, REASON_LIMIT)) if told.reason else ""]
    if told.pool is not None and told.paid:
        lines.append(say("council.why.paid", amount=amount(say, told.pool, told.paid)))
    if told.tie is not None:
        among = crowd(say, told.tie.among, people)
        lines.append(say("council.why.tie", how=break_name(say, told.tie.how), who=among))
    if told.draw is not None:
        lines.append(say("council.why.draw", draw=told.draw))
    quorum = why.decision.rules.quorum
    if quorum and told.ballot.voters:
        lines.append(say("council.voters_of", voters=len(told.ballot.voters), quorum=quorum))
    if told.ballot.waiting:
        lines.append(say("council.why.waiting", who=crowd(say, told.ballot.waiting, people)))
    passed_on = [hand for hand in why.hands if hand.passed_on and hand.at >= told.at and hand.undone_at is None]
    for hand in passed_on if told.undone_at is None else []:
        by = person_text(say, people.get(hand.by)) if hand.by is not None else say("points.left")
        who = person_text(say, people.get(hand.member_id))
        reason = harmless(hand.reason, REASON_LIMIT) or "—"
        lines.append(say("council.passed_on", who=who, by=by, reason=reason))
    return "\n".join(filter(None, lines))


def _line(say: Words, decision: Decision, told: Told, one: Line, people: Mapping[int, Person]) -> str:
    said = line(say, one, people, decision.rules.system, told.rates)
    if not one.recent:
        return said
    names = ", ".join(harmless(item, _ITEM) for item in one.recent[:_ITEMS])
    more = "…" if one.got > _ITEMS else ""
    return f"{said}\n-# {say('council.why.recent', items=f'{names}{more}', days=decision.rules.recent_days)}"


def _rest(say: Words, told: Told, people: Mapping[int, Person]) -> str:
    passed = crowd(say, [one.member_id for one in told.passed], people)
    silent = crowd(say, told.silent, people)
    lines = [
        f"**{response_name(say, Response.PASS)}** · {passed}" if passed else "",
        say("council.silent", who=silent) if silent else "",
        say(f"council.hidden.{told_policy}") if (told_policy := _hidden(told)) else "",
    ]
    return "\n".join(filter(None, lines))


def _hidden(told: Told) -> str:
    return "why" if told.ballot.sight is Sight.NOTHING else ""


def _check(say: Words, told: Told, public_url: str) -> list[Item]:
    if told.draw is None or public_url:
        return []
    return [CheckDraw.button(told.draw, label=say("draw.button.verify"))]
