"""Paying many at once leaves the books as paying one by one does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from domain.credit import Credit
from domain.ledger import MINT, Act, move, wallet
from storage import ledger, ledger_check, members
from storage.engine import writing
from storage.ledger_many import Payment, pay

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ONE_BY_ONE, AT_ONCE = 77, 88
AMOUNTS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 10**12)), max_size=12)


def people(tx: Connection, guild_id: int) -> list[int]:
    """Seven members; the first has credits already."""
    found = [members.ensure(tx, guild_id, 9000 + number, AT).id for number in range(7)]
    if ledger.minted(tx, guild_id, Credit.CREDIT) == 0:
        gift = move(Act.GRANT, Credit.CREDIT, 50, source=MINT, target=wallet(found[0]))
        ledger.post(tx, guild_id, gift, key="gift", at=AT)
    return found


def lines(tx: Connection, guild_id: int, found: list[int]) -> list[list[tuple[object, ...]]]:
    """Everybody's wallet, line by line."""
    return [
        [(one.amount, one.after, one.act, one.note, one.at, one.actor) for one in ledger.history(tx, guild_id, who)]
        for who in found
    ]


@given(AMOUNTS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_wallet_reads_as_if_each_had_been_paid_alone(path: Path, amounts: list[tuple[int, int]]):
    engine = writing(path)
    with engine.begin() as tx:
        singly, together = people(tx, ONE_BY_ONE), people(tx, AT_ONCE)
        start = len(ledger.history(tx, ONE_BY_ONE, singly[0])), ledger.minted(tx, ONE_BY_ONE, Credit.CREDIT)
        for number, (who, amount) in enumerate(amounts):
            prize = move(Act.PRIZE, Credit.CREDIT, amount, source=MINT, target=wallet(singly[who - 1]))
            ledger.post(tx, ONE_BY_ONE, prize, key=f"{start}:{number}", at=AT, note="Pet")
        payments = [
            Payment(together[who - 1], amount, f"{start}:{number}", "Pet")
            for number, (who, amount) in enumerate(amounts)
        ]
        pay(tx, AT_ONCE, Act.PRIZE, Credit.CREDIT, payments, at=AT)
        assert lines(tx, ONE_BY_ONE, singly) == lines(tx, AT_ONCE, together)
        assert ledger.minted(tx, ONE_BY_ONE, Credit.CREDIT) == ledger.minted(tx, AT_ONCE, Credit.CREDIT)
        assert ledger_check.check(tx) == []
    engine.dispose()


def test_more_people_than_are_looked_up_at_once(path: Path):
    engine = writing(path)
    with engine.begin() as tx:
        found = [members.ensure(tx, AT_ONCE, number, AT).id for number in range(1, 1203)]
        for turn in ("first", "second"):
            payments = [Payment(who, 5, f"{turn}:{who}", "") for who in found]
            pay(tx, AT_ONCE, Act.PRIZE, Credit.CREDIT, payments, at=AT)
        assert {ledger.balance(tx, AT_ONCE, Credit.CREDIT, wallet(who)) for who in found} == {10}
        assert ledger_check.check(tx) == []
    engine.dispose()


def test_a_key_is_paid_once(path: Path):
    engine = writing(path)
    with engine.begin() as tx:
        (who, *_) = people(tx, AT_ONCE)
        pay(tx, AT_ONCE, Act.PRIZE, Credit.CREDIT, [Payment(who, 5, "prize", "")], at=AT)
    with pytest.raises(IntegrityError), engine.begin() as tx:
        pay(tx, AT_ONCE, Act.PRIZE, Credit.CREDIT, [Payment(who, 5, "prize", "")], at=AT)
    with engine.begin() as tx:
        assert ledger.balance(tx, AT_ONCE, Credit.CREDIT, wallet(who)) == 55
        assert tx.execute(text("SELECT count(*) FROM transactions WHERE key = 'prize'")).scalar() == 1
        with pytest.raises(ValueError, match="at least one"):
            pay(tx, AT_ONCE, Act.PRIZE, Credit.CREDIT, [Payment(who, 0, "nothing", "")], at=AT)
    engine.dispose()
