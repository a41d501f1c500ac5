"""The bot as a whole: registering commands, coming and going, starting anew, and a log in which everything is found."""

import asyncio
import logging
from typing import Any

import discord
import pytest
import simcord

import bot as root
from cogs.ui import late, words
from cogs.ui.press import REGISTERED
from config import Settings
from services import trace
from storage import members, migrations
from storage.migrations import UnknownRevision
from tests.bot.acting import said
from tests.bot.conftest import World


def syncs(world: World) -> int:
    """How often the commands were registered with Discord."""
    return sum(one.method == "PUT" and one.path.endswith("/commands") for one in world.env.http_requests)


async def test_commands_are_registered_once(world: World):
    assert syncs(world) == 1
    await world.restart()
    assert syncs(world) == 1


async def test_commands_are_registered_again_when_anything_about_them_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    english = "Put a setting back to its default."
    monkeypatch.setattr("cogs.ui.tree.COMMANDS", {**words.COMMANDS, english: "Restablece un ajuste."})
    await world.restart()
    assert syncs(world) == 2
    await world.restart()
    assert syncs(world) == 2


async def test_commands_can_be_registered_by_force(world: World):
    assert not await world.bot.sync_if_changed()
    assert await world.bot.sync_if_changed(force=True)
    assert syncs(world) == 2


async def test_a_sync_that_failed_is_tried_at_the_next_start(settings: Settings):
    env = simcord.Env(root.build(settings), check_errors=False)
    env.inject_error("PUT", "/applications/*/commands", status=503)
    with pytest.raises(discord.HTTPException):
        await env.start()
    await env.bot.close()
    second = simcord.Env(root.build(settings), check_errors=False)
    await second.start()
    assert sum(one.method == "PUT" for one in second.http_requests) == 1
    await second.bot.close()
    await second.shutdown()


async def test_guilds_are_entered_and_left(world: World):
    assert await world.bot.db.read(members.present_guilds) == [world.guild.id]
    other = world.env.create_guild("Other Guild")
    await world.env.settle()
    assert await world.bot.db.read(members.present_guilds) == sorted([world.guild.id, other.id])
    guild = world.bot.get_guild(other.id)
    assert guild is not None
    await world.bot.on_guild_remove(guild)
    assert await world.bot.db.read(members.present_guilds) == [world.guild.id]
    await world.bot.on_guild_available(guild)
    assert await world.bot.db.read(members.present_guilds) == sorted([world.guild.id, other.id])


async def test_what_is_set_outlives_a_restart(world: World):
    await world.leader.slash(world.general, "settings set", name="loot.system", value="epgp")
    await world.restart()
    assert "loot.system** · `epgp`" in said(await world.raider.slash(world.general, "settings show"))


async def test_no_privileged_intent_is_asked_for(world: World):
    intents = world.bot.intents
    assert {name for name, on in intents if on} == {"guilds", "voice_states"}


async def test_nobody_is_mentioned_unless_we_say_so(world: World):
    allowed = world.bot.allowed_mentions
    assert allowed is not None
    assert allowed.to_dict() == discord.AllowedMentions.none().to_dict()


async def test_closing_twice_is_fine_and_finishes_what_was_handed_in(world: World):
    db = world.bot.db
    waiting = asyncio.ensure_future(db.write(lambda tx: members.enter_guild(tx, 5, world.env.now())))
    await asyncio.sleep(0)
    await world.bot.close()
    await world.bot.close()
    await waiting


async def test_a_file_of_a_newer_bot_stops_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(migrations, "head", lambda: "0000")
    env = simcord.Env(root.build(settings), check_errors=False)
    with pytest.raises(UnknownRevision):
        await env.start()
    await env.bot.close()


async def test_everything_that_an_interaction_does_is_logged_under_its_reference(
    world: World, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    caplog.handler.addFilter(trace.TraceFilter())
    answer = await world.raider.slash(world.general, "settings show")
    reference = trace.reference(answer._interaction.id)
    assert reference in {record.__dict__["trace"] for record in caplog.records}


async def test_a_tick_with_nothing_to_do_sends_nothing(world: World):
    before = len(world.env.http_requests)
    with world.env._bot_scope():
        task = asyncio.get_running_loop().create_task(world.bot.tick())
    await world.env.settle()
    await task
    assert len(world.env.http_requests) == before


def test_every_extension_is_loaded_by_name():
    assert sorted(root.EXTENSIONS) == list(root.EXTENSIONS)


async def test_every_button_and_select_is_registered(world: World):
    for area in late.HOMES:
        late.wake(f"{area}:")
    known: Any = world.bot._connection._view_store._dynamic_items
    assert set(known.values()) == set(REGISTERED)


def test_every_button_is_found_by_the_area_of_its_id():
    homes = {area: tuple(f"cogs.ui.{home}." for home in late.HOMES[area]) for area in late.HOMES}
    for one in REGISTERED:
        area = one.key.partition(":")[0]
        assert one.__module__.startswith(homes.get(area, "cogs.ui.")), one
