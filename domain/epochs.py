"""Epochs: the books between two restores. Nobody knows what happened after the backup that was put back was made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.notices import Event

RESTORED: Final = Event("house.restored")
EVENTS: Final = (RESTORED,)

_AT_LEAST: Final = 1000
_A_DRAW: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Epoch:
    """How an epoch began in a guild: `number` is 2 after the first restore; the draws in between were not used.

    `saved_at` is when the backup was made, `restored_at` when it was put back, both aware UTC. Its draws count on from
    `first_draw`; the last that the books know of before it is `last_draw`.
    """

    number: int
    last_draw: int
    first_draw: int
    saved_at: datetime
    restored_at: datetime

    @property
    def skipped(self) -> int:
        """How many numbers no draw of the books has."""
        return self.first_draw - self.last_draw - 1


def first_draw(highest: int, saved_at: datetime, restored_at: datetime) -> int:
    """The first number past any that a guild could have used since the backup.

    `highest` is the highest that is known of. A thousand draws at once are allowed for, and one every minute since the
    backup was made: two restores of the same backup cannot meet either, as long as a guild draws less often than that.
    """
    return highest + 1 + _AT_LEAST + max(0, -((saved_at - restored_at) // _A_DRAW))
