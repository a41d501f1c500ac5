"""How the tests run a council: a decision with its panel, answers, votes and awards by what people press."""

from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from domain.decisions import Decision
from storage import decisions, loot_items
from storage.loot_items import Item
from tests.bot.acting import at_work, buttons, card, said
from tests.bot.conftest import World

ITEM = "Blade of the Fallen Star"


async def opened(world: World, **more: Any) -> InteractionResult:
    """A decision in #general: its panel."""
    asked: dict[str, Any] = {"item": ITEM, "closes": "in 10 minutes"}
    return await world.officer.slash(world.general, "loot open", **(asked | more))


async def chamber(person: MemberActor, panel: Any) -> InteractionResult:
    """Open the council's private view."""
    return await person.click(panel, label="Council")


async def vote(person: MemberActor, panel: Any, label: str = "Approve", number: int = 0) -> InteractionResult:
    """Vote on somebody, by their place in the private view."""
    view = card(await chamber(person, panel))
    ids = [one for one in ids_of(view) if one.startswith("decision:v1:vote:")]
    wanted = "yes" if label == "Approve" else "no"
    picked = [one for one in ids if one.endswith(wanted)][number]
    return await person.click(view, custom_id=picked)


def ids_of(message: Any) -> list[str]:
    """Every button's id, in order."""
    from tests.bot.acting import BUTTON, parts

    return [part["custom_id"] for part in parts(message) if part["type"] == BUTTON and "custom_id" in part]


async def fill(person: MemberActor, form: InteractionResult, *values: Any) -> InteractionResult:
    """Fill in the fields of a form, in order."""
    assert form.modal is not None
    fields = [row["component"]["custom_id"] for row in form.modal["components"]]
    return await person.submit_modal(form, dict(zip(fields, values, strict=False)))


async def propose(person: MemberActor, panel: Any, *values: Any, number: int = 0) -> InteractionResult:
    """Press *Award…* beside somebody in the private view, and fill in the form."""
    view = card(await chamber(person, panel))
    ids = [one for one in ids_of(view) if one.startswith("decision:v1:award:")]
    form = await person.click(view, custom_id=ids[number])
    return await fill(person, form, *(values or ("last piece",)))


async def award(person: MemberActor, panel: Any, *values: Any, number: int = 0) -> InteractionResult:
    """The whole way to an award."""
    prompt = await propose(person, panel, *values, number=number)
    await person.click(card(prompt), label="Award")
    return prompt


async def settle(world: World, ticks: int = 3) -> None:
    """Let the clock tick a few times, seconds apart, so that one thing can follow from another."""
    for _ in range(ticks):
        await world.env.advance_time(3)
        await at_work(world, world.bot.tick())


async def newest(world: World) -> Decision:
    """The decision that was opened last."""
    (first, *_) = await world.bot.db.read(lambda tx: decisions.listed(tx, world.guild.id))
    return first


async def items(world: World) -> list[Item]:
    """What was handed out and stands, newest first."""
    return await world.bot.db.read(lambda tx: loot_items.listed(tx, world.guild.id))


def panel_of(world: World, heading: str = ITEM) -> Any:
    """The newest panel in #general."""
    found = [one for one in world.general.history() if said(one).startswith(f"## 🎁 {heading}")]
    return found[-1]


def pressable(message: Any) -> set[str]:
    """The labels of the buttons that can be pressed."""
    return set(buttons(message))
