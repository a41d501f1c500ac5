"""How the tests read cards, press buttons that are gone, let the clock tick, and make the hiscores say things."""

import asyncio
import json
from collections.abc import Awaitable, Coroutine, Iterator
from typing import Any

import discord
import pytest
from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle
from simcord.components import walk_components
from simcord.enums import InteractionType
from simcord.results import InteractionResult, ResponseMessage

from playground.loopback import Reply
from tests.bot.conftest import World

BUTTON, STRING_SELECT, TEXT, GALLERY = 2, 3, 10, 12


def card(result: InteractionResult) -> ResponseMessage:
    """The message that answers an act."""
    assert result.response is not None
    return result.response


def me(world: World) -> discord.ClientUser:
    """The bot's own user."""
    assert world.bot.user is not None
    return world.bot.user


def parts(message: Any) -> Iterator[dict[str, Any]]:
    """Every component of a message, nested ones too."""
    if isinstance(message, ResponseMessage):
        return walk_components(message.components)
    return walk_components([component.to_dict() for component in message.components])


def said(answer: Any) -> str:
    """All the words of an answer or a message, top to bottom."""
    if isinstance(answer, InteractionResult):
        return "\n".join(said(one) for one in (answer.response, *answer.followups) if one is not None)
    texts = [part["content"] for part in parts(answer) if part["type"] == TEXT]
    return "\n".join(text for text in (answer.content, *texts) if text)


def buttons(message: Any) -> dict[str, str]:
    """The ids of the buttons that can be pressed, by what stands on them."""
    return {
        part.get("label") or part["emoji"]["name"]: part["custom_id"]
        for part in parts(message)
        if part["type"] == BUTTON and not part.get("disabled") and "custom_id" in part
    }


def options(message: Any, start: str) -> dict[str, str]:
    """What the select whose id starts like that offers: values by label."""
    selects = [part for part in parts(message) if part["type"] == STRING_SELECT]
    found = [part for part in selects if part["custom_id"].startswith(start)]
    return {option["label"]: option["value"] for part in found for option in part["options"]}


def select_id(message: Any, start: str) -> str:
    """The whole id of the select whose id starts like that."""
    ids = [part["custom_id"] for part in parts(message) if part["type"] == STRING_SELECT]
    return next(one for one in ids if one.startswith(start))


def alt(message: Any) -> str:
    """What the picture of a card says to those who cannot see it; empty without one."""
    items = [item for part in parts(message) if part["type"] == GALLERY for item in part["items"]]
    return items[0]["description"] if items else ""


def screen(actor: MemberActor, message: Any) -> dict[str, Any]:
    """What the actor has on the screen at this moment."""
    return dict(serializers.message_payload(actor._env.backend, actor._message(message)))


async def press_on(actor: MemberActor, seen: dict[str, Any], label: str) -> InteractionResult:
    """Press a button on a screen that is a moment behind: somebody else's press is on its way."""
    pressable = [part for part in walk_components(seen["components"]) if part["type"] == BUTTON]
    ids = {part.get("label"): part["custom_id"] for part in pressable}
    channel = actor._env.backend.get_channel(int(seen["channel_id"]))
    return await actor._dispatch_interaction(
        InteractionType.MESSAGE_COMPONENT,
        ChannelHandle(actor._env, actor.guild, channel),
        {"custom_id": ids[label], "component_type": BUTTON},
        extra={"message": seen},
        source_message_id=int(seen["id"]),
    )


async def enrol(world: World, *names: str) -> None:
    """Put characters on the roster, without fetching their past."""
    await world.leader.slash(world.general, "settings set", name="clan.backfill", value="no")
    for name in names:
        await world.officer.slash(world.general, "clan add", name=name)


async def tick(world: World, minutes: int = 0) -> None:
    """Let the clock tick as the scheduler does, and `minutes` go by while the bot is at work."""
    await at_work(world, world.bot.tick(), minutes)


async def at_work(world: World, work: Coroutine[Any, Any, None], minutes: int = 0) -> None:
    """Do something as the bot itself does, on its own clock, which the test moves by `minutes` (in steps of five)."""
    with world.env._bot_scope():
        task = asyncio.get_running_loop().create_task(work)
    await world.env.settle()
    for _ in range(0, minutes, 5):
        await world.env.advance_time(300)
    assert task.done(), "the bot is still at work: let more minutes go by"
    task.result()


async def snapshot(world: World) -> InteractionResult:
    """An officer runs a snapshot and the clock does the rest."""
    result = await world.officer.slash(world.general, "clan snapshot")
    await tick(world)
    return result


def in_spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on everybody's Discord is in Spanish."""
    payload = interactions.base_payload

    def spanish(*args: Any, **kwargs: Any) -> Any:
        record, data = payload(*args, **kwargs)
        return record, data | {"locale": "es-ES"}

    monkeypatch.setattr(interactions, "base_payload", spanish)


def numbers(*, rank: int = 1000, total_level: int = 99, **values: int) -> Reply:
    """An answer of the hiscores with just these numbers; what is not named is hidden. Skills by their slug."""
    skills = ("overall", "attack", "strength", "defence", "hitpoints", "prayer", "ranged", "magic", "slayer")
    bosses = ("zulrah", "vorkath")
    places = {slug: rank if slug in values else -1 for slug in (*skills, *bosses)}
    answer = {
        "skills": [
            {"name": slug.capitalize(), "rank": places[slug], "level": total_level, "xp": values.get(slug, -1)}
            for slug in skills
        ],
        "activities": [
            {"name": slug.capitalize(), "rank": places[slug], "score": values.get(slug, -1)} for slug in bosses
        ],
    }
    return Reply(body=json.dumps(answer).encode())


async def at_once(*acts: Awaitable[Any]) -> list[Any]:
    """Do things at the same time; refusals come back as results."""
    return list(await asyncio.gather(*acts, return_exceptions=True))
