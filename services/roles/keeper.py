"""What roles by rank keep about a person."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from storage import members, rank_rules
from storage.engine import after_commit


class RolesKeeper:
    """What roles by rank keep about a person: the rules they made, and the roles they have or are to have."""

    tables = ("rank_rules", "rank_holders")

    def __init__(self, to_take: Callable[[int], None], clock: Callable[[], datetime]) -> None:
        self._to_take = to_take
        self._clock = clock

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Every rule that the member made, and every role that is theirs by a rule, with since when."""
        return {
            "role_rules": [_plain(row) for row in rank_rules.made_by(tx, member_id)],
            "roles": [_plain(row) for row in rank_rules.held_by(tx, member_id)],
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take the person out of every rule; until Discord has taken their roles, that alone is known of them."""
        if rank_rules.erase(tx, member_id, self._clock()):
            after_commit(tx, partial(self._to_take, members.guild_of(tx, member_id)))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row as a file can hold it."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
