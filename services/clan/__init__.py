"""The clan: who is on the roster, the runs that snapshot them, and what they gained."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from clients.hiscores import Hiscores
from clients.wise_old_man import WiseOldMan
from domain.clan import SCHEDULE
from domain.guild import TIMEZONE
from services.clan import schedule
from services.clan.gains import Gains
from services.clan.imports import Imports
from services.clan.roster import Roster
from services.clan.runs import Runs
from services.desk import Desk
from services.settings import GuildSettings
from storage import characters, drafts


@dataclass(frozen=True, slots=True)
class Clan:
    """The clan's services side by side."""

    roster: Roster
    runs: Runs
    gains: Gains
    imports: Imports


def open_clan(desk: Desk, settings: GuildSettings, hiscores: Hiscores, wise_old_man: WiseOldMan) -> Clan:
    """The clan's services; their schedule follows the settings it depends on."""
    for setting in (SCHEDULE, TIMEZONE):
        settings.when_changed(setting, schedule.follow)
    return Clan(Roster(desk, hiscores), Runs(desk, hiscores), Gains(desk), Imports(desk, wise_old_man))


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
