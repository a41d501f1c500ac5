"""Pots without Discord: people with credits, the clicks they make, and time that passes."""

from dataclasses import dataclass
from itertools import count

from sqlalchemy import Connection

from domain.credit import Credit
from domain.ledger import MINT, Act, move, wallet
from domain.people import Actor
from domain.pots import Pot, Terms
from services.pots import Pots
from services.pots.joining import Bought, Holding
from services.pots.making import Asked
from services.pots.views import Shown
from storage import draws, ledger, ledger_check, members, pots
from tests.services.conftest import GUILD, OFFICERS
from tests.services.drawing import CHANNEL, House

OFFICER = Actor(GUILD, 9002, frozenset({OFFICERS}), manages_guild=False)
MARA, TOM, YLVA = (Actor(GUILD, 9003 + number, frozenset(), manages_guild=False) for number in range(3))
FRIDAY = Asked("Friday Pot", cost=50, max_tickets=20, max_per_user=8, closes="in 2 hours", repeat=False)
_KEYS = count(1)


def rules(terms: Terms) -> str:
    """Rules as a face would write them."""
    return f"{terms.name}: {terms.cost} credits a ticket, up to {terms.max_per_user} each. The winner takes the pot."


@dataclass
class Table:
    """Where people play."""

    house: House

    @property
    def pots(self) -> Pots:
        """The pots' services."""
        return self.house.hall.pots

    async def give(self, amount: int, *people: Actor) -> None:
        """Everybody named gets credits."""
        now = self.house.clock()

        def work(tx: Connection) -> None:
            for one in people:
                member = members.ensure(tx, GUILD, one.user_id, now)
                gift = move(Act.GRANT, Credit.CREDIT, amount, source=MINT, target=wallet(member.id))
                ledger.post(tx, GUILD, gift, key=f"gift:{next(_KEYS)}", at=now)

        await self.house.desk.db.write(work)

    async def open(self, asked: Asked = FRIDAY) -> Pot:
        """An officer opens a pot, and its commitment is posted."""
        pot = await self.pots.making.create(OFFICER, asked, CHANNEL, rules)
        await self.house.hall.notices.deliver()
        return pot

    async def buy(self, who: Actor, pot: Pot, tickets: int, key: str | None = None) -> Bought:
        """Somebody confirms a purchase."""
        return await self.pots.joining.buy(who, pot.id, tickets, key or f"key {next(_KEYS)}")

    async def leave(self, who: Actor, pot: Pot) -> Holding:
        """Somebody leaves."""
        return await self.pots.joining.leave(who, pot.id)

    async def tick(self, **by: float) -> None:
        """Time passes, and the clock's jobs for pots and draws do what is due."""
        self.house.clock.advance(**by)
        await self.pots.closing.due()
        await self.house.hall.draws.due()
        await self.house.hall.notices.deliver()

    async def settle(self) -> None:
        """From a lock to the payout; on a busy machine the beacon's answer may need another try."""
        await self.tick()
        await self.tick(seconds=20)
        for _ in range(20):
            if not await self.house.desk.db.read(draws.called):
                return
            await self.tick(seconds=5)

    async def pot(self, pot: Pot) -> Pot:
        """The pot as it stands."""
        found = await self.house.desk.db.read(lambda tx: pots.find(tx, GUILD, pot.id))
        assert found is not None
        return found

    async def shown(self, pot: Pot) -> Shown:
        """The pot as people see it."""
        return await self.pots.views.show(GUILD, pot.id)

    async def credits(self, who: Actor) -> int:
        """What is in somebody's wallet."""

        def work(tx: Connection) -> int:
            member = members.find(tx, GUILD, who.user_id)
            return 0 if member is None else ledger.balance(tx, GUILD, Credit.CREDIT, wallet(member.id))

        return await self.house.desk.db.read(work)

    async def adds_up(self) -> None:
        """The books are in order."""
        assert await self.house.desk.db.read(ledger_check.check) == []
