"""Provable rolls: a tie is committed to, locked and called in one go, and the beacon decides (`FAIRNESS.md`, `tie`)."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from domain.errors import Conflict
from fairness import persons
from fairness.protocol import Claim, Kind
from services.desk import Desk
from services.draws import Draws, Mismatch, Plan
from services.draws.steps import tell_mismatch
from storage import draw_entries, draws, members
from storage.draws import Record

log = logging.getLogger(__name__)

Rolled = Callable[[Connection, Record, int, datetime], bool]
"""Called with the settled draw and the winner's member id; returns whether the roll was for this feature."""

GivenUp = Callable[[Connection, Record, datetime], bool]
"""Called when no round came for a day; returns whether the roll was for this feature."""


class Rolls:
    """Rolls for whoever needs one; what follows is done in the transaction that keeps the outcome."""

    def __init__(self, desk: Desk, draws_: Draws) -> None:
        self._desk = desk
        self._draws = draws_
        self._rolled: list[Rolled] = []
        self._given_up: list[GivenUp] = []
        draws_.when_settled(Kind.TIE, self._settle)
        draws_.when_silent(Kind.TIE, self._give_up)

    def when_rolled(self, follow: Rolled, give_up: GivenUp) -> None:
        """Let a feature act on its rolls."""
        self._rolled.append(follow)
        self._given_up.append(give_up)

    def begin(
        self,
        tx: Connection,
        guild_id: int,
        title: str,
        rules: str,
        tied: Sequence[int],
        *,
        channel_id: int,
        by: int | None,
        now: datetime,
    ) -> int:
        """Commit to a roll among these members and lock it, one ticket each; returns the draw's id.

        Raises `Conflict` when fewer than two of them can be named in a proof (people on Discord can).
        """
        users = members.users(tx, set(tied))
        names = {persons.member(user): one for one in tied if (user := users.get(one)) is not None}
        if len(names) < len(tied) or len(tied) < 2:
            raise Conflict("loot.roll_among")
        plan = Plan(Kind.TIE, title, now, 1, rules, channel_id)
        record = self._draws.steps.commit(tx, guild_id, plan, by=by, now=now)
        self._draws.steps.lock(tx, record.id, [Claim(who, 1, "") for who in names], names, now)
        return record.id

    async def due(self) -> None:
        """Call every roll whose commitment and entries are posted."""
        now = self._desk.clock()
        for record in await self._desk.db.read(lambda tx: draws.locked(tx, Kind.TIE)):
            if record.lock_post is not None and record.commitment_post is not None:
                await self._call(record, now)

    async def _call(self, record: Record, now: datetime) -> None:
        try:
            await self._desk.db.write(lambda tx: self._draws.steps.call(tx, record.id, by=None, now=now))
        except Conflict:  # somebody else called it
            return
        except Mismatch:
            log.exception("a roll cannot be called", extra={"draw": record.id})
            await self._desk.db.write(lambda tx: tell_mismatch(tx, record, now))

    def _settle(self, tx: Connection, record: Record, now: datetime) -> None:
        self._draws.verify(tx, record)
        winner = draw_entries.winner(tx, record.id)
        if winner is None:
            raise Mismatch(f"the winner of roll {record.id} is nobody here")
        any(follow(tx, record, winner, now) for follow in self._rolled)

    def _give_up(self, tx: Connection, record: Record, now: datetime) -> None:
        any(follow(tx, record, now) for follow in self._given_up)
        draws.give_up(tx, record.id, now)
