"""A decision's panel: who wants what dropped, with buttons to answer; it lives from the opening to the award."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.council.answering import Answer, AskNote
from cogs.ui.council.naming import about, crowd, heading, line, policy, response_name, status
from cogs.ui.door import Interaction, actor_of, guild_of, hall_of, show, turn, words_for
from cogs.ui.draws.naming import message_url
from cogs.ui.draws.verify import CheckDraw
from cogs.ui.points.naming import person_text
from cogs.ui.press import Press, Style, turners
from cogs.ui.words import Words, harmless
from domain.decisions import DecisionState
from domain.loot import REASON_LIMIT, Response
from domain.panels import Panel
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from services.loot.council.views import Shown

PAGE: Final = 8
"""How many who want it fit on one card: Discord allows 40 components."""

_ID: Final = r"(?P<decision>\d{1,15})"


class OpenChamber(Press, key="decision:v1:council", args=_ID):
    """Opens the council's private view, for officers."""

    async def press(self, interaction: Interaction) -> None:
        """Show its first page; raises `Forbidden` for everybody else."""
        from cogs.ui.council.chamber import show_chamber

        await show_chamber(interaction, int(self.args["decision"]))


class ShowAnswers(Press, key="decision:v1:answers", args=_ID):
    """Opens all the answers, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show the first page."""
        await show(interaction, await _answers(interaction, int(self.args["decision"]), 1), private=True)


class TurnAnswers(Press, key="decision:v1:page", args=rf"{_ID}:(?P<page>\d{{1,6}})"):
    """Another page of the answers."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await turn(interaction, await _answers(interaction, int(self.args["decision"]), int(self.args["page"])))


class AskWhy(Press, key="decision:v1:why", args=_ID):
    """Tells why it went where it went, to the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Tell the story."""
        from cogs.ui.council.why import show_why

        await show_why(interaction, int(self.args["decision"]))


async def show_privately(interaction: Interaction, decision_id: int) -> None:
    """The decision as it stands, for the one who asks, with the way to its panel."""
    say = words_for(interaction)
    shown = await hall_of(interaction).loot.council.views.show(
        guild_of(interaction), decision_id, actor_of(interaction)
    )
    card = decision_card(say, shown)
    await show(interaction, replace(card, links=[*card.links, *panel_link(say, shown)]), private=True)


async def public_card(hall: Guildhall, guild_id: int, decision_id: int, say: Words) -> Card:
    """The decision as everybody may see it."""
    return decision_card(say, await hall.loot.council.views.show(guild_id, decision_id))


async def paint_decision(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """The panel as the decision stands now."""
    return await public_card(hall, panel.guild_id, panel.subject, say)


def decision_card(say: Words, shown: Shown) -> Card:
    """A decision as it stands."""
    decision = shown.decision
    return Card(
        Accent.ALERT if decision.state is DecisionState.CANCELLED else Accent.LOOT,
        heading(say, decision),
        status=status(say, shown),
        body=[*about_lines(say, shown), *candidates(say, shown, 1), *others(say, shown)],
        rows=_rows(say, shown),
        small=policy(say, decision),
    )


def candidates(say: Words, shown: Shown, page: int, size: int = PAGE) -> list[str]:
    """One page of those who want it, a block each."""
    rules = shown.decision.rules
    part = shown.lines[(page - 1) * size : page * size]
    told = [line(say, one, shown.people, rules.system, shown.rates) for one in part]
    if not shown.lines and shown.decision.live:
        return [say("council.nobody_yet")]
    more = len(shown.lines) - size
    return [*told, say("council.more", count=more)] if page == 1 and more > 0 else told


def others(say: Words, shown: Shown) -> list[str]:
    """Those who passed, and those who were asked and have not answered."""
    passed = crowd(say, [one.member_id for one in shown.passed], shown.people)
    silent = crowd(say, shown.silent, shown.people)
    told = [
        f"**{response_name(say, Response.PASS)}** · {passed}" if passed else "",
        say("council.silent", who=silent) if silent and shown.decision.live else "",
    ]
    return ["\n".join(filter(None, told))]


def panel_link(say: Words, shown: Shown) -> list[tuple[str, str]]:
    """Where its panel hangs."""
    if shown.panel is None:
        return []
    return [(say("council.button.open"), message_url(shown.decision.guild_id, *shown.panel))]


def about_lines(say: Words, shown: Shown) -> list[str]:
    """What is known of the item, and whose hands it went through."""
    return ["\n".join(filter(None, [about(say, shown), *_story(say, shown)]))]


def _story(say: Words, shown: Shown) -> list[str]:
    """Whose hands it went through, and what was taken back."""
    told: list[str] = []
    for hand in shown.hands:
        who = person_text(say, shown.people.get(hand.member_id))
        by = person_text(say, shown.people.get(hand.by)) if hand.by is not None else say("points.left")
        key = "council.passed_on" if hand.passed_on else "council.given"
        said = say(key, who=who, by=by, reason=harmless(hand.reason, REASON_LIMIT) or "—")
        told.append(f"~~{said}~~ {say('council.taken_back', at=hand.undone_at)}" if hand.undone_at else said)
    return told[-5:]


def _rows(say: Words, shown: Shown) -> list[list[Item]]:
    decision = shown.decision
    council = OpenChamber.button(decision.id, label=say("council.button.council"))
    everything: list[Item] = []
    if len(shown.lines) > PAGE or len(shown.passed) + len(shown.silent) > 2 * PAGE:
        everything.append(ShowAnswers.button(decision.id, label=say("council.button.answers")))
    why: list[Item] = [AskWhy.button(decision.id, label=say("council.button.why"))] if shown.hands else []
    match decision.state:
        case DecisionState.OPEN if decision.takes_answers():
            note = AskNote.button(decision.id, label=say("council.button.note"))
            return [answer_row(say, decision.id), [note, *everything, council]]
        case DecisionState.ROLLING if shown.roll is not None:
            check = CheckDraw.button(shown.roll, label=say("council.button.roll"))
            return [[check, *everything, council]]
        case DecisionState.CANCELLED:
            return [[*why, *everything]]
        case _:
            return [[*why, *everything, council]]


def answer_row(say: Words, decision_id: int) -> list[Item]:
    """What a raider can say."""
    styles = {Response.BIS: Style.success, Response.UPGRADE: Style.primary}
    return [
        Answer.button(decision_id, one.value, label=response_name(say, one), style=styles.get(one, Style.secondary))
        for one in Response
    ]


async def _answers(interaction: Interaction, decision_id: int, page: int) -> Card:
    say = words_for(interaction)
    shown = await hall_of(interaction).loot.council.views.show(
        guild_of(interaction), decision_id, actor_of(interaction)
    )
    pages = max(1, -(-len(shown.lines) // PAGE))
    at = min(max(page, 1), pages)
    told = candidates(say, shown, at)
    return Card(
        Accent.LOOT,
        heading(say, shown.decision),
        status=f"{status(say, shown)}\n{say('word.page', page=at, pages=pages)}",
        body=[*(told[:PAGE]), *others(say, shown)],
        rows=[turners(TurnAnswers, at, pages, decision_id)],
        small=policy(say, shown.decision),
        links=panel_link(say, shown),
    )
