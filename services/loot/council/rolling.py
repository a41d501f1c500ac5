"""What follows a roll: its winner gets the item for the reason given; without a round the decision is open again."""

from datetime import datetime

from sqlalchemy import Connection

from domain.decisions import TieBreak
from services.desk import Desk
from services.loot.books import Books
from services.loot.council.finding import changed
from services.loot.council.freezing import Tie
from services.loot.council.handing import Handing, hand_out
from services.loot.rolls import Rolls
from storage import audit, decisions, draw_entries
from storage.draws import Record


class Rolling:
    """Completes awards that a roll decides."""

    def __init__(self, desk: Desk, books: Books, rolls: Rolls) -> None:
        self._desk = desk
        self._books = books
        rolls.when_rolled(self.settle, self.give_up)

    def settle(self, tx: Connection, record: Record, winner: int, now: datetime) -> bool:
        """Award to the winner of the roll; False when the roll was not of a decision."""
        decision = decisions.by_roll(tx, record.id)
        if decision is None:
            return False
        roll = decisions.roll_of(tx, decision.id)
        assert roll is not None  # noqa: S101 - it is rolling
        tie = Tie(TieBreak.ROLL, tuple(draw_entries.entrants(tx, record.id)))
        handing = Handing(winner, roll.reason, roll.price, roll.by, tie, record.id)
        hand_out(tx, self._books, decision, handing, now)
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
