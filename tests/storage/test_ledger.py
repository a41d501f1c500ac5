"""The ledger on disk: one transaction per key, nothing below zero, and nothing that was posted ever changes."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain.credit import Credit
from domain.errors import Conflict
from domain.ledger import BURN, LIMIT, MINT, Act, Posting, Transfer, escrow, move, wallet
from storage import ledger, members, pots, wallet_asks
from storage.engine import Database
from storage.ledger import AccountRow, PostingRow, TransactionRow
from storage.wallet_asks import AskState
from tests.storage.bookkeeping import AT, COST, GUILD, OTHER, Books, kept

MARA, TOM = 1, 2


@pytest.fixture
async def books(db: Database) -> Database:
    """Books that have everything: Mara is member 1, Tom is member 2."""
    assert await db.write(kept) == (MARA, TOM)
    return db


def grant(member_id: int, amount: int) -> Transfer:
    return move(Act.GRANT, Credit.CREDIT, amount, source=MINT, target=wallet(member_id))


# One per key


async def test_the_same_again_is_the_first_one_as_it_stood_then(db: Database):
    def work(tx: Connection) -> None:
        mara = Books(tx).member(9003)
        first = ledger.post(tx, GUILD, grant(mara, 100), key="grant:1", at=AT, note="a gift")
        assert (first.first, first.after) == (True, {MINT: -100, wallet(mara): 100})
        ledger.post(tx, GUILD, grant(mara, 50), key="grant:2", at=AT)
        again = ledger.post(tx, GUILD, grant(mara, 100), key="grant:1", at=AT, note="a gift")
        assert (again.first, again.after) == (False, {MINT: -100, wallet(mara): 100})
        assert again.transaction_id == first.transaction_id
        assert ledger.balance(tx, GUILD, Credit.CREDIT, wallet(mara)) == 150
        assert ledger.count(tx, GUILD, mara) == 2

    await db.write(work)


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 101},
        {"user": 9004},
        {"act": Act.PRIZE},
        {"credit": Credit.AI},
        {"note": "another gift"},
        {"pot": True},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_a_key_never_stands_for_anything_else(db: Database, other: dict[str, Any]):
    def work(tx: Connection) -> None:
        books = Books(tx)
        mara, whose = books.member(9003), books.member(other.get("user", 9003))
        ledger.post(tx, GUILD, grant(mara, 100), key="grant:1", at=AT, note="a gift")
        act, credit = other.get("act", Act.GRANT), other.get("credit", Credit.CREDIT)
        changed = move(act, credit, other.get("amount", 100), source=MINT, target=wallet(whose))
        pot_id = books.pot() if "pot" in other else None
        note = other.get("note", "a gift")
        with pytest.raises(Conflict, match=r"wallet\.key_taken"):
            ledger.post(tx, GUILD, changed, key="grant:1", at=AT, note=note, pot_id=pot_id)
        assert books.balance(mara) == 100
        assert ledger.circulation(tx, GUILD, Credit.CREDIT) == 100
        assert ledger.circulation(tx, GUILD, Credit.AI) == 0

    await db.write(work)


async def test_two_guilds_may_use_the_same_key(db: Database):
    def work(tx: Connection) -> None:
        for guild_id in (GUILD, OTHER):
            mara = Books(tx, guild_id).member(9003)
            assert ledger.post(tx, guild_id, grant(mara, 100), key="grant:1", at=AT).first
            assert ledger.circulation(tx, guild_id, Credit.CREDIT) == 100

    await db.write(work)


async def test_the_kinds_of_credit_are_kept_apart(books: Database):
    def work(tx: Connection) -> None:
        assert ledger.held(tx, MARA) == {Credit.CREDIT: 1000 - 4 * COST + 6 * COST, Credit.AI: 20}
        assert ledger.held(tx, TOM) == {Credit.CREDIT: 1000 - 6 * COST}
        assert ledger.held(tx, 404) == {}
        assert ledger.minted(tx, GUILD, Credit.CREDIT) == 2000
        assert ledger.circulation(tx, GUILD, Credit.CREDIT) == 2000
        assert ledger.circulation(tx, GUILD, Credit.AI) == 20
        assert ledger.circulation(tx, GUILD, Credit.LEAD) == 0

    await books.read(work)


async def test_what_is_burned_no_longer_circulates_and_was_minted_all_the_same(books: Database):
    def work(tx: Connection) -> None:
        taken = move(Act.TAKE, Credit.CREDIT, 300, source=wallet(TOM), target=BURN)
        assert ledger.post(tx, GUILD, taken, key="take:1", at=AT).after[BURN] == 300
        assert ledger.minted(tx, GUILD, Credit.CREDIT) == 2000
        assert ledger.circulation(tx, GUILD, Credit.CREDIT) == 1700

    await books.write(work)


async def test_one_refund_for_many_is_one_transaction(books: Database):
    def work(tx: Connection) -> None:
        friday = escrow(1)
        parts = (Posting(friday, -200), Posting(wallet(MARA), 150), Posting(wallet(TOM), 50))
        posted = ledger.post(tx, GUILD, Transfer(Act.REFUND, Credit.CREDIT, parts), key="refund:pot:1", at=AT, pot_id=1)
        assert posted.after == {friday: 0, wallet(MARA): 1250, wallet(TOM): 750}

    await books.write(work)


# Below zero, and beyond the limit


@pytest.mark.parametrize(
    ("source", "target"),
    [(wallet(TOM), BURN), (wallet(TOM), wallet(MARA)), (escrow(1), wallet(TOM)), (BURN, wallet(TOM))],
    ids=["wallet", "between wallets", "escrow", "burn"],
)
async def test_the_database_refuses_a_balance_below_zero_and_keeps_nothing(books: Database, source: Any, target: Any):
    before = await books.read(lambda tx: tx.execute(text("SELECT * FROM accounts")).fetchall())
    there = await books.read(lambda tx: ledger.balance(tx, GUILD, Credit.CREDIT, source))
    much = move(Act.TAKE, Credit.CREDIT, there + 1, source=source, target=target)
    with pytest.raises(IntegrityError, match="never_below_zero"):
        await books.write(lambda tx: ledger.post(tx, GUILD, much, key="take:1", at=AT))
    assert await books.read(lambda tx: tx.execute(text("SELECT * FROM accounts")).fetchall()) == before
    assert await books.read(lambda tx: tx.execute(text("SELECT * FROM transactions WHERE key = 'take:1'")).all()) == []


async def test_a_wallet_that_was_never_used_cannot_begin_below_zero(db: Database):
    def work(tx: Connection) -> None:
        mara = Books(tx).member(9003)
        ledger.post(tx, GUILD, move(Act.TAKE, Credit.CREDIT, 1, source=wallet(mara), target=BURN), key="take:1", at=AT)

    with pytest.raises(IntegrityError, match="never_below_zero"):
        await db.write(work)


async def test_exactly_all_there_is_can_go(books: Database):
    def work(tx: Connection) -> int:
        all_ = Books(tx).balance(TOM)
        taken = move(Act.TAKE, Credit.CREDIT, all_, source=wallet(TOM), target=BURN)
        return ledger.post(tx, GUILD, taken, key="take:1", at=AT).after[wallet(TOM)]

    assert await books.write(work) == 0


async def test_the_mint_ends_at_the_limit(db: Database):
    def work(tx: Connection) -> int:
        mara = Books(tx).member(9003)
        return ledger.post(tx, GUILD, grant(mara, LIMIT), key="grant:1", at=AT).after[wallet(mara)]

    assert await db.write(work) == LIMIT
    with pytest.raises(IntegrityError, match="limit"):
        await db.write(lambda tx: ledger.post(tx, GUILD, grant(1, 1), key="grant:2", at=AT))


# Reading


async def test_a_history_tells_every_line_newest_first_with_what_was_there_afterwards(books: Database):
    lines = await books.read(lambda tx: ledger.history(tx, GUILD, MARA))
    assert [(line.act, line.credit, line.amount, line.after, line.pot, line.tickets) for line in lines] == [
        (Act.PAYOUT, Credit.CREDIT, 500, 1100, "Monday Pot", 0),
        (Act.STAKE, Credit.CREDIT, -200, 600, "Monday Pot", 4),
        (Act.STAKE, Credit.CREDIT, -50, 800, "Friday Pot", 1),
        (Act.STAKE, Credit.CREDIT, -150, 850, "Friday Pot", 3),
        (Act.GRANT, Credit.AI, 20, 20, None, 0),
        (Act.GRANT, Credit.CREDIT, 1000, 1000, None, 0),
    ]
    assert [line.actor for line in lines] == [None, MARA, MARA, MARA, None, TOM]
    assert (lines[-1].note, lines[0].note, lines[0].at, lines[0].pot_id) == ("for the raid night", "", AT, 2)
    refund = (await books.read(lambda tx: ledger.history(tx, GUILD, TOM)))[1]
    assert (refund.act, refund.amount, refund.tickets) == (Act.REFUND, 100, 2)


async def test_a_history_has_pages_and_knows_how_many_lines_there_are(books: Database):
    whole = await books.read(lambda tx: ledger.history(tx, GUILD, MARA))
    assert await books.read(lambda tx: ledger.count(tx, GUILD, MARA)) == len(whole) == 6
    pages = [
        await books.read(lambda tx, at=at: ledger.history(tx, GUILD, MARA, limit=4, offset=at)) for at in (0, 4, 8)
    ]
    assert pages == [whole[:4], whole[4:], []]


async def test_nobody_s_history_holds_a_line_of_another_guild(books: Database):
    def work(tx: Connection) -> None:
        elsewhere = Books(tx, OTHER).member(9003)
        assert [line.amount for line in ledger.history(tx, OTHER, elsewhere)] == [5]
        for guild_id, member_id in ((OTHER, MARA), (GUILD, elsewhere)):
            assert ledger.history(tx, guild_id, member_id) == []
            assert ledger.count(tx, guild_id, member_id) == 0

    await books.write(work)


async def test_what_a_transaction_left_in_a_wallet_is_found_by_its_key(books: Database):
    def work(tx: Connection) -> None:
        assert ledger.after(tx, GUILD, "first", MARA) == 1000
        for guild_id, key, member_id in ((GUILD, "first", TOM), (GUILD, "second", MARA), (OTHER, "first", MARA)):
            assert ledger.after(tx, guild_id, key, member_id) is None

    await books.read(work)


async def test_what_somebody_has_in_pots_are_their_live_stakes(books: Database):
    def work(tx: Connection) -> list[int]:
        return [pots.staked(tx, member_id) for member_id in (MARA, TOM, 404)]

    assert await books.read(work) == [4 * COST, 0, 0]


# Erasing


async def test_only_what_a_person_wrote_is_erased(books: Database):
    def work(tx: Connection) -> None:
        Books(tx).grant(TOM, 5, by=MARA, note="back at you")
        before = [(line.amount, line.after) for line in ledger.history(tx, GUILD, MARA)]
        assert ledger.written_by(tx, TOM) == ["for the raid night"]
        ledger.erase_notes(tx, TOM)
        assert ledger.written_by(tx, TOM) == []
        assert ledger.written_by(tx, MARA) == ["back at you"]
        lines = ledger.history(tx, GUILD, MARA)
        assert [line.note for line in lines] == [""] * len(lines)
        assert [(line.amount, line.after) for line in lines] == before

    await books.write(work)


# What was posted never changes


TABLES = {"accounts": AccountRow, "transactions": TransactionRow, "postings": PostingRow}
OTHERWISE: dict[str, object] = {
    "key": "x", "act": "prize", "credit": "lead", "kind": "burn", "note": "another", "at": AT,
}  # fmt: skip
FROZEN = [
    (name, column.name)
    for name, row in TABLES.items()
    for column in row.__table__.columns
    if (name, column.name) != ("accounts", "balance")
]


async def refused(db: Database, act: Callable[[Connection], object]) -> str:
    with pytest.raises(DBAPIError) as refusal:
        await db.write(act)
    return str(refusal.value.orig)


@pytest.mark.parametrize(("table", "column"), FROZEN)
async def test_no_column_of_the_ledger_can_be_updated(books: Database, table: str, column: str):
    change = update(TABLES[table]).values({column: OTHERWISE.get(column, 999)})
    why = await refused(books, lambda tx: tx.execute(change))
    assert why in ("the ledger is append-only", "an account keeps its owner", "a note is only erased")


@pytest.mark.parametrize("table", TABLES)
async def test_no_row_of_the_ledger_can_be_deleted(books: Database, table: str):
    assert await refused(books, lambda tx: tx.execute(delete(TABLES[table]))) == "the ledger is append-only"


@pytest.mark.parametrize(
    "columns",
    [
        ("accounts", "id, guild_id, credit, kind, member_id, pot_id, 999999"),
        ("transactions", "id, guild_id, key, act, credit, actor, pot_id, at, 'another'"),
        ("postings", "transaction_id, account_id, amount + 1, after"),
    ],
    ids=lambda one: one[0],
)
async def test_no_row_of_the_ledger_can_be_replaced(books: Database, columns: tuple[str, str]):
    table, values = columns
    replace = text(f"INSERT OR REPLACE INTO {table} SELECT {values} FROM {table} LIMIT 1")
    assert await refused(books, lambda tx: tx.execute(replace)) == "the ledger is append-only"


@pytest.mark.parametrize("table", ["accounts", "transactions"])
async def test_a_row_cannot_slip_away_under_another_number(books: Database, table: str):
    renumber = text(f"UPDATE {table} SET rowid = 999 WHERE id = 1")
    assert "FOREIGN KEY" in await refused(books, lambda tx: tx.execute(renumber))


async def test_a_note_can_be_erased_and_nothing_else_be_put_there(books: Database):
    assert (
        await refused(books, lambda tx: tx.execute(update(TransactionRow).values(note="x"))) == "a note is only erased"
    )
    await books.write(lambda tx: tx.execute(update(TransactionRow).values(note="")))


async def test_a_member_has_one_wallet_of_a_kind_and_a_guild_one_mint(books: Database):
    for kind in ("wallet", "escrow", "mint"):
        values = "guild_id, credit, kind, member_id, pot_id, 0"
        again = (
            f"INSERT INTO accounts (guild_id, credit, kind, member_id, pot_id, balance) SELECT {values} FROM accounts"
        )
        twice = text(f"{again} WHERE kind = '{kind}' LIMIT 1")
        assert "UNIQUE" in await refused(books, lambda tx, twice=twice: tx.execute(twice))


# What leaders ask for themselves


async def test_a_request_is_decided_once(db: Database):
    def work(tx: Connection) -> None:
        mara, tom = (members.ensure(tx, GUILD, user, AT).id for user in (9003, 9004))
        ask_id = wallet_asks.ask(tx, GUILD, mara, -50, "lost a bet", AT)
        assert wallet_asks.waiting(tx, mara, -50, "lost a bet") == ask_id
        for other in ((tom, -50, "lost a bet"), (mara, 50, "lost a bet"), (mara, -50, "won")):
            assert wallet_asks.waiting(tx, *other) is None
        assert wallet_asks.decide(tx, ask_id, AskState.APPROVED, by=tom, now=AT)
        assert not wallet_asks.decide(tx, ask_id, AskState.REFUSED, by=tom, now=AT)
        assert wallet_asks.waiting(tx, mara, -50, "lost a bet") is None
        found = wallet_asks.find(tx, GUILD, ask_id)
        assert found is not None
        assert (found.amount, found.state, found.decided_by, found.decided_at) == (-50, AskState.APPROVED, tom, AT)
        assert wallet_asks.find(tx, OTHER, ask_id) is None
        assert wallet_asks.concerning(tx, mara) == wallet_asks.concerning(tx, tom) == [(GUILD, ask_id)]

    await db.write(work)


async def test_what_an_erased_leader_asked_is_withdrawn_and_its_reason_gone(db: Database):
    def work(tx: Connection) -> None:
        mara, tom = (members.ensure(tx, GUILD, user, AT).id for user in (9003, 9004))
        decided, waits = (wallet_asks.ask(tx, GUILD, mara, amount, "mine", AT) for amount in (1, 2))
        theirs = wallet_asks.ask(tx, GUILD, tom, 3, "theirs", AT)
        wallet_asks.decide(tx, decided, AskState.APPROVED, by=tom, now=AT)
        wallet_asks.erase(tx, mara, AT)
        found = [wallet_asks.find(tx, GUILD, one) for one in (decided, waits, theirs)]
        assert [(one.state, one.reason, one.decided_by) for one in found if one] == [
            (AskState.APPROVED, "", tom),
            (AskState.REFUSED, "", None),
            (AskState.WAITING, "theirs", None),
        ]

    await db.write(work)
