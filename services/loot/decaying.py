"""Decay: a percentage off everybody's points, by officers after a preview, and by the clock once a week."""

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import cast

from sqlalchemy import Connection

from domain.errors import Conflict
from domain.guild import LOOT_SYSTEM, TIMEZONE
from domain.loot import DAYS, DECAY_DAY, DECAY_HOUR, DECAY_WITH_BASE, DECAYED, DKP_DECAY, EPGP_DECAY, System
from domain.people import Actor, Rank
from domain.points import Batch, Decay, Move, Pool
from domain.settings import zone
from services import access
from services.desk import Desk
from services.loot.books import Books
from services.loot.people import Person, people
from services.loot.standings import POOLS, rates_of
from storage import members, notices, points, settings

log = logging.getLogger(__name__)

_RATE = {System.EPGP: EPGP_DECAY, System.DKP: DKP_DECAY}
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a decay would do: everybody's moves, and the decay itself."""

    system: System
    decay: Decay
    moves: tuple[Move, ...]
    people: dict[int, Person]


class Decaying:
    """Take a percentage off."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def preview(self, actor: Actor, system: System, percent: int | None) -> Outlook:
        """What a decay would do right now, at that percentage (hundredths) or the guild's; nothing is done.

        Raises `Forbidden` and `Conflict` (nobody has points, the guild's percentage is 0).
        """

        def work(tx: Connection) -> Outlook:
            access.require(tx, actor, Rank.OFFICER)
            decay = _decay(tx, actor.guild_id, system, percent)
            stands = points.balances(tx, actor.guild_id, *decay.pools)
            moves = tuple(
                Move(member_id, pool, before, decay.left(pool, before))
                for member_id, mine in stands.items()
                for pool, before in mine.items()
                if before != decay.left(pool, before)
            )
            if not moves:
                raise Conflict("points.nothing_to_decay")
            return Outlook(system, decay, moves, dict(people(tx, {move.member_id for move in moves})))

        return await self._desk.db.read(work)

    async def apply(self, actor: Actor, system: System, percent: int, key: str) -> tuple[Batch, int]:
        """Decay now, once per `key`; the batch and how many balances it touched. Raises what `preview` raises."""
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Batch, int]:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            decay = _decay(tx, actor.guild_id, system, percent)
            done = self._books.decay(tx, actor.guild_id, decay, key=f"decay:{key}", at=now, by=member.id)
            if done is None:
                raise Conflict("points.done_before")
            _tell(tx, done, now)
            return done

        return await self._desk.db.write(work)

    async def due(self) -> None:
        """Every guild's weekly decay whose time has come; one that a restart or a late tick missed is made up for."""
        now = self._desk.clock()
        for guild_id in await self._desk.db.read(members.present_guilds):
            try:
                await self._weekly(guild_id, now)
            except Exception:
                log.exception("a guild's decay stumbled", extra={"guild": guild_id})

    async def _weekly(self, guild_id: int, now: datetime) -> None:
        if await self._desk.db.read(lambda tx: _due(tx, guild_id, now)) is not None:
            await self._desk.db.write(lambda tx: self._take(tx, guild_id, now))

    def _take(self, tx: Connection, guild_id: int, now: datetime) -> None:
        if (due := _due(tx, guild_id, now)) is None:
            return
        key, decay = due
        done = self._books.decay(tx, guild_id, decay, key=key, at=now, by=None)
        if done is not None:
            _tell(tx, done, now)


def weekly_moment(day: str, hour: int, timezone: str, now: datetime) -> datetime:
    """The last moment at or before now at which a guild's week ends: that day and hour where the guild lives."""
    local = now.astimezone(zone(timezone))
    back = (local.weekday() - DAYS.index(day)) % 7
    moment = datetime.combine(local.date() - timedelta(days=back), time(hour), local.tzinfo)
    return moment if moment <= now else datetime.combine(moment.date() - _WEEK, time(hour), local.tzinfo)


def _due(tx: Connection, guild_id: int, now: datetime) -> tuple[str, Decay] | None:
    """The week's decay and its key, unless it was taken, or there is nothing that is older than the week's end."""
    chosen, day, hour, timezone = cast(
        "tuple[str, str, int, str]", settings.some(tx, guild_id, LOOT_SYSTEM, DECAY_DAY, DECAY_HOUR, TIMEZONE)
    )
    system = System(chosen)
    if system not in _RATE:
        return None
    moment = weekly_moment(day, hour, timezone, now)
    key = f"weekly:{system}:{moment.date().isoformat()}"
    first = points.first_at(tx, guild_id, POOLS[system])
    if first is None or first >= moment or points.by_key(tx, guild_id, key) is not None:
        return None
    (percent,) = cast("tuple[int]", settings.some(tx, guild_id, _RATE[system]))
    return (key, _decay(tx, guild_id, system, percent)) if percent else None


def _decay(tx: Connection, guild_id: int, system: System, percent: int | None) -> Decay:
    if system not in _RATE:
        raise Conflict("points.no_decay")
    rate, with_base = cast("tuple[int, bool]", settings.some(tx, guild_id, _RATE[system], DECAY_WITH_BASE))
    taken = rate if percent is None else percent
    if not taken:
        raise Conflict("points.no_percent")
    base = rates_of(tx, guild_id).base_gp if with_base and Pool.GP in POOLS[system] else None
    return Decay(POOLS[system], taken, base)


def _tell(tx: Connection, done: tuple[Batch, int], now: datetime) -> None:
    batch, touched = done
    facts = {"batch": batch.id, "people": touched}
    notices.put(tx, batch.guild_id, DECAYED.name, key=f"decay:{batch.id}", facts=facts, now=now)
