"""How the tests give, charge and look at points."""

from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult
from sqlalchemy import Connection

from storage import members, points
from tests.bot.acting import card, said
from tests.bot.conftest import World
from tests.bot.potting import type_in


def at(*people: MemberActor) -> str:
    """Mentions, as somebody types them."""
    return " ".join(f"<@{one.id}>" for one in people)


async def ask_award(
    world: World, amount: str, *people: MemberActor, pool: str = "epgp", **more: Any
) -> InteractionResult:
    """An officer asks to give points: the preview."""
    named = {"members": at(*people)} if people else {}
    asked = {"ep" if pool == "epgp" else "points": amount, "reason": "raid night"} | named | more
    return await world.officer.slash(world.general, f"{pool} award", **asked)


async def award(world: World, amount: str, *people: MemberActor, pool: str = "epgp", **more: Any) -> InteractionResult:
    """An officer gives points: the preview, which shows what stands."""
    asked = await ask_award(world, amount, *people, pool=pool, **more)
    await world.officer.click(card(asked), label="Apply")
    return asked


async def charge(
    world: World, amount: str, whom: MemberActor, pool: str = "epgp", reason: str = "a sword"
) -> InteractionResult:
    """An officer charges somebody."""
    option = "gp" if pool == "epgp" else "points"
    asked = await world.officer.slash(
        world.general, f"{pool} charge", member=whom, **{option: amount, "reason": reason}
    )
    await world.officer.click(card(asked), label="Apply")
    return asked


async def held(world: World, who: MemberActor) -> dict[str, int]:
    """What somebody has, in hundredths, by pool."""

    def work(tx: Connection) -> dict[str, int]:
        member = members.find(tx, world.guild.id, who.id)
        found = points.balances_of(tx, [member.id]).get(member.id, {}) if member else {}
        return {pool.value: amount for pool, amount in found.items() if amount}

    return await world.bot.db.read(work)


async def adds_up(world: World) -> None:
    """The books of points are in order."""
    assert await world.bot.db.read(points.check) == []


async def standings(world: World, pool: str = "epgp") -> str:
    """What everybody reads of the standings."""
    return said(await world.raider.slash(world.general, f"{pool} standings"))


async def ask_undo(world: World, message: Any, reason: str) -> InteractionResult:
    """An officer presses *Undo…* on a card and says why: the preview."""
    form = await world.officer.click(message, label="Undo…")
    return await type_in(world.officer, form, reason)


async def take_back(world: World, done: InteractionResult, reason: str) -> InteractionResult:
    """The whole way back from a card that says what stands."""
    preview = await ask_undo(world, card(done), reason)
    await world.officer.click(card(preview), label="Apply")
    return preview


def everybody_reads(world: World) -> list[str]:
    """What was posted in #general for all."""
    return [said(one) for one in world.general.history()]
