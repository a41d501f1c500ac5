"""Contests: from a leader's draft to the winner that everybody can check."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from services.contests.closing import Closing
from services.contests.making import Making
from services.contests.views import Views
from services.desk import Desk
from services.draws import Draws
from storage import contests


@dataclass(frozen=True, slots=True)
class Contests:
    """The contests' services side by side."""

    making: Making
    closing: Closing
    views: Views


def open_contests(desk: Desk, draws: Draws, deliver: Callable[[], Awaitable[None]]) -> Contests:
    """The contests' services; `deliver` posts at once what an act has put into the outbox."""
    return Contests(Making(desk, draws), Closing(desk, draws, deliver), Views(desk, draws))


class ContestsKeeper:
    """What contests keep about a person: those made, those taken part in; entries that are locked are the draw's."""

    tables = ("contests", "contest_characters")

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """The contests made, and the entries held in each."""
        return {"contests_made": contests.made_by(tx, member_id), "contests": contests.taken_by(tx, member_id)}

    def erase(self, tx: Connection, member_id: int) -> None:
        """Take the person out of every contest; a proof of one that is over still verifies."""
        contests.forget(tx, member_id)
