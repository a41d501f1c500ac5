"""Challenges without Discord: an officer who makes them, people who take part, pictures, and time that passes."""

import io
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast

from PIL import Image as Pillow
from sqlalchemy import Connection

from clients.outside import Outside
from domain.challenge_settings import State, Voting
from domain.challenges import Challenge
from domain.errors import Unavailable
from domain.people import Actor
from services.challenges import Challenges
from services.challenges.making import Asked, Texts
from services.desk import Desk
from services.guildhall import Guildhall
from storage import challenges, members
from storage.pictures import Picture
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.drawing import CHANNEL, PostOffice

OFFICER = Actor(GUILD, 9300, frozenset({OFFICERS}), manages_guild=False)
MARA, TOM, YLVA, BRAM, JORN, SIF, ODA, ULF = (
    Actor(GUILD, 9301 + number, frozenset(), manages_guild=False) for number in range(8)
)
PEOPLE = (MARA, TOM, YLVA, BRAM, JORN, SIF, ODA, ULF)
TITLE, PROMPT = "Draw your pet", "Show us the pet that follows you everywhere."
PRIZES = "1: 100 USD\n2: 500,000\n3: 250,000\neveryone: 10,000\nvoters: 1,000"
WEEK = Asked("now", "in 5 days")
"""Submissions for five days, then two days of voting, which it ends with."""


@dataclass
class Web:
    """The web as sponsors' logos are fetched from: what is at which address."""

    sites: dict[str, bytes] = field(default_factory=dict[str, bytes])

    async def fetch(self, address: str) -> bytes:
        """What is there, or that nothing is."""
        if address not in self.sites:
            raise Unavailable("picture.web_silent")
        return self.sites[address]

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class Arena:
    """Where a guild's challenges are held; `office` keeps what was announced."""

    desk: Desk
    clock: Clock
    hall: Guildhall
    office: PostOffice
    web: Web

    @property
    def challenges(self) -> Challenges:
        """The challenges' services."""
        return self.hall.challenges

    async def draft(self, *, title: str = TITLE, prizes: str = PRIZES, points: str = "", **more: Any) -> Challenge:
        """The officer drafts a challenge of a week; `more` replaces what `Asked` has, such as `voting`."""
        plan = await self.challenges.making.plan(OFFICER, replace(WEEK, **more))
        return await self.challenges.making.draft(OFFICER, plan, Texts(title, PROMPT, "", prizes, points), None)

    async def publish(self, challenge: Challenge) -> Challenge:
        """The officer publishes it."""
        return await self.challenges.making.publish(OFFICER, challenge.id, CHANNEL)

    async def open(self, **more: Any) -> Challenge:
        """A challenge of a week that is open for submissions from now on; `more` as for `draft`."""
        return await self.publish(await self.draft(**more))

    async def opened_with_ballot(self, **more: Any) -> Challenge:
        """The same with private ballots."""
        return await self.open(voting=Voting.BALLOT, **more)

    async def tick(self, **by: float) -> None:
        """Time passes, and the clock's jobs do what is due."""
        self.clock.advance(**by)
        await self.challenges.clock.due()
        await self.hall.notices.deliver()

    async def until(self, challenge: Challenge, state: State) -> Challenge:
        """Time passes to the moment when it stands like that, and the clock's jobs do what is due."""
        dates = (await self.now(challenge)).dates
        moment = {
            State.ACTIVE: dates.starts_at,
            State.VOTING: dates.submissions_close_at,
            State.COMPLETED: dates.ends_at,
        }[state]
        self.clock.now = max(self.clock.now, moment)
        await self.tick()
        return await self.now(challenge)

    async def now(self, challenge: Challenge) -> Challenge:
        """The challenge as it stands."""
        found = await self.desk.db.read(lambda tx: challenges.find(tx, GUILD, challenge.id))
        assert found is not None
        return found

    async def state(self, challenge: Challenge) -> State:
        """Where it stands."""
        return (await self.now(challenge)).state(self.clock())

    async def id(self, who: Actor) -> int:
        """Somebody's member id; they are entered when nobody saw them before."""

        def work(tx: Connection) -> int:
            return members.ensure(tx, GUILD, who.user_id, self.clock()).id

        return await self.desk.db.write(work)

    async def picture(self, colour: str = "pink", size: tuple[int, int] = (64, 48)) -> Picture:
        """A picture that is on the shelf."""
        return await self.challenges.pictures.take_in(png(colour, size), 8)

    def restart(self) -> None:
        """The bot starts anew on the same books, with nothing else in mind."""
        self.hall = _hall(self.desk, self.web, self.office)


@asynccontextmanager
async def arena_of(desk: Desk, clock: Clock) -> AsyncGenerator[Arena]:
    """An arena on that desk, for a fixture: `async with arena_of(desk, clock) as arena: yield arena`."""
    office, web = PostOffice(clock), Web()
    arena = Arena(desk, clock, _hall(desk, web, office), office, web)
    yield arena
    await arena.hall.close()


def png(colour: str = "pink", size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture's file."""
    file = io.BytesIO()
    Pillow.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def _hall(desk: Desk, web: Web, office: PostOffice) -> Guildhall:
    outside = Outside(_nobody, _nobody, _nobody, _nobody, lambda: cast("Any", web))
    hall = Guildhall(desk, outside, lambda: b"the installation's secret")
    hall.notices.courier = office
    return hall


def _nobody() -> Any:
    raise AssertionError("nobody outside is asked about challenges")
