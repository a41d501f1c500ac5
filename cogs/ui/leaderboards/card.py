"""A board as a card: places, values, movement and badges, and whom to watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import place_in_text, window_name
from cogs.ui.leaderboards.naming import board_name, movement, tier_badge, value_text
from cogs.ui.words import Words, harmless
from domain.leaderboard_settings import Board
from domain.loot import System

if TYPE_CHECKING:
    from cogs.ui.cards import Item
    from domain.leaderboard_settings import Asked
    from services.leaderboards.boards import Own, Row, View

_NO_PLACE: Final = "–"
_FILTER: Final = 40
"""Characters of a region or team."""


def board_card(say: Words, view: View, rows: list[list[Item]], small: str = "") -> Card:
    """One page of a board with these rows of controls; `small` comes last."""
    return Card(
        Accent.LEADERBOARD,
        heading(say, view.asked, view.system),
        status=_status(say, view),
        body=["\n".join(_lines(say, view)) or _empty(say, view), _watch(say, view)],
        rows=rows,
        small="\n".join(filter(None, [*_notes(say, view), small])),
    )


def heading(say: Words, asked: Asked, system: System | None) -> str:
    """What a board is called with its window; priority and DKP have none."""
    if asked.board is Board.LOOT:
        return say("leaderboard.heading", board=loot_name(say, system), window=say("leaderboard.now"))
    return say("leaderboard.heading", board=board_name(say, asked.board), window=window_name(say, asked.window))


def loot_name(say: Words, system: System | None) -> str:
    """What the board of loot counts in this guild."""
    return board_name(say, Board.LOOT) if system is None else say(f"leaderboard.loot.{system}")


def _status(say: Words, view: View) -> str:
    asked = view.asked
    return " · ".join(
        filter(
            None,
            [
                say("leaderboard.region", region=harmless(asked.region, _FILTER)) if asked.region else "",
                say("leaderboard.team", team=harmless(asked.team, _FILTER)) if asked.team else "",
                say("leaderboard.people", count=view.people) if view.people else "",
                say("word.page", page=view.page, pages=view.pages) if view.pages > 1 else "",
            ],
        )
    )


def _lines(say: Words, view: View) -> list[str]:
    """Places, aligned numbers and who; numbers and names cannot share a code block, which shows no mentions."""
    board = view.asked.board
    cells = [(value_text(say, board, row.value), movement(say, row.moved, not row.new)) for row in view.rows]
    wide = max((len(value) for value, _ in cells), default=0)
    far = max((len(moved) for _, moved in cells), default=0)
    return [
        _line(say, row, f"{value:>{wide}}" + (f" {moved:<{far}}" if far else ""))
        for row, (value, moved) in zip(view.rows, cells, strict=True)
    ]


def _line(say: Words, row: Row, figures: str) -> str:
    place = _NO_PLACE if row.place is None else place_in_text(row.place)
    badge = f" · {tier_badge(say, row.tier)}" if row.tier is not None else ""
    return f"{place} `{figures}` {person(say, row.user_id)}{badge}"


def person(say: Words, user_id: int | None) -> str:
    """Somebody by Discord's id; None is somebody erased."""
    return say("leaderboard.erased") if user_id is None else f"<@{user_id}>"


def _watch(say: Words, view: View) -> str:
    one = view.watching
    if one is None:
        return ""
    who, first = person(say, one.user_id), person(say, one.first)
    return say("leaderboard.watch", who=who, first=first, percent=one.percent, days=one.days)


def _empty(say: Words, view: View) -> str:
    asked = view.asked
    if asked.board is Board.LOOT and view.system is System.COUNCIL:
        return say("leaderboard.empty.council")
    if asked.region or asked.team:
        return say("leaderboard.empty.filtered")
    return say(f"leaderboard.empty.{asked.board}")


def _notes(say: Words, view: View) -> list[str]:
    """What the marks mean, how points come about, and since when things are counted."""
    board = view.asked.board
    notes = [say("leaderboard.small.standing")] if board is Board.STANDING and view.rows else []
    if any(row.place is None for row in view.rows):
        notes.append(say("leaderboard.small.left_out"))
    if view.yesterday is not None and view.rows:
        notes.append(say("leaderboard.small.moved", at=view.yesterday))
    return [*notes, _since(say, view)]


def _since(say: Words, view: View) -> str:
    if view.span is not None:
        from cogs.ui.clan.board import between

        return between(say, view.span)
    if view.asked.board is Board.LOOT or view.start is None:
        return ""
    return say("leaderboard.small.since", at=view.start)


def own_text(say: Words, own: Own) -> str:
    """Where somebody stands themselves, and what the next place needs."""
    asked, stand = own.asked, own.stand
    about = {"board": loot_name(say, own.system) if asked.board is Board.LOOT else board_name(say, asked.board)}
    about["window"] = say("leaderboard.now") if asked.board is Board.LOOT else window_name(say, asked.window)
    if stand is None:
        if own.value is None:
            return say("leaderboard.mine.none", **about)
        return say("leaderboard.mine.left_out", value=value_text(say, asked.board, own.value), **about)
    value = value_text(say, asked.board, stand.value)
    told = [say("leaderboard.mine.place", place=stand.place, total=stand.total, value=value, **about)]
    if stand.tier is not None:
        told.append(say("leaderboard.mine.tier", tier=tier_badge(say, stand.tier)))
    told += filter(None, [_moved(say, stand.moved, new=stand.new)])
    if stand.next_place is not None and stand.next_value is not None:
        more = value_text(say, asked.board, stand.next_value - stand.value)
        told.append(say("leaderboard.mine.next", place=stand.next_place, more=more))
    return " ".join(told)


def _moved(say: Words, moved: int | None, *, new: bool) -> str:
    if new:
        return say("leaderboard.mine.new")
    if not moved:
        return "" if moved is None else say("leaderboard.mine.same")
    return say("leaderboard.mine.up" if moved > 0 else "leaderboard.mine.down", count=abs(moved))


def board_select(say: Words, chosen: Board) -> discord.ui.Select[Any]:
    """The boards to pick from, with the one that is shown."""
    options = [
        discord.SelectOption(label=board_name(say, board), value=board.value, default=board is chosen)
        for board in Board
    ]
    return discord.ui.Select(options=options, placeholder=board_name(say, chosen))
