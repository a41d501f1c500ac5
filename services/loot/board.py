"""Standings as people look at them: a page with everybody's names and the rules in force, and one member's place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from sqlalchemy import Connection

from domain.guild import LOOT_SYSTEM
from domain.loot import DECAY_DAY, DECAY_HOUR, DKP_CAP, DKP_DECAY, EPGP_DECAY, System
from domain.people import Actor
from services.desk import Desk
from services.loot.people import Person, people
from services.loot.standings import Place, Standings, Table
from storage import members, settings

PAGE: Final = 12


@dataclass(frozen=True, slots=True)
class Rules:
    """What is in force: the weekly decay (hundredths of a percent), when it comes, the cap; `current` is the system."""

    current: System
    percent: int
    day: str
    hour: int
    cap: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a guild's standings."""

    table: Table
    people: Mapping[int, Person]
    rules: Rules
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one member stands: `place` is None for somebody without points, and under a system that counts none."""

    system: System
    person: Person
    place: Place | None
    total: int
    rules: Rules


class Board:
    """Who stands where."""

    def __init__(self, desk: Desk, standings: Standings) -> None:
        self._desk = desk
        self._standings = standings

    async def page(self, guild_id: int, system: System, page: int) -> Page:
        """One page of the standings under a system; a page out of range is the nearest there is."""
        wanted = max(page, 1)
        table = await self._standings.table(guild_id, system, offset=(wanted - 1) * PAGE, count=PAGE, viewer=None)
        pages = max(1, -(-table.total // PAGE))
        if wanted > pages:
            return await self.page(guild_id, system, pages)

        def work(tx: Connection) -> Page:
            named = people(tx, {one.member_id for one in table.places})
            return Page(table, named, _rules(tx, guild_id, system), wanted, pages)

        return await self._desk.db.read(work)

    async def stand(self, actor: Actor, user_id: int, system: System | None = None) -> Stand:
        """Where somebody stands under a system, the guild's own unless told."""

        def work(tx: Connection) -> tuple[System, Person, Rules]:
            (current,) = settings.some(tx, actor.guild_id, LOOT_SYSTEM)
            asked = system or System(str(current))
            member = members.find(tx, actor.guild_id, user_id)
            person = Person(0, user_id) if member is None else people(tx, {member.id})[member.id]
            return asked, person, _rules(tx, actor.guild_id, asked)

        asked, person, rules = await self._desk.db.read(work)
        if asked is System.COUNCIL:
            return Stand(asked, person, None, 0, rules)
        table = await self._standings.table(actor.guild_id, asked, offset=0, count=0, viewer=person.member_id)
        return Stand(asked, person, table.mine, table.total, rules)


def _rules(tx: Connection, guild_id: int, system: System) -> Rules:
    rate = EPGP_DECAY if system is System.EPGP else DKP_DECAY
    current, percent, day, hour, cap = cast(
        "tuple[str, int, str, int, int]",
        settings.some(tx, guild_id, LOOT_SYSTEM, rate, DECAY_DAY, DECAY_HOUR, DKP_CAP),
    )
    return Rules(System(current), percent, day, hour, cap)
