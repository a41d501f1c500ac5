"""Decay: a percentage off everybody's points, by officers after a preview, and by the clock once a week."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, cast

from sqlalchemy import Connection

from domain.errors import Conflict
from domain.guild import LOOT_SYSTEM, TIMEZONE
from domain.loot import DAYS, DECAY_DAY, DECAY_HOUR, DECAY_WITH_BASE, DECAYED, DKP_DECAY, EPGP_DECAY, System
from domain.people import Actor, Rank
from domain.points import Batch, Decay, Move, Pool
from domain.settings import zone
from services import access
from services.desk import Desk
from services.loot.acts import Done, done
from services.loot.books import Books
from services.loot.passing import Passing, foreseen
from services.loot.people import Person
from services.loot.standings import POOLS, rates_of
from storage import drafts, members, notices, points, settings

log = logging.getLogger(__name__)

DRAFT: Final = "points.decay"
"""The kind of draft that a preview leaves for its button."""

_RATE = {System.EPGP: EPGP_DECAY, System.DKP: DKP_DECAY}
_WEEK = timedelta(days=7)
_DECIDED = "decay.{}"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a decay would do: everybody's moves, and who moves past whom; `draft` is what the button carries."""

    system: System
    decay: Decay
    moves: tuple[Move, ...]
    people: Mapping[int, Person]
    passing: Passing
    draft: int


class Decaying:
    """Take a percentage off."""

    def __init__(self, desk: Desk, books: Books) -> None:
        self._desk = desk
        self._books = books

    async def preview(self, actor: Actor, system: System, percent: int | None) -> Outlook:
        """What a decay would do right now, at that percentage (hundredths) or the guild's; nothing is done.

        Raises `Forbidden` and `Conflict` (nobody has points, the guild's percentage is 0).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> tuple[Decay, tuple[Move, ...], int]:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            decay = _decay(tx, actor.guild_id, system, percent)
            moves = tuple(_moves(tx, actor.guild_id, decay))
            if not moves:
                raise Conflict("points.nothing_to_decay")
            body = {"system": system.value, "percent": decay.percent}
            return decay, moves, drafts.keep(tx, actor.guild_id, DRAFT, body, by=officer.id, now=now)

        decay, moves, draft = await self._desk.db.write(work)
        found, named = await foreseen(self._desk, actor.guild_id, moves)
        return Outlook(system, decay, moves, named, found, draft)

    async def apply(self, actor: Actor, draft_id: int) -> Done:
        """Decay as a preview showed, once; a second time says what stands.

        Raises `Forbidden` and `Conflict` (the preview is too old, nobody has points any more).
        """
        now = self._desk.clock()

        def work(tx: Connection) -> Done:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            key = f"decay:{draft_id}"
            if (stands := points.by_key(tx, actor.guild_id, key)) is not None:
                return done(tx, stands, first=False)
            body = drafts.take(tx, actor.guild_id, DRAFT, draft_id, now)
            if body is None:
                raise Conflict("points.draft_gone")
            decay = _decay(tx, actor.guild_id, System(body["system"]), body["percent"])
            batch = self._books.decay(tx, actor.guild_id, decay, key=key, at=now, by=officer.id)
            if batch is None or not batch[1]:
                raise Conflict("points.nothing_to_decay")
            _tell(tx, batch[0], now)
            return done(tx, batch[0])

        return await self._desk.db.write(work)

    async def due(self) -> None:
        """Every guild's weekly decay whose time has come; one that a restart or a late tick missed is made up for.

        Whether a week ends with a decay is decided once, when its end is first seen, by what is set then.
        """
        now = self._desk.clock()
        for guild_id in await self._desk.db.read(members.present_guilds):
            try:
                await self._weekly(guild_id, now)
            except Exception:
                log.exception("a guild's decay stumbled", extra={"guild": guild_id})

    async def _weekly(self, guild_id: int, now: datetime) -> None:
        if await self._desk.db.read(lambda tx: _ended(tx, guild_id, now)) is not None:
            await self._desk.db.write(lambda tx: self._decide(tx, guild_id, now))

    def _decide(self, tx: Connection, guild_id: int, now: datetime) -> None:
        if (moment := _ended(tx, guild_id, now)) is None:
            return
        settings.remember(tx, _DECIDED.format(guild_id), moment.date().isoformat())
        if (decay := _due(tx, guild_id, moment)) is None:
            return
        key = f"weekly:{moment.date().isoformat()}"
        taken = self._books.decay(tx, guild_id, decay, key=key, at=now, by=None)
        if taken is not None and taken[1]:
            _tell(tx, taken[0], now)


def weekly_moment(day: str, hour: int, timezone: str, now: datetime) -> datetime:
    """The last moment at or before now at which a guild's week ends: that day and hour where the guild lives."""
    local = now.astimezone(zone(timezone))
    back = (local.weekday() - DAYS.index(day)) % 7
    moment = datetime.combine(local.date() - timedelta(days=back), time(hour), local.tzinfo)
    return moment if moment <= now else datetime.combine(moment.date() - _WEEK, time(hour), local.tzinfo)


def _ended(tx: Connection, guild_id: int, now: datetime) -> datetime | None:
    """The end of the guild's last week, unless it was decided; weeks end seven days apart at least, whatever is set."""
    day, hour, timezone = cast("tuple[str, int, str]", settings.some(tx, guild_id, DECAY_DAY, DECAY_HOUR, TIMEZONE))
    moment = weekly_moment(day, hour, timezone, now)
    decided = settings.fact(tx, _DECIDED.format(guild_id))
    return moment if decided is None or date.fromisoformat(decided) <= moment.date() - _WEEK else None


def _due(tx: Connection, guild_id: int, moment: datetime) -> Decay | None:
    """The decay with which that week ends, unless none is set, or nobody had points yet."""
    (chosen,) = settings.some(tx, guild_id, LOOT_SYSTEM)
    system = System(str(chosen))
    if system not in _RATE:
        return None
    first = points.first_at(tx, guild_id, POOLS[system])
    if first is None or first >= moment:
        return None
    (percent,) = cast("tuple[int]", settings.some(tx, guild_id, _RATE[system]))
    return _decay(tx, guild_id, system, percent) if percent else None


def _moves(tx: Connection, guild_id: int, decay: Decay) -> Iterator[Move]:
    """What it does to everybody, those first who lose most."""
    stands = points.balances(tx, guild_id, *decay.pools)
    losses = {one: sum(had - decay.left(pool, had) for pool, had in mine.items()) for one, mine in stands.items()}
    for member_id in sorted(stands, key=lambda one: (-losses[one], one)):
        for pool in decay.pools:
            before = stands[member_id].get(pool, 0)
            if before != (after := decay.left(pool, before)):
                yield Move(member_id, pool, before, after)


def _decay(tx: Connection, guild_id: int, system: System, percent: int | None) -> Decay:
    if system not in _RATE:
        raise Conflict("points.no_decay")
    rate, with_base = cast("tuple[int, bool]", settings.some(tx, guild_id, _RATE[system], DECAY_WITH_BASE))
    taken = rate if percent is None else percent
    if not taken:
        raise Conflict("points.no_percent")
    base = rates_of(tx, guild_id).base_gp if with_base and Pool.GP in POOLS[system] else None
    return Decay(POOLS[system], taken, base)


def _tell(tx: Connection, batch: Batch, now: datetime) -> None:
    notices.put(tx, batch.guild_id, DECAYED.name, key=f"decay:{batch.id}", facts={"batch": batch.id}, now=now)
