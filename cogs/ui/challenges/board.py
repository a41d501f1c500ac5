"""Boards of points: in a challenge, of all time, and who keeps coming back; and where one's own points come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.challenges.naming import person
from cogs.ui.challenges.scores import decimal
from cogs.ui.clan.naming import place_in_text
from cogs.ui.door import Interaction, actor_of, hall_of, show, turn, words_for
from cogs.ui.press import Press, Style, turners
from cogs.ui.words import Words
from domain.challenge_points import Cause

if TYPE_CHECKING:
    from services.challenges.boards import Board, Line, Stand, Why

_ID: Final = r"(?P<challenge>\d{1,15})"
_WHICH: Final = r"(?P<which>challenge|all|taking)"
_BOARDS: Final = ("challenge", "all", "taking")


class SwitchBoard(Press, key="challenge:v1:board", args=rf"{_ID}:{_WHICH}"):
    """Another board."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to it."""
        await _turn(interaction, int(self.args["challenge"]), self.args["which"], 1)


class TurnBoard(Press, key="challenge:v1:board-page", args=rf"{_ID}:{_WHICH}:(?P<page>\d{{1,6}})"):
    """Another page of a board."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to the page."""
        await _turn(interaction, int(self.args["challenge"]), self.args["which"], int(self.args["page"]))


class MyRank(Press, key="challenge:v1:board-mine", args=rf"{_ID}:{_WHICH}"):
    """The page with oneself."""

    async def press(self, interaction: Interaction) -> None:
        """Turn to it."""
        await _turn(interaction, int(self.args["challenge"]), self.args["which"], None)


class ShowWhy(Press, key="challenge:v1:why", args=_ID):
    """Where one's own points come from."""

    async def press(self, interaction: Interaction) -> None:
        """Show it, to nobody else."""
        why = await hall_of(interaction).challenges.boards.why(actor_of(interaction), int(self.args["challenge"]))
        await show(interaction, why_card(words_for(interaction), why), private=True)


async def show_board(interaction: Interaction, challenge_id: int) -> None:
    """Show a challenge's board to the one who asks, with where they stand."""
    board = await hall_of(interaction).challenges.boards.challenge_board(actor_of(interaction), challenge_id)
    await show(interaction, board_card(words_for(interaction), board), private=True)


async def _turn(interaction: Interaction, challenge_id: int, which: str, page: int | None) -> None:
    from services.challenges.ladders import Which

    boards = hall_of(interaction).challenges.boards
    board = await boards.challenge_board(actor_of(interaction), challenge_id, Which(which), page)
    await turn(interaction, board_card(words_for(interaction), board))


def board_card(say: Words, board: Board) -> Card:
    """One page of a board; who looks is named under it when they are on another page."""
    status = [say("challenge.board.people", count=board.total)] if board.total else []
    status += [say("word.page", page=board.page, pages=board.pages)] if board.pages > 1 else []
    lines = _rows(say, board) or [say(f"challenge.board.empty_{board.which}")]
    return Card(
        Accent.CHALLENGE,
        say(f"challenge.board.heading_{board.which}", title=board.challenge.terms.title),
        status=" · ".join(status),
        body=["\n".join(lines), _own(say, board)],
        rows=[_switches(say, board), _turning(say, board)],
        small=say(f"challenge.board.small_{board.which}"),
    )


def _rows(say: Words, board: Board) -> list[str]:
    """Places, aligned numbers and who; numbers and names cannot share a code block, which shows no mentions."""
    mine = [board.mine] if board.mine else []
    wide = max((len(_value(say, one)) for one in (*board.rows, *mine)), default=0)
    rose = max((len(_rose(say, one)) for one in (*board.rows, *mine)), default=0)
    lines = [_line(say, one, wide, rose) for one in board.rows]
    if board.mine is not None and board.mine.member_id not in {one.member_id for one in board.rows}:
        lines += ["⋯", _line(say, board.mine, wide, rose)]
    return lines


def _line(say: Words, stand: Stand, wide: int, rose: int) -> str:
    figures = f"{_value(say, stand):>{wide}} {_rose(say, stand):<{rose}}"
    return f"{place_in_text(stand.place)} `{figures}` {person(say, stand.user_id)}"


def _value(say: Words, stand: Stand) -> str:
    if stand.taking is None:
        return say.number(stand.points)
    rate = decimal(say, stand.taking.per_week, 1)
    return say("challenge.board.taking", weeks=stand.taking.streak, rate=rate)


def _rose(say: Words, stand: Stand) -> str:
    """How somebody moved since midnight: `▲2`, `▼1`, `▬`, `new`."""
    if stand.rose is None:
        return say("challenge.board.new")
    if not stand.rose:
        return "▬"
    return f"{'▲' if stand.rose > 0 else '▼'}{abs(stand.rose)}"


def _own(say: Words, board: Board) -> str:
    """Where whoever looks stands, where the rows do not tell."""
    return "" if board.mine is not None else say(f"challenge.board.nowhere_{board.which}")


def _switches(say: Words, board: Board) -> list[Item]:
    return [
        SwitchBoard.button(
            board.challenge.id,
            which,
            label=say(f"challenge.button.board_{which}"),
            style=Style.primary if which == board.which else Style.secondary,
            disabled=which == board.which,
        )
        for which in _BOARDS
    ]


def _turning(say: Words, board: Board) -> list[Item]:
    which = board.challenge.id
    row: list[Item] = [*turners(TurnBoard, board.page, board.pages, which, board.which.value)]
    if board.mine is not None and board.pages > 1:
        row.append(MyRank.button(which, board.which.value, label=say("challenge.button.my_rank")))
    return [*row, ShowWhy.button(which, label=say("challenge.button.why"))]


def why_card(say: Words, why: Why) -> Card:
    """All of one's points in a challenge, a line a cause."""
    wide = max((len(say.number(one.points)) for one in why.lines), default=0)
    lines = [f"`{say.number(one.points):>{wide}}` {_cause(say, one)}" for one in why.lines]
    return Card(
        Accent.CHALLENGE,
        say("challenge.why.heading", title=why.challenge.terms.title),
        status=say("challenge.why.total", count=why.total),
        body=["\n".join(lines) or say("challenge.why.nothing")],
        small=say("challenge.why.small"),
    )


def _cause(say: Words, line: Line) -> str:
    match line.cause:
        case Cause.VOTE:
            return say("challenge.why.vote", count=line.count)
        case Cause.RECEIVED:
            return say("challenge.why.received", count=line.count, title=line.title or "")
        case Cause.BALLOT | Cause.PLACE:
            return say(f"challenge.why.{line.cause}")
        case Cause.SUBMIT | Cause.EARLY | Cause.FEATURED:
            return say(f"challenge.why.{line.cause}", title=line.title or "")
