"""Wallets: what leaders grant and take stands once, and nobody decides about their own."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from domain.credit import Credit
from domain.ledger import LIMIT, Act
from domain.ledger_events import ASK_PANEL
from domain.people import Actor
from services.desk import Desk
from services.wallet import NEWEST, PAGE, Ask, Moved, Wallets
from storage import ledger, panels
from storage.wallet_asks import AskState
from tests.services.banking import ELSEWHERE, MARA, SECOND, TOM, adds_up, asked, granted, log_of, refused, rows
from tests.services.conftest import GUILD
from tests.storage.bookkeeping import Books


@pytest.fixture
def wallets(desk: Desk) -> Wallets:
    """The service in a guild with a leaders' role."""
    return Wallets(desk)


# Granting and taking


async def test_a_grant_is_in_the_wallet_in_its_history_and_in_the_log(wallets: Wallets, desk: Desk, leader: Actor):
    done = await wallets.grant(leader, MARA, 500, "  for the\nraid night ", 1)
    assert done == Moved(Act.GRANT, 500, "for the raid night", MARA, leader.user_id, 500)
    assert (await wallets.take(leader, MARA, 200, "too many", 2)) == Moved(
        Act.TAKE, 200, "too many", MARA, leader.user_id, 300
    )
    mara = Actor(GUILD, MARA, frozenset(), manages_guild=False)
    wallet = await wallets.show(mara)
    assert wallet.held == {Credit.CREDIT: 300}
    assert [(line.act, line.amount, line.after, line.note) for line in wallet.newest.lines] == [
        (Act.TAKE, -200, 300, "too many"),
        (Act.GRANT, 500, 500, "for the raid night"),
    ]
    assert {wallet.newest.users[line.actor or 0] for line in wallet.newest.lines} == {leader.user_id}
    (member,) = [row[0] for row in await rows(desk, f"SELECT id FROM members WHERE user_id = {MARA}")]
    assert await log_of(desk) == [
        ("wallet.granted", {"owner": member, "credits": 500}, "for the raid night"),
        ("wallet.taken", {"owner": member, "credits": 200}, "too many"),
    ]
    assert await desk.db.read(lambda tx: ledger.circulation(tx, GUILD, Credit.CREDIT)) == 300
    assert await adds_up(desk)


async def test_our_own_retry_grants_nothing_and_says_what_stands(wallets: Wallets, desk: Desk, leader: Actor):
    first = await granted(wallets, leader, MARA, 500, 1)
    await granted(wallets, leader, MARA, 70, 2)
    assert await granted(wallets, leader, MARA, 500, 1) == first
    assert (await wallets.show(Actor(GUILD, MARA, frozenset(), manages_guild=False))).held == {Credit.CREDIT: 570}
    assert len(await log_of(desk)) == 2


async def test_our_own_retry_of_taking_everything_is_no_overdraft(wallets: Wallets, desk: Desk, leader: Actor):
    await granted(wallets, leader, MARA, 500, 1)
    first = await wallets.take(leader, MARA, 500, "all of it", 2)
    assert await wallets.take(leader, MARA, 500, "all of it", 2) == first
    assert len(await log_of(desk)) == 2


async def test_the_same_request_for_something_else_is_a_conflict(wallets: Wallets, desk: Desk, leader: Actor):
    await granted(wallets, leader, MARA, 500, 1)
    assert (await refused(wallets.grant(leader, MARA, 501, "a gift", 1)))[0] == "wallet.key_taken"
    assert (await refused(wallets.grant(leader, TOM, 500, "a gift", 1)))[0] == "wallet.key_taken"
    assert await rows(desk, f"SELECT id FROM members WHERE user_id = {TOM}") == []
    assert len(await log_of(desk)) == 1


async def test_no_more_is_taken_than_there_is(wallets: Wallets, desk: Desk, leader: Actor):
    await granted(wallets, leader, MARA, 90, 1)
    code = await refused(wallets.take(leader, MARA, 91, "too many", 2))
    assert code == ("wallet.too_few", {"amount": 91, "balance": 90})
    assert await refused(wallets.take(leader, TOM, 1, "too many", 3)) == ("wallet.empty", {})
    assert await rows(desk, f"SELECT id FROM members WHERE user_id = {TOM}") == [], "and nobody was entered"


async def test_what_is_staked_is_shown_and_cannot_be_taken(wallets: Wallets, desk: Desk, leader: Actor, raider: Actor):
    await granted(wallets, leader, raider.user_id, 200, 1)

    def stake(tx: Connection) -> None:
        books = Books(tx)
        books.stake(books.member(raider.user_id), books.pot(), 3)

    await desk.db.write(stake)
    wallet = await wallets.show(raider)
    assert (wallet.held, wallet.staked, wallet.newest.lines[0].tickets) == ({Credit.CREDIT: 50}, 150, 3)
    refusal = await refused(wallets.take(leader, raider.user_id, 60, "all of it", 2))
    assert refusal == ("wallet.too_few", {"amount": 60, "balance": 50})


@pytest.mark.parametrize("amount", [0, -1, LIMIT + 1])
async def test_what_is_no_amount(wallets: Wallets, leader: Actor, amount: int):
    for act in (wallets.grant, wallets.take):
        assert await refused(act(leader, MARA, amount, "a gift", 1)) == ("wallet.amount", {"limit": LIMIT})


@pytest.mark.parametrize("reason", ["", " \n", "\u200b", "x" * 301])
async def test_what_is_no_reason(wallets: Wallets, leader: Actor, reason: str):
    for act in (wallets.grant, wallets.take):
        assert await refused(act(leader, MARA, 1, reason, 1)) == ("wallet.reason_length", {"limit": 300})


async def test_the_books_take_all_that_they_can_hold_and_not_one_more(wallets: Wallets, desk: Desk, leader: Actor):
    await granted(wallets, leader, MARA, LIMIT - 5, 1)
    assert await refused(wallets.grant(leader, TOM, 6, "a gift", 2)) == ("wallet.few_left", {"left": 5})
    await granted(wallets, leader, TOM, 5, 3)
    assert (await refused(wallets.grant(leader, TOM, 1, "a gift", 4)))[0] == "wallet.none_left"
    await wallets.take(leader, MARA, LIMIT - 5, "all of it", 5)
    assert (await refused(wallets.grant(leader, TOM, 1, "a gift", 6)))[0] == "wallet.none_left", "made once is made"
    assert await adds_up(desk)


async def test_only_leaders_move_credits(wallets: Wallets, desk: Desk, officer: Actor, raider: Actor):
    for person in (officer, raider):
        for user in (MARA, person.user_id):
            assert (await refused(wallets.grant(person, user, 5, "a gift", 1)))[0] == "access.leader"
            assert (await refused(wallets.take(person, user, 5, "a gift", 1)))[0] == "access.leader"
    assert await rows(desk, "SELECT id FROM members") == []


# Asking for oneself


async def test_a_grant_to_oneself_waits_for_another_leader(wallets: Wallets, desk: Desk, leader: Actor):
    ask = await asked(wallets, leader)
    assert (ask.act, ask.credits, ask.reason, ask.user_id, ask.waiting) == (
        Act.GRANT, 50, "for the bank", leader.user_id, True,
    )  # fmt: skip
    assert (await wallets.show(leader)).held == {}
    done = await wallets.approve(SECOND, ask.id)
    assert (done.state, done.decided_by_user, done.balance) == (AskState.APPROVED, SECOND.user_id, 50)
    assert not done.waiting
    assert not done.withdrawn
    assert (await wallets.show(leader)).held == {Credit.CREDIT: 50}
    mine = (await rows(desk, f"SELECT id FROM members WHERE user_id = {leader.user_id}"))[0][0]
    assert await log_of(desk) == [
        ("wallet.asked", {"ask": ask.id, "act": "grant", "credits": 50}, "for the bank"),
        ("wallet.granted", {"ask": ask.id, "owner": mine, "credits": 50}, None),
    ]
    line = (await wallets.show(leader)).newest
    assert (line.lines[0].actor, line.owner, line.lines[0].note) == (mine, mine, "for the bank")
    assert await adds_up(desk)


async def test_so_does_taking_from_oneself(wallets: Wallets, desk: Desk, leader: Actor):
    await granted(wallets, SECOND, leader.user_id, 80, 1)
    ask = await wallets.take(leader, leader.user_id, 30, "a fine", 2)
    assert isinstance(ask, Ask)
    assert (ask.act, ask.credits) == (Act.TAKE, 30)
    assert (await wallets.approve(SECOND, ask.id)).balance == 50
    assert [kind for kind, _, _ in await log_of(desk)] == ["wallet.granted", "wallet.asked", "wallet.taken"]
    assert await adds_up(desk)


async def test_a_refusal_moves_nothing(wallets: Wallets, desk: Desk, leader: Actor):
    ask = await asked(wallets, leader)
    done = await wallets.refuse(SECOND, ask.id)
    assert (done.state, done.decided_by_user, done.balance, done.withdrawn) == (
        AskState.REFUSED, SECOND.user_id, None, False,
    )  # fmt: skip
    assert (await wallets.show(leader)).newest.lines == ()
    kind, facts, note = (await log_of(desk))[-1]
    assert (kind, facts["act"], facts["credits"], note) == ("wallet.refused", "grant", 50, None)
    assert await wallets.ask_as_it_stands(GUILD, ask.id) == done


async def test_nobody_decides_about_their_own(wallets: Wallets, desk: Desk, leader: Actor):
    ask = await asked(wallets, leader)
    for decide in (wallets.approve, wallets.refuse):
        assert (await refused(decide(leader, ask.id)))[0] == "wallet.ask_own"
    manager = replace(leader, role_ids=frozenset(), manages_guild=True)
    assert (await refused(wallets.approve(manager, ask.id)))[0] == "wallet.ask_own"
    assert (await wallets.ask_as_it_stands(GUILD, ask.id)).waiting
    assert len(await log_of(desk)) == 1


async def test_only_leaders_of_that_guild_decide(wallets: Wallets, leader: Actor, officer: Actor, raider: Actor):
    ask = await asked(wallets, leader)
    for person in (officer, raider):
        for decide in (wallets.approve, wallets.refuse):
            assert (await refused(decide(person, ask.id)))[0] == "access.leader"
    stranger = Actor(ELSEWHERE, 9999, frozenset(), manages_guild=True)
    assert (await refused(wallets.approve(stranger, ask.id)))[0] == "wallet.ask_unknown"
    assert (await refused(wallets.ask_as_it_stands(ELSEWHERE, ask.id)))[0] == "wallet.ask_unknown"
    assert (await refused(wallets.approve(SECOND, 404)))[0] == "wallet.ask_unknown"
    assert (await wallets.ask_as_it_stands(GUILD, ask.id)).waiting


async def test_it_is_decided_once(wallets: Wallets, desk: Desk, leader: Actor):
    ask = await asked(wallets, leader)
    await wallets.approve(SECOND, ask.id)
    for person in (SECOND, leader):
        for decide in (wallets.approve, wallets.refuse):
            assert (await refused(decide(person, ask.id)))[0] == "wallet.ask_decided"
    assert (await wallets.show(leader)).held == {Credit.CREDIT: 50}
    assert len(await log_of(desk)) == 2


async def test_the_very_same_is_not_asked_twice(wallets: Wallets, desk: Desk, leader: Actor):
    ask = await asked(wallets, leader)
    assert await asked(wallets, leader) == ask
    assert (await asked(wallets, leader, amount=51)).id != ask.id
    assert (await asked(wallets, leader, reason="for me")).id != ask.id
    assert (await asked(wallets, SECOND)).id != ask.id
    assert len(await log_of(desk)) == 4
    await wallets.approve(SECOND, ask.id)
    assert (await asked(wallets, leader)).id != ask.id, "what is decided can be asked again"


async def test_what_cannot_be_is_neither_asked_nor_approved(wallets: Wallets, desk: Desk, leader: Actor):
    assert (await refused(wallets.take(leader, leader.user_id, 1, "a fine", 1)))[0] == "wallet.empty"
    await granted(wallets, SECOND, leader.user_id, 80, 2)
    ask = await wallets.take(leader, leader.user_id, 80, "a fine", 3)
    assert isinstance(ask, Ask)
    await wallets.take(SECOND, leader.user_id, 1, "before it", 4)
    code = await refused(wallets.approve(SECOND, ask.id))
    assert code == ("wallet.too_few", {"amount": 80, "balance": 79})
    assert (await wallets.ask_as_it_stands(GUILD, ask.id)).waiting, "nothing of it was kept"
    await granted(wallets, SECOND, leader.user_id, 1, 5)
    assert (await wallets.approve(SECOND, ask.id)).balance == 0


async def test_the_panel_is_repainted_once_it_is_decided(wallets: Wallets, desk: Desk, leader: Actor):
    ask = await asked(wallets, leader)

    def hang(tx: Connection) -> None:
        panels.hang(tx, GUILD, ASK_PANEL, ask.id, channel_id=1, message_id=2, now=desk.clock())

    await desk.db.write(hang)
    await wallets.refuse(SECOND, ask.id)
    assert await rows(desk, "SELECT wanted FROM panels") == [(2,)]


# Looking


async def test_somebody_who_was_never_seen_has_an_empty_wallet(wallets: Wallets, desk: Desk, raider: Actor):
    wallet = await wallets.show(raider)
    assert (wallet.held, wallet.staked, wallet.newest.lines) == ({}, 0, ())
    history = await wallets.history(raider, 3)
    assert (history.told.lines, history.page, history.pages, history.total) == ((), 1, 1, 0)
    assert await rows(desk, "SELECT id FROM members") == [], "looking enters nobody"


async def test_the_history_turns_its_pages(wallets: Wallets, leader: Actor, raider: Actor):
    for number in range(1, 24):
        await granted(wallets, leader, raider.user_id, number, number)
    assert [line.amount for line in (await wallets.show(raider)).newest.lines] == [23, 22, 21, 20, 19]
    assert len((await wallets.show(raider)).newest.lines) == NEWEST
    pages = [await wallets.history(raider, page) for page in (1, 2, 3)]
    assert [len(page.told.lines) for page in pages] == [PAGE, PAGE, 3]
    assert [line.amount for page in pages for line in page.told.lines] == [*range(23, 0, -1)]
    assert [line.after for line in pages[2].told.lines] == [6, 3, 1]
    assert {(page.pages, page.total, page.balance) for page in pages} == {(3, 23, 276)}
    assert (await wallets.history(raider, 99)) == pages[2]
    assert (await wallets.history(raider, 0)) == pages[0]
