"""Switching a guild's loot system: both rankings side by side first, then one batch with the setting, undone as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.epgp import ranking
from domain.errors import Conflict
from domain.guild import LOOT_SYSTEM
from domain.loot import SWITCHED, System
from domain.people import Actor, Rank
from domain.points import Act, Batch, Change, Pool
from domain.switching import Convert, Purse, converted
from services import access
from services.desk import Desk
from services.loot.books import Books
from services.loot.people import Person, people
from services.loot.standings import POOLS, ranked, rates_of
from services.loot.systems import system_of
from storage import audit, drafts, notices, points, settings

DRAFT = "loot.switch"


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in both rankings: places counted from 1 (None: in it with nothing), hundredths by pool."""

    person: Person
    before: int | None
    after: int | None
    had: Mapping[Pool, int]
    gets: Mapping[Pool, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What switching would do: everybody in the order of the new system; `draft` goes with the button."""

    old: System
    new: System
    convert: Convert
    rows: tuple[Row, ...]
    changed: int
    draft: int


@dataclass(frozen=True, slots=True)
class Switched:
    """A switch that stands."""

    old: System
    new: System
    convert: Convert
    batch: int
    people: int


class Switching:
    """Choose how a guild hands out what drops."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books
        books.when_undone(Act.SWITCH, self._go_back)

    async def current(self, guild_id: int) -> System:
        """The system in use."""
        return (await self._desk.db.read(lambda tx: system_of(tx, guild_id))).name

    async def preview(self, actor: Actor, new: System, convert: Convert) -> Outlook:
        """What switching would do right now; nothing is done. Raises `Forbidden` and `Conflict` (nothing to switch)."""
        now = self._desk.clock()

        def work(tx: Connection) -> Outlook:
            leader = access.enter(tx, actor, Rank.LEADER, now)
            old = system_of(tx, actor.guild_id).name
            purses = _purses(tx, actor.guild_id)
            changes = converted(old, new, convert, purses)
            body = {"old": old.value, "new": new.value, "convert": convert.value}
            draft = drafts.keep(tx, actor.guild_id, DRAFT, body, by=leader.id, now=now)
            touched = len({change.member_id for change in changes})
            return Outlook(old, new, convert, _rows(tx, actor.guild_id, old, new, purses, changes), touched, draft)

        return await self._desk.db.write(work)

    async def apply(self, actor: Actor, draft: int) -> Switched:
        """Switch, on what everybody has by now.

        Raises `Forbidden` and `Conflict` (done before, switched by somebody else meanwhile).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Switched:
            leader = access.enter(tx, actor, Rank.LEADER, now)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft, now)
            if body is None:
                raise Conflict("points.done_before")
            old, new, convert = System(body["old"]), System(body["new"]), Convert(body["convert"])
            if system_of(tx, actor.guild_id).name is not old:
                raise Conflict("loot.switched_meanwhile")
            changes = converted(old, new, convert, _purses(tx, actor.guild_id))
            key, facts = f"switch:{draft}:{old}:{new}:{convert}", {"from": old.value, "to": new.value}
            entered = self._books.enter(
                tx, actor.guild_id, Act.SWITCH, changes, key=key, at=now, by=leader.id, facts=facts
            )
            settings.put(tx, actor.guild_id, LOOT_SYSTEM.name, new.value, by=leader.id, at=now)
            told = {"batch": entered.batch.id, "from": old.value, "to": new.value, "convert": convert.value}
            notices.put(tx, actor.guild_id, SWITCHED.name, key=f"switch:{draft}", facts=told, now=now)
            touched = len({change.member_id for change in changes})
            return Switched(old, new, convert, entered.batch.id, touched)

        return await self._desk.db.write(work)

    def _go_back(self, tx: Connection, batch: Batch, now: datetime) -> None:
        """The system before a switch is in use again."""
        old, new = points.key_of(tx, batch.id).split(":")[2:4]
        if system_of(tx, batch.guild_id).name.value != new:
            raise Conflict("loot.switched_meanwhile")
        settings.put(tx, batch.guild_id, LOOT_SYSTEM.name, old, by=None, at=now)
        facts = {"setting": LOOT_SYSTEM.name, "before": new, "after": old}
        audit.append(tx, batch.guild_id, "settings.set", actor=None, at=now, facts=facts)


def _purses(tx: Connection, guild_id: int) -> dict[int, Purse]:
    held = points.balances(tx, guild_id, *Pool)
    flows = {pool: points.earned_and_spent(tx, guild_id, pool) for pool in Pool}
    return {
        member_id: Purse(
            mine,
            {pool: flows[pool].get(member_id, (0, 0))[0] for pool in Pool},
            {pool: flows[pool].get(member_id, (0, 0))[1] for pool in Pool},
        )
        for member_id, mine in held.items()
    }


def _rows(
    tx: Connection,
    guild_id: int,
    old: System,
    new: System,
    purses: Mapping[int, Purse],
    changes: list[Change],
) -> tuple[Row, ...]:
    gets = {member_id: dict(purse.held) for member_id, purse in purses.items()}
    for change in changes:
        mine = gets[change.member_id]
        mine[change.pool] = mine.get(change.pool, 0) + change.delta
    had = {member_id: purse.held for member_id, purse in purses.items()}
    before, after = _places(tx, guild_id, old, had), _places(tx, guild_id, new, gets)
    shown = people(tx, purses)
    order = sorted(purses, key=lambda one: (after.get(one, len(purses) + 1), before.get(one, 0), one))
    return tuple(Row(shown[one], before.get(one), after.get(one), had[one], gets[one]) for one in order)


def _places(tx: Connection, guild_id: int, system: System, stands: Mapping[int, Mapping[Pool, int]]) -> dict[int, int]:
    """Everybody's place under a system; nobody has one under the council."""
    some = {one: mine for one, mine in stands.items() if any(mine.get(pool) for pool in POOLS[system])}
    if system is System.DKP:
        order = sorted(some, key=lambda one: (-some[one].get(Pool.DKP, 0), one))
    else:
        rates = rates_of(tx, guild_id)
        order = [one.standing.member_id for one in ranking((ranked(m, some[m], rates).standing for m in some), rates)]
    return {member_id: place for place, member_id in enumerate(order, 1)}
