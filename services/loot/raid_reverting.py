"""Taking a raid back: all of its batches, shown first, then undone together; it can be imported again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.errors import Conflict
from domain.people import Actor, Rank
from domain.points import Act, Batch, Decay, Move, check_reason, net
from domain.raids import Raid
from services import access
from services.desk import Desk
from services.loot.books import Books, Undoing
from services.loot.passing import Passing, foreseen
from services.loot.people import Person
from services.loot.raid_views import found
from services.loot.raiding import count_anew
from services.telling import Telling
from storage import audit, drafts, raid_payments, raids

DRAFT: Final = "raid.revert"
"""The kind of draft that a preview leaves for its button."""


@dataclass(frozen=True, slots=True)
class Reverting:
    """What reverting a raid would do, or did: to whom, by how many batches, with the decays since."""

    raid: Raid
    reason: str
    batches: int
    moves: tuple[Move, ...]
    decays: tuple[Decay, ...]
    people: Mapping[int, Person]
    passing: Passing
    draft: int | None
    first: bool = True


class RaidReverting:
    """The officers' way back from a raid."""

    def __init__(self, desk: Desk, books: Books, telling: Telling) -> None:
        self._desk = desk
        self._books = books
        self._telling = telling
        books.when_undone(Act.RAID, follow)

    async def preview(self, actor: Actor, raid_id: int, reason: str) -> Reverting:
        """What reverting would do right now; nothing is done.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (reverted before, something depends on it).
        """
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Raid, list[Undoing], int]:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            raid = found(tx, actor.guild_id, raid_id)
            # The surest way to know what it would do is to do it, and to let go of it.
            attempt = tx.begin_nested()
            try:
                plans = self._undo(tx, raid, why, by=officer.id, now=now)
            finally:
                attempt.rollback()
            body = {"raid": raid_id, "reason": why}
            return raid, plans, drafts.keep(tx, actor.guild_id, DRAFT, body, by=officer.id, now=now)

        raid, plans, draft = await self._desk.db.write(work)
        moves = net(move for plan in plans for move in plan.moves)
        passing, named = await foreseen(self._desk, actor.guild_id, moves)
        return Reverting(raid, why, len(plans), moves, _decays(plans), named, passing, draft)

    async def confirm(self, actor: Actor, draft_id: int) -> Reverting:
        """Do what a preview showed, once; a second time says that it stands. Raises what `preview` raises."""
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Raid, str, list[Undoing], bool]:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None:
                used = drafts.used(tx, actor.guild_id, DRAFT, draft_id)
                if used is None:
                    raise Conflict("points.draft_gone")
                return found(tx, actor.guild_id, used["raid"]), used["reason"], [], False
            raid = found(tx, actor.guild_id, body["raid"])
            plans = self._undo(tx, raid, body["reason"], by=officer.id, now=now)
            facts = {"raid": raid.id, "entries": sum(len(plan.moves) for plan in plans)}
            why, salt = body["reason"], self._desk.entropy(16)
            audit.append(tx, raid.guild_id, "raid.reverted", actor=officer.id, at=now, facts=facts, note=why, salt=salt)
            return found(tx, actor.guild_id, raid.id), why, plans, True

        raid, why, plans, first = await self._desk.db.write(work)
        if first:
            await self._telling.now()
        moves = net(move for plan in plans for move in plan.moves)
        _, named = await foreseen(self._desk, actor.guild_id, moves)
        return Reverting(raid, why, len(plans), moves, _decays(plans), named, Passing(), None, first)

    def _undo(self, tx: Connection, raid: Raid, why: str, *, by: int, now: datetime) -> list[Undoing]:
        """Undo every batch of the raid that stands, the newest first; marks stay for when it is imported again."""
        if raid.reverted_at is not None or not raids.revert(tx, raid.id, now):
            raise Conflict("raid.reverted_before", title=raid.title)
        batches = raid_payments.batches_of(tx, raid.id)
        return [self._books.undo(tx, raid.guild_id, one.batch_id, why, by=by, at=now) for one in batches]


def follow(tx: Connection, batch: Batch, at: datetime) -> None:
    """A batch of a raid is taken back: what it paid can be paid again, and what its log told does not count.

    Taken back alone, a mark is again what it was. Refused where the member was marked anew since, and where marks that
    were paid for would be left without a raid.
    """
    part = raid_payments.find_batch(tx, batch.id)
    if part is None:
        return
    raid = found(tx, batch.guild_id, part.raid_id)
    raid_payments.undo_batch(tx, batch.id, at)
    others = raid_payments.batches_of(tx, part.raid_id)
    if part.member_id is not None and raid.reverted_at is None:
        if raids.marks_of(tx, raid.id).get(part.member_id) is not part.mark:
            raise Conflict("raid.marked_since")
        raids.mark(tx, raid.id, part.member_id, part.before, by=None, now=at)
    if part.code is not None and raid.reverted_at is None and others and not any(one.code for one in others):
        raise Conflict("raid.undo_marks", title=raid.title)
    if part.code is not None and not any(one.code == part.code for one in others):
        raids.revert_report(tx, batch.guild_id, part.code, at)
        count_anew(tx, raid.id)
    if not any(one.code is not None for one in others):
        raids.revert(tx, raid.id, at)


def _decays(plans: Sequence[Undoing]) -> tuple[Decay, ...]:
    """The decays that took their part since the first of the batches, which was undone last."""
    return plans[-1].decays if plans else ()
