"""A board: who gained how much of one metric, ten a page, and where one stands oneself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cogs.ui import plain
from cogs.ui.cards import Accent, Card
from cogs.ui.clan.naming import metric_name, names, place, place_in_text, window_name
from cogs.ui.clan.profile import profile_select
from cogs.ui.clan.windows import PATTERN, window_select
from cogs.ui.door import Interaction, actor_of, answer, card_words, guild_of, hall_of, turn, words_for
from cogs.ui.press import Pick, Press
from cogs.ui.words import Words
from domain.windows import Window

if TYPE_CHECKING:
    from services.clan.gains import Board, Standing
    from services.clan.windows import Span

_NARROW = 27
"""Columns of a code block that a phone shows without cutting; big gains are written short where they need more."""

_SLUG = "(?P<metric>[a-z0-9_]{1,64})"


class TurnBoard(Press, key="clan:v1:gains", args=rf"{_SLUG}:{PATTERN}:(?P<page>\d{{1,6}})"):
    """Another page of a board."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await _turn(interaction, self.args["metric"], Window(self.args["window"]), int(self.args["page"]))


class PickBoardWindow(Pick, key="clan:v1:gains-window", args=_SLUG):
    """The same board over another window."""

    async def pick(self, interaction: Interaction) -> None:
        """Turn to its first page."""
        await _turn(interaction, self.args["metric"], Window(self.item.values[0]), 1)


class MyRank(Press, key="clan:v1:mine", args=f"{_SLUG}:{PATTERN}"):
    """Where one's own characters stand, told to their owner alone."""

    async def press(self, interaction: Interaction) -> None:
        """Say it."""
        metric, window = self.args["metric"], Window(self.args["window"])
        standing = await hall_of(interaction).clan.gains.standing(actor_of(interaction), metric, window)
        await answer(interaction, my_rank(words_for(interaction), standing))


async def _turn(interaction: Interaction, metric: str, window: Window, page: int) -> None:
    board = await hall_of(interaction).clan.gains.board(guild_of(interaction), metric, window, page)
    await turn(interaction, board_card(await card_words(interaction), board))


def board_card(say: Words, board: Board) -> Card:
    """One page of a board."""
    page = board.page
    pages = say("word.page", page=page.number, pages=page.count) if page.count > 1 else ""
    total = say("clan.board.status", total=board.total) if board.total else ""
    who = profile_select(say, board.window, [(row.key, f"{place(row.place)} {row.name}") for row in page.rows])
    return Card(
        Accent.LEADERBOARD,
        say("clan.board.heading", metric=metric_name(say, board.choice), window=window_name(say, board.window)),
        status=" · ".join(part for part in (total, pages) if part),
        body=[_rows(say, board) or _empty(say, board)],
        rows=[
            [PickBoardWindow.select(board.choice.slug, of=window_select(say, board.window))],
            who,
            _turners(say, board),
        ],
        small="\n".join(_small(say, board)),
    )


def _rows(say: Words, board: Board) -> str:
    """The rows in a code block: place, name, gain, and a star for a later start."""
    lines = _aligned(board, partial(say.number, signed=True))
    if max(map(plain.columns, lines), default=0) > _NARROW:
        lines = _aligned(board, partial(say.short, signed=True))
    return "```\n" + "\n".join(lines) + "\n```" if lines else ""


def _aligned(board: Board, number: Callable[[int], str]) -> list[str]:
    cells = [
        (
            place(row.place),
            row.name,
            ("≥" if row.key in board.hidden else "") + number(row.value),
            "*" if row.key in board.late else "",
        )
        for row in board.page.rows
    ]
    where_wide, name_wide, gain_wide = (
        max((plain.columns(one[side]) for one in cells), default=0) for side in range(3)
    )
    return [
        f"{' ' * (where_wide - plain.columns(where))}{where} {plain.cell(name, name_wide)}  {gain:>{gain_wide}}{star}"
        for where, name, gain, star in cells
    ]


def _empty(say: Words, board: Board) -> str:
    return say("clan.board.nobody" if board.span.last else "clan.board.no_run")


def _turners(say: Words, board: Board) -> list[Press]:
    mine = MyRank.button(board.choice.slug, board.window, label=say("clan.button.mine"))
    number, count = board.page.number, board.page.count
    if count == 1:
        return [mine]
    # The ends point past the board: two buttons of one message cannot share an id.
    back = TurnBoard.button(board.choice.slug, board.window, number - 1, emoji="◀️", disabled=number == 1)
    on = TurnBoard.button(board.choice.slug, board.window, number + 1, emoji="▶️", disabled=number == count)
    return [back, mine, on]


def _small(say: Words, board: Board) -> list[str]:
    """What the marks mean, who is not counted, and between which times."""
    shown = {row.key for row in board.page.rows}
    notes = [
        say("clan.at_least") if shown & board.hidden else "",
        say("clan.board.late") if shown & board.late else "",
        say("clan.board.flagged", names=names(say, board.flagged)) if board.flagged else "",
        between(say, board.span),
    ]
    return [note for note in notes if note]


def between(say: Words, span: Span) -> str:
    """The times of the snapshots that are compared; says so when none falls into the window."""
    if span.last is None:
        return ""
    if span.last <= span.start:
        return say("clan.board.stale", end=span.last)
    return say("clan.board.between", start=span.first, end=span.last)


def my_rank(say: Words, standing: Standing) -> str:
    """Where somebody's own characters stand on a board."""
    about = {"metric": metric_name(say, standing.choice), "window": window_name(say, standing.window)}
    lines = [
        say(
            "clan.mine.row",
            place=place_in_text(row.place),
            name=row.name,
            value=row.value,
            total=standing.total,
            **about,
        )
        for row in standing.rows
    ]
    lines += [say("clan.mine.idle", name=name, **about) for name in standing.idle]
    return "\n".join(_few(lines)) or say("clan.mine.none")


def _few(lines: Sequence[str]) -> Sequence[str]:
    """No more lines than one answer holds."""
    return lines[:15]
