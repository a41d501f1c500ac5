"""Finding a decision, and telling everything that shows it that it changed."""

from sqlalchemy import Connection

from domain.decisions import Decision
from domain.errors import NotFound
from domain.loot import DECISION_PANEL
from storage import decisions, panels


def find(tx: Connection, guild_id: int, decision_id: int) -> Decision:
    """The guild's decision of that id; raises `NotFound`."""
    decision = decisions.find(tx, guild_id, decision_id)
    if decision is None:
        raise NotFound("loot.decision_unknown")
    return decision


def changed(tx: Connection, decision: Decision) -> None:
    """Its panels need a repaint."""
    panels.touch(tx, decision.guild_id, DECISION_PANEL, decision.id)
