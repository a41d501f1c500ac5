"""Double entry: what a transaction can be at all, and what leaders may ask of the books."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.credit import Credit
from domain.errors import Conflict, Invalid
from domain.ledger import (
    BURN,
    LIMIT,
    MINT,
    REASON_LIMIT,
    Account,
    AccountKind,
    Act,
    Line,
    Posting,
    Transfer,
    check_amount,
    check_grant,
    check_reason,
    check_take,
    escrow,
    move,
    wallet,
)
from domain.ledger_events import EVENTS
from domain.notices import Audience

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
owners = st.integers(1, 5)
accounts = st.one_of(st.just(MINT), st.just(BURN), owners.map(wallet), owners.map(escrow))
amounts = st.integers(1, LIMIT)
acts, credits_ = st.sampled_from(Act), st.sampled_from(Credit)


def transfer(*postings: tuple[Account, int]) -> Transfer:
    """A grant of these postings."""
    return Transfer(Act.GRANT, Credit.CREDIT, tuple(Posting(*one) for one in postings))


@given(acts, credits_, amounts, accounts, accounts)
def test_a_move_takes_from_one_account_what_it_puts_into_another(
    act: Act, credit: Credit, amount: int, source: Account, target: Account
):
    assume(source != target)
    moved = move(act, credit, amount, source=source, target=target)
    assert (moved.act, moved.credit) == (act, credit)
    assert {posting.account: posting.amount for posting in moved.postings} == {source: -amount, target: amount}


@given(st.lists(st.tuples(accounts, st.integers(-200, 200)), max_size=6))
def test_a_transaction_is_refused_unless_it_sums_to_zero_over_accounts_named_once(rows: list[tuple[Account, int]]):
    named = [account for account, _ in rows]
    sound = (
        len(named) >= 2
        and len(set(named)) == len(named)
        and sum(amount for _, amount in rows) == 0
        and all(amount for _, amount in rows)
    )
    if sound:
        assert transfer(*rows).postings == tuple(Posting(*row) for row in rows)
    else:
        with pytest.raises(ValueError, match=r"transaction|posting"):
            transfer(*rows)


@given(st.dictionaries(accounts, st.integers(1, 10**6), min_size=1, max_size=6), accounts)
def test_what_comes_from_many_goes_to_one(parts: dict[Account, int], target: Account):
    assume(target not in parts)
    rows = [(account, -amount) for account, amount in parts.items()]
    assert sum(one.amount for one in transfer(*rows, (target, sum(parts.values()))).postings) == 0


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(MINT, 0)],
        [(MINT, -5), (wallet(1), 4)],
        [(MINT, 0), (wallet(1), 0)],
        [(wallet(1), -5), (wallet(1), 5)],
        [(MINT, -5), (wallet(1), 2), (wallet(1), 3)],
        [(MINT, -LIMIT - 1), (wallet(1), LIMIT + 1)],
    ],
    ids=["none", "alone", "not zero", "nothing moves", "to itself", "twice the same", "more than there is"],
)
def test_what_is_no_transaction(rows: list[tuple[Account, int]]):
    with pytest.raises(ValueError, match=r"transaction|posting"):
        transfer(*rows)


@given(accounts)
def test_nothing_moves_from_an_account_to_itself(account: Account):
    with pytest.raises(ValueError, match="each once"):
        move(Act.GRANT, Credit.CREDIT, 5, source=account, target=account)


def test_a_wallet_and_an_escrow_of_the_same_number_are_two_accounts():
    assert len({wallet(1), escrow(1), wallet(2), MINT, BURN}) == 5
    assert (wallet(7).kind, escrow(7).kind, MINT.owner) == (AccountKind.WALLET, AccountKind.ESCROW, 0)


# What leaders may


@given(st.integers())
def test_an_amount_is_one_to_all_there_can_ever_be(amount: int):
    if 1 <= amount <= LIMIT:
        assert check_amount(amount) == amount
    else:
        with pytest.raises(Invalid, match=r"wallet\.amount"):
            check_amount(amount)


@pytest.mark.parametrize("amount", [1, LIMIT])
def test_the_edges_of_an_amount_are_inside(amount: int):
    assert check_amount(amount) == amount
    for beyond in (amount - 1, amount + 1):
        if not 1 <= beyond <= LIMIT:
            with pytest.raises(Invalid):
                check_amount(beyond)


@given(amounts, st.integers(0, LIMIT))
def test_never_more_is_made_than_the_books_can_hold(amount: int, minted: int):
    if minted + amount <= LIMIT:
        check_grant(amount, minted)
    else:
        with pytest.raises(Conflict) as refusal:
            check_grant(amount, minted)
        assert refusal.value.code == ("wallet.none_left" if minted == LIMIT else "wallet.few_left")
        if minted < LIMIT:
            check_grant(int(refusal.value.facts["left"]), minted)  # pyright: ignore[reportArgumentType]


@given(amounts, st.integers(0, LIMIT))
def test_never_more_is_taken_than_there_is_and_the_refusal_says_how_much_that_is(amount: int, balance: int):
    if amount <= balance:
        check_take(amount, balance)
    else:
        with pytest.raises(Conflict) as refusal:
            check_take(amount, balance)
        assert refusal.value.code == ("wallet.too_few" if balance else "wallet.empty")
        assert refusal.value.facts == ({"amount": amount, "balance": balance} if balance else {})


@pytest.mark.parametrize(
    ("text", "tidy"), [(" won  the\nraffle ", "won the raffle"), ("x" * 300, "x" * 300), ("¿?", "¿?")]
)
def test_a_reason_is_one_line(text: str, tidy: str):
    assert check_reason(text) == tidy


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\u202e", "x" * (REASON_LIMIT + 1)])
def test_what_is_no_reason(text: str):
    with pytest.raises(Invalid, match=r"wallet\.reason_length"):
        check_reason(text)


# What people read


@pytest.mark.parametrize(
    ("act", "amount", "cost", "tickets"),
    [
        (Act.STAKE, -150, 50, 3),
        (Act.REFUND, 50, 50, 1),
        (Act.PAYOUT, 600, 50, 0),
        (Act.GRANT, 600, None, 0),
        (Act.STAKE, -150, None, 0),
    ],
)
def test_stakes_and_refunds_are_so_many_tickets(act: Act, amount: int, cost: int | None, tickets: int):
    line = Line(1, NOW, act, Credit.CREDIT, amount, 1000, None, None, None, cost, "")
    assert line.tickets == tickets


def test_officers_are_told_of_broken_books_and_nobody_of_grants_that_are_posted_anyway():
    assert [(event.name, event.audience) for event in EVENTS] == [("ledger.broken", Audience.OFFICERS)]
