"""Raids without Discord: logs on a pretend Warcraft Logs, members with characters, and officers who import them."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from clients.backoff import Backoff
from clients.beacon import Relays
from clients.outside import Outside
from clients.warcraft_logs import WarcraftLogs
from domain.guild import LOOT_SYSTEM
from domain.people import Actor
from domain.points import Pool
from domain.raiders import parse_raider
from playground.warcraft_logs import CLIENT, SECRET, DemoWarcraftLogs, Log, Pull
from services.desk import Desk
from services.guildhall import Guildhall
from services.loot.raiding import Applied
from services.loot.raids import Raids
from storage import members, points, raiders, settings
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.drawing import LOCAL, PostOffice

OFFICER = Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)
MARA, TOM, YLVA, BRAM = (Actor(GUILD, 9010 + number, frozenset(), manages_guild=False) for number in range(4))
REALM = "Silvermoon"
EVENING = datetime(2026, 11, 19, 19, tzinfo=UTC)
PLAYERS: Sequence[tuple[str, str | None]] = (("Mara", REALM), ("Tom", REALM), ("Ylva", REALM), ("Pug", "Draenor"))
EVERYBODY = (1, 2, 3, 4)
VEXIE, RIK, STIX = (3009, "Vexie", 4), (3011, "Rik", 4), (3012, "Stix", 4)
TRASH = (0, "Trash", None)


def night(code: str = "aaaaBBBBccccDDDD", **changes: Any) -> Log:
    """Trash, a wipe, and two kills in 40 minutes: Ylva misses the second one."""
    pulls = [
        Pull(*TRASH, 0, 5, EVERYBODY),
        Pull(*VEXIE, 6, 4, EVERYBODY),
        Pull(*VEXIE, 12, 6, EVERYBODY, kill=True),
        Pull(*RIK, 30, 10, (1, 2, 4), kill=True),
    ]
    return replace(Log(code, "Thursday", "Undermine", EVENING, PLAYERS, pulls), **changes)


@dataclass
class Camp:
    """Where a guild raids."""

    desk: Desk
    clock: Clock
    hall: Guildhall
    office: PostOffice
    server: DemoWarcraftLogs

    @property
    def raids(self) -> Raids:
        """The raids' services."""
        return self.hall.loot.raids

    async def know(self, who: Actor, name: str, realm: str = REALM) -> int:
        """Somebody has a character; returns their member id."""

        def work(tx: Connection) -> int:
            member = members.ensure(tx, GUILD, who.user_id, EVENING - timedelta(days=9))
            main = not raiders.of_member(tx, member.id)
            raiders.add(tx, GUILD, parse_raider(name, realm), member.id, main=main, by=None, now=self.clock())
            return member.id

        return await self.desk.db.write(work)

    async def settle(self) -> None:
        """Mara, Tom and Ylva have their characters."""
        for who, name in ((MARA, "Mara"), (TOM, "Tom"), (YLVA, "Ylva")):
            await self.know(who, name)

    async def set(self, name: str, value: Any) -> None:
        """A leader sets something."""
        await self.desk.db.write(lambda tx: settings.put(tx, GUILD, name, value, by=None, at=self.clock()))

    async def choose(self, system: str) -> None:
        """The guild hands its loot out like that."""
        await self.set(LOOT_SYSTEM.name, system)

    async def bring_in(self, log: Log) -> Applied:
        """An officer imports a log as it is now."""
        self.server.add(log)
        preview = await self.raids.importing.preview(OFFICER, log.code)
        assert preview.draft is not None
        return await self.raids.importing.apply(OFFICER, preview.draft)

    async def has(self, who: Actor, pool: Pool = Pool.DKP) -> int:
        """What somebody has, in hundredths."""

        def work(tx: Connection) -> int:
            member = members.find(tx, GUILD, who.user_id)
            return points.balance(tx, member.id, pool) if member else 0

        return await self.desk.db.read(work)

    async def holdings(self, *who: Actor, pool: Pool = Pool.DKP) -> tuple[int, ...]:
        """What these have, in whole points."""
        return tuple([await self.has(one, pool) // 100 for one in who])


@asynccontextmanager
async def open_camp(desk: Desk, clock: Clock) -> AsyncGenerator[Camp]:
    """A house whose Warcraft Logs is on this machine."""
    async with DemoWarcraftLogs() as server:
        outside = Outside(_nobody, _nobody, _silent, lambda: logs_at(server, clock))
        hall = Guildhall(desk, outside, lambda: b"raids")
        office = PostOffice(clock)
        hall.notices.courier = office
        yield Camp(desk, clock, hall, office, server)
        await hall.close()


def logs_at(server: DemoWarcraftLogs, clock: Clock) -> WarcraftLogs:
    """A client of that server, with little patience."""
    again = Backoff(first=0.002)
    return WarcraftLogs(server.url, CLIENT, SECRET, "tests", clock=clock, backoff=again, total_timeout=0.3, rest=0.1)


def _silent() -> Relays:
    return Relays(["http://127.0.0.1:1"], LOCAL.chain, "tests", clock=lambda: EVENING)


def _nobody() -> Any:
    raise AssertionError("nobody else is asked for a raid")
