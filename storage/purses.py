"""Purses: all that decides whether somebody may stake in a pot, read in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from domain.credit import Credit
from domain.pot_flags import FlagState
from domain.pots import StakeState
from storage.engine import once
from storage.ledger import WALLETS, AccountRow
from storage.pot_flags import FlagRow
from storage.pots import StakeRow


@dataclass(frozen=True, slots=True)
class Standing:
    """Tickets held in the pot, credits in the wallet, joins since a moment, and what the officers or the key say.

    `held_up` is the officers' reason when they gave this person's entry back; `bought` is whether the key was used.
    """

    held: int
    balance: int
    joins: int
    held_up: str | None
    bought: bool


@once
def _standing() -> Any:
    pot: BindParameter[int] = bindparam("pot")
    member: BindParameter[int] = bindparam("member")
    mine = (StakeRow.pot_id == pot) & (StakeRow.member_id == member)
    live = mine & (StakeRow.state == StakeState.LIVE.value)
    held = select(func.coalesce(func.sum(StakeRow.tickets), 0)).where(live)
    balance = select(AccountRow.balance).where(WALLETS, AccountRow.member_id == member)
    balance = balance.where(AccountRow.credit == Credit.CREDIT.value)
    joins = select(func.count()).where(StakeRow.member_id == member, StakeRow.at > bindparam("since"))
    flagged = (FlagRow.pot_id == pot) & (FlagRow.member_id == member)
    held_up = select(func.min(FlagRow.reason)).where(flagged & (FlagRow.state == FlagState.HELD.value))
    bought = select(func.count()).where(mine & (StakeRow.key == bindparam("key")))
    return select(
        held.scalar_subquery(),
        func.coalesce(balance.scalar_subquery(), 0),
        joins.scalar_subquery(),
        held_up.scalar_subquery(),
        bought.scalar_subquery(),
    )


def standing(tx: Connection, pot_id: int, member_id: int, *, since: datetime, key: str = "") -> Standing:
    """How somebody stands in a pot; `joins` are those after `since`, in whatever pot."""
    asked = {"pot": pot_id, "member": member_id, "since": since, "key": key}
    row: Any = tx.execute(_standing(), asked).one()
    return Standing(int(row[0]), row[1], row[2], row[3], bool(row[4]))
