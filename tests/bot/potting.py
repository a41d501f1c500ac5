"""How the tests run a pot: people with credits, an officer who opens it, the clicks, and time that passes."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult
from sqlalchemy import Connection

from domain.credit import Credit
from domain.ledger import MINT, Act, move, wallet
from domain.people import Actor
from domain.pots import Pot, Terms
from services.pots.joining import Bought
from services.pots.making import Asked
from storage import ledger, ledger_check, members, pots
from tests.bot.acting import at_work, buttons, card, said
from tests.bot.conftest import World

NAME = "Friday Pot"
HOUR, DAY = 3600, 86400
_KEYS = count(1)


async def give(world: World, amount: int, *people: MemberActor) -> None:
    """Everybody named gets credits."""
    await grant(world, amount, [one.id for one in people])


async def grant(world: World, amount: int, user_ids: Iterable[int]) -> None:
    """The same by Discord's ids."""
    now = world.env.now()

    def work(tx: Connection) -> None:
        for user_id in user_ids:
            member = members.ensure(tx, world.guild.id, user_id, now)
            gift = move(Act.GRANT, Credit.CREDIT, amount, source=MINT, target=wallet(member.id))
            ledger.post(tx, world.guild.id, gift, key=f"gift:{next(_KEYS)}", at=now)

    await world.bot.db.write(work)


async def balance(world: World, person: MemberActor) -> int:
    """What is in somebody's wallet."""

    def work(tx: Connection) -> int:
        member = members.find(tx, world.guild.id, person.id)
        return 0 if member is None else ledger.balance(tx, world.guild.id, Credit.CREDIT, wallet(member.id))

    return await world.bot.db.read(work)


async def adds_up(world: World) -> None:
    """The books are in order."""
    assert await world.bot.db.read(ledger_check.check) == []


async def opened(world: World, **more: Any) -> InteractionResult:
    """A pot of 20 tickets for 50 credits, up to 8 each, in #general: its panel, with the commitment posted."""
    asked: dict[str, Any] = {"name": NAME, "cost": 50, "max-tickets": 20, "max-per-user": 8, "closes": "in 2 hours"}
    panel = await world.officer.slash(world.general, "pot create", **(asked | more))
    await settle(world, 1)
    return panel


async def with_credits(world: World, **more: Any) -> InteractionResult:
    """That pot, with 1,000 credits for the raider, the leader and the officer."""
    await give(world, 1000, world.raider, world.leader, world.officer)
    return await opened(world, **more)


async def buy(person: MemberActor, panel: Any, label: str) -> InteractionResult:
    """Press a number on the panel, and confirm; the confirmation's card changes under the eyes."""
    prompt = await person.click(panel, label=label)
    await person.click(card(prompt), label="Buy")
    return prompt


async def type_in(person: MemberActor, form: InteractionResult, text: str) -> InteractionResult:
    """Fill in the one field of a form."""
    assert form.modal is not None
    return await person.submit_modal(form, {form.modal["components"][0]["component"]["custom_id"]: text})


async def buy_other(person: MemberActor, panel: Any, tickets: int) -> InteractionResult:
    """Press *Other…*, type a number, and confirm."""
    prompt = await type_in(person, await person.click(panel, label="Other…"), str(tickets))
    await person.click(card(prompt), label="Buy")
    return prompt


async def filled(world: World, **more: Any) -> InteractionResult:
    """That pot, full: 8 tickets of the raider, 8 of the leader, 4 of the officer; its draw is called."""
    panel = await with_credits(world, **more)
    for person, tickets in ((world.raider, 8), (world.leader, 8), (world.officer, 4)):
        await buy_other(person, card(panel), tickets)
    await settle(world, 1)
    return panel


async def won(world: World, **more: Any) -> InteractionResult:
    """That pot, drawn and paid."""
    panel = await filled(world, **more)
    await world.env.advance_time(30)
    await settle(world)
    return panel


async def locked_by_officer(world: World, **more: Any) -> InteractionResult:
    """A pot with two people in it that an officer has locked."""
    panel = await with_credits(world, **more)
    await buy(world.raider, card(panel), "3")
    await buy(world.leader, card(panel), "1")
    await world.officer.slash(world.general, "pot lock", pot=NAME)
    return panel


async def settle(world: World, ticks: int = 3) -> None:
    """Let the clock tick a few times, seconds apart, so that one thing can follow from another."""
    for _ in range(ticks):
        await world.env.advance_time(3)
        await at_work(world, world.bot.tick())


async def newest(world: World) -> Pot:
    """The pot that was opened last."""
    (first, *_) = await world.bot.db.read(lambda tx: pots.listed(tx, world.guild.id))
    return first


async def open_behind(world: World, name: str, **more: Any) -> Pot:
    """A pot as the services open it, without a panel."""
    asked: dict[str, Any] = {"cost": 10, "max_tickets": 100, "max_per_user": 50, "closes": "in 2 hours"} | more
    actor = Actor(world.guild.id, world.boss.id, frozenset(), manages_guild=True)
    plan = Asked(name=name, repeat=False, **asked)
    return await world.bot.hall.pots.making.create(actor, plan, world.general.id, _rules)


async def buy_behind(world: World, pot_id: int, user_id: int, tickets: int) -> Bought:
    """A purchase as the services make it."""
    actor = Actor(world.guild.id, user_id, frozenset(), manages_guild=False)
    return await world.bot.hall.pots.joining.buy(actor, pot_id, tickets, f"{next(_KEYS):016x}")


def _rules(terms: Terms) -> str:
    return f"{terms.name}: the winner takes all."


def posted(world: World, heading: str) -> list[Any]:
    """The messages of #general whose first line holds that."""
    return [one for one in world.general.history() if heading in said(one).split("\n", maxsplit=1)[0]]


def headings(world: World) -> list[str]:
    """What was announced in #news, by the first lines."""
    return [said(one).split("\n", maxsplit=1)[0] for one in world.news.history()]


def pressable(message: Any) -> set[str]:
    """The labels of the buttons that can be pressed."""
    return set(buttons(message))
