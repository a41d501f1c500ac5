"""Buttons and selects pressed by people they were never shown to, with ids of things that are not there."""

import random
import re
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from cogs.ui.press import REGISTERED, Pick, Press
from tests.bot.acting import said
from tests.bot.conftest import World
from tests.bot.test_fuzz import forged

TYPED = {"setup:v1:timezone": "UTC"}
CHOSEN = {
    "clan:v1:gains-window": "30d",
    "clan:v1:profile": "30d",
    "clan:v1:stats-window": "30d",
    "insights:v1:theme": "people",
    "insights:v1:window": "30d",
    "leaderboard:v1:window": "30d",
    "pot:v1:insights": "30d",
    "raid:v1:attendance-window": "30d",
    "setup:v1:word": "sealed",
}
"""What is typed into the fields of a form and chosen of a list, where not any number will do."""
NAMED = {
    "setup:v1:channel": "guild.announcements",
    "setup:v1:roles": "guild.officer_roles",
    "setup:v1:word": "draws.mode",
}
"""What the ids of the set-up name, which has to be a setting."""


def everything() -> list[type[Press | Pick]]:
    """Every button and select that there is, by its key."""
    return sorted(REGISTERED, key=lambda one: one.key)


async def pressed(world: World, what: type[Press | Pick], person: MemberActor) -> str:
    """What somebody is answered who presses it, and fills in whatever form comes of it."""
    pattern: Any = what.__discord_ui_compiled_template__.pattern
    made = forged(random.Random(what.key), re._parser.parse(pattern))[:100]  # type: ignore[attr-defined]
    custom_id = f"{what.key}:{NAMED[what.key]}" if what.key in NAMED else made
    item, value = _item(world, what, custom_id)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.ActionRow(item))
    with world.env.time_context():
        message = await world.bot.get_partial_messageable(world.general.id).send(view=view)
    if value is None:
        result = await person.click(message, custom_id=custom_id)
    else:
        result = await person.select(message, [value], custom_id=custom_id)
    return said(await _filled_in(person, result, TYPED.get(what.key, "12")) if result.modal is not None else result)


def _item(world: World, what: type[Press | Pick], custom_id: str) -> tuple[Any, Any]:
    """What stands in the message, and what is chosen of it (None: it is a button)."""
    if issubclass(what, Press):
        return discord.ui.Button[Any](custom_id=custom_id, label="?"), None
    if what.key == "setup:v1:channel":
        return discord.ui.ChannelSelect[Any](custom_id=custom_id), world.news
    if what.key == "setup:v1:roles":
        return discord.ui.RoleSelect[Any](custom_id=custom_id), world.officer_role
    chosen = CHOSEN.get(what.key, "1")
    return discord.ui.Select[Any](custom_id=custom_id, options=[discord.SelectOption(label=chosen)]), chosen


async def _filled_in(person: MemberActor, form: InteractionResult, typed: str) -> InteractionResult:
    assert form.modal is not None
    values: dict[str, Any] = {}
    for label in form.modal["components"]:
        field = label.get("component") or label["components"][0]
        values[field["custom_id"]] = _filling(person, field, typed)
    return await person.submit_modal(form, values)


def _filling(person: MemberActor, field: dict[str, Any], typed: str) -> Any:
    """Something that Discord lets through."""
    if options := field.get("options"):
        return [options[0]["value"]]
    if field["type"] == discord.ComponentType.user_select.value:
        return [person]
    return typed.ljust(int(field.get("min_length") or 0), "0")
