"""Bringing who holds which role to what the rules say: in every guild by itself, one call to Discord at a time."""

import logging
from datetime import timedelta
from typing import Final

from domain.leaderboard_settings import Board
from services.desk import Desk
from services.lanes import Lanes
from services.roles.books import Books, obstacles, read_ranked
from services.roles.hands import Hands, Ranking, Slip, Slipped
from services.roles.visiting import RECONCILE_EVERY, Visit, Watch, places_of
from storage import rank_rules
from storage.notices import Lane

log = logging.getLogger(__name__)

_PATIENCE: Final = 5.0  # seconds
_FIRST_WAIT: Final = timedelta(seconds=30)
_LONGEST_WAIT: Final = timedelta(minutes=10)


class Giving:
    """Give and take roles.

    What is to be done follows from the tables; what is remembered here only says when it is worth looking at them.
    """

    def __init__(self, desk: Desk, ranking: Ranking) -> None:
        self.hands: Hands | None = None
        self._desk = desk
        self._ranking = ranking
        self._watches: dict[int, Watch] | None = None
        self._lanes = Lanes(self._visit, _PATIENCE)
        ranking.when_ranked(self._ranked)

    async def due(self) -> None:
        """Do what the rules ask for now, in every guild that has rules; one that takes long is not waited for."""
        if self.hands is None:
            return
        if self._watches is None:
            await self._learn()
        now = self._desk.clock()
        if ready := [guild_id for guild_id, watch in self._known().items() if watch.is_due(now)]:
            await self._lanes.run(Lane(guild_id, urgent=False) for guild_id in ready)

    async def close(self) -> None:
        """Give and take nothing more after what is in hand."""
        await self._lanes.close()

    def begin(self, guild_id: int) -> None:
        """Rules of the guild changed: look at it at the next tick, and try again what Discord refused."""
        if self._watches is not None:
            watch = self._watches.setdefault(guild_id, Watch())
            watch.due, watch.anew, watch.wait_until, watch.reconcile_at = True, True, None, None

    def to_take(self, guild_id: int) -> None:
        """Somebody was erased whose role is to be taken at the next tick."""
        if self._watches is not None:
            self._watches.setdefault(guild_id, Watch()).due = True

    def look_again(self, guild_id: int) -> None:
        """Something about the guild's roles or the bot's own changed: look at it at the next tick."""
        if watch := self._watch(guild_id):
            watch.due = True

    def seen(self, guild_id: int, user_id: int) -> None:
        """Somebody did something in the guild: whoever had left is back."""
        if (watch := self._watch(guild_id)) and user_id in watch.parked:
            self.returned(guild_id, user_id)

    def returned(self, guild_id: int, user_id: int) -> None:
        """Somebody joined the guild: what they have a claim to is theirs at the next tick."""
        if watch := self._watch(guild_id):
            watch.gone.discard(user_id)
            watch.back.add(user_id)
            watch.due = True

    def left(self, guild_id: int, user_id: int) -> None:
        """Somebody left the guild, and their roles went with them."""
        if watch := self._watch(guild_id):
            watch.back.discard(user_id)
            watch.gone.add(user_id)
            watch.due = True

    async def foresee(self, guild_id: int) -> tuple[Books, dict[int, set[int]] | None]:
        """The books as the next visit will find them, and who has the roles, where Discord shows that.

        Raises `Slipped` when Discord cannot be reached. Nothing is given or taken; what was refused is tried again.
        """
        hands, now = self.hands_now(), self._desk.clock()
        rules = await self._desk.db.read(lambda tx: rank_rules.of_guild(tx, guild_id))
        places = await places_of(self._ranking, guild_id, rules.values())
        books = await self._desk.db.read(lambda tx: read_ranked(tx, guild_id, places, now))
        views = {role_id: hands.view(guild_id, role_id) for role_id in books.roles}
        books = books.blocked_by(obstacles(books, views, {}))
        open_roles = [role_id for role_id in books.roles if role_id not in books.closed]
        everybody = await hands.holders(guild_id, open_roles) if open_roles else None
        if books.rules:
            self.begin(guild_id)
        return books, None if everybody is None else {role_id: set(who) for role_id, who in everybody.items()}

    def hands_now(self) -> Hands:
        """The hands; without any Discord is out of reach."""
        if self.hands is None:
            raise Slipped(Slip.UNREACHABLE)
        return self.hands

    async def _visit(self, lane: Lane) -> None:
        hands, watch = self.hands, self._watch(lane.guild_id)
        if hands is None or watch is None:
            return
        watch.due = False
        visit = Visit(self._desk, self._ranking, hands, lane.guild_id, watch, stopping=lambda: self._lanes.closed)
        try:
            if not await visit.carry_out() and not watch.due:
                del self._known()[lane.guild_id]
        except Slipped:
            log.info("Discord cannot be reached; roles wait", extra={"guild": lane.guild_id})
            self._wait(watch)
        except Exception:
            self._wait(watch)
            raise

    def _wait(self, watch: Watch) -> None:
        watch.due = True
        watch.wait_until = self._desk.clock() + min(_FIRST_WAIT * 2 ** min(watch.failures, 10), _LONGEST_WAIT)
        watch.failures += 1

    async def _learn(self) -> None:
        """The guilds that have rules; all are looked at now, and everybody in them within the hour, in turns."""
        guilds, now = await self._desk.db.read(rank_rules.guilds), self._desk.clock()
        self._watches = {
            guild_id: Watch(reconcile_at=now + timedelta(seconds=guild_id % RECONCILE_EVERY.seconds))
            for guild_id in guilds
        }

    def _known(self) -> dict[int, Watch]:
        return self._watches or {}

    def _watch(self, guild_id: int) -> Watch | None:
        return self._known().get(guild_id)

    def _ranked(self, guild_id: int, board: Board) -> None:
        if (watch := self._watch(guild_id)) and board in watch.boards:
            watch.due = True
