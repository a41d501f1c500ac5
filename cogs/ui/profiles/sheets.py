"""What is drawn of a member, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.ui import plain
from cogs.ui.cards import Accent
from cogs.ui.clan.naming import day, type_name
from cogs.ui.clan.pictures import brief
from cogs.ui.leaderboards.naming import tier_badge, value_text
from cogs.ui.profiles.naming import moved_text, number_name, sign_of, tier_colour, won_about
from cogs.ui.profiles.pair import NONE, Half, Pair, Row, Value
from cogs.ui.profiles.picture import Course, Face, Figure, Movement, Rank, Sheet, Won
from cogs.ui.words import Words
from domain.leaderboard_settings import Board
from domain.settings import zone

if TYPE_CHECKING:
    from cogs.ui.profiles.people import Seen
    from domain.loot import System
    from services.leaderboards.boards import Stand
    from services.profiles import Comparison, Known, OnBoard, Profile

SHOWN: Final = (Board.XP, Board.LOOT, Board.CHALLENGES, Board.POTS, Board.BOSSES, Board.LEVELS, Board.CLUES)
"""The order in which numbers find room on the picture."""

_CHARACTERS: Final = 3
_POINTS: Final = 60
_SAID: Final = 5


def profile_sheet(say: Words, who: Seen, profile: Profile, known: Known) -> Sheet:
    """Somebody's card."""
    standing = profile.boards.get(Board.STANDING)
    shown = [board for board in SHOWN if board in profile.boards]
    return Sheet(
        face=face_of(say, who),
        under=" · ".join(filter(None, (known.region, known.team))),
        rank=_rank(say, standing.stand) if standing and standing.stand else None,
        unranked=say("profile.left_out" if _left_out(profile) else "profile.unranked"),
        figures=tuple(_figure(say, board, profile.boards[board], known.system) for board in shown),
        course_title=say("profile.course"),
        course=_course(say, profile, known),
        empty_course=say("profile.no_course"),
        wins_title=say("profile.wins"),
        wins=tuple(_won(say, known)),
        empty_wins=say("profile.no_wins"),
        people=_people(say, known),
        accent=Accent.LEADERBOARD.value,
    )


def pair_sheet(say: Words, one: Seen, other: Seen, comparison: Comparison, system: System) -> Pair:
    """Two members side by side."""
    halves = [
        Half(face_of(say, who), _under(say, side)) for who, side in ((one, comparison.own), (other, comparison.other))
    ]
    return Pair(
        say("profile.versus.title", one=halves[0].face.name, other=halves[1].face.name),
        halves[0],
        halves[1],
        tuple(pair_rows(say, comparison, system)),
        say("profile.versus.better"),
        say("profile.versus.empty"),
    )


def pair_rows(say: Words, comparison: Comparison, system: System) -> list[Row]:
    """What both have on each board that either is on, and what they ever won in pots."""
    sides = (comparison.own, comparison.other)
    rows: list[Row] = []
    for board in comparison.boards:
        left, right = (_value(say, board, side.boards.get(board)) for side in sides)
        rows.append(Row(number_name(say, board, system), left, right))
    ever = [side.known.won if side.known else 0 for side in sides]
    if any(ever):
        left, right = (Value(say.number(won), brief(say)(won), won) for won in ever)
        rows.append(Row(say("profile.versus.ever"), left, right))
    return rows


def face_of(say: Words, who: Seen) -> Face:
    """Somebody's face; a name that is not known is anybody's."""
    return Face(who.name or say("profile.somebody"), who.portrait, who.colour)


def _left_out(profile: Profile) -> bool:
    return bool(profile.boards) and all(mine.stand is None for mine in profile.boards.values())


def _rank(say: Words, stand: Stand) -> Rank:
    place, among = say("profile.place", place=stand.place), say("profile.among", total=stand.total)
    return Rank(place, among, _movement(say, stand), tier_badge(say, stand.tier), tier_colour(stand.tier))


def _movement(say: Words, stand: Stand | None) -> Movement | None:
    """How somebody moved; who is new, or where no yesterday is kept, did not."""
    if stand is None or stand.moved is None:
        return None
    return Movement(stand.moved, moved_text(say, stand))


def _figure(say: Words, board: Board, mine: OnBoard, system: System) -> Figure:
    place = mine.stand.place if mine.stand else 0
    return Figure(
        number_name(say, board, system),
        value_text(say, board, mine.value),
        _brief(say, board, mine.value),
        place,
        say("profile.place", place=place) if place else "",
        _movement(say, mine.stand),
    )


def _brief(say: Words, board: Board, value: int) -> str:
    exact = value_text(say, board, value)
    return exact if board is Board.LOOT else ("+" if exact.startswith("+") else "") + brief(say)(value)


def _value(say: Words, board: Board, mine: OnBoard | None) -> Value:
    if mine is None:
        return Value(NONE, NONE, None)
    return Value(value_text(say, board, mine.value), _brief(say, board, mine.value), mine.value)


def _under(say: Words, side: Profile) -> str:
    standing = side.boards.get(Board.STANDING)
    if standing is None or standing.stand is None:
        return ""
    stand = standing.stand
    return " · ".join(filter(None, (say("profile.place", place=stand.place), tier_badge(say, stand.tier))))


def _course(say: Words, profile: Profile, known: Known) -> Course | None:
    """How the gains grew; they come to what the board says, which also counts what a snapshot could not show whole."""
    if len(known.course) < 2:
        return None
    home, short = zone(known.timezone), brief(say)
    points = tuple(plain.sampled(known.course, _POINTS))
    xp = profile.boards.get(Board.XP)
    said = [
        say("profile.point", day=day(say, at, home), value=short(gained)) for at, gained in plain.sampled(points, _SAID)
    ]
    first, last = (day(say, at, home) for at, _ in (points[0], points[-1]))
    return Course(f"+{short(xp.value if xp else points[-1][1])}", points, first, last, tuple(said))


def _won(say: Words, known: Known) -> list[Won]:
    home = zone(known.timezone)
    return [Won(sign_of(win), win.title, won_about(say, win) + day(say, win.at, home)) for win in known.wins]


def _people(say: Words, known: Known) -> str:
    """The characters in a row: those of the highest level first."""
    levels = known.levels
    ordered = sorted(known.characters, key=lambda one: (-levels.get(one.id, 0), one.key))
    shown = [
        say("profile.character_drawn", name=one.name, type=type_name(say, one), level=levels[one.id])
        if one.id in levels
        else say("profile.character_unread_drawn", name=one.name, type=type_name(say, one))
        for one in ordered[:_CHARACTERS]
    ]
    more = len(ordered) - len(shown)
    return " · ".join([*shown, *([say("profile.and_more", more=more)] if more else [])])
