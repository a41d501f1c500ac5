"""Opening a decision: what dropped, who is asked, and the rules that are frozen with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection

from domain.decisions import Decision, Drop, Rules, check_closing, check_drop, parse_price
from domain.errors import Invalid, NotFound
from domain.guild import LOOT_SYSTEM, TIMEZONE
from domain.loot import (
    ANSWER_MINUTES,
    DECISION_OPENED,
    QUORUM,
    RECENT_DAYS,
    SELF_VOTE,
    TRANSPARENCY,
    Quality,
    Slot,
    System,
    Transparency,
)
from domain.moments import parse_moment
from domain.people import Actor, Rank
from domain.settings import zone
from services import access
from services.desk import Desk
from services.loot.council.finding import find
from storage import audit, ballots, decisions, members, notices, raids, settings
from storage.ballots import Part


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer typed; without `closes` and `transparency` as the guild has set. `raid` is a raid's id."""

    item: str
    quality: Quality | None = None
    slot: Slot | None = None
    ilvl: int | None = None
    item_id: int | None = None
    gp: str = ""
    boss: str = ""
    raid: int | None = None
    closes: str = ""
    transparency: Transparency | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """Discord's ids of those who have a raider's role, and of the officers; empty where nobody can tell."""

    raiders: Sequence[int] = ()
    council: Sequence[int] = ()


class Opening:
    """Open decisions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def check(self, actor: Actor, asked: Asked) -> None:
        """Raise what `open` would; nothing is done."""
        now = self._desk.clock()
        _drop(asked)

        def work(tx: Connection) -> None:
            access.require(tx, actor, Rank.OFFICER)
            _rules(tx, actor.guild_id, asked, now)
            _raiders(tx, actor.guild_id, asked.raid, (), now)

        await self._desk.db.read(work)

    async def open(self, actor: Actor, asked: Asked, channel_id: int, called: Called) -> Decision:
        """Open a decision in that channel; raises `Forbidden`, `Invalid` and `NotFound` (the raid).

        Those who were in the raid are asked, else those with a raider's role; anybody where that leaves nobody.
        """
        drop = _drop(asked)
        now = self._desk.clock()

        def work(tx: Connection) -> Decision:
            officer = access.enter(tx, actor, Rank.OFFICER, now)
            rules = _rules(tx, actor.guild_id, asked, now)
            raiders = _raiders(tx, actor.guild_id, asked.raid, called.raiders, now)
            decision_id = decisions.open_decision(
                tx,
                actor.guild_id,
                drop,
                rules,
                anyone=not raiders,
                raid_id=asked.raid,
                channel_id=channel_id,
                by=officer.id,
                now=now,
            )
            ballots.ask(tx, decision_id, Part.RAIDER, raiders)
            council = [members.ensure(tx, actor.guild_id, user, now).id for user in called.council]
            ballots.ask(tx, decision_id, Part.COUNCIL, council)
            facts = {"decision": decision_id, "asked": len(raiders), "transparency": rules.transparency.value}
            audit.append(tx, actor.guild_id, "loot.opened", actor=officer.id, at=now, facts=facts)
            told, key = {"decision": decision_id}, f"decision:{decision_id}:opened"
            notices.put(tx, actor.guild_id, DECISION_OPENED.name, key=key, facts=told, now=now)
            return find(tx, actor.guild_id, decision_id)

        return await self._desk.db.write(work)


def _drop(asked: Asked) -> Drop:
    gp = parse_price(asked.gp)
    return check_drop(Drop(asked.item, asked.item_id, asked.quality, asked.slot, asked.ilvl, gp, asked.boss))


def _rules(tx: Connection, guild_id: int, asked: Asked, now: datetime) -> Rules:
    names = (TIMEZONE, LOOT_SYSTEM, ANSWER_MINUTES, TRANSPARENCY, SELF_VOTE, QUORUM, RECENT_DAYS)
    found = settings.some(tx, guild_id, *names)
    timezone, system, minutes, transparency, self_vote, quorum, days = cast(
        "tuple[str, str, int, str, bool, int, int]", found
    )
    closes_at = now + timedelta(minutes=minutes)
    if asked.closes.strip():
        closes_at = parse_moment(asked.closes, now, zone(timezone))
    if asked.gp.strip() and system == System.COUNCIL:
        raise Invalid("loot.price_council")
    seen = asked.transparency or Transparency(transparency)
    return Rules(check_closing(closes_at, now), System(system), seen, self_vote, quorum, days)


def _raiders(tx: Connection, guild_id: int, raid: int | None, with_role: Sequence[int], now: datetime) -> list[int]:
    """Those who are asked, who can all answer: people on Discord."""
    if raid is None:
        return [members.ensure(tx, guild_id, user, now).id for user in with_role]
    if raids.find(tx, guild_id, raid) is None:
        raise NotFound("loot.raid_unknown")
    there = raids.attendees(tx, raid)
    users = members.users(tx, set(there))
    return [one for one in there if users.get(one) is not None]
