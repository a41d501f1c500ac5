"""What the books say of one member, read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from domain.challenge_boards import Taking, taking_part, weeks_of
from domain.clan import Character
from domain.credit import Credit
from domain.guild import LOOT_SYSTEM, TIMEZONE
from domain.leaderboard_settings import Board
from domain.loot import System
from domain.metrics import OVERALL, TOTAL_LEVEL
from domain.profiles import Win, course
from domain.windows import Window
from services.leaderboards.reading import board_of, hour_of, start_of
from storage import (
    behind,
    challenge_points,
    characters,
    ledger,
    links,
    members,
    pots,
    preferences,
    settings,
    snapshots,
    taking,
    wins,
)
from storage.links import Link

Course = tuple[tuple[datetime, int], ...]
"""Moments, and what was gained up to them."""


@dataclass(frozen=True, slots=True)
class Wallet:
    """What somebody has by kind of credit, and the credits in pots that are not over."""

    held: Mapping[Credit, int]
    staked: int


EMPTY: Final = Wallet({}, 0)


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept about a member that a card can tell.

    `since` is when they were first seen, `levels` are total levels by character, `course` is what the characters gained
    together over thirty days, empty before they were looked at twice. `earned` are the points of all challenges.
    `wallet` is None for eyes that it is not for, `timezone` is the guild's.
    """

    member_id: int
    since: datetime
    blocked: bool
    link: Link | None
    region: str
    team: str
    characters: tuple[Character, ...]
    levels: Mapping[int, int]
    course: Course
    wins: tuple[Win, ...]
    won: int
    earned: int
    taking: Taking | None
    wallet: Wallet | None
    system: System
    timezone: str


def known(tx: Connection, guild_id: int, user_id: int, now: datetime, *, wallet: bool) -> Known | None:
    """What is kept about somebody, with their wallet where that is asked for; None for who was never seen."""
    member = members.find(tx, guild_id, user_id)
    if member is None:
        return None
    owned = [one for one in characters.owned(tx, member.id) if one.left_at is None]
    said = preferences.of(tx, member.id)
    timezone, loot = map(str, settings.some(tx, guild_id, TIMEZONE, LOOT_SYSTEM))
    return Known(
        member_id=member.id,
        since=members.first_seen(tx, {member.id})[member.id],
        blocked=member.blocked is not None,
        link=links.of(tx, member.id),
        region=said.region,
        team=said.team,
        characters=tuple(owned),
        levels=snapshots.newest_of(tx, [one.id for one in owned], TOTAL_LEVEL) if owned else {},
        course=_course(tx, guild_id, owned, now),
        wins=wins.of(tx, member.id),
        won=wins.credits_won(tx, member.id),
        earned=challenge_points.all_time(tx, guild_id, [member.id]).get(member.id, 0),
        taking=_taking(tx, guild_id, member.id, now),
        wallet=purse(tx, member.id) if wallet else None,
        system=System(loot),
        timezone=timezone,
    )


def purse(tx: Connection, member_id: int) -> Wallet:
    """What a member has."""
    return Wallet(ledger.held(tx, member_id), pots.staked(tx, member_id))


def _course(tx: Connection, guild_id: int, owned: Sequence[Character], now: datetime) -> Course:
    """The gains of characters as they grew, up to their newest snapshot."""
    read = {one.id: one for one in owned if one.first_at is not None and one.last_at is not None}
    if not read:
        return ()
    # From where the board of gains counts too.
    start = start_of(tx, board_of(guild_id, Board.XP, Window.THIRTY_DAYS), hour_of(now))
    begun = max(start, min(one.first_at for one in read.values() if one.first_at))
    changes = [(who, at, value) for who, _, at, value in snapshots.course(tx, read, [OVERALL], start)]
    return course(behind.baselines(tx, read, start), changes, behind.looks(tx, read, start), begun)


def _taking(tx: Connection, guild_id: int, member_id: int, now: datetime) -> Taking | None:
    """How a member takes part in challenges; None for who never did."""
    handed_in = taking.handed_in(tx, guild_id, [member_id])
    if not handed_in:
        return None
    return taking_part(weeks_of(taking.rounds(tx, guild_id), now), handed_in, now).get(member_id)
