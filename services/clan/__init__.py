"""The clan: who is on the roster, the runs that snapshot them, and what they gained."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from clients.outside import Outside
from domain.clan import Run
from services.clan.gains import Gains
from services.clan.imports import Imports
from services.clan.roster import Roster
from services.clan.runs import Runs
from services.desk import Desk
from storage import characters, drafts


@dataclass(frozen=True, slots=True)
class Clan:
    """The clan's services side by side."""

    roster: Roster
    runs: Runs
    gains: Gains
    imports: Imports


def open_clan(desk: Desk, outside: Outside, when_ended: Callable[[Run], None]) -> Clan:
    """The clan's services; every run that comes to its end is told."""
    return Clan(
        Roster(desk, outside.hiscores),
        Runs(desk, outside.hiscores, when_ended),
        Gains(desk),
        Imports(desk, outside.wise_old_man),
    )


class ClanKeeper:
    """What the clan keeps about a person: characters, claims, drafts; runs keep only the id of who asked."""

    tables = ("characters", "claims", "drafts", "snapshot_runs")

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Characters, claims and drafts."""
        return {
            "characters": [character.name for character in characters.owned(tx, member_id)],
            "claims": characters.claims_of(tx, member_id),
            "drafts": drafts.made_by(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Characters stay on the roster as nobody's; claims and drafts go."""
        characters.disown(tx, member_id)
        drafts.drop_of(tx, member_id)
