"""Flags: looking for collusion in open pots, and what officers do about it before the lock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import Connection

from domain.errors import Conflict, Forbidden, NotFound
from domain.pages import turned_to
from domain.people import Actor, Rank
from domain.pot_flags import FlagState, Joiner, Thresholds, suspicions
from domain.pot_settings import CROWD_PERCENT, FAST_JOINS, FLAGGED, FLAGS_ALERT, YOUNG_DAYS
from domain.pots import Pot, check_open, check_reason
from fairness.checks import snowflake_time
from services import access
from services.desk import Desk
from services.pots.finding import find
from services.pots.stakes import give_back
from storage import audit, notices, pot_flags, pots, settings
from storage.pot_flags import Flag

PAGE = 5


@dataclass(frozen=True, slots=True)
class Flagged:
    """One page of a guild's flags, those that wait for officers first; `waiting` counts these."""

    flags: tuple[Flag, ...]
    page: int
    pages: int
    total: int
    waiting: int


class Flags:
    """What officers do about what was noticed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def page(self, actor: Actor, page: int) -> Flagged:
        """One page of the flags; a page out of range is the nearest there is. Raises `Forbidden`."""

        def work(tx: Connection) -> Flagged:
            access.require(tx, actor, Rank.OFFICER)
            total, waiting = pot_flags.count(tx, actor.guild_id)
            at, pages = turned_to(page, total, PAGE)
            shown = pot_flags.page(tx, actor.guild_id, limit=PAGE, offset=(at - 1) * PAGE)
            return Flagged(tuple(shown), at, pages, total, waiting)

        return await self._desk.db.read(work)

    async def clear(self, actor: Actor, flag_id: int) -> Flag:
        """Wave it through; raises `Forbidden` (no officer, one's own), `NotFound` and `Conflict` (decided before)."""
        return await self._decide(actor, flag_id, FlagState.CLEARED, "")

    async def hold(self, actor: Actor, flag_id: int, reason: str) -> Flag:
        """Give the entry back, for that reason: the person is out of this pot for good.

        Raises `Forbidden`, `NotFound`, `Invalid` (reason) and `Conflict` (decided before, the pot is locked).
        """
        return await self._decide(actor, flag_id, FlagState.HELD, check_reason(reason))

    async def _decide(self, actor: Actor, flag_id: int, state: FlagState, reason: str) -> Flag:
        now = self._desk.clock()

        def work(tx: Connection) -> Flag:
            member = access.enter(tx, actor, Rank.OFFICER, now)
            flag = pot_flags.find(tx, actor.guild_id, flag_id)
            if flag is None:
                raise NotFound("pot.flag_unknown")
            if flag.member_id == member.id:
                raise Forbidden("pot.flag_own")
            if state is FlagState.HELD:
                check_open(find(tx, actor.guild_id, flag.pot_id), now)
            if not pot_flags.decide(tx, flag_id, state, reason, by=member.id, now=now):
                raise Conflict("pot.flag_decided")
            facts = {"pot": flag.pot_id, "member": flag.member_id, "flag": flag.kind.value}
            if state is FlagState.HELD:
                pot_flags.decide_others(tx, flag, state, reason, by=member.id, now=now)
                tickets, paid, _ = give_back(tx, find(tx, actor.guild_id, flag.pot_id), flag.member_id, now, why=reason)
                facts |= {"tickets": tickets, "credits": paid}
            kind, salt = f"pot.flag_{state}", self._desk.entropy(16)
            audit.append(
                tx,
                actor.guild_id,
                kind,
                actor=member.id,
                at=now,
                facts=facts,
                note=reason,
                salt=salt,
                officers_only=True,
            )
            decided = pot_flags.find(tx, actor.guild_id, flag_id)
            assert decided is not None  # noqa: S101 - it was just decided
            return decided

        return await self._desk.db.write(work)


def watch(tx: Connection, pot: Pot, now: datetime) -> int:
    """Flag what is new in an open pot, and tell the officers once there are too many; how many are new."""
    fast, days, percent, enough = cast(
        "tuple[int, int, int, int]", settings.some(tx, pot.guild_id, FAST_JOINS, YOUNG_DAYS, CROWD_PERCENT, FLAGS_ALERT)
    )
    hurried = pot_flags.hurried(tx, pot.id, fast)
    known = pot_flags.waved_through(tx, pot.id)
    places = pot_flags.places(tx, pot.id, now)
    joiners = [
        Joiner(
            one.member_id,
            _made_at(one.user_id),
            hurried.get(one.member_id, (one.since,)),
            one.tickets,
            known.get(one.member_id, frozenset()),
            places.get(one.member_id, frozenset()),
        )
        for one in pots.entrants(tx, pot.id)
        if one.user_id is not None
    ]
    found = suspicions(joiners, Thresholds(fast, timedelta(days=days), percent))
    fresh = pot_flags.raise_flags(tx, pot.id, found, now)
    for one in fresh:
        facts = {"pot": pot.id, "member": one.member_id, "flag": one.kind.value}
        audit.append(tx, pot.guild_id, "pot.flagged", actor=None, at=now, facts=facts, officers_only=True)
    if fresh and pot_flags.open_in(tx, pot.id) >= enough:
        told = {"pot": pot.id}
        notices.put(tx, pot.guild_id, FLAGGED.name, key=f"pot:{pot.id}:flagged", facts=told, now=now)
    return len(fresh)


def _made_at(user_id: int) -> datetime:
    """When a Discord account was made: its id tells."""
    return datetime.fromtimestamp(snowflake_time(user_id) / 1000, UTC)
