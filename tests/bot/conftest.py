"""The real bot on an offline Discord, with a guild as most guilds are."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from discord.ext import commands
from pydantic import SecretStr
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle

import bot as root
from config import Settings, secret_key
from domain.errors import Refusal
from fairness.local_beacon import LocalBeacon
from playground.beacon import DemoBeacon
from playground.growth import Characters
from playground.hiscores import DemoHiscores
from playground.warcraft_logs import CLIENT, SECRET, DemoWarcraftLogs
from playground.wise_old_man import DemoWiseOldMan
from services.draws import Keys
from storage import draws
from tests.bot import description


@dataclass
class World:
    """A guild with a leader, an officer, a raider and channels; `env` is the offline Discord.

    `boss` has Manage Server and set everything up; the leader and the officer have the roles that boss chose.
    """

    env: simcord.Env
    guild: GuildHandle
    general: ChannelHandle
    news: ChannelHandle
    officer_role: RoleHandle
    leader_role: RoleHandle
    leader: MemberActor
    officer: MemberActor
    raider: MemberActor
    boss: MemberActor

    def show_to_everybody(self, command: str) -> None:
        """Somebody let everybody see a command that Discord hides from them otherwise."""
        found = self.env.backend.commands[None][command, discord.AppCommandType.chat_input.value]
        self.guild.set_command_permissions(int(found["id"]), {self.guild.default_role: True})

    def person(self, name: str, *roles: RoleHandle) -> MemberActor:
        """One more member."""
        return self.guild.add_member(self.env.create_user(name.lower(), global_name=name), roles=list(roles))

    @property
    def bot(self) -> root.Bot:
        """The bot as it runs now."""
        assert isinstance(self.env.bot, root.Bot)
        return self.env.bot

    async def restart(self) -> None:
        """Stop the bot as an operator would, and start it anew on the same data."""
        settings = self.bot.settings
        await self.bot.close()
        await self.env.restart_bot(root.build(settings))


class Clock:
    """The time of the offline Discord, once there is one: the demo services follow it."""

    def __init__(self) -> None:
        self.env: simcord.Env | None = None

    def __call__(self) -> datetime:
        return self.env.now() if self.env else datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _cogs_are_imported_once() -> Iterator[None]:
    """discord.py runs every extension's module anew for every bot, which takes a third of what a bot takes to start."""
    before = commands.Bot._load_from_module_spec
    known: dict[str, Any] = {}

    async def load(self: Any, spec: Any, key: str) -> None:
        if (module := known.get(key)) is None:
            await before(self, spec, key)
            known[key] = self.extensions[key]
        else:
            await module.setup(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands.Bot, "_load_from_module_spec", load)
        yield


@pytest.fixture
def clock() -> Clock:
    """What time it is for everybody but the tests."""
    return Clock()


@pytest.fixture
async def hiscores(clock: Clock) -> AsyncIterator[DemoHiscores]:
    """The game's hiscores on this machine; everybody that is asked for exists, until a test says otherwise."""
    characters = Characters(seed=1, since=datetime(2025, 12, 1, tzinfo=UTC), everybody=True)
    async with DemoHiscores(characters, clock=clock) as server:
        yield server


@pytest.fixture
async def wise_old_man(hiscores: DemoHiscores, clock: Clock) -> AsyncIterator[DemoWiseOldMan]:
    """Wise Old Man on this machine, knowing the same characters."""
    async with DemoWiseOldMan(hiscores.characters, clock=clock) as server:
        yield server


@pytest.fixture
async def warcraft_logs() -> AsyncIterator[DemoWarcraftLogs]:
    """Warcraft Logs on this machine, without any report yet."""
    async with DemoWarcraftLogs() as server:
        yield server


@pytest.fixture
async def beacon(clock: Clock) -> AsyncIterator[DemoBeacon]:
    """A relay of a test chain on this machine, which has run for a year."""
    local = LocalBeacon.started(b"tests", genesis=int(datetime(2025, 1, 1, tzinfo=UTC).timestamp()))
    async with DemoBeacon(local, clock=clock) as server:
        yield server


@pytest.fixture
def settings(
    path: Path,
    hiscores: DemoHiscores,
    wise_old_man: DemoWiseOldMan,
    warcraft_logs: DemoWarcraftLogs,
    beacon: DemoBeacon,
) -> Settings:
    """An operator's settings with everything in a folder of its own and the outside world on this machine."""
    return Settings(
        data_dir=path.parent,
        hiscores_url=hiscores.url,
        hiscores_rate=1000,
        wise_old_man_url=wise_old_man.url,
        warcraft_logs_url=warcraft_logs.url,
        warcraft_logs_client_id=CLIENT,
        warcraft_logs_client_secret=SecretStr(SECRET),
        beacon_urls=beacon.url,
        beacon_chain=beacon.local.info(),
    )


@pytest.fixture
async def env(settings: Settings, clock: Clock) -> AsyncIterator[simcord.Env]:
    """An offline Discord with the bot in it; its clock stands still until a test moves it."""
    # Seconds of this machine, which may be busy, for all that a tick does.
    env = clock.env = simcord.Env(root.build(settings), check_errors=False, settle_timeout=20)
    await env.start()
    yield env
    await env.bot.close()
    await env.shutdown()
    if unexpected := [error for error in env.errors if not _expected(error)]:
        raise BaseExceptionGroup("the bot raised", unexpected)


@pytest.fixture
async def world(env: simcord.Env) -> World:
    """A guild that its owner has set up."""
    guild = env.create_guild("Azeroth Guild")
    world = World(
        env=env,
        guild=guild,
        general=guild.create_text_channel("general"),
        news=guild.create_text_channel("news"),
        officer_role=(officers := guild.create_role("Officer")),
        leader_role=(leaders := guild.create_role("Guild Master")),
        leader=guild.add_member(env.create_user("sylva", global_name="Sylva"), roles=[leaders]),
        officer=guild.add_member(env.create_user("jaina", global_name="Jaina"), roles=[officers]),
        raider=guild.add_member(env.create_user("thrall", global_name="Thrall")),
        boss=guild.add_member(
            env.create_user("owner", global_name="Owner"),
            roles=[guild.create_role("Admin", permissions=discord.Permissions(manage_guild=True))],
        ),
    )
    with env.time_context():
        await _set_up(world)
    return world


async def _set_up(world: World) -> None:
    # It was told long ago which keys sign its draws; `test_setup` looks at a guild that was not.
    keys, now = Keys(partial(secret_key, world.bot.settings)).public, world.env.now()
    await world.bot.db.write(lambda tx: draws.note_keys(tx, world.guild.id, *keys, now))
    for name, value in (
        ("guild.leader_roles", world.leader_role.mention),
        ("guild.officer_roles", world.officer_role.mention),
        ("guild.announcements", world.news.mention),
    ):
        await world.boss.slash(world.general, "settings set", name=name, value=value)


@pytest.fixture(autouse=True)
def _as_discord_describes_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """Everything that a test makes the bot send is what Discord's published description allows."""
    if "env" not in request.fixturenames or description.description() is None:
        yield
        return
    env: simcord.Env = request.getfixturevalue("env")
    yield
    told: list[str] = []
    for sent in env.http_requests:
        told += description.complaints(sent.method, sent.path, json.dumps(sent.json, sort_keys=True))
        told += [f"{sent.method} {sent.path}: {beyond}" for beyond in description.beyond_limits(sent.json)]
    assert not told, "\n".join(told)


def _expected(error: BaseException) -> bool:
    """Refusals are answers; what matters is that they were worded, which the tests look at."""
    cause: Any = error
    while cause is not None:
        if isinstance(cause, Refusal | app_commands.CommandOnCooldown):
            return True
        cause = getattr(cause, "original", None) or cause.__cause__
    return False
