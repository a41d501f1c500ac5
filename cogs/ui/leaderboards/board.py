"""`/leaderboard`: a board to turn, where one stands oneself, and boards that hang in a channel."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui import profiles
from cogs.ui.clan.windows import window_select
from cogs.ui.door import (
    Interaction,
    actor_of,
    answer,
    card_words,
    guild_of,
    guild_words,
    hall_of,
    show,
    turn,
    words_for,
)
from cogs.ui.leaderboards.card import board_card, board_select, own_text
from cogs.ui.press import Pick, Press, turners
from cogs.ui.words import Words
from domain.errors import Conflict
from domain.leaderboard_settings import PANEL, Asked, Board
from domain.panels import Panel
from domain.windows import Window
from services.guildhall import Guildhall

if TYPE_CHECKING:
    from cogs.ui.cards import Card, Item
    from services.leaderboards.boards import View

_LONGEST: Final = 40
_BOARD: Final = r"(?P<board>[a-z]{1,12})"
_WINDOW: Final = r"(?P<window>7d|30d|month)"
_REST: Final = r"(?P<top>[1-9]|1\d|2[0-5]):(?P<region>-|[0-9a-f]{8}):(?P<team>-|[0-9a-f]{8})"
_ALL: Final = rf"{_BOARD}:{_WINDOW}:{_REST}"


class TurnBoard(Press, key="leaderboard:v1:page", args=rf"{_ALL}:(?P<page>\d{{1,6}})"):
    """Another page of a board."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await _turn(interaction, await _asked(interaction, self.args), int(self.args["page"]))


class PickBoard(Pick, key="leaderboard:v1:board", args=rf"{_WINDOW}:{_REST}"):
    """Another board of the same people."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn to its first page."""
        await _turn(interaction, await _asked(interaction, self.args | {"board": self.item.values[0]}), 1)


class PickWindow(Pick, key="leaderboard:v1:window", args=rf"{_BOARD}:{_REST}"):
    """The same board over another window."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn to its first page."""
        await _turn(interaction, await _asked(interaction, self.args | {"window": self.item.values[0]}), 1)


class PickPerson(Pick, key="leaderboard:v1:person"):
    """Opens somebody's profile."""

    async def pick(self, interaction: Interaction) -> None:
        """Show it."""
        chosen: Any = self.item.values[0]
        if not isinstance(chosen, discord.Member):
            raise Conflict("leaderboard.not_here")
        await profiles.card.show_profile(interaction, chosen)


class MyRank(Press, key="leaderboard:v1:mine", args=_ALL):
    """Where one stands oneself, told to nobody else."""

    async def press(self, interaction: Interaction) -> None:
        """Say it."""
        asked = await _asked(interaction, self.args)
        own = await hall_of(interaction).leaderboards.boards.own(actor_of(interaction), asked)
        await answer(interaction, own_text(words_for(interaction), own))


class Browse(Press, key="leaderboard:v1:browse", args=_ALL):
    """Opens a pinned board to look through, for the one who asks."""

    async def press(self, interaction: Interaction) -> None:
        """Show its first page."""
        view = await _view(interaction, await _asked(interaction, self.args), 1)
        await show(interaction, turning_card(words_for(interaction), view), private=True)


async def show_leaderboard(interaction: Interaction, asked: Asked, *, pin: bool) -> None:
    """Answer with the first page of a board, for everybody; pinned it stays up to date. Raises `Forbidden`."""
    asked = replace(asked, region=_tidy(asked.region), team=_tidy(asked.team))
    if pin:
        await _pin(interaction, asked)
        return
    view = await _view(interaction, asked, 1)
    await show(interaction, turning_card(await guild_words(interaction), view))


async def paint_board(hall: Guildhall, panel: Panel, say: Words) -> Card:
    """A pinned board as it stands now."""
    return pinned_card(say, await hall.leaderboards.pins.show(panel.guild_id, panel.subject))


async def _pin(interaction: Interaction, asked: Asked) -> None:
    """Post the board and keep it up to date, in place of an older message of it in this channel."""
    if not interaction.app_permissions.view_channel:
        raise Conflict("leaderboard.cannot_pin")
    hall, guild_id = hall_of(interaction), guild_of(interaction)
    pin_id = await hall.leaderboards.pins.pin(actor_of(interaction), asked)
    view = await hall.leaderboards.pins.show(guild_id, pin_id)
    message = await show(interaction, pinned_card(await guild_words(interaction), view))
    if message is None:
        return
    channel_id = message.channel.id
    older = await hall.leaderboards.pins.hanging(pin_id, channel_id)
    await hall.panels.hang_instead(guild_id, PANEL, pin_id, channel_id=channel_id, message_id=message.id)
    channel = interaction.client.get_partial_messageable(channel_id)
    for one in older:
        with suppress(discord.HTTPException):  # gone already, or not ours to take any more
            await channel.get_partial_message(one).delete()


async def _turn(interaction: Interaction, asked: Asked, page: int) -> None:
    view = await _view(interaction, asked, page)
    await turn(interaction, turning_card(await card_words(interaction), view))


async def _view(interaction: Interaction, asked: Asked, page: int) -> View:
    return await hall_of(interaction).leaderboards.boards.look(guild_of(interaction), asked, page)


async def _asked(interaction: Interaction, args: dict[str, str]) -> Asked:
    """What a button says to show; raises `NotFound` for a region or team that nobody has any more."""
    from cogs.ui.leaderboards.choices import chosen

    boards = hall_of(interaction).leaderboards.boards
    region, team = await boards.filters(guild_of(interaction), args["region"], args["team"])
    return Asked(chosen(args["board"]), int(args["top"]), Window(args["window"]), region, team)


def turning_card(say: Words, view: View) -> Card:
    """A board to turn the pages of."""
    asked = view.asked
    top, region, team = _rest(asked)
    rows: list[list[Item]] = [
        [PickBoard.select(asked.window.value, top, region, team, of=board_select(say, asked.board))]
    ]
    if asked.board is not Board.LOOT:
        select = window_select(say, asked.window)
        rows.append([PickWindow.select(asked.board.value, top, region, team, of=select)])
    if view.rows:
        people: discord.ui.UserSelect[Any] = discord.ui.UserSelect(placeholder=say("leaderboard.choose_person"))
        rows.append([PickPerson.select(of=people)])
    ends = turners(TurnBoard, view.page, view.pages, *_args(asked))
    mine = MyRank.button(*_args(asked), label=say("leaderboard.button.mine"))
    rows.append([*ends[:1], mine, *ends[1:]])
    return board_card(say, view, rows)


def pinned_card(say: Words, view: View) -> Card:
    """The first places, the same for everybody; the rest is looked through privately."""
    args = _args(view.asked)
    mine = MyRank.button(*args, label=say("leaderboard.button.mine"))
    browse = Browse.button(*args, label=say("leaderboard.button.browse"))
    return board_card(say, view, [[mine, browse]], say("leaderboard.small.pinned"))


def _args(asked: Asked) -> tuple[str | int, ...]:
    return asked.board.value, asked.window.value, *_rest(asked)


def _rest(asked: Asked) -> tuple[int, str, str]:
    from services.leaderboards.boards import tag_of

    return asked.top, tag_of(asked.region), tag_of(asked.team)


def _tidy(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
