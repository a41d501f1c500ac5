"""The pretend world: an offline Discord with the demo guild in it; game, tracker, beacon and logins are stand-ins."""

import math
import random
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

import bot as root
from clients.hiscores import Manners
from config import Settings
from domain.links import Account
from domain.people import Actor
from fairness.local_beacon import LocalBeacon
from playground.beacon import DemoBeacon
from playground.cast import Cast, cast
from playground.clock import PretendClock
from playground.doings import Doings
from playground.due import next_due
from playground.growth import Characters
from playground.guild import DemoGuild, set_up, settle
from playground.hiscores import DemoHiscores
from playground.loopback import NOT_FOUND
from playground.oauth import CLIENT as APP
from playground.oauth import SECRET as APP_SECRET
from playground.oauth import DemoDiscord
from playground.offline import OfflineDiscord
from playground.troubles import Troubles
from playground.warcraft_logs import CLIENT, SECRET, DemoWarcraftLogs
from playground.wise_old_man import DemoWiseOldMan
from services.linking import BACK_TO

REAL_ANSWERS: Final = Path(__file__).parents[2] / "shared" / "data" / "hiscores"
WISE_OLD_MAN_GROUP: Final = 139
NOBODY: Final = "nobody"
"""The one name that the demo hiscores do not list; whatever else somebody types exists."""

_RUN_HOUR: Final = 6
_BEACON_IS_OLDER: Final = timedelta(days=1)
_SELDOM: Final = timedelta(hours=2)
_SOON: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class World:
    """Everything in it, and letting time pass."""

    env: OfflineDiscord
    bot: root.Bot
    cast: Cast
    guild: DemoGuild
    faces: Mapping[str, tuple[str, bytes]]
    hiscores: DemoHiscores
    wise_old_man: DemoWiseOldMan
    warcraft_logs: DemoWarcraftLogs
    beacon: DemoBeacon
    troubles: Troubles
    accounts: DemoDiscord
    doings: Doings

    @property
    def clock(self) -> PretendClock:
        """The time here."""
        return self.env.clock

    @property
    def people(self) -> Mapping[str, MemberActor]:
        """Who can act, by key."""
        return self.guild.people

    @property
    def channels(self) -> Mapping[str, ChannelHandle]:
        """Where, by name."""
        return self.guild.channels

    def actor(self, key: str) -> Actor:
        """That person as the services know them."""
        titles = next(part.roles for part in self.cast.people if part.key == key)
        roles = frozenset(self.guild.roles[title].id for title in titles)
        return Actor(self.guild.handle.id, self.people[key].id, roles, manages_guild=False)

    async def pass_time(self, span: timedelta) -> None:
        """Let the calendar run ahead by `span`; whatever falls due in it is done at that very moment.

        What follows from it, or has no moment of its own, is seen to soon after and then less and less often.
        """
        until, latency = self.clock.now() + span, self.hiscores.latency
        self.hiscores.latency = 0.0
        pause = _SOON
        try:
            with self.env.time_context():
                while (now := self.clock.now()) < until:
                    due = await self._next_due(now)
                    to = min(until, now + pause, due or until)
                    async with self.env.turn:
                        self.env.skip((to - now).total_seconds())
                    await self.bot.tick()
                    pause = _SOON if to == due else min(3 * pause, _SELDOM)
        finally:
            self.hiscores.latency = latency

    async def _next_due(self, now: datetime) -> datetime | None:
        return await self.bot.db.read(lambda tx: next_due(tx, now, self.beacon.local.chain))


def last_run_before(now: datetime) -> datetime:
    """The newest of the daily runs that are over at `now`."""
    today = now.replace(hour=_RUN_HOUR, minute=0, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


@asynccontextmanager
async def open_world(settings: Settings, *, seed: int, start: datetime, since: datetime) -> AsyncGenerator[World]:
    """A world whose clock stands at `start`, with the guild set up and nobody on the roster yet.

    A seed and a start repeat a world exactly, in all that the bot keeps: even its secrets follow from the seed.
    The characters have their real numbers at `since`. Of `settings`, what leads to the outside is replaced. Whoever
    makes the bot do something from outside of Discord does so in `env.time_context()`, or it reads the real clock.
    """
    characters = Characters(seed, since=since, everybody=True)
    real = tuple(name.shown for name in characters.load(REAL_ANSWERS))
    everyone = cast(seed, real)
    for played in everyone.played[len(real) :]:
        characters.add(played.name, played.kind)
    clock = PretendClock(start)
    rounds = LocalBeacon.started(b"playground %d" % seed, int((start - _BEACON_IS_OLDER).timestamp()))
    async with (
        DemoHiscores(characters, clock=clock.now) as hiscores,
        DemoWiseOldMan(characters, clock=clock.now) as wise_old_man,
        DemoWarcraftLogs() as warcraft_logs,
        DemoBeacon(rounds, clock=clock.now) as beacon,
        DemoDiscord(clock=clock.now) as accounts,
    ):
        hiscores.always(NOBODY, NOT_FOUND)
        names = tuple(played.name for played in everyone.played) + everyone.strangers
        wise_old_man.add_group(WISE_OLD_MAN_GROUP, everyone.guild, names)
        # One character after the other: their snapshots have the same order in every world of this seed.
        offline = _offline(settings, seed, hiscores, wise_old_man, warcraft_logs, beacon, accounts)
        bot = root.build(offline, entropy=random.Random(f"entropy:{seed}").randbytes, manners=Manners(slots=1))
        troubles = Troubles(clock.now)
        env = OfflineDiscord(bot, clock, troubles.note)
        try:
            await env.start()
        except BaseException:
            await bot.close()
            raise
        try:
            with env.time_context():
                guild, faces = settle(env, everyone)
                await set_up(guild, everyone)
            for part in everyone.people:
                accounts.add(Account(guild.people[part.key].id, part.name, None))
            accounts.redirects.add(settings.public_url + BACK_TO)
            outside = (hiscores, wise_old_man, warcraft_logs, beacon)
            doings = Doings(clock.now)
            bot.add_listener(doings.note, "on_interaction")
            yield World(env, bot, everyone, guild, faces, *outside, troubles, accounts, doings)
        finally:
            await bot.close()
            await env.shutdown()


def _offline(
    settings: Settings,
    seed: int,
    hiscores: DemoHiscores,
    wise_old_man: DemoWiseOldMan,
    warcraft_logs: DemoWarcraftLogs,
    beacon: DemoBeacon,
    accounts: DemoDiscord,
) -> Settings:
    """The settings with nothing in them that belongs to the operator or leads anywhere else."""
    return settings.model_copy(
        update={
            "discord_token": SecretStr(""),
            "discord_client_id": APP,
            "discord_client_secret": SecretStr(APP_SECRET),
            "discord_url": accounts.url,
            "database_url": "",
            "secret_key": SecretStr(random.Random(f"secret key:{seed}").randbytes(32).hex()),
            "hiscores_url": hiscores.url,
            "hiscores_rate": math.inf,  # a pace would let the moment decide who is asked next
            "wise_old_man_url": wise_old_man.url,
            "wise_old_man_key": SecretStr("demo"),
            "warcraft_logs_url": warcraft_logs.url,
            "warcraft_logs_client_id": CLIENT,
            "warcraft_logs_client_secret": SecretStr(SECRET),
            "contact": "the playground",
            "beacon_urls": beacon.url,
            "beacon_chain": beacon.local.info(),
        }
    )
