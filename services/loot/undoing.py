"""Taking an act back: what it would do, shown first, and then done, by officers, with a reason."""

from dataclasses import dataclass

from sqlalchemy import Connection

from domain.people import Actor, Rank
from domain.points import Batch, check_reason
from services import access
from services.desk import Desk
from services.loot.books import Books, Undoing
from services.loot.people import Person, people
from storage import points


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a batch back would do, or did, and to whom."""

    undoing: Undoing
    people: dict[int, Person]


class Undo:
    """The officers' way back."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def preview(self, actor: Actor, batch_id: int, reason: str) -> tuple[Preview, str]:
        """What taking it back would do right now, and the reason tidied; nothing is done.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (undone before, something depends on it).
        """
        why = check_reason(reason)

        def work(tx: Connection) -> Preview:
            access.require(tx, actor, Rank.OFFICER)
            return _shown(tx, self._books.plan_undo(tx, actor.guild_id, batch_id))

        return await self._desk.db.read(work), why

    async def apply(self, actor: Actor, batch_id: int, reason: str) -> Preview:
        """Take it back; raises what `preview` raises."""
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Preview:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            return _shown(tx, self._books.undo(tx, actor.guild_id, batch_id, why, by=member.id, at=now))

        return await self._desk.db.write(work)

    async def recent(self, guild_id: int, limit: int = 25) -> list[Batch]:
        """The newest acts that could be taken back."""
        return await self._desk.db.read(lambda tx: points.recent(tx, guild_id, limit))


def _shown(tx: Connection, undoing: Undoing) -> Preview:
    touched = {move.member_id for move in undoing.moves} | {item.member_id for item in undoing.items}
    return Preview(undoing, dict(people(tx, touched)))
