"""Loot: the books of points, who stands where, and everything that hands out what drops."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from services.desk import Desk
from services.draws import Draws
from services.loot.books import Books
from services.loot.decaying import Decaying
from services.loot.giving import Giving
from services.loot.rolls import Rolls
from services.loot.standings import Standings
from services.loot.undoing import Undo
from services.telling import Telling
from storage import loot_items, members, points, prices, raiders
from storage.engine import after_commit


@dataclass(frozen=True)
class Loot:
    """Everything about points and loot."""

    books: Books
    standings: Standings
    undo: Undo
    decaying: Decaying
    giving: Giving
    rolls: Rolls
    telling: Telling


def open_loot(desk: Desk, draws: Draws, deliver: Callable[[], Awaitable[None]]) -> Loot:
    """The loot services on one desk."""
    standings = Standings(desk)
    books = Books(desk.entropy, standings.changed)
    return Loot(
        books=books,
        standings=standings,
        undo=Undo(desk, books),
        decaying=Decaying(desk, books),
        giving=Giving(desk, books),
        rolls=Rolls(desk, draws),
        telling=Telling(deliver),
    )


class LootKeeper:
    """What loot keeps about a person: points, items, characters and prices they set."""

    tables = (
        "point_batches",
        "point_entries",
        "point_balances",
        "loot_items",
        "raiders",
        "item_prices",
        "slot_prices",
    )

    def __init__(self, standings: Standings) -> None:
        self._standings = standings

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Balances, items, characters, and what the member wrote."""
        held = points.balances_of(tx, [member_id]).get(member_id, {})
        return {
            "points": {pool.value: amount for pool, amount in held.items()},
            "point_lines": points.lines_of(tx, member_id),
            "items": loot_items.texts_of(tx, member_id),
            "characters": [str(one.name) for one in raiders.of_member(tx, member_id)],
            "prices_set": prices.set_by(tx, member_id),
            "point_reasons": points.written_by(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Characters and texts go; points and items stay in the books as nobody's."""
        raiders.forget(tx, member_id)
        points.erase_reasons(tx, member_id)
        loot_items.erase_notes(tx, member_id)
        guild_id = members.guild_of(tx, member_id)
        after_commit(tx, lambda: self._standings.changed(guild_id, frozenset({member_id})))
