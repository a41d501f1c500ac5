"""Acts that stand: what a batch did to whom, by whom, and whether it was taken back since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from domain.errors import NotFound
from domain.points import Batch, Move, net
from services.desk import Desk
from services.loot.people import Person, people
from storage import loot_items, points
from storage.loot_items import Item

SHOWN: Final = 15
"""How many members are told what an act did to them; the others are counted."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act that stands, and what it did; `first` is False when it stood before it was asked for.

    `by` is None for the clock; `moves` are those of the first members of `count`; `items` are those that it handed out,
    or took back when it undoes another.
    """

    batch: Batch
    by: Person | None
    moves: tuple[Move, ...]
    people: Mapping[int, Person]
    count: int
    items: tuple[Item, ...] = ()
    first: bool = True


class Acts:
    """Look at what was done."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, guild_id: int, batch_id: int) -> Done:
        """What that batch did; raises `NotFound`."""

        def work(tx: Connection) -> Done:
            batch = points.find(tx, guild_id, batch_id)
            if batch is None:
                raise NotFound("points.batch_unknown")
            return done(tx, batch)

        return await self._desk.db.read(work)

    async def recent(self, guild_id: int, limit: int = 25) -> list[tuple[Batch, int]]:
        """The newest acts that could be taken back, each with how many members it touched."""

        def work(tx: Connection) -> list[tuple[Batch, int]]:
            return [(one, points.people_of(tx, one.id)) for one in points.recent(tx, guild_id, limit)]

        return await self._desk.db.read(work)


def done(tx: Connection, batch: Batch, *, first: bool = True) -> Done:
    """What a batch did, as it is told."""
    moves = net(points.moves_of(tx, batch.id, most=SHOWN))
    items = tuple(loot_items.of_batch(tx, batch.reverses or batch.id))
    named = {move.member_id for move in moves} | {item.member_id for item in items}
    by = {batch.by} if batch.by is not None else set[int]()
    found = people(tx, named | by)
    return Done(batch, found.get(batch.by or 0), moves, found, points.people_of(tx, batch.id), items, first)
