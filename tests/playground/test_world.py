"""The pretend world keeps its promises: one seed one world, timers that run, refusals that are no errors."""

import asyncio
import logging
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import discord
import pytest
from sqlalchemy import Connection

from clients.beacon import Relays
from config import Settings
from domain.errors import Unavailable
from fairness.beacon import QUICKNET
from playground import offline, past
from playground.cast import cast
from playground.clock import PretendClock
from playground.due import next_due
from playground.oauth import CLIENT
from playground.offline import is_refusal
from playground.troubles import Troubles
from playground.warcraft_logs import DEMO_NIGHT
from playground.world import World, last_run_before, open_world
from storage import audit, notices, runs

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A fresh world on the morning of NOW, with nobody on the roster."""
    async with open_world(Settings(data_dir=tmp_path), seed=7, start=NOW, since=NOW) as world:
        yield world


async def story(folder: Path, seed: int, until: datetime, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What people are told at the end of a short past: boards with names and exact numbers."""
    monkeypatch.setattr(past, "DAYS", 3)
    start = until - timedelta(days=past.DAYS - 1, hours=2)
    async with open_world(Settings(data_dir=folder), seed=seed, start=start, since=until) as world:
        await past.live(world, until)
        left = [one for messages in world.env.backend.messages.values() for one in messages.values()]
        assert not any(message.is_ephemeral for message in left)
        raider, clan = world.people["raider"], world.channels["clan"]
        boards = [
            await raider.slash(clan, "clan gains", metric=metric, window="7d") for metric in ("total_xp", "all_bosses")
        ]
        assert list(world.troubles.latest) == []
        assert len(announced(world)) == past.DAYS
        return [world.cast.guild, *(part.name for part in world.cast.people), *map(board_of, boards)]


def announced(world: World) -> list[Any]:
    """The runs that everybody was told of."""
    told = world.env.backend.messages.get(world.channels["announcements"].id, {}).values()
    return [message for message in told if "Snapshot complete" in str(message.components)]


def said(result: Any) -> str:
    """The text of an answer."""
    return str(result.response.content)


def board_of(result: Any) -> str:
    """The table in a board."""
    texts = [part["content"] for part in result.response.components[0]["components"] if "content" in part]
    return next(text for text in texts if text.startswith("```"))


async def test_a_seed_repeats_a_world_exactly_and_another_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = last_run_before(NOW)
    first = await story(tmp_path / "first", 7, until, monkeypatch)
    assert await story(tmp_path / "again", 7, until, monkeypatch) == first
    assert await story(tmp_path / "next-month", 7, until + timedelta(days=33), monkeypatch) == first
    other = await story(tmp_path / "other", 8, until, monkeypatch)
    assert other[1:7] != first[1:7]
    assert other[-1] != first[-1]
    assert first[-2].count("+") >= 3


def test_without_real_answers_the_roster_is_as_long() -> None:
    with_real, without = cast(7, ("B0aty", "Lynx Titan", "Psikoi")), cast(7)
    assert len(with_real.played) == len(without.played) == 8
    assert len({played.name for played in without.played} | set(without.strangers)) == 11


def test_the_last_run_is_the_one_that_is_over() -> None:
    six = datetime(2026, 11, 20, 6, tzinfo=UTC)
    assert last_run_before(six) == six
    assert last_run_before(six - timedelta(seconds=1)) == six - timedelta(days=1)


def test_the_clock_stands_until_it_goes_and_never_turns_back() -> None:
    clock = PretendClock(NOW)
    assert clock.now() == clock.now() == NOW
    clock.move_to(NOW + timedelta(hours=2))
    clock.move_to(NOW)
    assert (clock.now(), clock.elapsed) == (NOW + timedelta(hours=2), 7200)
    clock.go()
    assert NOW + timedelta(hours=2) < clock.now() < NOW + timedelta(hours=2, minutes=1)


async def test_the_bot_lives_by_the_pretend_clock(world: World) -> None:
    with world.env.time_context():
        assert world.bot.hall.desk.clock() == NOW
        world.env.skip(3600)
        assert world.bot.hall.desk.clock() == NOW + timedelta(hours=1)


async def test_time_that_passes_brings_the_scheduled_runs_and_tells_everybody(world: World) -> None:
    officer = world.people["officer"]
    await officer.slash(world.channels["officers"], "clan add", name="Mara")
    await world.pass_time(timedelta(days=2))
    assert len(announced(world)) == 2
    assert world.clock.now() == NOW + timedelta(days=2)


async def test_what_falls_due_while_time_passes_happens_at_its_very_moment(world: World) -> None:
    leader, officers = world.people["leader"], world.channels["officers"]
    await leader.slash(officers, "clan schedule", times="06:00, 18:45")
    await world.people["officer"].slash(officers, "clan add", name="Mara")
    await world.pass_time(timedelta(hours=36, minutes=7))
    guild = world.guild.handle.id
    past = await world.bot.db.read(lambda tx: runs.page(tx, guild, limit=9, offset=0))
    moments = [
        NOW.replace(day=day, hour=hour, minute=minute) for day, hour, minute in ((20, 18, 45), (21, 6, 0), (21, 18, 45))
    ]
    assert [run.started_at for run in reversed(past)] == moments
    posted = [discord.utils.snowflake_time(message.id) for message in announced(world)]
    assert [moment.replace(microsecond=0) for moment in posted] == moments


async def test_what_follows_from_it_is_not_left_for_hours(world: World) -> None:
    """A contest's first snapshot ends soon after it began; the last begins at its end and locks the entries."""
    leader, here = world.people["leader"], world.channels["contests"]
    for name in ("Mara", "Tom", "Ylva"):
        await world.people["officer"].slash(world.channels["officers"], "clan add", name=name)
    await leader.slash(here, "contest create", name="Sprint", prize="10M", ends="in 25 hours")
    await leader.slash(here, "contest rule-add", contest="Sprint", type="total_xp", amount=1)
    await leader.slash(here, "contest publish", contest="Sprint")
    await world.pass_time(timedelta(hours=26))
    guild = world.guild.handle.id
    entries = await world.bot.db.read(lambda tx: audit.page(tx, guild, kind=None, limit=50, offset=0))
    at = {entry.kind: entry.at for entry in entries}
    ends, soon = NOW + timedelta(hours=25), timedelta(minutes=2)
    first = await world.bot.db.read(lambda tx: runs.page(tx, guild, limit=9, offset=0)[-1])
    assert first.ended_at is not None
    assert first.ended_at <= NOW + soon
    assert at["contest.ended"] == ends
    assert ends <= at["draw.locked"] <= ends + soon


async def test_while_time_passes_the_bot_looks_soon_after_each_moment_and_then_less_often(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    guild, moment = world.guild.handle.id, NOW + timedelta(hours=5)

    def waits(tx: Connection) -> None:
        notices.put(tx, guild, "clan.leaderboard", key="x", facts={"sample": True}, now=moment)

    await world.bot.db.write(waits)
    looked: list[timedelta] = []

    async def look() -> None:
        looked.append(world.clock.now() - NOW)

    monkeypatch.setattr(world.bot, "tick", look)
    await world.pass_time(timedelta(hours=12))
    gaps = [after - before for before, after in pairwise([timedelta(), *looked])]
    at = looked.index(timedelta(hours=5))
    assert gaps[:2] == gaps[at + 1 : at + 3] == [timedelta(seconds=10), timedelta(seconds=30)]
    assert gaps[at + 1 :] == sorted(gaps[at + 1 : -1]) + gaps[-1:]
    assert max(gaps) == timedelta(hours=2)
    assert looked[-1] == timedelta(hours=12)
    assert len(looked) < 30


async def test_the_next_moment_is_the_first_of_all_that_wait(world: World) -> None:
    chain = world.beacon.local.chain
    await world.people["officer"].slash(world.channels["officers"], "clan add", name="Mara")
    with world.env.time_context():
        await world.bot.tick()
    guild = world.guild.handle.id

    def waits(tx: Connection, key: str, until: datetime) -> None:
        notices.put(tx, guild, "clan.leaderboard", key=key, facts={}, now=until)

    async def ask(after: datetime) -> datetime | None:
        return await world.bot.db.read(lambda tx: next_due(tx, after, chain))

    run = NOW.replace(day=21, hour=6, minute=0)
    assert await ask(NOW) == run
    assert await ask(run) is None
    for hours in (30, 3):
        await world.bot.db.write(lambda tx, hours=hours: waits(tx, f"in-{hours}", NOW + timedelta(hours=hours)))
    assert await ask(NOW) == NOW + timedelta(hours=3)
    assert await ask(NOW + timedelta(hours=3)) == run
    assert await ask(run) == NOW + timedelta(hours=30)


async def test_nothing_of_the_operator_s_is_used(tmp_path: Path) -> None:
    secrets = (
        "discord_token",
        "discord_client_secret",
        "secret_key",
        "wise_old_man_key",
        "warcraft_logs_client_secret",
    )
    operator = Settings.model_validate(
        {
            "data_dir": tmp_path,
            "database_url": "sqlite:////srv/theirs.db",
            "contact": "theirs",
            "discord_client_id": "1",
            "discord_url": "https://theirs.example",
        }
        | dict.fromkeys(secrets, "theirs")
    )
    async with open_world(operator, seed=7, start=NOW, since=NOW) as world:
        used = world.bot.settings
        assert "theirs" not in [getattr(used, name).get_secret_value() for name in secrets]
        assert (used.contact, used.database_url, used.discord_client_id) == ("the playground", "", CLIENT)
        assert used.discord_url == world.accounts.url
        assert world.bot.db.path == tmp_path / "guildhall.db"


async def test_only_the_playground_s_own_services_are_asked(world: World) -> None:
    officer, here = world.people["officer"], world.channels["officers"]
    await officer.slash(here, "clan add", name="Mara")
    await officer.slash(here, "clan add", name="Nobody")
    assert world.hiscores.asked("mara")
    assert world.hiscores.asked("nobody")
    settings = world.bot.settings
    for address in (settings.hiscores_url, settings.wise_old_man_url, settings.warcraft_logs_url, *settings.relays):
        assert address.startswith("http://127.0.0.1:")


async def test_no_socket_is_opened_to_anywhere_but_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    connect = BaseSelectorEventLoop.sock_connect

    async def noted(self: Any, sock: Any, address: Any) -> None:
        asked.append(address[0])
        await connect(self, sock, address)

    monkeypatch.setattr(BaseSelectorEventLoop, "sock_connect", noted)
    monkeypatch.setattr(past, "DAYS", 1)
    async with open_world(Settings(data_dir=tmp_path), seed=7, start=NOW - timedelta(hours=2), since=NOW) as world:
        await past.live(world, NOW)
        with world.env.time_context():
            raid = await world.people["officer"].slash(world.channels["loot"], "raid import", report=DEMO_NIGHT)
        assert raid.response is not None
    assert set(asked) == {"127.0.0.1"}
    assert len(asked) >= 2, "hiscores and Warcraft Logs were asked"


async def test_its_beacon_goes_by_the_pretend_clock_and_the_bot_is_set_to_it(world: World) -> None:
    chain = world.bot.settings.chain
    assert chain == world.beacon.local.chain
    assert chain != QUICKNET
    relays = Relays(world.bot.settings.relays, chain, "tests", clock=world.clock.now)
    round_ = chain.round_after(int(NOW.timestamp() * 1000))
    with pytest.raises(Unavailable, match="round_not_out"):
        await relays.signature(round_)
    await world.pass_time(timedelta(seconds=18))
    assert chain.signed(round_, await relays.signature(round_))
    await relays.close()


async def test_an_act_waits_neither_for_people_nor_for_what_comes_later(world: World) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await world.people["leader"].slash(world.channels["general"], "settings show")
    assert loop.time() - began < offline.AFTERMATH
    await world.people["officer"].slash(world.channels["clan"], "clan add", name="Mara")
    world.hiscores.latency = 1.0
    began = loop.time()
    started = await world.people["officer"].slash(world.channels["clan"], "clan snapshot")
    assert loop.time() - began < 0.8
    assert "Snapshot running" in str(getattr(started.response, "components", None))


async def test_timers_of_the_bot_run_by_themselves_and_do_not_jump_with_the_calendar(world: World) -> None:
    rung: list[float] = []
    with world.env._bot_scope():
        loop = asyncio.get_running_loop()
        loop.call_later(0.05, lambda: rung.append(1))
        loop.call_later(3600, lambda: rung.append(2))
    world.env.skip(7200)
    await asyncio.sleep(0.2)
    assert rung == [1]


async def test_a_refusal_is_no_trouble_and_an_error_is_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    raider, here = world.people["raider"], world.channels["general"]
    logging.getLogger().addHandler(world.troubles)
    try:
        refused = await raider.slash(here, "settings set", name="guild.timezone", value="UTC")
        assert "Only leaders" in said(refused)
        await asyncio.sleep(0.3)
        assert list(world.troubles.latest) == []

        async def broken(_: object) -> None:
            raise RuntimeError("the books fell over")

        monkeypatch.setattr(world.bot.hall.settings, "show", broken)
        stumbled = await raider.slash(here, "settings show")
        await asyncio.sleep(0.3)
    finally:
        logging.getLogger().removeHandler(world.troubles)
    (trouble,) = world.troubles.latest
    assert "the books fell over" in trouble.text
    reference = trouble.text.split("reference ")[1].rstrip(")")
    assert reference in said(stumbled)


async def test_what_nobody_logs_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    troubles = Troubles(lambda: NOW)
    log = logging.getLogger("playground.troubles")
    log.addHandler(troubles)
    try:
        error = RuntimeError("lost")
        troubles.note(error)
        troubles.note(error)
        await asyncio.sleep(0.3)
    finally:
        log.removeHandler(troubles)
    assert [trouble.text.split(": ", 1)[1] for trouble in troubles.latest] == ["RuntimeError: lost"]
    assert len(caplog.records) == 1


def test_a_refusal_is_found_under_what_wraps_it() -> None:
    from discord import app_commands

    from domain.errors import Invalid

    command: Any = type("Command", (), {"name": "add", "qualified_name": "clan add"})()
    assert is_refusal(app_commands.CommandInvokeError(command, Invalid("x")))
    assert not is_refusal(app_commands.CommandInvokeError(command, KeyError("x")))
