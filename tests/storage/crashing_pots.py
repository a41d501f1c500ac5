"""A pot from its opening to its payout, killed at every point that it passes. Run by test_crash_pots.py:

    python crashing_pots.py TEMPLATE FOLDER

The folders are those of crashing_draws.py. Every press carries the key of its prompt, so that whoever comes back after
the crash and presses again buys nothing twice.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from domain.credit import Credit
from domain.errors import Refusal
from domain.ledger import MINT, Act, move, wallet
from domain.people import Actor
from domain.pot_settings import PotState
from domain.pots import Pot
from services.pots.making import Asked
from storage import ledger, members, pots, settings
from tests.services.potting import rules
from tests.storage.crashing import Fate, write_down
from tests.storage.crashing_draws import BEGIN, CHANNEL, GUILD, House, main

LEADER = Actor(GUILD, 9000, frozenset(), manages_guild=True)
PEOPLE = [Actor(GUILD, 9001 + number, frozenset(), manages_guild=False) for number in range(3)]
ASKED = Asked("Friday Pot", cost=50, max_tickets=6, max_per_user=4, closes="in 2 hours", repeat=False)
PRESSES = ((0, 2, "a"), (1, 1, "b"), (0, 1, "c"), (2, 2, "d"), (1, 1, "e"))
"""Who buys how many tickets with which key; the third person leaves in between, and comes back with the fourth."""


class PotHouse(House):
    """A life of the bot in which people fill a pot."""

    async def pot(self) -> Pot | None:
        """The one pot, if it was opened."""
        found = await self.db.read(lambda tx: pots.listed(tx, GUILD))
        return found[-1] if found else None

    async def open(self) -> None:
        """Everybody gets 500 credits, once, and an officer opens the pot."""

        def give(tx: Connection) -> None:
            settings.put(tx, GUILD, "guild.announcements", CHANNEL, by=None, at=self.now)
            for number, one in enumerate(PEOPLE):
                member = members.ensure(tx, GUILD, one.user_id, self.now)
                gift = move(Act.GRANT, Credit.CREDIT, 500, source=MINT, target=wallet(member.id))
                ledger.post(tx, GUILD, gift, key=f"gift:{number}", at=self.now)

        await self.db.write(give)
        await self.hall.pots.making.create(LEADER, ASKED, CHANNEL, rules)

    async def fill(self, pot: Pot) -> None:
        """Everybody presses, some twice at once; one leaves and comes back."""
        await self._press(pot, *PRESSES[0])
        await asyncio.gather(*(self._press(pot, *PRESSES[1]) for _ in range(2)))
        await asyncio.gather(self._press(pot, *PRESSES[2]), self._tick())
        if not self.now - BEGIN:
            await self._press(pot, 2, 1, "first")
            await self._leave(pot)
        await asyncio.gather(*(self._press(pot, *press) for press in PRESSES[3:]))

    async def finish(self) -> Pot:
        """Take whatever is next, until the pot is over."""
        for _ in range(20):
            pot = await self.pot()
            if pot is None:
                await self.open()
            elif pot.state is PotState.OPEN:
                await self.fill(pot)
                self.now += timedelta(hours=1)
            elif pot.over:
                await self.hall.notices.deliver()
                return pot
            await self._tick()
            self.now += timedelta(seconds=20)
        raise AssertionError("the pot does not come to its end")

    async def _tick(self) -> None:
        await self.hall.pots.closing.due()
        await self.hall.draws.due()
        await self.hall.notices.deliver()

    async def _press(self, pot: Pot, who: int, tickets: int, key: str) -> None:
        try:
            bought = await self.hall.pots.joining.buy(PEOPLE[who], pot.id, tickets, key)
        except Refusal as no:
            write_down(self.folder / "refusals", {"code": no.code})
        else:
            line = {"who": PEOPLE[who].user_id, "key": key, "tickets": bought.tickets, "again": bought.again}
            write_down(self.folder / "receipts", line)

    async def _leave(self, pot: Pot) -> None:
        try:
            await self.hall.pots.joining.leave(PEOPLE[2], pot.id)
        except Refusal as no:
            write_down(self.folder / "refusals", {"code": no.code})


async def live(folder: Path, fate: Fate) -> None:
    """One life."""
    house = PotHouse(folder, BEGIN, fate)
    await house.db.open()
    await house.finish()
    await house.db.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), live)
