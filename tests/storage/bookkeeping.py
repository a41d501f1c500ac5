"""Books of credits to be tried: members, pots with tickets in them, and what moves between them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import Connection

from domain.credit import Credit
from domain.ledger import MINT, Act, escrow, move, wallet
from domain.pots import Terms
from fairness import protocol
from fairness.protocol import Draw, Kind, Mode
from storage import draws, ledger, members, pots
from storage.ledger import Posted

GUILD, OTHER = 77, 88
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
COST = 50
SECRET = bytes(range(32))
_KEYS = count(1)


@dataclass
class Books:
    """The ledger of one guild inside a transaction; every act of it has a key of its own."""

    tx: Connection
    guild_id: int = GUILD

    def member(self, user_id: int) -> int:
        """Somebody by their Discord id, entered when they are new."""
        return members.ensure(self.tx, self.guild_id, user_id, AT).id

    def pot(self, name: str = "Friday Pot", tickets: int = 20) -> int:
        """An open pot of tickets at 50 credits each."""
        number = draws.next_number(self.tx, self.guild_id)
        plan = Draw(self.guild_id, number, Kind.POT, name, 1_800_000_000, 1, Mode.SEALED, b"", "One wins.")
        commitment, address = protocol.commit(plan, SECRET), f"{self.guild_id:032x}{number:032x}"
        draw_id = draws.commit(self.tx, plan, SECRET, commitment, address=address, channel_id=5, now=AT)
        terms = Terms(name, COST, tickets, tickets - 1, repeat=False)
        return pots.open_pot(
            self.tx, self.guild_id, terms, draw_id=draw_id, channel_id=5, by=None, closes_at=AT, now=AT
        )

    def grant(
        self,
        member_id: int,
        amount: int,
        credit: Credit = Credit.CREDIT,
        *,
        key: str = "",
        by: int | None = None,
        note: str = "",
    ) -> Posted:
        """Credits out of nothing."""
        gift = move(Act.GRANT, credit, amount, source=MINT, target=wallet(member_id))
        key = key or f"gift:{next(_KEYS)}"
        return ledger.post(self.tx, self.guild_id, gift, key=key, at=AT, actor=by, note=note)

    def stake(self, member_id: int, pot_id: int, tickets: int) -> Posted:
        """Tickets of a pot."""
        newcomers = 0 if pots.live_stakes(self.tx, pot_id, member_id) else 1
        paid, key = tickets * COST, f"key {next(_KEYS)}"
        assert pots.sell(self.tx, pot_id, tickets, newcomers=newcomers)
        stake_id = pots.stake(self.tx, pot_id, member_id, key=key, tickets=tickets, paid=paid, at=AT)
        staked = move(Act.STAKE, Credit.CREDIT, paid, source=wallet(member_id), target=escrow(pot_id))
        key = f"stake:{stake_id}"
        return ledger.post(self.tx, self.guild_id, staked, key=key, at=AT, actor=member_id, pot_id=pot_id)

    def leave(self, member_id: int, pot_id: int) -> None:
        """All of somebody's tickets of a pot, given back."""
        if not (stakes := pots.live_stakes(self.tx, pot_id, member_id)):
            return
        pots.sell(self.tx, pot_id, -sum(one.tickets for one in stakes), newcomers=-1)
        pots.give_back(self.tx, pot_id, member_id, AT)
        paid = sum(one.paid for one in stakes)
        back = move(Act.REFUND, Credit.CREDIT, paid, source=escrow(pot_id), target=wallet(member_id))
        key = f"refund:{stakes[-1].id}"
        ledger.post(self.tx, self.guild_id, back, key=key, at=AT, actor=member_id, pot_id=pot_id)

    def settle(self, winner: int, pot_id: int) -> None:
        """All that is in a pot, to the winner."""
        assert pots.lock(self.tx, pot_id, AT)
        assert pots.settling(self.tx, pot_id)
        payout = ledger.balance(self.tx, self.guild_id, Credit.CREDIT, escrow(pot_id))
        won = move(Act.PAYOUT, Credit.CREDIT, payout, source=escrow(pot_id), target=wallet(winner))
        ledger.post(self.tx, self.guild_id, won, key=f"payout:{pot_id}", at=AT, pot_id=pot_id)
        assert pots.settled(self.tx, pot_id, winner=winner, payout=payout, at=AT)

    def balance(self, member_id: int, credit: Credit = Credit.CREDIT) -> int:
        """What is in somebody's wallet."""
        return ledger.balance(self.tx, self.guild_id, credit, wallet(member_id))


def kept(tx: Connection) -> tuple[int, int]:
    """Mara and Tom, in books that have everything: grants of two kinds, stakes, a refund, a payout, another guild."""
    here, there = Books(tx), Books(tx, OTHER)
    mara, tom = here.member(9003), here.member(9004)
    here.grant(mara, 1000, key="first", by=tom, note="for the raid night")
    here.grant(tom, 1000)
    here.grant(mara, 20, Credit.AI)
    friday, over = here.pot(), here.pot("Monday Pot")
    here.stake(mara, friday, 3)
    here.stake(mara, friday, 1)
    here.stake(tom, friday, 2)
    here.leave(tom, friday)
    here.stake(mara, over, 4)
    here.stake(tom, over, 6)
    here.settle(mara, over)
    there.grant(there.member(9003), 5)
    return mara, tom
