"""The clock's side of requests: officers are reminded of what waits, and what waited too long expires."""

import logging
from datetime import datetime

from sqlalchemy import Connection

from domain.request_settings import REMINDER, State
from domain.requests import LONGEST_NOTICE, remind_at
from services.desk import Desk
from services.requests.ending import end
from services.requests.terms import reaches_officers
from storage import credit_requests, notices
from storage.credit_requests import CreditRequest

log = logging.getLogger(__name__)


class Clock:
    """What is due."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def due(self) -> None:
        """Remind officers once of what expires soon, and let go of what waited too long."""
        now = self._desk.clock()
        for request in await self._desk.db.read(lambda tx: credit_requests.expiring(tx, now + LONGEST_NOTICE)):
            try:
                await self._attend(request, now)
            except Exception:
                # One that stumbles must not keep the others from being attended to.
                log.exception("a request stumbled", extra={"request": request.id, "guild": request.guild_id})

    async def _attend(self, request: CreditRequest, now: datetime) -> None:
        if now >= request.expires_at:
            await self._desk.db.write(lambda tx: end(tx, request, State.EXPIRED, by=None, now=now))
        elif request.reminded_at is None and now >= remind_at(request.asked_at, request.expires_at):
            await self._desk.db.write(lambda tx: _remind(tx, request, now))


def _remind(tx: Connection, request: CreditRequest, now: datetime) -> None:
    if not credit_requests.remind(tx, request.id, now) or not reaches_officers(tx, request.guild_id, REMINDER):
        return
    key = f"request:{request.id}:reminder"
    notices.put(tx, request.guild_id, REMINDER.name, key=key, facts={"request": request.id}, now=now)
