"""How the tests hand something in: a week of a challenge, the form filled in, and what stands in the books."""

from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult
from sqlalchemy import Connection, text

from domain.challenges import Challenge
from domain.people import Actor
from services.challenges.making import Asked, Texts
from storage import challenges
from tests.bot.acting import buttons, card
from tests.bot.conftest import World

TITLE = "Draw your pet"
LABEL, FILE_UPLOAD = 18, 19


def actor(world: World, who: MemberActor, *, boss: bool = False) -> Actor:
    """Somebody as the services know them."""
    return Actor(world.guild.id, who.id, frozenset(), manages_guild=boss)


async def open_week(world: World, title: str = TITLE, **more: Any) -> Challenge:
    """A challenge that is open from now on for five days, and voted on for two more."""
    making, boss = world.bot.hall.challenges.making, actor(world, world.boss, boss=True)
    asked: dict[str, Any] = {"starts": "now", "closes": "in 5 days"} | more
    plan = await making.plan(boss, Asked(**asked))
    draft = await making.draft(boss, plan, Texts(title, "Show us your pet.", "", "", ""), None)
    return await making.publish(boss, draft.id, world.general.id)


async def form(world: World, who: MemberActor, challenge: Challenge, image: Any = None) -> InteractionResult:
    """What opens when somebody wants to hand something in."""
    more = {} if image is None else {"image": image}
    return await who.slash(world.general, "challenge submit", challenge=str(challenge.id), **more)


def fields(opened: InteractionResult) -> dict[str, dict[str, Any]]:
    """The fields of a form by their label."""
    assert opened.modal is not None
    return {one["label"]: one["component"] for one in opened.modal["components"] if one["type"] == LABEL}


async def fill(who: MemberActor, opened: InteractionResult, **typed: Any) -> InteractionResult:
    """Fill a form in by the first words of its labels, the rest as it stands, and send it."""
    values: dict[str, Any] = {}
    for label, field in fields(opened).items():
        word = label.split()[0].strip("?").lower()
        if word in typed:
            values[field["custom_id"]] = typed[word]
        elif field["type"] != FILE_UPLOAD:
            values[field["custom_id"]] = field.get("value") or ""
    return await who.submit_modal(opened, values)


async def hand_in(
    world: World, who: MemberActor, challenge: Challenge, title: str = "A cat", image: Any = None, **typed: Any
) -> InteractionResult:
    """Somebody hands something in; the answer is its card."""
    return await fill(who, await form(world, who, challenge, image), title=title, **typed)


def number_of(done: InteractionResult) -> int:
    """The number of the submission that a card is about, by its *Share* button."""
    return int(buttons(card(done))["Share"].rpartition(":")[2])


async def rows(world: World, table: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """What stands in a table."""

    def work(tx: Connection) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in tx.execute(text(f"SELECT {columns} FROM {table}"))]

    return await world.bot.db.read(work)


async def points(world: World, who: MemberActor) -> int:
    """Somebody's challenge points."""
    query = text("SELECT sum(points) FROM challenge_totals JOIN members ON members.id = member_id WHERE user_id = :who")
    return await world.bot.db.read(lambda tx: tx.execute(query, {"who": who.id}).scalar() or 0)


async def until(world: World, challenge: Challenge, moment: str) -> None:
    """Time passes to that date of it, to the very second."""
    found = await world.bot.db.read(lambda tx: challenges.find(tx, world.guild.id, challenge.id))
    assert found is not None
    at = getattr(found.dates, moment)
    await world.env.advance_time((at - world.env.now()).total_seconds())
