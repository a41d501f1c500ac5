"""What happens to pots, in the log: a line once its transaction is on disk, with figures and never with names.

A line that is written inside a transaction lies when that is undone, and the thread that carries it out does not know
on whose behalf; so each is written after the commit, under the reference of what brought it about.
"""

import logging

from sqlalchemy import Connection

from domain.pots import Pot
from storage.engine import after_commit

log = logging.getLogger(__name__)


def note(tx: Connection, event: str, pot: Pot, **figures: int | str) -> None:
    """Log that this happened to a pot, if the transaction is kept."""
    after_commit(tx, lambda: log.info(event, extra={"guild": pot.guild_id, "pot": pot.id, **figures}))
