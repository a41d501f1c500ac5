"""What follows a roll: its winner gets the item for the reason given; without a round the decision is open again."""

from datetime import datetime

from sqlalchemy import Connection

from domain.decisions import ROLL_AFTER, Decision, TieBreak
from domain.draws import DrawState
from services.desk import Desk
from services.draws import Draws
from services.loot.books import Books
from services.loot.council.finding import changed
from services.loot.council.freezing import Tie
from services.loot.council.handing import Handing, cost_of, hand_out
from services.loot.council.weighing import weigh
from services.loot.rolls import Rolls
from storage import audit, decisions, draw_entries, draws
from storage.draws import Record


class Rolling:
    """Completes awards that a roll decides."""

    def __init__(self, desk: Desk, books: Books, draws_: Draws, rolls: Rolls) -> None:
        self._desk = desk
        self._books = books
        self._draws = draws_
        rolls.when_rolled(self.settle, self.give_up)

    async def due(self) -> None:
        """Give up every roll that could not be posted for a day: nobody could check it."""
        now = self._desk.clock()
        if not await self._desk.db.read(lambda tx: _unposted(tx, now)):
            return

        def work(tx: Connection) -> None:
            for record in _unposted(tx, now):
                self._draws.steps.cancel(tx, record.id, by=None, why="decision.unposted", now=now)
                self.give_up(tx, record, now)

        await self._desk.db.write(work)

    def call_off(self, tx: Connection, decision: Decision, now: datetime) -> bool:
        """Open a decision again whose roll is not called yet, for the books were put back; False when it is."""
        record = None if decision.roll_id is None else draws.by_id(tx, decision.roll_id)
        if record is None or record.state not in (DrawState.COMMITTED, DrawState.LOCKED):
            return False
        self._draws.steps.cancel(tx, record.id, by=None, why="decision.restored", now=now)
        return self.give_up(tx, record, now)

    def settle(self, tx: Connection, record: Record, winner: int, now: datetime) -> bool:
        """Award to the winner of the roll; False when the roll was not of a decision."""
        decision = decisions.by_roll(tx, record.id)
        if decision is None:
            return False
        roll = decisions.roll_of(tx, decision.id)
        assert roll is not None  # noqa: S101 - it is rolling
        tie = Tie(TieBreak.ROLL, tuple(draw_entries.entrants(tx, record.id)))
        handing = Handing(winner, roll.reason, roll.price, roll.by, tie, record.id)
        stands = weigh(tx, decision, now, besides=(winner,))
        cost = cost_of(tx, decision, stands, winner, roll.price)
        hand_out(tx, self._books, decision, stands, cost, handing, now)
        return True

    def give_up(self, tx: Connection, record: Record, now: datetime) -> bool:
        """Open the decision again: no round came for a day. False when the roll was not of a decision."""
        decision = decisions.by_roll(tx, record.id)
        if decision is None:
            return False
        decisions.give_roll_up(tx, decision.id)
        facts = {"decision": decision.id, "draw": record.draw.number}
        audit.append(tx, decision.guild_id, "loot.roll_given_up", actor=None, at=now, facts=facts)
        changed(tx, decision)
        return True


def _unposted(tx: Connection, now: datetime) -> list[Record]:
    """Rolls of decisions that were not called, for want of their posts, since a day ago."""
    records = [draws.by_id(tx, one.roll_id) for one in decisions.rolling(tx) if one.roll_id is not None]
    uncalled = (DrawState.COMMITTED, DrawState.LOCKED)
    return [one for one in records if one.state in uncalled and now - one.committed_at >= ROLL_AFTER]
