"""The decisions that are open, in a list: a row each, and a select that opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.council.card import show_privately
from cogs.ui.council.naming import deadline
from cogs.ui.door import Interaction, guild_of, hall_of, show, turn, words_for
from cogs.ui.draws.naming import message_url
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.decisions import Decision, DecisionState

if TYPE_CHECKING:
    from services.loot.council.views import Listed

_LABEL: Final = 100


class TurnOpen(Press, key="decision:v1:list", args=r"(?P<page>\d{1,6})"):
    """Another page of the list."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await turn(interaction, await _card(interaction, int(self.args["page"])))


class PickDecision(Pick, key="decision:v1:open"):
    """Opens a decision of the list, for the one who picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        await show_privately(interaction, int(self.item.values[0]))


async def show_open(interaction: Interaction) -> None:
    """Answer with the newest that are open."""
    await show(interaction, await _card(interaction, 1), private=True)


async def _card(interaction: Interaction, page: int) -> Card:
    found = await hall_of(interaction).loot.council.views.open_ones(guild_of(interaction), page)
    return list_card(words_for(interaction), found)


def list_card(say: Words, found: Listed) -> Card:
    """One page of decisions."""
    told = [
        say("council.list.total", total=found.total) if found.total else "",
        say("word.page", page=found.page, pages=found.pages) if found.pages > 1 else "",
    ]
    return Card(
        Accent.LOOT,
        say("council.list.heading"),
        status=" · ".join(filter(None, told)),
        body=["\n".join(_row(say, one, found) for one in found.decisions) or say("council.list.none")],
        rows=[_select(say, found), turners(TurnOpen, found.page, found.pages)],
    )


def _row(say: Words, decision: Decision, found: Listed) -> str:
    stands = deadline(say, decision)
    if decision.reopened_at is not None:
        stands = say("council.status.again", at=decision.reopened_at)
    elif decision.state is DecisionState.ROLLING:
        stands = say("council.list.rolling")
    about = [stands, say("council.answered", answered=found.answers.get(decision.id, 0))]
    if (where := found.panels.get(decision.id)) is not None:
        about.append(say("council.list.link", url=message_url(decision.guild_id, *where)))
    return f"{say('council.list.row', item=decision.drop.item)}\n-# {' · '.join(about)}"


def _select(say: Words, found: Listed) -> list[Item]:
    if not found.decisions:
        return []
    options = [
        discord.SelectOption(
            label=one.drop.item[:_LABEL], description=f"{one.opened_at:%Y-%m-%d %H:%M} UTC", value=str(one.id)
        )
        for one in found.decisions
    ]
    return [PickDecision.select(of=discord.ui.Select[Any](options=options, placeholder=say("council.list.pick")))]
