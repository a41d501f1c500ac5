"""How the tests hand something in without Discord, and look into the books afterwards."""

from typing import Any

from sqlalchemy import Connection, text

from domain.challenges import Challenge
from domain.people import Actor
from domain.submissions import Submission
from services.challenges.handing import Blank, Handed, Kept, Typed
from storage import audit, challenge_points, members, panels
from tests.services.challenging import Arena
from tests.services.conftest import GUILD, OFFICERS

SECOND = Actor(GUILD, 9399, frozenset({OFFICERS}), manages_guild=False)
"""Another officer."""

CAT = Typed("A cat", "It sleeps.", "https://example.org/cat")
TABLES = ("submissions", "pictures", "challenge_points", "challenge_totals", "audit")


class Far:
    """A file that Discord has."""

    def __init__(self, data: bytes, size: int | None = None, error: Exception | None = None) -> None:
        self.data, self.size, self.error = data, len(data) if size is None else size, error
        self.read_times = 0

    async def read(self) -> bytes:
        self.read_times += 1
        if self.error is not None:
            raise self.error
        return self.data


async def hand_in(arena: Arena, who: Actor, challenge: Challenge, typed: Typed = CAT, data: bytes | None = None) -> Any:
    """Somebody opens the form and sends it."""
    blank = await arena.challenges.handing.begin(who, challenge.id)
    return await send(arena, who, blank, typed, data)


async def send(arena: Arena, who: Actor, blank: Blank, typed: Typed, data: bytes | None = None) -> Handed | Kept:
    upload = None if data is None else Far(data)
    return await arena.challenges.handing.send(who, blank, typed, upload)


async def handed(arena: Arena, who: Actor, challenge: Challenge, title: str = "A cat", **more: Any) -> Submission:
    """Somebody's submission of that title, without a link."""
    done = await hand_in(arena, who, challenge, Typed(title, "", ""), **more)
    assert isinstance(done, Handed)
    return done.submission


async def books(arena: Arena, *tables: str) -> list[Any]:
    """All that stands in these tables."""

    def work(tx: Connection) -> list[Any]:
        return [tuple(row) for table in tables or TABLES for row in tx.execute(text(f"SELECT * FROM {table}"))]

    return await arena.desk.db.read(work)


async def points(arena: Arena, challenge: Challenge) -> dict[int | None, int]:
    """Everybody's points by user, of whoever has any."""

    def work(tx: Connection) -> dict[int | None, int]:
        sums = challenge_points.totals(tx, challenge.id)
        users = members.users(tx, set(sums))
        return {users[who]: one for who, one in sums.items() if one}

    return await arena.desk.db.read(work)


async def log(arena: Arena) -> list[tuple[str, str | None]]:
    found = await arena.desk.db.read(lambda tx: audit.page(tx, GUILD, kind="challenge", limit=99, offset=0))
    wanted = ("featured", "unfeatured", "disqualified", "reinstated")
    return [(one.kind, one.note) for one in found[::-1] if one.kind.partition(".")[2] in wanted]


async def repaints(arena: Arena, challenge: Challenge) -> int:
    query = text("SELECT wanted FROM panels WHERE kind = 'challenge' AND subject = :which")
    return await arena.desk.db.read(lambda tx: tx.execute(query, {"which": challenge.id}).scalar_one())


async def hung(arena: Arena, challenge: Challenge) -> None:
    """A panel of it hangs somewhere."""

    def work(tx: Connection) -> None:
        panels.hang(tx, GUILD, "challenge", challenge.id, channel_id=5, message_id=6, now=arena.clock())

    await arena.desk.db.write(work)


async def look(arena: Arena, who: Actor, week: Challenge, sort: str = "newest", position: int = 1, **more: Any) -> Any:
    return await arena.challenges.gallery.page(who, week.id, sort, position, **more)
