"""Re-adding the ledger: every figure that is kept beside it is worked out anew and compared."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, literal, or_, select
from sqlalchemy.orm import aliased

from domain.ledger import LIMIT, AccountKind, Fault, Rule
from domain.pot_settings import PotState
from domain.pots import StakeState
from storage.ledger import AccountRow, PostingRow, TransactionRow
from storage.pots import PotRow, StakeRow

MOST = 1000
"""How many faults against one rule are told."""


def check(tx: Connection) -> list[Fault]:
    """What does not add up, whichever guild it is in; empty when everything does."""
    if wild := [*_amounts(tx)]:
        return wild  # their sums could be more than the database can hold
    rules = (_transactions, _empty, _mixed, _accounts, _below_zero, _lines, _circulation, _escrows, _sold)
    return [fault for rule in rules for fault in rule(tx)]


def guilds(tx: Connection) -> list[int]:
    """The guilds that have a ledger."""
    return list(tx.execute(select(AccountRow.guild_id).distinct().order_by(AccountRow.guild_id)).scalars())


def _amounts(tx: Connection) -> Iterator[Fault]:
    wild = or_(~PostingRow.amount.between(-LIMIT, LIMIT), PostingRow.amount == 0)
    query = select(PostingRow.transaction_id, TransactionRow.guild_id, PostingRow.amount, literal(0))
    query = query.outerjoin(TransactionRow, TransactionRow.id == PostingRow.transaction_id)
    return _faults(tx, Rule.AMOUNT, query.where(wild))


def _transactions(tx: Connection) -> Iterator[Fault]:
    total = func.sum(PostingRow.amount)
    sums = select(PostingRow.transaction_id.label("id"), total.label("total"))
    wrong = sums.group_by(PostingRow.transaction_id).having(total != 0).subquery()
    query = select(wrong.c.id, TransactionRow.guild_id, wrong.c.total, literal(0))
    return _faults(tx, Rule.TRANSACTION, query.outerjoin(TransactionRow, TransactionRow.id == wrong.c.id))


def _empty(tx: Connection) -> Iterator[Fault]:
    posted = select(PostingRow.transaction_id).where(PostingRow.transaction_id == TransactionRow.id).exists()
    return _faults(
        tx, Rule.EMPTY, select(TransactionRow.id, TransactionRow.guild_id, literal(0), literal(2)).where(~posted)
    )


def _mixed(tx: Connection) -> Iterator[Fault]:
    strange = or_(
        TransactionRow.id.is_(None),
        AccountRow.id.is_(None),
        AccountRow.guild_id != TransactionRow.guild_id,
        AccountRow.credit != TransactionRow.credit,
    )
    guild_id = func.coalesce(TransactionRow.guild_id, AccountRow.guild_id)
    query = select(PostingRow.transaction_id, guild_id, PostingRow.account_id, literal(0))
    query = query.outerjoin(TransactionRow, TransactionRow.id == PostingRow.transaction_id)
    query = query.outerjoin(AccountRow, AccountRow.id == PostingRow.account_id)
    # In order of transactions, which is how they lie on the disk: in any other it takes twice as long.
    return _faults(tx, Rule.MIXED, query.where(strange).order_by(PostingRow.transaction_id))


def _accounts(tx: Connection) -> Iterator[Fault]:
    sums = select(PostingRow.account_id, func.sum(PostingRow.amount).label("total")).group_by(PostingRow.account_id)
    added = sums.subquery()
    total = func.coalesce(added.c.total, 0)
    query = select(AccountRow.id, AccountRow.guild_id, AccountRow.balance, total)
    query = query.outerjoin(added, added.c.account_id == AccountRow.id)
    return _faults(tx, Rule.ACCOUNT, query.where(AccountRow.balance != total))


def _below_zero(tx: Connection) -> Iterator[Fault]:
    below = (AccountRow.kind != AccountKind.MINT) & (AccountRow.balance < 0)
    query = select(AccountRow.id, AccountRow.guild_id, AccountRow.balance, literal(0))
    return _faults(tx, Rule.BELOW_ZERO, query.where(below))


def _lines(tx: Connection) -> Iterator[Fault]:
    # Each from the one before it, not from a running sum: so one that is wrong does not put all after it in the wrong.
    earlier = aliased(PostingRow)
    before = select(earlier.after).where(
        earlier.account_id == PostingRow.account_id, earlier.transaction_id < PostingRow.transaction_id
    )
    last = before.order_by(earlier.transaction_id.desc()).limit(1).scalar_subquery()
    expected = func.coalesce(last, 0) + PostingRow.amount
    query = select(PostingRow.transaction_id, AccountRow.guild_id, PostingRow.after, expected)
    query = query.outerjoin(AccountRow, AccountRow.id == PostingRow.account_id)
    return _faults(tx, Rule.LINE, query.where(PostingRow.after != expected))


def _circulation(tx: Connection) -> Iterator[Fault]:
    total = func.sum(AccountRow.balance)
    query = select(AccountRow.guild_id, AccountRow.guild_id, total, literal(0))
    # What no account can hold is another rule's to tell, and more of it than a sum can hold.
    query = query.where(AccountRow.balance.between(-LIMIT, LIMIT))
    return _faults(tx, Rule.CIRCULATION, query.group_by(AccountRow.guild_id, AccountRow.credit).having(total != 0))


def _escrows(tx: Connection) -> Iterator[Fault]:
    sums = select(StakeRow.pot_id, func.sum(StakeRow.paid).label("total")).where(StakeRow.state == StakeState.LIVE)
    live = sums.group_by(StakeRow.pot_id).subquery()
    total, there = func.coalesce(live.c.total, 0), func.coalesce(AccountRow.balance, 0)
    query = select(PotRow.id, PotRow.guild_id, there, total).outerjoin(live, live.c.pot_id == PotRow.id)
    query = query.outerjoin(AccountRow, (AccountRow.pot_id == PotRow.id) & (AccountRow.kind == AccountKind.ESCROW))
    return _faults(tx, Rule.ESCROW, query.where(there != total))


def _sold(tx: Connection) -> Iterator[Fault]:
    sums = select(StakeRow.pot_id, func.sum(StakeRow.tickets).label("total"))
    held = sums.where(StakeRow.state != StakeState.RETURNED).group_by(StakeRow.pot_id).subquery()
    total = func.coalesce(held.c.total, 0)
    query = select(PotRow.id, PotRow.guild_id, PotRow.sold, total).outerjoin(held, held.c.pot_id == PotRow.id)
    # A cancelled pot remembers what was sold; everything was given back.
    return _faults(tx, Rule.SOLD, query.where(PotRow.state != PotState.CANCELLED, PotRow.sold != total))


def _faults(tx: Connection, rule: Rule, query: Any) -> Iterator[Fault]:
    """What a query for the place, its guild, what was found there and what should be finds."""
    rows: Any = tx.execute(query.limit(MOST))
    for where, guild_id, found, expected in rows:
        yield Fault(rule, guild_id, where, _whole(found), _whole(expected))


def _whole(value: object) -> int:
    """A figure as a whole number; 0 for what is none: SQLite keeps whatever somebody puts into a column."""
    return int(value) if isinstance(value, int | float) else 0
