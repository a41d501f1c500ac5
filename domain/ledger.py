"""Credits as double entry: every transaction moves whole credits between accounts and sums to zero.

There is no other way for credits to come or go: `mint` is where they come from (it alone may stand below zero), `burn`
where they end, a wallet is a member's, an escrow holds what is staked in one pot. So what circulates is always what was
minted less what was burned, whatever happened in between.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from domain.credit import Credit
from domain.errors import Conflict, Invalid
from domain.texts import check_line

LIMIT: Final = 2**53 - 1
"""The most credits that a guild can ever mint of one kind: what every reader of JSON holds exactly."""

REASON_LIMIT: Final = 300


class AccountKind(StrEnum):
    """Whose an account is: nobody's (`mint`, `burn`), a member's, or a pot's."""

    MINT = "mint"
    BURN = "burn"
    WALLET = "wallet"
    ESCROW = "escrow"


class Act(StrEnum):
    """Why credits moved."""

    GRANT = "grant"
    TAKE = "take"
    STAKE = "stake"
    REFUND = "refund"
    PAYOUT = "payout"
    PRIZE = "prize"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a guild; `owner` is the member's id of a wallet, the pot's id of an escrow, else 0."""

    kind: AccountKind
    owner: int = 0


MINT: Final = Account(AccountKind.MINT)
BURN: Final = Account(AccountKind.BURN)


def wallet(member_id: int) -> Account:
    """The member's own account."""
    return Account(AccountKind.WALLET, member_id)


def escrow(pot_id: int) -> Account:
    """What is staked in that pot."""
    return Account(AccountKind.ESCROW, pot_id)


@dataclass(frozen=True, slots=True)
class Posting:
    """So many credits into an account, or out of it when negative."""

    account: Account
    amount: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """What one transaction moves, and why; raises `ValueError` when it does not sum to zero, account by account."""

    act: Act
    credit: Credit
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        accounts = {posting.account for posting in self.postings}
        if len(accounts) < len(self.postings) or len(accounts) < 2:
            raise ValueError("a transaction names two accounts or more, each once")
        if any(posting.amount == 0 or abs(posting.amount) > LIMIT for posting in self.postings):
            raise ValueError("a posting moves at least one credit and at most all there are")
        if sum(posting.amount for posting in self.postings):
            raise ValueError("a transaction sums to zero")


def move(act: Act, credit: Credit, amount: int, *, source: Account, target: Account) -> Transfer:
    """So many credits from one account to another."""
    return Transfer(act, credit, (Posting(source, -amount), Posting(target, amount)))


def check_amount(amount: int) -> int:
    """How many credits to grant or take; raises `Invalid` when none, or more than there can ever be."""
    if not 1 <= amount <= LIMIT:
        raise Invalid("wallet.amount", limit=LIMIT)
    return amount


def check_reason(text: str) -> str:
    """Why they are granted or taken, on one line; raises `Invalid` when empty or too long."""
    return check_line(text, REASON_LIMIT, "wallet.reason_length")


def check_grant(amount: int, minted: int) -> None:
    """Raise `Conflict` when these credits with all that were minted before are more than the books can hold."""
    left = LIMIT - minted
    if left == 0:
        raise Conflict("wallet.none_left", limit=LIMIT)
    if amount > left:
        raise Conflict("wallet.few_left", left=left)


def check_take(amount: int, balance: int) -> None:
    """Raise `Conflict` when a wallet does not hold these credits, and say how many it does."""
    if balance == 0:
        raise Conflict("wallet.empty")
    if amount > balance:
        raise Conflict("wallet.too_few", amount=amount, balance=balance)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a wallet's history: what it was about, how much, and what was in the wallet afterwards.

    `actor` is the member who did it, None for the clock; `pot_id` and `pot` are the pot that it was about, `cost` what
    a ticket of it costs.
    """

    transaction_id: int
    at: datetime
    act: Act
    credit: Credit
    amount: int
    after: int
    actor: int | None
    pot_id: int | None
    pot: str | None
    cost: int | None
    note: str

    @property
    def tickets(self) -> int:
        """How many tickets these credits are, where they were staked or came back."""
        staked = self.act in (Act.STAKE, Act.REFUND)
        return abs(self.amount) // self.cost if staked and self.cost else 0


class Rule(StrEnum):
    """What must hold of the books, and of which thing it is said when it does not."""

    AMOUNT = "amount"
    """A transaction's postings move at least one credit each, and at most all there are."""

    TRANSACTION = "transaction"
    """A transaction's postings sum to zero."""

    EMPTY = "empty"
    """A transaction has postings."""

    MIXED = "mixed"
    """A posting belongs to a transaction and an account, both of the same guild and kind of credit."""

    ACCOUNT = "account"
    """An account's balance is the sum of its postings."""

    BELOW_ZERO = "below_zero"
    """No account but a mint is below zero."""

    LINE = "line"
    """A transaction's postings say what was in their accounts after it."""

    CIRCULATION = "circulation"
    """All accounts of a guild's kind of credit together hold nothing: what circulates was minted and not burned."""

    ESCROW = "escrow"
    """A pot's escrow holds what is staked in it."""

    SOLD = "sold"
    """A pot has sold the tickets that its stakes hold."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the books that does not add up: which rule, where, in which guild, and what was found instead.

    `where` is the id of what the rule is about. `guild_id` is None where the books do not tell any more.
    """

    rule: Rule
    guild_id: int | None
    where: int
    found: int
    expected: int
