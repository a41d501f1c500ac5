"""Paying many at once: the same transactions, postings and balances as one by one, in a handful of statements."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

from domain.credit import Credit
from domain.ledger import MINT, AccountKind, Act
from storage.engine import once
from storage.ledger import WALLETS, AccountRow, PostingRow, TransactionRow

_AT_ONCE = 500


class Payment(NamedTuple):
    """Credits that are made and put into a member's wallet: `key` is fresh, `note` is what the wallet says about it."""

    member_id: int
    amount: int
    key: str
    note: str


class _Account(NamedTuple):
    id: int
    balance: int


_ENTER = once(lambda: insert(TransactionRow).returning(TransactionRow.id, TransactionRow.key))
_POST = once(lambda: insert(PostingRow))
_OPEN = once(lambda: insert(AccountRow))
_MOVE = once(
    lambda: (
        update(AccountRow)
        .where(AccountRow.id == bindparam("which"))
        .values(balance=AccountRow.balance + bindparam("more"))
    )
)


def pay(tx: Connection, guild_id: int, act: Act, credit: Credit, payments: Sequence[Payment], *, at: datetime) -> None:
    """Enter a transaction a payment; raises what the database does when a key was entered before."""
    if not payments:
        return
    if any(one.amount <= 0 for one in payments):
        raise ValueError("a payment is of at least one credit")
    row = {"guild_id": guild_id, "act": act, "credit": credit, "actor": None, "pot_id": None, "at": at}
    entered = tx.execute(_ENTER(), [row | {"key": one.key, "note": one.note} for one in payments])
    ids = {key: number for number, key in entered.all()}
    mint, wallets = _accounts(tx, guild_id, credit, payments)
    balances = Counter({mint.id: mint.balance} | {one.id: one.balance for one in wallets.values()})
    moved: Counter[int] = Counter()
    lines: list[dict[str, int]] = []
    # What an account holds after each is told in the order of the transactions.
    for one in sorted(payments, key=lambda payment: ids[payment.key]):
        for account_id, amount in ((mint.id, -one.amount), (wallets[one.member_id].id, one.amount)):
            balances[account_id] += amount
            moved[account_id] += amount
            line = {"transaction_id": ids[one.key], "account_id": account_id}
            lines.append(line | {"amount": amount, "after": balances[account_id]})
    tx.execute(_POST(), lines)
    tx.execute(_MOVE(), [{"which": account_id, "more": amount} for account_id, amount in moved.items()])


def _accounts(
    tx: Connection, guild_id: int, credit: Credit, payments: Sequence[Payment]
) -> tuple[_Account, dict[int, _Account]]:
    """The guild's mint and the wallets by member, opened where this is their first posting."""
    people = sorted({one.member_id for one in payments})
    wallets = dict(_wallets(tx, credit, people))
    row: dict[str, Any] = {"guild_id": guild_id, "credit": credit, "pot_id": None, "balance": 0}
    fresh = [row | {"kind": AccountKind.WALLET, "member_id": one} for one in people if one not in wallets]
    mint = _mint(tx, guild_id, credit)
    if mint is None:
        fresh.append(row | {"kind": AccountKind.MINT, "member_id": None})
    if fresh:
        tx.execute(_OPEN(), fresh)
        wallets = dict(_wallets(tx, credit, people))
        mint = _mint(tx, guild_id, credit)
    if mint is None:
        raise AssertionError("an account that was opened is there")
    return mint, wallets


def _wallets(tx: Connection, credit: Credit, people: Sequence[int]) -> Iterator[tuple[int, _Account]]:
    query = select(AccountRow.member_id, AccountRow.id, AccountRow.balance).where(WALLETS, AccountRow.credit == credit)
    for start in range(0, len(people), _AT_ONCE):
        for row in tx.execute(query.where(AccountRow.member_id.in_(people[start : start + _AT_ONCE]))):
            yield row[0] or 0, _Account(row[1], row[2])


def _mint(tx: Connection, guild_id: int, credit: Credit) -> _Account | None:
    mine = (AccountRow.guild_id == guild_id, AccountRow.credit == credit, AccountRow.kind == MINT.kind)
    row = tx.execute(select(AccountRow.id, AccountRow.balance).where(*mine)).one_or_none()
    return None if row is None else _Account(row[0], row[1])
