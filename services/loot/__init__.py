"""Loot: the books of points, who stands where, and everything that hands out what drops."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from services.desk import Desk
from services.draws import Draws
from services.loot.acts import Acts
from services.loot.auctions import Auctions, open_auctions
from services.loot.board import Board
from services.loot.books import Books
from services.loot.council import Council, open_council
from services.loot.decaying import Decaying
from services.loot.giving import Giving
from services.loot.moving import Moving
from services.loot.prices import Prices
from services.loot.raids import Raids, open_raids
from services.loot.rolls import Rolls
from services.loot.standings import Standings
from services.loot.switching import Switching
from services.loot.undoing import Undo
from services.telling import Telling
from storage import loot_items, members, points, prices, raiders, raids
from storage.engine import after_commit

if TYPE_CHECKING:
    from clients.warcraft_logs import WarcraftLogs


@dataclass(frozen=True)
class Loot:
    """Everything about points and loot."""

    books: Books
    standings: Standings
    board: Board
    acts: Acts
    undo: Undo
    decaying: Decaying
    giving: Giving
    prices: Prices
    rolls: Rolls
    switching: Switching
    moving: Moving
    telling: Telling
    auctions: Auctions
    council: Council
    raids: Raids


def open_loot(
    desk: Desk, draws: Draws, deliver: Callable[[], Awaitable[None]], logs: "Callable[[], WarcraftLogs]"
) -> Loot:
    """The loot services on one desk."""
    standings = Standings(desk)
    books = Books(desk.entropy, standings.changed)
    rolls, telling = Rolls(desk, draws), Telling(deliver)
    return Loot(
        books=books,
        standings=standings,
        board=Board(desk, standings),
        acts=Acts(desk),
        undo=Undo(desk, books),
        decaying=Decaying(desk, books),
        giving=Giving(desk, books),
        prices=Prices(desk),
        rolls=rolls,
        switching=Switching(desk, books),
        moving=Moving(desk, books),
        telling=telling,
        auctions=open_auctions(desk, books, rolls, draws, telling),
        council=open_council(desk, books, draws, rolls, telling),
        raids=open_raids(desk, books, telling, logs),
    )


class LootKeeper:
    """What loot keeps about a person: points, items, characters, raids and prices they set."""

    tables = (
        "point_batches",
        "point_entries",
        "point_balances",
        "loot_items",
        "raiders",
        "item_prices",
        "slot_prices",
        "raids",
        "raid_presence",
        "raid_attendance",
        "raid_batches",
        "raid_payments",
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
            "raids": raids.of_member(tx, member_id),
            "raids_applied": raids.applied_by(tx, member_id),
            "raid_marks_given": raids.marked_by(tx, member_id),
            "point_reasons": points.written_by(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Characters and texts go; points, items and raids stay in the books as nobody's."""
        raiders.forget(tx, member_id)
        points.erase_reasons(tx, member_id)
        loot_items.erase_notes(tx, member_id)
        guild_id = members.guild_of(tx, member_id)
        after_commit(tx, lambda: self._standings.changed(guild_id, frozenset({member_id})))
