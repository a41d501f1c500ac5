"""A decision from its opening to its award: who may do what when, and what the books say afterwards."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.decisions import DecisionState
from domain.errors import Conflict, Forbidden, Invalid, NotFound
from domain.loot import ANSWER_MINUTES, Quality, Response, Slot, System, Transparency
from domain.people import Actor
from domain.points import Pool
from domain.raiders import parse_raider
from domain.raids import Report
from services.desk import Desk
from services.loot.council.opening import Asked, Called
from storage import audit, raiders, raids
from tests.services.conftest import GUILD, OFFICERS, Clock
from tests.services.deciding import (
    BLADE,
    BRAM,
    JAINA,
    KHADGAR,
    MARA,
    RAIDERS,
    SYLVA,
    TOM,
    YLVA,
    Chamber,
    at_once,
    refused,
    rules,
    told,
)
from tests.services.drawing import CHANNEL, open_house


@pytest.fixture
async def chamber(desk: Desk, clock: Clock) -> AsyncIterator[Chamber]:
    """A council of a guild that hands out loot by its word; whatever a test does, the books add up in the end."""
    async with open_house(desk, clock) as house:
        chamber = Chamber(house)
        await chamber.under(System.COUNCIL)
        yield chamber
        await chamber.adds_up()


async def test_a_decision_goes_from_its_opening_to_its_award(chamber: Chamber):
    decision = await chamber.open(quality=Quality.EPIC, slot=Slot.ONE_HAND, boss="Vexie", council=[JAINA, SYLVA])
    assert [event for event, _ in (await told(chamber))] == ["loot.opened"]
    await chamber.answer(MARA, decision, Response.BIS, "last piece")
    await chamber.answers(decision, tom=Response.UPGRADE, ylva=Response.PASS)
    shown = await chamber.shown(decision)
    assert (shown.asked, shown.answered, len(shown.silent)) == (4, 3, 1)
    assert [(one.answer.response, one.answer.note) for one in shown.lines] == [
        (Response.BIS, "last piece"), (Response.UPGRADE, ""),
    ]  # fmt: skip
    await chamber.vote(SYLVA, decision, MARA)
    awarded = await chamber.award(decision, MARA)
    assert awarded.award is not None
    assert (await chamber.now(decision)).state is DecisionState.AWARDED
    (item,) = await chamber.items(MARA)
    assert (item.item, item.paid, item.response, item.note, item.boss) == (
        BLADE,
        0,
        Response.BIS,
        "last piece",
        "Vexie",
    )
    assert [event for event, _ in (await told(chamber))] == ["loot.opened", "loot.awarded"]
    await chamber.adds_up()


async def test_an_answer_can_be_changed_until_the_deadline_and_then_stands(chamber: Chamber):
    await chamber.set((ANSWER_MINUTES, 2))
    decision = await chamber.open()
    await chamber.answers(decision, mara=Response.MINOR)
    await chamber.answers(decision, mara=Response.BIS)
    chamber.house.clock.advance(minutes=2)
    refusal = await refused(chamber.answer(MARA, decision, Response.PASS), "loot.answer_settled")
    assert refusal.facts["at"] == decision.rules.closes_at
    assert [one.answer.response for one in (await chamber.shown(decision)).lines] == [Response.BIS]


async def test_who_answers_after_the_deadline_is_marked_late_and_may_change_their_mind(chamber: Chamber):
    decision = await chamber.open(closes="in 1 minute")
    await chamber.tick(minutes=1)
    assert (await chamber.now(decision)).closed_at == chamber.house.clock()
    await chamber.answers(decision, tom=Response.MINOR)
    await chamber.answers(decision, tom=Response.BIS)
    line = await chamber.line(decision, TOM)
    assert line.answer.late
    assert line.answer.response is Response.BIS


async def test_only_those_who_were_asked_answer(chamber: Chamber):
    decision = await chamber.open(asked=[MARA, TOM])
    await refused(chamber.answer(BRAM, decision, Response.BIS), "loot.not_asked")
    everybody = await chamber.open(asked=[])
    await chamber.answers(everybody, bram=Response.BIS)
    assert (await chamber.shown(everybody)).asked == 0


async def test_a_raid_s_attendees_are_asked_and_nobody_who_cannot_answer(chamber: Chamber):
    now, people = chamber.house.clock(), [await chamber.id(one) for one in (MARA, TOM)]
    night = Report("abcdefabcdefabcd", "Friday", "Undermine", now - timedelta(hours=3), now, (), {})

    def raid(tx: Connection) -> int:
        raid_id = raids.begin(tx, GUILD, night, by=people[0], now=now)
        stranger = raiders.stand_in(tx, GUILD, parse_raider("Pugsley"), now)
        raids.note_attendance(tx, raid_id, {**dict.fromkeys(people, 3600), stranger: 3600})
        return raid_id

    decision = await chamber.open(asked=[YLVA, BRAM], raid=await chamber.house.desk.db.write(raid))
    assert set((await chamber.shown(decision)).silent) == set(people), "not those with the role"
    await refused(chamber.answer(BRAM, decision, Response.BIS), "loot.not_asked")
    await chamber.answers(decision, mara=Response.BIS, tom=Response.PASS)
    assert [event for event, _ in await told(chamber)] == ["loot.opened", "loot.answered"]


async def test_a_note_beside_an_officer_s_answer_keeps_the_mark(chamber: Chamber):
    decision = await chamber.open(asked=[MARA])
    await chamber.council.answering.answer_for(JAINA, decision.id, MARA.user_id, Response.UPGRADE, "")
    await chamber.council.answering.note(MARA, decision.id, "thanks")
    answer = (await chamber.line(decision, MARA)).answer
    assert (answer.by, answer.note) == (await chamber.id(JAINA), "thanks")
    await chamber.answers(decision, mara=Response.BIS)
    assert (await chamber.line(decision, MARA)).answer.by is None, "that is her own"


async def test_an_officer_answers_for_somebody_and_it_is_marked(chamber: Chamber):
    decision = await chamber.open(asked=[MARA])
    await chamber.council.answering.answer_for(JAINA, decision.id, BRAM.user_id, Response.UPGRADE, "is driving")
    line = await chamber.line(decision, BRAM)
    assert (line.answer.by, line.answer.note) == (await chamber.id(JAINA), "is driving")
    assert "loot.answered_for" in await chamber.house.log()
    with pytest.raises(Forbidden):
        await chamber.council.answering.answer_for(TOM, decision.id, BRAM.user_id, Response.BIS, "")


async def test_the_council_is_told_once_that_everybody_has_answered(chamber: Chamber):
    decision = await chamber.open(asked=[MARA, TOM])
    await chamber.answers(decision, mara=Response.BIS)
    assert [event for event, _ in await told(chamber)][1:] != ["loot.answered"]
    await chamber.answers(decision, tom=Response.PASS)
    await chamber.answers(decision, tom=Response.BIS, mara=Response.PASS)
    assert [event for event, _ in await told(chamber)] == ["loot.opened", "loot.answered"]


async def test_a_note_needs_an_answer_and_is_one_harmless_line(chamber: Chamber):
    decision = await chamber.open()
    await refused(chamber.council.answering.note(MARA, decision.id, "please"), "loot.note_first")
    await chamber.answers(decision, mara=Response.BIS)
    await refused(chamber.council.answering.note(MARA, decision.id, "x" * 201), "loot.note_length")
    await chamber.council.answering.note(MARA, decision.id, "a\n\u202eb\u0000c")
    assert (await chamber.line(decision, MARA)).answer.note == "a b c"
    await chamber.answers(decision, mara=Response.UPGRADE)
    assert (await chamber.line(decision, MARA)).answer.note == "a b c", "another answer keeps the note"
    await chamber.council.answering.note(MARA, decision.id, " ")
    assert (await chamber.line(decision, MARA)).answer.note == ""


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"item": "x" * 300}, "loot.item_length"),
        ({"item": " \u200b"}, "loot.item_length"),
        ({"boss": "x" * 101}, "loot.boss_length"),
        ({"ilvl": 0}, "loot.ilvl"),
        ({"ilvl": 99_999}, "loot.ilvl"),
        ({"item_id": -3}, "loot.item_id"),
        ({"gp": "lots"}, "loot.price"),
        ({"gp": "-5"}, "loot.price"),
        ({"gp": "1e9"}, "loot.price"),
        ({"gp": "99999999999"}, "loot.price"),
        ({"gp": "50"}, "loot.price_council"),
        ({"closes": "in 1 second"}, "loot.closes_soon"),
        ({"closes": "in 90 days"}, "loot.closes_late"),
        ({"closes": "soon"}, "moment.invalid"),
        ({"raid": 4711}, "loot.raid_unknown"),
    ],
)
async def test_nonsense_opens_nothing(chamber: Chamber, asked: dict[str, Any], code: str):
    with pytest.raises((Invalid, NotFound)) as caught:
        await chamber.open(**asked)
    assert caught.value.code == code
    assert (await chamber.council.views.open_ones(GUILD, 1)).total == 0


async def test_members_do_not_open_vote_award_or_cancel(chamber: Chamber):
    council = chamber.council
    with pytest.raises(Forbidden):
        await council.opening.open(MARA, Asked(BLADE), CHANNEL, Called())
    decision = await chamber.open()
    await chamber.answers(decision, tom=Response.BIS)
    for act in (
        chamber.vote(MARA, decision, TOM),
        chamber.propose(decision, TOM, officer=MARA),
        council.ending.cancel(MARA, decision.id, "why not"),
        council.views.council(MARA, decision.id),
        council.passing_on.propose(MARA, decision.id, TOM.user_id, "why not"),
    ):
        await refused(act, "access.officer")


async def test_a_vote_is_on_somebody_who_wants_it_and_not_on_oneself(chamber: Chamber):
    decision = await chamber.open(asked=[*RAIDERS, JAINA])
    await refused(chamber.vote(JAINA, decision, MARA), "loot.no_candidate")
    await chamber.answers(decision, mara=Response.PASS)
    await refused(chamber.vote(JAINA, decision, MARA), "loot.no_candidate")
    await chamber.answer(JAINA, decision, Response.BIS)
    await refused(chamber.vote(JAINA, decision, JAINA), "loot.self_vote")
    await chamber.vote(SYLVA, decision, JAINA)


async def test_another_vote_replaces_the_first(chamber: Chamber):
    decision = await chamber.open(council=[JAINA, SYLVA])
    await chamber.answers(decision, mara=Response.BIS)
    await chamber.vote(SYLVA, decision, MARA)
    await chamber.vote(SYLVA, decision, MARA, approve=False)
    line = await chamber.line(decision, MARA)
    assert line.tally is not None
    assert (line.tally.approvals, line.tally.rejections) == (0, 1)
    shown = await chamber.council.views.council(JAINA, decision.id)
    assert shown.ballot.voters == (await chamber.id(SYLVA),)
    assert shown.ballot.waiting == (await chamber.id(JAINA),)


async def test_of_fifty_officers_at_once_one_awards_and_the_others_are_told_who(chamber: Chamber):
    decision = await chamber.open()
    await chamber.answers(decision, mara=Response.BIS, tom=Response.BIS)
    officers = [Actor(GUILD, 9300 + number, frozenset({OFFICERS}), manages_guild=False) for number in range(50)]
    drafts: list[int] = []
    for number, officer in enumerate(officers):
        proposal = await chamber.propose(decision, (MARA, TOM)[number % 2], officer=officer)
        assert proposal.draft is not None
        drafts.append(proposal.draft)
    acts = (chamber.council.awarding.award(one, draft, rules) for one, draft in zip(officers, drafts, strict=True))
    results = await at_once(*acts)
    won = [number for number, result in enumerate(results) if not isinstance(result, Exception)]
    assert len(won) == 1
    lost = [result for result in results if isinstance(result, Conflict)]
    assert len(lost) == 49
    assert {(one.code, one.facts["officer"]) for one in lost} == {("loot.awarded_by", officers[won[0]].user_id)}
    assert len(await chamber.items(MARA)) + len(await chamber.items(TOM)) == 1
    entries = await chamber.house.desk.db.read(lambda tx: audit.page(tx, GUILD, kind="points.item", limit=9, offset=0))
    assert len(entries) == 1


async def test_a_second_press_awards_nothing_and_says_how_it_stands(chamber: Chamber):
    decision = await chamber.open()
    await chamber.answers(decision, mara=Response.BIS)
    proposal = await chamber.propose(decision, MARA)
    assert proposal.draft is not None
    await chamber.council.awarding.award(JAINA, proposal.draft, rules)
    await refused(chamber.council.awarding.award(JAINA, proposal.draft, rules), "loot.awarded_by")
    assert len(await chamber.items(MARA)) == 1


async def test_who_left_gets_it_only_if_they_had_answered(chamber: Chamber):
    decision = await chamber.open()
    await refused(chamber.propose(decision, BRAM, present=False), "loot.winner_left")
    await chamber.answers(decision, tom=Response.BIS, ylva=Response.PASS)
    await refused(chamber.propose(decision, YLVA), "loot.winner_passed")
    await chamber.award(decision, TOM, present=False)
    assert len(await chamber.items(TOM)) == 1


async def test_who_did_not_answer_can_get_it_while_they_are_here(chamber: Chamber):
    decision = await chamber.open()
    await chamber.award(decision, BRAM)
    (told_,) = (await chamber.why(decision)).told
    assert (told_.winner, told_.response) == (await chamber.id(BRAM), None)


async def test_a_candidate_who_changes_their_mind_between_look_and_press_is_looked_at_again(chamber: Chamber):
    decision = await chamber.open()
    await chamber.answers(decision, mara=Response.BIS)
    proposal = await chamber.propose(decision, MARA)
    assert proposal.draft is not None
    await chamber.answers(decision, mara=Response.PASS)
    await refused(chamber.council.awarding.award(JAINA, proposal.draft, rules), "loot.winner_passed")
    assert (await chamber.now(decision)).state is DecisionState.OPEN


async def test_cancelled_is_over_for_everybody(chamber: Chamber):
    decision = await chamber.open()
    await chamber.answers(decision, mara=Response.BIS)
    proposal = await chamber.propose(decision, MARA)
    await refused(chamber.council.ending.cancel(SYLVA, decision.id, " "), "points.reason")
    await chamber.council.ending.cancel(SYLVA, decision.id, "wrong item")
    await refused(chamber.answer(TOM, decision, Response.BIS), "loot.cancelled_before")
    await refused(chamber.vote(KHADGAR, decision, MARA), "loot.cancelled_before")
    assert proposal.draft is not None
    refusal = await refused(chamber.council.awarding.award(JAINA, proposal.draft, rules), "loot.cancelled_by")
    assert refusal.facts["officer"] == SYLVA.user_id
    assert (await chamber.now(decision)).reason == "wrong item"


async def test_the_opening_freezes_its_rules(chamber: Chamber):
    await chamber.set((ANSWER_MINUTES, 3))
    decision = await chamber.open(transparency=Transparency.COUNCIL)
    await chamber.under(System.EPGP)
    await chamber.set((ANSWER_MINUTES, 90))
    stands = await chamber.now(decision)
    assert stands.rules == decision.rules
    assert (stands.rules.system, stands.rules.transparency) == (System.COUNCIL, Transparency.COUNCIL)
    await chamber.answers(decision, mara=Response.BIS)
    await chamber.award(decision, MARA)
    assert await chamber.points(MARA, Pool.GP) == 0, "it was opened under the council's word"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decisions SET transparency = 'public'",
        "UPDATE decisions SET closes_at = closes_at + 1",
        "UPDATE decisions SET state = 'open', reopened_at = NULL, awards = 0",
        "DELETE FROM decisions",
        "UPDATE decision_awards SET card = '{}'",
        "DELETE FROM decision_awards",
        "INSERT INTO decision_awards SELECT 9, 1, 2, winner_id, 99, by, at, NULL, NULL, card FROM decision_awards",
        "UPDATE decision_responses SET response = 'pass'",
        "UPDATE decision_responses SET note = 'forged'",
        "DELETE FROM decision_responses",
        "UPDATE decision_votes SET approve = 0",
        "DELETE FROM decision_votes",
        "INSERT INTO decision_votes SELECT decision_id, candidate_id, voter_id, 1, at FROM decision_votes",
        "DELETE FROM decision_asked",
    ],
)
async def test_whoever_holds_the_database_cannot_change_what_was_decided(chamber: Chamber, change: str):
    decision = await chamber.open()
    await chamber.answers(decision, mara=Response.BIS)
    await chamber.vote(SYLVA, decision, MARA)
    await chamber.award(decision, MARA)
    with closing(sqlite3.connect(chamber.house.desk.db.path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(change)
