"""Giving back what somebody has in a pot while it is open."""

from datetime import datetime

from sqlalchemy import Connection

from domain.credit import Credit
from domain.ledger import Act, escrow, move, wallet
from domain.pots import Pot
from services.pots.finding import changed
from storage import audit, ledger, pots


def leave(tx: Connection, pot: Pot, member_id: int, now: datetime) -> tuple[int, int, int]:
    """Take a person out of an open pot, and say so in the log; returns what `give_back` does."""
    tickets, paid, balance = give_back(tx, pot, member_id, now)
    if tickets:
        facts = {"pot": pot.id, "tickets": tickets, "credits": paid}
        audit.append(tx, pot.guild_id, "pot.left", actor=member_id, at=now, facts=facts)
    return tickets, paid, balance


def give_back(tx: Connection, pot: Pot, member_id: int, now: datetime, *, why: str = "") -> tuple[int, int, int]:
    """Refund everything that a person has in an open pot; `why` is what their wallet says about it.

    Returns tickets and credits that went back, and what is in the wallet then; zeros when there was nothing.
    """
    stakes = pots.live_stakes(tx, pot.id, member_id)
    if not stakes:
        return 0, 0, 0
    tickets, paid = sum(one.tickets for one in stakes), sum(one.paid for one in stakes)
    pots.sell(tx, pot.id, -tickets, newcomers=-1)
    pots.give_back(tx, pot.id, member_id, now)
    back = move(Act.REFUND, Credit.CREDIT, paid, source=escrow(pot.id), target=wallet(member_id))
    # A person can come and go: what is refunded is known by the last stake that it covers.
    key = f"refund:{stakes[-1].id}"
    posted = ledger.post(tx, pot.guild_id, back, key=key, at=now, actor=member_id, pot_id=pot.id, note=why)
    changed(tx, pot)
    return tickets, paid, posted.after[wallet(member_id)]
