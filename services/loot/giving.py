"""Giving points to many and charging one, by officers; what a member has, and how it came to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from domain.errors import Conflict, Invalid
from domain.loot import DKP_CAP, System
from domain.people import Actor, Rank
from domain.points import Act, Change, Move, Pool, capped, check_points, check_reason
from services import access
from services.desk import Desk
from services.loot.books import Books, Entered
from services.loot.people import Person, people
from services.loot.standings import POOLS
from storage import members, points, settings
from storage.points import Line

_PAGE = 10
_MOST_PEOPLE = 1000


@dataclass(frozen=True, slots=True)
class Gift:
    """What giving would do, or did: who gets how much, and who is at the cap already."""

    moves: tuple[Move, ...]
    people: dict[int, Person]
    at_cap: int
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class Charged:
    """A charge that stands: of whom, and what they have in that pool now; hundredths."""

    person: Person
    move: Move
    batch: int


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a member's lines, newest first."""

    person: Person
    lines: tuple[Line, ...]
    page: int
    pages: int


class Giving:
    """Award and charge points."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def preview(self, actor: Actor, pool: Pool, amount: int, user_ids: Sequence[int], reason: str) -> Gift:
        """Who would get how much; nothing is done. Raises `Forbidden`, `Invalid` and `Conflict` (nobody to give to)."""
        check_points(amount)
        check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Gift:
            access.require(tx, actor, Rank.OFFICER)
            return _gift(tx, actor.guild_id, pool, amount, _members(tx, actor.guild_id, user_ids, now))

        # People who were never seen get their place in the books here, so that the preview and the act are alike.
        return await self._desk.db.write(work)

    async def award(
        self, actor: Actor, pool: Pool, amount: int, user_ids: Sequence[int], reason: str, key: str
    ) -> Gift:
        """Give everybody named so much (hundredths), once per `key`; raises what `preview` raises."""
        check_points(amount)
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Gift:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            ids = _members(tx, actor.guild_id, user_ids, now)
            if (stands := points.by_key(tx, actor.guild_id, f"award:{key}")) is not None:
                raise Conflict("points.done_before_batch", batch=stands.id)
            gift = _gift(tx, actor.guild_id, pool, amount, ids)
            changes = [Change(move.member_id, pool, move.delta) for move in gift.moves]
            entered = self._enter(tx, actor, Act.AWARD, changes, key=f"award:{key}", by=officer.id, why=why, now=now)
            return Gift(entered.moves, gift.people, gift.at_cap, entered.batch.id)

        return await self._desk.db.write(work)

    async def charge(self, actor: Actor, pool: Pool, amount: int, user_id: int, reason: str, key: str) -> Charged:
        """Charge somebody so much, once per `key`: GP go up, DKP go down. Raises `Forbidden` and `Invalid`."""
        check_points(amount)
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Charged:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            member = members.ensure(tx, actor.guild_id, user_id, now)
            change = Change(member.id, pool, amount if pool is Pool.GP else -amount)
            entered = self._enter(tx, actor, Act.CHARGE, [change], key=f"charge:{key}", by=officer.id, why=why, now=now)
            if not entered.first:
                raise Conflict("points.done_before_batch", batch=entered.batch.id)
            return Charged(people(tx, {member.id})[member.id], entered.moves[0], entered.batch.id)

        return await self._desk.db.write(work)

    async def history(self, actor: Actor, system: System, user_id: int | None, page: int) -> Pages:
        """A member's lines under a system, the actor's own unless told; a page past the end is the last one."""

        def work(tx: Connection) -> Pages:
            member = members.find(tx, actor.guild_id, user_id or actor.user_id)
            if member is None:
                return Pages(Person(0, user_id or actor.user_id), (), 1, 1)
            pools = POOLS[system]
            pages = max(1, -(-points.count(tx, member.id, pools) // _PAGE))
            shown = min(max(page, 1), pages)
            offset = (shown - 1) * _PAGE
            lines = points.history(tx, actor.guild_id, member.id, pools, limit=_PAGE, offset=offset)
            return Pages(people(tx, {member.id})[member.id], tuple(lines), shown, pages)

        return await self._desk.db.read(work)

    def _enter(
        self,
        tx: Connection,
        actor: Actor,
        act: Act,
        changes: Sequence[Change],
        *,
        key: str,
        by: int,
        why: str,
        now: datetime,
    ) -> Entered:
        return self._books.enter(tx, actor.guild_id, act, changes, key=key, at=now, by=by, reason=why)


def _members(tx: Connection, guild_id: int, user_ids: Sequence[int], now: datetime) -> list[int]:
    if not user_ids:
        raise Conflict("points.nobody")
    if len(user_ids) > _MOST_PEOPLE:
        raise Invalid("points.too_many_people", limit=_MOST_PEOPLE)
    return [members.ensure(tx, guild_id, user_id, now).id for user_id in dict.fromkeys(user_ids)]


def _gift(tx: Connection, guild_id: int, pool: Pool, amount: int, ids: Sequence[int]) -> Gift:
    (cap,) = cast("tuple[int]", settings.some(tx, guild_id, DKP_CAP))
    stands = points.balances_of(tx, ids)
    moves: list[Move] = []
    for one in ids:
        before = stands.get(one, {}).get(pool, 0)
        fits = capped(before, amount, cap) if pool is Pool.DKP else amount
        moves.append(Move(one, pool, before, before + fits))
    given = tuple(move for move in moves if move.delta)
    if not given:
        raise Conflict("points.all_at_cap", cap=cap)
    return Gift(given, dict(people(tx, ids)), len(moves) - len(given))
