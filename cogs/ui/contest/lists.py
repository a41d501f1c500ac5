"""The guild's contests, newest first, for the one who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.contest.card import own_card
from cogs.ui.contest.naming import status_line
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.contest_settings import Phase
from domain.contests import Contest

if TYPE_CHECKING:
    from services.contests.views import Listed

_ALL = "all"
_PHASES = "|".join((_ALL, *Phase))
_LABEL = 100


class TurnList(Press, key="contest:v1:list", args=rf"(?P<phase>{_PHASES}):(?P<page>\d{{1,6}})"):
    """Another page of the list."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        wanted = None if self.args["phase"] == _ALL else Phase(self.args["phase"])
        page = int(self.args["page"])
        found = await hall_of(interaction).contests.views.listed(actor_of(interaction), wanted, page)
        await turn(interaction, list_card(words_for(interaction), found))


class PickContest(Pick, key="contest:v1:open"):
    """Opens a contest of the list, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        hall = hall_of(interaction)
        shown = await hall.contests.views.show(actor_of(interaction), int(self.item.values[0]))
        await show(interaction, own_card(words_for(interaction), shown, hall.public_url), private=True)


async def show_list(interaction: Interaction, wanted: Phase | None) -> None:
    """Answer with the first page of the contests of a phase, or of all."""
    found = await hall_of(interaction).contests.views.listed(actor_of(interaction), wanted, 1)
    await show(interaction, list_card(words_for(interaction), found), private=True)


def list_card(say: Words, found: Listed) -> Card:
    """One page of contests, each with how it stands and what there is to win."""
    pages = say("word.page", page=found.page, pages=found.pages) if found.pages > 1 else ""
    total = say("contest.list.total", total=found.total) if found.total else ""
    lines = [_line(say, contest, phase) for contest, phase in found.contests]
    none = say("contest.list.none") if found.wanted is None else say("contest.list.none_so")
    return Card(
        Accent.CONTEST,
        say("contest.list.heading"),
        status=" · ".join(part for part in (total, pages) if part),
        body=["\n".join(lines) or none],
        rows=[_select(say, found), turners(TurnList, found.page, found.pages, found.wanted or _ALL)],
    )


def _line(say: Words, contest: Contest, phase: Phase) -> str:
    return say("contest.list.row", name=contest.name, status=status_line(say, contest, phase), prize=contest.prize)


def _select(say: Words, found: Listed) -> list[PickContest]:
    if not found.contests:
        return []
    options = [
        discord.SelectOption(label=one.name[:_LABEL], description=say(f"contest.phase.{phase}"), value=str(one.id))
        for one, phase in found.contests
    ]
    return [PickContest.select(of=discord.ui.Select[Any](options=options, placeholder=say("contest.pick.contest")))]
