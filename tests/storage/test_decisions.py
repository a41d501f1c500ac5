"""Decisions as they are kept: every step is taken by one, and what was asked and answered is read back as it was."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from domain.decisions import Answer, Decision, DecisionState, Drop, Rules, Vote
from domain.loot import Quality, Response, Slot, System, Transparency
from storage import ballots, decisions, members
from storage.ballots import Part
from storage.engine import Database

GUILD = 77
NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
DROP = Drop("Blade", 19019, Quality.EPIC, Slot.ONE_HAND, 522, 100_00, "Vexie")
RULES = Rules(NOW + timedelta(minutes=5), System.EPGP, Transparency.BLIND, self_vote=True, quorum=3, recent_days=14)


def opened(tx: Connection) -> tuple[Decision, list[int]]:
    """A decision, and five members, the first of whom opened it."""
    people = [members.ensure(tx, GUILD, 9000 + number, NOW).id for number in range(5)]
    where = {"raid_id": 4711, "channel_id": 303}
    decision_id = decisions.open_decision(tx, GUILD, DROP, RULES, anyone=False, by=people[0], now=NOW, **where)
    decision = decisions.find(tx, GUILD, decision_id)
    assert decision is not None
    return decision, people


async def test_what_was_opened_is_read_back_as_it_was(db: Database):
    decision, people = await db.write(opened)
    assert (decision.drop, decision.rules) == (DROP, RULES)
    assert (decision.state, decision.opened_by, decision.raid_id) == (DecisionState.OPEN, people[0], 4711)
    assert await db.read(lambda tx: decisions.find(tx, GUILD + 1, decision.id)) is None, "of another guild"


async def test_of_two_awards_one_is_made(db: Database):
    decision, people = await db.write(opened)

    def award(tx: Connection) -> int | None:
        return decisions.award(tx, decision.id, rolled=False, by=people[0], now=NOW)

    assert await db.write(award) == 1
    assert await db.write(award) is None
    assert await db.write(lambda tx: decisions.cancel(tx, decision.id, "late", by=people[0], now=NOW)) is False
    assert await db.write(lambda tx: decisions.reopen(tx, decision.id, NOW)) is True
    assert await db.write(lambda tx: decisions.reopen(tx, decision.id, NOW)) is False
    assert await db.write(award) == 2


async def test_a_roll_is_needed_for_an_award_by_roll(db: Database):
    decision, people = await db.write(opened)

    def award(tx: Connection) -> int | None:
        return decisions.award(tx, decision.id, rolled=True, by=people[0], now=NOW)

    assert await db.write(award) is None
    assert await db.write(lambda tx: decisions.give_roll_up(tx, decision.id)) is False
    assert await db.read(decisions.rolling) == []


async def test_a_deadline_is_noted_once(db: Database):
    decision, _ = await db.write(opened)
    assert await db.read(lambda tx: decisions.past_closing(tx, NOW + timedelta(seconds=299))) == []
    late = NOW + timedelta(minutes=5)
    assert [one.id for one in await db.read(lambda tx: decisions.past_closing(tx, late))] == [decision.id]
    assert await db.write(lambda tx: decisions.close(tx, decision.id, late)) is True
    assert await db.write(lambda tx: decisions.close(tx, decision.id, late)) is False
    assert await db.read(lambda tx: decisions.past_closing(tx, late)) == []


async def test_answers_and_votes_replace_what_was_said_before(db: Database):
    decision, people = await db.write(opened)

    def work(tx: Connection) -> tuple[dict[int, Answer], list[Vote]]:
        for response in (Response.MINOR, Response.BIS):
            ballots.answer(tx, decision.id, Answer(people[1], response, "mine", NOW, late=False))
        for approve in (True, False):
            ballots.vote(tx, decision.id, Vote(people[0], people[1], approve), NOW)
        return ballots.answers(tx, decision.id), ballots.votes(tx, decision.id)

    answers, votes = await db.write(work)
    assert answers == {people[1]: Answer(people[1], Response.BIS, "mine", NOW, late=False)}
    assert votes == [Vote(people[0], people[1], approve=False)]


async def test_who_was_asked_is_told_apart_by_part_and_forgets_the_erased(db: Database):
    decision, people = await db.write(opened)

    def work(tx: Connection) -> tuple[list[int], list[int]]:
        ballots.ask(tx, decision.id, Part.RAIDER, [*people, people[0]])
        ballots.ask(tx, decision.id, Part.COUNCIL, people[:1])
        members.forget(tx, people[2], NOW)
        return ballots.asked(tx, decision.id, Part.RAIDER), ballots.asked(tx, decision.id, Part.COUNCIL)

    raiders, council = await db.write(work)
    assert raiders == [people[0], people[1], people[3], people[4]]
    assert council == [people[0]]
