"""The house as a whole: its services, and what the clock asks them to do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from clients.hiscores import Hiscores
from clients.wise_old_man import WiseOldMan
from services.clan import ClanKeeper, open_clan
from services.desk import Desk
from services.health import Health
from services.log import GuildLog
from services.notices import Notices
from services.panels import Panels
from services.privacy import HouseKeeper, Privacy
from services.settings import GuildSettings


@dataclass(frozen=True, slots=True)
class Job:
    """Something the clock asks for again and again; what is due stands in the tables."""

    name: str
    every: timedelta
    run: Callable[[], Awaitable[None]]


class Guildhall:
    """All services on one desk."""

    def __init__(self, desk: Desk, hiscores: Hiscores, wise_old_man: WiseOldMan) -> None:
        self.desk = desk
        self._outside = (hiscores, wise_old_man)
        self.health = Health(desk)
        self.settings = GuildSettings(desk)
        self.log = GuildLog(desk)
        self.notices = Notices(desk)
        self.panels = Panels(desk)
        self.clan = open_clan(desk, self.settings, hiscores, wise_old_man)
        self.privacy = Privacy(desk, (HouseKeeper(), ClanKeeper()))

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
        await self.clan.runs.close()
        for client in self._outside:
            await client.close()
