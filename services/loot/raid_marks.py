"""Marks: officers say who was excused, benched or absent; the bench is paid its part of what it missed at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from domain.errors import Conflict
from domain.people import Actor, Rank
from domain.points import Act
from domain.raid_attendance import Part
from domain.raid_pay import Night
from domain.raids import Mark, Raid
from services import access
from services.desk import Desk
from services.loot.acts import Done, done
from services.loot.books import Books
from services.loot.people import Person, people
from services.loot.raid_planning import Sums, rates_of, reckoned
from services.loot.raid_views import found
from storage import audit, members, raid_payments, raids
from storage.raid_payments import Payment


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark that stands: what it was `before`, and what it paid or took back, if anything."""

    raid: Raid
    person: Person
    mark: Mark
    before: Mark | None
    part: Part
    done: Done | None


class RaidMarks:
    """Mark who missed a raid."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def mark(self, actor: Actor, raid_id: int, user_id: int, mark: Mark) -> Marked:
        """Mark somebody; the same mark again changes nothing. Raises `Forbidden`, `NotFound` and `Conflict` (reverted).

        Standby is paid under the system that the guild has now; what was paid before is taken back as it was paid.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Marked:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            raid = found(tx, actor.guild_id, raid_id)
            if raid.reverted_at is not None:
                raise Conflict("raid.mark_reverted", title=raid.title)
            member = members.ensure(tx, actor.guild_id, user_id, now)
            marks = raids.marks_of(tx, raid.id)
            before = marks.get(member.id)
            act = None
            if before is not mark:
                raids.mark(tx, raid.id, member.id, mark, by=officer.id, now=now)
                night = Night(raid.code, raids.fights_of(tx, raid.id), {**marks, member.id: mark})
                _, rates = rates_of(tx, actor.guild_id)
                sums = reckoned(tx, actor.guild_id, raid.id, night, rates, only=member.id, bench=True)
                if not sums.empty:
                    act = self._pay(tx, raid, member.id, sums, before=before, mark=mark, by=officer.id, now=now)
                facts = {"raid": raid.id, "member": member.id, "mark": mark.value}
                audit.append(tx, raid.guild_id, "raid.marked", actor=officer.id, at=now, facts=facts)
            part = raids.attendance(tx, [raid.id])[raid.id].get(member.id, Part(present=False, mark=mark))
            return Marked(raid, people(tx, {member.id})[member.id], mark, before, part, act)

        return await self._desk.db.write(work)

    def _pay(
        self,
        tx: Connection,
        raid: Raid,
        member_id: int,
        sums: Sums,
        *,
        before: Mark | None,
        mark: Mark,
        by: int,
        now: datetime,
    ) -> Done:
        number = raid_payments.marked_times(tx, raid.id, member_id) + 1
        key = f"mark:{raid.id}:{member_id}:{number}"
        facts = {"raid": raid.id}
        entered = self._books.enter(
            tx, raid.guild_id, Act.RAID, sums.changes, key=key, at=now, by=by, reason=raid.title, facts=facts
        )
        batch_id = entered.batch.id
        raid_payments.note_batch(tx, raid.id, batch_id, member_id=member_id, mark=mark, before=before)
        raid_payments.take_back(tx, (one.row for one in sums.surplus), batch_id, now)
        if sums.pool is not None:
            paid = [Payment(one, sums.pool, amount, batch_id) for one, amount in sums.owed]
            raid_payments.pay(tx, raid.guild_id, raid.id, batch_id, paid)
        return done(tx, entered.batch)
