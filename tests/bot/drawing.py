"""How the tests take a draw from step to step through the services, and look at what the bot shows of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult
from sqlalchemy import Connection

from cogs.ui.door import Interaction
from cogs.ui.draws.ceremony import show_ceremony
from cogs.ui.draws.mine import MyLines
from domain.draws import DrawState
from domain.guild import DRAWS_MODE
from fairness import persons
from fairness.protocol import Claim, Kind
from services.draws import Plan
from storage import draws, members, settings
from storage.draws import Record
from tests.bot.acting import at_work, buttons, said
from tests.bot.conftest import World

RULES = "A bond and the **cape**.\nEach of 100 kills is one entry.\n“No claim in 7 days” is void."


async def commit(
    world: World,
    *,
    title: str = "Slayer _September_",
    kind: Kind = Kind.CONTEST,
    winners: int = 1,
    sealed: bool = False,
    rules: str = RULES,
) -> Record:
    """Publish a draw in #news, and let its commitment be posted."""
    now = world.env.now()
    plan = Plan(kind, title, now + timedelta(days=3), winners, rules, world.news.id)

    def work(tx: Connection) -> Record:
        settings.put(tx, world.guild.id, DRAWS_MODE.name, "sealed" if sealed else "beacon", by=None, at=now)
        return world.bot.hall.draws.steps.commit(tx, world.guild.id, plan, by=None, now=now)

    record = await world.bot.db.write(work)
    await deliver(world)
    return await current(world, record)


async def lock(world: World, record: Record, whose: Sequence[str] | None = None) -> Record:
    """Close the entries: of the raider (two), the officer, and a character that nobody claimed."""
    people = whose or [persons.member(world.raider.id), persons.member(world.officer.id), "osrs:Zezima_II"]
    evidence = record.draw.kind is Kind.CONTEST
    claims = [Claim(who, 1, f"rule {place}" if evidence else "") for place, who in enumerate([*people, people[0]])]
    now = world.env.now()

    def work(tx: Connection) -> None:
        known = {
            who: members.ensure(tx, world.guild.id, int(who.removeprefix("discord:")), now).id
            for who in people
            if who.startswith("discord:")
        }
        world.bot.hall.draws.steps.lock(tx, record.id, claims, known, now)

    await world.bot.db.write(work)
    await deliver(world)
    return await current(world, record)


async def call(world: World, record: Record, *, post: bool = True) -> Record:
    """Run the draw; `post` says whether Discord takes the call at once."""
    now = world.env.now()
    await world.bot.db.write(lambda tx: world.bot.hall.draws.steps.call(tx, record.id, by=None, now=now))
    if post:
        await deliver(world)
    return await current(world, record)


async def draw(world: World, **options: Any) -> Record:
    """A draw that is over."""
    record = await called(world, **options)
    await wait(world, 20)
    record = await current(world, record)
    assert record.state is DrawState.SETTLED
    return record


async def called(world: World, **options: Any) -> Record:
    """A draw that waits for its round."""
    return await call(world, await lock(world, await commit(world, **options)))


async def void(world: World, record: Record, position: int, reason: str) -> None:
    """Pass a winner over."""
    now = world.env.now()

    def work(tx: Connection) -> None:
        by = members.ensure(tx, world.guild.id, world.leader.id, now).id
        world.bot.hall.draws.steps.void(tx, record.id, position, reason, by=by, now=now)

    await world.bot.db.write(work)
    await wait(world, 3)


async def cancel(world: World, record: Record) -> None:
    """Call it off."""
    now = world.env.now()
    await world.bot.db.write(lambda tx: world.bot.hall.draws.steps.cancel(tx, record.id, by=None, why="test", now=now))
    await wait(world, 3)


async def deliver(world: World) -> None:
    """What waits to be told is told."""
    await at_work(world, world.bot.hall.notices.deliver())


async def wait(world: World, seconds: int) -> None:
    """Time passes, and everything that is due is done."""
    await world.env.advance_time(seconds)
    await at_work(world, world.bot.hall.draws.due())
    await deliver(world)
    await at_work(world, world.bot.hall.panels.repaint())


async def current(world: World, record: Record) -> Record:
    """The draw as the books have it now."""
    return await world.bot.db.read(lambda tx: draws.by_id(tx, record.id))


def post(world: World, message_id: int | None) -> discord.Message:
    """A message of #news by its id."""
    (found,) = [message for message in world.news.history() if message.id == message_id]
    return found


def told(world: World) -> list[str]:
    """Everything in #news, in order."""
    return [said(message) for message in world.news.history()]


async def ceremony(
    world: World, record: Record, monkeypatch: pytest.MonkeyPatch, actor: MemberActor | None = None
) -> InteractionResult:
    """A feature tells the draw to everybody; any button does for the one that a feature would have."""

    async def press(self: MyLines, interaction: Interaction) -> None:
        await show_ceremony(interaction, int(self.args["draw"]))

    with monkeypatch.context() as patched:
        patched.setattr(MyLines, "press", press)
        message = post(world, record.lock_post)
        (mine,) = buttons(message).values()
        return await (actor or world.leader).click(message, custom_id=mine)
