"""Giving points to many and charging one, by officers: shown first, then done; what a member has, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Connection

from domain.errors import Conflict, Invalid
from domain.loot import DKP_CAP, System
from domain.pages import turned_to
from domain.people import Actor, Rank
from domain.points import Act, Change, Move, Pool, capped, check_points, check_reason
from services import access
from services.desk import Desk
from services.loot.acts import Done, done
from services.loot.books import Books
from services.loot.passing import Passing, foreseen
from services.loot.people import Person, people
from services.loot.standings import POOLS
from storage import drafts, loot_items, members, points, settings
from storage.points import Line

DRAFT: Final = "points.given"
"""The kind of draft that a preview leaves for its button."""

_PAGE = 8
_MOST_PEOPLE = 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """What giving or charging would do: to whom, and who moves past whom; `draft` is what the button carries.

    `at_cap` is how many of those named have as much as they may have.
    """

    act: Act
    pool: Pool
    amount: int
    reason: str
    moves: tuple[Move, ...]
    people: Mapping[int, Person]
    passing: Passing
    at_cap: int
    draft: int


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a member's lines, newest first; `items` are what they got, `by` who acted, both by batch."""

    person: Person
    lines: tuple[Line, ...]
    items: Mapping[int, tuple[str, ...]]
    by: Mapping[int, Person]
    page: int
    pages: int
    total: int


class Giving:
    """Award and charge points."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def for_officer(self, actor: Actor) -> None:
        """Raise `Forbidden` unless the actor may give and charge."""
        await self._desk.db.read(lambda tx: access.require(tx, actor, Rank.OFFICER))

    async def strangers(self, guild_id: int, user_ids: Sequence[int]) -> list[int]:
        """Those of these Discord users who are not in the guild's books."""
        return await self._desk.db.read(lambda tx: [one for one in user_ids if members.find(tx, guild_id, one) is None])

    async def plan_award(self, actor: Actor, pool: Pool, amount: int, user_ids: Sequence[int], reason: str) -> Plan:
        """What giving everybody named so much (hundredths) would do; nothing is done.

        Raises `Forbidden`, `Invalid` (amount, reason, too many people) and `Conflict` (nobody, all at the cap).
        """
        return await self._plan(actor, Act.AWARD, pool, amount, user_ids, reason)

    async def plan_charge(self, actor: Actor, pool: Pool, amount: int, user_id: int, reason: str) -> Plan:
        """What charging somebody so much would do: GP go up, DKP go down. Raises `Forbidden` and `Invalid`."""
        return await self._plan(actor, Act.CHARGE, pool, amount, [user_id], reason)

    async def apply(self, actor: Actor, draft_id: int) -> Done:
        """Do what a preview showed, once; a second time says what stands.

        Raises `Forbidden`, and `Conflict` when the preview is too old or everybody has reached the cap since.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Done:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            key = f"given:{draft_id}"
            if (stands := points.by_key(tx, actor.guild_id, key)) is not None:
                return done(tx, stands, first=False)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None:
                raise Conflict("points.draft_gone")
            changes = _changes(tx, actor.guild_id, body)
            entered = self._books.enter(
                tx, actor.guild_id, Act(body["act"]), changes, key=key, at=now, by=officer.id, reason=body["reason"]
            )
            return done(tx, entered.batch)

        return await self._desk.db.write(work)

    async def history(self, actor: Actor, system: System, user_id: int, page: int) -> Pages:
        """A member's lines under a system; a page out of range is the nearest there is."""

        def work(tx: Connection) -> Pages:
            member = members.find(tx, actor.guild_id, user_id)
            if member is None:
                return Pages(Person(0, user_id), (), {}, {}, 1, 1, 0)
            pools = POOLS[system]
            total = points.count(tx, member.id, pools)
            shown, pages = turned_to(page, total, _PAGE)
            offset = (shown - 1) * _PAGE
            lines = points.history(tx, actor.guild_id, member.id, pools, limit=_PAGE, offset=offset)
            named = people(tx, {member.id, *(line.batch.by for line in lines if line.batch.by is not None)})
            by = {line.batch.id: named[line.batch.by] for line in lines if line.batch.by is not None}
            return Pages(named[member.id], tuple(lines), _items(tx, member.id, lines), by, shown, pages, total)

        return await self._desk.db.read(work)

    async def _plan(
        self, actor: Actor, act: Act, pool: Pool, amount: int, user_ids: Sequence[int], reason: str
    ) -> Plan:
        check_points(amount)
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[tuple[Move, ...], int, int]:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            # People who were never seen get their place in the books here, so that the preview and the act are alike.
            ids = _members(tx, actor.guild_id, user_ids, now)
            body = {"act": act.value, "pool": pool.value, "amount": amount, "reason": why, "members": ids}
            moves = tuple(_moves(tx, ids, _changes(tx, actor.guild_id, body), pool))
            draft = drafts.keep(tx, actor.guild_id, DRAFT, body, by=officer.id, now=now)
            return moves, len(ids) - len(moves), draft

        moves, at_cap, draft = await self._desk.db.write(work)
        found, named = await foreseen(self._desk, actor.guild_id, moves)
        return Plan(act, pool, amount, why, moves, named, found, at_cap, draft)


def _members(tx: Connection, guild_id: int, user_ids: Sequence[int], now: datetime) -> list[int]:
    people_ = dict.fromkeys(user_ids)
    if not people_:
        raise Conflict("points.nobody")
    if len(people_) > _MOST_PEOPLE:
        raise Invalid("points.too_many_people", limit=_MOST_PEOPLE)
    return [members.ensure(tx, guild_id, user_id, now).id for user_id in people_]


def _changes(tx: Connection, guild_id: int, body: Mapping[str, Any]) -> list[Change]:
    """What a draft comes to for everybody in it who was not erased, by what they have right now."""
    pool, amount = Pool(body["pool"]), int(body["amount"])
    (cap,) = cast("tuple[int]", settings.some(tx, guild_id, DKP_CAP))
    users = people(tx, body["members"])
    ids: list[int] = [one for one in body["members"] if users[one].user_id is not None or users[one].name]
    if Act(body["act"]) is Act.CHARGE:
        return [Change(one, pool, amount if pool is Pool.GP else -amount) for one in ids]
    stands = points.balances_of(tx, ids)
    limit = cap if pool is Pool.DKP else 0
    gifts = [Change(one, pool, capped(stands.get(one, {}).get(pool, 0), amount, limit)) for one in ids]
    given = [gift for gift in gifts if gift.delta]
    if not given:
        raise Conflict("points.all_at_cap")
    return given


def _moves(tx: Connection, ids: Sequence[int], changes: Sequence[Change], pool: Pool) -> list[Move]:
    stands = points.balances_of(tx, ids)
    before = {one: stands.get(one, {}).get(pool, 0) for one in ids}
    return [Move(one.member_id, pool, before[one.member_id], before[one.member_id] + one.delta) for one in changes]


def _items(tx: Connection, member_id: int, lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    """The items that came to a member with these acts, by batch; of an undoing, those that it took back."""
    found: dict[int, tuple[str, ...]] = {}
    for batch in {line.batch.id: line.batch for line in lines}.values():
        mine = [
            item.item for item in loot_items.of_batch(tx, batch.reverses or batch.id) if item.member_id == member_id
        ]
        if mine:
            found[batch.id] = tuple(mine)
    return found
