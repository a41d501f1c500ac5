"""Taking an act back: what it would do, shown first, and then done, by officers, with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.errors import Conflict
from domain.people import Actor, Rank
from domain.points import Act, check_reason
from services import access
from services.desk import Desk
from services.loot.acts import Done, done
from services.loot.books import Books, Undoing
from services.loot.passing import Passing, foreseen
from services.loot.people import Person, people
from storage import drafts, points
from storage.members import Member

DRAFT: Final = "points.undo"
"""The kind of draft that a preview leaves for its button."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a batch back would do, to whom, and who moves past whom; `draft` is what the button carries."""

    undoing: Undoing
    reason: str
    people: Mapping[int, Person]
    passing: Passing
    draft: int


class Undo:
    """The officers' way back."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def preview(self, actor: Actor, batch_id: int, reason: str) -> Preview:
        """What taking it back would do right now; nothing is done.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (undone before, something depends on it).
        """
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Undoing, int]:
            officer = _enter(tx, actor, batch_id, now)
            plan = self._books.plan_undo(tx, actor.guild_id, batch_id)
            body = {"batch": batch_id, "reason": why}
            return plan, drafts.keep(tx, actor.guild_id, DRAFT, body, by=officer.id, now=now)

        plan, draft = await self._desk.db.write(work)
        found, named = await foreseen(self._desk, actor.guild_id, plan.moves)
        owners = {item.member_id for item in plan.items} - named.keys()
        more = await self._desk.db.read(lambda tx: people(tx, owners))
        return Preview(plan, why, {**named, **more}, found, draft)

    async def confirm(self, actor: Actor, batch_id: int, draft_id: int) -> Done:
        """Do what a preview showed, once; a second time says what stands, whoever took the batch back.

        Raises what `preview` raises, and `Conflict` when the preview is too old.
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Done:
            officer = _enter(tx, actor, batch_id, now)
            if (stands := points.by_key(tx, actor.guild_id, f"undo:{batch_id}")) is not None:
                return done(tx, stands, first=False)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None or body["batch"] != batch_id:
                raise Conflict("points.draft_gone")
            return self._take_back(tx, actor.guild_id, batch_id, body["reason"], officer.id, now)

        return await self._desk.db.write(work)

    async def apply(self, actor: Actor, batch_id: int, reason: str) -> Done:
        """Take it back at once; raises what `preview` raises."""
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Done:
            officer = _enter(tx, actor, batch_id, now)
            return self._take_back(tx, actor.guild_id, batch_id, why, officer.id, now)

        return await self._desk.db.write(work)

    def _take_back(self, tx: Connection, guild_id: int, batch_id: int, reason: str, by: int, now: datetime) -> Done:
        self._books.undo(tx, guild_id, batch_id, reason, by=by, at=now)
        stands = points.by_key(tx, guild_id, f"undo:{batch_id}")
        assert stands is not None  # noqa: S101 - it was entered in this very transaction
        return done(tx, stands)


def _enter(tx: Connection, actor: Actor, batch_id: int, now: datetime) -> Member:
    """Whoever may take that batch back: what only leaders may do, only leaders undo."""
    batch = points.find(tx, actor.guild_id, batch_id)
    switch = batch is not None and batch.act is Act.SWITCH
    return access.enter(tx, actor, Rank.LEADER if switch else Rank.OFFICER, now)
