"""What is counted of interactions: each once, under the name that the code has for it, with what came of it."""

import asyncio
import itertools
import json
import time
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from benchmarks.interaction import FIRST, interaction_text
from cogs.ui import setup
from services.meter import Kind, Outcome
from tests.bot.acting import card, enrol, parts, tick
from tests.bot.conftest import World
from tests.bot.contesting import settle
from tests.bot.entering import fill
from tests.bot.test_door import break_down, click_on, forgive, submit

NUMBERS = itertools.count(FIRST)


def counted(world: World) -> dict[tuple[str, str], dict[str, int]]:
    """How often what came of each kind and name."""
    return {
        (kind.value, name): {outcome.value: times for outcome, times in one.outcomes.items() if times}
        for kind, by_name in world.bot.hall.meter.served.items()
        for name, one in by_name.items()
    }


def forget(world: World) -> None:
    """Nothing was counted yet."""
    for by_name in world.bot.hall.meter.served.values():
        by_name.clear()


@pytest.fixture
async def fresh(world: World) -> World:
    """A guild where nothing was counted yet."""
    forget(world)
    return world


async def test_a_command_is_counted_by_its_whole_name(fresh: World):
    for _ in range(2):
        await fresh.raider.slash(fresh.general, "settings show")
    await fresh.raider.slash(fresh.general, "clan overview")
    assert counted(fresh) == {("command", "settings show"): {"done": 2}, ("command", "clan overview"): {"done": 1}}


async def test_a_refusal_is_no_failure(fresh: World):
    await fresh.raider.slash(fresh.general, "clan snapshot")
    await fresh.leader.slash(fresh.general, "settings set", name="no.such", value="1")
    assert counted(fresh) == {
        ("command", "clan snapshot"): {"refused": 1},
        ("command", "settings set"): {"refused": 1},
    }


async def test_whoever_asks_too_often_is_refused(fresh: World):
    await enrol(fresh, "Mara")
    forget(fresh)
    for _ in range(11):
        await fresh.raider.slash(fresh.general, "clan stats", window="7d")
    assert counted(fresh) == {("command", "clan stats"): {"done": 10, "refused": 1}}


async def test_what_breaks_in_a_command_a_select_and_a_form_is_broken(fresh: World, monkeypatch: pytest.MonkeyPatch):
    panel = card(await fresh.boss.slash(fresh.general, "setup"))
    form = await fresh.boss.click(panel, label="Timezone…")
    assert counted(fresh) == {("command", "setup"): {"done": 1}, ("button", "setup timezone"): {"done": 1}}
    (loot,) = [part["custom_id"] for part in parts(panel) if str(part.get("custom_id")).endswith("loot.system")]
    forget(fresh)
    break_down(fresh, monkeypatch)
    await fresh.boss.select(panel, ["epgp"], custom_id=loot)
    await fill(fresh.boss, form, timezone="UTC")
    await fresh.raider.slash(fresh.general, "settings show")
    forgive(fresh)
    assert counted(fresh) == {
        ("button", "setup word"): {"broken": 1},
        ("form", "setup timezone"): {"broken": 1},
        ("command", "settings show"): {"broken": 1},
    }


async def test_what_is_suggested_is_counted_and_what_fails_there_too(fresh: World, monkeypatch: pytest.MonkeyPatch):
    await fresh.raider.autocomplete(fresh.general, "settings set", "name", "cl")
    assert counted(fresh) == {("autocomplete", "settings set"): {"done": 1}}

    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("sand")

    monkeypatch.setattr(discord.InteractionResponse, "autocomplete", broken)
    await fresh.raider.autocomplete(fresh.general, "settings set", "name", "cl")
    forgive(fresh)
    assert counted(fresh) == {("autocomplete", "settings set"): {"done": 1, "broken": 1}}


async def test_an_answer_for_which_discord_waited_no_longer_is_late(fresh: World, monkeypatch: pytest.MonkeyPatch):
    async def gone(*_: Any, **__: Any) -> None:
        reply: Any = SimpleNamespace(status=404, reason="Not Found")
        raise discord.NotFound(reply, {"code": 10062, "message": "Unknown interaction"})

    before = fresh.bot.hall.meter.answers[Kind.COMMAND].count
    monkeypatch.setattr(discord.InteractionResponse, "send_message", gone)
    await fresh.raider.slash(fresh.general, "settings show")
    forgive(fresh)
    assert counted(fresh) == {("command", "settings show"): {"late": 1}}
    assert fresh.bot.hall.meter.answers[Kind.COMMAND].count == before, "nobody saw that answer"


async def test_who_is_never_answered_was_left_waiting(fresh: World, monkeypatch: pytest.MonkeyPatch):
    panel = card(await fresh.boss.slash(fresh.general, "setup"))

    async def silent(*_: Any) -> None:
        return

    monkeypatch.setattr(setup.AskTimezone, "press", silent)
    await fresh.boss.click(panel, label="Timezone…")
    assert counted(fresh)["button", "setup timezone"] == {"late": 1}


async def test_what_nothing_here_knows_is_counted_as_other(fresh: World):
    panel = card(await fresh.boss.slash(fresh.general, "setup"))
    forget(fresh)
    await click_on(fresh.boss, panel, "pot:v0:join:1")
    await submit(fresh.raider, fresh.general, "form:old:1")
    assert counted(fresh) == {("button", "other"): {"refused": 1}, ("form", "other"): {"refused": 1}}


async def take(*_: Any, **__: Any) -> None:
    """Discord takes any answer."""


async def arrive(world: World, **changes: Any) -> None:
    """Discord tells of an interaction as it likes."""
    parse, number = world.bot._connection.parsers["INTERACTION_CREATE"], next(NUMBERS)
    text = interaction_text(number, world.raider.id, guild_id=str(world.guild.id), **changes)
    with world.env._bot_scope():
        parse(json.loads(text)["d"])


async def test_a_thousand_made_up_buttons_make_no_new_figure(fresh: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(discord.InteractionResponse, "send_message", take)
    for number in range(1000):
        await arrive(fresh, type=3, data={"custom_id": f"made{number}:v1:up:{number}", "component_type": 2})
    await fresh.env.settle()
    assert counted(fresh) == {("button", "other"): {"refused": 1000}}


async def test_a_suggestion_for_a_command_that_is_gone_is_counted_once(
    fresh: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(discord.InteractionResponse, "send_message", take)
    option = {"name": "which", "type": 3, "value": "a", "focused": True}
    await arrive(fresh, type=4, data={"id": "1", "name": "gone", "type": 1, "options": [option]})
    await fresh.env.settle()
    forgive(fresh)
    assert counted(fresh) == {("autocomplete", "other"): {"refused": 1}}
    assert [one.message for one in caplog.records if one.name == "asyncio"] == [], "its task ends in peace, too"


async def test_the_first_answer_is_timed_and_the_whole_of_it(fresh: World, monkeypatch: pytest.MonkeyPatch):
    show = fresh.bot.hall.settings.show

    async def slow(*args: Any) -> Any:
        await asyncio.to_thread(time.sleep, 0.3)
        return await show(*args)

    monkeypatch.setattr(fresh.bot.hall.settings, "show", slow)
    answers = fresh.bot.hall.meter.answers[Kind.COMMAND]
    before = answers.count, answers.seconds
    await fresh.raider.slash(fresh.general, "settings show")
    assert answers.count == before[0] + 1
    assert 0.3 <= answers.seconds - before[1] < 10
    spent = fresh.bot.hall.meter.served[Kind.COMMAND]["settings show"]
    assert (spent.count, spent.seconds >= answers.seconds - before[1]) == (1, True)


async def test_jobs_sweeps_and_characters_are_counted(fresh: World):
    await enrol(fresh, "Mara", "Bram")
    await fresh.officer.slash(fresh.general, "clan snapshot")
    await tick(fresh)
    await settle(fresh)
    meter = fresh.bot.hall.meter
    assert (meter.sweeps, meter.characters_read, meter.characters_failed) == ({"complete": 1}, 2, 0)
    assert meter.sweep_durations.count == 1
    assert {job.name for job in fresh.bot.hall.jobs()} == set(meter.jobs)
    assert all(one.spent.count and one.succeeded_at and not one.failures for one in meter.jobs.values())


async def test_a_job_that_fails_is_counted_and_still_fails(fresh: World, monkeypatch: pytest.MonkeyPatch):
    async def broken() -> None:
        raise RuntimeError("sand")

    monkeypatch.setattr(fresh.bot.hall.milestones, "due", broken)
    (milestones,) = [job for job in fresh.bot.hall.jobs() if job.name == "milestones"]
    with pytest.raises(RuntimeError, match="sand"):
        await milestones.run()
    figures = fresh.bot.hall.meter.jobs["milestones"]
    assert (figures.failures, figures.succeeded_at) == (1, None)


async def test_the_connection_to_discord_is_told(fresh: World):
    assert fresh.bot.hall.meter.gateway is not None
    told = fresh.bot.hall.meter.gateway()
    assert (told.connected, told.latency, told.guilds) == (True, 0.0, 1)
    fresh.bot.ws.open = False  # type: ignore[misc] - SimCord's own
    assert not fresh.bot.hall.meter.gateway().connected
    fresh.bot.ws.open = True  # type: ignore[misc]


def test_outcomes_are_those_that_the_docs_name():
    assert {one.value for one in Outcome} == {"done", "refused", "broken", "late"}
