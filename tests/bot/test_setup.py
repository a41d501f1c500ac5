"""`/setup`: guided, saved as it goes, and it can be run again."""

from typing import Any

import pytest
from simcord.components import walk_components
from simcord.results import InteractionResult
from sqlalchemy import delete

from storage.draws import PostedKeyRow
from tests.bot.acting import buttons, card, in_spanish, parts, said, tick
from tests.bot.conftest import World

ROLE_SELECT, CHANNEL_SELECT, STRING_SELECT = 6, 8, 3


async def open_setup(world: World) -> InteractionResult:
    """The panel, as the leader opens it; somebody with Manage Server must have made the command visible to them."""
    return await world.boss.slash(world.general, "setup")


def select(message: Any, name: str) -> str:
    """The id of the select for that setting."""
    (found,) = [part["custom_id"] for part in parts(message) if str(part.get("custom_id", "")).endswith(f":{name}")]
    return found


def chosen(message: Any, name: str) -> list[str]:
    """What that select shows as chosen."""
    (found,) = [part for part in parts(message) if str(part.get("custom_id", "")).endswith(f":{name}")]
    defaults = [str(one["id"]) for one in found.get("default_values") or ()]
    return defaults + [one["value"] for one in found.get("options") or () if one.get("default")]


async def values(world: World) -> dict[str, Any]:
    """What is set."""
    return dict(await world.bot.hall.settings.show(world.guild.id))


async def test_it_shows_what_is_set_and_what_is_open(world: World):
    shown = await open_setup(world)
    assert shown.ephemeral
    text = said(shown)
    assert "1 step to go" in text
    assert f"**Leaders** · {world.leader_role.mention}" in text
    assert f"**Officers** · {world.officer_role.mention}" in text
    assert f"**Announcements** · {world.news.mention}" in text
    assert "**Timezone** · `UTC`" in text
    assert "**Loot** · DKP" in text
    assert "**Draws** · Beacon" in text
    assert chosen(shown.response, "guild.leader_roles") == [str(world.leader_role.id)]
    assert chosen(shown.response, "guild.announcements") == [str(world.news.id)]
    assert chosen(shown.response, "loot.system") == ["dkp"]


async def test_every_choice_is_saved_at_once_and_shown(world: World):
    shown = await open_setup(world)
    panel = shown.response
    assert panel is not None
    veterans = world.guild.create_role("Veteran")
    await world.boss.select(panel, [world.officer_role, veterans], custom_id=select(panel, "guild.officer_roles"))
    assert (await values(world))["guild.officer_roles"] == tuple(sorted((world.officer_role.id, veterans.id)))
    await world.boss.select(panel, [world.general], custom_id=select(panel, "guild.announcements"))
    assert (await values(world))["guild.announcements"] == world.general.id
    await world.boss.select(panel, ["epgp"], custom_id=select(panel, "loot.system"))
    await world.boss.select(panel, ["sealed"], custom_id=select(panel, "draws.mode"))
    assert (await values(world))["loot.system"] == "epgp"
    assert (await values(world))["draws.mode"] == "sealed"
    again = said(await open_setup(world))
    assert "**Loot** · EPGP" in again
    assert "**Draws** · Sealed (you trust the host)" in again
    assert veterans.mention in again
    assert said(panel) == again, "the panel that was clicked shows it too"


async def test_choices_can_be_taken_back(world: World):
    panel = card(await open_setup(world))
    await world.boss.select(panel, [], custom_id=select(panel, "guild.officer_roles"))
    await world.boss.select(panel, [], custom_id=select(panel, "guild.announcements"))
    assert (await values(world))["guild.officer_roles"] == ()
    assert (await values(world))["guild.announcements"] is None
    assert "3 steps to go" in said(await open_setup(world))


async def test_the_timezone_is_asked_by_name(world: World):
    panel = card(await open_setup(world))
    form = await world.boss.click(panel, label="Timezone…")
    assert form.modal is not None
    assert form.modal["title"] == "Timezone…"
    sent = await world.boss.submit_modal(form, {field(form): "madrid"})
    assert sent.ephemeral
    assert said(sent) == (
        "I do not know the timezone **madrid**. Did you mean Europe/Madrid? Names look like `Europe/Madrid`."
    )
    assert (await values(world))["guild.timezone"] == "UTC"
    form = await world.boss.click(panel, label="Timezone…")
    await world.boss.submit_modal(form, {field(form): "europe/madrid"})
    assert (await values(world))["guild.timezone"] == "Europe/Madrid"
    assert "All set" in said(panel)
    assert "**Timezone** · `Europe/Madrid`" in said(panel)


def field(form: InteractionResult) -> str:
    """The one field of a form."""
    assert form.modal is not None
    return str(form.modal["components"][0]["component"]["custom_id"])


@pytest.mark.parametrize("text", ["@everyone", "🐉", "x" * 60, "**bold**", "\u202edrawkcab"])
async def test_whatever_is_typed_for_a_timezone_is_answered_harmlessly(world: World, text: str):
    panel = card(await open_setup(world))
    form = await world.boss.click(panel, label="Timezone…")
    sent = await world.boss.submit_modal(form, {field(form): text})
    assert said(sent).startswith("I do not know the timezone")
    assert "@everyone" not in said(sent)
    assert "**bold**" not in said(sent)


async def test_a_leader_by_role_may_and_others_are_told_who(world: World):
    """Discord hides the command from those without Manage Server until an admin shows it; the rank is ours to check."""
    world.show_to_everybody("setup")
    assert "Setting up" in said(await world.leader.slash(world.general, "setup"))
    for person in (world.officer, world.raider):
        refused = await person.slash(world.general, "setup")
        assert refused.ephemeral
        assert "Only leaders can do that" in said(refused)


async def test_who_is_no_leader_any_more_cannot_use_the_panel_they_still_have(world: World):
    world.show_to_everybody("setup")
    panel = card(await world.leader.slash(world.general, "setup"))
    form = await world.leader.click(panel, label="Timezone…")
    await world.boss.slash(world.general, "settings reset", name="guild.leader_roles")
    for answer in (
        await world.leader.select(panel, ["epgp"], custom_id=select(panel, "loot.system")),
        await world.leader.select(panel, [], custom_id=select(panel, "guild.officer_roles")),
        await world.leader.submit_modal(form, {field(form): "Europe/Madrid"}),
    ):
        assert "Only leaders can do that" in said(answer)
    assert (await values(world))["loot.system"] == "dkp"
    assert (await values(world))["guild.officer_roles"] == (world.officer_role.id,)
    assert (await values(world))["guild.timezone"] == "UTC"


async def test_the_panel_works_after_a_restart(world: World):
    panel = card(await open_setup(world))
    await world.restart()
    await world.boss.select(panel, ["epgp"], custom_id=select(panel, "loot.system"))
    await world.boss.select(panel, [world.general], custom_id=select(panel, "guild.announcements"))
    form = await world.boss.click(panel, label="Timezone…")
    await world.boss.submit_modal(form, {field(form): "Europe/Madrid"})
    set_ = await values(world)
    assert (set_["loot.system"], set_["guild.announcements"]) == ("epgp", world.general.id)
    assert set_["guild.timezone"] == "Europe/Madrid"
    assert "All set" in said(panel)


async def test_a_choice_that_is_no_longer_offered_is_refused(world: World):
    """An old panel may offer more than the bot of today knows."""
    panel = card(await open_setup(world))
    custom_id = select(panel, "loot.system")
    for part in walk_components(panel._message.components):
        if part.get("custom_id") == custom_id:
            part["options"].append({"label": "Suicide Kings", "value": "suicide_kings"})
    refused = await world.boss.select(panel, ["suicide_kings"], custom_id=custom_id)
    assert "takes one of: dkp, epgp or loot\\_council" in said(refused)
    assert (await values(world))["loot.system"] == "dkp"


async def test_it_speaks_spanish(world: World, monkeypatch: pytest.MonkeyPatch):
    in_spanish(monkeypatch)
    shown = await open_setup(world)
    assert "1 paso pendiente." in said(shown)
    assert "**Botín** · DKP" in said(shown)
    assert "Zona horaria…" in buttons(shown.response)


async def test_every_choice_is_in_the_log(world: World):
    panel = card(await open_setup(world))
    await world.boss.select(panel, ["epgp"], custom_id=select(panel, "loot.system"))
    log = said(await world.raider.slash(world.general, "audit list", kind="settings"))
    assert "loot.system · `dkp` → `epgp`" in log
    assert f"<@{world.boss.id}>" in log


async def test_setting_up_tells_which_keys_will_sign_the_draws_and_only_once(world: World):
    await world.bot.db.write(lambda tx: tx.execute(delete(PostedKeyRow)))
    for channel in (world.general, world.news, world.general):
        await world.boss.slash(world.general, "settings set", name="guild.announcements", value=channel.mention)
    await tick(world)
    told = [text for one in world.general.history() if "keys of this server" in (text := said(one))]
    assert len(told) == 1
    trust = world.bot.hall.draws.trust
    for known in (trust.orchestrator_keys, trust.settlement_keys):
        assert next(iter(known)).hex() in told[0]
    assert not [one for one in world.news.history() if "keys of this server" in said(one)]
