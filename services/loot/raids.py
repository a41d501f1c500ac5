"""Raids as one thing: imported, reverted, marked, looked at, and whose the characters in them are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.desk import Desk
from services.loot.books import Books
from services.loot.raid_characters import RaidCharacters
from services.loot.raid_marks import RaidMarks
from services.loot.raid_reverting import RaidReverting
from services.loot.raid_views import RaidViews
from services.loot.raiding import Raiding
from services.telling import Telling

if TYPE_CHECKING:
    from clients.warcraft_logs import WarcraftLogs


@dataclass(frozen=True)
class Raids:
    """Everything about raids."""

    importing: Raiding
    reverting: RaidReverting
    marks: RaidMarks
    views: RaidViews
    characters: RaidCharacters


def open_raids(desk: Desk, books: Books, telling: Telling, logs: "Callable[[], WarcraftLogs]") -> Raids:
    """The raids' services; `logs` gives the client of Warcraft Logs when it is first needed."""
    return Raids(
        importing=Raiding(desk, books, telling, logs),
        reverting=RaidReverting(desk, books, telling),
        marks=RaidMarks(desk, books),
        views=RaidViews(desk),
        characters=RaidCharacters(desk, books),
    )
