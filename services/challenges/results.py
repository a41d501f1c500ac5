"""What challenges came to: places, prizes, and what was sent.

Only what was kept is shown: a result never changes by itself between two times that it is worked out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.challenge_prizes import Kind, Merit
from domain.challenge_settings import State
from domain.challenges import Challenge
from domain.errors import Conflict
from domain.pages import turned_to
from domain.people import Actor, Rank
from services import access
from services.challenges.finding import changed, find, find_public
from services.desk import Desk
from storage import audit, challenge_points, challenge_results, challenge_votes, members
from storage.challenge_results import Given, Ranked

PAGE: Final = 10
PODIUM: Final = 3


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody's place with the points that they have in the challenge and the prizes that they were given."""

    ranked: Ranked
    points: int
    prizes: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many took part or voted enough for a prize, and how many credits they got for it together."""

    count: int
    credits: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page of a result as it was kept last, and its podium.

    `open` says that it is not final: none was kept yet, or the end was moved and it will be worked out again.
    `on_podium` counts by place who stands on the podium's steps, which may be more than `podium` has room for;
    `discarded` counts the people whose votes officers do not count.
    """

    challenge: Challenge
    rows: tuple[Row, ...]
    podium: tuple[Ranked, ...]
    on_podium: Mapping[int, int]
    participation: Crowd
    voting: Crowd
    discarded: int
    open: bool
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody came to: their row, or only points and prizes where they have no place."""

    row: Row | None
    points: int
    prizes: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """Cash and things of a place that are ticked off; `again` when they were before.

    `at` and `by` (Discord's id, None once erased) are of the last of them, `users` are of those who get them.
    """

    challenge: Challenge
    place: int
    prizes: tuple[Given, ...]
    users: Mapping[int, int | None]
    at: datetime
    by: int | None
    again: bool


@dataclass(frozen=True, slots=True)
class Matters:
    """What officers have to see to: prizes to send, credits that wait, and what was given to others by now."""

    challenge: Challenge
    to_send: tuple[Given, ...]
    unpaid: tuple[Given, ...]
    missing: tuple[Given, ...]
    astray: tuple[Given, ...]
    users: Mapping[int, int | None]


class Results:
    """Look at results and tick off prizes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, guild_id: int, challenge_id: int, page: int = 1) -> Outcome:
        """One page of a challenge's result; a page out of range is the nearest there is. Raises `NotFound`."""
        now = self._desk.clock()
        return await self._desk.db.read(lambda tx: _outcome(tx, find_public(tx, guild_id, challenge_id), page, now))

    async def mine(self, actor: Actor, challenge_id: int) -> Mine:
        """What the actor came to; raises `NotFound`."""

        def work(tx: Connection) -> Mine:
            challenge = find_public(tx, actor.guild_id, challenge_id)
            member = members.find(tx, actor.guild_id, actor.user_id)
            if member is None:
                return Mine(None, 0, ())
            ranked = challenge_results.rank_of(tx, challenge.id, member.id)
            points = challenge_points.totals(tx, challenge.id, (member.id,)).get(member.id, 0)
            prizes = tuple(challenge_results.standing_of(tx, challenge.id, (member.id,)))
            return Mine(None if ranked is None else Row(ranked, points, prizes), points, prizes)

        return await self._desk.db.read(work)

    async def matters(self, guild_id: int, challenge_id: int) -> Matters:
        """What is left to do about a challenge's prizes; raises `NotFound`."""

        def work(tx: Connection) -> Matters:
            challenge = find(tx, guild_id, challenge_id)
            left = challenge_results.open_matters(tx, challenge.id)
            stands = [one for one in left if one.taken_at is None]
            gone = [one for one in left if one.taken_at is not None]
            return Matters(
                challenge,
                tuple(one for one in stands if one.reward.kind is not Kind.CREDITS and one.sent_at is None),
                tuple(one for one in stands if one.reward.kind is Kind.CREDITS),
                tuple(one for one in gone if one.missing),
                tuple(one for one in gone if one.sent_at is not None),
                _users(tx, left),
            )

        return await self._desk.db.read(work)

    async def tick_off(self, actor: Actor, challenge_id: int, place: int) -> Sent:
        """An officer sent the cash and the things for a place; once that is ticked off, again says so.

        Raises `Forbidden`, `NotFound`, and `Conflict` where there is no result or nothing to send.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Sent:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            challenge = find(tx, actor.guild_id, challenge_id)
            if challenge.standing.completed_at is None:
                raise Conflict("challenge.no_result", title=challenge.terms.title)
            if not (prizes := challenge_results.to_send(tx, challenge.id, place)):
                raise Conflict("challenge.nothing_to_send", title=challenge.terms.title, place=place)
            ticked = challenge_results.tick_off(tx, challenge.id, place, by=officer.id, now=now)
            if ticked:
                _note(tx, challenge, "challenge.prize_sent", officer.id, place, len(ticked), now)
            return _sent(tx, challenge, place, ticked or prizes, again=not ticked)

        return await self._desk.db.write(work)

    async def untick(self, actor: Actor, challenge_id: int, place: int, at: datetime) -> Challenge:
        """What was ticked off at that moment was not sent after all.

        Raises `Forbidden`, `NotFound`, and `Conflict` where it is not ticked off by that any more.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Challenge:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            challenge = find(tx, actor.guild_id, challenge_id)
            undone = challenge_results.untick(tx, challenge.id, place, at)
            if not undone:
                raise Conflict("challenge.not_sent", place=place)
            _note(tx, challenge, "challenge.prize_unsent", officer.id, place, len(undone), now)
            return challenge

        return await self._desk.db.write(work)


def _outcome(tx: Connection, challenge: Challenge, page: int, now: datetime) -> Outcome:
    total = challenge_results.count(tx, challenge.id)
    at, pages = turned_to(page, total, PAGE)
    ranks = challenge_results.ranks(tx, challenge.id, limit=PAGE, offset=(at - 1) * PAGE)
    podium = challenge_results.ranks(tx, challenge.id, limit=PODIUM)
    return Outcome(
        challenge,
        tuple(_rows(tx, challenge.id, ranks)),
        tuple(one for one in podium if one.result.place <= PODIUM),
        challenge_results.shared(tx, challenge.id, PODIUM),
        Crowd(*challenge_results.sums(tx, challenge.id, Merit.PARTICIPATION)),
        Crowd(*challenge_results.sums(tx, challenge.id, Merit.VOTING)),
        len(challenge_votes.discards(tx, challenge.id)),
        challenge.standing.completed_at is None or challenge.state(now) is not State.COMPLETED,
        at,
        pages,
        total,
    )


def _rows(tx: Connection, challenge_id: int, ranks: Iterable[Ranked]) -> list[Row]:
    listed = list(ranks)
    ids = [one.result.member_id for one in listed]
    points = challenge_points.totals(tx, challenge_id, ids)
    prizes: defaultdict[int, list[Given]] = defaultdict(list)
    for one in challenge_results.standing_of(tx, challenge_id, ids):
        prizes[one.reward.member_id].append(one)
    return [Row(one, points.get(one.result.member_id, 0), tuple(prizes[one.result.member_id])) for one in listed]


def _sent(tx: Connection, challenge: Challenge, place: int, prizes: list[Given], *, again: bool) -> Sent:
    last = max(prizes, key=lambda one: one.sent_at or challenge.dates.starts_at)
    if last.sent_at is None or last.sent_by is None:
        raise AssertionError("what is ticked off has a moment and somebody who did it")
    by = members.users(tx, {last.sent_by}).get(last.sent_by)
    return Sent(challenge, place, tuple(prizes), _users(tx, prizes), last.sent_at, by, again)


def _users(tx: Connection, prizes: Iterable[Given]) -> dict[int, int | None]:
    return members.users(tx, {one.reward.member_id for one in prizes})


def _note(tx: Connection, challenge: Challenge, kind: str, by: int, place: int, prizes: int, now: datetime) -> None:
    facts = {"challenge": challenge.id, "place": place, "prizes": prizes}
    audit.append(tx, challenge.guild_id, kind, actor=by, at=now, facts=facts)
    changed(tx, challenge)
