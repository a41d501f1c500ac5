"""How the tests run an auction: people with DKP, an officer who opens it, bids in forms, and time that passes."""

import json
from itertools import count
from typing import Any

from simcord.actors import MemberActor
from simcord.enums import InteractionType
from simcord.results import InteractionResult
from sqlalchemy import Connection

from domain.auctions import Auction
from domain.points import Act, Change, Pool
from storage import auctions, members, points
from tests.bot.acting import at_once, card
from tests.bot.conftest import World
from tests.bot.potting import type_in

TEXT_INPUT = 4
BLADE = "Blade of the Fallen Star"
_KEYS = count(1)


async def give_dkp(world: World, amount: int, *people: MemberActor) -> None:
    """Everybody named gets so many points of DKP, or loses them."""
    now = world.env.now()

    def work(tx: Connection) -> None:
        ids = [members.ensure(tx, world.guild.id, one.id, now).id for one in people]
        changes = [Change(one, Pool.DKP, amount * 100) for one in ids]
        act, key = Act.AWARD if amount > 0 else Act.CHARGE, f"test:{next(_KEYS)}"
        world.bot.hall.loot.books.enter(tx, world.guild.id, act, changes, key=key, at=now, by=None)

    await world.bot.db.write(work)


async def dkp(world: World, person: MemberActor) -> float:
    """What somebody has."""

    def work(tx: Connection) -> int:
        member = members.find(tx, world.guild.id, person.id)
        return 0 if member is None else points.balance(tx, member.id, Pool.DKP)

    return await world.bot.db.read(work) / 100


async def offered(world: World, sale: str = "open", **more: Any) -> InteractionResult:
    """An auction of the blade in #general for five minutes from 10 DKP on: its panel."""
    asked: dict[str, Any] = {"item": BLADE, "type": sale, "min-bid": 10, "minutes": 5}
    return await world.officer.slash(world.general, "auction open", **(asked | more))


async def with_dkp(world: World, sale: str = "open", **more: Any) -> InteractionResult:
    """That auction, with 100 DKP for the raider, the leader and the officer."""
    await give_dkp(world, 100, world.raider, world.leader, world.officer)
    return await offered(world, sale, **more)


async def bid(person: MemberActor, panel: Any, typed: str | int) -> InteractionResult:
    """Press *Bid…*, type, and send."""
    return await type_in(person, await person.click(card(panel), label="Bid…"), str(typed))


async def newest(world: World) -> Auction:
    """The auction that was opened last."""
    found = await world.bot.db.read(lambda tx: auctions.page(tx, world.guild.id, limit=100))
    return max(found, key=lambda one: one.id)


async def adds_up(world: World) -> None:
    """The books of points are in order."""
    assert await world.bot.db.read(points.check) == []


async def send_twice(world: World, person: MemberActor, form: InteractionResult, typed: str) -> list[InteractionResult]:
    """The same form arrives twice, each time before it was answered."""
    assert form.modal is not None
    label = form.modal["components"][0]
    field = {"type": TEXT_INPUT, "custom_id": label["component"]["custom_id"], "value": typed}
    data = {"custom_id": form.modal["custom_id"], "components": [{"type": label["type"], "component": field}]}
    sending = (
        person._dispatch_interaction(InteractionType.MODAL_SUBMIT, world.general, json.loads(json.dumps(data)))
        for _ in range(2)
    )
    return list(await at_once(*sending))
