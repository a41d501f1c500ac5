"""What requests keep about a person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.request_settings import PANEL, State
from services.requests.ending import end
from storage import credit_requests, panels


class RequestsKeeper:
    """What requests keep about a person: what they asked for, and what they decided and said about others'."""

    tables = ("credit_requests", "request_approvals")

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def export(self, tx: Connection, member_id: int) -> dict[str, Any]:
        """Every request with what became of it, and every decision."""
        return {
            "credit_requests": credit_requests.of_member(tx, member_id),
            "credit_requests_decided": credit_requests.decided_by(tx, member_id),
        }

    def erase(self, tx: Connection, member_id: int) -> None:
        """Withdraw what waits and take the texts; what was granted stays in the books as nobody's."""
        now = self._clock()
        for request in credit_requests.waiting_of(tx, member_id):
            end(tx, request, State.WITHDRAWN, by=member_id, now=now)
        for guild_id, request_id in credit_requests.concerning(tx, member_id):
            panels.touch(tx, guild_id, PANEL, request_id)  # what hangs there names them
        credit_requests.erase(tx, member_id)
