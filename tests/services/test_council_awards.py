"""What an award does to points, what breaks a tie, what follows a roll, and every way back."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta

import pytest

from domain.decisions import Decision, DecisionState, TieBreak
from domain.draws import DrawState
from domain.errors import Conflict
from domain.loot import Quality, Response, Slot, System
from domain.people import Actor
from domain.points import Decay, Pool
from playground.loopback import broken
from services.desk import Desk
from storage import draws
from tests.services.conftest import Clock
from tests.services.deciding import BLADE, BRAM, JAINA, KHADGAR, MARA, SYLVA, TOM, YLVA, Chamber, refused, rules
from tests.services.drawing import AWAY, actor, new_hall, open_house


@pytest.fixture
async def chamber(desk: Desk, clock: Clock) -> AsyncIterator[Chamber]:
    """A council of a guild under EPGP; whatever a test does, the books add up in the end."""
    async with open_house(desk, clock) as house:
        chamber = Chamber(house)
        await chamber.under(System.EPGP)
        yield chamber
        await chamber.adds_up()


async def test_gear_costs_gp_by_its_slot_and_the_response_s_share(chamber: Chamber):
    decision = await chamber.open(quality=Quality.EPIC, slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.OFFSPEC)
    proposal = await chamber.propose(decision, MARA)
    assert (proposal.full, proposal.paid, proposal.pool) == (75_00, 37_50, Pool.GP)
    await chamber.award(decision, MARA)
    assert await chamber.points(MARA, Pool.GP) == 37_50
    (item,) = await chamber.items(MARA)
    assert (item.paid, item.pool, item.response) == (37_50, Pool.GP, Response.OFFSPEC)


async def test_an_award_whose_price_nobody_said_asks_for_it(chamber: Chamber):
    decision = await chamber.open()
    await chamber.answers(decision, mara=Response.BIS)
    proposal = await chamber.propose(decision, MARA)
    assert proposal.asks_price
    assert proposal.draft is not None
    await refused(chamber.council.awarding.award(JAINA, proposal.draft, rules), "loot.price_missing")
    await refused(chamber.council.awarding.again(JAINA, proposal.draft, gp="many"), "loot.price")
    named = await chamber.council.awarding.again(JAINA, proposal.draft, gp="120.5")
    assert (named.asks_price, named.paid) == (False, 120_50)
    assert named.draft is not None
    await chamber.council.awarding.award(JAINA, named.draft, rules)
    assert await chamber.points(MARA, Pool.GP) == 120_50


async def test_a_price_named_at_the_opening_goes_before_the_table_and_may_be_nothing(chamber: Chamber):
    dear = await chamber.open(slot=Slot.TRINKET, gp="200")
    await chamber.answers(dear, mara=Response.BIS)
    await chamber.award(dear, MARA)
    free = await chamber.open(slot=Slot.TRINKET, gp="0")
    await chamber.answers(free, mara=Response.BIS)
    await chamber.award(free, MARA)
    assert await chamber.points(MARA, Pool.GP) == 200_00


async def test_under_dkp_the_named_price_is_paid(chamber: Chamber):
    await chamber.under(System.DKP)
    await chamber.give(MARA, dkp=50)
    decision = await chamber.open(gp="30")
    await chamber.answers(decision, mara=Response.OFFSPEC)
    await chamber.award(decision, MARA)
    assert await chamber.points(MARA, Pool.DKP) == 20_00


async def test_under_dkp_it_is_told_when_somebody_would_owe(chamber: Chamber):
    await chamber.under(System.DKP)
    await chamber.give(MARA, dkp=50)
    decision = await chamber.open(gp="80")
    await chamber.answers(decision, mara=Response.OFFSPEC, tom=Response.BIS)
    assert (await chamber.propose(decision, MARA)).owes == 30_00
    assert (await chamber.propose(decision, TOM)).owes == 80_00
    await chamber.give(MARA, dkp=30)
    assert (await chamber.propose(decision, MARA)).owes == 0


async def test_a_tie_has_to_be_broken_by_name(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.UPGRADE, tom=Response.BIS, ylva=Response.BIS)
    for officer in (JAINA, SYLVA):
        await chamber.vote(officer, decision, MARA)
        await chamber.vote(officer, decision, TOM)
    proposal = await chamber.propose(decision, MARA)
    assert proposal.must_break
    assert set(proposal.tie) == {await chamber.id(MARA), await chamber.id(TOM)}
    assert proposal.draft is not None
    await refused(chamber.council.awarding.award(JAINA, proposal.draft, rules), "loot.looked_again")
    assert proposal.breaks[TieBreak.RESPONSE] == (await chamber.id(TOM),)
    chosen = await chamber.council.awarding.again(JAINA, proposal.draft, tie_break=TieBreak.RESPONSE)
    assert (chosen.winner, chosen.must_break) == (await chamber.id(TOM), False)
    assert chosen.draft is not None
    await chamber.council.awarding.award(JAINA, chosen.draft, rules)
    (told,) = (await chamber.why(decision)).told
    assert told.tie_break is TieBreak.RESPONSE
    assert told.tie is not None
    assert set(told.tie.among) == set(proposal.tie)


async def test_somebody_outside_the_tie_can_get_it_for_a_reason(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS, ylva=Response.MINOR)
    for who in (MARA, TOM):
        await chamber.vote(SYLVA, decision, who)
    await chamber.award(decision, YLVA, reason="both of them have left the raid")
    assert len(await chamber.items(YLVA)) == 1


@pytest.mark.parametrize(("how", "winner"), [(TieBreak.VOTES, TOM), (TieBreak.RECENT, TOM), (TieBreak.PRIORITY, MARA)])
async def test_each_tie_break_decides_by_what_it_is_called(chamber: Chamber, how: TieBreak, winner: Actor):
    earlier = await chamber.open(item="Ring", gp="1")
    await chamber.answers(earlier, mara=Response.BIS)
    await chamber.award(earlier, MARA)
    await chamber.give(MARA, ep=500)
    await chamber.give(TOM, ep=100)
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    for officer in (JAINA, SYLVA):
        await chamber.vote(officer, decision, MARA)
        await chamber.vote(officer, decision, TOM)
    await chamber.vote(KHADGAR, decision, MARA, approve=False)
    await chamber.award(decision, tie_break=how)
    (told,) = (await chamber.why(decision)).told
    assert told.winner == await chamber.id(winner)


async def test_a_tie_break_that_leaves_several_decides_nothing(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    await refused(chamber.propose(decision, tie_break=TieBreak.RESPONSE), "loot.still_tied")
    alone = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(alone, mara=Response.BIS)
    await refused(chamber.propose(alone, tie_break=TieBreak.ROLL), "loot.no_tie")


async def test_a_roll_awards_to_its_winner_for_the_reason_given(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.OFFSPEC, ylva=Response.PASS)
    awarded = await chamber.award(decision, tie_break=TieBreak.ROLL, reason="let luck decide")
    assert awarded.award is None
    stands = await chamber.now(decision)
    assert stands.state is DecisionState.ROLLING
    await refused(chamber.propose(decision, MARA), "loot.rolling_by")
    await refused(chamber.council.ending.cancel(JAINA, decision.id, "changed my mind"), "loot.rolling_by")
    await refused(chamber.answer(BRAM, decision, Response.BIS), "loot.rolling")
    await refused(chamber.vote(SYLVA, decision, MARA), "loot.rolling")
    await rolled(chamber, decision)
    (told,) = (await chamber.why(decision)).told
    assert (told.reason, told.tie_break, told.draw) == ("let luck decide", TieBreak.ROLL, 1)
    winner = MARA if told.winner == await chamber.id(MARA) else TOM
    assert (await chamber.items(winner))[0].note == "let luck decide"
    assert await chamber.points(winner, Pool.GP) == (75_00 if winner is MARA else 37_50)
    assert await chamber.house.hall.draws.proof_at(told.address)
    assert chamber.house.office.events("loot.awarded") == []  # nobody chose a channel for it


async def rolled(chamber: Chamber, decision: Decision) -> None:
    """Time passes until the beacon has decided."""
    for _ in range(20):
        await chamber.tick(seconds=5)
        if (await chamber.now(decision)).state is DecisionState.AWARDED:
            return
    raise AssertionError("the roll was not decided")


async def test_a_roll_goes_on_after_a_restart(chamber: Chamber, desk: Desk):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    await chamber.award(decision, tie_break=TieBreak.ROLL)
    house = chamber.house
    courier = house.hall.notices.courier
    house.hall = new_hall(desk, house.hall.draws.chain, house.beacon)
    house.hall.notices.courier = courier
    assert house.hall.loot.council is not None
    await rolled(chamber, decision)
    assert len(await chamber.items(MARA)) + len(await chamber.items(TOM)) == 1
    await house.hall.close()


async def test_without_a_round_for_a_day_the_decision_is_open_again(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    await chamber.award(decision, tie_break=TieBreak.ROLL)
    await chamber.tick(seconds=1)
    chamber.house.beacon.for_everyone = broken(503)
    await chamber.tick(hours=23)
    assert (await chamber.now(decision)).state is DecisionState.ROLLING
    await chamber.tick(hours=2)
    stands = await chamber.now(decision)
    assert (stands.state, stands.roll_id) == (DecisionState.OPEN, None)
    assert "loot.roll_given_up" in await chamber.house.log()
    await chamber.answers(decision, ylva=Response.MINOR)
    await chamber.award(decision, MARA)
    assert len(await chamber.items(MARA)) == 1


async def test_a_roll_that_cannot_be_posted_for_a_day_is_given_up(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    chamber.house.office.trouble = AWAY
    await chamber.award(decision, tie_break=TieBreak.ROLL)
    await chamber.tick(hours=23)
    assert (await chamber.now(decision)).state is DecisionState.ROLLING
    await chamber.tick(hours=1)
    stands = await chamber.now(decision)
    assert (stands.state, stands.roll_id, stands.reason) == (DecisionState.OPEN, None, "")
    record = await chamber.house.desk.db.read(lambda tx: draws.by_number(tx, 77, 1))
    assert record is not None
    assert record.state is DrawState.CANCELLED
    chamber.house.office.trouble = None
    await chamber.award(decision, MARA)
    assert len(await chamber.items(MARA)) == 1


async def test_nobody_in_a_roll_is_erased_before_its_result(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    await chamber.award(decision, tie_break=TieBreak.ROLL)
    with pytest.raises(Conflict):
        await chamber.house.hall.privacy.erase(MARA)
    await rolled(chamber, decision)
    assert await chamber.house.hall.privacy.erase(MARA)


async def test_an_award_that_is_taken_back_leaves_the_decision_open_with_its_answers_closed(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.UPGRADE)
    awarded = await chamber.award(decision, MARA, reason="first try")
    assert awarded.award is not None
    await chamber.undo(awarded.award.batch_id)
    stands = await chamber.now(decision)
    assert stands.state is DecisionState.OPEN
    assert await chamber.points(MARA, Pool.GP) == 0
    assert await chamber.items(MARA) == []
    await refused(chamber.answer(YLVA, decision, Response.BIS), "loot.answers_closed")
    await chamber.vote(SYLVA, decision, TOM)
    await chamber.award(decision, TOM, reason="second try")
    first, second = (await chamber.why(decision)).told
    assert (first.reason, first.winner) == ("first try", await chamber.id(MARA))
    assert first.undone_at is not None
    assert (second.reason, second.winner, second.undone_at) == ("second try", await chamber.id(TOM), None)
    assert [bool(line.tally and line.tally.approvals) for line in first.lines] == [False, False]
    assert [bool(line.tally and line.tally.approvals) for line in second.lines] == [False, True]


async def test_passing_on_moves_the_points_with_the_item_and_can_be_undone(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.OFFSPEC)
    awarded = await chamber.award(decision, MARA)
    assert awarded.award is not None
    passing = chamber.council.passing_on
    planned = await passing.propose(JAINA, decision.id, TOM.user_id, "Tom needs it more")
    assert [move.delta for move in planned.back] == [-75_00]
    assert planned.cost.paid == 37_50
    assert planned.draft is not None
    done = await passing.pass_on(JAINA, planned.draft)
    await refused(passing.pass_on(JAINA, planned.draft), "loot.draft_used")
    assert (await chamber.points(MARA, Pool.GP), await chamber.points(TOM, Pool.GP)) == (0, 37_50)
    await refused(chamber.undo(awarded.award.batch_id), "points.undo_passed_on")
    assert [(hand.member_id, hand.passed_on) for hand in (await chamber.shown(decision)).hands] == [
        (await chamber.id(MARA), False), (await chamber.id(TOM), True),
    ]  # fmt: skip
    await refused(passing.propose(JAINA, decision.id, TOM.user_id, "again"), "loot.passed_to_owner")
    further = await passing.propose(JAINA, decision.id, YLVA.user_id, "a third")
    assert [(move.member_id, move.delta) for move in further.back] == [(await chamber.id(TOM), -37_50)]
    assert done.batch is not None
    await chamber.undo(done.batch)
    assert (await chamber.points(MARA, Pool.GP), await chamber.points(TOM, Pool.GP)) == (75_00, 0)
    await chamber.undo(awarded.award.batch_id)
    assert await chamber.points(MARA, Pool.GP) == 0


async def test_passing_on_gives_back_what_decay_left_of_it(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    await chamber.award(decision, MARA)
    now = chamber.house.clock()
    decay = Decay((Pool.EP, Pool.GP), 10_00)
    books = chamber.house.hall.loot.books
    await chamber.house.desk.db.write(lambda tx: books.decay(tx, 77, decay, key="weekly", at=now, by=None))
    planned = await chamber.council.passing_on.propose(JAINA, decision.id, TOM.user_id, "needs it more")
    assert [move.delta for move in planned.back] == [-67_50]
    assert planned.draft is not None
    await chamber.council.passing_on.pass_on(JAINA, planned.draft)
    assert (await chamber.points(MARA, Pool.GP), await chamber.points(TOM, Pool.GP)) == (0, 75_00)


async def test_an_item_passed_on_counts_for_who_has_it_now(chamber: Chamber):
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    await chamber.award(decision, MARA)
    passing = chamber.council.passing_on
    planned = await passing.propose(JAINA, decision.id, TOM.user_id, "needs it more")
    assert planned.draft is not None
    await passing.pass_on(JAINA, planned.draft)
    another = await chamber.open(item="Ring")
    await chamber.answers(another, mara=Response.BIS, tom=Response.BIS)
    assert [(await chamber.line(another, who)).got for who in (MARA, TOM)] == [0, 1]


async def test_why_tells_everything_as_it_stood_whatever_happens_afterwards(chamber: Chamber):
    await chamber.give(MARA, ep=300)
    earlier = await chamber.open(item="Ring of the Deep", gp="50")
    await chamber.answers(earlier, mara=Response.BIS)
    await chamber.award(earlier, MARA)
    decision = await chamber.open(slot=Slot.TRINKET)
    await chamber.answer(MARA, decision, Response.BIS, "last piece")
    await chamber.answers(decision, tom=Response.PASS)
    await chamber.vote(SYLVA, decision, MARA)
    await chamber.award(decision, MARA, reason="two votes")
    before = await chamber.why(decision)
    await chamber.give(MARA, ep=5000, gp=900)
    await chamber.set()
    after = await chamber.why(decision)
    assert after.told == before.told
    (told,) = after.told
    (line,) = told.lines
    assert (line.points[Pool.EP], line.points[Pool.GP]) == (300_00, 50_00)
    assert (line.got, line.recent, line.answer.note) == (1, ("Ring of the Deep",), "last piece")
    assert [one.member_id for one in told.passed] == [await chamber.id(TOM)]
    assert set(told.silent) == {await chamber.id(YLVA), await chamber.id(BRAM)}


async def test_five_hundred_candidates_with_hostile_notes_are_awarded_and_told(chamber: Chamber):
    decision = await chamber.open(asked=[], slot=Slot.TRINKET)
    people = [actor(50_000 + number) for number in range(500)]
    for one in people:
        await chamber.answer(one, decision, Response.BIS, "@everyone **x** `'; DROP TABLE decisions; --")
    await chamber.award(decision, people[499])
    (told,) = (await chamber.why(decision)).told
    assert len(told.lines) == 500


async def test_who_is_erased_leaves_open_decisions_and_their_words_are_gone(chamber: Chamber):
    decided = await chamber.open(slot=Slot.TRINKET)
    await chamber.answer(MARA, decided, Response.BIS, "my very own words")
    await chamber.award(decided, MARA)
    waiting = await chamber.open(item="Ring")
    await chamber.answer(MARA, waiting, Response.BIS, "more of my words")
    await chamber.vote(SYLVA, waiting, MARA)
    assert await chamber.house.hall.privacy.erase(MARA)
    shown = await chamber.shown(waiting)
    assert shown.lines == ()
    assert (shown.asked, len(shown.silent)) == (3, 3)
    (told,) = (await chamber.why(decided)).told
    assert [line.answer.note for line in told.lines] == [""]
    with closing(sqlite3.connect(chamber.house.desk.db.path)) as connection:
        assert "words" not in json.dumps(list(connection.iterdump()))


async def test_the_deadline_is_noted_once(chamber: Chamber):
    decision = await chamber.open(closes="in 1 minute")
    await chamber.tick(minutes=2)
    closed = (await chamber.now(decision)).closed_at
    await chamber.tick(minutes=2)
    assert (await chamber.now(decision)).closed_at == closed
    assert closed == decision.opened_at + timedelta(minutes=2)
    assert decision.drop.item == BLADE
