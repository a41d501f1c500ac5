"""What wallets keep about a person can be had and erased; what moved stays, and the books still add up."""

import json

import pytest

from domain.credit import Credit
from domain.ledger import Act
from domain.ledger_events import ASK_PANEL
from domain.people import Actor
from services.desk import Desk
from services.pots import LedgerKeeper
from services.privacy import HouseKeeper, Privacy
from services.wallet import Wallets
from storage import ledger, members, panels
from tests.services.banking import MARA, SECOND, adds_up, asked, granted, refused, rows
from tests.services.conftest import GUILD
from tests.storage.bookkeeping import Books


@pytest.fixture
def wallets(desk: Desk) -> Wallets:
    """The service in a guild with a leaders' role."""
    return Wallets(desk)


@pytest.fixture
def privacy(desk: Desk) -> Privacy:
    """The hooks that have to do with wallets."""
    return Privacy(desk, (HouseKeeper(), LedgerKeeper(desk.clock)))


async def member_of(desk: Desk, user_id: int) -> int:
    member = await desk.db.read(lambda tx: members.find(tx, GUILD, user_id))
    assert member is not None
    return member.id


async def test_an_export_holds_every_line_and_all_that_was_written(
    wallets: Wallets, privacy: Privacy, desk: Desk, leader: Actor
):
    await wallets.grant(leader, MARA, 500, "a gift", 1)
    await granted(wallets, SECOND, leader.user_id, 80, 2)
    await asked(wallets, leader)
    kept = await privacy.export(leader)
    assert kept["wallet"] == {"credit": 80}
    assert [(line["act"], line["amount"], line["after"], line["note"]) for line in kept["wallet_lines"]] == [
        ("grant", 80, 80, "a gift")
    ]
    assert kept["wallet_notes"] == ["a gift"]
    assert json.loads(json.dumps(kept)) == kept, "a file can be made of it"
    assert [(ask["amount"], ask["reason"], ask["state"]) for ask in kept["wallet_asks"]] == [
        (50, "for the bank", "waiting")
    ]
    assert kept["log_notes"] == ["a gift", "for the bank"]


async def test_erasing_burns_what_is_left_and_the_books_still_add_up(
    wallets: Wallets, privacy: Privacy, desk: Desk, leader: Actor
):
    await wallets.grant(leader, MARA, 500, "a secret gift", 1)
    await granted(wallets, SECOND, leader.user_id, 80, 2)
    await desk.db.write(lambda tx: Books(tx).grant(Books(tx).member(leader.user_id), 20, Credit.AI))
    ask = await asked(wallets, leader, reason="a secret wish")
    await desk.db.write(
        lambda tx: panels.hang(tx, GUILD, ASK_PANEL, ask.id, channel_id=1, message_id=2, now=desk.clock())
    )
    mine = await member_of(desk, leader.user_id)
    assert await privacy.erase(leader)
    held = await desk.db.read(lambda tx: ledger.held(tx, mine))
    assert held == {Credit.CREDIT: 0, Credit.AI: 0}
    assert await desk.db.read(lambda tx: ledger.circulation(tx, GUILD, Credit.CREDIT)) == 500
    assert await desk.db.read(lambda tx: ledger.circulation(tx, GUILD, Credit.AI)) == 0
    assert [(line.act, line.after) for line in await desk.db.read(lambda tx: ledger.history(tx, GUILD, mine))][:2] == [
        (Act.ERASURE, 0),
        (Act.ERASURE, 0),
    ]
    for table, column in (("transactions", "note"), ("wallet_asks", "reason"), ("audit_notes", "text")):
        assert await rows(desk, f"SELECT 1 FROM {table} WHERE {column} LIKE '%secret%'") == []
    gone = await wallets.ask_as_it_stands(GUILD, ask.id)
    assert (gone.withdrawn, gone.user_id, gone.reason) == (True, None, "")
    assert (await refused(wallets.approve(SECOND, ask.id)))[0] == "wallet.ask_decided"
    assert await rows(desk, "SELECT wanted FROM panels") == [(2,)], "what hangs there named them"
    assert await adds_up(desk)


async def test_what_another_leader_wrote_and_holds_is_theirs_to_keep(
    wallets: Wallets, privacy: Privacy, desk: Desk, leader: Actor
):
    await granted(wallets, SECOND, leader.user_id, 80, 1)
    await granted(wallets, leader, SECOND.user_id, 30, 2)
    await privacy.erase(leader)
    assert await rows(desk, "SELECT note FROM transactions WHERE act = 'grant' ORDER BY id") == [("a gift",), ("",)]
    assert (await wallets.show(SECOND)).held == {Credit.CREDIT: 30}
    assert (await wallets.show(SECOND)).newest.users == {(await wallets.show(SECOND)).newest.lines[0].actor: None}


async def test_who_comes_back_begins_with_nothing(
    wallets: Wallets, privacy: Privacy, desk: Desk, leader: Actor, raider: Actor
):
    await granted(wallets, leader, raider.user_id, 80, 1)
    await privacy.erase(raider)
    assert (await wallets.show(raider)).newest.lines == ()
    assert (await granted(wallets, leader, raider.user_id, 5, 2)).balance == 5
