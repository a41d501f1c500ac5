"""When a clan's runs are due: reckoned from its settings, kept in its table."""

from datetime import datetime

from sqlalchemy import Connection

from domain.clan_settings import OVERVIEW, OVERVIEW_PANEL, SCHEDULE
from domain.guild import TIMEZONE
from domain.schedules import next_run, parse_times
from domain.settings import zone
from storage import panels, runs, settings


def reckon(tx: Connection, guild_id: int, now: datetime) -> datetime | None:
    """Set when the next run is due, by the guild's times and timezone as they are now."""
    times, timezone = settings.some(tx, guild_id, SCHEDULE, TIMEZONE)
    due = next_run(parse_times(str(times)), now, zone(str(timezone)))
    runs.schedule(tx, guild_id, due)
    show(tx, guild_id)
    return due


def ensure(tx: Connection, guild_id: int, now: datetime) -> None:
    """Reckon it for a clan that has none yet."""
    if not runs.scheduled(tx, guild_id):
        reckon(tx, guild_id, now)


def follow(tx: Connection, guild_id: int, now: datetime) -> None:
    """A setting that it depends on changed."""
    if runs.scheduled(tx, guild_id):
        reckon(tx, guild_id, now)
    else:
        show(tx, guild_id)


def show(tx: Connection, guild_id: int) -> None:
    """Whatever shows the clan at a glance has something new to show."""
    panels.touch(tx, guild_id, OVERVIEW_PANEL, OVERVIEW)
