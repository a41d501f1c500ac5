"""What was handed out, page by page: to one member, or of some name."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from domain.pages import turned_to
from services.desk import Desk
from services.loot.people import Person, people
from storage import loot_items, members
from storage.loot_items import Item

PAGE = 10


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One page of items, newest first, those that were taken back too; `person` is whose, if that was asked."""

    items: tuple[Item, ...]
    person: Person | None
    people: Mapping[int, Person]
    page: int
    pages: int
    total: int


class Handed:
    """Look at what was handed out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def page(self, guild_id: int, user_id: int | None, name: str, page: int) -> HandedOut:
        """One page of what that member got (Discord's id), of items whose names hold `name`; all unless told."""

        def work(tx: Connection) -> HandedOut:
            member = None if user_id is None else members.find(tx, guild_id, user_id)
            if user_id is not None and member is None:
                return HandedOut((), Person(0, user_id), {}, 1, 1, 0)
            whose = member.id if member else None
            total = loot_items.count(tx, guild_id, member_id=whose, name=name, undone=True)
            at, pages = turned_to(page, total, PAGE)
            found = loot_items.listed(
                tx, guild_id, member_id=whose, name=name, undone=True, limit=PAGE, offset=(at - 1) * PAGE
            )
            shown = people(tx, {one.member_id for one in found} | ({whose} if whose is not None else set()))
            return HandedOut(tuple(found), shown[whose] if whose is not None else None, shown, at, pages, total)

        return await self._desk.db.read(work)
