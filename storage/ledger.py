"""The ledger of credits: transactions that sum to zero, never edited, with every account's balance kept beside them.

The database refuses a balance below zero in any account but the mint, and any change of a posting once made (triggers,
see the migrations); one transaction per key is a unique index.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain.credit import Credit
from domain.errors import Conflict
from domain.ledger import BURN, LIMIT, MINT, Account, AccountKind, Act, Line, Transfer
from storage.engine import insert, once
from storage.members import member_id_key
from storage.pots import PotRow
from storage.schema import Base, one_of, partial, snowflake, word

# Written out, not bound: SQLite uses a partial index only where a statement says what is in it.
WALLETS = text("accounts.kind = 'wallet'")
PAYOUTS = text("transactions.act = 'payout'")
_ESCROWS = text("accounts.kind = 'escrow'")
_GUILDS = text("accounts.kind IN ('mint', 'burn')")


class AccountRow(Base):
    """One account and its balance: a member's wallet, a pot's escrow, or the guild's mint and what it burned."""

    __tablename__ = "accounts"
    __table_args__ = (
        one_of("kind", AccountKind),
        one_of("credit", Credit),
        CheckConstraint("(kind = 'wallet') = (member_id IS NOT NULL)", name="wallet"),
        CheckConstraint("(kind = 'escrow') = (pot_id IS NOT NULL)", name="escrow"),
        CheckConstraint("kind = 'mint' OR balance >= 0", name="never_below_zero"),
        CheckConstraint(f"balance BETWEEN -{LIMIT} AND {LIMIT}", name="limit"),
        partial("uq_accounts_wallet", "member_id", "credit", where=text("kind = 'wallet'"), unique=True),
        partial("uq_accounts_escrow", "pot_id", "credit", where=text("kind = 'escrow'"), unique=True),
        partial("uq_accounts_guild", "guild_id", "credit", "kind", where=text("kind IN ('mint', 'burn')"), unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    credit: Mapped[str] = word()
    kind: Mapped[str] = word()
    member_id: Mapped[int | None] = mapped_column(member_id_key())
    pot_id: Mapped[int | None] = mapped_column(ForeignKey("pots.id"))
    balance: Mapped[int] = mapped_column(BigInteger)


class TransactionRow(Base):
    """One transaction of a guild: what it was for, who did it (nobody: the clock) and what they said about it."""

    __tablename__ = "transactions"
    __table_args__ = (
        one_of("act", Act),
        one_of("credit", Credit),
        UniqueConstraint("guild_id", "key"),
        partial("ix_transactions_payouts", "guild_id", "at", where=text("act = 'payout'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guild_id: Mapped[int] = snowflake()
    key: Mapped[str] = mapped_column(String(120))
    act: Mapped[str] = word()
    credit: Mapped[str] = word()
    actor: Mapped[int | None] = mapped_column(member_id_key(), index=True)
    pot_id: Mapped[int | None] = mapped_column(ForeignKey("pots.id"))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text)


class PostingRow(Base):
    """So many credits into an account, and what was in it afterwards."""

    __tablename__ = "postings"
    __table_args__ = (
        Index(None, "account_id", "transaction_id"),
        {"sqlite_with_rowid": False},
    )

    transaction_id: Mapped[int] = mapped_column(ForeignKey("transactions.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    after: Mapped[int] = mapped_column(BigInteger)


@dataclass(frozen=True, slots=True)
class Posted:
    """A transaction as it stands in the books; `first` is False when it was there before.

    `after` is what was in each of its accounts when it was made.
    """

    transaction_id: int
    first: bool
    after: dict[Account, int]


LINE = (
    TransactionRow.id,
    TransactionRow.at,
    TransactionRow.act,
    TransactionRow.credit,
    PostingRow.amount,
    PostingRow.after,
    TransactionRow.actor,
    TransactionRow.pot_id,
    PotRow.name,
    PotRow.cost,
    TransactionRow.note,
)
"""What a line of somebody's account is read from."""

_ENTER = once(
    lambda: (
        insert(TransactionRow).on_conflict_do_nothing(index_elements=["guild_id", "key"]).returning(TransactionRow.id)
    )
)
_POST = once(lambda: insert(PostingRow))
_OPEN = once(lambda: insert(AccountRow).returning(AccountRow.id))


@once
def _owned(kind: AccountKind) -> ColumnElement[bool]:
    """Which account a guild's kind of credit and an owner's id name."""
    credit = AccountRow.credit == bindparam("of_credit")
    match kind:
        case AccountKind.WALLET:
            return and_(WALLETS, credit, AccountRow.member_id == bindparam("of_owner"))
        case AccountKind.ESCROW:
            return and_(_ESCROWS, credit, AccountRow.pot_id == bindparam("of_owner"))
        case _:
            own = (AccountRow.kind == kind.value) & (AccountRow.guild_id == bindparam("of_guild"))
            return and_(_GUILDS, credit, own)


@once
def _moved(kind: AccountKind) -> Any:
    change = update(AccountRow).where(_owned(kind)).values(balance=AccountRow.balance + bindparam("moved"))
    return change.returning(AccountRow.id, AccountRow.balance)


@once
def _held(kind: AccountKind) -> Any:
    return select(AccountRow.balance).where(_owned(kind))


def post(
    tx: Connection,
    guild_id: int,
    transfer: Transfer,
    *,
    key: str,
    at: datetime,
    actor: int | None = None,
    pot_id: int | None = None,
    note: str = "",
) -> Posted:
    """Enter a transaction once per `key`; raises `Conflict` when the key stands for another one.

    The rules have asked before whether the credits are there: where they are not, the database raises.
    """
    row = {"guild_id": guild_id, "key": key, "act": transfer.act, "credit": transfer.credit}
    row |= {"actor": actor, "pot_id": pot_id, "at": at, "note": note}
    transaction_id = tx.execute(_ENTER(), row).scalar()
    if transaction_id is None:
        return _again(tx, guild_id, key, transfer, pot_id=pot_id, note=note)
    after: dict[Account, int] = {}
    lines: list[dict[str, int]] = []
    for posting in transfer.postings:
        account_id, balance = _move(tx, guild_id, transfer.credit, posting.account, posting.amount)
        after[posting.account] = balance
        line = {"transaction_id": transaction_id, "account_id": account_id}
        lines.append(line | {"amount": posting.amount, "after": balance})
    tx.execute(_POST(), lines)
    return Posted(transaction_id, first=True, after=after)


def _move(tx: Connection, guild_id: int, credit: Credit, account: Account, amount: int) -> tuple[int, int]:
    """Change an account's balance, opening it when this is its first posting; its id and what is in it now."""
    named = _named(guild_id, credit, account)
    if moved := tx.execute(_moved(account.kind), named | {"moved": amount}).one_or_none():
        return moved.id, moved.balance
    row: dict[str, Any] = {"guild_id": guild_id, "credit": credit, "kind": account.kind, "balance": amount}
    row["member_id"] = account.owner if account.kind is AccountKind.WALLET else None
    row["pot_id"] = account.owner if account.kind is AccountKind.ESCROW else None
    return tx.execute(_OPEN(), row).scalar_one(), amount


def _again(tx: Connection, guild_id: int, key: str, transfer: Transfer, *, pot_id: int | None, note: str) -> Posted:
    """What stands in the books under that key; raises `Conflict` when it is not the same."""
    stands = tx.execute(
        select(TransactionRow).where(TransactionRow.guild_id == guild_id, TransactionRow.key == key)
    ).one()
    query = select(AccountRow, PostingRow.amount, PostingRow.after)
    query = query.join(PostingRow, PostingRow.account_id == AccountRow.id)
    rows = tx.execute(query.where(PostingRow.transaction_id == stands.id)).all()
    lines = {_account(row): row.amount for row in rows}
    same = lines == {posting.account: posting.amount for posting in transfer.postings}
    told = (stands.act, stands.credit, stands.pot_id, stands.note)
    if not same or told != (transfer.act, transfer.credit, pot_id, note):
        raise Conflict("wallet.key_taken")
    return Posted(stands.id, first=False, after={_account(row): row.after for row in rows})


def balance(tx: Connection, guild_id: int, credit: Credit, account: Account) -> int:
    """What is in that account: 0 when it was never used."""
    return tx.execute(_held(account.kind), _named(guild_id, credit, account)).scalar() or 0


def after(tx: Connection, guild_id: int, key: str, member_id: int) -> int | None:
    """What was in a member's wallet after the transaction of that key; None when there is none that touched it."""
    query = select(PostingRow.after).join(TransactionRow, TransactionRow.id == PostingRow.transaction_id)
    query = query.join(AccountRow, AccountRow.id == PostingRow.account_id).where(_wallet_of(member_id))
    return tx.execute(query.where(TransactionRow.guild_id == guild_id, TransactionRow.key == key)).scalar()


def minted(tx: Connection, guild_id: int, credit: Credit) -> int:
    """How many credits of that kind the guild ever made, those that were burned since included."""
    return -balance(tx, guild_id, credit, MINT)


def circulation(tx: Connection, guild_id: int, credit: Credit) -> int:
    """How many credits of that kind there are in the guild's wallets and pots: minted less burned."""
    return minted(tx, guild_id, credit) - balance(tx, guild_id, credit, BURN)


def held(tx: Connection, member_id: int) -> dict[Credit, int]:
    """What is in a member's wallet, by kind of credit; kinds that were never used are left out."""
    query = select(AccountRow.credit, AccountRow.balance).where(_wallet_of(member_id))
    return {Credit(row.credit): row.balance for row in tx.execute(query)}


def history(tx: Connection, guild_id: int, member_id: int, *, limit: int | None = None, offset: int = 0) -> list[Line]:
    """The lines of a member's wallet, newest first, each with what was in it afterwards."""
    query = (
        select(*LINE)
        .join(PostingRow, PostingRow.transaction_id == TransactionRow.id)
        .join(AccountRow, AccountRow.id == PostingRow.account_id)
        .outerjoin(PotRow, PotRow.id == TransactionRow.pot_id)
        .where(_wallet_of(member_id), AccountRow.guild_id == guild_id)
        .order_by(PostingRow.transaction_id.desc())
    )
    rows = tx.execute(query.limit(limit).offset(offset))
    return [line_of(row) for row in rows]


def line_of(row: Any) -> Line:
    """The line that a row of the columns `LINE` is."""
    return Line(row[0], row[1], Act(row[2]), Credit(row[3]), *row[4:])


def count(tx: Connection, guild_id: int, member_id: int) -> int:
    """How many lines a member's wallet has."""
    query = select(func.count()).select_from(PostingRow).join(AccountRow, AccountRow.id == PostingRow.account_id)
    return tx.execute(query.where(_wallet_of(member_id), AccountRow.guild_id == guild_id)).scalar_one()


def written_by(tx: Connection, member_id: int) -> list[str]:
    """What a member wrote with transactions."""
    query = select(TransactionRow.note).where(TransactionRow.actor == member_id, TransactionRow.note != "")
    return list(tx.execute(query.order_by(TransactionRow.id)).scalars())


def erase_notes(tx: Connection, member_id: int) -> None:
    """Take away what a member wrote; what moved stays as it was."""
    tx.execute(update(TransactionRow).where(TransactionRow.actor == member_id).values(note=""))


def _wallet_of(member_id: int) -> ColumnElement[bool]:
    return and_(WALLETS, AccountRow.member_id == member_id)


def _named(guild_id: int, credit: Credit, account: Account) -> dict[str, Any]:
    """The values that `_owned` is filled with."""
    if account.kind in (AccountKind.WALLET, AccountKind.ESCROW):
        return {"of_credit": credit, "of_owner": account.owner}
    return {"of_credit": credit, "of_guild": guild_id}


def _account(row: Any) -> Account:
    return Account(AccountKind(row.kind), row.member_id or row.pot_id or 0)
