"""On what terms credits can be asked for: what a guild set, and what was granted and asked for this week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection

from domain.credit import Credit
from domain.guild import OFFICERS_CHANNEL, TIMEZONE
from domain.notices import Event
from domain.request_settings import COOLDOWN_HOURS, EXPIRES_DAYS, TERMS, TWO_FROM
from domain.requests import Record, Rules, week_of
from domain.settings import zone
from storage import credit_requests, notices, settings


@dataclass(frozen=True, slots=True)
class Terms:
    """What a guild calls a kind of credit (empty: as everybody does), and its rules."""

    called: str
    rules: Rules


def terms_of(tx: Connection, guild_id: int, credit: Credit) -> Terms:
    """The guild's terms for that kind as they are now."""
    own = TERMS[credit]
    name, *numbers = settings.some(
        tx, guild_id, own.name, own.member_week, own.guild_week, COOLDOWN_HOURS, TWO_FROM, EXPIRES_DAYS
    )
    member_week, guild_week, hours, two_from, days = cast("list[int]", numbers)
    rules = Rules(member_week, guild_week, timedelta(hours=hours), two_from, timedelta(days=days))
    return Terms("" if name == own.name.default else str(name), rules)


def record_of(tx: Connection, guild_id: int, member_id: int, credit: Credit, now: datetime) -> Record:
    """What was granted, is asked for and was denied before; nobody's for a member id that there is not."""
    (timezone,) = settings.some(tx, guild_id, TIMEZONE)
    week = week_of(now, zone(str(timezone)))
    return Record(
        week,
        *credit_requests.granted_since(tx, guild_id, credit, week.starts, member_id),
        credit_requests.waiting_credits(tx, guild_id, credit),
        any(one.credit is credit for one in credit_requests.waiting_of(tx, member_id)),
        credit_requests.last_denied(tx, member_id, credit),
    )


def reaches_officers(tx: Connection, guild_id: int, event: Event) -> bool:
    """Whether an event has a way to officers alone.

    What is asked for and why it was denied is for officers: unlike other events of theirs, it is told nowhere rather
    than in the channel of everybody, unless a leader chose so.
    """
    route = notices.route(tx, guild_id, event.name)
    if route.channel_id or route.webhook_url:
        return route.enabled
    (channel,) = settings.some(tx, guild_id, OFFICERS_CHANNEL)
    return route.enabled and channel is not None
