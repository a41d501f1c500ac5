"""How the tests let people stand on boards, and look at who has a role in Discord."""

from collections.abc import Mapping
from typing import Any

from simcord.actors import MemberActor
from simcord.builders import RoleHandle

from domain.leaderboard_settings import Board
from storage import members
from tests.bot.acting import tick
from tests.bot.conftest import World


async def stand(world: World, *people: MemberActor | list[MemberActor], board: Board = Board.STANDING) -> None:
    """From now on they stand on a board in this order; those in one list share their place."""
    boards: Any = world.bot.hall.leaderboards.boards
    places: dict[int, int] = {}
    place = 1
    for one in people:
        same = one if isinstance(one, list) else [one]
        for person in same:
            places[await number(world, person)] = place
        place += len(same)
    if not hasattr(boards, "standing"):
        standing: dict[Board, dict[int, int]] = {}

        async def read(_guild_id: int, asked: Board, *_: Any) -> Mapping[int, int]:
            return standing.get(asked, {})

        boards.standing, boards.places = standing, read
    boards.standing[board] = places
    if giving := world.bot.hall.giving:
        giving._ranked(world.guild.id, board)


async def number(world: World, person: MemberActor) -> int:
    """Somebody's number in the books."""
    now = world.env.now()
    member = await world.bot.db.write(lambda tx: members.ensure(tx, world.guild.id, person.id, now))
    return member.id


def having(world: World, role: RoleHandle) -> set[str]:
    """Who has the role in Discord."""
    guild = world.env.backend.get_guild(world.guild.id)
    users = world.env.backend
    return {users.get_user(one).name for one, member in guild.members.items() if role.id in member.role_ids}


async def hour(world: World) -> None:
    """An hour goes by, and the clock ticks."""
    await world.env.advance_time(3600)
    await tick(world)


def changes(world: World) -> list[tuple[str, str]]:
    """Every role that the bot gave or took: the method, and the end of the address."""
    return [
        (sent.method, sent.path.split("/members/")[1])
        for sent in world.env.http_requests
        if sent.method in ("PUT", "DELETE") and "/members/" in sent.path
    ]


def looks(world: World) -> int:
    """How often the bot asked Discord about a member."""
    return sum(sent.method == "GET" and "/members/" in sent.path for sent in world.env.http_requests)
