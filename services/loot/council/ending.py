"""Ending a decision without an award, and opening one again whose award is taken back."""

from datetime import datetime

from sqlalchemy import Connection

from domain.decisions import Decision
from domain.people import Actor, Rank
from domain.points import Act, Batch, check_reason
from services import access
from services.desk import Desk
from services.loot.books import Books
from services.loot.council.finding import changed, find
from services.loot.council.handing import lost
from storage import audit, decisions, loot_items


class Ending:
    """Cancel decisions, and follow when awards are taken back."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        books.when_undone(Act.ITEM, _reopen)

    async def cancel(self, actor: Actor, decision_id: int, reason: str) -> Decision:
        """Call it off, publicly; raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (over, rolling)."""
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Decision:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            decision = find(tx, actor.guild_id, decision_id)
            if not decisions.cancel(tx, decision_id, why, by=officer.id, now=now):
                raise lost(tx, decision)
            facts, salt = {"decision": decision_id}, self._desk.entropy(16)
            audit.append(
                tx, actor.guild_id, "loot.cancelled", actor=officer.id, at=now, facts=facts, note=why, salt=salt
            )
            changed(tx, decision)
            return find(tx, actor.guild_id, decision_id)

        return await self._desk.db.write(work)


def _reopen(tx: Connection, batch: Batch, at: datetime) -> None:
    """An award was taken back: the decision can be awarded again. So was passing on: who had it before has it again."""
    award = decisions.award_of_batch(tx, batch.id)
    touched = {item.decision_id for item in loot_items.of_batch(tx, batch.id)}
    if award is not None:
        decisions.reopen(tx, award.decision_id, at)
        touched.add(award.decision_id)
    for decision_id in touched:
        if decision_id is not None:
            changed(tx, find(tx, batch.guild_id, decision_id))
