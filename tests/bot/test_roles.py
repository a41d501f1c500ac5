"""Roles by rank in Discord: what leaders type and see, and who has which role afterwards."""

import sqlite3
from contextlib import closing
from typing import Any

import discord
import pytest
from simcord.builders import RoleHandle

from domain.people import Actor
from tests.bot.acting import at_work, card, in_spanish, said, tick
from tests.bot.conftest import World
from tests.bot.ranking import changes, having, hour, looks, stand


@pytest.fixture
def champion(world: World) -> RoleHandle:
    """A role that the bot can give."""
    return world.guild.create_role("Champion")


async def make(world: World, role: RoleHandle, top: int = 2, board: str = "standing") -> str:
    """A leader makes a rule; returns the answer."""
    result = await world.leader.slash(world.general, "roles add", board=board, top=top, role=role)
    assert card(result).ephemeral
    return said(result)


async def listed(world: World) -> str:
    """The list of rules as a leader sees it."""
    return said(await world.leader.slash(world.general, "roles list"))


async def planned(world: World) -> str:
    """The plan as a leader sees it."""
    return said(await world.leader.slash(world.general, "roles check"))


def shuffle(world: World, role: RoleHandle, position: int) -> None:
    """Somebody drags a role to another place."""
    world.env.backend.reorder_roles(world.guild.id, [{"id": role.id, "position": position}])


def own_role(world: World) -> Any:
    """The bot's own role."""
    guild = world.env.backend.get_guild(world.guild.id)
    return next(role for role in guild.roles.values() if role.managed)


# Giving and taking


async def test_a_rule_gives_the_role_and_takes_it_again(world: World, champion: RoleHandle):
    mara, tom = world.person("Mara"), world.person("Tom")
    await stand(world, mara, world.raider, tom)
    answer = await make(world, champion)
    assert answer == (
        f"<@&{champion.id}> is for the top 2 of **Overall standing** from now on: I give it to whoever stands there, "
        "and take it from whoever falls out. 2 members stand there now; they have it within a minute."
    )
    assert having(world, champion) == set()
    await tick(world)
    assert having(world, champion) == {"mara", "thrall"}
    await stand(world, mara, tom, world.person("Ylva"), world.person("Bram"), world.raider)
    await tick(world)
    assert having(world, champion) == {"mara", "tom"}
    assert changes(world)[-2:] == [
        ("PUT", f"{tom.id}/roles/{champion.id}"),
        ("DELETE", f"{world.raider.id}/roles/{champion.id}"),
    ]
    why = {entry.reason for entry in world.guild.audit_log()}
    assert "Top 2 of Overall standing" in why


async def test_the_champion_is_the_first_alone(world: World, champion: RoleHandle):
    await stand(world, world.raider, world.officer)
    assert "is for the Champion of **Overall standing** from now on" in await make(world, champion, top=1)
    await tick(world)
    assert having(world, champion) == {"thrall"}


async def test_a_rule_for_an_empty_board_waits(world: World, champion: RoleHandle):
    assert (await make(world, champion, board="xp")).endswith("Nobody stands there yet.")
    await tick(world)
    assert having(world, champion) == set()


async def test_what_was_given_outlives_a_restart_and_is_not_given_again(world: World, champion: RoleHandle):
    await stand(world, world.raider)
    await make(world, champion)
    await tick(world)
    await world.restart()
    await stand(world, world.raider)
    await tick(world)
    assert len(changes(world)) == 1
    assert having(world, champion) == {"thrall"}


async def test_a_kill_between_giving_and_noting_changes_nothing_in_the_end(
    world: World, champion: RoleHandle, monkeypatch: pytest.MonkeyPatch
):
    await stand(world, world.raider)
    await make(world, champion)
    await tick(world)  # the services are there from now on
    killed = world.person("Mara")
    hands: Any = world.bot.hall.roles.giving.hands
    add = hands.add

    async def add_and_die(*what: Any) -> None:
        await add(*what)
        raise MemoryError

    monkeypatch.setattr(hands, "add", add_and_die)
    await stand(world, killed, world.raider)
    await tick(world)
    assert having(world, champion) == {"mara", "thrall"}
    await world.restart()
    await stand(world, world.raider, world.officer, world.leader, world.boss, killed)
    await tick(world)
    assert having(world, champion) == {"thrall", "jaina"}, "what was given unnoted is taken all the same"


# Ending a rule


async def test_ending_a_rule_takes_the_role_back(world: World, champion: RoleHandle):
    await stand(world, world.raider, world.officer)
    await make(world, champion)
    await tick(world)
    (choice,) = await world.leader.autocomplete(world.general, "roles remove", "rule", "cham")
    assert choice["name"] == "Overall standing · top 2 · Champion"
    answer = said(await world.leader.slash(world.general, "roles remove", rule=choice["value"]))
    assert answer == (
        f"The rule that gave <@&{champion.id}> to the top 2 of **Overall standing** is over. "
        "2 members lose the role within a minute."
    )
    assert "over; 2 members still have the role from it" in await listed(world)
    await tick(world)
    assert having(world, champion) == set()
    assert "There are no rules yet." in await listed(world)


async def test_a_rule_that_nobody_has_anything_from_is_simply_over(world: World, champion: RoleHandle):
    await make(world, champion)
    answer = said(await world.leader.slash(world.general, "roles remove", rule="1"))
    assert answer.endswith("is over. Nobody loses the role because of that.")
    for wrong in ("1", "999", "nonsense"):
        assert "There is no such rule here." in said(
            await world.leader.slash(world.general, "roles remove", rule=wrong)
        )


# What a rule may name


@pytest.mark.parametrize(
    "power", ["administrator", "manage_guild", "manage_roles", "manage_messages", "kick_members", "moderate_members"]
)
async def test_roles_with_power_are_not_to_be_won(world: World, power: str):
    mighty = world.guild.create_role("Mighty", permissions=discord.Permissions(**{power: True}))
    answer = await make(world, mighty)
    assert f"**Mighty** comes with {power.replace('_', ' ').title()}, which cannot be won" in answer
    assert "There are no rules yet." in await listed(world)


async def test_what_else_cannot_be_given(world: World, champion: RoleHandle):
    assert "makes leaders or officers here" in await make(world, world.officer_role)
    assert "makes leaders or officers here" in await make(world, world.leader_role)
    assert "Everybody has that role." in await make(world, world.guild.default_role)
    top = world.guild.create_role("King", position=90)
    assert "**King** stands above my own role" in await make(world, top)
    managed = RoleHandle(world.env, world.guild, own_role(world))
    assert "belongs to a bot or an integration" in await make(world, managed)
    world.env.backend.edit_role(world.guild.id, own_role(world).id, {"permissions": 0})
    await world.env.settle()
    assert "Turn on **Manage Roles** for my role" in await make(world, champion)
    assert "There are no rules yet." in await listed(world)


async def test_the_same_rule_twice(world: World, champion: RoleHandle):
    await make(world, champion)
    assert (await make(world, champion)).startswith("There is already such a rule.")


# What keeps a rule from working


async def news(world: World) -> list[str]:
    """What officers and leaders were told."""
    return [said(message) for message in world.news.history() if "Roles need" in said(message)]


async def test_lowering_the_bot_s_role_blocks_the_rule_and_is_told_once(world: World, champion: RoleHandle):
    await stand(world, world.raider)
    await make(world, champion)
    await tick(world)
    before = own_role(world).position
    shuffle(world, champion, before + 5)
    await world.env.settle()
    await stand(world, world.officer, world.raider)
    for _ in range(3):
        await hour(world)
    assert len(changes(world)) == 1, "nothing is tried"
    (told,) = await news(world)
    assert told == (
        "## ⚠️ Roles need a leader\n"
        f"<@&{champion.id}> · the top 2 of **Overall standing**\n"
        "The role stands above mine. Drag my role above it under Server Settings → Roles.\n"
        "-# I go on by myself as soon as that is changed, and say this only once. "
        "`/roles list` shows how things stand."
    )
    assert "⚠️ The role stands above mine." in await listed(world)
    assert "⚠️ The role stands above mine." in await planned(world)
    shuffle(world, champion, 1)
    await world.env.settle()
    await tick(world)
    assert having(world, champion) == {"thrall", "jaina"}
    assert "⚠️" not in await listed(world)
    assert len(await news(world)) == 1


async def test_a_deleted_role_blocks_the_rule_and_ending_it_is_easy(world: World, champion: RoleHandle):
    await stand(world, world.raider)
    await make(world, champion)
    await tick(world)
    world.env.backend.delete_role(world.guild.id, champion.id)
    await world.env.settle()
    await tick(world)
    await tick(world)
    (told,) = await news(world)
    assert "The role was deleted. End the rule with `/roles remove`" in told
    (choice,) = await world.leader.autocomplete(world.general, "roles remove", "rule", "")
    assert choice["name"] == "Overall standing · top 2 · deleted role"
    await world.leader.slash(world.general, "roles remove", rule="1")
    await tick(world)
    assert "There are no rules yet." in await listed(world)


async def test_a_missing_permission_blocks_the_rule(world: World, champion: RoleHandle):
    await stand(world, world.raider)
    await make(world, champion)
    allowed = own_role(world).permissions
    role_id = own_role(world).id
    world.env.backend.edit_role(
        world.guild.id, role_id, {"permissions": allowed & ~discord.Permissions.manage_roles.flag}
    )
    await world.env.settle()
    await tick(world)
    await tick(world)
    assert "I may not give roles any more." in (await news(world))[0]
    world.env.backend.edit_role(world.guild.id, role_id, {"permissions": allowed})
    await world.env.settle()
    await tick(world)
    assert having(world, champion) == {"thrall"}


ROLES = "/guilds/*/members/*/roles/*"


async def test_a_403_that_nothing_explains_is_told_and_tried_again_when_a_leader_checks(
    world: World, champion: RoleHandle
):
    await stand(world, world.raider)
    await make(world, champion)
    world.env.inject_error("PUT", ROLES, status=403, code=60003)
    for _ in range(3):
        await tick(world)
    assert "two-factor authentication" in (await news(world))[0]
    assert having(world, champion) == set()
    assert len(changes(world)) == 1
    assert f"＋ <@{world.raider.id}>" in await planned(world)
    await tick(world)
    assert having(world, champion) == {"thrall"}


async def test_a_role_that_discord_no_longer_knows(world: World, champion: RoleHandle):
    await stand(world, world.raider)
    await make(world, champion)
    world.env.inject_error("PUT", ROLES, status=404, code=10011)
    await tick(world)
    await tick(world)
    assert "The role was deleted." in (await news(world))[0]


async def test_an_outage_of_discord_blocks_nothing(world: World, champion: RoleHandle):
    await stand(world, world.raider)
    await make(world, champion)
    world.env.inject_error("PUT", ROLES, status=503, times=None)
    await at_work(world, world.bot.hall.roles.giving.due(), 5)
    assert await news(world) == []
    world.env.backend.faults.clear()
    await world.env.advance_time(600)
    await tick(world)
    assert having(world, champion) == {"thrall"}
    assert "⚠️" not in await listed(world)


# Who leaves and returns


async def test_who_left_gets_the_role_back_as_soon_as_they_do_something(world: World, champion: RoleHandle):
    mara = world.person("Mara")
    await stand(world, mara, world.raider)
    await make(world, champion)
    await tick(world)
    world.guild.remove_member(mara)
    await hour(world)
    assert "1 member has it · 1 has left the server · since" in await listed(world)
    assert f"⏳ left the server: <@{mara.id}>" in await planned(world)
    await tick(world)
    asked = looks(world)
    for _ in range(3):
        await tick(world)
    assert looks(world) == asked, "who left is not asked about again and again"
    back = world.guild.add_member(mara.user)
    await back.slash(world.general, "settings show")
    await tick(world)
    assert having(world, champion) == {"mara", "thrall"}
    assert "left the server" not in await listed(world)


async def test_without_the_members_intent_only_those_are_asked_about_whom_a_rule_concerns(
    world: World, champion: RoleHandle
):
    people = [world.person(f"Person{number}") for number in range(20)]
    await stand(world, *people)
    await make(world, champion)
    await tick(world)
    assert looks(world) == 2
    await tick(world)
    assert looks(world) == 2


async def test_what_the_bot_saw_of_somebody_in_voice_is_not_taken_for_how_they_are(world: World, champion: RoleHandle):
    await stand(world, world.raider)
    await make(world, champion)
    await tick(world)
    await world.raider.join_voice(world.guild.create_voice_channel("raid"))
    world.env.backend.remove_member_role(world.guild.id, world.raider.id, champion.id)
    await hour(world)
    assert having(world, champion) == {"thrall"}


async def test_whoever_is_erased_loses_the_role(world: World, champion: RoleHandle):
    await stand(world, world.raider, world.officer)
    await make(world, champion)
    await tick(world)
    actor = Actor(world.guild.id, world.raider.id, frozenset(), manages_guild=False)
    assert await world.bot.hall.privacy.erase(actor)
    await stand(world, world.officer)
    await tick(world)
    assert having(world, champion) == {"jaina"}
    assert str(world.raider.id) not in "\n".join(await dump(world))


async def dump(world: World) -> list[str]:
    """All that the database holds."""
    with closing(sqlite3.connect(world.bot.db.path)) as connection:
        return list(connection.iterdump())


# Lists and plans


async def test_the_list_and_the_plan(world: World, champion: RoleHandle):
    elite = world.guild.create_role("Elite")
    assert "There are no rules yet. `/roles add` gives" in await planned(world)
    people = [world.person(f"Person{number}") for number in range(40)]
    await stand(world, *people)
    await make(world, champion, top=1)
    await make(world, elite, top=40)
    shown = await planned(world)
    assert f"<@&{champion.id}> · the Champion of **Overall standing**\n＋ <@{people[0].id}>\n" in shown
    assert f"<@{people[29].id}> and 10 more" in shown
    assert having(world, elite) == set()
    await tick(world)
    assert "2 rules have nothing to do" in await planned(world)
    assert await listed(world) == (
        "## 📈 Roles by rank\n2 rules\n"
        f"<@&{champion.id}> · the Champion of **Overall standing**\n"
        "-# 1 member has it · since <t:1767225600:d>\n"
        f"<@&{elite.id}> · the top 40 of **Overall standing**\n"
        "-# 40 members have it · since <t:1767225600:d>\n"
        "-# Whoever falls below keeps the role for ten minutes, but not more than two places below. "
        "`/roles check` shows what comes next."
    )


async def test_a_plan_of_many_rules_fits_into_a_message(world: World):
    people = [world.person(f"Person{number}") for number in range(30)]
    await stand(world, *people)
    for number in range(25):
        assert "is for the top" in await make(world, world.guild.create_role(f"Role {number}"), top=30 + number)
    shown = await planned(world)
    assert len(shown) <= 4000
    assert "⋯" not in shown, "nothing had to be cut"


async def test_leaders_alone_see_it_and_the_answers_are_theirs(world: World, champion: RoleHandle):
    await make(world, champion)
    for command in ("list", "check"):
        assert (await world.leader.slash(world.general, f"roles {command}")).ephemeral
        refused = await world.officer.slash(world.general, f"roles {command}")
        assert "leader" in said(refused).lower()


async def test_the_log_tells_it(world: World, champion: RoleHandle):
    await make(world, champion, top=3, board="bosses")
    log = said(await world.leader.slash(world.general, "audit list"))
    assert "**gave the top of a board a role**\n" in log
    assert all(fact in log for fact in ("bosses", "top 3", f"role <@&{champion.id}>"))


async def test_in_spanish(world: World, champion: RoleHandle, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    await stand(world, world.raider)
    answer = await make(world, champion)
    assert "es desde ahora para los 2 primeros de" in answer
    assert "Ahora 1 miembro está ahí; lo tendrán en un minuto." in answer
