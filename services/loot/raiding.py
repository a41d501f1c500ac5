"""Raids from their logs: fetched, shown first, then applied as one batch that pays everybody for what is new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from domain.errors import Conflict
from domain.loot import RAID_APPLIED
from domain.people import Actor, Rank
from domain.points import Act
from domain.raids import Mark, Raid, parse_report, seconds_present
from services import access
from services.desk import Desk
from services.loot.acts import Done, done
from services.loot.books import Books
from services.loot.passing import Passing, foreseen
from services.loot.people import Person, people
from services.loot.raid_planning import Planned, from_draft, planned, to_draft
from services.telling import Telling
from storage import drafts, notices, points, raid_payments, raids
from storage.raid_payments import Payment

if TYPE_CHECKING:
    from clients.warcraft_logs import WarcraftLogs

DRAFT: Final = "raid.import"
"""The kind of draft that a preview leaves for its button."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing a log would do, to whom, and who moves past whom; no `draft` where nothing is new."""

    plan: Planned
    people: Mapping[int, Person]
    passing: Passing
    draft: int | None

    @property
    def benched(self) -> list[Person]:
        """Those who are marked as benched in the raid that it joins."""
        return [self.people[one] for one, mark in self.plan.marks.items() if mark is Mark.BENCHED]


@dataclass(frozen=True, slots=True)
class Applied:
    """A log that is in the books: the raid it is of, and the batch that it entered."""

    raid: Raid
    done: Done


class Raiding:
    """Import logs."""

    def __init__(self, desk: Desk, books: Books, telling: Telling, logs: "Callable[[], WarcraftLogs]") -> None:
        self._desk = desk
        self._books = books
        self._telling = telling
        self._logs = logs

    async def preview(self, actor: Actor, text: str) -> Preview:
        """What importing that report (its code or address) would do right now; nothing is done.

        Raises `Forbidden`, `Invalid` (no code), `NotFound` (unknown or private, or nobody fought) and `Unavailable`.
        """
        await self._desk.db.read(lambda tx: access.require(tx, actor, Rank.OFFICER))
        code = parse_report(text)
        report = await self._logs().report(code)
        if not report.fights:
            raise Conflict("raid.no_fights", title=report.title)
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Planned, int | None, Mapping[int, Person]]:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            plan = planned(tx, actor.guild_id, report)
            named = dict(people(tx, {*plan.roster.members.values(), *plan.marks}))
            if not plan.news:
                return plan, None, named
            body = to_draft(report) | {"digest": plan.digest}
            return plan, drafts.keep(tx, actor.guild_id, DRAFT, body, by=officer.id, now=now), named

        plan, draft, named = await self._desk.db.write(work)
        found, more = await foreseen(self._desk, actor.guild_id, plan.sums.moves)
        return Preview(plan, {**named, **more}, found, draft)

    async def apply(self, actor: Actor, draft_id: int) -> Applied:
        """Do what a preview showed, once; a second time says what stands.

        Raises `Forbidden`, and `Conflict` when the preview is too old, or what is due is not what it showed any more.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Applied:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            key = f"raid:{draft_id}"
            if (stands := points.by_key(tx, actor.guild_id, key)) is not None:
                part = raid_payments.find_batch(tx, stands.id)
                raid = raids.find(tx, actor.guild_id, part.raid_id) if part else None
                assert raid is not None  # noqa: S101 - a batch of that key is a raid's
                return Applied(raid, done(tx, stands, first=False))
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None:
                raise Conflict("points.draft_gone")
            plan = planned(tx, actor.guild_id, from_draft(body))
            if plan.digest != body["digest"]:
                raise Conflict("raid.changed_since" if plan.news else "raid.applied_before", title=plan.report.title)
            return self._enter(tx, actor.guild_id, plan, key=key, by=officer.id, now=now)

        applied = await self._desk.db.write(work)
        if applied.done.first:
            await self._telling.now()
        return applied

    def _enter(self, tx: Connection, guild_id: int, plan: Planned, *, key: str, by: int, now: datetime) -> Applied:
        report = plan.report
        raid_id = plan.raid.id if plan.raid else raids.begin(tx, guild_id, report, by=by, now=now)
        raids.join(tx, raid_id, report, guild_id, now)
        for one in plan.told:
            raids.keep_fight(tx, guild_id, raid_id, report.code, one.fight, one.present, one.first)
        count_anew(tx, raid_id)
        entered = self._books.enter(
            tx,
            guild_id,
            Act.RAID,
            plan.sums.changes,
            key=key,
            at=now,
            by=by,
            reason=report.title,
            facts={"raid": raid_id},
        )
        batch_id = entered.batch.id
        raid_payments.note_batch(tx, raid_id, batch_id, code=report.code)
        settle(tx, guild_id, raid_id, batch_id, plan, now)
        raid = raids.find(tx, guild_id, raid_id)
        assert raid is not None  # noqa: S101 - it was kept in this very transaction
        told = done(tx, entered.batch)
        _tell(tx, raid, plan, told, now)
        return Applied(raid, told)


def settle(tx: Connection, guild_id: int, raid_id: int, batch_id: int, plan: Planned, now: datetime) -> None:
    """Keep what a batch paid and took back, each thing once."""
    raid_payments.take_back(tx, (one.row for one in plan.sums.surplus), batch_id, now)
    pool = plan.sums.pool
    if pool is not None:
        paid = [Payment(one, pool, amount, batch_id) for one, amount in plan.sums.owed]
        raid_payments.pay(tx, guild_id, raid_id, batch_id, paid)


def count_anew(tx: Connection, raid_id: int) -> None:
    """Who was there for how long, by the raid's fights as they stand now."""
    seconds, _ = seconds_present(raids.fights_of(tx, raid_id))
    raids.note_attendance(tx, raid_id, seconds)


def _tell(tx: Connection, raid: Raid, plan: Planned, told: Done, now: datetime) -> None:
    fresh = [one.name for one in plan.kills if one.first in plan.fresh]
    facts = {
        "raid": raid.id,
        "batch": told.batch.id,
        "title": raid.title,
        "zone": raid.zone,
        "kills": fresh,
        "there": len(raids.attendees(tx, raid.id)),
        "paid": len({one.member_id for one, _ in plan.sums.owed}),
        "total": sum(move.delta for move in told.moves),
        "pool": plan.sums.pool.value if plan.sums.pool else None,
    }
    notices.put(tx, raid.guild_id, RAID_APPLIED.name, key=f"raid:{told.batch.id}", facts=facts, now=now)
