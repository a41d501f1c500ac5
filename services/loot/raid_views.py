"""Raids as people look at them: the list, one with its kills and people, and everybody's attendance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Connection

from domain.errors import NotFound
from domain.guild import TIMEZONE
from domain.pages import turned_to
from domain.people import Actor
from domain.points import Pool
from domain.raid_attendance import Attendance, Part, attended
from domain.raid_pay import killed
from domain.raids import Fought, Raid, seconds_present
from domain.settings import zone
from domain.windows import Window, window_start
from services.desk import Desk
from services.loot.people import Person, people
from storage import members, raid_payments, raiders, raids, settings

PAGE: Final = 8
ATTENDANCE_PAGE: Final = 15


@dataclass(frozen=True, slots=True)
class Row:
    """A raid in a list: how many bosses fell and how many members were there."""

    raid: Raid
    kills: int
    there: int


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the guild's raids, newest first."""

    rows: tuple[Row, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Boss:
    """A boss of a raid: how often it was pulled, and whether and when it fell, with how many members."""

    name: str
    difficulty: int
    pulls: int
    kill: Fought | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A raid in full: its logs, bosses in order, everybody's part, what was paid and the batches that stand."""

    raid: Raid
    reports: tuple[str, ...]
    bosses: tuple[Boss, ...]
    parts: Mapping[int, Part]
    seconds: int
    people: Mapping[int, Person]
    paid: Mapping[Pool, int]
    batches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Attendances:
    """One page of everybody's attendance of a window, the most faithful first, and the asker's own."""

    rows: tuple[Attendance, ...]
    people: Mapping[int, Person]
    mine: Attendance | None
    since: datetime
    held: int
    page: int
    pages: int
    total: int
    offset: int


class RaidViews:
    """Look at raids."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def listed(self, guild_id: int, page: int) -> Rows:
        """One page of the guild's raids; a page out of range is the nearest there is."""

        def work(tx: Connection) -> Rows:
            total = raids.count(tx, guild_id)
            at, pages = turned_to(page, total, PAGE)
            shown = raids.listed(tx, guild_id, limit=PAGE, offset=(at - 1) * PAGE)
            return Rows(tuple(_row(tx, one) for one in shown), at, pages, total)

        return await self._desk.db.read(work)

    async def choices(self, guild_id: int, limit: int = 25, *, reverted: bool = True) -> list[Raid]:
        """The newest raids, for completion."""
        return await self._desk.db.read(lambda tx: raids.listed(tx, guild_id, reverted=reverted, limit=limit))

    async def show(self, guild_id: int, raid_id: int) -> Shown:
        """One raid in full; raises `NotFound`."""

        def work(tx: Connection) -> Shown:
            raid = found(tx, guild_id, raid_id)
            fights = raids.fights_of(tx, raid.id)
            _, whole = seconds_present(fights)
            parts = raids.attendance(tx, [raid.id])[raid.id]
            paid: dict[Pool, int] = {}
            for one in raid_payments.standing(tx, raid.id):
                paid[one.pool] = paid.get(one.pool, 0) + one.amount
            batches = tuple(one.batch_id for one in raid_payments.batches_of(tx, raid.id))
            reports = tuple(raids.reports_of(tx, raid.id))
            named = people(tx, {*parts, *([raid.applied_by] if raid.applied_by else [])})
            return Shown(raid, reports, tuple(_bosses(fights)), parts, whole, named, paid, batches)

        return await self._desk.db.read(work)

    async def attendance(self, actor: Actor, window: Window, page: int) -> Attendances:
        """One page of everybody's attendance; raids held since each joined count."""
        now = self._desk.clock()

        def work(tx: Connection) -> Attendances:
            (timezone,) = cast("tuple[str]", settings.some(tx, actor.guild_id, TIMEZONE))
            since = window_start(window, now, zone(timezone))
            held = raids.listed(tx, actor.guild_id, reverted=False, since=since)
            parts = raids.attendance(tx, [one.id for one in held])
            ids = {one for told in parts.values() for one in told}
            ids |= {one.member_id for one in raiders.of_guild(tx, actor.guild_id)}
            rows = attended(held, parts, members.first_seen(tx, ids)) if held else []
            at, pages = turned_to(page, len(rows), ATTENDANCE_PAGE)
            offset = (at - 1) * ATTENDANCE_PAGE
            shown = tuple(rows[offset : offset + ATTENDANCE_PAGE])
            own = members.find(tx, actor.guild_id, actor.user_id)
            mine = next((one for one in rows if own and one.member_id == own.id), None)
            named = people(tx, {one.member_id for one in shown})
            return Attendances(shown, named, mine, since, len(held), at, pages, len(rows), offset)

        return await self._desk.db.read(work)


def found(tx: Connection, guild_id: int, raid_id: int) -> Raid:
    """The guild's raid; raises `NotFound`."""
    raid = raids.find(tx, guild_id, raid_id)
    if raid is None:
        raise NotFound("raid.unknown")
    return raid


def _row(tx: Connection, raid: Raid) -> Row:
    return Row(raid, len(killed(raids.fights_of(tx, raid.id))), len(raids.attendees(tx, raid.id)))


def _bosses(fights: list[Fought]) -> list[Boss]:
    """Bosses in the order in which they were first pulled; what several logs tell of counts once."""
    pulls: dict[tuple[int, int], dict[tuple[str, int], Fought]] = {}
    for one in fights:
        if one.boss:
            pulls.setdefault((one.encounter, one.difficulty), {}).setdefault(one.first, one)
    kills = {(one.encounter, one.difficulty): one for one in killed(fights)}
    return [
        Boss(next(iter(told.values())).name, difficulty, len(told), kills.get((encounter, difficulty)))
        for (encounter, difficulty), told in pulls.items()
    ]
