"""The council without Discord: raiders who answer, officers who vote and award, and time that passes."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.decisions import Decision, TieBreak
from domain.errors import Refusal
from domain.guild import LOOT_SYSTEM
from domain.loot import Response, System
from domain.people import Actor
from domain.points import Act, Change, Pool
from domain.settings import Setting
from services.loot.council import Council
from services.loot.council.awarding import Awarded, Proposal, Wish
from services.loot.council.opening import Asked, Called
from services.loot.council.seeing import Line
from services.loot.council.views import Shown, Why
from storage import decisions, draws, loot_items, members, points, settings
from storage.loot_items import Item
from tests.services.conftest import GUILD, OFFICERS
from tests.services.drawing import CHANNEL, House

BLADE = "Blade of the Fallen Star"
MARA, TOM, YLVA, BRAM = (Actor(GUILD, 9100 + number, frozenset(), manages_guild=False) for number in range(4))
JAINA, SYLVA, KHADGAR = (Actor(GUILD, 9200 + number, frozenset({OFFICERS}), manages_guild=False) for number in range(3))
RAIDERS = (MARA, TOM, YLVA, BRAM)


def rules(decision: Decision, people: int) -> str:
    """Rules of a roll as a face would write them."""
    return f"{decision.drop.item}: one of {people}."


@dataclass
class Chamber:
    """Where the council meets."""

    house: House

    @property
    def council(self) -> Council:
        """The council's services."""
        return self.house.hall.loot.council

    async def set(self, *values: tuple[Setting, Any]) -> None:
        """The guild sets that."""
        now = self.house.clock()

        def work(tx: Connection) -> None:
            for setting, value in values:
                settings.put(tx, GUILD, setting.name, value, by=None, at=now)

        await self.house.desk.db.write(work)

    async def under(self, system: System) -> None:
        """The guild hands out loot like that."""
        await self.set((LOOT_SYSTEM, system.value))

    async def open(self, asked: Sequence[Actor] = RAIDERS, council: Sequence[Actor] = (), **more: Any) -> Decision:
        """Jaina opens a decision on the blade, and asks these people."""
        called = Called([one.user_id for one in asked], [one.user_id for one in council])
        return await self.council.opening.open(JAINA, Asked(more.pop("item", BLADE), **more), CHANNEL, called)

    async def answer(self, who: Actor, decision: Decision, response: Response, note: str = "") -> None:
        """Somebody answers, and says why."""
        await self.council.answering.answer(who, decision.id, response)
        if note:
            await self.council.answering.note(who, decision.id, note)

    async def answers(self, decision: Decision, **said: Response) -> None:
        """Several answer, by their names."""
        people = {"mara": MARA, "tom": TOM, "ylva": YLVA, "bram": BRAM}
        for name, response in said.items():
            await self.answer(people[name], decision, response)

    async def vote(self, officer: Actor, decision: Decision, who: Actor, *, approve: bool = True) -> None:
        """An officer votes on somebody."""
        await self.council.voting.vote(officer, decision.id, await self.id(who), approve=approve)

    async def propose(
        self, decision: Decision, who: Actor | None = None, *, officer: Actor = JAINA, **more: Any
    ) -> Proposal:
        """An officer looks at what an award would be."""
        wish = Wish(more.pop("reason", "last piece"), who.user_id if who else None, **more)
        return await self.council.awarding.propose(officer, decision.id, wish)

    async def award(
        self, decision: Decision, who: Actor | None = None, *, officer: Actor = JAINA, **more: Any
    ) -> Awarded:
        """An officer awards."""
        proposal = await self.propose(decision, who, officer=officer, **more)
        assert proposal.draft is not None
        return await self.council.awarding.award(officer, proposal.draft, rules)

    async def roll(self, decision: Decision) -> None:
        """An officer lets a roll decide, and it does."""
        await self.award(decision, tie_break=TieBreak.ROLL)
        for _ in range(20):
            await self.tick(seconds=5)
            if not await self.house.desk.db.read(draws.called) and (await self.now(decision)).roll_id is None:
                return

    async def tick(self, **by: float) -> None:
        """Time passes, and the clock's jobs do what is due."""
        self.house.clock.advance(**by)
        await self.council.due()
        await self.house.hall.notices.deliver()
        await self.house.hall.loot.rolls.due()
        await self.house.hall.draws.due()
        await self.house.hall.notices.deliver()

    async def undo(self, batch_id: int, reason: str = "by mistake") -> None:
        """An officer takes an act back."""
        now = self.house.clock()

        def work(tx: Connection) -> None:
            by = members.ensure(tx, GUILD, JAINA.user_id, now).id
            self.house.hall.loot.books.undo(tx, GUILD, batch_id, reason, by=by, at=now)

        await self.house.desk.db.write(work)

    async def give(self, who: Actor, **pools: int) -> None:
        """Somebody gets points, in whole ones."""
        now, member = self.house.clock(), await self.id(who)
        changes = [Change(member, Pool(pool), amount * 100) for pool, amount in pools.items()]
        key = f"gift:{self.house.desk.entropy(8).hex()}"

        def work(tx: Connection) -> None:
            self.house.hall.loot.books.enter(tx, GUILD, Act.AWARD, changes, key=key, at=now, by=None)

        await self.house.desk.db.write(work)

    async def points(self, who: Actor, pool: Pool) -> int:
        """What somebody has in a pool, in hundredths."""
        member = await self.id(who)
        return await self.house.desk.db.read(lambda tx: points.balance(tx, member, pool))

    async def adds_up(self) -> None:
        """The books are in order."""
        assert await self.house.desk.db.read(points.check) == []

    async def items(self, who: Actor) -> list[Item]:
        """What somebody got, newest first, what was taken back left out."""
        member = await self.id(who)
        return await self.house.desk.db.read(lambda tx: loot_items.listed(tx, GUILD, member_id=member))

    async def now(self, decision: Decision) -> Decision:
        """The decision as it stands."""
        found = await self.house.desk.db.read(lambda tx: decisions.find(tx, GUILD, decision.id))
        assert found is not None
        return found

    async def shown(self, decision: Decision, actor: Actor | None = None) -> Shown:
        """The decision as somebody sees it, or everybody."""
        return await self.council.views.show(GUILD, decision.id, actor)

    async def line(self, decision: Decision, who: Actor, actor: Actor | None = None) -> Line:
        """What somebody sees of somebody else's case."""
        member, shown = await self.id(who), await self.shown(decision, actor)
        (found,) = [one for one in shown.lines if one.answer.member_id == member]
        return found

    async def why(self, decision: Decision, actor: Actor = BRAM) -> Why:
        """The story of its awards."""
        return await self.council.views.why(actor, decision.id)

    async def id(self, who: Actor) -> int:
        """Somebody's number in the books."""
        now = self.house.clock()
        return (await self.house.desk.db.write(lambda tx: members.ensure(tx, GUILD, who.user_id, now))).id


async def told(chamber: Chamber) -> list[tuple[str, Any]]:
    """What waits to be told, or was."""
    with closing(sqlite3.connect(chamber.house.desk.db.path)) as connection:
        return connection.execute("SELECT event, facts FROM outbox WHERE event LIKE 'loot.%' ORDER BY id").fetchall()


async def refused(act: Any, code: str) -> Refusal:
    """The act is refused for that."""
    with pytest.raises(Refusal) as caught:
        await act
    assert caught.value.code == code
    return caught.value


async def at_once(*acts: Awaitable[Any]) -> list[Any]:
    """Do things at the same time; refusals come back as results."""
    return list(await asyncio.gather(*acts, return_exceptions=True))
