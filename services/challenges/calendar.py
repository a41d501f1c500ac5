"""A challenge's dates on the guild's calendar: how they are typed, and in which week it starts."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from domain.challenge_settings import Voting
from domain.challenges import Dates, check_dates, week_of
from domain.guild import TIMEZONE
from domain.moments import parse_moment
from domain.settings import zone
from storage import settings

_VOTING_LASTS: Final = timedelta(days=2)

Typed = tuple[str, str, str, str]
"""When it starts, submissions close, voting closes and it ends, as somebody typed it."""


def read_dates(typed: Typed, voting: Voting, now: datetime, timezone: str) -> Dates:
    """The dates that were typed; raises `Invalid`.

    Without one, voting closes two days after the submissions, and the challenge ends with the voting.
    """
    clock = zone(timezone)
    starts_at, closes_at = (parse_moment(one, now, clock) for one in typed[:2])
    votes, ends = (parse_moment(one, now, clock) if one.strip() else None for one in typed[2:])
    votes_at = votes or closes_at + _VOTING_LASTS
    if voting is Voting.NONE:
        votes_at = closes_at
    return check_dates(Dates(starts_at, closes_at, votes_at, ends or votes_at), voting)


def week_in(tx: Connection, guild_id: int, dates: Dates) -> tuple[int, int]:
    """Year and week in which it starts, on the guild's calendar."""
    (timezone,) = settings.some(tx, guild_id, TIMEZONE)
    return week_of(dates.starts_at, zone(str(timezone)))
