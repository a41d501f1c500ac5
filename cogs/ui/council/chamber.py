"""The council's private view: officers vote on each who wants it, see who has not, and award."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Item
from cogs.ui.council.answering import AskAnswerFor
from cogs.ui.council.awarding import AskAward
from cogs.ui.council.ballots import BallotCard
from cogs.ui.council.card import about_lines, panel_link
from cogs.ui.council.naming import heading, hidden, line, policy, quorum_line, status
from cogs.ui.council.passing import AskPassOn
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Press, Style, turners
from cogs.ui.words import Words
from domain.decisions import DecisionState
from domain.loot import System

if TYPE_CHECKING:
    from services.loot.council.seeing import Line
    from services.loot.council.views import Shown

PAGE: Final = 5
"""How many who want it fit with three buttons each: Discord allows 40 components."""

_ID: Final = r"(?P<decision>\d{1,15})"
_PAGE: Final = r"(?P<page>\d{1,6})"


class CastVote(Press, key="decision:v1:vote", args=rf"{_ID}:{_PAGE}:(?P<member>\d{{1,15}}):(?P<vote>yes|no)"):
    """Approves or rejects somebody; another press changes it."""

    async def press(self, interaction: Interaction) -> None:
        """Vote, and show what the council sees now."""
        decision_id, member = int(self.args["decision"]), int(self.args["member"])
        voting = hall_of(interaction).loot.council.voting
        await voting.vote(actor_of(interaction), decision_id, member, approve=self.args["vote"] == "yes")
        await turn(interaction, await _card(interaction, decision_id, int(self.args["page"])))


class TurnChamber(Press, key="decision:v1:chamber", args=rf"{_ID}:{_PAGE}"):
    """Another page of the private view, as it stands now."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await turn(interaction, await _card(interaction, int(self.args["decision"]), int(self.args["page"])))


async def show_chamber(interaction: Interaction, decision_id: int) -> None:
    """Answer with the first page; raises `Forbidden` for those who are no officers."""
    await show(interaction, await _card(interaction, decision_id, 1), private=True)


async def _card(interaction: Interaction, decision_id: int, page: int) -> BallotCard:
    shown = await hall_of(interaction).loot.council.views.council(actor_of(interaction), decision_id)
    return chamber_card(words_for(interaction), shown, page)


def chamber_card(say: Words, shown: Shown, page: int) -> BallotCard:
    """One page of those who want it, each with the buttons to vote."""
    decision = shown.decision
    pages = max(1, -(-len(shown.lines) // PAGE))
    at = min(max(page, 1), pages)
    part = shown.lines[(at - 1) * PAGE : at * PAGE]
    told = [status(say, shown), quorum_line(say, shown), hidden(say, shown.ballot, decision)]
    if pages > 1:
        told.append(say("word.page", page=at, pages=pages))
    return BallotCard(
        Accent.LOOT,
        heading(say, decision),
        status="\n".join(filter(None, told)),
        body=about_lines(say, shown),
        ballots=[(_line(say, one, shown), _vote_row(say, one, shown, at)) for one in part],
        rows=[_acts(say, shown, at, pages)],
        links=panel_link(say, shown),
        small=policy(say, decision),
    )


def _line(say: Words, one: Line, shown: Shown) -> str:
    told = line(say, one, shown.people, shown.decision.rules.system, shown.rates)
    if one.mine is None:
        return told
    return f"{told}\n-# {say('council.mine.approve' if one.mine else 'council.mine.reject')}"


def _vote_row(say: Words, one: Line, shown: Shown, page: int) -> list[Item]:
    if shown.decision.state is not DecisionState.OPEN:
        return []
    ids = (shown.decision.id, page, one.answer.member_id)
    yes = Style.success if one.mine is True else Style.secondary
    no = Style.danger if one.mine is False else Style.secondary
    asks = int(shown.decision.rules.system is System.EPGP and shown.full is None)
    return [
        CastVote.button(*ids, "yes", label=say("council.button.approve"), emoji="✅", style=yes),
        CastVote.button(*ids, "no", label=say("council.button.reject"), emoji="❌", style=no),
        AskAward.button(shown.decision.id, one.answer.member_id, asks, label=say("council.button.award")),
    ]


def _acts(say: Words, shown: Shown, page: int, pages: int) -> list[Item]:
    decision = shown.decision
    row: list[Item] = [*turners(TurnChamber, page, pages, decision.id)]
    if decision.takes_answers():
        row.append(AskAnswerFor.button(decision.id, label=say("council.button.for")))
    if decision.state is DecisionState.AWARDED:
        row.append(AskPassOn.button(decision.id, label=say("council.button.pass_on")))
    return row
