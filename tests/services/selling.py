"""Auctions without Discord: people with DKP, an officer who opens them, bids, and time that passes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from sqlalchemy import Connection

from domain.auctions import Auction, Sale, Terms
from domain.guild import ANNOUNCEMENTS
from domain.people import Actor
from domain.points import Act, Change, Pool
from domain.settings import Value
from services.desk import Desk
from services.loot import Loot
from services.loot.auction_views import Shown
from services.loot.auctioning import Asked, Placed
from storage import auctions, draws, loot_items, members, points, settings
from storage.auctions import RollText
from storage.loot_items import Item
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.drawing import CHANNEL, House, open_house

OFFICER = Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)
MARA, TOM, YLVA, BRAM = (Actor(GUILD, 9003 + number, frozenset(), manages_guild=False) for number in range(4))
BLADE = "Blade of the Fallen Star"
SEALED = Asked(BLADE, Sale.SEALED, minimum=10, minutes=5)
SECOND = Asked(BLADE, Sale.SECOND_PRICE, minimum=10, minutes=5)
OPEN = Asked(BLADE, Sale.OPEN, minimum=10, minutes=5, increment=5, extend=30)
GROUNDS = "They could no longer pay."
_KEYS = count(1)


def roll_text(terms: Terms) -> RollText:
    """What a tie is rolled on, as a face would write it."""
    return RollText(f"{terms.item}: a tie. One ticket each. {GROUNDS}", GROUNDS)


@dataclass
class Sales:
    """Where people bid."""

    house: House

    @property
    def loot(self) -> Loot:
        """The loot services."""
        return self.house.hall.loot

    async def choose(self, name: str, value: Value) -> None:
        """The guild sets something."""
        now = self.house.clock()
        await self.house.desk.db.write(lambda tx: settings.put(tx, GUILD, name, value, by=None, at=now))

    async def give(self, amount: int, *people: Actor) -> None:
        """Everybody named gets so many points of DKP; below zero they lose them, as by an officer's charge."""
        now = self.house.clock()

        def work(tx: Connection) -> None:
            changes = [
                Change(members.ensure(tx, one.guild_id, one.user_id, now).id, Pool.DKP, amount * 100) for one in people
            ]
            act = Act.AWARD if amount >= 0 else Act.CHARGE
            guild_id = people[0].guild_id
            self.loot.books.enter(tx, guild_id, act, changes, key=f"test:{next(_KEYS)}", at=now, by=None)

        await self.house.desk.db.write(work)

    async def open(self, asked: Asked = SEALED, who: Actor = OFFICER) -> Auction:
        """An officer opens an auction."""
        return await self.loot.auctions.acts.open(who, asked, CHANNEL, roll_text)

    async def bid(self, who: Actor, auction: Auction, amount: int, key: str | None = None) -> Placed:
        """Somebody sends a form."""
        return await self.loot.auctions.acts.bid(who, auction.id, amount, key or f"form {next(_KEYS)}")

    async def close(self, auction: Auction, who: Actor = OFFICER) -> Auction:
        """An officer closes it."""
        return await self.loot.auctions.acts.close(who, auction.id)

    async def tick(self, **by: float) -> None:
        """Time passes, and the clock's jobs for auctions and draws do what is due."""
        self.house.clock.advance(**by)
        await self.loot.auctions.acts.due()
        await self.house.hall.notices.deliver()
        await self.loot.rolls.due()
        await self.house.hall.draws.due()
        await self.house.hall.notices.deliver()

    async def settle(self) -> None:
        """From a tie to the winner; on a busy machine the beacon's answer may need another try."""
        await self.tick()
        await self.tick(seconds=20)
        for _ in range(20):
            if not await self.house.desk.db.read(draws.called):
                return
            await self.tick(seconds=5)

    async def undo(self, auction: Auction) -> None:
        """An officer takes the charge back."""
        batch = (await self.auction(auction)).batch_id
        assert batch is not None
        await self.loot.undo.apply(OFFICER, batch, "by mistake")

    async def auction(self, auction: Auction) -> Auction:
        """The auction as it stands."""
        found = await self.house.desk.db.read(lambda tx: auctions.find(tx, auction.guild_id, auction.id))
        assert found is not None
        return found

    async def shown(self, auction: Auction) -> Shown:
        """The auction as people see it."""
        return await self.loot.auctions.views.show(auction.guild_id, auction.id)

    async def dkp(self, who: Actor) -> float:
        """What somebody has, in points."""
        return await self.house.desk.db.read(lambda tx: points.balance(tx, _id(tx, who), Pool.DKP)) / 100

    async def reserved(self, who: Actor) -> float:
        """What somebody's bids hold, in points."""
        return await self.house.desk.db.read(lambda tx: auctions.reserved(tx, who.guild_id, _id(tx, who))) / 100

    async def winner(self, auction: Auction) -> int | None:
        """Who won, by Discord's id."""
        shown = await self.shown(auction)
        return None if shown.auction.winner_id is None else shown.people[shown.auction.winner_id].user_id

    async def items(self) -> list[Item]:
        """What was handed out, taken back or not."""
        return await self.house.desk.db.read(lambda tx: loot_items.listed(tx, GUILD, undone=True))

    async def adds_up(self) -> None:
        """The books are in order."""
        assert await self.house.desk.db.read(points.check) == []


@asynccontextmanager
async def open_sales(desk: Desk, clock: Clock) -> AsyncGenerator[Sales]:
    """A house with three members who have 100 DKP each; whatever a test does, the books add up in the end."""
    async with open_house(desk, clock) as house:
        one = Sales(house)
        await one.choose(ANNOUNCEMENTS.name, CHANNEL)
        await one.give(100, MARA, TOM, YLVA)
        yield one
        await one.adds_up()


def _id(tx: Connection, who: Actor) -> int:
    member = members.find(tx, who.guild_id, who.user_id)
    return member.id if member else 0
