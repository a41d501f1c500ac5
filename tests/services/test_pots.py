"""Pots: what is staked is drawn and paid, or given back; once, whatever happens."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from domain.draws import DrawState
from domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from domain.guild import ANNOUNCEMENTS
from domain.people import Actor
from domain.pot_settings import BIG_WIN, HOURS, JOINS_PER_MINUTE, PotState
from domain.pots import Ending, Pot
from domain.settings import Value
from fairness.verify import Outcome
from playground.loopback import broken
from services.desk import Desk
from services.draws import Mismatch
from services.pots import Filters
from storage import draw_entries, draws, settings
from tests.services.conftest import GUILD, Clock
from tests.services.drawing import AWAY, LOCAL, new_hall, open_house
from tests.services.potting import FRIDAY, MARA, OFFICER, TOM, YLVA, Table

STORY = ["draw.committed", "pot.opened", "pot.filling", "draw.locked", "pot.locked", "draw.called", "pot.settled"]


@pytest.fixture
async def table(desk: Desk, clock: Clock) -> AsyncGenerator[Table]:
    """Three members with 1,000 credits each; whatever a test does, the books add up in the end."""
    async with open_house(desk, clock) as house:
        one = Table(house)
        await choose(one, ANNOUNCEMENTS.name, 303)
        await one.give(1000, MARA, TOM, YLVA)
        yield one
        await one.adds_up()


async def choose(table: Table, name: str, value: Value) -> None:
    """The guild sets something."""
    now = table.house.clock()
    await table.house.desk.db.write(lambda tx: settings.put(tx, GUILD, name, value, by=None, at=now))


async def test_a_pot_is_filled_drawn_and_paid(table: Table):
    pot = await table.open()
    await table.tick(seconds=3)
    assert (await table.buy(MARA, pot, 8)).balance == 600
    assert (await table.buy(TOM, pot, 8)).pot.sold == 16
    last = await table.buy(YLVA, pot, 4)
    assert (last.held, last.balance) == (4, 800)
    assert last.pot.state is PotState.LOCKED
    assert last.pot.filled_at == table.house.clock()
    assert (await table.pot(pot)).state is PotState.SETTLING, "the call follows at once"
    await table.tick(seconds=20)
    shown = await table.shown(pot)
    assert shown.pot.state is PotState.SETTLED
    assert (shown.pot.payout, shown.pot.ending) == (1000, Ending.DRAWN)
    winner = next(one for one in (MARA, TOM, YLVA) if one.user_id == shown.winner)
    before = {MARA: 600, TOM: 600, YLVA: 800}
    assert await table.credits(winner) == before[winner] + 1000
    assert table.house.office.events(*STORY) == STORY
    proof = await table.house.proof(shown.draw.record)
    assert proof["draw"]["kind"] == "pot"
    assert [(one["first_ticket"], one["tickets"]) for one in proof["entries"]] == [(0, 8), (8, 8), (16, 4)]
    checked = await table.house.hall.draws.check(await table.house.hall.draws.proof_at(shown.draw.record.address))
    assert checked.outcome is Outcome.VERIFIED


async def test_pressing_twice_buys_once_and_shows_the_result_that_stands(table: Table):
    pot = await table.open()
    quote = await table.pots.joining.quote(MARA, pot.id, 3)
    assert (quote.price, quote.held, quote.balance) == (150, 0, 1000)
    first, second = await asyncio.gather(*(table.buy(MARA, pot, 3, quote.key) for _ in range(2)))
    assert [one.again for one in (first, second)] == [False, True]
    assert (second.tickets, second.price, second.held, second.balance) == (3, 150, 3, 850)
    await table.tick(seconds=5)
    assert (await table.buy(MARA, pot, 3, quote.key)).again, "minutes later too"
    assert await table.credits(MARA) == 850


async def test_a_key_is_its_owners_and_its_pots(table: Table):
    pot, other = await table.open(), await table.open()
    await table.buy(MARA, pot, 1, "one key")
    assert not (await table.buy(TOM, pot, 1, "one key")).again
    assert not (await table.buy(MARA, other, 1, "one key")).again


async def test_leaving_refunds_everything_while_it_is_open(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 3)
    await table.buy(MARA, pot, 2)
    left = await table.leave(MARA, pot)
    assert (left.tickets, left.paid, left.balance) == (5, 250, 1000)
    assert (left.pot.sold, left.pot.players) == (0, 0)
    with pytest.raises(Conflict, match=r"pot\.not_in"):
        await table.leave(MARA, pot)
    await table.buy(MARA, pot, 1)
    assert (await table.leave(MARA, pot)).balance == 1000, "and again"


async def test_a_lock_is_final(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 3)
    await table.buy(TOM, pot, 3)
    assert (await table.pots.closing.lock(OFFICER, pot.id)).state is PotState.LOCKED
    for act in (
        table.leave(MARA, pot),
        table.buy(YLVA, pot, 1),
        table.pots.closing.pause(OFFICER, pot.id, "why"),
        table.pots.closing.cancel(OFFICER, pot.id, "why"),
        table.pots.closing.lock(OFFICER, pot.id),
    ):
        with pytest.raises(Conflict, match=r"pot\.locked"):
            await act


@pytest.mark.parametrize(("buyers", "ending"), [((), Ending.EMPTY), ((MARA,), Ending.ALONE)])
async def test_at_closing_time_too_few_people_get_everything_back(
    table: Table, buyers: tuple[Actor, ...], ending: Ending
):
    pot = await table.open(replace(FRIDAY, repeat=True))
    for one in buyers:
        await table.buy(one, pot, 2)
    await table.tick(hours=2)
    over = await table.pot(pot)
    assert (over.state, over.ending) == (PotState.CANCELLED, ending)
    assert await table.credits(MARA) == 1000
    assert table.house.office.events()[-1] == "pot.cancelled"
    shown = await table.shown(pot)
    assert shown.draw.record.state is DrawState.CANCELLED
    assert shown.next is None, "only one that was won is repeated"


async def test_it_locks_itself_when_its_time_comes_even_while_paused(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 1)
    await table.buy(TOM, pot, 1)
    await table.pots.closing.pause(OFFICER, pot.id, "a look at the books")
    await table.tick(hours=1, minutes=59)
    assert (await table.pot(pot)).state is PotState.OPEN
    await table.tick(minutes=1)
    assert (await table.pot(pot)).state is PotState.SETTLING


async def test_what_comes_at_the_instant_of_the_closing_is_too_late(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 1)
    table.house.clock.advance(hours=2)
    with pytest.raises(Conflict, match=r"pot\.locked"):
        await table.buy(TOM, pot, 1)
    with pytest.raises(Conflict, match=r"pot\.locked"):
        await table.leave(MARA, pot)
    with pytest.raises(Conflict, match=r"pot\.locked"):
        await table.pots.closing.cancel(OFFICER, pot.id, "too late")


async def test_a_paused_pot_takes_no_entries_and_says_why(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 1)
    assert (await table.pots.closing.pause(OFFICER, pot.id, "a look at the books")).paused == "a look at the books"
    with pytest.raises(Conflict) as no:
        await table.buy(TOM, pot, 1)
    assert (no.value.code, no.value.facts["reason"]) == ("pot.paused", "a look at the books")
    with pytest.raises(Conflict, match=r"pot\.paused_before"):
        await table.pots.closing.pause(OFFICER, pot.id, "again")
    assert (await table.leave(MARA, pot)).balance == 1000, "leaving is always possible"
    assert (await table.pots.closing.resume(OFFICER, pot.id)).paused is None
    with pytest.raises(Conflict, match=r"pot\.not_paused"):
        await table.pots.closing.resume(OFFICER, pot.id)
    await table.buy(TOM, pot, 1)


async def test_cancelling_refunds_everybody_publicly(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 3)
    await table.buy(TOM, pot, 5)
    over = await table.pots.closing.cancel(OFFICER, pot.id, "wrong price")
    assert (over.state, over.ending, over.reason) == (PotState.CANCELLED, Ending.OFFICERS, "wrong price")
    assert [await table.credits(one) for one in (MARA, TOM)] == [1000, 1000]
    assert table.house.office.events()[-1] == "pot.cancelled"
    with pytest.raises(Conflict, match=r"pot\.cancelled"):
        await table.buy(YLVA, pot, 1)


async def test_a_pot_that_repeats_opens_the_next_on_the_same_rules(table: Table):
    pot = await table.open(replace(FRIDAY, repeat=True))
    await table.tick(hours=1)
    await table.buy(MARA, pot, 1)
    await table.buy(TOM, pot, 1)
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.settle()
    shown = await table.shown(pot)
    after = shown.next
    assert after is not None
    assert (after.terms, after.previous_id, after.state) == (pot.terms, pot.id, PotState.OPEN)
    assert after.closes_at - after.opened_at == pot.closes_at - pot.opened_at
    fresh = (await table.shown(after)).draw.record
    assert (fresh.draw.rules, fresh.draw.number) == (shown.draw.record.draw.rules, shown.draw.record.draw.number + 1)
    assert fresh.commitment != shown.draw.record.commitment
    await table.buy(YLVA, after, 1)


async def test_who_has_too_little_is_told_what_is_possible(table: Table):
    pot = await table.open(replace(FRIDAY, cost=300))
    with pytest.raises(Invalid) as no:
        await table.pots.joining.quote(MARA, pot.id, 5)
    assert no.value.code == "pot.too_dear_fewer"
    assert no.value.facts == {"needed": 1500, "balance": 1000, "tickets": 3, "cost": 900}
    poor = Actor(GUILD, 9999, frozenset(), manages_guild=False)
    with pytest.raises(Invalid, match=r"pot\.too_dear "):
        await table.pots.joining.quote(poor, pot.id, 1)


@pytest.mark.parametrize(
    ("tickets", "code"),
    [(0, "pot.tickets"), (-3, "pot.tickets"), (9, "pot.too_many"), (2**70, "pot.too_many")],
)
async def test_nonsense_is_refused_and_costs_nothing(table: Table, tickets: int, code: str):
    pot = await table.open()
    with pytest.raises(Refusal) as no:
        await table.buy(MARA, pot, tickets)
    assert no.value.code == code
    assert await table.credits(MARA) == 1000


async def test_the_caps_hold(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 5)
    with pytest.raises(Invalid) as no:
        await table.buy(MARA, pot, 4)
    assert no.value.facts == {"name": "Friday Pot", "most": 8, "held": 5, "left": 3}
    await table.buy(MARA, pot, 3)
    with pytest.raises(Invalid, match=r"pot\.all_yours"):
        await table.buy(MARA, pot, 1)
    await table.buy(TOM, pot, 8)
    with pytest.raises(Invalid) as few:
        await table.buy(YLVA, pot, 5)
    assert (few.value.code, few.value.facts["left"]) == ("pot.few_left", 4)


async def test_joins_a_minute_are_bounded_over_all_pots(table: Table):
    await choose(table, JOINS_PER_MINUTE.name, 2)
    one, other = await table.open(), await table.open()
    await table.buy(MARA, one, 1)
    await table.leave(MARA, one)
    await table.buy(MARA, other, 1)
    with pytest.raises(Invalid, match=r"pot\.too_fast"):
        await table.buy(MARA, one, 1)
    await table.buy(TOM, one, 1)
    table.house.clock.advance(seconds=60)
    await table.buy(MARA, one, 1)


async def test_only_officers_open_and_hold_pots(table: Table):
    pot = await table.open()
    elsewhere = replace(OFFICER, guild_id=GUILD + 1, manages_guild=True)
    for act in (table.pots.closing.lock, table.pots.closing.resume):
        with pytest.raises(Forbidden):
            await act(MARA, pot.id)
        with pytest.raises(NotFound):
            await act(elsewhere, pot.id)
    for act in (table.pots.closing.pause, table.pots.closing.cancel):
        with pytest.raises(Forbidden):
            await act(MARA, pot.id, "because I can")
        with pytest.raises(NotFound):
            await act(elsewhere, pot.id, "because I can")
    with pytest.raises(Forbidden):
        await table.pots.making.create(MARA, FRIDAY, 303, lambda terms: terms.name)
    with pytest.raises(NotFound):
        await table.pots.joining.quote(replace(MARA, guild_id=GUILD + 1), pot.id, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "x" * 81}, "pot.name_length"),
        ({"name": " \u200b "}, "pot.name_length"),
        ({"cost": 0}, "pot.cost"),
        ({"max_tickets": 1}, "pot.max_tickets"),
        ({"max_tickets": 1_000_001}, "pot.max_tickets"),
        ({"max_per_user": 0}, "pot.max_per_user"),
        ({"max_per_user": 20}, "pot.max_per_user"),
        ({"cost": 2**53 // 20 + 1}, "pot.too_large"),
        ({"closes": "in 30 seconds"}, "pot.closes_soon"),
        ({"closes": "in 91 days"}, "pot.closes_late"),
    ],
)
async def test_a_pot_that_cannot_be_is_refused_at_its_opening(table: Table, change: dict[str, Any], code: str):
    with pytest.raises(Invalid) as no:
        await table.open(replace(FRIDAY, **change))
    assert no.value.code == code
    assert (await table.pots.views.lobby(GUILD, Filters(), 1)).total == 0


async def test_without_a_closing_time_the_guilds_own_hours_hold(table: Table):
    await choose(table, HOURS.name, 5)
    pot = await table.open(replace(FRIDAY, closes=""))
    assert (pot.closes_at - pot.opened_at).total_seconds() == 5 * 3600


async def test_a_big_win_is_told_on_its_own(table: Table):
    await choose(table, BIG_WIN.name, 100)
    pot = await table.open()
    await table.buy(MARA, pot, 1)
    await table.buy(TOM, pot, 1)
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.settle()
    assert table.house.office.events("pot.big_win") == ["pot.big_win"]


async def test_officers_hear_of_a_pot_that_is_stuck_and_of_a_silent_beacon_once(table: Table):
    table.house.beacon.for_everyone = broken(503)
    pot = await _locked(table)
    await table.tick(seconds=80)
    assert table.house.office.events("draw.beacon_missing", "pot.stuck") == ["draw.beacon_missing"]
    for _ in range(3):
        await table.tick(seconds=50)
    assert table.house.office.events("draw.beacon_missing", "pot.stuck") == ["draw.beacon_missing", "pot.stuck"]
    table.house.beacon.for_everyone = None
    await table.tick(minutes=2)
    assert (await table.pot(pot)).state is PotState.SETTLED


async def test_no_round_for_a_day_refunds_everybody_and_the_round_can_still_be_shown(table: Table):
    table.house.beacon.for_everyone = broken(503)
    pot = await _locked(table)
    await table.tick(hours=23)
    assert (await table.pot(pot)).state is PotState.SETTLING
    await table.tick(hours=1, minutes=1)
    over = await table.pot(pot)
    assert (over.state, over.ending) == (PotState.CANCELLED, Ending.SILENT)
    assert [await table.credits(one) for one in (MARA, TOM)] == [1000, 1000]
    record = (await table.shown(pot)).draw.record
    assert record.state is DrawState.CALLED
    assert record.call is not None
    seen = await table.house.hall.draws.paste(YLVA, record.id, LOCAL.sign(record.call.round).hex())
    assert seen.record.state is DrawState.SETTLED, "which disproves the excuse"
    assert (await table.pot(pot)).winner_id is None
    assert [await table.credits(one) for one in (MARA, TOM)] == [1000, 1000]


async def test_a_lock_that_cannot_be_posted_is_called_when_it_is_and_refunded_after_a_day(table: Table):
    table.house.office.trouble = AWAY
    pot = await table.open()
    other = await table.open()
    for one in (pot, other):
        await table.buy(MARA, one, 2)
        await table.buy(TOM, one, 2)
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.tick(minutes=10)
    assert (await table.pot(pot)).state is PotState.LOCKED, "a call that is posted before the lock proves nothing"
    table.house.office.trouble = None
    await table.tick(hours=1)
    assert (await table.pot(pot)).state is PotState.SETTLING
    table.house.office.trouble = AWAY
    await table.pots.closing.lock(OFFICER, other.id)
    await table.tick(hours=25)
    assert (await table.pot(other)).ending is Ending.UNPOSTED
    assert (await table.shown(other)).draw.record.state is DrawState.CANCELLED


async def test_a_secret_that_was_changed_is_never_revealed_and_officers_are_told(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 2)
    await table.buy(TOM, pot, 2)

    def tamper(tx: Connection) -> None:
        tx.execute(text("DROP TRIGGER draws_frozen"))
        tx.execute(text("UPDATE draws SET secret = zeroblob(32)"))

    await table.house.desk.db.write(tamper)
    await table.pots.closing.lock(OFFICER, pot.id)
    await table.settle()
    assert (await table.pot(pot)).state is PotState.LOCKED
    assert table.house.office.events("draw.called", "draw.mismatch") == ["draw.mismatch"]


async def test_nothing_is_paid_on_a_proof_that_does_not_hold(table: Table):
    pot = await _locked(table)
    record = (await table.shown(pot)).draw.record

    def tamper(tx: Connection) -> None:
        tx.execute(text("DROP TRIGGER draw_entries_frozen"))
        tx.execute(text("UPDATE draw_entries SET tickets = 1 WHERE seq = 0"))

    await table.house.desk.db.write(tamper)
    await table.tick(seconds=20)
    assert (await table.pot(pot)).state is PotState.SETTLING
    assert table.house.office.events("draw.mismatch") == ["draw.mismatch"]
    stands = await table.house.desk.db.read(lambda tx: draws.by_id(tx, record.id))
    assert stands.state is DrawState.CALLED


async def test_the_payment_itself_checks_the_proof_that_is_kept(table: Table):
    """What was verified before the transaction could have been changed until it: the payment looks again."""
    pot = await _locked(table)
    record = (await table.shown(pot)).draw.record
    await table.tick(seconds=20)
    assert (await table.pot(pot)).state is PotState.SETTLED

    def tamper(tx: Connection) -> None:
        for trigger in ("draw_places_frozen", "pots_steps", "pots_over", "pot_stakes_once"):
            tx.execute(text(f"DROP TRIGGER {trigger}"))
        tx.execute(text("UPDATE draw_places SET ticket = (ticket + 1) % 4"))
        tx.execute(text("UPDATE pots SET state = 'settling'"))

    def pay(tx: Connection) -> None:
        tamper(tx)
        table.pots.locking.settle(tx, draws.by_id(tx, record.id), table.house.clock())

    with pytest.raises(Mismatch):
        await table.house.desk.db.write(pay)


async def test_the_winner_is_who_the_proof_says(table: Table):
    for _ in range(5):
        pot = await _locked(table)
        await table.tick(seconds=20)
        over = await table.pot(pot)
        winner = await table.house.desk.db.read(lambda tx, over=over: draw_entries.winner(tx, over.draw_id))
        assert over.winner_id == winner is not None
        await table.tick(minutes=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pots SET cost = cost + 1",
        "UPDATE pots SET max_tickets = max_tickets - 1",
        "UPDATE pots SET closes_at = closes_at + 1",
        "UPDATE pots SET state = 'open'",
        "UPDATE pots SET state = 'settled'",
        "UPDATE pots SET sold = sold + 1, players = players",
        "UPDATE pot_stakes SET tickets = tickets + 1",
        "UPDATE pot_stakes SET member_id = 1",
        "UPDATE pot_stakes SET state = 'returned'",
        "UPDATE pot_stakes SET state = 'played'",
        "DELETE FROM pot_stakes",
        "DELETE FROM pots",
        "INSERT INTO pot_stakes SELECT 99, pot_id, member_id, 'x', 1, 1, at, 'live', NULL FROM pot_stakes LIMIT 1",
        "REPLACE INTO pot_stakes SELECT id, pot_id, member_id, key, 9, paid, at, state, NULL FROM pot_stakes LIMIT 1",
        "UPDATE postings SET amount = amount * 2",
        "DELETE FROM transactions",
        "UPDATE accounts SET balance = -1 WHERE kind = 'wallet'",
    ],
)
async def test_the_database_refuses_what_no_rule_allows(table: Table, statement: str):
    pot = await table.open()
    await table.buy(MARA, pot, 2)
    await table.buy(TOM, pot, 2)
    table.house.office.trouble = AWAY
    await table.pots.closing.lock(OFFICER, pot.id)
    with pytest.raises(DBAPIError):
        await table.house.desk.db.write(lambda tx: tx.execute(text(statement)))


async def test_five_hundred_people_click_the_last_hundred_tickets(table: Table):
    people = [Actor(GUILD, 20_000 + number, frozenset(), manages_guild=False) for number in range(500)]
    await table.give(50, *people)
    pot = await table.open(replace(FRIDAY, max_tickets=120, max_per_user=20))
    await table.buy(MARA, pot, 20)
    told = await asyncio.gather(*(table.buy(one, pot, 1) for one in people), return_exceptions=True)
    sold = [one for one in told if not isinstance(one, BaseException)]
    assert len(sold) == 100
    refused = {one.code for one in told if isinstance(one, Refusal)}
    assert refused == {"pot.locked"}
    over = await table.pot(pot)
    assert (over.sold, over.players) == (120, 101)
    assert over.state in (PotState.LOCKED, PotState.SETTLING)
    assert sum([await table.credits(one) for one in people]) == 400 * 50


async def test_a_bot_that_starts_anew_goes_on_where_it_was(table: Table):
    pot = await table.open()
    await table.buy(MARA, pot, 2)
    await table.buy(TOM, pot, 2)
    house = table.house
    house.clock.advance(hours=3)  # nobody was there at the closing time
    house.hall = new_hall(house.desk, LOCAL.chain, house.beacon)
    house.hall.notices.courier = house.office
    await table.settle()
    assert (await table.pot(pot)).state is PotState.SETTLED


async def _locked(table: Table) -> Pot:
    """A pot with two people that waits for its round."""
    pot = await table.open()
    await table.buy(MARA, pot, 2)
    await table.buy(TOM, pot, 2)
    await table.pots.closing.lock(OFFICER, pot.id)
    locked = await table.pot(pot)
    assert locked.state is PotState.SETTLING
    return locked
