"""Whatever moves, in whatever order and however often: the books add up after every step, and against a plain count."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from domain.credit import Credit
from domain.errors import Conflict
from domain.ledger import BURN, MINT, Account, Act, Posting, Transfer, escrow, move, wallet
from storage import ledger, ledger_check, pots
from storage.engine import writing
from tests.storage.bookkeeping import AT, COST, GUILD, Books

PEOPLE, POTS = 4, 2

people, which = st.integers(0, PEOPLE - 1), st.integers(0, POTS - 1)
amounts, tickets = st.integers(1, 400), st.integers(1, 4)
kinds = st.sampled_from([Credit.CREDIT, Credit.CREDIT, Credit.AI])
keys = st.integers(1, 12)
steps = st.one_of(
    st.tuples(st.just("grant"), people, kinds, amounts, keys),
    st.tuples(st.just("take"), people, kinds, amounts, keys),
    st.tuples(st.just("share"), people, people, amounts, keys),
    st.tuples(st.just("stake"), people, which, tickets),
    st.tuples(st.just("leave"), people, which),
    st.tuples(st.just("settle"), people, which),
    st.tuples(st.just("erase"), people, kinds),
)

Row = tuple[Credit, Account]


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    """A database of which every example takes back what it did."""
    made = writing(path)
    yield made
    made.dispose()


@dataclass
class World:
    """The books beside a plain count of what should be in them."""

    tx: Connection
    books: Books = field(init=False)
    members: list[int] = field(init=False)
    pots: list[int] = field(init=False)
    count: Counter[Row] = field(default_factory=Counter[Row])
    known: dict[str, Transfer] = field(default_factory=dict[str, Transfer])

    def __post_init__(self) -> None:
        self.books = Books(self.tx)
        self.members = [self.books.member(9000 + number) for number in range(PEOPLE)]
        self.pots = [self.books.pot(f"Pot {number}", tickets=20) for number in range(POTS)]

    def post(self, transfer: Transfer, key: str) -> None:
        """Post it as a service does; what the books refuse changes nothing."""
        stands = self.known.get(key)
        short = any(
            self.count[transfer.credit, posting.account] + posting.amount < 0
            for posting in transfer.postings
            if posting.account != MINT
        )
        savepoint = self.tx.begin_nested()
        try:
            posted = ledger.post(self.tx, GUILD, transfer, key=key, at=AT)
        except Conflict:
            savepoint.rollback()
            assert stands is not None, "the key is free"
            assert stands != transfer, "the same again is no conflict"
        except IntegrityError:
            savepoint.rollback()
            assert stands is None, "what stands is not tried again"
            assert short, "there is enough"
        else:
            savepoint.commit()
            assert posted.first == (stands is None)
            assert stands is None or stands == transfer, "the key stands for something else"
            if posted.first:
                assert not short, "there is not enough"
                self.known[key] = transfer
                self._add(transfer)
                assert posted.after == {
                    one.account: self.count[transfer.credit, one.account] for one in transfer.postings
                }

    def grant(self, who: int, credit: Credit, amount: int, key: int) -> None:
        self.post(move(Act.GRANT, credit, amount, source=MINT, target=wallet(self.members[who])), f"key:{key}")

    def take(self, who: int, credit: Credit, amount: int, key: int) -> None:
        self.post(move(Act.TAKE, credit, amount, source=wallet(self.members[who]), target=BURN), f"key:{key}")

    def share(self, one: int, other: int, amount: int, key: int) -> None:
        """A prize for two, out of nothing."""
        if one != other:
            halves = (Posting(wallet(self.members[one]), amount), Posting(wallet(self.members[other]), amount))
            self.post(Transfer(Act.PRIZE, Credit.CREDIT, (Posting(MINT, -2 * amount), *halves)), f"key:{key}")

    def stake(self, who: int, pot: int, many: int) -> None:
        member, paid = self.members[who], many * COST
        row = pots.find(self.tx, GUILD, self.pots[pot])
        if row is None or row.over or many > row.room or self.count[Credit.CREDIT, wallet(member)] < paid:
            return
        self.books.stake(member, row.id, many)
        self._add(move(Act.STAKE, Credit.CREDIT, paid, source=wallet(member), target=escrow(row.id)))

    def leave(self, who: int, pot: int) -> None:
        member, pot_id = self.members[who], self.pots[pot]
        if paid := sum(one.paid for one in pots.live_stakes(self.tx, pot_id, member)):
            self.books.leave(member, pot_id)
            self._add(move(Act.REFUND, Credit.CREDIT, paid, source=escrow(pot_id), target=wallet(member)))

    def settle(self, who: int, pot: int) -> None:
        pot_id = self.pots[pot]
        if (held := self.count[Credit.CREDIT, escrow(pot_id)]) > 0:
            self.books.settle(self.members[who], pot_id)
            self._add(move(Act.PAYOUT, Credit.CREDIT, held, source=escrow(pot_id), target=wallet(self.members[who])))

    def erase(self, who: int, credit: Credit) -> None:
        member = self.members[who]
        if left := self.count[credit, wallet(member)]:
            key = f"erasure:{member}:{credit}:{len(self.known)}"
            self.post(move(Act.ERASURE, credit, left, source=wallet(member), target=BURN), key)

    def look(self) -> None:
        """Every account is what the plain count says, and the books' own rules hold."""
        for (credit, account), amount in self.count.items():
            assert ledger.balance(self.tx, GUILD, credit, account) == amount
        for credit in Credit:
            circulating = sum(
                amount
                for (kind, account), amount in self.count.items()
                if kind is credit and account not in (MINT, BURN)
            )
            assert ledger.circulation(self.tx, GUILD, credit) == circulating
            assert ledger.minted(self.tx, GUILD, credit) == -self.count[credit, MINT]
        assert min((amount for (_, account), amount in self.count.items() if account != MINT), default=0) >= 0
        unbalanced = "SELECT transaction_id FROM postings GROUP BY transaction_id HAVING sum(amount) <> 0"
        assert self.tx.execute(text(unbalanced)).all() == []
        assert self.tx.execute(text("SELECT coalesce(sum(amount), 0) FROM postings")).scalar() == 0
        assert ledger_check.check(self.tx) == []

    def read_back(self) -> None:
        """Every wallet's lines lead from nothing to what is in it."""
        for member in self.members:
            for credit in Credit:
                so_far = 0
                for line in reversed(ledger.history(self.tx, GUILD, member)):
                    if line.credit is credit:
                        so_far += line.amount
                        assert line.after == so_far
                assert so_far == self.count[credit, wallet(member)]

    def _add(self, transfer: Transfer) -> None:
        for posting in transfer.postings:
            self.count[transfer.credit, posting.account] += posting.amount


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(steps, max_size=30))
def test_the_books_add_up_after_every_step(engine: Engine, history: list[tuple[str, ...]]):
    with engine.connect() as connection:
        outer = connection.begin()
        world = World(connection)
        for act, *given_ in history:
            getattr(world, act)(*given_)
            world.look()
        world.read_back()
        outer.rollback()
