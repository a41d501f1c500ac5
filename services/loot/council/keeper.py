"""What the council keeps about a person."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.loot import DECISION_PANEL
from storage import ballots, decisions, panels


class CouncilKeeper:
    """Answers with their notes, the person's own votes, and the decisions that they opened, awarded or cancelled."""

    tables = ("decisions", "decision_asked", "decision_responses", "decision_votes", "decision_awards")

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """What the member said and voted, and nobody else's votes."""
        return {
            "decision_answers": _plain(ballots.answered_by(tx, member_id)),
            "decision_votes": _plain(ballots.voted_by(tx, member_id)),
            "decisions": _plain(decisions.made_by(tx, member_id)),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Open answers are withdrawn and notes go; what was decided stays in the books as nobody's."""
        touched = {*ballots.concerning(tx, member_id), *decisions.concerning(tx, member_id)}
        ballots.erase(tx, member_id)
        decisions.erase_reasons(tx, member_id)
        for guild_id, decision_id in touched:
            panels.touch(tx, guild_id, DECISION_PANEL, decision_id)  # what hangs there names them


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows as a file can hold them."""
    return [
        {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
        for row in rows
    ]
