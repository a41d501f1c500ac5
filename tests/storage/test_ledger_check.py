"""Re-adding the ledger finds whatever somebody with the file changes in it, says where, and says nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.ledger import LIMIT, Fault, Rule
from storage import ledger_check
from storage.engine import Database
from tests.storage.bookkeeping import GUILD, OTHER, kept

MARA, TOM, FRIDAY = 1, 2, 1
WALLET = f"(SELECT id FROM accounts WHERE member_id = {MARA} AND credit = 'credit')"
FIRST = "(SELECT id FROM transactions WHERE key = 'first')"
NEW = "(SELECT max(id) FROM transactions)"
LAST = f"(SELECT max(transaction_id) FROM postings WHERE account_id = {WALLET})"
HERS = f"transaction_id = {LAST} AND account_id = {WALLET}"
TOMS = f"(SELECT id FROM accounts WHERE member_id = {TOM})"
COLUMNS = "guild_id, key, act, credit, at, note"
ENTER = f"INSERT INTO transactions ({COLUMNS}) VALUES ({GUILD}, 'forged', 'grant', 'credit', 0, '')"


class Forger:
    """Somebody with the file and a copy of SQLite, who takes every guard down first."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, *statements: str) -> None:
        """Carry these out."""
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints=ON")
            for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            for statement in statements:
                assert connection.execute(statement).rowcount > 0, statement

    def account(self, member_id: int) -> int:
        """The id of somebody's wallet."""
        with closing(sqlite3.connect(self._path)) as connection:
            query = "SELECT id FROM accounts WHERE member_id = ? AND credit = 'credit'"
            return connection.execute(query, (member_id,)).fetchone()[0]


@pytest.fixture
async def books(db: Database) -> Database:
    """Books that have everything, in two guilds."""
    await db.write(kept)
    return db


@pytest.fixture
def forge(path: Path) -> Forger:
    """Breaks in when called."""
    return Forger(path)


async def found(db: Database) -> list[Fault]:
    return await db.read(ledger_check.check)


def moved(amount: int, *, of: str = WALLET, to: str = TOMS) -> tuple[str, ...]:
    """A transaction of so many credits into one account and out of another, entered by hand but without a fault."""
    line = f"INSERT INTO postings SELECT {NEW}, id, {{0}}, balance + {{0}} FROM accounts WHERE id = {{1}}"
    balance = "UPDATE accounts SET balance = balance + {0} WHERE id = {1}"
    both = ((amount, of), (-amount, to))
    return ENTER, *(statement.format(*one) for one in both for statement in (line, balance))


FORGERIES = {
    "a line of nothing": (
        [f"UPDATE postings SET amount = 0 WHERE transaction_id = {FIRST}"],
        {Rule.AMOUNT},
    ),
    "a line of more than there is": (
        [f"UPDATE postings SET amount = {LIMIT + 1} WHERE transaction_id = {FIRST} AND account_id = {WALLET}"],
        {Rule.AMOUNT},
    ),
    "lines whose sum no database holds": (
        ["UPDATE postings SET amount = 9223372036854775807 WHERE amount > 0"],
        {Rule.AMOUNT},
    ),
    "a line of words": (
        [f"UPDATE postings SET amount = 'lots' WHERE transaction_id = {FIRST} AND account_id = {WALLET}"],
        {Rule.AMOUNT},
    ),
    "a balance of more than there is": (
        [f"UPDATE accounts SET balance = 9223372036854775807 WHERE guild_id = {OTHER}"],
        {Rule.ACCOUNT},
    ),
    "a balance of words": (
        [f"UPDATE accounts SET balance = 'lots' WHERE guild_id = {OTHER}"],
        {Rule.ACCOUNT},
    ),
    "a line that says more than was given": (
        [f"UPDATE postings SET amount = amount + 1 WHERE {HERS}"],
        {Rule.TRANSACTION, Rule.ACCOUNT, Rule.LINE},
    ),
    "the same with everything made to fit": (
        [
            f"UPDATE postings SET amount = amount + 1, after = after + 1 WHERE {HERS}",
            f"UPDATE accounts SET balance = balance + 1 WHERE id = {WALLET}",
        ],
        {Rule.TRANSACTION, Rule.CIRCULATION},
    ),
    "a line that is gone": (
        [f"DELETE FROM postings WHERE {HERS}"],
        {Rule.TRANSACTION, Rule.ACCOUNT},
    ),
    "a transaction without its lines": (
        [f"DELETE FROM postings WHERE transaction_id = {LAST}"],
        {Rule.EMPTY, Rule.ACCOUNT},
    ),
    "a transaction that never moved anything": ([ENTER], {Rule.EMPTY}),
    "lines without their transaction": ([f"DELETE FROM transactions WHERE id = {LAST}"], {Rule.MIXED}),
    "lines without their account": (
        [f"DELETE FROM accounts WHERE id = {WALLET}"],
        {Rule.MIXED, Rule.CIRCULATION},
    ),
    "a wallet that moved to another guild": (
        [f"UPDATE accounts SET guild_id = {OTHER} WHERE id = {WALLET}"],
        {Rule.MIXED, Rule.CIRCULATION},
    ),
    "a transaction that moved to another guild": (
        [f"UPDATE transactions SET guild_id = {OTHER} WHERE id = {FIRST}"],
        {Rule.MIXED},
    ),
    "credits that became another kind": (
        [f"UPDATE transactions SET credit = 'lead' WHERE id = {FIRST}"],
        {Rule.MIXED},
    ),
    "a wallet that was helped up": (
        [f"UPDATE accounts SET balance = balance + 1 WHERE id = {WALLET}"],
        {Rule.ACCOUNT, Rule.CIRCULATION},
    ),
    "a wallet that was helped up from another": (
        [
            f"UPDATE accounts SET balance = balance + 1 WHERE id = {WALLET}",
            f"UPDATE accounts SET balance = balance - 1 WHERE member_id = {TOM}",
        ],
        {Rule.ACCOUNT},
    ),
    "a wallet below zero": (moved(-5000), {Rule.BELOW_ZERO}),
    "a line that says another balance": (
        [f"UPDATE postings SET after = after + 1 WHERE {HERS}"],
        {Rule.LINE},
    ),
    "credits out of nowhere": (moved(7)[:3], {Rule.TRANSACTION, Rule.CIRCULATION}),
    "an escrow that was helped up": (
        moved(50, of=f"(SELECT id FROM accounts WHERE pot_id = {FRIDAY})", to=WALLET),
        {Rule.ESCROW},
    ),
    "a stake that says more was paid": (
        ["UPDATE pot_stakes SET paid = paid + 50 WHERE id = (SELECT min(id) FROM pot_stakes WHERE state = 'live')"],
        {Rule.ESCROW},
    ),
    "a stake that is gone": (
        ["DELETE FROM pot_stakes WHERE id = (SELECT min(id) FROM pot_stakes WHERE state = 'live')"],
        {Rule.ESCROW, Rule.SOLD},
    ),
    "a stake that came back to life": (
        ["UPDATE pot_stakes SET state = 'live' WHERE state = 'returned'"],
        {Rule.ESCROW, Rule.SOLD},
    ),
    "a pot that says it sold more": (["UPDATE pots SET sold = sold + 1 WHERE state = 'settled'"], {Rule.SOLD}),
}


async def test_sound_books_have_no_fault(books: Database):
    assert await found(books) == []
    assert await books.read(ledger_check.guilds) == [GUILD, OTHER]


async def test_empty_books_have_no_fault(db: Database):
    assert await found(db) == []
    assert await db.read(ledger_check.guilds) == []


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_every_forgery_breaks_exactly_the_rules_that_it_breaks(books: Database, forge: Forger, forgery: str):
    statements, rules = FORGERIES[forgery]
    forge(*statements)
    faults = await found(books)
    assert {fault.rule for fault in faults} == rules
    assert len(faults) <= 20, "one that is wrong puts nothing else in the wrong"
    for fault in faults:
        assert fault.found != fault.expected or fault.rule in (Rule.AMOUNT, Rule.BELOW_ZERO)


def test_every_rule_is_tried():
    assert {rule for _, rules in FORGERIES.values() for rule in rules} == set(Rule)


async def test_transfers_by_hand_without_a_fault_are_none(books: Database, forge: Forger):
    forge(*moved(-7))
    assert await found(books) == [], "else the forgeries above are found for what they are not"


async def test_a_fault_says_where_it_is_and_what_was_found(books: Database, forge: Forger):
    forge(f"UPDATE accounts SET balance = balance + 1 WHERE id = {WALLET}")
    account, circulation = await found(books)
    assert account == Fault(Rule.ACCOUNT, GUILD, forge.account(MARA), 1101, 1100)
    assert circulation == Fault(Rule.CIRCULATION, GUILD, GUILD, 1, 0)


async def test_a_line_that_is_wrong_is_named_with_the_one_after_it_and_no_other(books: Database, forge: Forger):
    forge(f"UPDATE postings SET after = after + 1 WHERE transaction_id = {FIRST} AND account_id = {WALLET}")
    first, second = await found(books)
    assert (first.rule, second.rule) == (Rule.LINE, Rule.LINE)
    assert (first.found, first.expected) == (1001, 1000)
    assert (second.found, second.expected) == (850, 851)


async def test_a_fault_is_that_of_its_own_guild(books: Database, forge: Forger):
    forge(f"UPDATE accounts SET balance = balance + 1 WHERE guild_id = {OTHER} AND kind = 'wallet'")
    assert {fault.guild_id for fault in await found(books)} == {OTHER}


async def test_what_belongs_to_nobody_any_more_is_of_no_guild(books: Database, forge: Forger):
    forge("DELETE FROM transactions", "DELETE FROM accounts WHERE kind <> 'escrow'")
    assert None in {fault.guild_id for fault in await found(books)}


async def test_so_many_faults_are_told_and_no_more(books: Database, forge: Forger, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ledger_check, "MOST", 3)
    forge("UPDATE postings SET after = after + transaction_id")
    assert len(await found(books)) == 3
