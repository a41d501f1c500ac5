"""An auction that ties and a decision that is awarded, killed at every point that they pass. Run by test_crash_loot.py:

    python crashing_loot.py TEMPLATE FOLDER

The folders are those of crashing_draws.py. Every act has a key or a guard of its own, so that whoever comes back after
the crash and does it again does nothing twice.
"""

import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from domain.auctions import Auction
from domain.decisions import Decision
from domain.errors import Refusal
from domain.loot import AuctionState, DecisionState, Response, Sale, Slot
from domain.people import Actor
from domain.points import Act, Change, Pool
from services.loot.auctioning import Asked as Lot
from services.loot.council.awarding import Wish
from services.loot.council.opening import Asked, Called
from storage import auctions, decisions, members, notices, settings
from storage.auctions import RollText
from tests.storage.crashing import Fate, write_down
from tests.storage.crashing_draws import BEGIN, CHANNEL, GUILD, House, main

LEADER = Actor(GUILD, 9000, frozenset(), manages_guild=True)
PEOPLE = [Actor(GUILD, 9001 + number, frozenset(), manages_guild=False) for number in range(3)]
LOT = Lot("Blade", Sale.SECOND_PRICE, minimum=10, minutes=5)
BIDS = ((0, 40), (1, 40), (2, 25))
GIFT = 100_00
TIED = 40_00


class LootHouse(House):
    """A life of the bot in which loot is handed out."""

    async def auction(self) -> Auction | None:
        """The one auction, if it was opened."""
        found = await self.db.read(lambda tx: auctions.page(tx, GUILD, limit=1))
        return found[0] if found else None

    async def decision(self) -> Decision | None:
        """The one decision, if it was opened."""
        found = await self.db.read(lambda tx: decisions.listed(tx, GUILD))
        return found[0] if found else None

    async def finish(self) -> None:
        """Take whatever is next, until the item is sold and the other one is awarded."""
        await self.db.write(self._give)
        for _ in range(30):
            auction, decision = await self.auction(), await self.decision()
            if auction is None:
                await self.hall.loot.auctions.acts.open(LEADER, LOT, CHANNEL, lambda _terms: RollText("A roll", "gone"))
            elif auction.state is AuctionState.OPEN:
                await self._bid(auction)
                self.now = max(self.now, auction.closes_at)
            elif decision is None:
                asked = Asked("Shield", slot=Slot.OFF_HAND, gp="15", closes="in 1 hour")
                await self.hall.loot.council.opening.open(LEADER, asked, CHANNEL, Called())
            elif decision.state is DecisionState.OPEN:
                await self._award(decision)
            elif not auction.live and not await self.db.read(notices.pending):
                return
            await self._tick()
            self.now += timedelta(seconds=20)
        raise AssertionError("the loot is not handed out")

    def _give(self, tx: Connection) -> None:
        settings.put(tx, GUILD, "guild.announcements", CHANNEL, by=None, at=self.now)
        people = [members.ensure(tx, GUILD, one.user_id, self.now).id for one in PEOPLE]
        gifts = [Change(one, Pool.DKP, GIFT) for one in people]
        self.hall.loot.books.enter(tx, GUILD, Act.AWARD, gifts, key="gift", at=self.now, by=None)

    async def _tick(self) -> None:
        loot = self.hall.loot
        for job in (loot.auctions.acts.due, loot.rolls.due, self.hall.draws.due, self.hall.notices.deliver):
            await job()

    async def _bid(self, auction: Auction) -> None:
        for who, amount in BIDS:
            try:
                placed = await self.hall.loot.auctions.acts.bid(PEOPLE[who], auction.id, amount, f"form {who}")
            except Refusal as no:
                write_down(self.folder / "refusals", {"code": no.code})
            else:
                write_down(self.folder / "receipts", {"who": PEOPLE[who].user_id, "bid": placed.amount})

    async def _award(self, decision: Decision) -> None:
        council = self.hall.loot.council
        for who in PEOPLE[:2]:
            await council.answering.answer(who, decision.id, Response.UPGRADE)
        proposal = await council.awarding.propose(LEADER, decision.id, Wish("a fit", user_id=PEOPLE[0].user_id))
        assert proposal.draft is not None
        awarded = await council.awarding.award(LEADER, proposal.draft, lambda _decision, _people: "")
        assert awarded.award is not None
        write_down(self.folder / "receipts", {"awarded": awarded.award.number})


async def live(folder: Path, fate: Fate) -> None:
    """One life."""
    house = LootHouse(folder, BEGIN, fate)
    await house.db.open()
    await house.finish()
    await house.db.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), live)
