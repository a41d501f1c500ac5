"""Guilds that removed the bot: erased thirty days later, unless they come back.

Everything about people goes through the keepers of the features, a member a transaction, so that nobody else waits;
then characters with all that was read of them, settings, ways of telling with their secrets, what hangs and what waits
to be told, figures, pictures, and every text. What stays is said in `storage.leaving`. Each step asks anew whether the
guild is still gone, does nothing twice, and that it is erased is noted last: a crash in between only delays the rest.
"""

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from domain.draws import DrawState
from domain.errors import Refusal
from domain.pot_settings import PotState
from domain.pots import Ending
from services.desk import Desk
from storage import audit, contests, draws, leaving, members, pots

if TYPE_CHECKING:
    from services.draws import Draws
    from services.draws.steps import Steps
    from services.pots.locking import Locking
    from services.privacy import Keeper

log = logging.getLogger(__name__)

AFTER: Final = timedelta(days=30)
_BATCH: Final = 200


class ComesBack(Exception):
    """The guild is not gone any more."""


class Leaving:
    """Erase guilds that left."""

    def __init__(
        self,
        desk: Desk,
        keepers: Callable[[], Sequence["Keeper"]],
        locking: Callable[[], "Locking"],
        draws: Callable[[], "Draws"],
    ) -> None:
        self._desk = desk
        self._keepers = keepers
        self._locking = locking
        self._draws = draws

    async def due(self) -> None:
        """Erase what is to be erased now; what cannot be yet waits for the next time."""
        before = self._desk.clock() - AFTER
        for guild_id in await self._desk.db.read(lambda tx: leaving.due(tx, before)):
            try:
                done = await self._erase(guild_id, before)
            except ComesBack:
                log.info("a guild came back while it was being erased", extra={"guild": guild_id})
            except Exception:
                # One that stumbles must not keep the others from being erased.
                log.exception("a guild could not be erased", extra={"guild": guild_id})
            else:
                log.info("a guild was erased" if done else "a guild is erased later", extra={"guild": guild_id})

    async def _erase(self, guild_id: int, before: datetime) -> bool:
        """Erase a guild; False when something has to come to its end first."""

        def step(work: Callable[[Connection], None]) -> Callable[[Connection], None]:
            def checked(tx: Connection) -> None:
                if not leaving.is_due(tx, guild_id, before):
                    raise ComesBack
                work(tx)

            return checked

        # They load here, on the event loop, and not in the midst of a write.
        keepers, locking, steps = self._keepers(), self._locking(), self._draws().steps
        await self._desk.db.write(step(lambda tx: self._wind_up(tx, guild_id, locking, steps)))
        if await self._desk.db.read(lambda tx: leaving.busy(tx, guild_id)):
            return False
        refused = False
        async for member_id in self._each(guild_id, leaving.people):
            try:
                await self._desk.db.write(step(lambda tx, one=member_id: self._erase_member(tx, one, keepers)))
            except Refusal as refusal:
                log.info("a member cannot be erased yet", extra={"guild": guild_id, "reason": refusal.code})
                refused = True
        if refused:
            return False
        await self._desk.db.write(step(lambda tx: leaving.forget_contests(tx, guild_id)))
        async for character_id in self._each(guild_id, leaving.characters):
            await self._desk.db.write(step(lambda tx, one=character_id: leaving.forget_character(tx, one)))
        await self._desk.db.write(step(lambda tx: self._finish(tx, guild_id)))
        return True

    async def _each(self, guild_id: int, listed: Callable[..., list[int]]) -> AsyncIterator[int]:
        """The ids of what a guild has, however many, each once."""
        after = 0
        while batch := await self._desk.db.read(lambda tx, at=after: listed(tx, guild_id, at, limit=_BATCH)):
            for one in batch:
                yield one
            after = batch[-1]

    def _wind_up(self, tx: Connection, guild_id: int, locking: "Locking", steps: "Steps") -> None:
        """Nothing goes on in it: pots are refunded, and what else is open is called off, nobody being told."""
        now = self._desk.clock()
        for pot in pots.listed(tx, guild_id, [PotState.OPEN]):
            locking.end(tx, pot, Ending.OFFICERS, now, by=None)
        for contest_id, draw_id in leaving.open_contests(tx, guild_id):
            state = None if draw_id is None else draws.by_id(tx, draw_id).state
            if state not in (None, DrawState.COMMITTED, DrawState.LOCKED):
                continue
            if draw_id is not None:
                steps.cancel(tx, draw_id, by=None, why="contest", now=now)
            contests.cancel(tx, contest_id, "")
        leaving.call_off(tx, guild_id, now)

    def _erase_member(self, tx: Connection, member_id: int, keepers: Sequence["Keeper"]) -> None:
        for keeper in keepers:
            keeper.erase(tx, member_id)
        members.forget(tx, member_id, self._desk.clock())

    def _finish(self, tx: Connection, guild_id: int) -> None:
        now = self._desk.clock()
        audit.append(tx, guild_id, "guild.erased", actor=None, at=now, facts={})
        leaving.forget_rest(tx, guild_id)
        leaving.erased(tx, guild_id, now)
