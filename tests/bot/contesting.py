"""How the tests run a contest: draft it, publish it, let members gain and time pass, until it is drawn."""

from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from playground.hiscores import DemoHiscores
from tests.bot.acting import at_work, card, enrol, numbers, tick
from tests.bot.conftest import World

NAME = "Slayer week"
ENDS = "2026-01-08 00:00"
BASE = {"overall": 1_000_000, "slayer": 500_000, "zulrah": 100}
HOUR, DAY = 3600, 86400


async def gains(hiscores: DemoHiscores, name: str, **more: int) -> None:
    """From now on the hiscores say that the character has gained this much since the start."""
    hiscores.always(name, numbers(**{slug: value + more.get(slug, 0) for slug, value in BASE.items()}))


async def own(world: World, person: MemberActor, name: str) -> None:
    """The character belongs to that person, as an officer says."""
    await world.officer.slash(world.general, "clan add", name=name, member=person)


async def clan(world: World, hiscores: DemoHiscores) -> None:
    """A clan of three: Mara is the raider's, Tom the officer's, and nobody has claimed Bram."""
    for name in ("mara", "tom", "bram"):
        await gains(hiscores, name)
    await enrol(world, "Bram")
    await own(world, world.raider, "Mara")
    await own(world, world.officer, "Tom")


async def latest(world: World) -> str:
    """The number of the newest contest, as its leader picks it."""
    choices = await world.leader.autocomplete(world.general, "contest show", "contest", "")
    return choices[0]["value"]


async def draft(world: World, name: str = NAME, ends: str = ENDS, **more: Any) -> str:
    """A draft without rules; returns its number."""
    more.setdefault("prize", "10M bank")
    await world.leader.slash(world.general, "contest create", name=name, ends=ends, **more)
    return await latest(world)


async def rule(world: World, contest: str, kind: str, amount: int, targets: str = "") -> InteractionResult:
    """One more way to enter."""
    given = {"targets": targets} if targets else {}
    return await world.leader.slash(
        world.general, "contest rule-add", contest=contest, type=kind, amount=amount, **given
    )


async def publish(world: World, contest: str) -> InteractionResult:
    """Publish it, and let its first snapshot be taken."""
    posted = await world.leader.slash(world.general, "contest publish", contest=contest)
    await tick(world)
    await settle(world)
    return posted


async def running(world: World, hiscores: DemoHiscores, **more: Any) -> tuple[str, InteractionResult]:
    """A published contest for 100,000 Slayer XP or 50 Zulrah kills, with a clan in it: its number and its panel."""
    await clan(world, hiscores)
    contest = await draft(world, **more)
    await rule(world, contest, "skill_xp", 100_000, "Slayer")
    await rule(world, contest, "boss_kc", 50, "zulrah")
    return contest, await publish(world, contest)


async def entered(world: World, hiscores: DemoHiscores) -> tuple[str, InteractionResult]:
    """A contest in which Mara has both entries and Bram one, by a snapshot on its second day."""
    contest, panel = await running(world, hiscores)
    await world.env.advance_time(DAY)
    await gains(hiscores, "mara", slayer=150_000, zulrah=60)
    await gains(hiscores, "bram", zulrah=50)
    await world.officer.slash(world.general, "clan snapshot")
    await tick(world)
    await settle(world)
    return contest, panel


async def ended(world: World, hiscores: DemoHiscores) -> tuple[str, InteractionResult]:
    """That contest, ended early by its leader, with its last snapshot taken and its entries locked."""
    contest, panel = await entered(world, hiscores)
    await world.env.advance_time(HOUR)
    await world.leader.slash(world.general, "contest end", contest=contest)
    await settle(world)
    return contest, panel


async def drawn(world: World, hiscores: DemoHiscores) -> tuple[str, InteractionResult]:
    """That contest, drawn."""
    contest, panel = await ended(world, hiscores)
    await world.leader.click(card(panel), label="Run draw")
    await world.env.advance_time(30)
    await settle(world)
    return contest, panel


async def settle(world: World, ticks: int = 4) -> None:
    """Let the clock tick a few times, seconds apart, so that one thing can follow from another."""
    for _ in range(ticks):
        await world.env.advance_time(6)
        await at_work(world, world.bot.tick())
