"""The house as a whole: its services, and what the clock asks them to do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from clients.outside import Outside
from domain.clan import SCHEDULE
from domain.guild import TIMEZONE
from services.desk import Desk
from services.health import Health
from services.log import GuildLog
from services.notices import Notices
from services.panels import Panels
from services.settings import GuildSettings

if TYPE_CHECKING:
    from services.clan import Clan
    from services.privacy import Privacy


@dataclass(frozen=True, slots=True)
class Job:
    """Something the clock asks for again and again; what is due stands in the tables."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[None]]


class Guildhall:
    """All services on one desk; a feature loads when it is first asked for, so that a start waits for none."""

    def __init__(self, desk: Desk, outside: Outside) -> None:
        self.desk = desk
        self._outside = outside
        self.health = Health(desk)
        self.settings = GuildSettings(desk)
        self.log = GuildLog(desk)
        self.notices = Notices(desk)
        self.panels = Panels(desk)
        for setting in (SCHEDULE, TIMEZONE):
            self.settings.when_changed(setting, _follow_schedule)

    @cached_property
    def clan(self) -> "Clan":
        """The roster, its runs, what everybody gained, and imports."""
        from services.clan import open_clan

        return open_clan(self.desk, self._outside)

    @cached_property
    def privacy(self) -> "Privacy":
        """What is kept about a person, through every feature's hook."""
        from services.clan import ClanKeeper
        from services.privacy import HouseKeeper, Privacy

        return Privacy(self.desk, (HouseKeeper(), ClanKeeper()))

    def jobs(self) -> tuple[Job, ...]:
        """What the scheduler runs, in the order in which one tick does it."""
        return (
            Job("runs", timedelta(seconds=10), self.clan.runs.due),
            Job("histories", timedelta(seconds=30), self.clan.imports.fetch_histories),
            Job("panels", timedelta(seconds=1), self.panels.repaint),
            Job("notices", timedelta(seconds=2), self.notices.deliver),
            Job("tidy", timedelta(hours=6), self.tidy),
        )

    async def tick(self) -> None:
        """Do everything that is due now, to its end, and return when it is done."""
        await self.clan.runs.due()
        await self.clan.runs.quiet()
        for job in self.jobs():
            await job.run()

    async def tidy(self) -> None:
        """Drop what was told, shown or prepared long ago."""
        await self.notices.tidy()
        await self.clan.imports.tidy()

    async def close(self) -> None:
        """Let go of the outside world; what was under way is taken up at the next start."""
        if "clan" in vars(self):
            await self.clan.runs.close()
        await self._outside.close()


def _follow_schedule(tx: Connection, guild_id: int, now: datetime) -> None:
    from services.clan import schedule

    schedule.follow(tx, guild_id, now)
