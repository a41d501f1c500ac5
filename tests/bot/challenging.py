"""How the tests run a challenge: an officer who makes and publishes it, forms that are filled in, time that passes."""

from collections.abc import Mapping
from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from domain.challenges import Challenge
from domain.people import Actor
from services.challenges.making import Asked, Texts
from storage import challenges
from tests.bot.acting import at_work, card
from tests.bot.conftest import World
from tests.services.challenging import PRIZES, PROMPT, TITLE

HOUR, DAY = 3600, 86400


async def drafted(world: World, *, texts: Mapping[str, Any] | None = None, **options: Any) -> InteractionResult:
    """The officer drafts a challenge of a week in #general; `texts` are what is typed into the form, by label."""
    form = await world.officer.slash(
        world.general, "challenge create", **({"starts": "now", "closes": "in 5 days"} | options)
    )
    typed: dict[str, Any] = {"Title": TITLE, "Prompt": PROMPT, "Prizes": PRIZES}
    return await fill(world.officer, form, typed | dict(texts or {}))


async def published(world: World, **more: Any) -> InteractionResult:
    """That challenge, published in #general: the answer is its panel."""
    await drafted(world, **more)
    return await world.officer.slash(world.general, "challenge publish", challenge=str((await newest(world)).id))


async def open_behind(world: World, *, title: str = TITLE, prizes: str = PRIZES, **more: Any) -> Challenge:
    """A published challenge as the services make it, without a panel; `more` is as `Asked` has it."""
    making, actor = world.bot.hall.challenges.making, officer_of(world)
    asked: dict[str, Any] = {"starts": "now", "closes": "in 5 days"} | more
    plan = await making.plan(actor, Asked(**asked))
    challenge = await making.draft(actor, plan, Texts(title, PROMPT, "", prizes), None)
    return await making.publish(actor, challenge.id, world.general.id)


def officer_of(world: World) -> Actor:
    """The officer as services know them."""
    return Actor(world.guild.id, world.officer.id, frozenset({world.officer_role.id}), manages_guild=False)


def actor_of(world: World, person: MemberActor) -> Actor:
    """A member without a role as services know them."""
    return Actor(world.guild.id, person.id, frozenset(), manages_guild=False)


async def fill(person: MemberActor, form: InteractionResult, values: Mapping[str, Any]) -> InteractionResult:
    """Send a form with these values, by label; what is not named keeps what stands in it."""
    sent = {one["component"]["custom_id"]: _kept(one["component"]) for one in _labels(form)}
    ids = {one["label"]: one["component"]["custom_id"] for one in _labels(form)}
    sent |= {ids[label]: value for label, value in values.items()}
    return await person.submit_modal(form, {key: value for key, value in sent.items() if value is not None})


def stands(form: InteractionResult) -> dict[str, Any]:
    """What stands in a form when it opens, by label."""
    return {one["label"]: _kept(one["component"]) for one in _labels(form)}


async def newest(world: World) -> Challenge:
    """The challenge that was made last."""
    found = await world.bot.db.read(lambda tx: challenges.listed(tx, world.guild.id))
    return max(found, key=lambda one: one.id)


async def now(world: World, challenge: Challenge) -> Challenge:
    """The challenge as it stands."""
    return await world.bot.hall.challenges.views.get(world.guild.id, challenge.id)


async def settle(world: World, seconds: float = 0, ticks: int = 2) -> None:
    """Let time pass, and the clock's jobs do what is due, panels and announcements with them."""
    if seconds:
        await world.env.advance_time(seconds)
    for _ in range(ticks):
        await world.env.advance_time(6)
        await at_work(world, _work(world))


def panel_of(world: World, published: InteractionResult) -> Any:
    """The panel that publishing posted, as it looks now."""
    wanted = card(published).id
    return next(one for one in world.general.history() if one.id == wanted)


async def _work(world: World) -> None:
    hall = world.bot.hall
    await hall.challenges.clock.due()
    await hall.panels.repaint()
    await hall.notices.deliver()


def _labels(form: InteractionResult) -> list[dict[str, Any]]:
    assert form.modal is not None, form
    return list(form.modal["components"])


def _kept(component: Mapping[str, Any]) -> Any:
    """What stands in a field."""
    if "options" in component:
        return [one["value"] for one in component["options"] if one.get("default")]
    return component.get("value", component.get("default"))
