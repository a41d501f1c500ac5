"""One's own numbers, a line each, for nobody else; and for each of them the way to its *Why?*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from cogs.ui.cards import Accent, Card, table
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.leaderboards.naming import value_text
from cogs.ui.press import Pick, Press
from cogs.ui.profiles.naming import number_name, place_text
from cogs.ui.profiles.why import why_card
from cogs.ui.words import Words
from domain.credit import Credit
from domain.leaderboard_settings import Board
from domain.loot import System
from domain.profiles import Number

if TYPE_CHECKING:
    from services.profiles import Numbers


class PickNumber(Pick, key="profile:v1:number"):
    """Shows the lines behind one of the numbers of whoever picks."""

    async def pick(self, interaction: Interaction) -> None:
        """Show them in place of the numbers."""
        say, number = words_for(interaction), Number(self.item.values[0])
        profiles, actor = hall_of(interaction).profiles, actor_of(interaction)
        why, numbers = await profiles.why(actor, number), await profiles.numbers(actor)
        if why is None:
            await turn(interaction, stats_card(say, numbers))
            return
        rows = [*_select(say, numbers), [ShowNumbers.button(label=say("profile.why.back"))]]
        await turn(interaction, why_card(say, why, rows))


class ShowNumbers(Press, key="profile:v1:numbers"):
    """Back to all the numbers of whoever presses."""

    async def press(self, interaction: Interaction) -> None:
        """Show them in place of the lines."""
        numbers = await hall_of(interaction).profiles.numbers(actor_of(interaction))
        await turn(interaction, stats_card(words_for(interaction), numbers))


async def show_stats(interaction: Interaction) -> None:
    """Answer with the asker's own numbers, for nobody else."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    numbers = await hall_of(interaction).profiles.numbers(actor_of(interaction))
    await show(interaction, stats_card(words_for(interaction), numbers), private=True)


def stats_card(say: Words, numbers: Numbers) -> Card:
    """Every number with its place, those that are nothing yet in one sentence."""
    rows = [
        (number_name(say, board, numbers.system), value_text(say, board, mine.value), place_text(say, mine.stand))
        for board, mine in numbers.boards.items()
    ]
    rows += [(say(f"profile.name.{credit}"), say.number(held), "") for credit, held in _held(numbers)]
    if numbers.wallet.staked:
        rows.append((say("wallet.kind.staked"), say.number(numbers.wallet.staked), ""))
    idle = [
        number_name(say, board, numbers.system)
        for board in Board
        if board not in numbers.boards and (board is not Board.LOOT or numbers.system is not System.COUNCIL)
    ]
    return Card(
        Accent.PEOPLE,
        say("profile.stats.heading"),
        body=[
            table(rows) if rows else say("profile.nothing_own"),
            say("profile.stats.idle", names=", ".join(idle)) if idle and rows else "",
        ],
        rows=_select(say, numbers),
        small=say("profile.stats.small") if rows else "",
    )


def _held(numbers: Numbers) -> list[tuple[Credit, int]]:
    """The kinds of credit that somebody ever had."""
    return [(credit, numbers.wallet.held[credit]) for credit in Credit if credit in numbers.wallet.held]


def _select(say: Words, numbers: Numbers) -> list[list[PickNumber]]:
    """A row with a select of the numbers there are, or none."""
    options = [
        discord.SelectOption(
            label=number_name(say, board, numbers.system),
            value=Number(board.value).value,
            description=value_text(say, board, mine.value),
        )
        for board, mine in numbers.boards.items()
    ]
    options += [
        discord.SelectOption(
            label=say(f"profile.name.{credit}"), value=Number(credit.value).value, description=say.number(held)
        )
        for credit, held in _held(numbers)
    ]
    if not options:
        return []
    return [[PickNumber.select(of=discord.ui.Select[Any](options=options, placeholder=say("profile.stats.pick")))]]
