"""The lines behind one of somebody's numbers, and what would bring the next place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain import metrics
from domain.gains import total
from domain.leaderboard_settings import WEIGHTS, Board
from domain.ledger import Line
from domain.loot import System
from domain.next_place import Part, Step, parts, step
from domain.profiles import Number
from domain.windows import Window
from services.clan.gains import gained_by
from services.leaderboards.boards import Stand
from services.leaderboards.reading import GAINED, board_of, hour_of, start_of, system_of, weights
from services.loot.standings import POOLS
from services.profiles.shown import OnBoard
from services.wallet import Told
from storage import behind, characters, ledger, members, points
from storage.behind import Earned
from storage.members import Member
from storage.points import Line as PointLine

NEWEST: Final = 10
"""As many lines as are shown; a history of its own has the others."""

AHEAD: Final = 3
"""As many of those on the next place as are named."""

NOTHING: Final = Told((), {}, None)
"""No line of any wallet."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What one character gained, between which snapshots; a None end is not known whole."""

    name: str
    gained: int
    before: int | None
    after: int | None
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose number is asked after, where they stand, what the first of each board has, and who is on the next place."""

    member: Member
    number: Number
    now: datetime
    boards: Mapping[Board, OnBoard]
    mosts: Mapping[Board, int]
    ahead: Sequence[int]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines behind a number, the newest of `total` where there are more; of its kind only one is filled."""

    total: int = 0
    credits: Told = NOTHING
    points: tuple[PointLine, ...] = ()
    earned: tuple[Earned, ...] = ()
    grown: tuple[Grown, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """A number with the lines behind it, and the way to the next place.

    `ahead` are the Discord users on the next place (None: erased), `more_ahead` says how many others share it.
    `start` is from when on the board counts, None where it counts what is now.
    """

    number: Number
    system: System
    value: int | None
    stand: Stand | None
    step: Step | None
    ahead: tuple[int | None, ...]
    more_ahead: int
    start: datetime | None
    lines: Lines


def why(tx: Connection, asked: Asked) -> Why:
    """The lines behind the number, and the way to the next place."""
    board, guild_id = asked.number.board, asked.member.guild_id
    mine = asked.boards.get(board) if board else None
    stand = mine.stand if mine else None
    start = None
    if board is not None and board is not Board.LOOT:
        start = start_of(tx, board_of(guild_id, board, Window.THIRTY_DAYS), hour_of(asked.now))
    value = mine.value if mine else None
    if (credit := asked.number.credit) is not None:
        value = ledger.held(tx, asked.member.id).get(credit, 0)
    users = members.users(tx, set(asked.ahead[:AHEAD]))
    return Why(
        number=asked.number,
        system=system_of(tx, guild_id),
        value=value,
        stand=stand,
        step=step(stand.value, stand.next_place, stand.next_value) if stand else None,
        ahead=tuple(users.get(one) for one in asked.ahead[:AHEAD]),
        more_ahead=max(0, len(asked.ahead) - AHEAD),
        start=start,
        lines=_lines(tx, asked, board, start or asked.now),
    )


def _lines(tx: Connection, asked: Asked, board: Board | None, start: datetime) -> Lines:
    match board:
        case None:
            credit = asked.number.credit
            assert credit is not None  # noqa: S101 - what stands on no board is a kind of credit
            return _told(tx, asked.member, *behind.credit_lines(tx, asked.member.id, credit, NEWEST))
        case Board.POTS:
            return _told(tx, asked.member, *behind.payouts(tx, asked.member.id, start, NEWEST))
        case Board.LOOT:
            return _points(tx, asked.member)
        case Board.CHALLENGES:
            earned = behind.earned_since(tx, asked.member.guild_id, asked.member.id, start)
            return Lines(len(earned), earned=tuple(earned))
        case Board.STANDING:
            return _parts(tx, asked)
        case _:
            grown = _grown(tx, asked.member, GAINED[board], start)
            return Lines(len(grown), grown=grown)


def _told(tx: Connection, member: Member, count: int, lines: Sequence[Line]) -> Lines:
    users = members.users(tx, {line.actor for line in lines if line.actor is not None})
    return Lines(count, credits=Told(tuple(lines), users, member.id))


def _points(tx: Connection, member: Member) -> Lines:
    pools = POOLS[system_of(tx, member.guild_id)]
    if not pools:
        return Lines(0)
    lines = points.history(tx, member.guild_id, member.id, pools, limit=NEWEST)
    return Lines(points.count(tx, member.id, pools), points=tuple(lines))


def _parts(tx: Connection, asked: Asked) -> Lines:
    values = {board: mine.value for board, mine in asked.boards.items() if board in WEIGHTS}
    found = parts(values, asked.mosts, weights(tx, asked.member.guild_id))
    return Lines(len(found), parts=found)


def _grown(tx: Connection, member: Member, slug: str, start: datetime) -> tuple[Grown, ...]:
    """What each of a member's characters gained, the most first; who gained nothing is left out."""
    owned = {one.id: one for one in characters.owned(tx, member.id)}
    gained = {who: much for who, much in gained_by(tx, member.guild_id, slug, start).items() if who in owned}
    if not gained:
        return ()
    ends = behind.ends_of(tx, gained, metrics.choice(slug).slugs, start)
    since = behind.looked_at(tx, gained, start)
    order = sorted(gained, key=lambda who: (-gained[who], owned[who].key))
    return tuple(
        Grown(
            owned[who].name,
            gained[who],
            total(slug, {one.slug: one.before for one in ends[who] if one.before is not None}),
            total(slug, {one.slug: one.after for one in ends[who] if one.after is not None}),
            since.get(who, owned[who].first_at),
            owned[who].last_at,
        )
        for who in order
    )
