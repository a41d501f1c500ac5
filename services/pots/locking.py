"""How a pot comes to its end: the lock, the call, the winner's payout, and refunds where there is no winner."""

from datetime import datetime

from sqlalchemy import Connection

from domain.credit import Credit
from domain.draws import DrawState
from domain.ledger import Act, Posting, Transfer, escrow, move, wallet
from domain.pot_settings import BIG_WIN, CANCELLED, LOCKED, SETTLED, WON_BIG, PotState
from domain.pots import REFUND_AFTER, Ending, Pot, at_lock
from fairness import persons
from fairness.protocol import Claim
from services.draws import Draws, Mismatch
from services.pots.events import note
from services.pots.finding import changed, find
from services.pots.flagging import watch
from services.pots.making import Making
from storage import audit, draw_entries, draws, ledger, notices, pots, settings
from storage.draws import Record
from storage.pots import Entrant


class Locking:
    """The steps of a pot that are taken inside the transaction of whatever brought them about."""

    def __init__(self, draws: Draws, making: Making) -> None:
        self._draws = draws
        self._making = making

    def lock(self, tx: Connection, pot: Pot, now: datetime, *, by: int | None) -> None:
        """Close the entries of an open pot: with two people or more it is drawn, otherwise it ends here."""
        watch(tx, pot, now)
        entrants = pots.entrants(tx, pot.id)
        if ending := at_lock(len(entrants)):
            self.end(tx, pot, ending, now, by=by)
            return
        if not pots.lock(tx, pot.id, now):
            return
        claims = [Claim(_who(one), one.tickets, "") for one in entrants]
        self._draws.steps.lock(tx, pot.draw_id, claims, {_who(one): one.member_id for one in entrants}, now)
        facts = {"pot": pot.id, "tickets": pot.sold, "people": len(entrants)}
        audit.append(tx, pot.guild_id, "pot.locked", actor=by, at=now, facts=facts)
        notices.put(tx, pot.guild_id, LOCKED.name, key=f"pot:{pot.id}:locked", facts={"pot": pot.id}, now=now)
        changed(tx, pot)
        note(tx, "pot_locked", pot, tickets=pot.sold, credits=pot.escrow, people=len(entrants))

    def call(self, tx: Connection, pot: Pot, now: datetime) -> bool:
        """Call the draw of a locked pot once its entry list is posted; whether that was done."""
        record = draws.by_id(tx, pot.draw_id)
        if pot.state is not PotState.LOCKED or record.lock_post is None or record.commitment_post is None:
            return False
        self._draws.steps.call(tx, record.id, by=None, now=now)
        pots.settling(tx, pot.id)
        changed(tx, pot)
        return True

    def end(
        self,
        tx: Connection,
        pot: Pot,
        ending: Ending,
        now: datetime,
        *,
        by: int | None,
        reason: str = "",
        salt: bytes = b"",
    ) -> None:
        """End a pot without a winner, publicly: everybody gets back what they staked; `salt` goes with a reason."""
        if draws.by_id(tx, pot.draw_id).state in (DrawState.COMMITTED, DrawState.LOCKED):
            self._draws.steps.cancel(tx, pot.draw_id, by=by, why=f"pot.{ending}", now=now)
        if not pots.cancel(tx, pot.id, ending, now, reason):
            return
        entrants = pots.entrants(tx, pot.id)
        refunded = sum(one.paid for one in entrants)
        if entrants:
            pots.give_back(tx, pot.id, None, now)
            back = (Posting(wallet(one.member_id), one.paid) for one in entrants)
            refund = Transfer(Act.REFUND, Credit.CREDIT, (Posting(escrow(pot.id), -refunded), *back))
            ledger.post(tx, pot.guild_id, refund, key=f"refund:pot:{pot.id}", at=now, actor=by, pot_id=pot.id)
        facts = {"pot": pot.id, "why": ending.value, "people": len(entrants), "credits": refunded}
        audit.append(tx, pot.guild_id, "pot.cancelled", actor=by, at=now, facts=facts, note=reason, salt=salt)
        told = {"pot": pot.id}
        notices.put(tx, pot.guild_id, CANCELLED.name, key=f"pot:{pot.id}:cancelled", facts=told, now=now)
        changed(tx, pot)
        note(tx, "pot_cancelled", pot, why=ending.value, credits=refunded, people=len(entrants))

    def settle(self, tx: Connection, record: Record, now: datetime) -> None:
        """Its draw is settled: check the proof once more as it is kept, then pay the winner everything.

        Raises `Mismatch` when the proof does not verify or its winner is nobody in the pot: nothing is kept then.
        """
        pot = pots.by_draw(tx, record.id)
        if pot is None:
            return
        changed(tx, pot)
        if pot.state is not PotState.SETTLING:  # it was given up: its round only shows what it would have been
            return
        self._draws.verify(tx, record)
        winner = draw_entries.winner(tx, record.id)
        if winner is None:
            raise Mismatch(f"the winner of draw {record.id} is nobody in pot {pot.id}")
        payout = ledger.balance(tx, pot.guild_id, Credit.CREDIT, escrow(pot.id))
        won = move(Act.PAYOUT, Credit.CREDIT, payout, source=escrow(pot.id), target=wallet(winner))
        ledger.post(tx, pot.guild_id, won, key=f"payout:{pot.id}", at=now, pot_id=pot.id)
        pots.settled(tx, pot.id, winner=winner, payout=payout, at=now)
        facts = {"pot": pot.id, "member": winner, "credits": payout, "draw": record.draw.number}
        audit.append(tx, pot.guild_id, "pot.settled", actor=None, at=now, facts=facts)
        self._tell_won(tx, pot, payout, now)
        note(tx, "pot_settled", pot, credits=payout, tickets=pot.sold, people=pot.players, draw=record.draw.number)
        if pot.terms.repeat:
            self._making.open_next(tx, pot, record, now)

    def give_up(self, tx: Connection, record: Record, now: datetime) -> None:
        """No round came for a day: everybody is refunded, and the draw is left to whoever finds its round."""
        pot = pots.by_draw(tx, record.id)
        if pot is not None and pot.state is PotState.SETTLING:
            self.end(tx, pot, Ending.SILENT, now, by=None)
        draws.give_up(tx, record.id, now)

    def refund_unposted(self, tx: Connection, pot: Pot, now: datetime) -> bool:
        """A lock that could not be posted for a day never becomes a draw: everybody is refunded."""
        if pot.state is not PotState.LOCKED or pot.locked_at is None or now - pot.locked_at < REFUND_AFTER:
            return False
        self.end(tx, find(tx, pot.guild_id, pot.id), Ending.UNPOSTED, now, by=None)
        return True

    def _tell_won(self, tx: Connection, pot: Pot, payout: int, now: datetime) -> None:
        told = {"pot": pot.id}
        notices.put(tx, pot.guild_id, SETTLED.name, key=f"pot:{pot.id}:settled", facts=told, now=now)
        (big,) = settings.some(tx, pot.guild_id, BIG_WIN)
        if isinstance(big, int) and 0 < big <= payout:
            notices.put(tx, pot.guild_id, WON_BIG.name, key=f"pot:{pot.id}:big", facts=told, now=now)


def _who(entrant: Entrant) -> str:
    assert entrant.user_id is not None  # noqa: S101 - erasing a person takes them out of open pots
    return persons.member(entrant.user_id)
