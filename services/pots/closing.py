"""The officers' and the clock's side of a pot: pausing, locking, cancelling, and whatever its time has come for."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import Connection

from domain.errors import Conflict
from domain.people import Actor, Rank
from domain.pot_settings import STUCK, PotState
from domain.pots import STUCK_AFTER, Ending, Pot, check_open, check_reason
from services import access
from services.desk import Desk
from services.draws import Mismatch
from services.draws.steps import tell_mismatch
from services.pots.finding import changed, find
from services.pots.flagging import watch
from services.pots.locking import Locking
from services.telling import Telling
from storage import audit, draws, notices, pots

log = logging.getLogger(__name__)


class Closing:
    """Bring pots to their end."""

    def __init__(self, desk: Desk, locking: Locking, deliver: Callable[[], Awaitable[None]]) -> None:
        self._desk = desk
        self._locking = locking
        self._deliver = deliver
        self._watched: dict[int, tuple[int, int]] = {}
        self.telling = Telling(self.post)

    async def lock(self, actor: Actor, pot_id: int) -> Pot:
        """Close the entries now; raises `Forbidden`, `NotFound` and `Conflict` (not open)."""
        now = self._desk.clock()

        def work(tx: Connection) -> Pot:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            pot = find(tx, actor.guild_id, pot_id)
            check_open(pot, now)
            self._locking.lock(tx, pot, now, by=member.id)
            return find(tx, actor.guild_id, pot_id)

        pot = await self._desk.db.write(work)
        await self.telling.now()
        return pot

    async def pause(self, actor: Actor, pot_id: int, reason: str) -> Pot:
        """Take no entries for that reason; raises `Forbidden`, `NotFound`, `Invalid` and `Conflict`."""
        return await self._hold(actor, pot_id, check_reason(reason))

    async def resume(self, actor: Actor, pot_id: int) -> Pot:
        """Take entries again; raises `Forbidden`, `NotFound` and `Conflict`."""
        return await self._hold(actor, pot_id, None)

    async def cancel(self, actor: Actor, pot_id: int, reason: str) -> Pot:
        """Call an open pot off, publicly: everybody is refunded.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (not open any more).
        """
        why = check_reason(reason)
        now = self._desk.clock()

        def work(tx: Connection) -> Pot:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            pot = find(tx, actor.guild_id, pot_id)
            check_open(pot, now)
            salt = self._desk.entropy(16)
            self._locking.end(tx, pot, Ending.OFFICERS, now, by=member.id, reason=why, salt=salt)
            return find(tx, actor.guild_id, pot_id)

        pot = await self._desk.db.write(work)
        await self.telling.now()
        return pot

    async def due(self) -> None:
        """Do for every pot what its time has come for: look for flags, lock, call, tell officers, refund."""
        now = self._desk.clock()
        live, newest = await self._desk.db.read(lambda tx: (pots.live(tx), pots.newest_stakes(tx)))
        self._watched = {one.id: self._watched[one.id] for one in live if one.id in self._watched}
        locked = False
        for pot in live:
            if not self._worth_attending(pot, newest.get(pot.id, 0), now):
                continue
            try:
                locked |= await self._desk.db.write(lambda tx, pot=pot: self._attend(tx, pot, now))
            except Exception:
                # One that stumbles must not keep the others from being attended to.
                log.exception("a pot stumbled", extra={"pot": pot.id, "guild": pot.guild_id})
        if locked:
            await self.telling.now()

    async def post(self) -> None:
        """Post what was decided, and call the draw of each pot whose entry list is up."""
        await self._deliver()
        called = False
        for pot in await self._desk.db.read(pots.live):
            if pot.state is PotState.LOCKED:
                called |= await self._call(pot)
        if called:
            await self._deliver()

    async def _call(self, pot: Pot) -> bool:
        now = self._desk.clock()

        def work(tx: Connection) -> bool:
            return self._locking.call(tx, find(tx, pot.guild_id, pot.id), now)

        try:
            return await self._desk.db.write(work)
        except (Mismatch, Conflict) as problem:
            log.exception("a pot cannot be called", extra={"pot": pot.id})
            if isinstance(problem, Mismatch):
                await self._desk.db.write(lambda tx: tell_mismatch(tx, draws.by_id(tx, pot.draw_id), now))
            return False

    async def _hold(self, actor: Actor, pot_id: int, reason: str | None) -> Pot:
        now = self._desk.clock()

        def work(tx: Connection) -> Pot:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            pot = find(tx, actor.guild_id, pot_id)
            check_open(pot, now)
            if not pots.pause(tx, pot_id, reason):
                raise Conflict("pot.not_paused" if reason is None else "pot.paused_before", name=pot.terms.name)
            salt = self._desk.entropy(16)
            kind = "pot.resumed" if reason is None else "pot.paused"
            facts = {"pot": pot_id}
            audit.append(tx, pot.guild_id, kind, actor=member.id, at=now, facts=facts, note=reason or "", salt=salt)
            changed(tx, pot)
            return find(tx, actor.guild_id, pot_id)

        return await self._desk.db.write(work)

    def _worth_attending(self, pot: Pot, newest: int, now: datetime) -> bool:
        """An open pot whose entries did not change since they were looked at needs nothing until it closes."""
        if pot.state is not PotState.OPEN or now >= pot.closes_at:
            return True
        stands = (pot.sold, newest)
        seen, self._watched[pot.id] = self._watched.get(pot.id), stands
        return pot.sold > 0 and seen != stands

    def _attend(self, tx: Connection, known: Pot, now: datetime) -> bool:
        """What is due for one pot; whether something is to be posted at once."""
        pot = find(tx, known.guild_id, known.id)
        if pot.state is PotState.OPEN:
            if now >= pot.closes_at:
                self._locking.lock(tx, pot, now, by=None)
                return True
            watch(tx, pot, now)
            return False
        if pot.over or self._locking.refund_unposted(tx, pot, now):
            return pot.state is PotState.LOCKED
        if pot.locked_at is not None and now - pot.locked_at >= STUCK_AFTER:
            told = {"pot": pot.id}
            if notices.put(tx, pot.guild_id, STUCK.name, key=f"pot:{pot.id}:stuck", facts=told, now=now):
                changed(tx, pot)  # by now members are asked for the round, on the pot's own panel
        return pot.state is PotState.LOCKED
