"""What officers learn from their guild's pots."""

from datetime import datetime

from sqlalchemy import Connection

from domain import pot_insights as rules
from domain.guild import TIMEZONE
from domain.people import Actor, Rank
from domain.settings import zone
from domain.windows import Window, window_start
from services import access
from services.desk import Desk
from storage import pot_insights, settings


class Insights:
    """Look back at a guild's pots."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def of(self, actor: Actor, window: Window) -> rules.Insights:
        """The guild's pots within that window, as they stand now; raises `Forbidden`."""
        now = self._desk.clock()

        def work(tx: Connection) -> rules.Insights:
            access.require(tx, actor, Rank.OFFICER)
            (timezone,) = settings.some(tx, actor.guild_id, TIMEZONE)
            since = window_start(window, now, zone(str(timezone)))
            return look(tx, actor.guild_id, window, since, now)

        return await self._desk.db.read(work)


def look(tx: Connection, guild_id: int, window: Window, since: datetime, now: datetime) -> rules.Insights:
    """A guild's pots within a window that began at `since`."""
    players, came_back = pot_insights.players(tx, guild_id, since)
    return rules.Insights(
        window=window,
        since=since,
        until=now,
        opened=pot_insights.opened(tx, guild_id, since),
        fills=rules.fills(pot_insights.fill_times(tx, guild_id, since)),
        players=players,
        came_back=came_back,
        stakes=pot_insights.stakes(tx, guild_id, since),
        endings=pot_insights.endings(tx, guild_id, since),
        flags=pot_insights.flags(tx, guild_id, since),
    )
