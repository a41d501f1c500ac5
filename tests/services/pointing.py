"""Points without Discord: an officer who gives and charges, people who have some, and time that passes."""

import json
import random
from collections.abc import Awaitable
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from domain.errors import Refusal
from domain.guild import LOOT_SYSTEM
from domain.loot import System
from domain.people import Actor
from domain.points import Act, Change, Pool
from domain.settings import Setting, Value
from services.desk import Desk
from services.loot.acts import Acts, Done
from services.loot.board import Board
from services.loot.books import Books, Entered
from services.loot.decaying import Decaying
from services.loot.giving import Giving
from services.loot.prices import Prices
from services.loot.standings import Standings
from services.loot.undoing import Undo
from storage import members, points, settings
from tests.services.conftest import GUILD, OFFICERS

OFFICER = Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)
MARA, TOM, YLVA = 8001, 8002, 8003
"""Discord's ids of three raiders."""


@dataclass
class Table:
    """The services of points on one desk."""

    desk: Desk
    _keys: list[int] = field(default_factory=lambda: [0])

    def __post_init__(self) -> None:
        self.standings = Standings(self.desk)
        self.books = Books(self.desk.entropy, self.standings.changed)
        self.giving = Giving(self.desk, self.books)
        self.decaying = Decaying(self.desk, self.books)
        self.undo = Undo(self.desk, self.books)
        self.acts = Acts(self.desk)
        self.board = Board(self.desk, self.standings)
        self.prices = Prices(self.desk)

    async def set(self, setting: Setting, value: Value) -> None:
        """A leader sets something."""
        await self.desk.db.write(lambda tx: settings.put(tx, GUILD, setting.name, value, by=None, at=self.desk.clock()))

    async def follow(self, system: System) -> None:
        """The guild's system."""
        await self.set(LOOT_SYSTEM, system.value)

    async def award(self, pool: Pool, amount: int, *users: int) -> Done:
        """An officer gives points after the preview."""
        plan = await self.giving.plan_award(OFFICER, pool, amount, users, "raid night")
        return await self.giving.apply(OFFICER, plan.draft)

    async def charge(self, pool: Pool, amount: int, user: int) -> Done:
        """An officer charges somebody after the preview."""
        plan = await self.giving.plan_charge(OFFICER, pool, amount, user, "a sword")
        return await self.giving.apply(OFFICER, plan.draft)

    async def decay(self, system: System, percent: int) -> Done:
        """An officer decays after the preview."""
        outlook = await self.decaying.preview(OFFICER, system, percent)
        return await self.decaying.apply(OFFICER, outlook.draft)

    async def take_back(self, batch: int) -> Done:
        """An officer takes a batch back after the preview."""
        preview = await self.undo.preview(OFFICER, batch, "by mistake")
        return await self.undo.confirm(OFFICER, batch, preview.draft)

    async def enter(self, act: Act, *changes: Change) -> Entered:
        """A batch as another feature enters it."""
        self._keys[0] += 1
        key, now = f"test:{self._keys[0]}", self.desk.clock()
        return await self.desk.db.write(lambda tx: self.books.enter(tx, GUILD, act, changes, key=key, at=now, by=None))

    async def member(self, user: int) -> int:
        """Somebody's member id."""
        now = self.desk.clock()
        return (await self.desk.db.write(lambda tx: members.ensure(tx, GUILD, user, now))).id

    async def held(self, user: int, pool: Pool) -> int:
        """What somebody has, in hundredths."""

        def work(tx: Connection) -> int:
            member = members.find(tx, GUILD, user)
            return 0 if member is None else points.balance(tx, member.id, pool)

        return await self.desk.db.read(work)

    async def all_held(self) -> dict[tuple[int, Pool], int]:
        """What everybody has."""
        found = await self.desk.db.read(lambda tx: points.balances(tx, GUILD, *Pool))
        return {(member, pool): amount for member, mine in found.items() for pool, amount in mine.items() if amount}

    async def told(self) -> list[tuple[str, dict[str, int]]]:
        """The notices that wait to be delivered: event and facts."""
        query = text("SELECT event, facts FROM outbox ORDER BY id")
        rows = await self.desk.db.read(lambda tx: tx.execute(query).all())
        return [(row.event, json.loads(row.facts)) for row in rows]

    async def adds_up(self) -> None:
        """The books are in order."""
        assert await self.desk.db.read(points.check) == []

    async def order(self, system: System) -> list[int]:
        """Member ids as the ladder has them."""
        table = await self.standings.table(GUILD, system, offset=0, count=1000, viewer=None)
        return [place.member_id for place in table.places]

    async def fresh_order(self, system: System) -> list[int]:
        """Member ids as a ladder that is built anew has them."""
        table = await Standings(self.desk).table(GUILD, system, offset=0, count=1000, viewer=None)
        return [place.member_id for place in table.places]


async def refusal_of(act: Awaitable[object]) -> str:
    """The code with which it was refused, empty when it was done."""
    try:
        await act
    except Refusal as refusal:
        return refusal.code
    return ""


async def random_act(table: Table, dice: random.Random, users: list[int]) -> None:
    """Something that officers do."""
    pool, amount = dice.choice([*Pool]), dice.randint(1, 50_00)
    match dice.randint(0, 4):
        case 0 | 1:
            await table.award(pool, amount, *dice.sample(users, dice.randint(1, 5)))
        case 2:
            await table.charge(pool, amount, dice.choice(users))
        case 3:
            told = await refusal_of(table.decay(dice.choice([System.EPGP, System.DKP]), dice.randint(1, 100_00)))
            assert told in ("", "points.nothing_to_decay")
        case _:
            recent = await table.acts.recent(GUILD)
            if recent:
                told = await refusal_of(table.take_back(dice.choice(recent)[0].id))
                assert told in ("", "points.undo_spent")
