"""Boards of points: live in a challenge, of all time, and who keeps coming back; and where points come from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from domain.challenge_boards import Taking, moved
from domain.challenge_points import Cause, Owed
from domain.challenges import Challenge
from domain.pages import turned_to
from domain.people import Actor
from services.challenges.finding import find_public
from services.challenges.ladders import Kept, Ladders, Of, Which
from services.desk import Desk
from storage import challenge_points, members, taking

PAGE: Final = 10
_ABOUT: Final = (Cause.SUBMIT, Cause.EARLY, Cause.FEATURED, Cause.RECEIVED)
"""Causes that are about one submission each."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody's place, shared by equals; `rose` counts places since midnight, None where they had none.

    `points` are theirs, or 0 where `taking` says how they take part. `user_id` is None once erased.
    """

    member_id: int
    user_id: int | None
    place: int
    points: int
    taking: Taking | None
    rose: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """One page of a board, and the asker where they are on it at all; `own_page` is the page with them."""

    challenge: Challenge
    which: Which
    rows: tuple[Stand, ...]
    mine: Stand | None
    own_page: int
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of why somebody has their points; `title` is that of the submission that it is about, if any."""

    cause: Cause
    title: str | None
    count: int
    points: int


@dataclass(frozen=True, slots=True)
class Why:
    """Where all of somebody's points in a challenge come from."""

    challenge: Challenge
    lines: tuple[Line, ...]
    total: int


class Boards:
    """Keep everybody in their place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.ladders = Ladders(desk)

    def changed(self, challenge: Challenge, totals: Mapping[int, int]) -> None:
        """These members have so many points in the challenge now."""
        self.ladders.changed(Of(Which.CHALLENGE, challenge.guild_id, challenge.id), totals)
        self.ladders.changed(Of(Which.ALL, challenge.guild_id), totals)

    def handed_in(self, challenge: Challenge, member_id: int) -> None:
        """What this member has in the challenge may not be what it was."""
        self.ladders.changed(Of(Which.TAKING, challenge.guild_id), (member_id,))

    async def challenge_board(
        self, actor: Actor, challenge_id: int, which: Which = Which.CHALLENGE, page: int | None = 1
    ) -> Board:
        """One page of a board, reached from a challenge; None is the page with the actor. Raises `NotFound`.

        A page out of range is the nearest there is.
        """

        def asked(tx: Connection) -> tuple[Challenge, int | None]:
            found = find_public(tx, actor.guild_id, challenge_id)
            member = members.find(tx, actor.guild_id, actor.user_id)
            return found, None if member is None else member.id

        challenge, me = await self._desk.db.read(asked)
        kept = await self.ladders.current(_of(which, challenge))
        own = kept.ladder.place(me) if me is not None else None
        own_page = 1 if own is None else (own - 1) // PAGE + 1
        at, pages = turned_to(own_page if page is None else page, len(kept.ladder), PAGE)
        shown = [_stand(kept, one) for one in kept.ladder.top(PAGE, (at - 1) * PAGE)]
        mine = None if me is None or own is None else replace(_stand(kept, me), user_id=actor.user_id)
        total = len(kept.ladder)
        users = await self._desk.db.read(lambda tx: members.users(tx, {one.member_id for one in shown}))
        rows = tuple(replace(one, user_id=users.get(one.member_id)) for one in shown)
        return Board(challenge, which, rows, mine, own_page, at, pages, total)

    async def why(self, actor: Actor, challenge_id: int) -> Why:
        """Where the actor's points in a challenge come from, cause by cause; raises `NotFound`."""

        def work(tx: Connection) -> Why:
            challenge = find_public(tx, actor.guild_id, challenge_id)
            member = members.find(tx, actor.guild_id, actor.user_id)
            rows = challenge_points.of_member(tx, challenge.id, member.id) if member is not None else []
            titles = taking.titles(tx, {one for row in rows if (one := _about(row)) is not None})
            return Why(challenge, tuple(_lines(rows, titles)), sum(row.points for row in rows))

        return await self._desk.db.read(work)


def _of(which: Which, challenge: Challenge) -> Of:
    return Of(which, challenge.guild_id, challenge.id if which is Which.CHALLENGE else 0)


def _stand(kept: Kept, member_id: int) -> Stand:
    place = kept.ladder.shared(member_id) or 0
    rose = moved(kept.before.shared(member_id), place)
    return Stand(member_id, None, place, kept.points.get(member_id, 0), kept.taking.get(member_id), rose)


def _lines(rows: Sequence[Owed], titles: Mapping[int, str]) -> list[Line]:
    """A line a cause and submission, in the order of the causes and then of the submissions."""
    grouped: defaultdict[tuple[Cause, int], list[int]] = defaultdict(list)
    for row in rows:
        grouped[row.cause, _about(row) or 0].append(row.points)
    order = list(Cause)
    keys = sorted(grouped, key=lambda one: (order.index(one[0]), one[1]))
    return [Line(cause, titles.get(one), len(grouped[cause, one]), sum(grouped[cause, one])) for cause, one in keys]


def _about(row: Owed) -> int | None:
    """The submission that a row is about, as its key names it."""
    if row.cause not in _ABOUT:
        return None
    return int(row.key.removesuffix(":received").rpartition(":")[2])
