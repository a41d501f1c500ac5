"""Roles by rank with the members intent: Discord tells who comes and goes and who has which role."""

from collections.abc import AsyncIterator

import discord
import pytest
import simcord
from simcord.builders import RoleHandle

import bot as root
from config import Settings
from tests.bot.acting import said, tick
from tests.bot.conftest import Clock, World
from tests.bot.ranking import changes, having, hour, looks, stand


@pytest.fixture
async def env(settings: Settings, clock: Clock) -> AsyncIterator[simcord.Env]:
    """An offline Discord with the bot in it, which has the members intent."""
    with_members = settings.model_copy(update={"members_intent": True})
    env = clock.env = simcord.Env(root.build(with_members), check_errors=False)
    await env.start()
    yield env
    await env.bot.close()
    await env.shutdown()
    assert not env.errors


@pytest.fixture
async def champion(world: World) -> RoleHandle:
    """A role for the first two, who have it: Mara is one of them."""
    role = world.guild.create_role("Champion")
    await stand(world, world.person("Mara"), world.raider, world.officer)
    await world.leader.slash(world.general, "roles add", board="standing", top=2, role=role)
    await tick(world)
    assert having(world, role) == {"mara", "thrall"}
    return role


async def test_the_intent_is_asked_for_and_no_start_waits_for_members(world: World):
    assert {name for name, on in world.bot.intents if on} == {"guilds", "voice_states", "members"}
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    assert not guild.chunked


async def test_nobody_is_asked_about_one_by_one(world: World, champion: RoleHandle):
    await hour(world)
    assert looks(world) == 0


async def test_who_leaves_and_joins_again_has_the_role_at_the_next_tick(world: World, champion: RoleHandle):
    mara = next(user for user in world.env.backend.users.values() if user.name == "mara")
    guild, backend = world.guild, world.env.backend
    backend.remove_member(guild.id, mara.id)
    await world.env.settle()
    await tick(world)
    assert "left the server" in said(await world.leader.slash(world.general, "roles list"))
    assert looks(world) == 0
    before = len(changes(world))
    await hour(world)
    assert len(changes(world)) == before
    assert looks(world) == 0, "Discord showed everybody, and who is not among them is gone"
    backend.add_member(guild.id, mara.id, announce=True)
    await world.env.settle()
    await tick(world)
    assert having(world, champion) == {"mara", "thrall"}
    assert "left the server" not in said(await world.leader.slash(world.general, "roles list"))


async def test_what_others_change_by_hand_heals_within_the_hour(world: World, champion: RoleHandle):
    backend = world.env.backend
    backend.add_member_role(world.guild.id, world.boss.id, champion.id)
    backend.remove_member_role(world.guild.id, world.raider.id, champion.id)
    await world.env.settle()
    plan = said(await world.leader.slash(world.general, "roles check"))
    assert f"＋ <@{world.raider.id}>\n－ <@{world.boss.id}>" in plan
    await tick(world)
    assert having(world, champion) == {"mara", "thrall"}


async def test_other_roles_and_people_are_left_alone(world: World, champion: RoleHandle):
    elite = world.guild.create_role("Elite")
    world.env.backend.add_member_role(world.guild.id, world.boss.id, elite.id)
    await world.env.settle()
    await hour(world)
    assert having(world, elite) == {"owner"}
    assert all(str(elite.id) not in path for _, path in changes(world))


async def test_when_the_bot_s_own_roles_change_it_looks_again(world: World, champion: RoleHandle):
    backend, me = world.env.backend, world.bot.user
    assert me is not None
    guild = backend.get_guild(world.guild.id)
    own = guild.members[me.id].role_ids
    (managed,) = own
    weak = world.guild.create_role("Weak", permissions=discord.Permissions())
    await world.env.settle()
    await tick(world)
    backend.edit_member(world.guild.id, me.id, {"role_ids": [weak.id]})
    await world.env.settle()
    await tick(world)
    shown = said(await world.leader.slash(world.general, "roles list"))
    assert "⚠️ I may not give roles any more." in shown
    backend.edit_member(world.guild.id, me.id, {"role_ids": [managed]})
    await world.env.settle()
    await tick(world)
    assert "⚠️" not in said(await world.leader.slash(world.general, "roles list"))


async def test_a_member_list_that_does_not_come_is_waited_for(
    world: World, champion: RoleHandle, monkeypatch: pytest.MonkeyPatch
):
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    backend = world.env.backend

    async def nothing_comes(*_: object, **__: object) -> list[discord.Member]:
        raise TimeoutError

    monkeypatch.setattr(type(guild), "chunked", property(lambda _: False))
    monkeypatch.setattr(type(guild), "chunk", nothing_comes)
    backend.remove_member_role(world.guild.id, world.raider.id, champion.id)
    await hour(world)
    assert having(world, champion) == {"mara"}
    answer = said(await world.leader.slash(world.general, "roles list"))
    assert "⚠️" not in answer
    monkeypatch.undo()
    await world.env.advance_time(600)
    await tick(world)
    assert having(world, champion) == {"mara", "thrall"}
