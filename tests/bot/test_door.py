"""The one door: whatever goes wrong is said in a sentence, and what is ours to mend is in the log under a reference."""

import logging
import re
from typing import Any

import pytest
from discord import app_commands
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle
from simcord.enums import InteractionType
from simcord.results import InteractionResult
from sqlalchemy.exc import OperationalError

from cogs.ui import press
from services import trace
from tests.bot.acting import buttons, card, in_spanish, parts, said
from tests.bot.conftest import World

REFERENCE = re.compile(r"`([0-9A-Z]{7})`")


def break_down(world: World, monkeypatch: pytest.MonkeyPatch, error: Exception | None = None) -> None:
    """Every service of settings is broken from now on."""

    async def broken(*_: Any, **__: Any) -> None:
        raise error or RuntimeError("the cogs are full of sand")

    for name in ("show", "for_leader", "set", "choose"):
        monkeypatch.setattr(world.bot.hall.settings, name, broken)


def forgive(world: World) -> None:
    """What broke, broke on purpose."""
    world.env._errors.clear()


def broken_lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What the log says of things that broke."""
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.fixture
def traced(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """The log, with the reference on every line."""
    caplog.handler.addFilter(trace.TraceFilter())
    return caplog


async def click_on(actor: MemberActor, message: Any, custom_id: str, kind: int = 2, **data: Any) -> InteractionResult:
    """Press something that the message does not hold any more, as a screen that is behind shows it."""
    backend = actor._env.backend
    stored = actor._message(message)
    return await actor._dispatch_interaction(
        InteractionType.MESSAGE_COMPONENT,
        ChannelHandle(actor._env, actor.guild, backend.get_channel(stored.channel_id)),
        {"custom_id": custom_id, "component_type": kind, **data},
        extra={"message": dict(serializers.message_payload(backend, stored))},
        source_message_id=stored.id,
    )


async def submit(actor: MemberActor, channel: ChannelHandle, custom_id: str) -> InteractionResult:
    """Send a form with that id."""
    return await actor._dispatch_interaction(
        InteractionType.MODAL_SUBMIT, channel, {"custom_id": custom_id, "components": []}
    )


# What breaks


async def test_what_breaks_in_a_command_is_said_with_the_reference_that_the_log_has(
    world: World, monkeypatch: pytest.MonkeyPatch, traced: pytest.LogCaptureFixture
):
    break_down(world, monkeypatch)
    answer = await world.raider.slash(world.general, "settings show")
    forgive(world)
    assert answer.ephemeral
    assert said(answer).startswith("Something broke. Nothing was left half done")
    assert "sand" not in said(answer)
    found = REFERENCE.search(said(answer))
    assert found is not None
    (record,) = broken_lines(traced)
    assert record.__dict__["trace"] == found[1] == trace.reference(answer._interaction.id)
    assert "the cogs are full of sand" in traced.text


async def test_what_breaks_in_a_button_a_select_and_a_form_goes_the_same_way(
    world: World, monkeypatch: pytest.MonkeyPatch, traced: pytest.LogCaptureFixture
):
    panel = card(await world.boss.slash(world.general, "setup"))
    form = await world.boss.click(panel, label="Timezone…")
    assert form.modal is not None
    field = form.modal["components"][0]["component"]["custom_id"]
    break_down(world, monkeypatch)
    (loot,) = [part["custom_id"] for part in parts(panel) if str(part.get("custom_id")).endswith("loot.system")]
    answers = [
        await world.boss.select(panel, ["epgp"], custom_id=loot),
        await world.boss.submit_modal(form, {field: "UTC"}),
    ]
    for answer in answers:
        assert answer.ephemeral
        found = REFERENCE.search(said(answer))
        assert found is not None
        assert found[1] in [record.__dict__["trace"] for record in broken_lines(traced)]
    assert len(broken_lines(traced)) == len(answers)
    forgive(world)


async def test_after_a_deferred_answer_it_is_said_too(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("sand")

    monkeypatch.setattr(world.bot.hall.notices, "test", broken)
    answer = await world.leader.slash(world.general, "notifications test", event="clan.leaderboard")
    forgive(world)
    assert answer.ephemeral
    assert said(answer).startswith("Something broke.")
    assert len(broken_lines(caplog)) == 1


async def test_a_database_that_refuses_is_said_as_such(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    full = OperationalError("INSERT", {"webhook_url": "secret"}, Exception("database or disk is full"))
    break_down(world, monkeypatch, full)
    answer = await world.leader.slash(world.general, "settings set", name="loot.system", value="epgp")
    forgive(world)
    assert said(answer).startswith("The bot cannot save anything right now, so nothing was changed.")
    assert REFERENCE.search(said(answer))
    assert "full" in caplog.text


async def test_a_real_full_disk_is_said_and_over_when_there_is_room(world: World):
    async def pages(count: int) -> None:
        await world.bot.db.write(lambda tx: tx.exec_driver_sql(f"PRAGMA max_page_count={count}").all())

    async def rename(number: int) -> str:
        value = f"{number:040}"
        return said(await world.leader.slash(world.general, "settings set", name="clan.name", value=value))

    await pages(1)
    told = ["is now 0000" in await rename(number) for number in range(30)]
    forgive(world)
    assert any(told)
    assert not all(told), "there was room for some, and then for none"
    assert (await rename(99)).startswith("The bot cannot save anything right now")
    forgive(world)
    await pages(10**6)
    again = await world.leader.slash(world.general, "settings set", name="clan.name", value="Room")
    assert "is now Room" in said(again)
    assert (await world.bot.hall.log.verify(world.guild.id)).verdict.fault is None


async def test_a_refusal_is_no_trouble_for_the_log(world: World, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    await world.raider.slash(world.general, "settings set", name="loot.system", value="epgp")
    assert broken_lines(caplog) == []


async def test_an_answer_that_cannot_be_given_is_a_warning_and_no_more(world: World, caplog: pytest.LogCaptureFixture):
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, times=None)
    await world.raider.slash(world.general, "settings set", name="loot.system", value="epgp")
    assert "an answer could not be given" in caplog.text
    assert broken_lines(caplog) == []


async def test_a_command_that_is_gone_is_answered(world: World):
    """Discord shows the commands of the last sync; the bot may be newer."""
    world.bot.tree.remove_command("audit")
    answer = await world.raider.slash(world.general, "audit verify")
    assert answer.ephemeral
    assert said(answer).startswith("This command changed with a new version of the bot.")
    forgive(world)


def params(group: app_commands.Group, name: str) -> dict[str, Any]:
    """The options of a command as the bot knows them."""
    command = group.get_command(name)
    assert isinstance(command, app_commands.Command)
    return command._params


async def test_a_command_with_other_options_than_the_bot_knows_is_answered(world: World):
    settings = world.bot.tree.get_command("settings")
    assert isinstance(settings, app_commands.Group)
    params(settings, "show").clear()
    params(settings, "show")["size"] = params(settings, "set")["name"]
    answer = await world.raider.slash(world.general, "settings show", area="guild")
    assert said(answer).startswith("This command changed with a new version of the bot.")
    forgive(world)


# What is old


async def test_an_old_button_is_answered_politely(world: World):
    panel = card(await world.boss.slash(world.general, "setup"))
    before = said(panel)
    for custom_id in ("pot:v0:join:42", "setup:v0:timezone", "x", "audit:v1:page:1", "setup:v1:timezone:extra"):
        answer = await click_on(world.boss, panel, custom_id)
        assert answer.ephemeral
        assert said(answer).startswith("This button no longer works: it has expired, or it is from an older version")
    assert said(panel) == before


async def test_an_old_select_is_answered_politely(world: World):
    panel = card(await world.boss.slash(world.general, "setup"))
    answer = await click_on(world.boss, panel, "setup:v0:word:loot.system", kind=3, values=["epgp"])
    assert said(answer).startswith("This button no longer works")


async def test_a_form_from_before_the_restart_is_answered_politely(world: World, monkeypatch: pytest.MonkeyPatch):
    panel = card(await world.boss.slash(world.general, "setup"))
    form = await world.boss.click(panel, label="Timezone…")
    assert form.modal is not None
    field = form.modal["components"][0]["component"]["custom_id"]
    monkeypatch.setattr(press, "_BOOT", "another")
    await world.restart()
    answer = await world.boss.submit_modal(form, {field: "Europe/Madrid"})
    assert answer.ephemeral
    assert said(answer) == "This form was opened before the bot restarted. Open it again; nothing was saved."
    assert (await world.bot.hall.settings.show(world.guild.id))["guild.timezone"] == "UTC"


async def test_a_form_that_nobody_made_is_answered_politely(world: World):
    answer = await submit(world.raider, world.general, "form:other:5")
    assert said(answer).startswith("This form was opened before the bot restarted.")


async def test_what_is_known_is_answered_once(world: World):
    panel = card(await world.boss.slash(world.general, "setup"))
    form = await world.boss.click(panel, label="Timezone…")
    assert form.modal is not None
    assert form.followups == []
    sent = await world.boss.submit_modal(form, {form.modal["components"][0]["component"]["custom_id"]: "UTC"})
    assert sent.followups == []


async def test_every_id_fits_into_discord_s_hundred_characters_and_its_own_pattern(world: World):
    await world.boss.slash(world.general, "settings set", name="loot.system", value="epgp")
    seen: set[str] = set()
    for answer in (
        await world.boss.slash(world.general, "setup"),
        await world.boss.slash(world.general, "audit list"),
    ):
        for part in parts(answer.response):
            if "custom_id" in part:
                seen.add(part["custom_id"])
                assert len(part["custom_id"]) <= 100
                assert press._known(part["custom_id"]), part["custom_id"]
    assert len(seen) >= 6


def test_ids_are_versioned_and_no_two_classes_share_one():
    keys = [one.key for one in press.REGISTERED]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z]+:v\d+:[a-z-]+", key) for key in keys), keys
    for one in press.REGISTERED:
        assert one.__doc__, one


# Twice


async def test_two_clicks_are_two_answers_and_one_change(world: World):
    panel = card(await world.boss.slash(world.general, "setup"))
    (loot,) = [part["custom_id"] for part in parts(panel) if str(part.get("custom_id")).endswith("loot.system")]
    for _ in range(2):
        answer = await world.boss.select(panel, ["epgp"], custom_id=loot)
        assert answer.acknowledged
        assert answer.followups == []
    checked = await world.bot.hall.log.verify(world.guild.id)
    assert checked.verdict.rows == 4, "three of the set-up, and one change"


async def test_a_view_with_our_buttons_leaves_the_classes_registered(world: World):
    """discord.py forgets a button's class for the whole process when a view that mixed kinds ends."""
    for _ in range(3):
        panel = card(await world.boss.slash(world.general, "setup"))
        assert panel is not None
        await world.boss.click(panel, label="Timezone…")
        assert "Timezone…" in buttons(panel)
    registered = world.bot._connection._view_store._dynamic_items
    assert len(registered) == len(press.REGISTERED)


# In Spanish, and outside of servers


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    in_spanish(monkeypatch)
    panel = card(await world.boss.slash(world.general, "setup"))
    assert said(await click_on(world.boss, panel, "x")).startswith("Este botón ya no sirve")
    assert said(await submit(world.raider, world.general, "x")).startswith("Este formulario se abrió antes")
    break_down(world, monkeypatch)
    assert said(await world.raider.slash(world.general, "settings show")).startswith("Algo falló.")
    forgive(world)


async def test_an_owner_of_the_server_leads(world: World):
    boss = world.env.create_user("founder")
    guild = world.env.create_guild("Fresh", owner=boss)
    channel = guild.create_text_channel("general")
    founder = MemberActor(world.env, guild, boss)
    answer = await founder.slash(channel, "settings set", name="loot.system", value="epgp")
    assert "is now `epgp`" in said(answer)
