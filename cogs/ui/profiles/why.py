"""The lines behind a number, and what would bring the next place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cogs.ui.cards import Accent, Card, Item
from cogs.ui.leaderboards.naming import value_text
from cogs.ui.points.naming import act_text
from cogs.ui.points.naming import amount as points_amount
from cogs.ui.profiles.naming import number_name, person, place_text, units
from cogs.ui.raids.naming import line_text
from cogs.ui.wallet.naming import about, amount, moved
from cogs.ui.words import Words, harmless
from domain.leaderboard_settings import Board

if TYPE_CHECKING:
    from domain.next_place import Part
    from services.profiles import Why
    from services.profiles.behind import Earned, Grown, PointLine

_CAUSES: Final = 12
_LONGEST_NOTE: Final = 80
_GAINS: Final = frozenset({Board.XP, Board.LEVELS, Board.BOSSES, Board.CLUES})


def why_card(say: Words, why: Why, rows: Sequence[Sequence[Item]]) -> Card:
    """Where a number comes from, the newest lines first, and the way up."""
    told = _lines(say, why)
    more = why.lines.total - len(told)
    if told and more > 0:
        key = "profile.why.more_causes" if why.number.board is Board.CHALLENGES else "profile.why.more"
        told.append(say(key, more=more))
    heading = say("profile.why.heading", value=_value(say, why), name=number_name(say, why.number, why.system))
    return Card(
        Accent.PEOPLE,
        heading,
        status=_status(say, why),
        body=["\n".join(told) or say(f"profile.why.empty.{_empty(why)}"), _next(say, why)],
        rows=rows,
        small="\n".join(_small(say, why)),
    )


def _value(say: Words, why: Why) -> str:
    board = why.number.board
    if board is None or why.value is None:
        return say.number(why.value or 0)
    return value_text(say, board, why.value)


def _status(say: Words, why: Why) -> str:
    if why.stand is None:
        return ""
    return f"{place_text(say, why.stand)} {say('profile.among', total=why.stand.total)}"


def _empty(why: Why) -> str:
    board = why.number.board
    if board is None:
        return "credit"
    return "gains" if board in _GAINS else board.value


def _lines(say: Words, why: Why) -> list[str]:
    """A line each; of a number's kinds only one has any."""
    lines = why.lines
    told = [
        say("wallet.history.row", moved=moved(say, one), about=about(say, one, lines.credits), after=after, at=one.at)
        for one in lines.credits.lines
        for after in [amount(say, one.credit, one.after)]
    ]
    told += [_point(say, one) for one in lines.points]
    told += [_earned(say, one) for one in lines.earned[:_CAUSES]]
    told += [_grown(say, one, why.number.board) for one in lines.grown[:_CAUSES]]
    return told + [_part(say, why, one) for one in lines.parts]


def _point(say: Words, line: PointLine) -> str:
    batch = line.batch
    what = " · ".join(filter(None, (act_text(say, batch), line_text(say, line.reference))))
    if batch.reason:
        what += " · " + say("points.note", note=harmless(batch.reason, _LONGEST_NOTE))
    told = say(
        "profile.why.point", moved=points_amount(say, line.pool, line.delta, signed=True), about=what, at=batch.at
    )
    return say("points.history.struck", what=told, batch=batch.undone_by) if batch.undone_by is not None else told


def _earned(say: Words, earned: Earned) -> str:
    points = say.number(earned.points, signed=True)
    return say("profile.why.earned", points=points, cause=say(f"profile.cause.{earned.cause}"), title=earned.title)


def _grown(say: Words, grown: Grown, board: Board | None) -> str:
    gained = value_text(say, board or Board.XP, grown.gained)
    whole = grown.before is not None and grown.after is not None and grown.since is not None
    facts = {"gained": gained, "name": grown.name, "until": grown.until}
    if not whole:
        return say("profile.why.grown_partly", **facts)
    return say("profile.why.grown", before=grown.before, after=grown.after, since=grown.since, **facts)


def _part(say: Words, why: Why, part: Part) -> str:
    return say(
        "profile.why.part",
        points=part.points,
        name=number_name(say, part.board, why.system),
        weight=part.weight,
        value=value_text(say, part.board, part.value),
        most=value_text(say, part.board, part.most),
    )


def _next(say: Words, why: Why) -> str:
    """What would bring the next place."""
    board, step = why.number.board, why.step
    if board is None or why.value is None:
        return ""
    if why.stand is None:
        return say("profile.next.out")
    if step is None:
        return say("profile.next.first")
    share, past = (units(say, board, why.system, much) for much in (step.to_share, step.to_pass))
    return say("profile.next.step", place=step.place, share=share, who=_ahead(say, why), past=past)


def _ahead(say: Words, why: Why) -> str:
    names = [person(say, user) for user in why.ahead]
    if why.more_ahead:
        return say("profile.next.others", who=", ".join(names), more=why.more_ahead)
    return say.list(tuple(names))


def _small(say: Words, why: Why) -> list[str]:
    parts = [say("profile.why.start", at=why.start)] if why.start else []
    if why.number.board is Board.STANDING:
        parts.append(say("profile.why.parts_small"))
    if why.number.credit is not None:
        parts.append(say("profile.why.history"))
    return [" · ".join(parts), say("profile.why.rolling") if why.step and why.start else ""]
