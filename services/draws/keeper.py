"""What draws keep about a person."""

from typing import Any

from sqlalchemy import Connection

from domain.draws import PANEL
from domain.errors import Conflict
from storage import draws, panels


class DrawsKeeper:
    """What draws keep about a person: entries with their evidence, and which winners they passed over."""

    tables = ("draw_entries", "draw_places")

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Every entry with what justifies it, and every winner passed over with the reason."""
        return {
            "draw_entries": draws.entries_of(tx, member_id),
            "winners_passed_over": draws.voided_by(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take the person out of proofs, which still verify; raises `Conflict` between a lock and its result."""
        if open_ := draws.undecided_of(tx, member_id):
            raise Conflict("draw.erase_later", draws=tuple(str(number) for number in open_))
        for guild_id, draw_id in draws.over_of(tx, member_id):
            panels.touch(tx, guild_id, PANEL, draw_id)  # what hangs there names them, and so does its proof
        draws.erase(tx, member_id)
