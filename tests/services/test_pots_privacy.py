"""What pots keep about a person can be had and erased; the proofs still verify and the books still add up."""

import json
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from domain.errors import Conflict
from domain.people import Actor
from domain.pot_flags import FlagKind, FlagState
from domain.pot_settings import PotState
from domain.pots import Ending, Pot
from fairness.checks import DISCORD_EPOCH
from fairness.verify import Outcome
from services.desk import Desk
from services.pots import Filters, PotsKeeper
from storage import members, pot_flags, pots, purses
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import LOCAL, alone, open_house
from tests.services.potting import MARA, OFFICER, TOM, YLVA, Table


@pytest.fixture
async def table(desk: Desk, clock: Clock) -> AsyncGenerator[Table]:
    """Three members with 1,000 credits each; whatever happens, the books add up."""
    async with open_house(desk, clock) as house:
        one = Table(house)
        await one.give(1000, MARA, TOM, YLVA)
        yield one
        await one.adds_up()


async def exported(table: Table, who: Actor) -> dict[str, Any]:
    """What the house hands out about somebody; a file can be made of it."""
    kept = await table.house.hall.privacy.export(who)
    assert json.loads(json.dumps(kept)) == kept
    return kept


async def erased(table: Table, who: Actor) -> None:
    """Somebody is erased."""
    assert await table.house.hall.privacy.erase(who)


async def member_id(table: Table, who: Actor) -> int:
    """Their number in the books."""
    member = await table.house.desk.db.read(lambda tx: members.find(tx, GUILD, who.user_id))
    assert member is not None
    return member.id


async def drawn(table: Table) -> Pot:
    """A pot of all three that is won."""
    pot = await table.open()
    for who, tickets in ((MARA, 8), (TOM, 8), (YLVA, 4)):
        await table.buy(who, pot, tickets)
    await table.settle()
    won = await table.pot(pot)
    assert won.state is PotState.SETTLED
    return won


async def winner_of(table: Table, pot: Pot) -> Actor:
    """Who won it."""
    user_id = (await table.shown(pot)).winner
    return next(one for one in (MARA, TOM, YLVA) if one.user_id == user_id)


async def proof(table: Table, pot: Pot, folder: Path) -> dict[str, Any]:
    """The pot's proof, which verifies here and with nothing else of the project."""
    record = (await table.shown(pot)).draw.record
    data = await table.house.hall.draws.proof_at(record.address)
    assert (await table.house.hall.draws.check(data)).outcome is Outcome.VERIFIED
    (folder / "info.json").write_text(LOCAL.info(), encoding="utf-8")
    ran = alone(data, folder, "--test-chain", "info.json")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return json.loads(data)


def newcomer(table: Table, days: int = 1) -> Actor:
    """Somebody whose account is that old."""
    made_at = table.house.clock() - timedelta(days=days)
    return Actor(GUILD, int(made_at.timestamp() * 1000 - DISCORD_EPOCH) << 22, frozenset(), manages_guild=False)


# What can be had


async def test_an_export_has_everything_that_a_person_did_in_pots(table: Table):
    first = await drawn(table)
    winner = await winner_of(table, first)
    second = await table.open()
    at = table.house.clock().isoformat()
    await table.buy(winner, second, 1)
    await table.leave(winner, second)
    await table.buy(winner, second, 2)
    kept = await exported(table, winner)
    tickets = {MARA: 8, TOM: 8, YLVA: 4}[winner]
    assert kept["pot_stakes"] == [
        {"name": "Friday Pot", "tickets": tickets, "paid": 50 * tickets, "at": "2026-11-20T12:00:00+00:00"}
        | {"state": "played"},
        {"name": "Friday Pot", "tickets": 1, "paid": 50, "at": at, "state": "returned"},
        {"name": "Friday Pot", "tickets": 2, "paid": 100, "at": at, "state": "live"},
    ]
    assert kept["pots_won"] == [{"name": "Friday Pot", "payout": 1000, "ended_at": at}]
    assert (kept["pots_opened"], kept["pot_flags"], kept["pot_lobbies_pinned"]) == ([], [], 0)


async def test_an_export_has_what_a_person_was_flagged_for_and_what_an_officer_decided(table: Table):
    young, other = newcomer(table), newcomer(table, 9)
    await table.give(500, young, other)
    pot = await table.open()
    for who in (young, other):
        await table.buy(who, pot, 1)
    await table.tick(seconds=1)
    at = table.house.clock().isoformat()
    first, second = sorted((await table.pots.flags.page(OFFICER, 1)).flags, key=lambda one: one.id)
    await table.pots.flags.hold(OFFICER, first.id, "one of seven")
    await table.pots.flags.clear(OFFICER, second.id)
    await table.pots.views.pin(OFFICER, Filters())
    assert (await exported(table, young))["pot_flags"] == [
        {"name": "Friday Pot", "kind": "young", "facts": {"days": 1}, "at": at}
        | {"state": "held", "reason": "one of seven"}
    ]
    assert (await exported(table, young))["pot_flags_decided"] == []
    kept = await exported(table, OFFICER)
    decided = {"name": "Friday Pot", "kind": "young", "decided_at": at}
    assert kept["pot_flags_decided"] == [
        decided | {"state": "held", "reason": "one of seven"}, decided | {"state": "cleared", "reason": ""},
    ]  # fmt: skip
    assert (kept["pots_opened"], kept["pot_lobbies_pinned"], kept["pot_flags"]) == (["Friday Pot"], 1, [])
    assert "one of seven" in kept["log_notes"]
    assert str(young.user_id) not in json.dumps(kept), "whom it is about is theirs to have"


async def test_an_export_holds_nothing_of_others(table: Table):
    await drawn(table)
    assert len((await exported(table, MARA))["pot_stakes"]) == 1
    idle = newcomer(table)
    await table.give(5, idle)
    kept = await exported(table, idle)
    assert not any(kept[name] for name in kept if name.startswith("pot"))


# Erasing


async def test_erasing_takes_a_person_out_of_open_pots_with_a_refund(table: Table):
    one, other = await table.open(), await table.open()
    for pot in (one, other):
        await table.buy(MARA, pot, 2)
        await table.buy(MARA, pot, 1)
        await table.buy(TOM, pot, 4)
    number = await member_id(table, MARA)
    await erased(table, MARA)
    for pot in (one, other):
        stands = await table.pot(pot)
        assert (stands.state, stands.sold, stands.players) == (PotState.OPEN, 4, 1)
        assert [entrant.user_id for entrant in (await table.shown(pot)).entrants] == [TOM.user_id]
    assert await lines(table, number) == [
        ("grant", 1000), ("stake", -100), ("stake", -50), ("stake", -100), ("stake", -50), ("refund", 150),
        ("refund", 150), ("erasure", -1000),
    ]  # fmt: skip
    assert await table.credits(TOM) == 600
    await table.adds_up()


async def lines(table: Table, number: int) -> list[tuple[str, int]]:
    """How the credits of a wallet moved."""
    query = text(
        "SELECT act, amount FROM postings JOIN transactions ON transactions.id = transaction_id "
        "JOIN accounts ON accounts.id = account_id WHERE member_id = :member ORDER BY transaction_id"
    )
    rows = await table.house.desk.db.read(lambda tx: tx.execute(query, {"member": number}).all())
    return [(row.act, row.amount) for row in rows]


async def test_a_pot_goes_on_without_them(table: Table, tmp_path: Path):
    pot = await table.open()
    for who in (MARA, TOM, YLVA):
        await table.buy(who, pot, 4)
    await erased(table, MARA)
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.settle()
    won = await table.pot(pot)
    assert (won.state, won.payout, won.players) == (PotState.SETTLED, 400, 2)
    entries = (await proof(table, pot, tmp_path))["entries"]
    assert [one["who"] for one in entries] == [f"discord:{who.user_id}" for who in (TOM, YLVA)]


async def test_who_comes_back_is_somebody_new_and_may_enter_again(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 8)
    before = await member_id(table, MARA)
    await erased(table, MARA)
    await table.give(100, MARA)
    bought = await table.buy(MARA, pot, 2)
    assert (bought.held, bought.balance) == (2, 0)
    assert await member_id(table, MARA) != before
    assert (await table.pot(pot)).players == 1


async def test_between_the_lock_and_the_result_nobody_is_erased(table: Table):
    drawing, open_ = await table.open(), await table.open()
    for pot in (drawing, open_):
        await table.buy(MARA, pot, 4)
        await table.buy(TOM, pot, 4)
    await table.pots.closing.lock(OFFICER, drawing.id)
    for state in (PotState.LOCKED, PotState.SETTLING):
        if state is PotState.SETTLING:
            await table.tick()
        with pytest.raises(Conflict, match=r"draw\.erase_later"):
            await table.house.hall.privacy.erase(MARA)
        assert (await table.pot(open_)).players == 2, "the refusal takes back the refunds too"
        assert await table.credits(MARA) == 600
    assert (await table.pot(drawing)).state is PotState.SETTLING
    await table.settle()
    await erased(table, MARA)
    assert (await table.pot(open_)).players == 1


async def test_a_pot_whose_time_has_come_but_is_not_locked_yet_lets_them_go(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 4)
    await table.buy(TOM, pot, 4)
    table.house.clock.now = pot.closes_at + timedelta(seconds=1)
    await erased(table, MARA)
    await table.tick()
    assert (await table.pot(pot)).ending is Ending.ALONE
    assert await table.credits(TOM) == 1000


@pytest.mark.parametrize("whose", ["winner", "loser"])
async def test_the_proof_of_a_pot_that_is_over_verifies_without_them(table: Table, tmp_path: Path, whose: str):
    pot = await drawn(table)
    winner = await winner_of(table, pot)
    gone = winner if whose == "winner" else next(one for one in (MARA, TOM, YLVA) if one != winner)
    before = await proof(table, pot, tmp_path)
    await erased(table, gone)
    after = await proof(table, pot, tmp_path)
    assert str(gone.user_id) in str(before)
    assert str(gone.user_id) not in str(after)
    assert [(one["first_ticket"], one["tickets"]) for one in after["entries"]] == [(0, 8), (8, 8), (16, 4)]
    shown = await table.shown(pot)
    assert (shown.pot.payout, shown.pot.winner_id) == (1000, pot.winner_id)
    assert shown.winner == (None if gone == winner else winner.user_id)
    assert {one.user_id for one in shown.entrants} == {None, *(one.user_id for one in (MARA, TOM, YLVA) if one != gone)}
    assert (await table.house.hall.log.verify(GUILD)).verdict.fault is None


async def test_after_a_pot_that_was_refunded_for_want_of_a_beacon_everybody_may_go(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 4)
    await table.buy(TOM, pot, 4)
    table.house.beacon.late = 10**6
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.tick(hours=25)
    await table.tick(seconds=60)
    assert (await table.pot(pot)).ending is Ending.SILENT
    await erased(table, MARA)
    assert await table.credits(TOM) == 1000


async def test_what_officers_noticed_goes_and_what_they_decided_stays(table: Table):
    young, other = newcomer(table), newcomer(table, 9)
    await table.give(500, young, other)
    pot = await table.open()
    for who in (young, other):
        await table.buy(who, pot, 1)
    await table.tick(seconds=1)
    first, second = sorted((await table.pots.flags.page(OFFICER, 1)).flags, key=lambda one: one.id)
    await table.pots.flags.hold(OFFICER, first.id, "a secret reason")
    for who in (young, other, OFFICER):
        await erased(table, who)
    flags = await table.house.desk.db.read(lambda tx: pot_flags.page(tx, GUILD, limit=9, offset=0))
    assert [(one.id, one.kind, one.state) for one in flags] == [
        (second.id, FlagKind.YOUNG, FlagState.OPEN), (first.id, FlagKind.YOUNG, FlagState.HELD),
    ]  # fmt: skip
    assert [(one.user_id, one.facts, one.reason, one.tickets) for one in flags] == [(None, {}, "", 0)] * 2
    now = table.house.clock()
    stands = await table.house.desk.db.read(lambda tx: purses.standing(tx, pot.id, first.member_id, since=now))
    assert stands.held_up == "", "the entry stays held, though nobody knows why any more"
    await table.buy(MARA, pot, 1)
    await table.tick(seconds=1)
    assert (await table.pot(pot)).players == 1


async def test_nothing_in_the_books_tells_who_it_was(table: Table):
    young = newcomer(table)
    await table.give(2000, young)
    pot = await table.open()
    await table.buy(young, pot, 8)
    await table.buy(TOM, pot, 8)
    await table.tick(seconds=1)
    await table.buy(YLVA, pot, 4)
    await table.settle()
    await table.buy(young, await table.open(), 1)
    assert str(young.user_id) in await dump(table)
    await erased(table, young)
    assert str(young.user_id) not in await dump(table)


async def dump(table: Table) -> str:
    """Every value of every table."""

    def work(tx: Any) -> str:
        names = tx.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return "\n".join(str(row) for name in names for row in tx.execute(text(f'SELECT * FROM "{name}"')))

    return await table.house.desk.db.read(work)


async def test_the_hook_alone_refunds_and_leaves_what_is_locked_to_the_draw(table: Table):
    """Erasure asks the draws first; this hook does no harm when it is asked alone."""
    keeper = PotsKeeper(table.house.clock)
    open_, locked = await table.open(), await table.open()
    for pot in (open_, locked):
        await table.buy(MARA, pot, 3)
        await table.buy(TOM, pot, 3)
    await table.pots.closing.lock(OFFICER, locked.id)
    number = await member_id(table, MARA)
    await table.house.desk.db.write(lambda tx: keeper.erase(tx, number))
    assert (await table.pot(open_)).players == 1
    assert (await table.pot(locked)).players == 2
    assert await table.credits(MARA) == 850
    live = await table.house.desk.db.read(lambda tx: pots.live_of(tx, number))
    assert live == [(GUILD, locked.id)]
